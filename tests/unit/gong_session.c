/* The session against a scripted Gong: cursors, restarts, what stops a list, and when a person must
 * act. Each script has a server, and so a budget, of its own. */

#include <arpa/inet.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include "lib/base/file.h"
#include "lib/gong/gong.h"
#include "lib/json/json.h"
#include "lib/state/connection.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

struct reply {
    int status;
    const char *body;
};

static pid_t server;
static char url[64], requests_path[128];
static struct buf requests, got; /* what was asked, a line each; the items' ids, a blank each */
static int notices;

/* One request, one reply, one connection. */
static void serve_one(int fd, const struct reply *r, FILE *log)
{
    char in[65536];
    size_t n = 0;
    char *end = NULL, *length;
    while (n < sizeof in - 1) {
        ssize_t more = read(fd, in + n, sizeof in - 1 - n);
        if (more <= 0)
            break;
        n += (size_t)more;
        in[n] = '\0';
        end = strstr(in, "\r\n\r\n");
        length = end ? strcasestr(in, "content-length:") : NULL;
        if (end && (!length || n >= (size_t)(end + 4 - in) + strtoul(length + 15, NULL, 10)))
            break;
    }
    if (!end)
        return;
    char *credential = strcasestr(in, "authorization: ");
    credential = credential ? credential + 15 : in + n;
    fprintf(log, "%.*s %.*s %s\n", (int)strcspn(in, "\r"), in, (int)strcspn(credential, "\r"),
            credential, end + 4);
    fflush(log);
    dprintf(fd,
            "HTTP/1.1 %d x\r\nContent-Type: application/json\r\nConnection: "
            "close\r\nContent-Length: %zu\r\n\r\n%s",
            r->status, strlen(r->body), r->body);
}

static void serve(int listener, const struct reply *script, size_t n)
{
    FILE *log = fopen(requests_path, "w");
    for (size_t i = 0; log && i < n;) {
        int fd = accept(listener, NULL, NULL);
        serve_one(fd, &script[i++], log);
        close(fd);
    }
    pause(); /* one request too many finds nobody who answers */
}

static void begin(const struct reply *script, size_t n)
{
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof here;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(bind(listener, (struct sockaddr *)&here, size) == 0 && listen(listener, 8) == 0 &&
          getsockname(listener, (struct sockaddr *)&here, &size) == 0);
    snprintf(url, sizeof url, "http://127.0.0.1:%d", ntohs(here.sin_port));
    server = fork();
    if (server == 0) {
        serve(listener, script, n);
        _exit(0);
    }
    close(listener);
}

static void end(void)
{
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
}

static void connect_to(const char *key, bool may_delete)
{
    struct connection c = {
        .kind = CONNECTION_KEY, .any_host = true, .may_delete = may_delete, .since = when_now()};
    struct fault f = {0};
    snprintf(c.profile, sizeof c.profile, "default");
    snprintf(c.base_url, sizeof c.base_url, "%s", url);
    buf_text(&c.key, key);
    buf_text(&c.secret, "secret");
    CHECK(connection_save(&c, NULL, &f) == 0);
    connection_clear(&c);
}

static void connect_as(const char *key)
{
    connect_to(key, false);
}

static void connect_oauth(int64_t seconds)
{
    struct connection c = {.kind = CONNECTION_OAUTH, .any_host = true, .since = when_now()};
    struct fault f = {0};
    snprintf(c.profile, sizeof c.profile, "default");
    snprintf(c.base_url, sizeof c.base_url, "%s", url);
    buf_text(&c.access, "old");
    buf_text(&c.refresh, "once");
    buf_text(&c.client_id, "client");
    buf_text(&c.client_secret, "secret");
    buf_format(&c.token_url, "%s/oauth2/generate-customer-token", url);
    buf_text(&c.scopes, "api:calls:read:basic");
    c.expires = when_now() + seconds * WHEN_SECOND;
    CHECK(connection_save(&c, NULL, &f) == 0);
    connection_clear(&c);
}

static int collect(void *who, const struct gong_page *page, struct fault *f)
{
    struct json_walk w;
    (void)who, (void)f;
    for (json_walk(&w, page->items); json_next(&w);) {
        json_text(&got, json_get(w.value, "id"));
        buf_byte(&got, ' ');
    }
    return 0;
}

static void count_notice(void *who, const char *line)
{
    (void)who, (void)line;
    notices++;
}

static int ask(struct gong *g, struct fault *f)
{
    struct fault ignored = {0};
    buf_clear(&got);
    buf_clear(&requests);
    notices = 0;
    int ok =
        gong_ask(g, &(struct gong_query){.what = GONG_CALLS, .filter = span_of("?fromDateTime=x")},
                 collect, NULL, f);
    file_read(&requests, requests_path, &ignored);
    buf_text(&got, ""); /* never NULL */
    return ok;
}

