package tv.coax.bittorrent.metadata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tv.coax.bittorrent.metainfo.FileHashes;
import tv.coax.bittorrent.metainfo.Merkle;
import tv.coax.bittorrent.metainfo.MerkleTree;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.wire.HashRange;
import tv.coax.bittorrent.wire.Message;

/**
 * Fetches what a version 2 info dictionary leaves out: the hashes of the pieces (BEP 52). Each
 * answer proves itself by leading to the file's root.
 */
final class LayerFetch {
  private static final int CHUNK = 512;
  private static final int IN_FLIGHT = 4;

  private final Metainfo torrent;
  private final Consumer<Metainfo> done;
  private final List<Part> parts = new ArrayList<>();
  private final Map<Part, MetadataPeer> asked = new HashMap<>();
  private final Map<Integer, byte[]> rows = new HashMap<>();

  /** What came of an answer. */
  enum Answer {
    /** It was asked for and is proven. */
    GOOD,
    /** It was asked for and is wrong. */
    WRONG,
    /** Nobody asked for it. */
    UNASKED
  }

  private record Part(FileHashes file, HashRange range) {}

  /**
   * @param done is given the torrent with all hashes, once
   */
  LayerFetch(Metainfo torrent, Consumer<Metainfo> done) {
    this.torrent = torrent;
    this.done = done;
    for (FileHashes file : torrent.files()) {
      if (!file.knowsPieces()) {
        rows.put(file.file(), new byte[file.pieceCount() * Merkle.HASH]);
        cut(file);
      }
    }
  }

  private void cut(FileHashes file) {
    int levels = file.height() - file.pieceLevel();
    int length = Math.min(CHUNK, 1 << levels);
    for (int index = 0; index < file.pieceCount(); index += length) {
      byte[] root = file.root();
      parts.add(new Part(file, new HashRange(root, file.pieceLevel(), index, length, levels - 1)));
    }
  }

  void askOf(MetadataPeer peer) {
    if (!peer.knowsHashes(torrent.infoHashes())) {
      return;
    }
    int room = IN_FLIGHT;
    for (MetadataPeer other : asked.values()) {
      room -= other == peer ? 1 : 0;
    }
    for (Part part : parts) {
      if (room > 0 && !asked.containsKey(part)) {
        asked.put(part, peer);
        peer.send(new Message.HashRequest(part.range()));
        room--;
      }
    }
  }

  Answer take(MetadataPeer peer, HashRange range, byte[] hashes) {
    Optional<Part> part =
        parts.stream()
            .filter(open -> open.range().equals(range) && asked.get(open) == peer)
            .findFirst();
    if (part.isEmpty()) {
      return Answer.UNASKED;
    }
    asked.remove(part.get());
    FileHashes file = part.get().file();
    Optional<byte[]> nodes =
        tv.coax.bittorrent.metainfo.HashRange.of(
                range.baseLayer(),
                range.index(),
                range.length(),
                range.proofLayers(),
                file.height())
            .flatMap(asking -> MerkleTree.verify(file.root(), file.height(), asking, hashes));
    if (nodes.isEmpty()) {
      return Answer.WRONG;
    }
    byte[] row = rows.getOrDefault(file.file(), new byte[0]);
    int from = range.index() * Merkle.HASH;
    System.arraycopy(nodes.get(), 0, row, from, Math.min(nodes.get().length, row.length - from));
    parts.remove(part.get());
    peer.wasUseful();
    if (parts.isEmpty()) {
      finish();
    }
    return Answer.GOOD;
  }

  private void finish() {
    Metainfo whole = torrent;
    for (FileHashes file : torrent.files()) {
      byte[] row = rows.get(file.file());
      if (row != null) {
        Optional<FileHashes> known = file.withPieceRow(Arrays.copyOf(row, row.length));
        whole = whole.withFileHashes(known.orElseThrow());
      }
    }
    done.accept(whole);
  }

  /** The peer is gone; what it was asked for is free again. */
  void leave(MetadataPeer peer) {
    asked.values().removeIf(other -> other == peer);
  }
}
