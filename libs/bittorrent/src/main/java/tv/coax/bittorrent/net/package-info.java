/** Links to other peers: an interface for the logic, and TCP over Vert.x and Netty. */
@NullMarked
package tv.coax.bittorrent.net;

import org.jspecify.annotations.NullMarked;
