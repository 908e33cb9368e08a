package tv.coax.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A disk that lies is found out, and what it lost is fetched again. */
@ExtendWith(House.Extension.class)
class DamageTest {
  private static final int FILM_BYTES = 5 << 20;

  @Test
  void corruptedPieceOnTheBoxIsFoundAndFetchedAgain(House house) throws IOException {
    Path film = house.randomFilm(FILM_BYTES);
    Operator.OnSale title = house.operator().publish("Damaged", film, "application/octet-stream");
    house.subscriber("ada").buy(title.purchaseOffer());
    house.box(1).awaitPlayable(title.titleId());
    Path sealed = sealedFile(house.box(1), title);

    scribble(sealed, 1 << 20, 100);
    scribble(sealed, 3_000_000, 70_000);

    assertThat(house.box(1).playedSha256(title.titleId()))
        .isEqualTo(Box.sha256(Files.readAllBytes(film)));
    assertThat(
            house
                .box(1)
                .play(title.titleId(), "Range", "bytes=3000000-3099999")
                .require(206)
                .bytes())
        .isEqualTo(slice(film, 3_000_000, 100_000));
  }

  private static Path sealedFile(Box box, Operator.OnSale title) throws IOException {
    try (Stream<Path> files = Files.walk(box.directory())) {
      List<Path> sealed =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().contains(title.titleId()))
              .filter(file -> size(file) > FILM_BYTES)
              .toList();
      assertThat(sealed).hasSize(1);
      return sealed.getFirst();
    }
  }

  private static void scribble(Path file, long at, int bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(bytes), at);
    }
  }

  private static byte[] slice(Path file, int from, int length) throws IOException {
    byte[] all = Files.readAllBytes(file);
    return java.util.Arrays.copyOfRange(all, from, from + length);
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
