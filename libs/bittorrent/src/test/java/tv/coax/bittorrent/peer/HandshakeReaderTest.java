package tv.coax.bittorrent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.tracker.ManualLoop;
import tv.coax.bittorrent.wire.Handshake;

class HandshakeReaderTest {
  private final ManualLoop loop = new ManualLoop();
  private final List<CloseReason> failures = new ArrayList<>();
  private final LinkHandler[] reader = new LinkHandler[1];
  private final ScriptedLink link = new ScriptedLink();

  private final HandshakeReader.Taker taker =
      new HandshakeReader.Taker() {
        @Override
        public @Nullable LinkHandler handshake(Link taken, Handshake handshake) {
          return null;
        }

        @Override
        public void failed(CloseReason reason) {
          failures.add(reason);
        }
      };

  @Test
  void aByteEverySecondDoesNotKeepTheConnection() {
    link.onHandler = handler -> reader[0] = handler;
    HandshakeReader.read(link, loop, taker);
    for (int i = 0; i < 20 && !link.closed; i++) {
      reader[0].received(Unpooled.wrappedBuffer(new byte[] {19}));
      loop.pass(Duration.ofSeconds(1));
    }

    assertThat(failures).containsExactly(CloseReason.HANDSHAKE_TIMEOUT);
    assertThat(link.closed).isTrue();
    assertThat(loop.pendingTimers()).isZero();
  }
}
