/* The client against a server that misbehaves, URLs, Retry-After and addresses. */

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/http/address.h"
#include "lib/http/http.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static const struct {
    const char *path, *answer;
} answers[] = {
    {"/ok", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-TraceId: abc-1\033[2J\r\n\r\n{}"},
    {"/cut", "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}"},
    {"/chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"},
    {"/moved", "HTTP/1.1 302 Found\r\nLocation: /ok\r\nContent-Length: 0\r\n\r\n"},
    {"/slow", "HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"},
    {"/once", "HTTP/1.1 100 Continue\r\nRetry-After: 9\r\n\r\n"
              "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"},
    {"/junk", "this is not HTTP at all\r\n\r\n"},
    {"/none", ""},
};

static void serve_one(int fd, const char *log)
{
    char request[65536];
    size_t have = 0;
    ssize_t n;
    while (have < sizeof(request) - 1 &&
           (n = read(fd, request + have, sizeof(request) - 1 - have)) > 0) {
        have += (size_t)n;
        request[have] = '\0';
        if (strstr(request, "\r\n\r\n"))
            break;
    }
    FILE *out = fopen(log, "a");
    fwrite(request, 1, have, out);
    fclose(out);
    char *path = strchr(request, ' ');
    if (!path)
        return;
    path++;
    path[strcspn(path, " ?")] = '\0';
    for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
        if (strcmp(answers[i].path, path) == 0 &&
            write(fd, answers[i].answer, strlen(answers[i].answer)) < 0)
            return;
    char block[4096];
    memset(block, 'x', sizeof(block));
    const char *start = "HTTP/1.1 200 OK\r\n\r\n";
    if (strcmp(path, "/endless") == 0 && write(fd, start, strlen(start)) > 0)
        while (write(fd, block, sizeof(block)) > 0)
            ;
    if (strcmp(path, "/headers") == 0 && write(fd, start, 17) > 0) {
        memcpy(block, "X: ", 3);
        memcpy(block + sizeof(block) - 2, "\r\n", 2);
        while (write(fd, block, sizeof(block)) > 0)
            ;
    }
    if (strcmp(path, "/stall") == 0 && write(fd, start, strlen(start)) > 0)
        pause();
    if (strcmp(path, "/reset") == 0) {
        struct linger now = {1, 0};
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
    }
}

static pid_t serve(int *port, const char *log)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(at);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof(at)) == 0 && listen(fd, 16) == 0);
    CHECK(getsockname(fd, (struct sockaddr *)&at, &size) == 0);
    *port = ntohs(at.sin_port);
    pid_t pid = fork();
    if (pid != 0) {
        close(fd);
        return pid;
    }
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        int c = accept(fd, NULL, NULL);
        if (c >= 0 && fork() == 0) {
            alarm(20); /* nobody waits for a stalled answer's process */
            serve_one(c, log);
            _exit(0);
        }
        close(c);
    }
}

static int ask(const struct http_limits *l, int port, const char *path, struct http_response *a,
               struct fault *f)
{
    char url[200];
    snprintf(url, sizeof(url), "http://127.0.0.1:%d%s?secret=CANARY", port, path);
    *f = (struct fault){0};
    struct http *h = http_new(l, f);
    struct http_request q = {
        .method = "GET", .url = url, .authorization = span_of("Basic Q0FOQVJZ")};
    int ok = http_send(h, &q, a, f);
    http_free(h);
    CHECK(strstr(f->text, "CANARY") == NULL);
    return ok;
}

static void misbehaviours(int port, const char *log)
{
    struct http_limits l = {
        .body = 1 << 20, .headers = 64 << 10, .low_speed_ms = 1000, .any_address = true};
    struct http_response a = {0};
    struct fault f;
    CHECK(ask(&l, port, "/ok", &a, &f) == 0 && a.status == 200 && strcmp(a.body.at, "{}") == 0);
    CHECK(strcmp(a.trace, "abc-1") == 0);
    CHECK(ask(&l, port, "/slow", &a, &f) == 0 && a.status == 429);
    CHECK(a.retry_after && a.retry_after_ms == 7000);
    CHECK(ask(&l, port, "/once", &a, &f) == 0 && a.status == 503 && !a.retry_after);
    CHECK(ask(&l, port, "/moved", &a, &f) == 0 && a.status == 302); /* and not followed */

    static const char *const broken[] = {"/cut", "/chunk", "/none", "/reset", "/stall"};
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        CHECK(ask(&l, port, broken[i], &a, &f) == -1 && f.status == STATUS_TRY_LATER);
        CHECK(a.transient && a.sent && a.status == 0 && a.body.len == 0);
    }
    CHECK(ask(&l, port, "/junk", &a, &f) == -1);
    CHECK(ask(&l, port, "/endless", &a, &f) == -1 && f.status == STATUS_PROTOCOL && !a.transient);
    CHECK(ask(&l, port, "/headers", &a, &f) == -1 && !a.transient && f.status == STATUS_PROTOCOL);
    CHECK(ask(&l, 1, "/ok", &a, &f) == -1 && f.status == STATUS_TRY_LATER && a.transient);
    CHECK(!a.sent);

    /* Without leave, loopback is not asked; the request stays here. */
    struct buf before = {0}, after = {0};
    CHECK(file_read(&before, log, &f) == 0);
    l.any_address = false;
    CHECK(ask(&l, port, "/ok", &a, &f) == -1 && f.status == STATUS_CONFIG && !a.transient);
    CHECK(!a.sent && strstr(f.text, "not a public one"));
    l.any_address = true;
    setenv("http_proxy", "http://127.0.0.1:1", 1);
    setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
    CHECK(ask(&l, port, "/ok", &a, &f) == 0); /* whatever the environment says */
    CHECK(file_read(&after, log, &f) == 0);
    CHECK(strstr(after.at, "User-Agent: callmine/" VERSION "\r\n") != NULL);
    CHECK(strstr(after.at, "Authorization: Basic Q0FOQVJZ\r\n") != NULL);
    size_t gets = 0;
    for (const char *at = after.at + before.len; (at = strstr(at, "GET ")); at++)
        gets++;
    CHECK(gets == 1);
    buf_free(&before);
    buf_free(&after);
    http_response_clear(&a);
}

