package io.svcaudit.kube;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that does to each connection what a test says.
final class RawServer implements AutoCloseable {
  @FunctionalInterface
  interface Conduct {
    /// The request's head is read; the connection is closed afterwards.
    void meet(String request, Socket socket, OutputStream out) throws Exception;
  }

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger connections = new AtomicInteger();

  RawServer(Conduct conduct) throws IOException {
    this(conduct, true);
  }

  /// A server that does not listen before it speaks.
  static RawServer saying(String text) throws IOException {
    return new RawServer((_, _, out) -> out.write(bytes(text)), false);
  }

  private RawServer(Conduct conduct, boolean listens) throws IOException {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (!server.isClosed()) {
            try {
              Socket socket = server.accept();
              connections.incrementAndGet();
              Thread.ofPlatform().daemon().start(() -> serve(conduct, socket, listens));
            } catch (IOException _) {
              return;
            }
          }
        });
  }

  private static void serve(Conduct conduct, Socket socket, boolean listens) {
    try (socket) {
      String request = listens ? head(socket.getInputStream()) : "";
      conduct.meet(request, socket, socket.getOutputStream());
      socket.shutdownOutput();
      // Closing with bytes unread would reset the connection.
      if (!listens) socket.getInputStream().readNBytes(1 << 16);
    } catch (Exception _) {
      // The client is gone.
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.append((char) b);
      if (head.toString().endsWith("\r\n\r\n")) break;
    }
    return head.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
