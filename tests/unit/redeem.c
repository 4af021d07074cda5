/* Refresh tokens that work once, at a Gong that ends the whole grant when one comes twice: however
 * many processes find the access token too old, one of them redeems.
 *
 *     redeem [PROCESSES EXPIRIES]      20 and 5; the long run is 200 and 100
 *
 * Half of the processes have met a 401 with the token that they hold, the others have just read the
 * store. All are let go at once. */

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/gong/oauth.h"
#include "lib/gong/scope.h"
#include "lib/http/http.h"
#include "lib/sim/sim.h"
#include "lib/state/connection.h"
#include "lib/state/digest.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

enum { LIFE_S = 3600, MOST = 2000 };

static const char callback[] = "http://127.0.0.1:1/callback";
static char url[64], log_path[128];
static int port;
static pid_t server;

/* What each process of a round holds at the end. */
static struct held {
    bool done;
    unsigned char token[DIGEST_BYTES]; /* of the access token */
} * held;

/* ---- the simulator, in a process of its own ---- */

static void serve(const char *port_file)
{
    static const volatile sig_atomic_t stop;
    static const struct listener nobody;
    struct fault f = {0};
    struct sim_options o = {.company = {.seed = 1, .users = 1, .workspaces = 1, .days = 1},
                            .now = when_now(),
                            .port_file = port_file,
                            .log = log_path,
                            .token_life = LIFE_S};
    sim_serve(&o, &stop, &nobody, &f);
    fprintf(stderr, "%s\n", f.text);
    _exit(1);
}

/* From 1 to most; 0 when it is none. */
static int number(const char *text, long most)
{
    char *end = NULL;
    long n = text ? strtol(text, &end, 10) : 0;
    return end && end != text && strspn(end, "\n") == strlen(end) && n > 0 && n <= most ? (int)n
                                                                                        : 0;
}

static void begin(void)
{
    char port_file[128];
    struct buf text = BUF(16);
    struct fault f = {0};
    snprintf(port_file, sizeof port_file, "%s/port", scratch);
    snprintf(log_path, sizeof log_path, "%s/log", scratch);
    server = fork();
    if (server == 0)
        serve(port_file);
    for (int i = 0; i < 1000 && text.len == 0; i++) {
        http_sleep(10);
        if (access(port_file, R_OK) == 0)
            file_read(&text, port_file, &f);
    }
    port = number(text.at, 65535);
    CHECK(port > 0);
    snprintf(url, sizeof url, "http://127.0.0.1:%d", port);
    buf_free(&text);
}

/* ---- one connection, as gong-auth makes it ---- */

static struct http *client(void)
{
    struct fault f = {0};
    struct http *h = http_new(&(struct http_limits){.any_address = true, .total_ms = 60000}, &f);
    CHECK(h);
    return h;
}

/* The code, from the address that the browser would be sent to. */
static void consent(const char *address, struct buf *code)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char answer[8192];
    size_t n = 0;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    dprintf(fd, "GET %s&decision=allow HTTP/1.0\r\n\r\n", address + strlen(url));
    for (ssize_t more; n < sizeof answer - 1; n += (size_t)more)
        if ((more = read(fd, answer + n, sizeof answer - 1 - n)) <= 0)
            break;
    close(fd);
    answer[n] = '\0';
    const char *at = strstr(answer, "?code=");
    CHECK(at);
    if (at)
        buf_span(code, (struct span){at + 6, strcspn(at + 6, "& \r")});
}

static void connect_profile(struct http *h)
{
    struct connection c;
    struct fault f = {0};
    struct buf address = BUF(8192), state = BUF(64), verifier = BUF(64), code = BUF(1024);
    CHECK(connection_init(&c, NULL, &f) == 0);
    c.kind = CONNECTION_OAUTH;
    c.any_host = true;
    c.since = when_now();
    buf_text(&c.client_id, "sim-client");
    buf_text(&c.client_secret, "sim-client-secret");
    buf_format(&c.token_url, "%s/oauth2/generate-customer-token", url);
    buf_text(&c.asked, scope_default);
    char authorize[128];
    snprintf(authorize, sizeof authorize, "%s/oauth2/authorize", url);
    CHECK(oauth_authorize_url(&address, authorize, buf_view(&c.client_id), callback, scope_default,
                              &state, &verifier, &f) == 0);
    consent(address.at, &code);
    CHECK(oauth_exchange(h, &c, buf_view(&code), callback, buf_view(&verifier), &f) == 0 &&
          connection_save(&c, NULL, &f) == 0);
    connection_clear(&c);
    buf_free(&address);
    buf_free(&state);
    buf_free(&verifier);
    buf_free(&code);
}

/* ---- an expiry ---- */

static int post(struct http *h, const char *path)
{
    struct http_response a = {0};
    struct fault f = {0};
    char to[128];
    snprintf(to, sizeof to, "%s%s", url, path);
    int status = http_send(h, &(struct http_request){.method = "POST", .url = to}, &a, &f) == 0
                     ? a.status
                     : -1;
    http_response_clear(&a);
    return status;
}

