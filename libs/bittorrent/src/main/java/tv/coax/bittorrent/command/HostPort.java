package tv.coax.bittorrent.command;

import java.net.InetSocketAddress;
import picocli.CommandLine.TypeConversionException;

/** Addresses as {@code HOST:PORT}, IPv6 in brackets. */
final class HostPort {
  private HostPort() {}

  /** Reads the text of an option; a name is looked up. */
  static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    int port = port(text.substring(colon + 1));
    if (host.isEmpty() || port < 0) {
      throw new TypeConversionException("'" + text + "' is not HOST:PORT");
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new TypeConversionException("the host '" + host + "' is unknown");
    }
    return address;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > 0xFFFF ? -1 : port;
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }

  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }
}
