package tv.coax.bittorrent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.WireException;

/** BEP 6, and BEP 54 which takes back what was said. */
class FastExtensionTest {
  private final Rig rig = new Rig();

  @Test
  void allowedFastSetIsThatOfTheStandard() {
    byte[] infoHash = new byte[20];
    Arrays.fill(infoHash, (byte) 0xAA);
    InetAddress peer = InetAddress.ofLiteral("80.4.4.200");

    assertThat(AllowedFast.pieces(peer, infoHash, 1313, 7))
        .containsExactly(1059, 431, 808, 1217, 287, 376, 1188);
    assertThat(AllowedFast.pieces(peer, infoHash, 1313, 9))
        .containsExactly(1059, 431, 808, 1217, 287, 376, 1188, 353, 508);
    assertThat(AllowedFast.pieces(InetAddress.ofLiteral("80.4.4.1"), infoHash, 1313, 7))
        .isEqualTo(AllowedFast.pieces(peer, infoHash, 1313, 7));
    assertThat(AllowedFast.pieces(peer, infoHash, 3, 10)).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(AllowedFast.pieces(InetAddress.ofLiteral("::1"), infoHash, 3, 10)).isEmpty();
  }

  @Test
  void whatIsAllowedFastIsOfferedThoughThePeerChokes() {
    rig.says(new Message.HaveAll(), new Message.AllowedFast(5));

    assertThat(rig.peer.offers(5)).isTrue();
    assertThat(rig.peer.offers(6)).isFalse();
    assertThat(rig.told).containsExactly("has 100", "serves");
  }

  @Test
  void chokedPeerIsServedWhatItMayAskForOnce() {
    rig.peer.allowFast(new PieceIndex(2));
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 4; i++) {
        Block block = rig.block(2, i);
        rig.says(new Message.Request(2, block.begin(), block.length()));
      }
      rig.says(new Message.Request(3, 0, Block.SIZE));
    }
    rig.pass(1);

    assertThat(rig.told).filteredOn("requested 2"::equals).hasSize(4);
    assertThat(rig.told).doesNotContain("requested 3");
    assertThat(rig.link.sent).startsWith(new Message.AllowedFast(2));
    assertThat(rig.link.sent.stream().filter(Message.Reject.class::isInstance)).hasSize(6);
  }

  @Test
  void chokingRefusesAllButWhatIsAllowedFast() {
    rig.peer.allowFast(new PieceIndex(2));
    rig.peer.unchoke();
    rig.says(new Message.Request(1, 0, Block.SIZE), new Message.Request(2, 0, Block.SIZE));

    rig.peer.choke();
    rig.pass(1);

    assertThat(rig.link.sent).endsWith(new Message.Reject(1, 0, Block.SIZE));
    assertThat(rig.peer.nextUpload()).isEqualTo(rig.block(2, 0));
  }

  @Test
  void whatAPeerLostIsNotOfferedAndItsBlocksAreReturned() throws WireException {
    rig.says(new Message.HaveAll(), new Message.Unchoke());
    rig.peer.request(rig.block(7, 0));
    rig.peer.request(rig.block(8, 0));

    rig.peer.lost(7);
    rig.peer.lost(7);

    assertThat(rig.peer.offers(7)).isFalse();
    assertThat(rig.peer.offers(8)).isTrue();
    assertThat(rig.returned).isEqualTo(List.of(rig.block(7, 0)));
    assertThat(rig.told).filteredOn("lost piece 7"::equals).hasSize(1);
    rig.says(new Message.Have(7));
    assertThat(rig.peer.offers(7)).isTrue();
  }
}