static size_t asked(void)
{
    size_t n = 0;
    for (size_t i = 0; i < requests.len; i++)
        n += requests.at[i] == '\n';
    return n;
}

/* Run a script to its end: the status, and the ids that were handed over. */
static int64_t token_life; /* seconds that an OAuth token has left; 0: connect with a key */

static bool plays(const struct reply *script, size_t n, int status, const char *ids)
{
    static const struct listener l = {.notice = count_notice};
    struct fault f = {0};
    begin(script, n);
    if (token_life)
        connect_oauth(token_life);
    else
        connect_as("key");
    struct gong *g = gong_new(&(struct gong_settings){.tries = 1, .max_wait = 5}, &l, &f);
    bool same = g && (ask(g, &f) == 0) == (status == 0) && f.status == status && asked() == n &&
                span_is(buf_view(&got), ids);
    if (!same)
        fprintf(stderr, "%d %s; asked %zu; got %s\n", f.status, f.text, asked(),
                got.at ? got.at : "");
    gong_free(g);
    end();
    return same;
}
#define PLAYS(status, ids, ...)                                                                    \
    plays((const struct reply[]){__VA_ARGS__},                                                     \
          sizeof((const struct reply[]){__VA_ARGS__}) / sizeof(struct reply), status, ids)

#define PAGE_1                                                                                     \
    {                                                                                              \
        200, "{\"records\":{\"cursor\":\"a=b&c/\"},\"calls\":[{\"id\":\"1\"},{\"id\":\"2\"}]}"     \
    }
#define PAGE_2                                                                                     \
    {                                                                                              \
        200, "{\"records\":{\"cursor\":\"second\"},\"calls\":[{\"id\":\"3\"}]}"                    \
    }
#define LAST                                                                                       \
    {                                                                                              \
        200, "{\"records\":{},\"calls\":[{\"id\":\"4\"}]}"                                         \
    }
#define EXPIRED                                                                                    \
    {                                                                                              \
        400, "{\"errors\":[\"cursor has expired\"]}"                                               \
    }
#define NONE                                                                                       \
    {                                                                                              \
        404, "{\"errors\":[\"No calls found corresponding to the provided filters\"]}"             \
    }
#define BAD_KEY                                                                                    \
    {                                                                                              \
        401, "{\"errors\":[\"no\"]}"                                                               \
    }
#define NO_SCOPE                                                                                   \
    {                                                                                              \
        401, "{\"errors\":[\"You don't have permission to use 'api:calls:read:basic' in your "     \
             "app.\"]}"                                                                            \
    }

static void chains(void)
{
    CHECK(PLAYS(0, "1 2 3 4 ", PAGE_1, PAGE_2, LAST));
    CHECK(strstr(requests.at, "GET /v2/calls?fromDateTime=x HTTP"));
    CHECK(strstr(requests.at, "GET /v2/calls?fromDateTime=x&cursor=a%3Db%26c%2F HTTP"));
    CHECK(strstr(requests.at, "GET /v2/calls?fromDateTime=x&cursor=second HTTP"));
    CHECK(PLAYS(0, "", NONE) && notices == 0);
    CHECK(PLAYS(0, "1 2 ", PAGE_1, NONE) && notices == 1);
    CHECK(PLAYS(0, "1 2 1 2 4 ", PAGE_1, EXPIRED, PAGE_1, LAST) && notices == 1);
    CHECK(PLAYS(STATUS_TRY_LATER, "", EXPIRED, EXPIRED, EXPIRED, EXPIRED));
    CHECK(PLAYS(STATUS_PROTOCOL, "1 2 ", PAGE_1, PAGE_1));
    CHECK(PLAYS(STATUS_PROTOCOL, "1 2 3 ", PAGE_1, PAGE_2, PAGE_1));
}

static void stops(void)
{
    CHECK(PLAYS(STATUS_PROTOCOL, "1 2 ", PAGE_1,
                {200, "{\"records\":{},\"calls\":[{\"id\":\"3\"},{}]}"}));
    CHECK(PLAYS(STATUS_PROTOCOL, "1 2 ", PAGE_1, {200, "<html>"}));
    CHECK(PLAYS(STATUS_TRY_LATER, "1 2 ", PAGE_1, {502, "<html>"}));
    CHECK(PLAYS(STATUS_REFUSED, "1 2 ", PAGE_1, {403, "{\"errors\":[\"Forbidden\"]}"}));
    CHECK(PLAYS(STATUS_RECONNECT, "", NO_SCOPE));
    struct connection c;
    struct fault f = {0};
    CHECK(connection_load(&c, NULL, NULL, &f) == 0 && !c.needs_reconnect);
    connection_clear(&c);
}

