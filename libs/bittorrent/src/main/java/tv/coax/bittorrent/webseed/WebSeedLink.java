package tv.coax.bittorrent.webseed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.http.HttpClient;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.net.ReadableFile;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.HashRange;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.MessageDecoder;
import tv.coax.bittorrent.wire.MessageEncoder;
import tv.coax.bittorrent.wire.MessageLimits;
import tv.coax.bittorrent.wire.WireException;

/**
 * An HTTP server as the far end of a link: it has everything, serves everybody, and answers
 * requests for blocks, neighbours joined into range requests of up to 1 MiB, two at a time. So it
 * is picked from, paused, timed and blamed as any peer is.
 */
final class WebSeedLink implements Link {
  private static final int MAX_RUNS = 2;
  private static final long MAX_RUN_BYTES = 1 << 20;
  private static final int QUEUE = 512;

  /** What we send ourselves. */
  private static final MessageLimits LIMITS = new MessageLimits(1 << 20, 1 << 20);

  private final InetSocketAddress address;
  private final Loop loop;
  private final HttpClient client;
  private final Layout layout;
  private final FileAddresses addresses;
  private final Owner owner;
  private final MessageDecoder decoder = new MessageDecoder(LIMITS);
  private final Deque<Block> queue = new ArrayDeque<>();
  private final Set<BlockRun> runs = new LinkedHashSet<>();
  private @Nullable LinkHandler handler;
  private boolean paused;
  private boolean closed;

  /** Is told, on the loop. */
  interface Owner {
    /** The server gave what was asked of it. */
    void worked();

    /** The link is closed; by a failure of the server if {@code failed}. */
    void ended(boolean failed);
  }

  WebSeedLink(
      InetSocketAddress address,
      Loop loop,
      HttpClient client,
      Layout layout,
      FileAddresses addresses,
      Owner owner) {
    this.address = address;
    this.loop = loop;
    this.client = client;
    this.layout = layout;
    this.addresses = addresses;
    this.owner = owner;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return address;
  }

  @Override
  public void handler(LinkHandler value) {
    handler = value;
    loop.execute(this::greet);
  }

  private void greet() {
    String client = "Web seed " + address.getHostString();
    ExtendedHandshake introduction = new ExtendedHandshake(Map.of(), 0, client, QUEUE, true, 0);
    deliver(new Message.HaveAll());
    deliver(new Message.Extended(0, introduction.encode()));
    deliver(new Message.Unchoke());
  }

  private void deliver(Message message) {
    ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(64);
    MessageEncoder.encode(message, bytes);
    deliver(bytes);
  }

  /** Hands whole messages to the peer, and lets go of them. */
  private void deliver(ByteBuf bytes) {
    if (!closed && handler != null) {
      handler.received(bytes);
    }
    bytes.release();
  }

  @Override
  public void send(ByteBuf bytes) {
    try {
      decoder.decode(bytes, this::message);
    } catch (WireException impossible) {
      throw new IllegalStateException("We sent what is no message", impossible);
    } finally {
      bytes.release();
    }
  }

  private void message(Message message) {
    switch (message) {
      case Message.Request(int piece, int begin, int length) ->
          layout.block(piece, begin, length).ifPresent(queue::add);
      case Message.Cancel(int piece, int begin, int length) ->
          layout.block(piece, begin, length).ifPresent(queue::remove);
      case Message.HashRequest(HashRange range) ->
          loop.execute(() -> deliver(new Message.HashReject(range)));
      default -> {
        // it needs to know nothing else of us
      }
    }
  }

  @Override
  public void send(ReadableFile file, long position, int length) {
    // it asks for nothing, so nothing is sent to it
  }

  @Override
  public void flush() {
    pump();
  }

  private void pump() {
    while (!closed && !paused && runs.size() < MAX_RUNS && !queue.isEmpty()) {
      BlockRun run = nextRun();
      runs.add(run);
      run.start(client, layout, addresses);
    }
  }

  /** Blocks from the head of the queue that follow each other in the torrent. */
  private BlockRun nextRun() {
    List<Block> blocks = new ArrayList<>();
    Block first = queue.remove();
    blocks.add(first);
    long offset = layout.offsetOf(first);
    long end = offset + first.length();
    while (!queue.isEmpty()
        && layout.offsetOf(queue.peek()) == end
        && end - offset + queue.peek().length() <= MAX_RUN_BYTES) {
      Block block = queue.remove();
      blocks.add(block);
      end += block.length();
    }
    return new BlockRun(blocks, new RunEvents());
  }

  private final class RunEvents implements BlockRun.Owner {
    @Override
    public void message(ByteBuf bytes) {
      deliver(bytes);
    }

    @Override
    public void done(BlockRun run) {
      runs.remove(run);
      owner.worked();
      pump();
    }

    @Override
    public void failed(BlockRun run) {
      runs.remove(run);
      end(true);
    }
  }

  @Override
  public long unsentBytes() {
    return 0;
  }

  @Override
  public void pauseReading() {
    paused = true;
    List.copyOf(runs).forEach(run -> run.pause(true));
  }

  @Override
  public void resumeReading() {
    paused = false;
    List.copyOf(runs).forEach(run -> run.pause(false));
    loop.execute(this::pump);
  }

  @Override
  public void close() {
    end(false);
  }

  private void end(boolean failed) {
    if (closed) {
      return;
    }
    closed = true;
    runs.forEach(BlockRun::cancel);
    runs.clear();
    queue.clear();
    decoder.close();
    owner.ended(failed);
    loop.execute(() -> {
      if (handler != null) {
        handler.closed();
      }
    });
  }
}
