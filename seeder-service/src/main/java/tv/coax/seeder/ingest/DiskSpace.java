package tv.coax.seeder.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import tv.coax.seeder.asset.AssetFiles;
import tv.coax.service.problem.Problem;

/** Whether there is room for a film. */
@ApplicationScoped
class DiskSpace {
  private static final long NEARLY_NOTHING = 8L << 20;

  private final AssetFiles files;
  private final IngestConfig config;

  DiskSpace(AssetFiles files, IngestConfig config) {
    this.files = files;
    this.config = config;
  }

  /** Refuses a film that would not fit, before it is read. */
  void requireRoomFor(long sealedBytes) {
    try {
      if (files.freeBytes() - config.diskReserve().asLongValue() < sealedBytes) {
        throw full();
      }
    } catch (IOException e) {
      throw Problem.of(500, "disk-failed", "The seeder's disk cannot be read.");
    }
  }

  /** Whether a write that failed did so for want of room. */
  boolean isFull(long totalBytes) {
    try {
      return files.freeBytes() < Math.min(NEARLY_NOTHING, totalBytes);
    } catch (IOException e) {
      return false;
    }
  }

  Problem full() {
    return Problem.of(507, "disk-full", "The seeder's disk has no room for this film.");
  }
}
