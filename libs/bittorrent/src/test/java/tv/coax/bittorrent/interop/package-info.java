/** The engine beside other programs' engines: real processes on loopback, both directions. */
package tv.coax.bittorrent.interop;
