package io.blockrelay;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** One who comes to the clients' port with bad input of every kind, from an address of its own. */
final class Nuisance {
  private static final int HELD_MAX = 40;
  private static final String CHARACTERS = "aZ09 :/?&=%{}\"\\\0\r\n\t\u00ff";

  private final int port;
  private final String address;
  private final String key;
  private final Random random;

  /** Connections that are left open, for the relay to end. */
  private final Deque<RawClient> held = new ArrayDeque<>();

  /** What it does. */
  enum Kind {
    GARBAGE,
    TLS_HELLO,
    SLOW_HEAD,
    HUGE_HEADER,
    PIPELINE,
    WRONG_KEY,
    OTHER_NETWORK,
    BENT_HANDSHAKE,
    BENT_FRAMES,
    MESSAGE_FLOOD,
    PING_FLOOD,
    BAD_POST,
    TOO_MANY_CONNECTIONS,
    ABANDONED
  }

  Nuisance(int port, String address, String key, long seed) {
    this.port = port;
    this.address = address;
    this.key = key;
    this.random = new Random(seed);
  }

  /** Does one thing; that the relay hangs up meanwhile is fine. */
  Kind act() {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    try {
      RawClient client = RawClient.from(address, port);
      held.add(client);
      act(kind, client);
      if (random.nextBoolean()) {
        client.reset();
      }
    } catch (IOException hungUp) {
      // It may: nothing of this is a client's good right.
    }
    while (held.size() > HELD_MAX) {
      held.remove().close();
    }
    return kind;
  }

  void leave() {
    held.forEach(RawClient::close);
  }

  private void act(Kind kind, RawClient client) throws IOException {
    switch (kind) {
      case GARBAGE -> client.send(bytes(1 + random.nextInt(20_000)));
      case TLS_HELLO -> {
        client.send(new byte[] {22, 3, 1, (byte) random.nextInt(64), 0, 1, 0});
        client.send(bytes(random.nextInt(2_000)));
      }
      case SLOW_HEAD -> {
        String head = RawClient.handshake(right());
        client.send(head.substring(0, random.nextInt(head.length() - 2)));
      }
      case HUGE_HEADER ->
          client.send(
              RawClient.request(right(), "X-Large: " + "x".repeat(random.nextInt(200_000))));
      case PIPELINE ->
          client.send(
              (get(right()) + get("/sse/blocks?apikey=" + key) + RawClient.handshake(right()))
                  .repeat(1 + random.nextInt(20)));
      case WRONG_KEY -> client.send(RawClient.handshake("/ws/blocks?apikey=" + word()));
      case OTHER_NETWORK -> client.send(RawClient.handshake("/ws/blocks?apikey=elsewhere"));
      case BENT_HANDSHAKE -> client.send(bent(RawClient.handshake(right())));
      case BENT_FRAMES -> {
        upgrade(client);
        client.send(RawClient.masked(random.nextInt(256), bytes(random.nextInt(100_000))));
        client.send(bytes(random.nextInt(2_000)));
      }
      case MESSAGE_FLOOD -> {
        upgrade(client);
        flood(client, RawClient.FINAL | RawClient.TEXT);
      }
      case PING_FLOOD -> {
        upgrade(client);
        flood(client, RawClient.FINAL | RawClient.PING);
      }
      case BAD_POST ->
          client.send(
              "POST /ws/blocks?apikey=%s HTTP/1.1\r\nHost: relay\r\n%s\r\n\r\n%s"
                  .formatted(key, badLength(), "x".repeat(random.nextInt(5_000))));
      case TOO_MANY_CONNECTIONS -> {
        for (int i = 0; i < 20; i++) {
          RawClient more = RawClient.from(address, port);
          held.add(more);
          more.send(RawClient.handshake(right()));
        }
      }
      case ABANDONED -> client.send(RawClient.handshake(right()));
    }
  }

  private void upgrade(RawClient client) throws IOException {
    client.send(RawClient.handshake(right()));
    client.readHead();
  }

  private void flood(RawClient client, int firstByte) throws IOException {
    byte[] frame = RawClient.masked(firstByte, bytes(random.nextInt(100)));
    for (int i = 0; i < 2_000; i++) {
      client.send(frame);
    }
  }

  private String badLength() {
    return switch (random.nextInt(5)) {
      case 0 -> "Content-Length: -1";
      case 1 -> "Content-Length: 99999999999999999999";
      case 2 -> "Transfer-Encoding: chunked\r\nContent-Length: 3";
      case 3 -> "Transfer-Encoding: " + word();
      default -> "Content-Length: 100000000";
    };
  }

  private String right() {
    return "/ws/blocks?apikey=" + key;
  }

  private static String get(String uri) {
    return "GET " + uri + " HTTP/1.1\r\nHost: relay\r\n\r\n";
  }

  private String bent(String text) {
    StringBuilder bent = new StringBuilder(text);
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
      bent.setCharAt(random.nextInt(bent.length()), other);
    }
    return bent.toString();
  }

  private String word() {
    return Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
