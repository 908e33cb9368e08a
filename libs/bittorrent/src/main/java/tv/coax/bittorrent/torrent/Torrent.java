package tv.coax.bittorrent.torrent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.choke.Choker;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.Repeat;
import tv.coax.bittorrent.metainfo.InfoHashes;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.pick.Picker;
import tv.coax.bittorrent.play.VerifiedBytes;
import tv.coax.bittorrent.storage.DiskFullException;
import tv.coax.bittorrent.storage.Resume;
import tv.coax.bittorrent.storage.ResumeCounts;
import tv.coax.bittorrent.storage.Storage;
import tv.coax.bittorrent.storage.Verdict;
import tv.coax.bittorrent.torrent.TorrentStatus.State;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.Handshake;
import tv.coax.bittorrent.wire.Message;

/**
 * One torrent: joins the parts, and holds what it is doing. Used on the loop. A piece counts as had
 * only when its bytes are on disk and matched their hash.
 */
public final class Torrent implements VerifiedBytes {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration CHANGES = Duration.ofMillis(500);
  private static final Duration DISK_RETRY = Duration.ofSeconds(3);
  private static final long DISK_SLACK_BYTES = 4L << 20;

  private final Metainfo metainfo;
  private final boolean trustComplete;
  private final Layout layout;
  private final Shared shared;
  private final Loop loop;
  private final Counters counters;
  private final Storage storage;
  private final Resume resume;
  private final Picker picker;
  private final Swarm swarm;
  private final Downloads downloads;
  private final Uploads uploads;
  private final HashExchange hashExchange;
  private final HashAnswers hashAnswers;
  private final Extensions extensions;
  private final Reads reads;
  private final List<PeerSource> sources;
  private final List<Consumer<TorrentStatus>> watchers = new ArrayList<>();
  private final CompletableFuture<Void> complete = new CompletableFuture<>();
  private final List<Repeat> repeats = new ArrayList<>();
  private @Nullable Checking checking;
  private State state = State.CHECKING;
  private String reason = "";
  private long verifiedBytes;
  private boolean changed = true;
  private int ticks;

  public Torrent(
      Metainfo metainfo,
      Path directory,
      TorrentOptions options,
      Shared shared,
      List<PeerSource> sources) {
    this.metainfo = metainfo;
    this.trustComplete = options.trustComplete();
    this.layout = metainfo.layout();
    this.shared = shared;
    this.sources = List.copyOf(sources);
    Environment world = shared.environment();
    this.loop = world.loop();
    this.counters = new Counters(loop.nanos());
    this.storage =
        new Storage(
            metainfo,
            directory,
            world.volume(),
            loop,
            world.workers(),
            shared.budget(),
            this::verdict);
    this.resume = new Resume(metainfo, options.resumeFile(), world.volume(), storage);
    this.picker = new Picker(layout, new Bitfield(layout.pieceCount()), world.random());
    picker.sequential(options.sequential());
    this.swarm = new Swarm(shared, metainfo.infoHashes(), counters, this::greet);
    this.downloads =
        new Downloads(
            layout,
            metainfo.version().hasV2(),
            picker,
            storage,
            swarm.peers(),
            counters,
            new Conclusions());
    this.uploads = new Uploads(shared, storage, swarm.peers(), picker.had(), counters);
    this.hashExchange = new HashExchange(metainfo, loop, swarm.peers(), downloads);
    this.hashAnswers = new HashAnswers(metainfo, picker.had(), storage);
    this.extensions = new Extensions(metainfo);
    this.reads = new Reads(layout, picker.had(), storage);
  }

  public InfoHashes infoHashes() {
    return metainfo.infoHashes();
  }

  /** For checks of what must always hold. */
  Picker picker() {
    return picker;
  }

  /** For checks of what must always hold. */
  Collection<Peer> peers() {
    return swarm.peers();
  }

  public Metainfo metainfo() {
    return metainfo;
  }

  // ---- beginning

  /** Looks what is on the disk and begins. */
  public void start() {
    repeats.add(Repeat.every(loop, TICK, this::tick));
    repeats.add(Repeat.every(loop, CHANGES, this::tellChange));
    resume
        .load(trustComplete)
        .whenComplete((found, failure) -> {
          if (failure != null) {
            fail("The files of the torrent cannot be used: " + failure.getMessage());
          } else if (state == State.CHECKING) {
            loaded(found);
          }
        });
  }

  private void loaded(Resume.Found found) {
    counters.restore(found.counts());
    Bitfield good = found.verified();
    for (int i = good.nextSet(0); i >= 0; i = good.nextSet(i + 1)) {
      had(new PieceIndex(i));
    }
    List<PieceIndex> unknown = new ArrayList<>();
    Bitfield doubtful = found.doubtful();
    for (int i = doubtful.nextSet(0); i >= 0; i = doubtful.nextSet(i + 1)) {
      unknown.add(new PieceIndex(i));
    }
    checking = Checking.start(storage, unknown, this::checked);
    checking.done().thenRun(this::begin);
  }

