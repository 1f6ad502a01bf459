package io.blockrelay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** A client down to its bytes, for what no library would send, or not read. */
final class RawClient implements Closeable {
  static final int TEXT = 0x1;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;
  static final int FINAL = 0x80;
  static final int COMPRESSED = 0x40;

  private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  private static final String VERSION = "Sec-WebSocket-Version: 13";
  private static final int READ_TIMEOUT_MS = 30_000;
  private static final int MASKED = 0x80;

  private final Socket socket;
  private final DataInputStream in;
  private boolean begun;

  /** A frame that the relay sent; relays mask nothing. */
  record Frame(int firstByte, Buffer payload) {
    int opcode() {
      return firstByte & 0xF;
    }

    /** Whether it has the bit of RFC 7692. */
    boolean compressed() {
      return (firstByte & COMPRESSED) != 0;
    }

    /** The message that is in it. */
    String text() {
      return (compressed() ? Compressed.inflate(payload.getBytes()) : payload).toString();
    }

    /** The number of the block that it tells of. */
    long block() {
      return new JsonObject(text()).getJsonObject("block").getLong("number");
    }

    int closeCode() {
      return payload.length() < 2 ? -1 : payload.getUnsignedShort(0);
    }
  }

  private RawClient(int port, int receiveBytes) throws IOException {
    this(connected(new Socket(), port, receiveBytes));
  }

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(READ_TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  private static Socket connected(Socket socket, int port, int receiveBytes) throws IOException {
    if (receiveBytes > 0) {
      socket.setReceiveBufferSize(receiveBytes);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  /** Whoever is connected already. */
  static RawClient over(Socket socket) throws IOException {
    return new RawClient(socket);
  }

  /** Connected from that address of the loopback, and silent. */
  static RawClient from(String address, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(address, 0));
    return new RawClient(connected(socket, port, 0));
  }

  /** Connected, and silent. */
  static RawClient connect(int port) throws IOException {
    return new RawClient(port, 0);
  }

  /** A WebSocket whose kernel keeps about so many bytes that nobody has read. */
  static RawClient open(int port, int receiveBytes, String uri) throws IOException {
    RawClient client = new RawClient(port, receiveBytes);
    client.send(handshake(uri));
    String head = client.readHead();
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("no handshake: " + head);
    }
    return client;
  }

  static RawClient open(int port, int receiveBytes) throws IOException {
    return open(port, receiveBytes, "/ws/blocks");
  }

  static RawClient open(int port) throws IOException {
    return open(port, 0);
  }

  /** An event stream whose kernel keeps about so many bytes that nobody has read. */
  static RawClient stream(int port, int receiveBytes, String uri) throws IOException {
    RawClient client = new RawClient(port, receiveBytes);
    client.send("GET " + uri + " HTTP/1.1\r\nHost: relay\r\n\r\n");
    String head = client.readHead();
    if (!head.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("no stream: " + head);
    }
    return client;
  }

  /** A handshake as it should be. */
  static String handshake(String uri) {
    return request(uri, KEY, VERSION);
  }

  /** The same from a client that offers compression. */
  static String compressingHandshake(String uri) {
    return request(uri, KEY, VERSION, "Sec-WebSocket-Extensions: permessage-deflate");
  }

  /** A request for an upgrade with these further headers. */
  static String request(String uri, String... headers) {
    return "GET "
        + uri
        + " HTTP/1.1\r\nHost: relay\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + String.join("\r\n", headers)
        + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
  }

  /** JSON by HTTP. */
  static String post(String uri, String body) {
    return "POST %s HTTP/1.1\r\nHost: relay\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(uri, body.length(), body);
  }

  /** A frame as clients must send it. */
  static byte[] masked(int firstByte, byte[] payload) {
    // Masked with zeros, a payload is itself.
    return head(firstByte, MASKED, payload.length).appendInt(0).appendBytes(payload).getBytes();
  }

  static byte[] unmasked(int firstByte, byte[] payload) {
    return head(firstByte, 0, payload.length).appendBytes(payload).getBytes();
  }

  private static Buffer head(int firstByte, int mask, int length) {
    Buffer head = Buffer.buffer(14 + length).appendByte((byte) firstByte);
    if (length < 126) {
      return head.appendByte((byte) (mask | length));
    }
    return length <= 0xFFFF
        ? head.appendByte((byte) (mask | 126)).appendUnsignedShort(length)
        : head.appendByte((byte) (mask | 127)).appendLong(length);
  }

  void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends it, or finds that the relay has hung up already. */
  void trySend(byte[] bytes) {
    try {
      send(bytes);
    } catch (IOException hungUp) {
      // Whoever reads next sees it too.
    }
  }

  /** An HTTP answer's status line and headers; what there was of them when the relay hung up. */
  String readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next;
      try {
        next = in.read();
      } catch (SocketException reset) {
        next = -1;
      }
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** What follows until the relay hangs up. */
  String readRest() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  /** The next frame, null when the relay has hung up. */
  @Nullable Frame readFrame() throws IOException {
    try {
      int firstByte = in.readUnsignedByte();
      long length = in.readUnsignedByte();
      length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
      return new Frame(firstByte, Buffer.buffer(in.readNBytes((int) length)));
    } catch (EOFException | SocketException hungUp) {
      return null;
    }
  }

  /** The next frame; fails when the relay has hung up. */
  Frame nextFrame() throws IOException {
    Frame next = readFrame();
    if (next == null) {
      throw new EOFException("the relay has hung up");
    }
    return next;
  }

  /**
   * The next frame. Before the first one, blocks below that number may come: when one client has
   * them, those of another event loop may still be sent them, and so may whoever comes to it now.
   */
  Frame nextFrame(long number) throws IOException {
    Frame next = nextFrame();
    while (!begun && next.opcode() == TEXT && next.block() < number) {
      next = nextFrame();
    }
    begun = true;
    return next;
  }

  /** The code that the relay closes with, -1 when it just hangs up. */
  int closeCode() throws IOException {
    for (Frame frame = readFrame(); frame != null; frame = readFrame()) {
      if (frame.opcode() == CLOSE) {
        return frame.closeCode();
      }
    }
    return -1;
  }

  /** Whether the relay has hung up; drops what it said. */
  boolean ended() {
    try {
      socket.setSoTimeout(1);
      int next;
      do {
        next = in.read();
      } while (next >= 0);
      return true;
    } catch (SocketTimeoutException stands) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Hangs up without a word, by a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
