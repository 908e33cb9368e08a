package tv.coax.protection.sealing;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Reads a sealed file at random while it is still arriving.
 *
 * <p>A read waits, without a thread, for the segments it touches and for nothing else; it answers
 * only bytes whose segment is authentic. Safe for use by many threads. Plain bytes exist in memory
 * only; those the reader keeps itself (one segment) and its keys are overwritten by {@link #close}.
 */
public final class SealedReader implements AutoCloseable {
  /** The most one read may ask for, in bytes. */
  public static final int MAX_READ_BYTES = 16 << 20;

  private final SealedSource source;
  private final ContentKey contentKey;
  private final byte[] associatedData;
  private final Executor executor;
  private final long sealedLength;
  private final long plainLength;
  private final long lastSegment;
  private final OpenSegment lastOpened = new OpenSegment();
  private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

  /** A read that was not answered yet; told apart by identity. */
  private static final class Pending {
    final CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
  }

  private @Nullable CompletableFuture<FileKey> fileKey;
  private boolean closed;

  /** Opens segments on the common pool: see the longer constructor. */
  public SealedReader(SealedSource source, ContentKey key, byte[] associatedData) {
    this(source, key, associatedData, ForkJoinPool.commonPool());
  }

  /**
   * @param key copied: wiping the caller's does not disturb this reader
   * @param associatedData see {@link SealedFormat#associatedData}
   * @param executor where segments are opened, about 30 µs of work each
   * @throws IllegalArgumentException if no sealed file has the source's length
   */
  public SealedReader(
      SealedSource source, ContentKey key, byte[] associatedData, Executor executor) {
    this.source = source;
    this.sealedLength = source.length();
    this.plainLength = SealedFormat.plainLength(sealedLength);
    this.lastSegment = SealedFormat.segments(sealedLength) - 1;
    byte[] copy = key.key();
    this.contentKey = new ContentKey(key.keyId(), copy);
    Arrays.fill(copy, (byte) 0);
    this.associatedData = associatedData.clone();
    this.executor = executor;
  }

  /** Length of the plain file in bytes. Known before anything has arrived. */
  public long plainLength() {
    return plainLength;
  }

  /**
   * Reads exactly {@code length} plain bytes. Completes on the reader's executor. Of an empty file
   * even the empty read tells whether it is authentic.
   *
   * <p>Fails with {@link SealedFormatException} if a segment is not authentic, with {@link
   * IndexOutOfBoundsException} if the range leaves the file, with {@link IllegalStateException}
   * once the reader is closed (also while waiting), and with whatever the source failed with.
   *
   * @param length at most {@link #MAX_READ_BYTES}
   */
  public CompletionStage<ByteBuffer> read(long plainOffset, int length) {
    if (length > MAX_READ_BYTES) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException("One read asks for at most 16 MiB."));
    }
    try {
      Objects.checkFromIndexSize(plainOffset, (long) length, plainLength);
    } catch (IndexOutOfBoundsException outside) {
      return CompletableFuture.failedFuture(outside);
    }
    Pending read = new Pending();
    CompletableFuture<FileKey> key;
    synchronized (this) {
      if (closed) {
        return CompletableFuture.failedFuture(closedReader());
      }
      pending.add(read);
      key = fileKey();
    }
    var _ =
        key.thenCompose(k -> readWith(k, plainOffset, length))
            .whenComplete((plain, failure) -> {
              pending.remove(read);
              if (failure == null) {
                read.answer.complete(plain);
              } else {
                read.answer.completeExceptionally(cause(failure));
              }
            });
    return read.answer;
  }

  /** Overwrites the keys and the kept segment; reads that still wait fail. Repeating is fine. */
  @Override
  public void close() {
    CompletableFuture<FileKey> key;
    synchronized (this) {
      closed = true;
      key = fileKey;
    }
    contentKey.wipe();
    if (key != null) {
      var _ = key.thenAccept(FileKey::wipe);
    }
    lastOpened.forget();
    pending.forEach(waiting -> waiting.answer.completeExceptionally(closedReader()));
    pending.clear();
  }

  /** Called under the lock. A header that could not be read is asked for again by the next read. */
  private CompletableFuture<FileKey> fileKey() {
    CompletableFuture<FileKey> known = fileKey;
    if (known == null || known.isCompletedExceptionally()) {
      known =
          fromSource(0, SealedFormat.HEADER_BYTES)
              .thenApply(header -> {
                try {
                  return FileKey.derive(contentKey, associatedData, header);
                } catch (SealedFormatException notAHeader) {
                  throw new CompletionException(notAHeader);
                }
              });
      fileKey = known;
    }
    return known;
  }

  private CompletableFuture<ByteBuffer> readWith(FileKey key, long plainOffset, int length) {
    ByteBuffer plain = ByteBuffer.allocate(length);
    long first = SealedFormat.segmentOf(plainOffset);
    int skip = (int) (plainOffset - SealedFormat.plainStart(first));
    long last = SealedFormat.segmentOf(plainOffset + Math.max(length, 1) - 1);
    boolean known = first == last && lastOpened.copy(first, skip, length, plain);
    if (known || (length == 0 && plainLength > 0)) {
      return CompletableFuture.completedFuture(plain.flip());
    }
    long sealedStart = first * SealedFormat.SEGMENT_BYTES;
    long sealedEnd = Math.min((last + 1) * SealedFormat.SEGMENT_BYTES, sealedLength);
    return fromSource(sealedStart, (int) (sealedEnd - sealedStart))
        .thenApply(sealed -> {
          try {
            openAll(key, first, last, skip, sealed, plain);
            return plain.flip();
          } catch (SealedFormatException notAuthentic) {
            Arrays.fill(plain.array(), (byte) 0);
            throw new CompletionException(notAuthentic);
          }
        });
  }

  private void openAll(
      FileKey key, long first, long last, int skipInFirst, ByteBuffer sealed, ByteBuffer plain)
      throws SealedFormatException {
    int skip = skipInFirst;
    for (long segment = first; segment <= last; segment++) {
      int sealedBytes = Math.min(SealedFormat.SEGMENT_BYTES, sealed.remaining());
      ByteBuffer ciphertext = sealed.slice(sealed.position(), sealedBytes);
      sealed.position(sealed.position() + sealedBytes);
      if (segment == 0) {
        ciphertext.position(SealedFormat.HEADER_BYTES);
      }
      int plainBytes = ciphertext.remaining() - SealedFormat.TAG_BYTES;
      if (skip == 0 && plainBytes <= plain.remaining()) {
        open(key, segment, sealedBytes, ciphertext, plain);
      } else {
        byte[] whole = new byte[plainBytes];
        open(key, segment, sealedBytes, ciphertext, ByteBuffer.wrap(whole));
        plain.put(whole, skip, Math.min(plainBytes - skip, plain.remaining()));
        keep(segment, whole);
      }
      skip = 0;
    }
  }

  private void open(
      FileKey key, long segment, int sealedBytes, ByteBuffer ciphertext, ByteBuffer plain)
      throws SealedFormatException {
    if (!key.open(segment, segment == lastSegment, ciphertext, plain)) {
      throw new SealedFormatException(
          "Segment " + segment + " of the sealed file is not authentic.",
          segment,
          segment * SealedFormat.SEGMENT_BYTES,
          sealedBytes);
    }
  }

  private synchronized void keep(long segment, byte[] plain) {
    if (closed) {
      Arrays.fill(plain, (byte) 0);
    } else {
      lastOpened.remember(segment, plain);
    }
  }

  /** A source that answers more or less than asked broke its contract; nothing of it is used. */
  private CompletableFuture<ByteBuffer> fromSource(long offset, int length) {
    return asked(offset, length)
        .thenApplyAsync(
            bytes -> {
              if (bytes.remaining() != length) {
                throw new CompletionException(
                    new EOFException(
                        "The source answered "
                            + bytes.remaining()
                            + " bytes instead of "
                            + length
                            + "."));
              }
              return bytes;
            },
            executor);
  }

  private CompletableFuture<ByteBuffer> asked(long offset, int length) {
    try {
      return source.read(offset, length).toCompletableFuture();
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  private static IllegalStateException closedReader() {
    return new IllegalStateException("The reader of this sealed file is closed.");
  }
}
