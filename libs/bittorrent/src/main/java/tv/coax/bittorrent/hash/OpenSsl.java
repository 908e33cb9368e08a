package tv.coax.bittorrent.hash;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * One hash function of the system's OpenSSL ({@code SHA1_Init}, {@code SHA1_Update}, {@code
 * SHA1_Final} and the like). These calls allocate nothing and keep no address. Addresses are plain
 * numbers, since wrapping them costs more than such a call; who calls vouches for them.
 *
 * <p>All are called with three arguments, though two take fewer: a function does not see registers
 * that it takes nothing from (System V ABI for AMD64 §3.2.3, AAPCS64 §6.8.2), and each further form
 * of call would cost every process 10 ms. A first hash, compared with a known one, proves them.
 */
final class OpenSsl {
  private static final List<String> LIBRARIES =
      List.of("libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.3.dylib");

  private final MethodHandle init;
  private final MethodHandle update;
  private final MethodHandle end;

  private OpenSsl(SymbolLookup library, String function) {
    init = handle(library, function + "_Init"); // (state)
    update = handle(library, function + "_Update"); // (state, bytes, length)
    end = handle(library, function + "_Final"); // (hash, state)
  }

  /** For short calls: the garbage collector waits until they end. */
  private static MethodHandle handle(SymbolLookup library, String name) {
    return Linker.nativeLinker()
        .downcallHandle(
            library.findOrThrow(name),
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.critical(false));
  }

  /** Empty where the system has no such library or may not be asked for it. */
  static Optional<OpenSsl> find(String function) {
    for (String name : LIBRARIES) {
      try {
        return Optional.of(new OpenSsl(SymbolLookup.libraryLookup(name, Arena.global()), function));
      } catch (IllegalArgumentException
          | NoSuchElementException
          | IllegalCallerException
          | UnsupportedOperationException missing) {
        // the next name, or none
      }
    }
    return Optional.empty();
  }

  void init(long state) {
    try {
      int ignored = (int) init.invokeExact(state, 0L, 0L);
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void update(long state, long bytes, long length) {
    try {
      int ignored = (int) update.invokeExact(state, bytes, length);
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void end(long state, long hash) {
    try {
      int ignored = (int) end.invokeExact(hash, state, 0L);
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
