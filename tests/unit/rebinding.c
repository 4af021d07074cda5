/* Where a credential is not sent, whatever a name resolves to and whatever a kept connection says.
 * getaddrinfo and connect are ours here, for libcurl too: names resolve to what a case says, and
 * nobody is really called. */

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include "lib/gong/gong.h"
#include "lib/http/http.h"
#include "lib/state/connection.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static const char *resolves[4]; /* what every name resolves to, in this order */
static int asked, called;       /* names asked for, connections tried */
static char callee[INET6_ADDRSTRLEN];

static struct addrinfo *resolved(const char *text, int socktype, struct addrinfo *next)
{
    struct {
        struct addrinfo info;
        union {
            struct sockaddr_in in;
            struct sockaddr_in6 in6;
        } at;
    } *a = calloc(1, sizeof *a);
    a->info = (struct addrinfo){.ai_socktype = socktype,
                                .ai_protocol = IPPROTO_TCP,
                                .ai_addr = (struct sockaddr *)&a->at,
                                .ai_next = next};
    if (inet_pton(AF_INET, text, &a->at.in.sin_addr) == 1) {
        a->info.ai_family = a->at.in.sin_family = AF_INET;
        a->info.ai_addrlen = sizeof a->at.in;
        a->at.in.sin_port = htons(443);
    } else {
        CHECK(inet_pton(AF_INET6, text, &a->at.in6.sin6_addr) == 1);
        a->info.ai_family = a->at.in6.sin6_family = AF_INET6;
        a->info.ai_addrlen = sizeof a->at.in6;
        a->at.in6.sin6_port = htons(443);
    }
    return &a->info;
}

int getaddrinfo(const char *restrict name, const char *restrict service,
                const struct addrinfo *restrict hints, struct addrinfo **restrict list)
{
    (void)name, (void)service;
    __atomic_add_fetch(&asked, 1, __ATOMIC_SEQ_CST); /* curl asks in a thread of its own */
    *list = NULL;
    for (size_t i = sizeof resolves / sizeof resolves[0]; i-- > 0;)
        if (resolves[i])
            *list = resolved(resolves[i], hints ? hints->ai_socktype : SOCK_STREAM, *list);
    return *list ? 0 : EAI_NONAME;
}

void freeaddrinfo(struct addrinfo *list)
{
    for (struct addrinfo *next; list; list = next) {
        next = list->ai_next;
        free(list);
    }
}

int connect(int fd, const struct sockaddr *to, socklen_t size)
{
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
    (void)fd;
    called++;
    memcpy(&in, to, to->sa_family == AF_INET ? sizeof in : 0);
    memcpy(&in6, to, to->sa_family == AF_INET6 && size >= sizeof in6 ? sizeof in6 : 0);
    inet_ntop(to->sa_family,
              to->sa_family == AF_INET ? (void *)&in.sin_addr : (void *)&in6.sin6_addr, callee,
              sizeof callee);
    errno = ECONNREFUSED;
    return -1;
}

static void resolve_to(const char *first, const char *second)
{
    resolves[0] = first;
    resolves[1] = second;
    asked = called = 0;
    callee[0] = '\0';
}

static int get(struct http *h, const char *url, struct fault *f)
{
    struct http_response a = {0};
    struct http_request q = {.method = "GET", .url = url, .authorization = span_of("Basic Y2Fu")};
    *f = (struct fault){0};
    int ok = http_send(h, &q, &a, f);
    CHECK(!a.sent);
    http_response_clear(&a);
    return ok;
}

static const char *const inward[] = {
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.254",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::a00:1",
    "64:ff9b:1::a9fe:a9fe",
    "100::1",
    "2001::1",
    "2001:2::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::a9fe:a9fe",
    "fec0::1",
    "ff02::1",
};

