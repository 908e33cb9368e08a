package tv.coax.bittorrent.net;

import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** A part of a file on its way into a socket. Unlike Netty's own it leaves the file open. */
final class FileBytes extends AbstractReferenceCounted implements FileRegion {
  private final ReadableFile file;
  private final long position;
  private final long count;
  private long transferred;

  FileBytes(ReadableFile file, long position, long count) {
    this.file = file;
    this.position = position;
    this.count = count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  @Deprecated
  public long transfered() {
    return transferred;
  }

  @Override
  public long transferred() {
    return transferred;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public long transferTo(WritableByteChannel target, long done) throws IOException {
    long moved = file.transferTo(position + done, count - done, target);
    transferred += moved;
    return moved;
  }

  @Override
  protected void deallocate() {
    // the file belongs to the storage
  }

  @Override
  public FileRegion retain() {
    super.retain();
    return this;
  }

  @Override
  public FileRegion retain(int increment) {
    super.retain(increment);
    return this;
  }

  @Override
  public FileRegion touch() {
    return this;
  }

  @Override
  public FileRegion touch(Object hint) {
    return this;
  }
}