static void bodies(int port, const char *log)
{
    struct http_limits l = {.any_address = true};
    struct http_response a = {0};
    struct fault f = {0};
    struct buf text = {0};
    char url[100];
    snprintf(url, sizeof(url), "http://127.0.0.1:%d/ok", port);
    struct http *h = http_new(&l, &f);
    struct http_request post = {.method = "POST", .url = url};
    CHECK(unlink(log) == 0);
    CHECK(http_send(h, &post, &a, &f) == 0);
    CHECK(file_read(&text, log, &f) == 0);
    CHECK(strncmp(text.at, "POST /ok ", 9) == 0 && strstr(text.at, "Content-Length: 0\r\n"));
    CHECK(strstr(text.at, "Content-Type") == NULL && strstr(text.at, "Authorization") == NULL);
    post.body = span_of("{\"filter\":{}}");
    post.content_type = "application/json";
    CHECK(unlink(log) == 0);
    CHECK(http_send(h, &post, &a, &f) == 0);
    buf_clear(&text);
    CHECK(file_read(&text, log, &f) == 0);
    CHECK(strstr(text.at, "Content-Length: 13\r\n") && strstr(text.at, "Expect") == NULL);
    CHECK(strstr(text.at, "Content-Type: application/json\r\n") != NULL);
    post.authorization = span_of("Basic a\r\nX-Evil: 1"); /* a second line is not let in */
    CHECK(http_send(h, &post, &a, &f) == -1 && f.status == STATUS_CONFIG && !a.sent);
    CHECK(strstr(f.text, "X-Evil") == NULL);
    post.authorization = SPAN_NONE;
    /* An answer's own limit holds below the client's. */
    http_response_clear(&a);
    a.body.limit = 1;
    CHECK(http_send(h, &post, &a, &f) == -1 && f.status == STATUS_PROTOCOL);
    CHECK(strstr(f.text, "limit of 1 bytes") && a.body.len == 0);
    a.body.limit = 2;
    CHECK(http_send(h, &post, &a, &f) == 0 && a.body.len == 2);
    struct http_request away = {.method = "DELETE", .url = url};
    CHECK(unlink(log) == 0);
    CHECK(http_send(h, &away, &a, &f) == 0);
    buf_clear(&text);
    CHECK(file_read(&text, log, &f) == 0 && strncmp(text.at, "DELETE /ok ", 11) == 0);
    buf_free(&text);
    http_response_clear(&a);
    http_free(h);
}

static int64_t retry_after(const char *text)
{
    int64_t ms = -1;
    return http_retry_after(span_of(text), &ms) ? ms : -1;
}

static void retries(void)
{
    enum { DAY = 86400000 };
    static const struct {
        const char *text;
        int64_t ms;
    } table[] = {
        {"0", 0},
        {"7", 7000},
        {" 12 ", 12000},
        {"1200", 1200000},
        {"86400", DAY},
        {"86401", DAY},
        {"1000000000", DAY},
        {"99999999999999999999999", DAY},
        {"-1", -1},
        {"", -1},
        {"  ", -1},
        {"1.5", 2000}, /* not the RFC's, but there are servers that say so */
        {"1.", -1},
        {".5", -1},
        {"1.5s", -1},
        {"7 seconds", -1},
        {"0x10", -1},
        {"soon", -1},
        {"20261006", DAY},
        {"Thu, 01 Jan 1970 00:00:00 GMT", 0},  /* past: at once */
        {"Sunday, 06-Nov-94 08:49:37 GMT", 0}, /* the old form */
        {"Wed, 01 Jan 2200 00:00:00 GMT", DAY},
    };
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        CHECK(retry_after(table[i].text) == table[i].ms);
    char date[64];
    time_t soon = time(NULL) + 90;
    strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", gmtime(&soon));
    CHECK(retry_after(date) > 80000 && retry_after(date) <= 90000);
    strftime(date, sizeof(date), "%a %b %e %H:%M:%S %Y", gmtime(&soon));
    CHECK(retry_after(date) > 80000 && retry_after(date) <= 90000);

    for (int n = -1; n < 40; n++) {
        int64_t base = n <= 1 ? 1000 : n <= 6 ? 1000 << (n - 1) : 60000;
        int64_t ms = http_backoff(n);
        CHECK(ms >= base && ms <= base + base / 4);
    }
}

