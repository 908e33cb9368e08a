package tv.coax.bittorrent.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A link that passes a Vert.x socket's bytes through a handler of its own, ahead of Vert.x's: the
 * bytes are then not copied into Vert.x buffers, and files are sent from where they are mapped,
 * many blocks in one system call, or as file regions. Vert.x keeps the socket's life cycle. The
 * only class that looks behind Vert.x's public API.
 */
final class NettyLink extends ChannelInboundHandlerAdapter implements Link {
  /** Large enough for several blocks in one system call, small enough to be pinned by one. */
  private static final int RECEIVE_BUFFER_BYTES = 128 * 1024;

  private static final String VERTX_HANDLER = "handler";

  private final InetSocketAddress remoteAddress;
  private final ContextInternal owner;
  private @Nullable ChannelHandlerContext context;
  private @Nullable LinkHandler handler;
  private long unsentBytes;
  private long unflushedBytes;
  private boolean closed;

  private NettyLink(InetSocketAddress remoteAddress, ContextInternal owner) {
    this.remoteAddress = remoteAddress;
    this.owner = owner;
  }

  /** Takes over the socket's bytes. Called on the context that owns the socket. */
  static NettyLink attach(NetSocket socket, Context owner) {
    ChannelHandlerContext vertx = ((NetSocketInternal) socket).channelHandlerContext();
    NettyLink link =
        new NettyLink((InetSocketAddress) vertx.channel().remoteAddress(), (ContextInternal) owner);
    vertx
        .channel()
        .config()
        .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(RECEIVE_BUFFER_BYTES));
    vertx.pipeline().addBefore(VERTX_HANDLER, "coax", link);
    return link;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      owner.dispatch(bytes, this::deliver);
    } finally {
      bytes.release();
    }
  }

  private void deliver(ByteBuf bytes) {
    if (handler != null && !closed) {
      handler.received(bytes);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    closed = true;
    if (handler != null) {
      LinkHandler told = handler;
      handler = null;
      owner.dispatch(told::closed);
    }
    super.channelInactive(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close();
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  @Override
  public void handler(LinkHandler newHandler) {
    handler = newHandler;
  }

  @Override
  public void send(ByteBuf bytes) {
    write(bytes, bytes.readableBytes());
  }

  @Override
  public void send(ReadableFile file, long position, int length) {
    ByteBuffer view = file.view(position, length);
    Object message =
        view == null ? new FileBytes(file, position, length) : Unpooled.wrappedBuffer(view);
    write(message, length);
  }

  private void write(Object message, int length) {
    ChannelHandlerContext ctx = context();
    unsentBytes += length;
    unflushedBytes += length;
    ctx.write(message, ctx.voidPromise());
  }

  /** What is flushed together is counted as sent together, when its end has been taken. */
  @Override
  public void flush() {
    ChannelHandlerContext ctx = context();
    if (unflushedBytes > 0) {
      long bytes = unflushedBytes;
      unflushedBytes = 0;
      ChannelPromise end = ctx.newPromise();
      end.addListener(done -> taken(bytes, done.isSuccess()));
      ctx.write(Unpooled.EMPTY_BUFFER, end);
    }
    ctx.flush();
  }

  private void taken(long bytes, boolean success) {
    unsentBytes -= bytes;
    if (!success) {
      close();
    } else if (handler != null) {
      owner.dispatch(handler::drained);
    }
  }

  @Override
  public long unsentBytes() {
    return unsentBytes;
  }

  @Override
  public void pauseReading() {
    context().channel().config().setAutoRead(false);
  }

  @Override
  public void resumeReading() {
    context().channel().config().setAutoRead(true);
  }

  @Override
  public void close() {
    closed = true;
    context().close();
  }

  private ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("The link is not attached.");
    }
    return context;
  }
}
