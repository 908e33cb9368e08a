package tv.coax.bittorrent.tracker;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tv.coax.bittorrent.metainfo.InfoHash;

/** The packets of UDP trackers (BEP 15) and their options (BEP 41). */
final class UdpPackets {
  static final int CONNECT = 0;
  static final int ANNOUNCE = 1;
  static final int SCRAPE = 2;
  static final int ERROR = 3;

  private static final long MAGIC = 0x41727101980L;
  private static final int ANNOUNCE_BYTES = 98;
  private static final int MAX_URL_DATA = 1024;

  private UdpPackets() {}

  static byte[] connect(int transaction) {
    return ByteBuffer.allocate(16).putLong(MAGIC).putInt(CONNECT).putInt(transaction).array();
  }

  static byte[] announce(long connection, int transaction, URI tracker, AnnounceRequest request) {
    byte[] options = urlData(tracker);
    ByteBuffer packet = ByteBuffer.allocate(ANNOUNCE_BYTES + options.length);
    packet.putLong(connection).putInt(ANNOUNCE).putInt(transaction);
    packet.put(request.infoHash().bytes()).put(request.peerId());
    packet.putLong(request.downloaded()).putLong(request.left()).putLong(request.uploaded());
    packet.putInt(request.event().number()).putInt(0).putInt(request.key());
    packet.putInt(request.wanted()).putShort((short) request.port());
    return packet.put(options).array();
  }

  static byte[] scrape(long connection, int transaction, InfoHash infoHash) {
    ByteBuffer packet = ByteBuffer.allocate(16 + InfoHash.V1_LENGTH);
    packet.putLong(connection).putInt(SCRAPE).putInt(transaction).put(infoHash.bytes());
    return packet.array();
  }

  /** Path and query of the tracker's address in pieces of at most 255 bytes (BEP 41, option 2). */
  private static byte[] urlData(URI tracker) {
    String path = tracker.getRawPath() == null ? "" : tracker.getRawPath();
    String query = tracker.getRawQuery() == null ? "" : "?" + tracker.getRawQuery();
    byte[] data = (path + query).getBytes(StandardCharsets.US_ASCII);
    if (data.length == 0 || data.length > MAX_URL_DATA) {
      return new byte[0];
    }
    ByteBuffer options = ByteBuffer.allocate(data.length + 2 * Math.ceilDiv(data.length, 255));
    for (int at = 0; at < data.length; at += 255) {
      int length = Math.min(255, data.length - at);
      options.put((byte) 2).put((byte) length).put(data, at, length);
    }
    return options.array();
  }

  /** The transaction that a packet answers. */
  static OptionalInt transaction(byte[] packet) {
    return packet.length < 8
        ? OptionalInt.empty()
        : OptionalInt.of(ByteBuffer.wrap(packet).getInt(4));
  }

  static long readConnect(byte[] packet) throws TrackerException {
    return answer(packet, CONNECT, 16).getLong(8);
  }

  static AnnounceAnswer readAnnounce(byte[] packet, boolean ipv6) throws TrackerException {
    ByteBuffer answer = answer(packet, ANNOUNCE, 20);
    byte[] row = new byte[packet.length - 20];
    answer.get(20, row);
    return new AnnounceAnswer(
        HttpAnswers.seconds(answer.getInt(8)),
        Optional.empty(),
        OptionalInt.of(Math.max(0, answer.getInt(16))),
        OptionalInt.of(Math.max(0, answer.getInt(12))),
        peers(row, ipv6),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<InetSocketAddress> peers(byte[] row, boolean ipv6) {
    return CompactPeers.read(row, ipv6 ? CompactPeers.IPV6 : CompactPeers.IPV4).stream()
        .distinct()
        .limit(AnnounceAnswer.MAX_PEERS)
        .toList();
  }

  static ScrapeAnswer readScrape(byte[] packet) throws TrackerException {
    ByteBuffer answer = answer(packet, SCRAPE, 20);
    return new ScrapeAnswer(
        Math.max(0, answer.getInt(8)),
        Math.max(0, answer.getInt(16)),
        Math.max(0, answer.getInt(12)));
  }

  private static ByteBuffer answer(byte[] packet, int action, int minLength)
      throws TrackerException {
    ByteBuffer answer = ByteBuffer.wrap(packet);
    int found = packet.length < 8 ? -1 : answer.getInt(0);
    if (found == ERROR) {
      throw TrackerException.refused(
          new String(packet, 8, packet.length - 8, StandardCharsets.UTF_8));
    }
    if (found != action || packet.length < minLength) {
      throw TrackerException.failed("The tracker's answer is not a valid packet.");
    }
    return answer;
  }
}
