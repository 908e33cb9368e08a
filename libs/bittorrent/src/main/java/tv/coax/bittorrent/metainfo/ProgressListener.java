package tv.coax.bittorrent.metainfo;

/** Is told now and then, by the calling thread, how far a long reading of files has come. */
@FunctionalInterface
public interface ProgressListener {
  /** Does nothing. */
  ProgressListener NONE = (done, total) -> {};

  void onProgress(long doneBytes, long totalBytes);
}