static void urls(void)
{
    static const char *const bad[] = {
        "",
        "us-1.api.gong.io",
        "ftp://us-1.api.gong.io",
        "https://",
        "https:///path",
        "https://user@us-1.api.gong.io",
        "https://us-1.api.gong.io@evil.example",
        "https://us-1.api.gong.io#@evil.example",
        "https://us-1.api.gong.io\\@evil.example",
        "https://us-1.api.gong.io:0",
        "https://us-1.api.gong.io:65536",
        "https://us-1.api.gong.io:x",
        "https://us-1.api.gong.io:",
        "https://us-1.api.gong.io\n.evil.example",
        "https://us-1.api.gong.io .evil.example",
        "https://us-1.api.gong.io%2eevil.example",
        "https://\303\274s-1.api.gong.io",
        "https://[::1",
        "https://[]",
    };
    struct http_origin o;
    struct fault f;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        CHECK(http_origin(&o, bad[i], &f) == -1 && f.status == STATUS_USAGE);
    CHECK(http_origin(&o, "HTTPS://US-1.Api.Gong.io:8443/v2//?a=b", &f) == 0 && o.tls);
    CHECK(strcmp(o.host, "us-1.api.gong.io") == 0 && o.port == 8443 && strcmp(o.path, "/v2") == 0);
    CHECK(http_origin(&o, "http://[::1]:80", &f) == 0 && strcmp(o.host, "[::1]") == 0 && !o.tls);
    CHECK(http_origin(&o, "https://h/", &f) == 0 && o.port == 443 && o.path[0] == '\0');

    struct buf url = BUF(200);
    char separator = '?';
    buf_text(&url, "https://h");
    http_query(&url, &separator, "a", span_of("x y&=%/\303\251~"));
    http_query(&url, &separator, "b", span_of(""));
    CHECK(strcmp(url.at, "https://h?a=x%20y%26%3D%25%2F%C3%A9~&b=") == 0);
    buf_free(&url);
}

static enum address kind(const char *text)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
        return address_kind((struct sockaddr *)&in);
    CHECK(inet_pton(AF_INET6, text, &in6.sin6_addr) == 1);
    return address_kind((struct sockaddr *)&in6);
}

static void addresses(void)
{
    static const char *const loopback[] = {"127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1",
                                           "64:ff9b::7f00:1"};
    static const char *const inward[] = {
        "0.0.0.0",         "10.1.2.3",     "100.64.0.1",  "169.254.169.254", "172.16.0.1",
        "172.31.9.9",      "192.0.0.1",    "192.0.2.1",   "192.88.99.1",     "192.168.1.1",
        "198.18.0.1",      "198.19.9.9",   "224.0.0.1",   "255.255.255.255", "::",
        "fe80::1",         "fc00::1",      "fd12::1",     "ff02::1",         "2001:db8::1",
        "::ffff:10.0.0.1", "2002:a00:1::", "2001::1",     "64:ff9b::a00:1",  "203.0.113.7",
        "198.51.100.1",    "2001:1ff::1",  "3fff:fff::1", "64:ff9b:1::1"};
    static const char *const open[] = {
        "1.1.1.1",     "100.63.255.255",  "100.128.0.1",    "172.15.0.1", "172.32.0.1",
        "192.169.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "198.17.0.1", "192.88.98.1",
        "2001:200::1", "3fff:1000::1",    "2a00::1"};
    for (size_t i = 0; i < sizeof(loopback) / sizeof(loopback[0]); i++)
        CHECK(kind(loopback[i]) == ADDRESS_LOOPBACK);
    for (size_t i = 0; i < sizeof(inward) / sizeof(inward[0]); i++)
        CHECK(kind(inward[i]) == ADDRESS_PRIVATE);
    for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
        CHECK(kind(open[i]) == ADDRESS_PUBLIC);
}

int main(void)
{
    char log[128];
    int port = 0;
    snprintf(log, sizeof(log), "%s/log", scratch_begin());
    setenv("SSLKEYLOGFILE", log, 1);
    retries();
    urls();
    addresses();
    pid_t server = serve(&port, log);
    misbehaviours(port, log);
    bodies(port, log);
    CHECK(getenv("SSLKEYLOGFILE") == NULL);
    kill(server, SIGTERM);
    waitpid(server, NULL, 0);
    return check_end();
}
