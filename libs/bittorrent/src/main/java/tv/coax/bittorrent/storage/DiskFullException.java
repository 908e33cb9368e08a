package tv.coax.bittorrent.storage;

import java.io.IOException;

/** There is no room on the disk; what was to be written was not, and may be written later. */
public final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1;

  public DiskFullException(String message) {
    super(message);
  }
}
