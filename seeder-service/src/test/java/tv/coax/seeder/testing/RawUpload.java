package tv.coax.seeder.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An upload as bytes on a socket, to be sent in part, or to be broken off by closing it. */
public final class RawUpload implements AutoCloseable {
  private final Socket socket;

  private RawUpload(Socket socket) {
    this.socket = socket;
  }

  /** Sends the operator's request as far as its body. */
  public static RawUpload begin(URI service, String title, String... headers) throws IOException {
    RawUpload upload = new RawUpload(new Socket(service.getHost(), service.getPort()));
    upload.socket.setSoTimeout(10_000);
    StringBuilder head = new StringBuilder("POST /api/titles/" + title + "/assets HTTP/1.1\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Host: 127.0.0.1\r\nAuthorization: Bearer ").append(Films.operator());
    upload.send(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    return upload;
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** The answer, head and body; it must be a JSON document. */
  public String answer() throws IOException {
    byte[] answer = new byte[8192];
    int length = 0;
    while (length < answer.length
        && !new String(answer, 0, length, StandardCharsets.UTF_8).endsWith("}")) {
      int count = socket.getInputStream().read(answer, length, answer.length - length);
      if (count < 0) {
        break;
      }
      length += count;
    }
    return new String(Arrays.copyOf(answer, length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
