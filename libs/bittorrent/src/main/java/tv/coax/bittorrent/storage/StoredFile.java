package tv.coax.bittorrent.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import tv.coax.bittorrent.net.ReadableFile;

/**
 * A file of a torrent on a volume. It is created, with the directories above it, when first written
 * to. Calls may block: they are made by workers, except for sending. May be used from any thread.
 */
public interface StoredFile extends ReadableFile {
  /** Bytes, or -1 if there is no such file. */
  long size() throws IOException;

  /** When it was last written to, in milliseconds; 0 if there is no such file. */
  long modifiedMillis() throws IOException;

  /**
   * Writes all bytes of the buffer.
   *
   * @throws DiskFullException if there is no room
   */
  void write(ByteBuffer source, long position) throws IOException;

  /** Brings the bytes into memory, so that sending them does not wait for the disk. */
  void touch(long position, long length) throws IOException;

  /** Everything written until now is on the disk when this returns, and survives a power cut. */
  void sync() throws IOException;

  /** Creates it if need be, and gives it exactly this length. */
  void resize(long length) throws IOException;

  void close() throws IOException;

  /** Closes and deletes it. No error if there is no such file. */
  void delete() throws IOException;
}