/* As if the token's life had gone by: in the store and at Gong. *c is what was there. */
static void expire(struct http *h, struct connection *c)
{
    struct fault f = {0};
    struct lock lock;
    CHECK(connection_lock(&lock, NULL, &f) == 0 && connection_load(c, NULL, NULL, &f) == 0);
    c->got -= LIFE_S * WHEN_SECOND;
    c->expires -= LIFE_S * WHEN_SECOND;
    CHECK(connection_save(c, NULL, &f) == 0);
    lock_drop(&lock);
    CHECK(post(h, "/sim/expire-tokens") == 200);
}

static void one_process(struct connection *c, bool met_401, struct held *h)
{
    struct fault f = {0};
    struct http *mine = client();
    if (met_401)
        c->expires = 0; /* as the session does */
    else
        connection_clear(c);
    if (mine && (met_401 || connection_load(c, NULL, NULL, &f) == 0) &&
        (oauth_fresh(c, when_now()) || oauth_refresh(mine, c, NULL, &f) == 0)) {
        digest_raw(buf_view(&c->access), h->token);
        h->done = oauth_fresh(c, when_now());
    } else {
        fprintf(stderr, "%s\n", f.text);
    }
    connection_clear(c);
    if (mine)
        http_free(mine);
}

/* Every process has the same new token at the end. */
static void round_of(struct connection *c, int processes)
{
    int gate[2];
    unsigned char old[DIGEST_BYTES];
    digest_raw(buf_view(&c->access), old);
    memset(held, 0, sizeof *held * (size_t)processes);
    CHECK(pipe(gate) == 0);
    for (int i = 0; i < processes; i++) {
        pid_t pid = fork();
        CHECK(pid >= 0);
        if (pid != 0)
            continue;
        char none;
        close(gate[1]);
        (void)!read(gate[0], &none, 1); /* until the gate opens */
        one_process(c, i % 2 == 0, &held[i]);
        _exit(0);
    }
    close(gate[0]);
    close(gate[1]);
    for (int i = 0; i < processes; i++)
        wait(NULL);
    for (int i = 0; i < processes; i++)
        CHECK(held[i].done && memcmp(held[i].token, old, sizeof old) != 0 &&
              memcmp(held[i].token, held[0].token, sizeof old) == 0);
}

/* ---- what Gong saw ---- */

static int answered(struct http *h)
{
    struct http_response a = {0};
    struct fault f = {0};
    struct connection c;
    struct buf header = {.limit = 8192, .secret = true};
    char to[128];
    int status = -1;
    snprintf(to, sizeof to, "%s/v2/users", url);
    if (connection_load(&c, NULL, NULL, &f) == 0) {
        buf_text(&header, "Bearer ");
        buf_span(&header, buf_view(&c.access));
        struct http_request q = {.method = "GET", .url = to, .authorization = buf_view(&header)};
        if (http_send(h, &q, &a, &f) == 0)
            status = a.status;
    }
    connection_clear(&c);
    buf_free(&header);
    http_response_clear(&a);
    return status;
}

static int redeems(const char *status)
{
    struct buf text = BUF(64 << 20);
    struct fault f = {0};
    int n = 0;
    CHECK(file_read(&text, log_path, &f) == 0);
    for (char *line = text.at, *end; line && (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        n += strstr(line, "\"grant_type\":\"refresh_token\"") && strstr(line, status);
    }
    buf_free(&text);
    return n;
}

/* That there is something to lose: the token of before the last redeem, sent again, ends it all. */
static void twice(struct http *h, const struct connection *before)
{
    struct fault f = {0};
    struct connection c;
    CHECK(connection_load(&c, NULL, NULL, &f) == 0);
    buf_clear(&c.refresh);
    buf_span(&c.refresh, buf_view(&before->refresh));
    c.got = c.expires = 1;
    CHECK(answered(h) == 200 && connection_save(&c, NULL, &f) == 0);
    CHECK(oauth_refresh(h, &c, NULL, &f) == -1 && f.status == STATUS_RECONNECT);
    connection_clear(&c);
    CHECK(connection_peek(&c, NULL, NULL, &f) == 0 && connection_save(&c, NULL, &f) == 0);
    CHECK(redeems("\"status\":400") == 1 && answered(h) == 401);
    connection_clear(&c);
}

int main(int argc, char **argv)
{
    int processes = argc > 2 ? number(argv[1], MOST) : 20,
        expiries = argc > 2 ? number(argv[2], MOST) : 5;
    if (!processes || !expiries)
        return 64;
    held =
        mmap(NULL, sizeof *held * MOST, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    scratch_begin();
    begin();
    struct http *h = client();
    struct connection c = {0};
    when started = when_now();
    connect_profile(h);
    for (int i = 0; i < expiries; i++) {
        connection_clear(&c);
        expire(h, &c);
        round_of(&c, processes);
        CHECK(answered(h) == 200);
    }
    int good = redeems("\"status\":200"), bad = redeems("\"status\":400");
    CHECK(good == expiries && bad == 0);
    printf("%d processes x %d expiries: %d redeems, %d invalid_grant, %.1f s\n", processes,
           expiries, good, bad, (double)(when_now() - started) / WHEN_SECOND);
    twice(h, &c);
    connection_clear(&c);
    http_free(h);
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
    return check_end();
}
