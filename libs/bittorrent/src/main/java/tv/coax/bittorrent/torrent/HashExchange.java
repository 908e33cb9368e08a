package tv.coax.bittorrent.torrent;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.Timer;
import tv.coax.bittorrent.metainfo.FileHashes;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.Merkle;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.wire.HashRange;
import tv.coax.bittorrent.wire.Message;

/**
 * Asks peers for the hashes of a corrupt piece's blocks (BEP 52). The answer proves itself: it must
 * lead to the piece's node, which the torrent file holds. While nobody has the piece, a question
 * waits: whoever comes with the piece is asked, so that its right blocks need not come again.
 */
final class HashExchange {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_ASKED = 4;

  /** What hashes that nobody asked for cost a peer of our patience. */
  private static final int UNASKED_COST = 50;

  private final Metainfo metainfo;
  private final Loop loop;
  private final Collection<Peer> peers;
  private final Proofs proofs;
  private final Map<PieceIndex, Question> questions = new HashMap<>();

  /** Who wants to know. */
  interface Proofs {
    /** The hashes of the piece's blocks, 32 bytes each. */
    void proof(PieceIndex piece, byte[] leaves);

    /** Nobody could tell. */
    void noProof(PieceIndex piece);
  }

  private static final class Question {
    private final Set<Peer> asked = new HashSet<>();
    private @Nullable Peer current;
    private @Nullable Timer timeout;
  }

  HashExchange(Metainfo metainfo, Loop loop, Collection<Peer> peers, Proofs proofs) {
    this.metainfo = metainfo;
    this.loop = loop;
    this.peers = peers;
    this.proofs = proofs;
  }

  /** Asks somebody, now or later, and others if need be; false if there is nothing to learn. */
  boolean ask(PieceIndex piece) {
    if (metainfo.layout().blockCount(piece) < 2 || metainfo.fileOf(piece).isEmpty()) {
      return false;
    }
    return askNext(piece, questions.computeIfAbsent(piece, first -> new Question()));
  }

  private boolean askNext(PieceIndex piece, Question question) {
    stop(question);
    List<Peer> owners =
        peers.stream().filter(peer -> !peer.isClosed() && peer.pieces().get(piece)).toList();
    if (owners.isEmpty()) {
      return true;
    }
    Peer next =
        owners.stream()
            .filter(peer -> speaksV2(peer) && !question.asked.contains(peer))
            .findFirst()
            .orElse(null);
    if (next == null || question.asked.size() >= MAX_ASKED) {
      questions.remove(piece);
      return false;
    }
    question.asked.add(next);
    question.current = next;
    question.timeout = loop.after(PATIENCE, () -> goOn(piece, question));
    next.send(new Message.HashRequest(range(piece)));
    return true;
  }

  /** It says so, or named the torrent by its version 2 hash. */
  private boolean speaksV2(Peer peer) {
    InfoHash named = new InfoHash(peer.handshake().infoHash());
    return peer.handshake().version2()
        || metainfo.infoHashes().v2().filter(hash -> hash.truncated().equals(named)).isPresent();
  }

  private HashRange range(PieceIndex piece) {
    FileHashes file = metainfo.fileOf(piece).orElseThrow();
    int leaves = 1 << file.pieceLevel();
    return new HashRange(file.root(), 0, metainfo.pieceInFile(file, piece) * leaves, leaves, 0);
  }

  private void goOn(PieceIndex piece, Question question) {
    if (!askNext(piece, question)) {
      proofs.noProof(piece);
    }
  }

  /** The peer has more pieces than before: questions about them may have waited for it. */
  void hasMore(Peer peer) {
    if (questions.isEmpty()) {
      return;
    }
    for (Map.Entry<PieceIndex, Question> entry : List.copyOf(questions.entrySet())) {
      if (entry.getValue().current == null && peer.pieces().get(entry.getKey())) {
        goOn(entry.getKey(), entry.getValue());
      }
    }
  }

  private static void stop(Question question) {
    question.current = null;
    if (question.timeout != null) {
      question.timeout.cancel();
      question.timeout = null;
    }
  }

  /** An answer, maybe to a question of ours. */
  void hashes(Peer peer, HashRange answered, byte[] hashes) {
    for (Map.Entry<PieceIndex, Question> entry : List.copyOf(questions.entrySet())) {
      PieceIndex piece = entry.getKey();
      if (entry.getValue().current == peer && range(piece).equals(answered)) {
        Optional<byte[]> leaves = proven(piece, hashes);
        if (leaves.isPresent()) {
          stop(entry.getValue());
          questions.remove(piece);
          proofs.proof(piece, leaves.get());
        } else {
          goOn(piece, entry.getValue());
          peer.close(CloseReason.PROTOCOL_ERROR);
        }
        return;
      }
    }
    peer.bother(UNASKED_COST, CloseReason.MESSAGE_FLOOD);
  }

  private Optional<byte[]> proven(PieceIndex piece, byte[] hashes) {
    FileHashes file = metainfo.fileOf(piece).orElseThrow();
    int leaves = 1 << file.pieceLevel();
    if (hashes.length != leaves * Merkle.HASH
        || !metainfo.verifiesV2(piece, Merkle.root(hashes, 0, file.pieceLevel()))) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOf(hashes, metainfo.layout().blockCount(piece) * Merkle.HASH));
  }

  void reject(Peer peer, HashRange refused) {
    questions.forEach((piece, question) -> {
      if (question.current == peer && range(piece).equals(refused)) {
        loop.execute(() -> unanswered(piece, question, peer));
      }
    });
  }

  void closed(Peer peer) {
    questions.forEach((piece, question) -> {
      if (question.current == peer) {
        loop.execute(() -> unanswered(piece, question, peer));
      }
    });
  }

  private void unanswered(PieceIndex piece, Question question, Peer peer) {
    if (question.current == peer && questions.get(piece) == question) {
      goOn(piece, question);
    }
  }

  void close() {
    questions.values().forEach(HashExchange::stop);
    questions.clear();
  }
}
