package tv.coax.bittorrent.tracker;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import tv.coax.bittorrent.metainfo.InfoHash;

/**
 * Trackers over UDP (BEP 15), IPv4 and IPv6. An answer counts only with the transaction number of
 * the question, which cannot be guessed, and from the address that was asked. A question is sent
 * three times, with doubled patience; the patience is shorter than the 15 s of the standard, since
 * another tracker may be waiting its turn. Used on one event loop.
 */
final class UdpTracker {
  private static final int TRIES = 3;
  private static final Duration CONNECTION_LIFE = Duration.ofSeconds(60);
  private static final int MAX_CONNECTIONS = 1_000;

  private final Vertx vertx;
  private final Duration patience;
  private final SecureRandom random = new SecureRandom();
  private final Map<Boolean, Future<DatagramSocket>> sockets = new HashMap<>();
  private final Map<Integer, Question> questions = new HashMap<>();
  private final Map<InetSocketAddress, Connection> connections = new HashMap<>();

  UdpTracker(Vertx vertx, Duration patience) {
    this.vertx = vertx;
    this.patience = patience;
  }

  private record Connection(long id, long madeAtNanos) {}

  private record Question(InetSocketAddress asked, Promise<byte[]> answer) {}

  Future<AnnounceAnswer> announce(URI tracker, AnnounceRequest request) {
    return resolve(tracker)
        .flatMap(addresses ->
            first(
                addresses,
                address ->
                    ask(
                            address,
                            connection ->
                                transaction ->
                                    UdpPackets.announce(connection, transaction, tracker, request))
                        .flatMap(packet ->
                            read(() -> UdpPackets.readAnnounce(packet, isIpv6(address))))));
  }

  Future<ScrapeAnswer> scrape(URI tracker, InfoHash infoHash) {
    return resolve(tracker)
        .flatMap(addresses ->
            first(
                addresses,
                address ->
                    ask(
                            address,
                            connection ->
                                transaction -> UdpPackets.scrape(connection, transaction, infoHash))
                        .flatMap(packet -> read(() -> UdpPackets.readScrape(packet)))));
  }

  void close() {
    sockets.values().forEach(socket -> socket.onSuccess(DatagramSocket::close));
    List.copyOf(questions.values())
        .forEach(question ->
            question.answer().tryFail(TrackerException.failed("The client was closed.")));
    questions.clear();
  }

  /** One address of each family, in the order of the resolver. */
  private Future<List<InetSocketAddress>> resolve(URI tracker) {
    String host = tracker.getHost();
    if (tracker.getPort() <= 0) {
      return Future.failedFuture(
          TrackerException.failed("The address of a UDP tracker needs a port."));
    }
    return vertx
        .executeBlocking(
            () -> {
              InetAddress[] all = InetAddress.getAllByName(host);
              return Arrays.stream(all)
                  .collect(
                      Collectors.toMap(
                          address -> address instanceof Inet6Address,
                          address -> new InetSocketAddress(address, tracker.getPort()),
                          (one, other) -> one,
                          LinkedHashMap::new))
                  .values()
                  .stream()
                  .toList();
            },
            false)
        .recover(failure ->
            Future.failedFuture(
                failure instanceof UnknownHostException
                    ? TrackerException.failed("The tracker's name " + host + " is unknown.")
                    : failure));
  }

  private interface Asking<T> {
    Future<T> ask(InetSocketAddress address);
  }

  /** The answer of the first address that gives one. A refusal is an answer. */
  private static <T> Future<T> first(List<InetSocketAddress> addresses, Asking<T> asking) {
    Future<T> result = asking.ask(addresses.getFirst());
    for (InetSocketAddress next : addresses.subList(1, addresses.size())) {
      result =
          result.recover(failure ->
              failure instanceof TrackerException refused && refused.isRefusal()
                  ? Future.failedFuture(failure)
                  : asking.ask(next));
    }
    return result;
  }

  private interface Packet {
    IntFunction<byte[]> over(long connection);
  }

  private Future<byte[]> ask(InetSocketAddress address, Packet packet) {
    Connection known = connections.get(address);
    if (known != null && System.nanoTime() - known.madeAtNanos() < CONNECTION_LIFE.toNanos()) {
      return exchange(address, packet.over(known.id()), 1)
          .onFailure(failure -> connections.remove(address));
    }
    return exchange(address, UdpPackets::connect, 1)
        .flatMap(answer -> read(() -> UdpPackets.readConnect(answer)))
        .flatMap(connection -> {
          if (connections.size() >= MAX_CONNECTIONS) {
            connections.clear();
          }
          connections.put(address, new Connection(connection, System.nanoTime()));
          return exchange(address, packet.over(connection), 1);
        });
  }

  private Future<byte[]> exchange(
      InetSocketAddress address, IntFunction<byte[]> packet, int attempt) {
    return socket(isIpv6(address))
        .flatMap(socket -> send(socket, address, packet, patience.toMillis() << (attempt - 1)))
        .recover(failure ->
            failure instanceof TrackerException || attempt == TRIES
                ? Future.failedFuture(
                    failure instanceof TrackerException
                        ? failure
                        : TrackerException.failed("The tracker does not answer."))
                : exchange(address, packet, attempt + 1));
  }

  private Future<byte[]> send(
      DatagramSocket socket, InetSocketAddress address, IntFunction<byte[]> packet, long millis) {
    int transaction = random.nextInt();
    Promise<byte[]> answer = Promise.promise();
    questions.put(transaction, new Question(address, answer));
    long timer = vertx.setTimer(millis, late -> answer.tryFail("no answer in time"));
    socket
        .send(
            Buffer.buffer(packet.apply(transaction)),
            address.getPort(),
            address.getAddress().getHostAddress())
        .onFailure(answer::tryFail);
    return answer
        .future()
        .onComplete(done -> {
          vertx.cancelTimer(timer);
          questions.remove(transaction);
        });
  }

  private void received(DatagramPacket packet) {
    byte[] bytes = packet.data().getBytes();
    UdpPackets.transaction(bytes)
        .ifPresent(transaction -> {
          Question question = questions.get(transaction);
          if (question != null
              && question.asked().getPort() == packet.sender().port()
              && isFrom(question.asked(), packet.sender().hostAddress())) {
            question.answer().tryComplete(bytes);
          }
        });
  }

  private static boolean isFrom(InetSocketAddress asked, String sender) {
    int scope = sender.indexOf('%');
    try {
      InetAddress address = InetAddress.ofLiteral(scope < 0 ? sender : sender.substring(0, scope));
      return address.equals(asked.getAddress());
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  private Future<DatagramSocket> socket(boolean ipv6) {
    return sockets.computeIfAbsent(
        ipv6,
        family ->
            vertx
                .createDatagramSocket(new DatagramSocketOptions().setIpV6(ipv6))
                .handler(this::received)
                .listen(0, ipv6 ? "::" : "0.0.0.0"));
  }

  private static boolean isIpv6(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address;
  }

  private interface Reading<T> {
    T read() throws TrackerException;
  }

  private static <T> Future<T> read(Reading<T> reading) {
    try {
      return Future.succeededFuture(reading.read());
    } catch (TrackerException refused) {
      return Future.failedFuture(refused);
    }
  }
}
