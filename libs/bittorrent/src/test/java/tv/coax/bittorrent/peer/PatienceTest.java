package tv.coax.bittorrent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.Message;

/** How long what a peer does, or does not do, is borne. Time passes here only as the test says. */
class PatienceTest {
  private final Rig rig = new Rig();

  @Test
  void whoSaysNothingIsClosed() {
    rig.pass(149);
    assertThat(rig.closed).isNull();

    rig.pass(5);

    assertThat(rig.closed).isEqualTo(CloseReason.SILENT);
  }

  @Test
  void whoOnlyKeepsAliveStays() {
    for (int i = 0; i < 30; i++) {
      rig.says(new Message.KeepAlive());
      rig.pass(100);
    }

    assertThat(rig.closed).isNull();
    assertThat(rig.link.sent).contains(new Message.KeepAlive());
  }

  @Test
  void aMessageThatComesByteByByteIsNoSignOfLife() {
    rig.saysBytes((byte) 0, (byte) 0, (byte) 1, (byte) 0, (byte) 20);
    for (int i = 0; i < 20 && rig.closed == null; i++) {
      rig.saysBytes((byte) 1);
      rig.pass(10);
    }

    assertThat(rig.closed).isEqualTo(CloseReason.SILENT);
  }

  @Test
  void whoServesUsAndNeverSendsABlockIsClosedAndTheBlocksAreReturned() {
    rig.says(new Message.HaveAll(), new Message.Unchoke());
    Block block = rig.block(3, 0);
    for (int i = 0; i < 200 && rig.closed == null; i++) {
      rig.says(new Message.KeepAlive());
      if (rig.peer.outstanding() == 0) {
        rig.peer.request(block);
      }
      rig.pass(1);
    }

    assertThat(rig.closed).isEqualTo(CloseReason.NO_BLOCKS);
    assertThat(rig.returned).containsOnly(block).hasSize(5);
  }

  @Test
  void whoSendsABlockNowAndThenStays() {
    rig.says(new Message.HaveAll(), new Message.Unchoke());
    for (int i = 0; i < 40; i++) {
      rig.peer.request(rig.block(i, 0));
      rig.pass(50);
      rig.peer.request(rig.block(i, 1));
      rig.says(new Message.Piece(i, Block.SIZE, Unpooled.buffer().writeZero(Block.SIZE)));
    }

    assertThat(rig.closed).isNull();
  }

  @Test
  void whatWeDoNotReadIsNotHeldAgainstThePeer() {
    rig.says(new Message.HaveAll(), new Message.Unchoke());
    rig.peer.request(rig.block(0, 0));
    rig.peer.pause(PauseReason.DISK, true);

    rig.pass(1000);

    assertThat(rig.closed).isNull();
    assertThat(rig.returned).isEmpty();
  }

  @Test
  void whoTakesNothingOfWhatItAskedForIsClosed() {
    rig.link.takes = false;
    rig.peer.send(new Message.HaveAll());
    for (int i = 0; i < 100 && rig.closed == null; i++) {
      rig.says(new Message.KeepAlive());
      rig.pass(1);
    }

    assertThat(rig.closed).isEqualTo(CloseReason.NOT_READING);
  }

  @Test
  void whoTakesLittleStays() {
    rig.link.takes = false;
    for (int i = 0; i < 10; i++) {
      rig.peer.send(new Message.HaveAll());
    }
    for (int i = 0; i < 10; i++) {
      rig.says(new Message.KeepAlive());
      rig.pass(80);
      rig.link.take(1);
    }

    assertThat(rig.closed).isNull();
  }

  @Test
  void answersThatNobodyReadsDoNotPileUp() {
    rig.link.takes = false;
    Message.Request refused = new Message.Request(0, 0, 16384);
    int sent = 0;
    while (rig.closed == null && sent < 100_000) {
      rig.says(refused);
      rig.peer.send(new Message.Extended(1, new byte[16_000]));
      rig.loop.pass(java.time.Duration.ofMillis(20));
      sent++;
    }

    assertThat(rig.closed).isEqualTo(CloseReason.NOT_READING);
    assertThat(rig.link.unsentBytes()).isLessThan(300_000);
  }

  @Test
  void messagesOfNoUseWithoutEndCloseTheConnection() {
    for (Message message :
        new Message[] {
          new Message.KeepAlive(),
          new Message.Interested(),
          new Message.Choke(),
          new Message.Port(1),
          new Message.Unknown(99),
          new Message.Cancel(0, 0, 16384),
          new Message.Reject(0, 0, 16384),
          new Message.SuggestPiece(1),
          new Message.AllowedFast(1),
          new Message.Extended(7, new byte[10]),
          new Message.Extended(0, new ExtendedHandshake(Map.of(), 0, "", 0, false, 0).encode()),
        }) {
      Rig flooded = new Rig();
      int count = 0;
      while (flooded.closed == null && count < 10_000) {
        flooded.says(message);
        count++;
      }
      assertThat(flooded.closed).as("%s", message).isEqualTo(CloseReason.MESSAGE_FLOOD);
    }
  }

  @Test
  void requestsThatAreRefusedWithoutEndCloseTheConnection() {
    while (rig.closed == null) {
      rig.says(new Message.Request(0, 0, 16384));
    }

    assertThat(rig.closed).isEqualTo(CloseReason.REQUEST_FLOOD);
  }

  @Test
  void aQueueThatIsRefusedAtEveryChokeIsNoFlood() {
    for (int round = 0; round < 100; round++) {
      rig.peer.unchoke();
      for (int i = 0; i < Peer.UPLOAD_QUEUE; i++) {
        rig.says(new Message.Request(i % Rig.PIECES, 0, 16384));
      }
      rig.peer.choke();
      for (int i = 0; i < Peer.UPLOAD_QUEUE; i++) {
        rig.says(new Message.Request(i % Rig.PIECES, 0, 16384));
      }
      rig.pass(10);
    }

    assertThat(rig.closed).isNull();
  }

  @Test
  void requestsBeyondTheQueueAreRefused() {
    rig.peer.unchoke();
    for (int i = 0; i < Peer.UPLOAD_QUEUE + 10; i++) {
      rig.says(new Message.Request(i % Rig.PIECES, 0, 16384));
    }
    rig.pass(1);

    assertThat(rig.link.sent.stream().filter(Message.Reject.class::isInstance)).hasSize(10);
  }
}
