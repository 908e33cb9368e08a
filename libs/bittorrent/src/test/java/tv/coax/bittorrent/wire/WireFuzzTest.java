package tv.coax.bittorrent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.Mutations;

class WireFuzzTest {
  private static final MessageLimits LIMITS = new MessageLimits(600, 10_000);

  /** What may be held at most: a block, or the longest body. */
  private static final int MAX_HELD = 64 * 1024;

  @FuzzTest
  void messages(byte[] input) {
    readMessages(input);
  }

  @FuzzTest
  void extended(byte[] input) {
    readExtended(input);
  }

  @Test
  void damagedMessagesAreRefusedOrHarmless() {
    long seed = 3;
    Mutations messages = Mutations.of(WireFuzzTest.class, "messages", seed);
    Mutations extended = Mutations.of(WireFuzzTest.class, "extended", seed);
    for (int i = 0; i < 60_000; i++) {
      readMessages(messages.next());
      readExtended(extended.next());
    }
  }

  /** However the bytes are cut, the same comes out; and what was read is written as it was. */
  private static void readMessages(byte[] input) {
    ByteBuf whole = decoded(input, new Random(0), input.length + 1);
    ByteBuf inParts = decoded(input, new Random(Arrays.hashCode(input)), 40);
    ByteBuf again = decoded(bytes(whole), new Random(1), 7);

    assertThat(inParts).isEqualTo(whole);
    assertThat(again).isEqualTo(whole);
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.getBytes(buffer.readerIndex(), bytes);
    return bytes;
  }

  /** The messages that were read before the first wrong one, written again. */
  private static ByteBuf decoded(byte[] input, Random random, int longestPart) {
    ByteBuf written = Unpooled.buffer();
    MessageDecoder decoder = new MessageDecoder(LIMITS);
    try {
      for (int at = 0; at < input.length; ) {
        int part = Math.min(input.length - at, 1 + random.nextInt(longestPart));
        ByteBuf in = Unpooled.wrappedBuffer(input, at, part);
        decoder.decode(in, message -> write(message, written));
        assertThat(in.isReadable()).isFalse();
        at += part;
        assertThat(decoder.heldBytes()).isLessThanOrEqualTo(MAX_HELD);
      }
    } catch (WireException declared) {
      assertThat(declared.getMessage()).endsWith(".");
    } finally {
      decoder.close();
    }
    return written;
  }

  private static void write(Message message, ByteBuf written) {
    if (message instanceof Message.Unknown) {
      return;
    }
    MessageEncoder.encode(message, written);
    if (message instanceof Message.Piece(int piece, int begin, ByteBuf data)) {
      data.release();
    }
  }

  private static void readExtended(byte[] input) {
    try {
      ExtendedHandshake handshake = ExtendedHandshake.parse(input);
      assertThat(handshake.extensions()).hasSizeLessThanOrEqualTo(64);
      assertThat(handshake.client().codePoints()).noneMatch(Character::isISOControl);
      assertThat(ExtendedHandshake.parse(handshake.encode())).isEqualTo(handshake);
      assertThat(handshake.after(handshake)).isEqualTo(handshake);
    } catch (WireException declared) {
      assertThat(declared.getMessage()).isNotBlank();
    }
    try {
      Handshake handshake = Handshake.parse(Arrays.copyOf(input, Handshake.BYTES));
      ByteBuf written = Unpooled.buffer();
      handshake.encode(written);
      assertThat(Handshake.parse(bytes(written))).isEqualTo(handshake);
    } catch (WireException declared) {
      assertThat(declared.getMessage()).isNotBlank();
    }
  }
}
