package tv.coax.bittorrent.metadata;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.InfoHashes;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.peer.HandshakeReader;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.Handshake;
import tv.coax.bittorrent.wire.HashRange;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.MessageDecoder;
import tv.coax.bittorrent.wire.MessageEncoder;
import tv.coax.bittorrent.wire.MessageLimits;
import tv.coax.bittorrent.wire.WireException;

/**
 * A connection that is made for metadata only: it speaks the handshakes and the messages that carry
 * metadata and hashes, passes over the others, and ends when nothing useful comes.
 */
final class MetadataPeer implements LinkHandler {
  /** The id under which others send us metadata messages. */
  static final int OUR_ID = 1;

  /**
   * Room for the longest bitfield, which comes although nobody asked, and for a part of a layer.
   */
  private static final MessageLimits LIMITS = new MessageLimits(1 << 20, 32 * 1024);

  /** What is sent is short, and little; who lets more lie takes nothing. */
  private static final int MAX_UNSENT_BYTES = 64 * 1024;

  private static final long PATIENCE = Duration.ofSeconds(15).toNanos();
  private static final String CLIENT = "Coax/0.1";

  final InetSocketAddress address;
  private final Loop loop;
  private final Link link;
  private final Handshake theirs;
  private final Owner owner;
  private final MessageDecoder decoder = new MessageDecoder(LIMITS);
  private @Nullable ExtendedHandshake introduction;
  private long usefulAt;
  private boolean closed;

  /** Is told, on the loop. */
  interface Owner {
    /** The peer said what it can; once. */
    void introduced(MetadataPeer peer, ExtendedHandshake introduction);

    void metadata(MetadataPeer peer, MetadataMessage message);

    void hashes(MetadataPeer peer, HashRange range, byte[] hashes);

    void hashReject(MetadataPeer peer, HashRange range);

    /** The connection is gone; nothing follows. */
    void gone(MetadataPeer peer);
  }

  private MetadataPeer(
      InetSocketAddress address, Loop loop, Link link, Handshake theirs, Owner owner) {
    this.address = address;
    this.loop = loop;
    this.link = link;
    this.theirs = theirs;
    this.owner = owner;
    this.usefulAt = loop.nanos();
  }

  /** The peer whose handshake was read from the link; null after closing it where it is no use. */
  static @Nullable MetadataPeer greet(
      InetSocketAddress address, Loop loop, Link link, Handshake theirs, Owner owner) {
    if (!theirs.extended()) {
      link.close();
      return null;
    }
    MetadataPeer peer = new MetadataPeer(address, loop, link, theirs, owner);
    if (theirs.fast()) {
      peer.send(new Message.HaveNone());
    }
    ExtendedHandshake ours =
        new ExtendedHandshake(Map.of(MetadataMessage.NAME, OUR_ID), 0, CLIENT, 0, false, 0);
    peer.send(new Message.Extended(0, ours.encode()));
    return peer;
  }

  /** Sends our handshake on a link that we made, and reads the other's. */
  static void begin(Link link, Handshake ours, Loop loop, HandshakeReader.Taker taker) {
    ByteBuf bytes = Unpooled.buffer(Handshake.BYTES);
    ours.encode(bytes);
    link.send(bytes);
    link.flush();
    HandshakeReader.read(link, loop, taker);
  }

  /** It can tell hashes of version 2: it says so, or named the torrent by its version 2 hash. */
  boolean knowsHashes(InfoHashes torrent) {
    InfoHash named = new InfoHash(theirs.infoHash());
    return theirs.version2()
        || torrent.v2().filter(hash -> hash.truncated().equals(named)).isPresent();
  }

  Optional<ExtendedHandshake> introduction() {
    return Optional.ofNullable(introduction);
  }

  void ask(MetadataMessage message) {
    int id =
        introduction == null ? 0 : introduction.extensions().getOrDefault(MetadataMessage.NAME, 0);
    send(new Message.Extended(id, message.encode()));
  }

  void send(Message message) {
    if (!closed) {
      ByteBuf bytes = Unpooled.buffer();
      MessageEncoder.encode(message, bytes);
      link.send(bytes);
      link.flush();
      if (link.unsentBytes() > MAX_UNSENT_BYTES) {
        close();
      }
    }
  }

  /** What it sent last was of use: it has time for the next. */
  void wasUseful() {
    usefulAt = loop.nanos();
  }

  void tick(long now) {
    if (now - usefulAt > PATIENCE) {
      close();
    }
  }

  @Override
  public void received(ByteBuf bytes) {
    try {
      decoder.decode(bytes, this::message);
    } catch (WireException malformed) {
      close();
    }
  }

  private void message(Message message) throws WireException {
    if (closed) {
      release(message);
      return;
    }
    switch (message) {
      case Message.Extended(int id, byte[] payload) when id == 0 -> introduced(payload);
      case Message.Extended(int id, byte[] payload) when id == OUR_ID ->
          MetadataMessage.parse(payload).ifPresent(this::metadata);
      case Message.Hashes(HashRange range, byte[] hashes) -> owner.hashes(this, range, hashes);
      case Message.HashReject(HashRange range) -> owner.hashReject(this, range);
      default -> release(message);
    }
  }

  private static void release(Message message) {
    if (message instanceof Message.Piece(int piece, int begin, ByteBuf data)) {
      data.release();
    }
  }

  private void introduced(byte[] payload) throws WireException {
    if (introduction == null) {
      introduction = ExtendedHandshake.parse(payload);
      owner.introduced(this, introduction);
    }
  }

  private void metadata(MetadataMessage message) {
    if (message instanceof MetadataMessage.Request(int piece)) {
      if (introduction != null && introduction.extensions().containsKey(MetadataMessage.NAME)) {
        ask(new MetadataMessage.Reject(piece));
      }
    } else {
      owner.metadata(this, message);
    }
  }

  @Override
  public void drained() {
    // what is sent is short
  }

  @Override
  public void closed() {
    close();
  }

  void close() {
    if (!closed) {
      closed = true;
      decoder.close();
      link.close();
      owner.gone(this);
    }
  }
}
