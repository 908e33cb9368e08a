package tv.coax.bittorrent.sim;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.loop.Repeat;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.wire.Handshake;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.MessageDecoder;
import tv.coax.bittorrent.wire.MessageEncoder;
import tv.coax.bittorrent.wire.MessageLimits;
import tv.coax.bittorrent.wire.MessageSink;
import tv.coax.bittorrent.wire.WireException;

/** A peer that speaks the protocol and has bad manners. It claims to have everything. */
final class SimBot {
  private static final int MAX_LINKS = 20;
  private static final int MAX_ASKED = 2_000;

  /** What is bad about it. */
  enum Habit {
    /** Serves, it says, and never answers. */
    SILENT,
    /** Refuses every request. */
    REFUSING,
    /** Chokes whenever it has been asked for something. */
    FLICKERING,
    /** Answers after long. */
    SLOW,
    /** Answers with wrong bytes. */
    LYING,
    /** Sends what is no message. */
    BABBLING,
    /** Asks for everything again and again. */
    FLOODING,
    /** Sends what nobody asked for. */
    PUSHING,
    /** Never shakes hands. */
    MUTE
  }

  final InetSocketAddress address;
  private final SimNode.Place place;
  private final SimWorld world;
  private final SimTracker tracker;
  private final SimFilm film;
  private final Habit habit;
  private final SimLoop loop;
  private final SimNetwork network;
  private final Repeat calling;
  private int links;
  private int names;

  SimBot(SimNode.Place place, SimNetwork.Wire wire, Habit habit) {
    this.place = place;
    this.world = place.world();
    this.tracker = place.tracker();
    this.film = place.film();
    this.habit = habit;
    this.address = SimNode.address(place.internet().nodes++);
    this.loop = new SimLoop(world, () -> {});
    this.network = new SimNetwork(world, loop, place.internet(), address, wire);
    network.listen(address, link -> new Talk(link, false));
    tracker.came(address);
    place.internet().bots.add(address);
    this.calling = Repeat.every(loop, Duration.ofSeconds(5), this::call);
  }

  private void call() {
    for (InetSocketAddress other : tracker.some(address)) {
      if (links < MAX_LINKS && !place.internet().bots.contains(other)) {
        network.connect(other, Duration.ofSeconds(5), link -> new Talk(link, true), failure -> {});
      }
    }
  }

  void close() {
    calling.close();
    loop.kill();
    network.kill();
  }

  private final class Talk implements LinkHandler, MessageSink {
    private final Link link;
    private int asked;
    private final List<Message> later = new ArrayList<>();
    private final MessageDecoder decoder = new MessageDecoder(new MessageLimits(1 << 20, 1 << 20));
    private final ByteBuf greeting = Unpooled.buffer(Handshake.BYTES);
    private boolean greeted;
    private boolean gone;

    Talk(Link link, boolean first) {
      this.link = link;
      links++;
      link.handler(this);
      if (first && habit != Habit.MUTE) {
        greet(film.metainfo().infoHashes().wire().bytes());
      }
    }

    private void greet(byte[] infoHash) {
      byte[] id = "-XX0000-%012d".formatted(names++).getBytes(StandardCharsets.US_ASCII);
      id[8] = address.getAddress().getAddress()[2];
      id[9] = address.getAddress().getAddress()[3];
      ByteBuf hello = Unpooled.buffer();
      Handshake.ours(infoHash, id, false).encode(hello);
      MessageEncoder.encode(new Message.HaveAll(), hello);
      MessageEncoder.encode(new Message.Unchoke(), hello);
      link.send(hello);
      link.flush();
      greeted = true;
      misbehave();
    }

    private void misbehave() {
      Layout layout = film.metainfo().layout();
      switch (habit) {
        case BABBLING -> {
          byte[] noise = new byte[100 + world.random.nextInt(3000)];
          world.random.nextBytes(noise);
          link.send(Unpooled.wrappedBuffer(noise));
          link.flush();
        }
        case FLOODING -> {
          send(new Message.Interested());
          for (int i = 0; i < 700; i++) {
            send(new Message.Request(world.random.nextInt(layout.pieceCount()), 0, 1));
          }
          world.after(Duration.ofSeconds(2).toNanos(), this::again);
        }
        case PUSHING -> {
          for (int i = 0; i < 40; i++) {
            int piece = world.random.nextInt(layout.pieceCount());
            int length =
                Math.min(1000, layout.blockOf(layout.piece(piece).orElseThrow(), 0).length());
            send(new Message.Piece(piece, 0, Unpooled.buffer(length).writeZero(length)));
          }
        }
        case SILENT, REFUSING, FLICKERING, SLOW, LYING, MUTE -> {}
      }
    }

    private void again() {
      if (!gone && !loop.killed()) {
        misbehave();
      }
    }

    private void send(Message message) {
      if (!gone) {
        ByteBuf bytes = Unpooled.buffer();
        MessageEncoder.encode(message, bytes);
        link.send(bytes);
        link.flush();
      }
    }

    @Override
    public void received(ByteBuf bytes) {
      if (habit == Habit.MUTE || gone) {
        return;
      }
      try {
        int missing = Handshake.BYTES - greeting.writerIndex();
        greeting.writeBytes(bytes, Math.min(missing, bytes.readableBytes()));
        if (missing > 0 && greeting.writerIndex() == Handshake.BYTES && !greeted) {
          byte[] all = new byte[Handshake.BYTES];
          greeting.getBytes(0, all);
          greet(Handshake.parse(all).infoHash());
        }
        decoder.decode(bytes, this);
      } catch (WireException e) {
        link.close();
      }
    }

    @Override
    public void message(Message message) {
      switch (message) {
        case Message.Request request -> asked(request);
        case Message.Piece(int piece, int begin, ByteBuf data) -> data.release();
        default -> {}
      }
    }

    private void asked(Message.Request request) {
      if (++asked > MAX_ASKED) {
        throw new IllegalStateException(habit + " is asked again and again.");
      }
      Message refusal = new Message.Reject(request.piece(), request.begin(), request.length());
      switch (habit) {
        case REFUSING -> send(refusal);
        case FLICKERING -> {
          later.add(refusal);
          if (later.size() == 3) {
            send(new Message.Choke());
            later.forEach(this::send);
            later.clear();
            world.after(Duration.ofSeconds(3).toNanos(), () -> send(new Message.Unchoke()));
          }
        }
        case SLOW -> world.after(Duration.ofSeconds(15).toNanos(), () -> answer(request, 0));
        case LYING -> answer(request, 1);
        case SILENT, BABBLING, FLOODING, PUSHING, MUTE -> {}
      }
    }

    private void answer(Message.Request request, int lie) {
      if (gone) {
        return;
      }
      long offset = (long) request.piece() * film.metainfo().layout().pieceLength();
      byte[] bytes = film.bytes(offset + request.begin(), request.length());
      bytes[world.random.nextInt(bytes.length)] += (byte) lie;
      send(new Message.Piece(request.piece(), request.begin(), Unpooled.wrappedBuffer(bytes)));
    }

    @Override
    public void drained() {
      // it does not wait
    }

    @Override
    public void closed() {
      gone = true;
      links--;
      decoder.close();
    }
  }
}
