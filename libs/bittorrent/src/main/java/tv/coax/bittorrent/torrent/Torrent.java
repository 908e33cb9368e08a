package tv.coax.bittorrent.torrent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.choke.Choker;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.loop.Loop;
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
public final class Torrent {
  private static final int CHOKER_TICKS = (int) Choker.INTERVAL.toSeconds();

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
  private final Playing playing;
  private final Selection selection;
  private final Condition condition;
  private final FullDisk fullDisk;
  private final List<PeerSource> sources;
  private final CompletableFuture<Void> complete = new CompletableFuture<>();
  private @Nullable Checking checking;
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
    this.selection = Selection.of(layout, options.files());
    picker.wantOnly(selection.pieces());
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
    this.uploads =
        new Uploads(
            shared,
            storage,
            swarm.peers(),
            picker.had(),
            counters,
            new Spreading(layout, picker, swarm.peers(), world.random(), options.superSeed()),
            new FastSets(layout, picker.had()));
    this.hashExchange = new HashExchange(metainfo, loop, swarm.peers(), downloads);
    this.hashAnswers = new HashAnswers(metainfo, picker.had(), storage);
    this.extensions = new Extensions(metainfo);
    this.reads = new Reads(layout, picker.had(), storage);
    this.playing = new Playing(loop, picker, downloads, reads, this::wantMore);
    this.condition = new Condition(loop, selection.bytes(), counters, swarm.peers());
    this.fullDisk = new FullDisk(loop, storage, condition, downloads);
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

  /** For checks of what must always hold. */
  Set<InetSocketAddress> banned() {
    return swarm.banned();
  }

  /** For checks of what must always hold. */
  boolean isSeeding() {
    return condition.is(State.SEEDING);
  }

  public Metainfo metainfo() {
    return metainfo;
  }

  /** Looks what is on the disk and begins. */
  public void start() {
    resume
        .load(trustComplete, selection.empty())
        .whenComplete((found, failure) -> {
          if (failure != null) {
            fail("The files of the torrent cannot be used: " + failure.getMessage());
          } else if (condition.is(State.CHECKING)) {
            loaded(found);
          }
        });
  }

  private void loaded(Resume.Found found) {
    counters.restore(found.counts());
    Checking.all(found.verified()).forEach(this::had);
    checking = Checking.start(storage, Checking.all(found.doubtful()), this::checked);
    checking.done().thenRun(this::begin);
  }

  private void checked(PieceIndex piece, boolean good) {
    if (good) {
      had(piece);
    }
  }

  private void begin() {
    checking = null;
    if (!condition.is(State.CHECKING)) {
      return;
    }
    resume.begin(picker.had(), counters::snapshot);
    if (picker.isSatisfied()) {
      seed();
    } else {
      condition.become(State.DOWNLOADING, "");
      downloads.enable(true);
    }
    uploads.round();
    PeerSource.Host host = new SourceHost(condition, counters, downloads, swarm);
    sources.forEach(source -> source.start(host, this::addPeers));
    swarm.connect();
  }

  private void addPeers(List<InetSocketAddress> addresses) {
    addresses.forEach(this::addPeer);
  }

  /** Connects to the peer, now and again after a loss. */
  public void addPeer(InetSocketAddress address) {
    if (condition.isOpen()) {
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
    Greeting.send(peer, uploads.shown(), picker, shared.listenPort().getAsInt(), extensions);
    loop.execute(() -> uploads.came(peer));
    return peer;
  }

  private void both(Peer peer) {
    boolean wantsNothing =
        peer.isComplete() || peer.introduction().filter(ExtendedHandshake::uploadOnly).isPresent();
    if (condition.is(State.SEEDING) && wantsNothing) {
      peer.close(CloseReason.BOTH_COMPLETE);
    }
  }

  private void verdict(PieceIndex piece, Verdict verdict) {
    downloads.verdict(piece, verdict);
  }

  private void had(PieceIndex piece) {
    picker.onVerified(piece);
    countVerified(piece, 1);
    swarm.peers().forEach(peer -> peer.send(new Message.Have(piece.value())));
    reads.verified(piece);
  }

  private void countVerified(PieceIndex piece, int sign) {
    if (selection.pieces().get(piece)) {
      condition.verified(sign * (long) layout.dataLengthOf(piece));
    }
  }

  private final class Conclusions implements Downloads.Outcome {
    @Override
    public void pieceVerified(PieceIndex piece) {
      resume.verified(piece);
      had(piece);
      downloads.noLongerWanted(piece);
      if (picker.isSatisfied()) {
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
        fullDisk.found(String.valueOf(cause.getMessage()));
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
    condition.become(State.SEEDING, "");
    complete.complete(null);
    resume.save();
    List.copyOf(swarm.peers()).forEach(this::both);
  }

  private void fail(String why) {
    if (!condition.isOpen()) {
      return;
    }
    condition.become(State.FAILED, why);
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
    return condition.status();
  }

  /** Calls when something has changed, at most twice a second. */
  public void onChange(Consumer<TorrentStatus> watcher) {
    condition.watch(watcher);
  }

  /** How often connections ended, by reason. */
  public Map<CloseReason, Integer> closes() {
    return Map.copyOf(counters.closes());
  }

  /** Keeps pace with time; to be called once a second. */
  public void tick() {
    if (!condition.isOpen()) {
      return;
    }
    ticks++;
    boolean round = ticks % CHOKER_TICKS == 0;
    if (round) {
      resume.beat();
    }
    if (swarm.isAlone() && !downloads.enabled()) {
      return;
    }
    swarm.tick(loop.nanos());
    uploads.tick();
    if (round) {
      uploads.round();
    }
    if (downloads.enabled()) {
      downloads.fillAll();
    }
    if (!swarm.peers().isEmpty()) {
      condition.changed();
    }
  }

  // ---- reading

  /** The bytes, for readers. */
  public VerifiedBytes bytes() {
    return playing;
  }

  /** Checks the good pieces that hold these bytes; the bad ones are fetched again. */
  public CompletionStage<RecheckResult> recheck(long offset, long length) {
    return Rechecks.run(storage, Checking.good(layout, picker.had(), offset, length), this::lost);
  }

  private void lost(PieceIndex piece) {
    if (picker.had().get(piece) && condition.isOpen()) {
      countVerified(piece, -1);
      resume.lost(piece);
      downloads.lost(piece);
      swarm.peers().forEach(peer -> Extensions.sendLost(peer, piece));
      wantMore();
    }
  }

  private void wantMore() {
    if (condition.is(State.SEEDING)) {
      condition.become(State.DOWNLOADING, "");
    }
    downloads.enable(condition.is(State.DOWNLOADING));
    swarm.connect();
  }

  // ---- ending

  /** Deletes the resume file; nothing is noted any more. */
  public CompletionStage<Void> forgetResume() {
    return resume.delete();
  }

  /** Leaves the swarm, writes the resume data, closes the files. */
  public CompletionStage<Void> close() {
    return leave().thenCompose(left -> resume.finish()).thenCompose(saved -> storage.close());
  }

  /** As close, and deletes all files. */
  public CompletionStage<Void> removeAndDelete() {
    return leave().thenCompose(left -> storage.delete()).thenCompose(gone -> resume.delete());
  }

  private CompletionStage<Void> leave() {
    if (condition.is(State.STOPPED)) {
      return CompletableFuture.completedStage(null);
    }
    if (checking != null) {
      checking.cancel();
    }
    condition.become(State.STOPPED, "");
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
}
