package io.blockrelay.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A way to a port on which the bytes may be held up; those that come back never are. */
final class SlowProxy implements AutoCloseable {
  private static final int PIECE_BYTES = 16 * 1024;

  private final ServerSocket server;
  private final int target;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile int piecesASecond = Integer.MAX_VALUE;

  SlowProxy(int target) {
    this.target = target;
    try {
      server = new ServerSocket();
      server.setReceiveBufferSize(PIECE_BYTES);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many have been made so far. */
  int connections() {
    return connections.get();
  }

  /** Passes so many pieces of 16 KB on in a second; 0 for none. */
  void slow(int pieces) {
    piecesASecond = pieces;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket from = server.accept();
      connections.incrementAndGet();
      Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
      run(() -> pass(from, to, true));
      run(() -> pass(to, from, false));
    }
  }

  private void pass(Socket from, Socket to, boolean slowly) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[PIECE_BYTES];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        out.write(piece, 0, read);
        if (slowly) {
          rest(from);
        }
      }
    }
  }

  private void rest(Socket until) {
    if (piecesASecond < Integer.MAX_VALUE) {
      LockSupport.parkNanos(1_000_000_000L / Math.max(1, piecesASecond));
    }
    while (piecesASecond == 0 && !until.isClosed()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                // By one of the two that it stands between, or by the test.
              }
            },
            "slow-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