static void refused_key(void)
{
    static const struct gong_settings settings = GONG_SETTINGS;
    struct fault f = {0};
    CHECK(PLAYS(STATUS_RECONNECT, "", BAD_KEY));
    CHECK(!gong_new(&settings, NULL, &f) && f.status == STATUS_RECONNECT);
    CHECK(strstr(f.text, "needs reconnect"));
    /* A key that was replaced while the run went on is taken over. */
    begin((const struct reply[]){BAD_KEY, LAST}, 2);
    connect_as("old");
    f = (struct fault){0};
    struct gong *g = gong_new(&settings, NULL, &f);
    connect_as("new");
    CHECK(g && ask(g, &f) == 0 && span_is(buf_view(&got), "4 "));
    gong_free(g);
    end();
}

static const char token[] =
    "{\"access_token\":\"new\",\"refresh_token\":\"twice\",\"expires_in\":86400,"
    "\"scope\":\"api:calls:read:basic\",\"token_type\":\"bearer\"}";
#define TOKEN                                                                                      \
    {                                                                                              \
        200, token                                                                                 \
    }
#define REVOKED                                                                                    \
    {                                                                                              \
        400, "{\"error\":\"invalid_grant\",\"error_description\":\"Token has been expired or "     \
             "revoked.\"}"                                                                         \
    }

static void tokens(void)
{
    token_life = 3600;
    CHECK(PLAYS(0, "4 ", LAST) && strstr(requests.at, " Bearer old "));
    CHECK(PLAYS(0, "4 ", BAD_KEY, TOKEN, LAST) && strstr(requests.at, " Bearer new "));
    CHECK(PLAYS(STATUS_RECONNECT, "", BAD_KEY, TOKEN, BAD_KEY));
    CHECK(PLAYS(STATUS_RECONNECT, "", BAD_KEY, REVOKED));
    CHECK(PLAYS(STATUS_RECONNECT, "", NO_SCOPE)); /* no reason to refresh */
    token_life = 60;
    CHECK(PLAYS(0, "1 2 4 ", TOKEN, PAGE_1, LAST) && !strstr(requests.at, "Bearer old"));
    token_life = 0;
}

/* Simulated time is for a simulator: with a connection to Gong itself it would break Gong's limits.
 */
static void real_clock(void)
{
    static const struct gong_settings settings = {.tries = 1, .clock = "simulated"};
    struct connection c = {.kind = CONNECTION_KEY, .since = when_now()};
    struct fault f = {0};
    snprintf(c.profile, sizeof c.profile, "default");
    snprintf(c.base_url, sizeof c.base_url, "https://us-99999.api.gong.io");
    buf_text(&c.key, "key");
    buf_text(&c.secret, "secret");
    CHECK(connection_save(&c, NULL, &f) == 0);
    CHECK(!gong_new(&settings, NULL, &f) && f.status == STATUS_USAGE);
    connection_clear(&c);
}

static enum gong_deletion try_deletion(struct gong *g, struct fault *f)
{
    struct fault ignored = {0};
    bool tried;
    *f = (struct fault){0};
    buf_clear(&requests);
    enum gong_deletion came = gong_delete(g, span_of("?integrationId=1"), &tried, f);
    file_read(&requests, requests_path, &ignored);
    buf_text(&requests, "");
    return came;
}

/* The session itself sends no DELETE over a connection that was not made for it, not even when it
 * became one while the run went on. */
static void only_readers_read(void)
{
    static const struct gong_settings settings = GONG_SETTINGS;
    struct fault f = {0};
    begin((const struct reply[]){{201, "{}"}}, 1);
    connect_as("reader");
    struct gong *g = gong_new(&settings, NULL, &f);
    CHECK(g && !gong_may_delete(g));
    CHECK(try_deletion(g, &f) == GONG_NOT_SENT && f.status == STATUS_CONFIG && asked() == 0);
    gong_free(g);
    connect_to("deleter", true);
    g = gong_new(&settings, NULL, &f);
    CHECK(g && gong_may_delete(g) && try_deletion(g, &f) == GONG_REGISTERED && f.status == 0);
    CHECK(strncmp(requests.at, "DELETE /v2/crm/integrations?integrationId=1 ", 44) == 0);
    gong_free(g);
    end();
    begin((const struct reply[]){BAD_KEY, {201, "{}"}}, 2);
    connect_to("deleter", true);
    g = gong_new(&settings, NULL, &f);
    connect_as("reader");
    CHECK(g && try_deletion(g, &f) == GONG_REFUSED && f.status == STATUS_CONFIG && asked() == 1);
    gong_free(g);
    end();
}

int main(void)
{
    snprintf(requests_path, sizeof requests_path, "%s/requests", scratch_begin());
    chains();
    stops();
    refused_key();
    tokens();
    real_clock();
    only_readers_read();
    buf_free(&requests);
    buf_free(&got);
    return check_end();
}
