/* The floor under every transfer: sendfile into a socket; recv, write, SHA-1, SHA-256 or both of the same bytes. No protocol.
 *   floor send FILE            prints "listening 127.0.0.1:PORT", sends the file to one caller after another
 *   floor recv PORT FILE sha1|sha256|both PIECE
 *   floor hash FILE sha1|sha256 PIECE THREADS      hashing alone, on so many cores */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void die(const char *what) { perror(what); exit(1); }

static off_t size_of(int fd) { struct stat s; if (fstat(fd, &s)) die("fstat"); return s.st_size; }

static void serve(const char *file) {
  int fd = open(file, O_RDONLY), listener = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) die(file);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t n = sizeof a;
  if (bind(listener, (void *)&a, n) || listen(listener, 8) || getsockname(listener, (void *)&a, &n)) die("listen");
  printf("listening 127.0.0.1:%d\n", ntohs(a.sin_port));
  fflush(stdout);
  signal(SIGPIPE, SIG_IGN);
  for (;;) {
    int c = accept(listener, 0, 0);
    off_t at = 0, size = size_of(fd);
    while (at < size && sendfile(c, fd, &at, size - at) > 0) {}
    close(c);
  }
}

static const EVP_MD *digest(const char *name) { return strcmp(name, "sha256") ? EVP_sha1() : EVP_sha256(); }

struct hash { EVP_MD_CTX *ctx; const EVP_MD *md; size_t piece, filled; };

static void begin(struct hash *h, const char *name, size_t piece) {
  *h = (struct hash){EVP_MD_CTX_new(), digest(name), piece, 0};
  EVP_DigestInit_ex(h->ctx, h->md, 0);
}

static void update(struct hash *h, const char *bytes, size_t n) {
  unsigned char out[64];
  while (n) {
    size_t take = h->piece - h->filled < n ? h->piece - h->filled : n;
    EVP_DigestUpdate(h->ctx, bytes, take);
    bytes += take;
    n -= take;
    if ((h->filled += take) == h->piece) {
      EVP_DigestFinal_ex(h->ctx, out, 0);
      EVP_DigestInit_ex(h->ctx, h->md, 0);
      h->filled = 0;
    }
  }
}

static void receive(int port, const char *file, const char *name, size_t piece) {
  int s = socket(AF_INET, SOCK_STREAM, 0), fd = open(file, O_CREAT | O_TRUNC | O_WRONLY, 0644);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (fd < 0 || connect(s, (void *)&a, sizeof a)) die("connect");
  int both = !strcmp(name, "both");
  struct hash first, second;
  begin(&first, both ? "sha1" : name, piece);
  begin(&second, "sha256", piece);
  size_t cap = 256 * 1024;
  char *buffer = malloc(cap);
  for (ssize_t n; (n = recv(s, buffer, cap, 0)) > 0;) {
    if (write(fd, buffer, n) != n) die("write");
    update(&first, buffer, n);
    if (both) update(&second, buffer, n);
  }
}

struct job { int fd; off_t size; size_t piece; const EVP_MD *md; off_t *next; };

static void *hash_pieces(void *p) {
  struct job *j = p;
  char *buffer = malloc(j->piece);
  unsigned char out[64];
  for (;;) {
    off_t at = __atomic_fetch_add(j->next, (off_t)j->piece, __ATOMIC_RELAXED);
    if (at >= j->size) return 0;
    ssize_t n = pread(j->fd, buffer, j->piece, at);
    EVP_Digest(buffer, n, out, 0, j->md, 0);
  }
}

static void hash(const char *file, const char *name, size_t piece, int threads) {
  int fd = open(file, O_RDONLY);
  if (fd < 0) die(file);
  off_t next = 0;
  struct job j = {fd, size_of(fd), piece, digest(name), &next};
  pthread_t t[64];
  for (int i = 0; i < threads; i++) pthread_create(&t[i], 0, hash_pieces, &j);
  for (int i = 0; i < threads; i++) pthread_join(t[i], 0);
}

int main(int argc, char **argv) {
  if (argc == 3 && !strcmp(argv[1], "send")) serve(argv[2]);
  else if (argc == 6 && !strcmp(argv[1], "recv")) receive(atoi(argv[2]), argv[3], argv[4], atol(argv[5]));
  else if (argc == 6 && !strcmp(argv[1], "hash")) hash(argv[2], argv[3], atol(argv[4]), atoi(argv[5]));
  else return 2;
  return 0;
}
