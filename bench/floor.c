/*
 * The floor: what a fan-out costs at the least. Takes events as lines from the reader, frames each once, and sends the
 * same bytes to every client in a loop of send(). With "joined", all events that have come at once are one send().
 *
 *   floor PORT FEED_PORT [joined]
 */
#include "ws.h"

enum { CLIENTS_MAX = 200000, FEED_BYTES = 1 << 20 };

struct client {
  int fd;
  size_t waits, sent; /* of its own copy of what the socket would not take */
  char *pending;
};

static struct client *clients[CLIENTS_MAX];
static int count;
static int poller;

static void keep(struct client *client, const char *rest, size_t length) {
  client->pending = realloc(client->pending, client->waits + length);
  memcpy(client->pending + client->waits, rest, length);
  if (!client->waits) watch(poller, EPOLL_CTL_MOD, client->fd, EPOLLIN | EPOLLOUT, client);
  client->waits += length;
}

static void drop(struct client *client) {
  for (int i = 0; i < count; i++)
    if (clients[i] == client) clients[i] = clients[--count];
  close(client->fd);
  free(client->pending);
  free(client);
}

static void flush(struct client *client) {
  ssize_t sent = send(client->fd, client->pending + client->sent, client->waits - client->sent, MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) return drop(client);
  if (sent > 0) client->sent += sent;
  if (client->sent == client->waits) {
    client->sent = client->waits = 0;
    watch(poller, EPOLL_CTL_MOD, client->fd, EPOLLIN, client);
  }
}

static void broadcast(const char *bytes, size_t length) {
  for (int i = 0; i < count; i++) {
    struct client *client = clients[i];
    ssize_t sent = client->waits ? 0 : send(client->fd, bytes, length, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno != EAGAIN) continue; /* it has gone, and is dropped when epoll says so */
      sent = 0;
    }
    if ((size_t)sent < length) keep(client, bytes + sent, length - sent);
  }
}

static void welcome(int listener) {
  char head[4096];
  int fd = accept(listener, NULL, NULL), on = 1;
  if (fd < 0) return;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (!read_head(fd, head, sizeof head) || !accept_handshake(fd, head) || count == CLIENTS_MAX) {
    close(fd);
    return;
  }
  unblock(fd);
  struct client *client = calloc(1, sizeof *client);
  client->fd = fd;
  clients[count++] = client;
  watch(poller, EPOLL_CTL_ADD, fd, EPOLLIN, client);
}

/* Frames the whole lines that have come, and sends them; the feed's end is the floor's. */
static void events(int feed, int joined) {
  static char lines[FEED_BYTES], frames[2 * FEED_BYTES]; /* an empty line becomes 2 bytes, and no other grows more */
  static size_t have;
  ssize_t got = recv(feed, lines + have, sizeof lines - have, 0);
  if (got <= 0) exit(0);
  have += got;
  size_t used = 0, framed = 0;
  for (char *end; (end = memchr(lines + used, '\n', have - used));) {
    size_t length = end - (lines + used), start = framed;
    framed += frame_header((uint8_t *)frames + framed, TEXT, length);
    memcpy(frames + framed, lines + used, length);
    framed += length;
    used += length + 1;
    if (!joined) broadcast(frames + start, framed - start);
  }
  if (joined && framed) broadcast(frames, framed);
  memmove(lines, lines + used, have -= used);
  if (have == sizeof lines) {
    fprintf(stderr, "an event of %d bytes or more, which is too large\n", FEED_BYTES);
    exit(1);
  }
}

int main(int argc, char **argv) {
  if (argc < 3) return fprintf(stderr, "floor PORT FEED_PORT [joined]\n"), 2;
  raise_file_limit();
  int listener = listen_on(atoi(argv[1])), feed = connect_to(atoi(argv[2])), joined = argc > 3;
  if (feed < 0) fail("connect to the feed");
  send_all(feed, "lines\n", 6);
  poller = epoll_create1(0);
  watch(poller, EPOLL_CTL_ADD, listener, EPOLLIN, &listener);
  watch(poller, EPOLL_CTL_ADD, feed, EPOLLIN, &feed);
  for (struct epoll_event ready[256];;) {
    int n = epoll_wait(poller, ready, 256, -1);
    for (int i = 0; i < n; i++) {
      void *what = ready[i].data.ptr;
      char ignored[4096];
      if (what == &listener) {
        welcome(listener);
      } else if (what == &feed) {
        events(feed, joined);
      } else if (ready[i].events & EPOLLOUT) {
        flush(what);
      } else if (recv(((struct client *)what)->fd, ignored, sizeof ignored, 0) <= 0) {
        drop(what);
      }
    }
  }
}
