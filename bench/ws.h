/* What the floor and the reader have in common: sockets, the clock, and the little of RFC 6455 that they need. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { TEXT = 1, CLOSE = 8, PING = 9, PONG = 10, FIN = 0x80, MASKED = 0x80 };

/* Linux connects what nobody has accepted yet, so an answer may never come. */
enum { HEAD_SECONDS = 5 };

static inline void fail(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerror(errno));
  exit(1);
}

static inline int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* As many open files as the system lets this process have. */
static inline void raise_file_limit(void) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

static inline struct sockaddr_in loopback(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

static inline int listen_on(int port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  struct sockaddr_in address = loopback(port);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 4096)) fail("listen");
  return fd;
}

static inline int connect_to(int port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  struct sockaddr_in address = loopback(port);
  if (fd < 0) fail("socket");
  if (connect(fd, (struct sockaddr *)&address, sizeof address)) {
    close(fd);
    return -1;
  }
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

static inline void unblock(int fd) { fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }

static inline void watch(int epoll, int operation, int fd, uint32_t events, void *what) {
  struct epoll_event event = {.events = events, .data.ptr = what};
  if (epoll_ctl(epoll, operation, fd, &event)) fail("epoll_ctl");
}

/* Sends all of it, waiting for the other side where it must. */
static inline void send_all(int fd, const void *bytes, size_t length) {
  for (const char *at = bytes; length > 0;) {
    ssize_t sent = send(fd, at, length, MSG_NOSIGNAL);
    if (sent < 0 && errno != EINTR) fail("send");
    if (sent > 0) at += sent, length -= sent;
  }
}

/* Reads to the end of an HTTP head, or of a line that is no HTTP; its length, 0 when that does not come. */
static inline size_t read_head(int fd, char *head, size_t size) {
  struct timeval longest = {.tv_sec = HEAD_SECONDS};
  size_t have = 0;
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
  while (have < size - 1 && recv(fd, head + have, 1, 0) == 1) {
    head[++have] = 0;
    if (have >= 4 && !memcmp(head + have - 4, "\r\n\r\n", 4)) return have;
    if (head[have - 1] == '\n' && !strcmp(head, "lines\n")) return have;
  }
  return 0;
}

/* Writes an unmasked frame's header; its length. */
static inline size_t frame_header(uint8_t *to, int opcode, uint64_t length) {
  to[0] = FIN | opcode;
  if (length < 126) {
    to[1] = length;
    return 2;
  }
  int bytes = length < 65536 ? 2 : 8;
  to[1] = bytes == 2 ? 126 : 127;
  for (int i = 0; i < bytes; i++) to[2 + i] = length >> 8 * (bytes - 1 - i);
  return 2 + bytes;
}

/* SHA-1 of a text of up to 119 bytes, which is all that a handshake needs. */
static inline void sha1(const char *text, uint8_t digest[20]) {
  uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  uint8_t blocks[128] = {0};
  size_t length = strlen(text), end = length < 56 ? 64 : 128;
  memcpy(blocks, text, length);
  blocks[length] = 0x80;
  blocks[end - 2] = length * 8 >> 8;
  blocks[end - 1] = length * 8;
#define ROTATE(x, n) ((x) << (n) | (x) >> (32 - (n)))
  for (uint8_t *block = blocks; block < blocks + end; block += 64) {
    uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int i = 0; i < 16; i++)
      w[i] = (uint32_t)block[4 * i] << 24 | block[4 * i + 1] << 16 | block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 80; i++) w[i] = ROTATE(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    for (int i = 0; i < 80; i++) {
      uint32_t f = i < 20   ? ((b & c) | (~b & d)) + 0x5A827999
                   : i < 40 ? (b ^ c ^ d) + 0x6ED9EBA1
                   : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC
                            : (b ^ c ^ d) + 0xCA62C1D6;
      uint32_t next = ROTATE(a, 5) + f + e + w[i];
      e = d, d = c, c = ROTATE(b, 30), b = a, a = next;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
  }
#undef ROTATE
  for (int i = 0; i < 20; i++) digest[i] = h[i / 4] >> 8 * (3 - i % 4);
}

/* Answers a WebSocket handshake whose head has been read; 0 when it was none. */
static inline int accept_handshake(int fd, const char *head) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char key[25] = "", salted[80], answer[200], accept[29] = "";
  const char *name = "\nsec-websocket-key:";
  for (const char *at = head; *at; at++)
    if (!strncasecmp(at, name, strlen(name))) sscanf(at + strlen(name), " %24s", key);
  if (!*key) return 0;
  uint8_t digest[21] = {0};
  snprintf(salted, sizeof salted, "%s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
  sha1(salted, digest);
  for (int i = 0; i < 7; i++) {
    uint32_t three = digest[3 * i] << 16 | digest[3 * i + 1] << 8 | digest[3 * i + 2];
    for (int j = 0; j < 4; j++) accept[4 * i + j] = digits[three >> 6 * (3 - j) & 63];
  }
  accept[27] = '='; /* 20 bytes are 27 digits and a filler */
  snprintf(answer, sizeof answer,
           "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: %s\r\n\r\n", accept);
  send_all(fd, answer, strlen(answer));
  return 1;
}
