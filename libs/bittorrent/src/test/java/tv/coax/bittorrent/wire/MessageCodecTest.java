package tv.coax.bittorrent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private static final MessageLimits LIMITS = new MessageLimits(1024, 1024);
  private final HashRange range = new HashRange(new byte[32], 0, 64, 32, 3);
  private final List<Message> all =
      List.of(
          new Message.KeepAlive(),
          new Message.Choke(),
          new Message.Unchoke(),
          new Message.Interested(),
          new Message.NotInterested(),
          new Message.Have(7),
          new Message.HaveBits(new byte[] {1, 2, 3}),
          new Message.Request(1, 16384, 16384),
          new Message.Piece(3, 0, Unpooled.wrappedBuffer(new byte[16384])),
          new Message.Cancel(1, 2, 3),
          new Message.Port(65535),
          new Message.SuggestPiece(9),
          new Message.HaveAll(),
          new Message.HaveNone(),
          new Message.Reject(1, 2, 3),
          new Message.AllowedFast(4),
          new Message.Extended(3, new byte[] {5}),
          new Message.HashRequest(range),
          new Message.Hashes(range, new byte[64]),
          new Message.HashReject(range));

  @Test
  void whatIsEncodedIsDecodedHoweverTheBytesAreCut() throws WireException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ByteBuf stream = Unpooled.buffer();
    all.forEach(message -> MessageEncoder.encode(message, stream));

    ByteBuf again = Unpooled.buffer();
    MessageDecoder decoder = new MessageDecoder(LIMITS);
    while (stream.isReadable()) {
      int cut =
          Math.min(stream.readableBytes(), 1 + random.nextInt(random.nextBoolean() ? 3 : 9000));
      decoder.decode(stream.readSlice(cut), message -> MessageEncoder.encode(message, again));
    }

    assertThat(again).as("seed %d", seed).isEqualTo(stream.readerIndex(0));
  }

  @Test
  void aBlockThatArrivesWholeIsNotCopied() throws WireException {
    ByteBuf stream = Unpooled.directBuffer();
    MessageEncoder.encode(all.get(8), stream);
    List<Message> decoded = new ArrayList<>();

    new MessageDecoder(LIMITS).decode(stream, decoded::add);

    ByteBuf data = ((Message.Piece) decoded.getFirst()).data();
    assertThat(data.memoryAddress()).isEqualTo(stream.memoryAddress() + 13);
  }

  @Test
  void messagesThatAreTooLongOrOfTheWrongLengthAreRefused() {
    assertRefused(Unpooled.buffer().writeInt(Integer.MAX_VALUE));
    assertRefused(Unpooled.buffer().writeInt(-1));
    assertRefused(Unpooled.buffer().writeInt(2000).writeByte(5));
    assertRefused(Unpooled.buffer().writeInt(5).writeByte(7).writeInt(1));
    assertRefused(Unpooled.buffer().writeInt(2).writeByte(0).writeByte(1));
    assertRefused(Unpooled.buffer().writeInt(1).writeByte(20));
    assertRefused(Unpooled.buffer().writeInt(4).writeByte(4).writeBytes(new byte[3]));
  }

  private static void assertRefused(ByteBuf bytes) {
    assertThatThrownBy(() -> new MessageDecoder(LIMITS).decode(bytes, message -> {}))
        .isInstanceOf(WireException.class);
  }

  @Test
  void handshakeIsReadAsItWasWritten() throws WireException {
    Handshake ours = Handshake.ours(new byte[20], "-CX0100-abcdefghijkl".getBytes(), true);
    ByteBuf bytes = Unpooled.buffer();
    ours.encode(bytes);
    byte[] raw = new byte[bytes.readableBytes()];
    bytes.readBytes(raw);

    Handshake read = Handshake.parse(raw);

    assertThat(read).isEqualTo(ours);
    assertThat(read.fast() && read.extended() && read.version2()).isTrue();
    raw[3]++;
    assertThatThrownBy(() -> Handshake.parse(raw)).isInstanceOf(WireException.class);
  }
}
