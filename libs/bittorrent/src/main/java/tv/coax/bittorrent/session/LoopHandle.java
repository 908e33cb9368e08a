package tv.coax.bittorrent.session;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.metainfo.InfoHashes;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.play.FileReader;
import tv.coax.bittorrent.play.Reader;
import tv.coax.bittorrent.play.VerifiedBytes;
import tv.coax.bittorrent.torrent.RecheckResult;
import tv.coax.bittorrent.torrent.Torrent;
import tv.coax.bittorrent.torrent.TorrentStatus;

/** Carries calls from any thread to a torrent on its loop, and the answers back. */
final class LoopHandle implements TorrentHandle {
  private final VertxSession.Core core;
  private final Metainfo metainfo;
  private final CompletableFuture<Torrent> torrent;
  private final Runnable onRemoved;

  LoopHandle(
      VertxSession.Core core,
      Metainfo metainfo,
      CompletableFuture<Torrent> torrent,
      Runnable onRemoved) {
    this.core = core;
    this.metainfo = metainfo;
    this.torrent = torrent;
    this.onRemoved = onRemoved;
  }

  private <T> CompletionStage<T> ask(Function<Torrent, CompletionStage<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    core.loop()
        .execute(() ->
            torrent
                .thenCompose(question)
                .whenComplete((given, failure) -> {
                  if (failure != null) {
                    answer.completeExceptionally(cause(failure));
                  } else {
                    answer.complete(given);
                  }
                }));
    return answer;
  }

  private static Throwable cause(Throwable failure) {
    boolean wrapped = failure instanceof CompletionException;
    return wrapped && failure.getCause() != null ? failure.getCause() : failure;
  }

  private void tell(Consumer<Torrent> what) {
    core.loop().execute(() -> torrent.thenAccept(what));
  }

  @Override
  public InfoHashes infoHashes() {
    return metainfo.infoHashes();
  }

  @Override
  public CompletionStage<Void> whenComplete() {
    return ask(Torrent::whenComplete);
  }

  @Override
  public CompletionStage<TorrentStatus> status() {
    return ask(all -> CompletableFuture.completedStage(all.status()));
  }

  @Override
  public void addPeer(InetSocketAddress address) {
    tell(all -> all.addPeer(address));
  }

  @Override
  public Reader reader(int fileIndex) {
    LayoutFile file = metainfo.layout().files().get(fileIndex);
    if (file.padding()) {
      throw new IllegalArgumentException("File " + fileIndex + " is padding.");
    }
    return new FileReader(core.loop(), new Bytes(), metainfo.layout(), file);
  }

  /** The torrent as a reader sees it; called on the loop, after the torrent was added there. */
  private final class Bytes implements VerifiedBytes {
    @Override
    public CompletionStage<ByteBuffer> read(long offset, int length) {
      return torrent.thenCompose(all -> all.bytes().read(offset, length));
    }

    @Override
    public void hurry(int firstPiece, int lastPiece) {
      torrent.thenAccept(all -> all.bytes().hurry(firstPiece, lastPiece));
    }

    @Override
    public void makeWay() {
      torrent.thenAccept(all -> all.bytes().makeWay());
    }

    @Override
    public void noHurry(int firstPiece, int lastPiece) {
      torrent.thenAccept(all -> all.bytes().noHurry(firstPiece, lastPiece));
    }
  }

  @Override
  public CompletionStage<RecheckResult> recheck(long offset, long length) {
    return ask(all -> all.recheck(offset, length));
  }

  @Override
  public void onChange(Consumer<TorrentStatus> consumer) {
    tell(all -> all.onChange(consumer));
  }

  @Override
  public CompletionStage<Map<CloseReason, Integer>> closes() {
    return ask(all -> CompletableFuture.completedStage(all.closes()));
  }

  @Override
  public CompletionStage<Void> forgetResume() {
    return ask(Torrent::forgetResume);
  }

  @Override
  public CompletionStage<Void> close() {
    return ask(all -> core.engine().close(all)).whenComplete((done, failure) -> onRemoved.run());
  }

  @Override
  public CompletionStage<Void> removeAndDelete() {
    return ask(all -> core.engine().removeAndDelete(all))
        .whenComplete((done, failure) -> onRemoved.run());
  }
}