static void names(void)
{
    static const char base[] = "https://us-12345.api.gong.io/v2/users";
    struct fault f;
    for (size_t i = 0; i < sizeof inward / sizeof inward[0]; i++) {
        struct http *h = http_new(NULL, &f);
        resolve_to(inward[i], NULL);
        CHECK(get(h, base, &f) == -1 && f.status == STATUS_CONFIG && asked == 1 && called == 0);
        CHECK(strstr(f.text, "not a public one"));
        resolve_to(inward[i], inward[(i + 7) % (sizeof inward / sizeof inward[0])]);
        CHECK(get(h, base, &f) == -1 && called == 0);
        http_free(h);
        /* A public one beside it is called, and only that. */
        h = http_new(NULL, &f);
        resolve_to(inward[i], "1.1.1.1");
        CHECK(get(h, base, &f) == -1 && called == 1 && strcmp(callee, "1.1.1.1") == 0);
        http_free(h);
    }
    /* Public when it is first asked, inward from then on. */
    struct http *h = http_new(NULL, &f);
    resolve_to("1.1.1.1", NULL);
    CHECK(get(h, base, &f) == -1 && f.status == STATUS_TRY_LATER && called == 1);
    http_free(h);
    h = http_new(NULL, &f);
    resolve_to("169.254.169.254", NULL);
    CHECK(get(h, base, &f) == -1 && f.status == STATUS_CONFIG && called == 0);
    http_free(h);
    /* Literals come by the same way. */
    static const char *const literals[] = {
        "https://127.0.0.1/",          "https://[::1]/",
        "https://2130706433/",         "https://0x7f.1/",
        "https://0177.0.0.1/",         "https://169.254.169.254/latest",
        "https://[::ffff:a9fe:a9fe]/",
    };
    for (size_t i = 0; i < sizeof literals / sizeof literals[0]; i++) {
        h = http_new(NULL, &f);
        resolve_to("127.0.0.1", NULL);
        CHECK(get(h, literals[i], &f) == -1 && f.status == STATUS_CONFIG && called == 0);
        http_free(h);
    }
    /* Any address with TLS; without it this machine only. */
    h = http_new(&(struct http_limits){.any_address = true}, &f);
    resolve_to("10.0.0.1", NULL);
    CHECK(get(h, "https://proxy.example/", &f) == -1 && called == 1);
    resolve_to("10.0.0.1", "1.1.1.1");
    CHECK(get(h, "http://localhost.proxy.example/", &f) == -1 && called == 0);
    CHECK(f.status == STATUS_CONFIG && strstr(f.text, "use https"));
    http_free(h);
}

static int none(void *who, const struct gong_page *page, struct fault *f)
{
    (void)who, (void)page, (void)f;
    CHECK(!"a page came");
    return 0;
}

static const char *base_url, *token_url;

/* What a session says with a connection that was kept so. */
static int session(bool any_host)
{
    static const struct gong_settings settings = {.tries = 2, .max_wait = 5};
    struct connection c = {.kind = token_url ? CONNECTION_OAUTH : CONNECTION_KEY,
                           .any_host = any_host,
                           .since = when_now(),
                           .expires = 1};
    struct fault f = {0};
    snprintf(c.profile, sizeof c.profile, "default");
    snprintf(c.base_url, sizeof c.base_url, "%s", base_url);
    buf_text(&c.key, "key");
    buf_text(&c.secret, "secret");
    buf_text(&c.access, "old");
    buf_text(&c.refresh, "once");
    buf_text(&c.client_id, "client");
    buf_text(&c.client_secret, "secret");
    buf_text(&c.token_url, token_url ? token_url : "");
    CHECK(connection_save(&c, NULL, &f) == 0);
    connection_clear(&c);
    struct gong *g = gong_new(&settings, NULL, &f);
    if (g)
        gong_ask(g, &(struct gong_query){.what = GONG_USERS}, none, NULL, &f);
    gong_free(g);
    return f.status;
}

/* A store that was written by something else than `connect`, or a version that checked less. */
static void kept(void)
{
    static const char *const bad[] = {
        "",
        "us-1.api.gong.io",
        "http://us-1.api.gong.io",
        "ftp://us-1.api.gong.io",
        "https://us-1.api.gong.io/",
        "https://us-1.api.gong.io/v2",
        "https://us-1.api.gong.io/x",
        "https://us-1.api.gong.io?x",
        "https://us-1.api.gong.io#x",
        "https://us-1.api.gong.io:444",
        "https://us-1.api.gong.io.",
        "https://us-1.api.gong.io@evil.example",
        "https://u@us-1.api.gong.io",
        "https://gong.io",
        "https://evilgong.io",
        "https://gong.io.evil.example",
        "https://evil.example",
        "https://evil.example\n.gong.io",
        "https://evil.example\\.gong.io",
        "https://127.0.0.1",
        "https://[::1]",
        "https://169.254.169.254",
        "http://127.0.0.1:8402",
        "http://localhost",
        "file:///etc/passwd",
    };
    token_url = NULL;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        resolve_to("1.1.1.1", NULL);
        base_url = bad[i];
        CHECK(session(false) == STATUS_CONFIG && asked == 0 && called == 0);
    }
    base_url = "https://us-1.api.gong.io";
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (strstr(bad[i], "https://us-1.api.gong.io/") || strchr(bad[i], '?'))
            continue; /* what a token URL may have */
        token_url = bad[i];
        resolve_to("1.1.1.1", NULL);
        CHECK(session(false) == STATUS_CONFIG && asked == 0 && called == 0);
    }
    /* A good name that leads inward, in the session and at the token endpoint. */
    token_url = NULL;
    resolve_to("10.0.0.1", NULL);
    CHECK(session(false) == STATUS_CONFIG && asked == 1 && called == 0);
    token_url = "https://app.gong.io/oauth2/generate-customer-token";
    resolve_to("169.254.169.254", "::1");
    CHECK(session(false) == STATUS_CONFIG && asked == 1 && called == 0);
    token_url = "http://10.0.0.1/token"; /* not even with leave for any host */
    base_url = "http://127.0.0.1:1";
    resolve_to("1.1.1.1", NULL);
    CHECK(session(true) == STATUS_CONFIG && called == 0);
}

int main(void)
{
    scratch_begin();
    names();
    kept();
    return check_end();
}
