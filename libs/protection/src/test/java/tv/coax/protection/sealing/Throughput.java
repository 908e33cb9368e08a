package tv.coax.protection.sealing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Measures sealing and reading on this machine; asserts nothing. Run it by its main. */
final class Throughput {
  private static final int FILE_BYTES = 256 << 20;

  private Throughput() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    byte[] plain = Sealed.pattern(FILE_BYTES);
    Sealed sealed = Sealed.of(Sealed.testKey(), Sealed.testData(), plain);
    for (int round = 0; round < 3; round++) {
      out.printf("round %d%n", round);
      long start = System.nanoTime();
      try (OutputStream sink =
          Sealer.sealTo(OutputStream.nullOutputStream(), sealed.key(), sealed.associatedData())) {
        sink.write(plain);
      }
      report(out, "seal, Tink", FILE_BYTES, start);
      start = System.nanoTime();
      try (InputStream in = sealed.openTink()) {
        byte[] buffer = new byte[1 << 20];
        int got;
        long total = 0;
        while ((got = in.read(buffer)) > 0) {
          total += got;
        }
        report(out, "read in order, Tink", total, start);
      }
      out.println("  from an array");
      inOrder(out, sealed, 1 << 20);
      inOrder(out, sealed, 65_536);
      inOrder(out, sealed, 16_384);
      atRandom(out, sealed);
      out.println("  from direct memory");
      inDirectOrder(out, sealed, 1 << 20);
      inDirectOrder(out, sealed, 65_536);
    }
  }

  private static void inOrder(PrintStream out, Sealed sealed, int step) {
    inOrder(out, sealed.reader(), step);
  }

  private static void inDirectOrder(PrintStream out, Sealed sealed, int step) {
    ByteBuffer direct = ByteBuffer.allocateDirect(sealed.bytes().length).put(sealed.bytes()).flip();
    SealedSource source =
        new SealedSource() {
          @Override
          public long length() {
            return direct.limit();
          }

          @Override
          public CompletionStage<ByteBuffer> read(long offset, int length) {
            return CompletableFuture.completedFuture(direct.slice((int) offset, length));
          }
        };
    inOrder(
        out, new SealedReader(source, sealed.key(), sealed.associatedData(), Runnable::run), step);
  }

  private static void inOrder(PrintStream out, SealedReader opened, int step) {
    try (SealedReader reader = opened) {
      long start = System.nanoTime();
      for (long at = 0; at < reader.plainLength(); at += step) {
        var _ = read(reader, at, (int) Math.min(step, reader.plainLength() - at));
      }
      report(out, "read in order by " + step, reader.plainLength(), start);
    }
  }

  private static void atRandom(PrintStream out, Sealed sealed) {
    Random random = new Random(1);
    int reads = 4000;
    try (SealedReader reader = sealed.reader()) {
      long start = System.nanoTime();
      for (int i = 0; i < reads; i++) {
        var _ = read(reader, random.nextLong(reader.plainLength() - 16_384), 16_384);
      }
      out.printf(
          "  16 KiB at random: %.1f us each%n", (System.nanoTime() - start) / 1000.0 / reads);
    }
  }

  private static int read(SealedReader reader, long offset, int length) {
    return reader.read(offset, length).toCompletableFuture().join().remaining();
  }

  private static void report(PrintStream out, String what, long bytes, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf("  %s: %.2f GB/s%n", what, bytes / seconds / 1e9);
  }
}