  private void checked(PieceIndex piece, boolean good) {
    if (good) {
      had(piece);
    }
  }

  private void begin() {
    checking = null;
    if (state != State.CHECKING) {
      return;
    }
    resume.begin(picker.had(), this::counts);
    if (picker.had().isFull()) {
      seed();
    } else {
      state(State.DOWNLOADING, "");
      downloads.enable(true);
    }
    uploads.round();
    sources.forEach(source -> source.start(new SourceHost(), this::addPeers));
    swarm.connect();
  }

  private void addPeers(List<InetSocketAddress> addresses) {
    addresses.forEach(this::addPeer);
  }

  private ResumeCounts counts() {
    return new ResumeCounts(
        counters.downloadedBytes(),
        counters.uploadedBytes(),
        counters.wastedBytes(),
        counters.hashFailures(),
        Map.copyOf(counters.verifiedBySource()));
  }

  // ---- peers

  /** Connects to the peer, now and again after a loss. */
  public void addPeer(InetSocketAddress address) {
    if (isOpen()) {
      swarm.add(address);
    }
  }

  /** A peer came; returns who handles what follows, or null if the link was closed. */
  public @Nullable LinkHandler incoming(Link link, Handshake handshake) {
    return swarm.incoming(link, handshake);
  }

  private Peer greet(Link link, Handshake theirs, boolean outgoing) {
    PeerEvents events =
        new PeerEvents(
            picker,
            swarm,
            downloads,
            uploads,
            hashExchange,
            hashAnswers,
            extensions,
            counters,
            shared.download(),
            this::both);
    Peer peer = new Peer(loop, link, layout, theirs, outgoing, events);
    Greeting.send(peer, picker.had(), shared.listenPort().getAsInt(), extensions);
    return peer;
  }

  private void both(Peer peer) {
    boolean wantsNothing =
        peer.isComplete() || peer.introduction().filter(ExtendedHandshake::uploadOnly).isPresent();
    if (state == State.SEEDING && wantsNothing) {
      peer.close(CloseReason.BOTH_COMPLETE);
    }
  }

  // ---- pieces

  private void verdict(PieceIndex piece, Verdict verdict) {
    downloads.verdict(piece, verdict);
  }

  private void had(PieceIndex piece) {
    picker.onVerified(piece);
    verifiedBytes += storedBytes(piece);
    swarm.peers().forEach(peer -> peer.send(new Message.Have(piece.value())));
    reads.verified(piece);
    changed = true;
  }

  private long storedBytes(PieceIndex piece) {
    return layout.dataLengthOf(piece);
  }

  private final class Conclusions implements Downloads.Outcome {
    @Override
    public void pieceVerified(PieceIndex piece) {
      resume.verified(piece);
      had(piece);
      for (Peer peer : List.copyOf(swarm.peers())) {
        peer.interesting(picker.wants(peer.pieces()));
      }
      if (picker.had().isFull()) {
        seed();
        sources.forEach(PeerSource::completed);
      }
    }

    @Override
    public void liar(Peer peer) {
      swarm.ban(peer);
    }

    @Override
    public void diskFailed(Exception cause) {
      if (cause instanceof DiskFullException) {
        diskFull(String.valueOf(cause.getMessage()));
      } else {
        fail("The disk cannot be written to: " + cause.getMessage());
      }
    }

    @Override
    public void contradiction(PieceIndex piece) {
      fail("The torrent contradicts itself: piece " + piece.value() + " has two different hashes.");
    }

    @Override
    public boolean askForHashes(PieceIndex piece) {
      return hashExchange.ask(piece);
    }
  }

  private void seed() {
    downloads.enable(false);
    state(State.SEEDING, "");
    complete.complete(null);
    resume.save();
    List.copyOf(swarm.peers()).forEach(this::both);
  }

  // ---- trouble

  private void diskFull(String why) {
    if (state != State.DOWNLOADING) {
      return;
    }
    state(State.DISK_FULL, why);
    downloads.enable(false);
    loop.after(DISK_RETRY, this::tryDisk);
  }

  private void tryDisk() {
    if (state != State.DISK_FULL) {
      return;
    }
    storage
        .usableBytes()
        .whenComplete((usable, failure) -> {
          if (failure == null && usable > DISK_SLACK_BYTES && state == State.DISK_FULL) {
            state(State.DOWNLOADING, "");
            downloads.enable(true);
          } else {
            loop.after(DISK_RETRY, this::tryDisk);
          }
        });
  }

  private void fail(String why) {
    if (!isOpen()) {
      return;
    }
    state(State.FAILED, why);
    downloads.enable(false);
    hashExchange.close();
    swarm.close(CloseReason.TORRENT_CLOSED);
    reads.close(why);
    complete.completeExceptionally(new IOException(why));
  }

  // ---- what others see

  public CompletionStage<Void> whenComplete() {
    return complete;
  }

