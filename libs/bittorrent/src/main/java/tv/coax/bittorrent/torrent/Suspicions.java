package tv.coax.bittorrent.torrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.metainfo.Merkle;
import tv.coax.bittorrent.peer.Peer;

/**
 * Who sent which block of pieces that turned out corrupt. When the right blocks are known, by their
 * hashes or because the piece was good at last, the comparison shows who lied.
 */
final class Suspicions {
  /**
   * One failed attempt at a piece.
   *
   * @param fingerprints SHA-256 of each block as it was received
   * @param senders who sent each block; null where unknown
   */
  record Attempt(byte[] fingerprints, @Nullable Peer[] senders) {}

  /** Failed attempts that are remembered, of all pieces together, the latest ones. */
  private static final int MAX_ATTEMPTS = 128;

  private final Map<PieceIndex, List<Attempt>> attempts = new LinkedHashMap<>();
  private int remembered;

  void failed(PieceIndex piece, byte[] fingerprints, @Nullable Peer[] senders) {
    attempts
        .computeIfAbsent(piece, first -> new ArrayList<>())
        .add(new Attempt(fingerprints.clone(), senders.clone()));
    remembered++;
    while (remembered > MAX_ATTEMPTS) {
      List<Attempt> eldest = attempts.values().iterator().next();
      eldest.removeFirst();
      remembered--;
      if (eldest.isEmpty()) {
        attempts.values().remove(eldest);
      }
    }
  }

  boolean isSuspect(PieceIndex piece) {
    return attempts.containsKey(piece);
  }

  /** The peers who alone sent a failed attempt at the piece: no further proof is needed. */
  static Set<Peer> onlySenders(@Nullable Peer[] senders) {
    Set<@Nullable Peer> all = new LinkedHashSet<>(Arrays.asList(senders));
    Set<Peer> alone = new LinkedHashSet<>();
    for (Peer peer : all) {
      if (peer != null && all.size() == 1) {
        alone.add(peer);
      }
    }
    return alone;
  }

  /** Now the right fingerprints are known: who sent others. The attempts are forgotten. */
  Set<Peer> liars(PieceIndex piece, byte[] right) {
    Set<Peer> liars = new LinkedHashSet<>();
    List<Attempt> past = attempts.remove(piece);
    if (past != null) {
      remembered -= past.size();
      for (Attempt attempt : past) {
        for (int block : wrongBlocks(attempt.fingerprints(), right)) {
          Peer sender = attempt.senders()[block];
          if (sender != null) {
            liars.add(sender);
          }
        }
      }
    }
    return liars;
  }

  /** Numbers of the blocks whose fingerprints differ. */
  static List<Integer> wrongBlocks(byte[] received, byte[] right) {
    List<Integer> wrong = new ArrayList<>();
    for (int at = 0; at < received.length; at += Merkle.HASH) {
      int end = at + Merkle.HASH;
      if (!Arrays.equals(received, at, end, right, at, Math.min(end, right.length))) {
        wrong.add(at / Merkle.HASH);
      }
    }
    return wrong;
  }
}
