/*
 * Both ends of a measurement: the node that announces events, and the clients that get them. One process, so that one
 * clock says when an event was sent and when its first and last client had it; and cheap, so that it is never what is
 * measured: it looks at frame headers only, and leaves large payloads in the kernel.
 *
 *   reader FEED_PORT
 *
 * Servers take the events from FEED_PORT: as a WebSocket of Basalt's /ws/blocks, or, after the line "lines", as lines.
 * Commands come on stdin, and each is answered by a line of JSON:
 *
 *   connect N PORT PATH [TEXT]   opens N clients of a server, each of which sends TEXT
 *   post PORT PATH               announces by HTTP POST from now on
 *   events COUNT SIZE BURST PAUSE_US
 *                                COUNT times: sends BURST events of SIZE bytes in one write, waits until every client
 *                                has them, and then PAUSE_US
 *   close                        closes the clients
 */
#include "ws.h"

enum { CLIENTS_MAX = 200000, RECEIVE_BYTES = 4096, START_SECONDS = 60, STALL_SECONDS = 20 };

struct client {
  int fd;
  int have;          /* bytes of the frame's head, and of a control frame's payload, that are in head */
  uint64_t skip;     /* payload bytes that are still to come */
  uint32_t messages; /* in this run */
  int ends;          /* whether the payload's end is a message's */
  uint8_t head[2 + 8 + 125];
};

static struct client *clients;
static int count, open_now, poller, listener, feed = -1;
static enum { FRAMES, LINES, POSTS } manner;
static char post_head[300];
static int64_t number = 1;

/* Of the run: messages that have come, and that have come too often; when the first of the present burst came. */
static int64_t total, repeated, burst_start, first_ns;
static uint32_t announced;

static void reply(const char *text) {
  puts(text);
  fflush(stdout);
}

/* The bytes of a message of a block that follows on the one before, padded to size. */
static size_t block(char *to, size_t size) {
  int length = sprintf(to,
                       "{\"type\":\"new_block\",\"block\":{\"number\":%lld,\"hash\":\"0x%064llx\",\"parentHash\":"
                       "\"0x%064llx\",\"timestamp\":%lld,\"transactionCount\":0,\"pad\":\"",
                       (long long)number, (long long)number, (long long)number - 1, 1710000000000LL + number);
  number++;
  while ((size_t)length < size - 3) to[length++] = 'x';
  return length + sprintf(to + length, "\"}}");
}

/* A message as the server takes it. */
static size_t event(char *to, size_t size) {
  if (manner == FRAMES) {
    size_t header = frame_header((uint8_t *)to, TEXT, size);
    return header + block(to + header, size);
  }
  if (manner == LINES) {
    size_t length = block(to, size);
    to[length] = '\n';
    return length + 1;
  }
  size_t header = sprintf(to, "%s%zu\r\n\r\n", post_head, size);
  return header + block(to + header, size);
}

/* Whoever connects to the feed takes the place of the one before. */
static void attach(void) {
  char head[4096], greeting[1024];
  int fd = accept(listener, NULL, NULL), on = 1;
  if (fd < 0) return;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  size_t length = read_head(fd, head, sizeof head);
  if (!length || (strncmp(head, "lines\n", 6) && !accept_handshake(fd, head))) {
    const char *none = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    send(fd, none, strlen(none), MSG_NOSIGNAL);
    close(fd);
    return;
  }
  if (feed >= 0) close(feed);
  feed = fd;
  manner = head[0] == 'l' ? LINES : FRAMES;
  watch(poller, EPOLL_CTL_ADD, fd, EPOLLIN, &feed);
  /* A relay lets nobody in before it has seen a block. */
  if (manner == FRAMES) send_all(fd, greeting, event(greeting, 300));
}

static void detach(void) {
  close(feed);
  feed = -1;
}

static void drop(struct client *client) {
  struct linger now = {.l_onoff = 1}; /* no TIME_WAIT, so that the next run has all ports */
  setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  close(client->fd);
  client->fd = -1;
  open_now--;
}

static void send_masked(int fd, int opcode, const void *payload, size_t length) {
  uint8_t frame[RECEIVE_BYTES + 14];
  size_t header = frame_header(frame, opcode, length);
  frame[1] |= MASKED;
  memset(frame + header, 0, 4); /* a mask of zeroes changes nothing */
  memcpy(frame + header + 4, payload, length);
  send(fd, frame, header + 4 + length, MSG_NOSIGNAL);
}

/*
 * Has the kernel acknowledge what comes when it is read. A socket that has sent something since, as the answer to a
 * ping, waits with that for more to send, and the timer for it runs on the core of the server, which pays a third more
 * for each message: how it pings would decide what is measured.
 */
