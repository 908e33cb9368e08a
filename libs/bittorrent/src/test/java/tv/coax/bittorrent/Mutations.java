package tv.coax.bittorrent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Inputs that are nearly right: those of a checked-in corpus, damaged in ways that a seed chooses.
 */
public final class Mutations {
  private static final long[] EDGES = {
    0, -1, 1, 127, 128, 255, 65_535, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE
  };

  private final List<byte[]> corpus;
  private final Random random;

  private Mutations(List<byte[]> corpus, long seed) {
    this.corpus = corpus;
    this.random = new Random(seed);
  }

  /**
   * @param test the fuzz test whose corpus it is, and the name of its method
   */
  public static Mutations of(Class<?> test, String method, long seed) {
    try {
      URI directory = test.getResource(test.getSimpleName() + "Inputs/" + method).toURI();
      try (Stream<Path> files = Files.list(Path.of(directory))) {
        List<byte[]> corpus = new ArrayList<>();
        for (Path file : files.sorted().toList()) {
          corpus.add(Files.readAllBytes(file));
        }
        return new Mutations(corpus, seed);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public byte[] next() {
    byte[] input = corpus.get(random.nextInt(corpus.size())).clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      input = mutated(input);
    }
    return input;
  }

  private byte[] mutated(byte[] input) {
    if (input.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(input.length);
    switch (random.nextInt(6)) {
      case 0 -> input[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> input[at] = (byte) "0123456789:-ilde".charAt(random.nextInt(16));
      case 2 -> {
        return Arrays.copyOf(input, at);
      }
      case 3 -> {
        return spliced(input, at, number(), at);
      }
      case 4 -> {
        byte[] other = corpus.get(random.nextInt(corpus.size()));
        int from = random.nextInt(other.length + 1);
        int to = Math.min(other.length, from + random.nextInt(64));
        return spliced(input, at, Arrays.copyOfRange(other, from, to), at);
      }
      default -> {
        return spliced(input, at, new byte[0], Math.min(input.length, at + random.nextInt(16)));
      }
    }
    return input;
  }

  private byte[] number() {
    long edge = EDGES[random.nextInt(EDGES.length)];
    return (random.nextBoolean() ? "i" + edge + "e" : Long.toString(edge)).getBytes(US_ASCII);
  }

  private static byte[] spliced(byte[] input, int to, byte[] middle, int from) {
    byte[] result = Arrays.copyOf(input, to + middle.length + input.length - from);
    System.arraycopy(middle, 0, result, to, middle.length);
    System.arraycopy(input, from, result, to + middle.length, input.length - from);
    return result;
  }
}
