package tv.coax.bittorrent.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.Timer;

class FileReaderTest {
  private static final int PIECE = 1 << 20;
  private static final Layout LAYOUT =
      Layout.of(PIECE, List.of(new LayoutFile(List.of("film"), 0, 200L * PIECE, false)));

  private final List<String> told = new ArrayList<>();
  private final FileReader reader =
      new FileReader(new ImmediateLoop(), new Told(), LAYOUT, LAYOUT.files().getFirst());

  @Test
  void theFirstReadMakesWay() {
    read(0);

    assertThat(told).containsExactly("hurry 0 to 15", "make way");
  }

  @Test
  void readingOnTakesNothingBack() {
    read(0);
    told.clear();

    read(PIECE);

    assertThat(told).containsExactly("no hurry 0 to 15", "hurry 1 to 16");
  }

  @Test
  void aJumpMakesWay() {
    read(0);
    told.clear();

    read(100L * PIECE);

    assertThat(told).containsExactly("no hurry 0 to 15", "hurry 100 to 115", "make way");
  }

  @Test
  void aJumpBackMakesWay() {
    read(100L * PIECE);
    told.clear();

    read(0);

    assertThat(told).containsExactly("no hurry 100 to 115", "hurry 0 to 15", "make way");
  }

  private void read(long offset) {
    CompletionStage<ByteBuffer> read = reader.read(offset, 1000);
    assertThat(read).isNotNull();
  }

  private final class Told implements VerifiedBytes {
    @Override
    public CompletionStage<ByteBuffer> read(long offset, int length) {
      return new CompletableFuture<>();
    }

    @Override
    public void hurry(int firstPiece, int lastPiece) {
      told.add("hurry " + firstPiece + " to " + lastPiece);
    }

    @Override
    public void makeWay() {
      told.add("make way");
    }

    @Override
    public void noHurry(int firstPiece, int lastPiece) {
      if (firstPiece <= lastPiece) {
        told.add("no hurry " + firstPiece + " to " + lastPiece);
      }
    }
  }

  private static final class ImmediateLoop implements Loop {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      return () -> {};
    }

    @Override
    public boolean isCurrent() {
      return true;
    }
  }
}
