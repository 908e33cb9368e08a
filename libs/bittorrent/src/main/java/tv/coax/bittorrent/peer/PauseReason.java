package tv.coax.bittorrent.peer;

/** Why a link is not read for a while. */
public enum PauseReason {
  /** The disk is behind. */
  DISK,
  /** The download limit is used up. */
  RATE
}
