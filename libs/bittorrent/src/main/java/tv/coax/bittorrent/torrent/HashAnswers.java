package tv.coax.bittorrent.torrent;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.metainfo.FileHashes;
import tv.coax.bittorrent.metainfo.HashRange;
import tv.coax.bittorrent.metainfo.Merkle;
import tv.coax.bittorrent.metainfo.MerkleTree;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.storage.Storage;
import tv.coax.bittorrent.wire.Message;

/**
 * Answers other peers' hash requests (BEP 52): nodes of pieces and above from the torrent file;
 * leaves, for one whole piece that we have, by hashing it. Few at a time; the rest is rejected.
 */
final class HashAnswers {
  private static final int MAX_TREES = 8;

  /** What a request that is refused costs a peer of our patience. */
  private static final int REFUSAL_COST = 10;

  /** What a request costs it that makes us hash all of a file's pieces. */
  private static final int TREE_COST = 100;

  private static final int MAX_RUNNING = 4;

  private final Metainfo metainfo;
  private final Bitfield had;
  private final Storage storage;
  private int running;

  /** Files by the root of their tree; filled when it is first asked. */
  private final Map<ByteBuffer, FileHashes> byRoot = new HashMap<>();

  /** Trees of the files asked about last. */
  private final Map<Integer, MerkleTree> trees =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, MerkleTree> eldest) {
          return size() > MAX_TREES;
        }
      };

  HashAnswers(Metainfo metainfo, Bitfield had, Storage storage) {
    this.metainfo = metainfo;
    this.had = had;
    this.storage = storage;
  }

  void answer(Peer peer, tv.coax.bittorrent.wire.HashRange asked) {
    Optional<FileHashes> file = Optional.ofNullable(byRoot().get(root(asked.piecesRoot())));
    Optional<HashRange> range =
        file.flatMap(found ->
            HashRange.of(
                asked.baseLayer(),
                asked.index(),
                asked.length(),
                asked.proofLayers(),
                found.height()));
    if (file.isEmpty() || range.isEmpty() || !file.get().knowsPieces()) {
      refuse(peer, asked);
    } else if (asked.baseLayer() >= file.get().pieceLevel() && file.get().pieceCount() > 1) {
      if (!trees.containsKey(file.get().file())) {
        peer.bother(TREE_COST, CloseReason.REQUEST_FLOOD);
      }
      Optional<byte[]> hashes = tree(file.get()).hashes(range.get());
      if (hashes.isPresent()) {
        peer.send(new Message.Hashes(asked, hashes.get()));
      } else {
        refuse(peer, asked);
      }
    } else {
      leaves(peer, asked, file.get(), range.get());
    }
  }

  private Map<ByteBuffer, FileHashes> byRoot() {
    if (byRoot.isEmpty()) {
      metainfo.files().forEach(file -> byRoot.putIfAbsent(root(file.root()), file));
    }
    return byRoot;
  }

  private static ByteBuffer root(byte[] hash) {
    return ByteBuffer.wrap(hash);
  }

  private static void refuse(Peer peer, tv.coax.bittorrent.wire.HashRange asked) {
    peer.send(new Message.HashReject(asked));
    peer.bother(REFUSAL_COST, CloseReason.REQUEST_FLOOD);
  }

  private MerkleTree tree(FileHashes file) {
    return trees.computeIfAbsent(file.file(), first -> MerkleTree.overPieces(file));
  }

  private void leaves(
      Peer peer, tv.coax.bittorrent.wire.HashRange asked, FileHashes file, HashRange range) {
    int level = file.pieceLevel();
    int pieceInFile = range.index() >> level;
    int first = metainfo.layout().firstPieceOf(metainfo.layout().files().get(file.file()));
    boolean wholePiece = range.base() == 0 && range.length() == 1 << level;
    boolean here = pieceInFile < file.pieceCount() && had.get(first + pieceInFile);
    if (!wholePiece || !here || running >= MAX_RUNNING) {
      refuse(peer, asked);
      return;
    }
    running++;
    storage
        .leaves(new PieceIndex(first + pieceInFile))
        .whenComplete((row, failure) -> {
          running--;
          peer.send(
              failure == null
                  ? new Message.Hashes(asked, withProof(row, file, range, pieceInFile))
                  : new Message.HashReject(asked));
        });
  }

  /** The leaves, padded to the full piece, and the uncles from the piece's node upwards. */
  private byte[] withProof(byte[] row, FileHashes file, HashRange range, int pieceInFile) {
    byte[] hashes = new byte[(range.length() + range.proofLength()) * Merkle.HASH];
    System.arraycopy(row, 0, hashes, 0, row.length);
    int level = file.pieceLevel();
    int index = pieceInFile;
    for (int i = 0; i < range.proofLength(); i++) {
      byte[] uncle = tree(file).node(level, index ^ 1);
      System.arraycopy(uncle, 0, hashes, (range.length() + i) * Merkle.HASH, Merkle.HASH);
      level++;
      index >>= 1;
    }
    return hashes;
  }
}
