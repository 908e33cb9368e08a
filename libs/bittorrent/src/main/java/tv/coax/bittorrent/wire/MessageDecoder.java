package tv.coax.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Block;

/**
 * Cuts a stream of bytes into messages. A block that arrived whole in one buffer is not copied: the
 * message holds a slice of it. Only a block that arrives in parts is put together in a buffer of
 * its own, so that a slow sender cannot pin large buffers by small parts. Memory is bounded by the
 * length limits given, and is taken as bytes arrive, not as they are announced.
 */
public final class MessageDecoder {
  /** The longest block that is accepted: we ask for no longer ones. */
  private static final int MAX_BLOCK_LENGTH = Block.SIZE;

  /** So much is taken for a body before any of it has arrived. */
  private static final int FIRST_BODY_BYTES = 4 * 1024;

  private static final int PIECE_HEADER_BYTES = 8;

  private enum Stage {
    LENGTH,
    ID,
    PIECE_HEADER,
    PIECE_DATA,
    BODY
  }

  private final MessageLimits limits;
  private Stage stage = Stage.LENGTH;
  private int needed = Integer.BYTES;
  private long word;
  private int length;
  private int id;
  private byte[] body = new byte[0];
  private @Nullable ByteBuf data;
  private boolean closed;

  public MessageDecoder(MessageLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads all bytes of the buffer, which stays the caller's.
   *
   * @throws WireException if the bytes are no message; the decoder must then be closed
   */
  public void decode(ByteBuf in, MessageSink sink) throws WireException {
    while (!closed && (in.isReadable() || (needed == 0 && stage == Stage.BODY))) {
      switch (stage) {
        case LENGTH -> readLength(in, sink);
        case ID -> readId(in);
        case PIECE_HEADER -> readPieceHeader(in);
        case PIECE_DATA -> readPieceData(in, sink);
        case BODY -> readBody(in, sink);
      }
    }
  }

  /** Bytes that are held of an unfinished message. */
  int heldBytes() {
    return body.length + (data == null ? 0 : data.capacity());
  }

  /** Frees what is held of an unfinished message. Nothing is decoded any more. */
  public void close() {
    closed = true;
    if (data != null) {
      data.release();
      data = null;
    }
  }

  private boolean readWord(ByteBuf in) {
    while (needed > 0 && in.isReadable()) {
      word = word << 8 | in.readUnsignedByte();
      needed--;
    }
    return needed == 0;
  }

  private void expect(Stage next, int bytes) {
    stage = next;
    needed = bytes;
    word = 0;
  }

  private void readLength(ByteBuf in, MessageSink sink) throws WireException {
    if (!readWord(in)) {
      return;
    }
    long announced = word;
    if (announced == 0) {
      expect(Stage.LENGTH, Integer.BYTES);
      sink.message(new Message.KeepAlive());
      return;
    }
    if (announced > 1L + limits.longest()) {
      throw new WireException("A message of " + announced + " bytes is too long.");
    }
    length = (int) announced - 1;
    expect(Stage.ID, 1);
  }

  private void readId(ByteBuf in) throws WireException {
    id = in.readUnsignedByte();
    if (id == MessageId.PIECE) {
      if (length <= PIECE_HEADER_BYTES || length > MAX_BLOCK_LENGTH + PIECE_HEADER_BYTES) {
        throw new WireException("A block message of " + length + " bytes is not acceptable.");
      }
      expect(Stage.PIECE_HEADER, PIECE_HEADER_BYTES);
      return;
    }
    if (length > limits.of(id)) {
      throw new WireException("A message " + id + " of " + length + " bytes is too long.");
    }
    body = new byte[Math.min(length, FIRST_BODY_BYTES)];
    expect(Stage.BODY, length);
  }

  private void readPieceHeader(ByteBuf in) {
    if (readWord(in)) {
      long header = word;
      expect(Stage.PIECE_DATA, length - PIECE_HEADER_BYTES);
      word = header;
    }
  }

  private void readPieceData(ByteBuf in, MessageSink sink) throws WireException {
    int taken = Math.min(needed, in.readableBytes());
    ByteBuf block = data;
    if (block == null && taken == needed) {
      block = in.readRetainedSlice(taken);
    } else {
      if (block == null) {
        block = in.alloc().directBuffer(needed);
        data = block;
      }
      block.writeBytes(in, taken);
    }
    needed -= taken;
    if (needed == 0) {
      data = null;
      Message.Piece piece = new Message.Piece((int) (word >>> 32), (int) word, block);
      expect(Stage.LENGTH, Integer.BYTES);
      sink.message(piece);
    }
  }

  private void readBody(ByteBuf in, MessageSink sink) throws WireException {
    int taken = Math.min(needed, in.readableBytes());
    int filled = length - needed;
    if (filled + taken > body.length) {
      body = Arrays.copyOf(body, Math.min(length, Math.max(2 * body.length, filled + taken)));
    }
    in.readBytes(body, filled, taken);
    needed -= taken;
    if (needed == 0) {
      byte[] complete = body;
      body = new byte[0];
      expect(Stage.LENGTH, Integer.BYTES);
      sink.message(MessageBody.parse(id, complete));
    }
  }
}
