package tv.coax.protection.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArrivingFileTest {
  private record Read(int offset, int length, CompletableFuture<ByteBuffer> answer) {}

  @Test
  void aReadCompletesWhenTheSegmentsItTouchesAreThereAndNotBefore() {
    Sealed sealed = Sealed.of(300_000);
    ArrivingFile file = new ArrivingFile(sealed.bytes(), 65_536);
    try (SealedReader reader =
        new SealedReader(file, sealed.key(), sealed.associatedData(), Runnable::run)) {
      CompletableFuture<ByteBuffer> read = reader.read(131_000, 100).toCompletableFuture();

      file.arrive(1);
      file.arrive(2);
      assertThat(read).as("the header is missing").isNotDone();
      file.arrive(0);

      assertThat(Sealed.bytes(read.join()))
          .isEqualTo(Arrays.copyOfRange(sealed.plain(), 131_000, 131_100));
      assertThat(reader.read(250_000, 1).toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void smallStepsThroughOneSegmentAskTheSourceOnce() {
    Sealed sealed = Sealed.of(60_000);
    ArrivingFile file = new ArrivingFile(sealed.bytes(), 65_536);
    file.arrive(0);
    try (SealedReader reader =
        new SealedReader(file, sealed.key(), sealed.associatedData(), Runnable::run)) {
      for (int at = 0; at < 60_000; at += 1000) {
        assertThat(Sealed.read(reader, at, 1000))
            .isEqualTo(Arrays.copyOfRange(sealed.plain(), at, at + 1000));
      }
      assertThat(file.reads).as("header and segment").hasValue(2);
    }
  }

  @Test
  void whateverTheOrderOfArrivalEveryReadAnswersTheFilmsBytes() throws Exception {
    for (long seed = 1; seed <= 150; seed++) {
      arrive(seed);
    }
  }

  private static void arrive(long seed) throws Exception {
    Random random = new Random(seed);
    Sealed sealed = Sealed.of(random.nextInt(500_000));
    int pieceBytes = 65_536 << random.nextInt(2);
    ArrivingFile file = new ArrivingFile(sealed.bytes(), pieceBytes);
    List<Integer> order =
        IntStream.range(0, file.pieces()).boxed().collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(order, random);
    boolean closesEarly = random.nextInt(5) == 0;
    List<Read> reads = new ArrayList<>();

    SealedReader reader = new SealedReader(file, sealed.key(), sealed.associatedData());
    Thread arrival = Thread.ofVirtual().start(() -> order.forEach(file::arrive));
    for (int i = 0; i < 30; i++) {
      int offset = random.nextInt(sealed.plain().length + 1);
      int length =
          random.nextInt(Math.min(sealed.plain().length - offset, 1 << random.nextInt(19)) + 1);
      reads.add(new Read(offset, length, reader.read(offset, length).toCompletableFuture()));
    }
    if (closesEarly) {
      reader.close();
    }
    arrival.join();

    for (Read read : reads) {
      try {
        assertThat(Sealed.bytes(read.answer().get(20, TimeUnit.SECONDS)))
            .as("seed %d, %d bytes from %d", seed, read.length(), read.offset())
            .isEqualTo(
                Arrays.copyOfRange(sealed.plain(), read.offset(), read.offset() + read.length()));
      } catch (java.util.concurrent.ExecutionException closed) {
        assertThat(closesEarly).as("seed %d failed with %s", seed, closed).isTrue();
        assertThat(closed).as("seed %d", seed).hasCauseInstanceOf(IllegalStateException.class);
      }
    }
    assertThat(file.reads.get()).as("seed %d", seed).isLessThanOrEqualTo(reads.size() + 1);
    reader.close();
  }
}
