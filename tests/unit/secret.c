/* After use no copy of a credential is left in this process's memory: not of the plain text, nor of
 * the header that it was sent in. The words looked for are kept disguised, and compared byte by
 * byte. */

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "lib/gong/basic.h"
#include "lib/gong/credential.h"
#include "lib/http/http.h"
#include "lib/state/connection.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

enum { MASK = 0x55, WORD = 24 };

static unsigned char plain[WORD], header[WORD]; /* disguised */

/* The secret, from its disguise; the caller's buffer is wiped. */
static void reveal(struct buf *b)
{
    for (size_t i = 0; i < WORD; i++)
        buf_byte(b, (char)(plain[i] ^ MASK));
}

static int copies_in(const volatile unsigned char *at, size_t len, const unsigned char *word)
{
    int n = 0;
    for (size_t i = 0; i + WORD <= len; i++) {
        size_t k = 0;
        while (k < WORD && (at[i + k] ^ MASK) == word[k])
            k++;
        n += k == WORD;
    }
    return n;
}

#if defined(__SANITIZE_ADDRESS__)
enum { SCAN = 0 }; /* its shadow cannot be read, and it keeps freed memory as it was */
#else
enum { SCAN = 1 };
#endif

/* In every writable region. */
static int copies(const unsigned char *word)
{
    char line[512];
    int n = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    CHECK(maps != NULL);
    while (SCAN && maps && fgets(line, sizeof(line), maps)) {
        unsigned long from, to;
        char mode[5];
        if (sscanf(line, "%lx-%lx %4s", &from, &to, mode) != 3 || strncmp(mode, "rw", 2) != 0 ||
            strstr(line, "[vvar]") || to - from > (256ul << 20))
            continue;
        n += copies_in((const volatile unsigned char *)from, to - from, word);
    }
    if (maps)
        fclose(maps);
    return n;
}

static pid_t serve(int *port)
{
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(at);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(bind(fd, (struct sockaddr *)&at, sizeof(at)) == 0 && listen(fd, 4) == 0);
    CHECK(getsockname(fd, (struct sockaddr *)&at, &size) == 0);
    *port = ntohs(at.sin_port);
    pid_t pid = fork();
    if (pid != 0) {
        close(fd);
        return pid;
    }
    for (;;) {
        char request[4096];
        int c = accept(fd, NULL, NULL);
        if (read(c, request, sizeof(request)) < 0 || write(c, answer, sizeof(answer) - 1) < 0)
            _exit(1);
        close(c);
    }
}

/* What gong-auth and a fetcher do with it: read a file, save, load, send. */
static void use(int port)
{
    struct fault f = {0};
    struct connection c, back;
    struct buf text = {.limit = 4096, .secret = true}, value = {.limit = 4096, .secret = true};
    struct http_response a = {0};
    char url[64];
    buf_text(&text, "KEY\n");
    reveal(&text);
    CHECK(connection_init(&c, NULL, &f) == 0);
    CHECK(credential_read(&c.key, &c.secret, buf_view(&text), &f) == 0);
    snprintf(c.base_url, sizeof(c.base_url), "https://us-1.api.gong.io");
    CHECK(connection_save(&c, NULL, &f) == 0);
    CHECK(connection_load(&back, NULL, NULL, &f) == 0);
    buf_text(&value, "Basic ");
    basic_credential(&value, buf_view(&back.key), buf_view(&back.secret));
    for (size_t i = 0; i < WORD; i++)
        header[i] = (unsigned char)(value.at[6 + 6 + i] ^ MASK);
    CHECK(!SCAN || (copies(plain) > 0 && copies(header) > 0)); /* the search finds what is there */

    struct http_limits limits = {.any_address = true};
    struct http *h = http_new(&limits, &f);
    snprintf(url, sizeof(url), "http://127.0.0.1:%d/v2/users", port);
    struct http_request q = {.method = "GET", .url = url, .authorization = buf_view(&value)};
    for (int i = 0; i < 3; i++)
        CHECK(http_send(h, &q, &a, &f) == 0 && a.status == 200);
    http_response_clear(&a);
    http_free(h);
    buf_free(&text);
    buf_free(&value);
    connection_clear(&back);
    connection_clear(&c);
}

int main(void)
{
    int port = 0;
    scratch_begin();
    for (size_t i = 0; i < WORD; i++)
        plain[i] = (unsigned char)(("ABCDEFGHJKLMNPQRSTUVWXYZ"[(i * 7 + 3) % 24]) ^ MASK);
    pid_t server = serve(&port);
    use(port);
    CHECK(copies(plain) == 0);
    CHECK(copies(header) == 0);
    kill(server, SIGTERM);
    waitpid(server, NULL, 0);
    return check_end();
}