  public TorrentStatus status() {
    long now = loop.nanos();
    return new TorrentStatus(
        state,
        reason,
        layout.dataLength(),
        Math.min(verifiedBytes, layout.dataLength()),
        counters.downloadedBytes(),
        counters.uploadedBytes(),
        counters.wastedBytes(),
        counters.hashFailures(),
        counters.downloadRate(now),
        counters.uploadRate(now),
        swarm.peers().stream().map(Status::of).toList(),
        counters.verifiedBySource());
  }

  public void onChange(Consumer<TorrentStatus> watcher) {
    watchers.add(watcher);
    changed = true;
  }

  /** How often connections ended, by reason. */
  public Map<CloseReason, Integer> closes() {
    return Map.copyOf(counters.closes());
  }

  private void state(State next, String why) {
    state = next;
    reason = why;
    changed = true;
  }

  private void tick() {
    long now = loop.nanos();
    swarm.tick(now);
    ticks++;
    if (ticks % (int) (Choker.INTERVAL.toSeconds()) == 0) {
      uploads.round();
      resume.beat();
    }
    if (downloads.enabled()) {
      downloads.fillAll();
    }
    changed |= !swarm.peers().isEmpty();
  }

  private void tellChange() {
    if (changed && !watchers.isEmpty()) {
      changed = false;
      TorrentStatus status = status();
      List.copyOf(watchers).forEach(watcher -> watcher.accept(status));
    }
  }

  private boolean isOpen() {
    return state != State.STOPPED && state != State.FAILED;
  }

  // ---- reading

  @Override
  public CompletionStage<ByteBuffer> read(long offset, int length) {
    return reads.read(offset, length);
  }

  @Override
  public void hurry(int firstPiece, int lastPiece) {
    long now = loop.nanos();
    for (int piece = firstPiece; piece <= lastPiece; piece++) {
      picker.deadline(piece, now + piece - firstPiece);
    }
    if (downloads.enabled()) {
      downloads.fillAll();
    }
  }

  @Override
  public void noHurry(int firstPiece, int lastPiece) {
    for (int piece = firstPiece; piece <= lastPiece; piece++) {
      picker.noDeadline(piece);
    }
  }

  /** Checks the good pieces that hold these bytes; the bad ones are fetched again. */
  public CompletionStage<RecheckResult> recheck(long offset, long length) {
    List<PieceIndex> pieces = new ArrayList<>();
    if (length > 0) {
      int last = layout.pieceAt(offset + length - 1).value();
      for (int i = layout.pieceAt(offset).value(); i <= last; i++) {
        if (picker.had().get(i)) {
          pieces.add(new PieceIndex(i));
        }
      }
    }
    int[] bad = new int[1];
    Checking check =
        Checking.start(
            storage,
            pieces,
            (piece, good) -> {
              if (!good) {
                bad[0]++;
                lost(piece);
              }
            });
    return check.done().thenApply(done -> new RecheckResult(pieces.size(), bad[0]));
  }

  private void lost(PieceIndex piece) {
    if (!picker.had().get(piece) || !isOpen()) {
      return;
    }
    verifiedBytes -= storedBytes(piece);
    resume.lost(piece);
    downloads.lost(piece);
    if (state == State.SEEDING) {
      state(State.DOWNLOADING, "");
    }
    downloads.enable(state == State.DOWNLOADING);
    swarm.connect();
  }

  // ---- ending

  /** Leaves the swarm, writes the resume data, closes the files. */
  public CompletionStage<Void> close() {
    return leave().thenCompose(left -> resume.finish()).thenCompose(saved -> storage.close());
  }

  /** As close, and deletes all files. */
  public CompletionStage<Void> removeAndDelete() {
    return leave().thenCompose(left -> storage.delete()).thenCompose(gone -> resume.delete());
  }

  private CompletionStage<Void> leave() {
    if (state == State.STOPPED) {
      return CompletableFuture.completedStage(null);
    }
    if (checking != null) {
      checking.cancel();
    }
    state(State.STOPPED, "");
    tellChange();
    repeats.forEach(Repeat::close);
    downloads.enable(false);
    hashExchange.close();
    swarm.close(CloseReason.TORRENT_CLOSED);
    reads.close("The torrent was closed.");
    complete.completeExceptionally(new IOException("The torrent was closed."));
    CompletionStage<Void> left = CompletableFuture.completedStage(null);
    for (PeerSource source : sources) {
      left = left.thenCombine(source.close(), (first, second) -> second);
    }
    return left;
  }

  private final class SourceHost implements PeerSource.Host {
    @Override
    public PeerSource.Progress progress() {
      return new PeerSource.Progress(
          counters.uploadedBytes(),
          counters.downloadedBytes(),
          layout.dataLength() - Math.min(verifiedBytes, layout.dataLength()));
    }

    @Override
    public boolean wantsPeers() {
      return downloads.enabled() && swarm.wantsPeers();
    }

    @Override
    public @Nullable CloseReason attach(Link link, Handshake theirs) {
      return swarm.attach(link, theirs);
    }
  }
}