static void acknowledge_at_once(int fd) {
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

static void message(struct client *client) {
  if (++client->messages > announced) repeated++;
  if (total++ == burst_start) first_ns = now_ns();
}

/* How many bytes of a frame must be there to know what to do with it. */
static int needed(const uint8_t *head, int have) {
  if (have < 2) return 2;
  if (head[0] & 8) return 2 + (head[1] & 127);
  return (head[1] & 127) == 126 ? 4 : (head[1] & 127) == 127 ? 10 : 2;
}

static uint64_t payload_length(const uint8_t *head) {
  uint64_t length = 0;
  if (head[1] < 126) return head[1];
  for (int i = 2; i < (head[1] == 126 ? 4 : 10); i++) length = length << 8 | head[i];
  return length;
}

static void frame(struct client *client) {
  const uint8_t *head = client->head;
  client->have = 0;
  if (head[0] & 8) {
    if ((head[0] & 15) == PING) {
      send_masked(client->fd, PONG, head + 2, head[1]);
      acknowledge_at_once(client->fd);
    }
    return;
  }
  client->skip = payload_length(head);
  client->ends = head[0] & FIN;
  if (!client->skip && client->ends) message(client);
}

static void parse(struct client *client, const uint8_t *at, size_t length) {
  while (length) {
    size_t take;
    if (client->skip) {
      take = client->skip < length ? client->skip : length;
      client->skip -= take;
      if (!client->skip && client->ends) message(client);
    } else {
      take = needed(client->head, client->have) - client->have;
      if (take > length) take = length;
      memcpy(client->head + client->have, at, take);
      client->have += take;
      if (client->have == needed(client->head, client->have)) frame(client);
    }
    at += take, length -= take;
  }
}

static void readable(struct client *client) {
  uint8_t bytes[RECEIVE_BYTES];
  ssize_t got;
  do {
    size_t left = client->skip;
    if (left >= RECEIVE_BYTES) {
      got = recv(client->fd, NULL, left, MSG_TRUNC); /* dropped in the kernel */
      if (got > 0 && !(client->skip -= got) && client->ends) message(client);
      if (got > 0 && (size_t)got < left) return;
    } else {
      got = recv(client->fd, bytes, sizeof bytes, 0);
      if (got > 0) parse(client, bytes, got);
      if (got > 0 && got < RECEIVE_BYTES) return;
    }
  } while (got > 0);
  if (got == 0 || errno != EAGAIN) drop(client);
}

/* Serves what is ready; whether there is a command. */
static int serve(int timeout_ms) {
  struct epoll_event ready[512];
  int command = 0, n = epoll_wait(poller, ready, 512, timeout_ms);
  for (int i = 0; i < n; i++) {
    void *what = ready[i].data.ptr;
    char ignored[4096];
    if (what == &listener) {
      attach();
    } else if (what == &feed) {
      if (feed >= 0 && recv(feed, ignored, sizeof ignored, MSG_DONTWAIT) == 0) detach();
    } else if (what == stdin) {
      command = 1;
    } else {
      readable(what);
    }
  }
  return command;
}

static void command_connect(char *arguments) {
  int wanted, port, used = 0;
  char path[200], request[400], head[4096];
  if (sscanf(arguments, "%d %d %199s %n", &wanted, &port, path, &used) < 3 || wanted + count > CLIENTS_MAX) {
    return reply("{\"error\":\"connect N PORT PATH [TEXT]\"}");
  }
  snprintf(request, sizeof request,
           "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", path, port);
  for (int64_t deadline = now_ns() + START_SECONDS * 1000000000LL; wanted > 0;) {
    int fd = connect_to(port);
    if (fd >= 0) send_all(fd, request, strlen(request));
    if (fd < 0 || !read_head(fd, head, sizeof head) || !strstr(head, " 101 ")) {
      if (fd >= 0) close(fd);
      if (now_ns() > deadline) break;
      serve(50); /* the server may still be starting, and may want its feed */
      continue;
    }
    if (arguments[used]) send_masked(fd, TEXT, arguments + used, strlen(arguments + used));
    acknowledge_at_once(fd);
    unblock(fd);
    clients[count] = (struct client){.fd = fd};
    watch(poller, EPOLL_CTL_ADD, fd, EPOLLIN, &clients[count++]);
    open_now++;
    wanted--;
    serve(0); /* a feed that waits to be let in would go */
  }
  if (wanted > 0) fprintf(stderr, "port %d: %d clients were not let in within %d s\n", port, wanted, START_SECONDS);
  char answer[60];
  snprintf(answer, sizeof answer, "{\"open\":%d}", open_now);
  reply(answer);
}

static void command_post(const char *arguments) {
  int port;
  char path[200];
  if (sscanf(arguments, "%d %199s", &port, path) < 2 || (feed = connect_to(port)) < 0) {
    return reply("{\"error\":\"post PORT PATH\"}");
  }
  manner = POSTS;
  snprintf(post_head, sizeof post_head, "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ", path);
  watch(poller, EPOLL_CTL_ADD, feed, EPOLLIN, &feed);
  reply("{}");
}

static void command_close(void) {
  for (int i = 0; i < count; i++)
    if (clients[i].fd >= 0) drop(&clients[i]);
  count = 0;
  reply("{}");
}

static int ascending(const void *a, const void *b) {
  int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
  return (left > right) - (left < right);
}

/* The least of n sorted times that so many percent do not exceed. */
static int64_t percentile(const int64_t *times, int n, int percent) {
  return times[((int64_t)n * percent + 99) / 100 - 1];
}

/* "name":{"p50":…,"p99":…,"max":…} in microseconds; sorts the times. */
static int latencies(char *to, const char *name, int64_t *times, int n) {
  qsort(times, n, sizeof *times, ascending);
  return sprintf(to, ",\"%s\":{\"p50\":%.1f,\"p99\":%.1f,\"max\":%.1f}", name,
                 percentile(times, n, 50) / 1e3, percentile(times, n, 99) / 1e3, times[n - 1] / 1e3);
}

/* One burst, in one write; 0 when it did not reach everybody in time. */
static int announce(char *bytes, int size, int burst, int64_t *spread, int64_t *last) {
  size_t length = 0;
  burst_start = total;
  announced += burst;
  int64_t target = total + (int64_t)burst * open_now;
  for (int i = 0; i < burst; i++) length += event(bytes + length, size);
  int64_t sent = now_ns();
  send_all(feed, bytes, length);
  while (total < target) {
    serve(0); /* asleep, it would have to be woken, and that is the server's work */
    if (now_ns() - sent > STALL_SECONDS * 1000000000LL) return 0;
  }
  int64_t done = now_ns();
  *spread = done - first_ns;
  *last = done - sent;
  return 1;
}

static void command_events(const char *arguments) {
  int times, size, burst, pause_us, done = 0;
  if (sscanf(arguments, "%d %d %d %d", &times, &size, &burst, &pause_us) < 4 || size < 300 || times < 1) {
    return reply("{\"error\":\"events COUNT SIZE BURST PAUSE_US, 300 bytes or more\"}");
  }
  if (feed < 0) return reply("{\"error\":\"no server has come for the feed\"}");
  char *bytes = malloc((size_t)burst * (size + sizeof post_head + 20)), answer[600];
  int64_t *spread = calloc(times, sizeof *spread), *last = calloc(times, sizeof *last);
  total = repeated = announced = 0;
  for (int i = 0; i < count; i++) clients[i].messages = 0;
  int64_t started = now_ns();
  while (done < times && announce(bytes, size, burst, &spread[done], &last[done])) {
    done++;
    for (int64_t until = now_ns() + pause_us * 1000LL; now_ns() < until;) serve(0);
  }
  int at = sprintf(answer, "{\"events\":%d,\"deliveries\":%lld,\"lost\":%lld,\"repeated\":%lld,\"open\":%d,\"seconds\":%.3f",
                   done * burst, (long long)total, (long long)announced * open_now - total, (long long)repeated,
                   open_now, (now_ns() - started) / 1e9);
  if (done) {
    at += latencies(answer + at, "firstToLastUs", spread, done);
    at += latencies(answer + at, "sentToLastUs", last, done);
  }
  strcpy(answer + at, "}");
  reply(answer);
  free(bytes), free(spread), free(last);
}

int main(int argc, char **argv) {
  if (argc != 2) return fprintf(stderr, "reader FEED_PORT\n"), 2;
  raise_file_limit();
  clients = calloc(CLIENTS_MAX, sizeof *clients);
  listener = listen_on(atoi(argv[1]));
  poller = epoll_create1(0);
  watch(poller, EPOLL_CTL_ADD, listener, EPOLLIN, &listener);
  watch(poller, EPOLL_CTL_ADD, STDIN_FILENO, EPOLLIN, stdin);
  reply("{}");
  for (char line[4096];;) {
    if (!serve(-1)) continue;
    if (!fgets(line, sizeof line, stdin)) return 0;
    line[strcspn(line, "\n")] = 0;
    if (!strncmp(line, "connect ", 8)) command_connect(line + 8);
    else if (!strncmp(line, "post ", 5)) command_post(line + 5);
    else if (!strncmp(line, "events ", 7)) command_events(line + 7);
    else if (!strcmp(line, "close")) command_close();
    else reply("{\"error\":\"no such command\"}");
  }
}
