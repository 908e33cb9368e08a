/** The peer wire protocol: messages, handshake and codec (BEP 3, 6, 10, 52). */
@NullMarked
package tv.coax.bittorrent.wire;

import org.jspecify.annotations.NullMarked;
