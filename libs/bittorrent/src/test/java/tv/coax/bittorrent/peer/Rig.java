package tv.coax.bittorrent.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.tracker.ManualLoop;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.Handshake;
import tv.coax.bittorrent.wire.HashRange;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.MessageEncoder;

/** One peer on a clock that a test moves, with a listener that writes down what it is told. */
final class Rig implements PeerListener {
  static final int PIECES = 100;
  static final int PIECE_LENGTH = 4 * Block.SIZE;

  final ManualLoop loop = new ManualLoop();
  final ScriptedLink link = new ScriptedLink();
  final Layout layout =
      Layout.of(
          PIECE_LENGTH,
          List.of(new LayoutFile(List.of("film"), 0, (long) PIECES * PIECE_LENGTH, false)));
  final List<String> told = new ArrayList<>();
  final List<Block> returned = new ArrayList<>();
  final Peer peer;
  @Nullable CloseReason closed;

  Rig() {
    byte[] id = "-XX0000-123456789012".getBytes(StandardCharsets.US_ASCII);
    Handshake theirs = Handshake.ours(new byte[20], id, false);
    peer = new Peer(loop, link, layout, theirs, false, this);
  }

  void says(Message... messages) {
    ByteBuf bytes = Unpooled.buffer();
    for (Message message : messages) {
      MessageEncoder.encode(message, bytes);
    }
    peer.received(bytes);
  }

  void saysBytes(byte... bytes) {
    peer.received(Unpooled.wrappedBuffer(bytes));
  }

  /** Time passes, second by second, as the torrent counts it. */
  void pass(int seconds) {
    for (int i = 0; i < seconds && closed == null; i++) {
      loop.pass(Duration.ofSeconds(1));
      peer.tick(loop.nanos());
    }
  }

  Block block(int piece, int number) {
    return layout.blockOf(new PieceIndex(piece), number);
  }

  @Override
  public void hasPieces(Peer from, Bitfield pieces) {
    told.add("has " + pieces.count());
  }

  @Override
  public void hasPiece(Peer from, PieceIndex piece) {
    told.add("has piece " + piece.value());
  }

  @Override
  public void lostPiece(Peer from, PieceIndex piece) {
    told.add("lost piece " + piece.value());
  }

  @Override
  public void serves(Peer from) {
    told.add("serves");
  }

  @Override
  public void returned(Peer from, List<Block> blocks) {
    returned.addAll(blocks);
  }

  @Override
  public void block(Peer from, Block block, ByteBuf data) {
    data.release();
    told.add("block");
  }

  @Override
  public void wasted(Peer from, int bytes) {
    told.add("wasted");
  }

  @Override
  public void interestChanged(Peer from) {
    told.add("interest");
  }

  @Override
  public void requested(Peer from, PieceIndex piece) {
    told.add("requested " + piece.value());
  }

  @Override
  public void wantsBlocks(Peer from) {
    // the test looks at the queue
  }

  @Override
  public void introduced(Peer from, ExtendedHandshake handshake) {
    told.add("introduced");
  }

  @Override
  public void extended(Peer from, int id, byte[] payload) {
    told.add("extended");
  }

  @Override
  public void hashRequest(Peer from, HashRange range) {
    told.add("hash request");
  }

  @Override
  public void hashes(Peer from, HashRange range, byte[] hashes) {
    told.add("hashes");
  }

  @Override
  public void hashReject(Peer from, HashRange range) {
    told.add("hash reject");
  }

  @Override
  public void payload(Peer from, int bytes) {
    // no limits here
  }

  @Override
  public void closed(Peer from, CloseReason reason) {
    closed = reason;
  }
}
