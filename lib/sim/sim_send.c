/* How an answer goes out: chunked as Gong's do, gzip when asked, and spoilt in every way a fault
 * can ask for. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include "lib/pack/gzip.h"
#include "lib/sim/sim_server.h"

enum { DRIP_MS = 200, GZIP_FROM = 256, BLOCK = 64 << 10 };

/* The bytes of an answer on their way. */
struct sim_wire {
    struct sim_wire *next;
    struct sim *sim;
    struct MHD_Connection *connection;
    struct buf bytes;
    enum sim_trouble trouble;
    uint64_t after; /* bytes until the trouble; of a drip, bytes at a time */
    int64_t due;    /* monotonic ms at which it goes on; 0 = awake */
    bool may, over; /* a drip may send; the daemon ends */
};

static struct sim_wire *wire_new(struct sim_request *q)
{
    struct sim_wire *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->sim = q->sim;
    w->connection = q->connection;
    w->next = q->sim->wires;
    q->sim->wires = w;
    return w;
}

static void wire_free(void *of)
{
    struct sim_wire *w = of;
    struct sim_wire **at = &w->sim->wires;
    while (*at != w)
        at = &(*at)->next;
    *at = w->next;
    buf_free(&w->bytes);
    free(w);
}

static void sleep_until(struct sim_wire *w, int64_t due)
{
    w->due = due;
    MHD_suspend_connection(w->connection);
}

void sim_send_due(struct sim *s)
{
    int64_t now = s->wires ? when_steady_ms() : 0;
    for (struct sim_wire *w = s->wires; w; w = w->next)
        if (w->due && w->due <= now) {
            w->due = 0;
            w->may = true;
            MHD_resume_connection(w->connection);
        }
}

void sim_send_stop(struct sim *s)
{
    for (struct sim_wire *w = s->wires; w; w = w->next) {
        w->over = true;
        if (w->due)
            MHD_resume_connection(w->connection);
        w->due = 0;
    }
    if (s->daemon && s->wires)
        MHD_run_wait(s->daemon, 0);
}

void sim_send_forget(struct sim_request *q)
{
    if (q->asleep)
        wire_free(q->asleep);
    q->asleep = NULL;
}

/* RST, at once. */
static void reset(struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
    if (info)
        (void)connect(info->connect_fd, &nowhere, sizeof nowhere);
}

static ssize_t trouble(struct sim_wire *w)
{
    if (w->trouble == SIM_STALL) {
        sleep_until(w, INT64_MAX);
        return 0;
    }
    if (w->trouble == SIM_RESET)
        reset(w->connection);
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

static ssize_t next_bytes(void *of, uint64_t pos, char *to, size_t max)
{
    struct sim_wire *w = of;
    uint64_t limit = w->bytes.len;
    if (w->over)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    if (w->trouble == SIM_ENDLESS) {
        memset(to, ' ', max);
        return (ssize_t)max;
    }
    bool stops = w->trouble == SIM_STALL || w->trouble == SIM_RESET || w->trouble == SIM_TRUNCATE ||
                 w->trouble == SIM_CUT;
    if (stops && pos >= w->after)
        return trouble(w);
    if (stops && w->after < limit)
        limit = w->after;
    if (pos >= limit)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (w->trouble == SIM_DRIP && !w->may) {
        sleep_until(w, when_steady_ms() + DRIP_MS);
        return 0;
    }
    uint64_t n = limit - pos;
    if (w->trouble == SIM_DRIP && n > w->after)
        n = w->after;
    w->may = false;
    if (n > max)
        n = max;
    memcpy(to, w->bytes.at + pos, n);
    return (ssize_t)n;
}

static void http_date(char *out, size_t size, when t)
{
    time_t seconds = (time_t)(t / WHEN_SECOND);
    struct tm tm;
    gmtime_r(&seconds, &tm);
    strftime(out, size, "%a, %d %b %Y %H:%M:%S GMT", &tm);
}

static bool storm(struct sim_request *q, struct sim_answer *a)
{
    const char *value = q->rule->value;
    sim_error(a, 429, "API request limit exceeded");
    if (strncmp(value, "date-", 5) ==
        0) /* by the real clock: that is the one a client compares with */
        http_date(a->retry_after, sizeof a->retry_after,
                  when_now() + strtoll(value + 5, NULL, 10) * WHEN_SECOND);
    else if (strcmp(value, "none") != 0)
        snprintf(a->retry_after, sizeof a->retry_after, "%s", value[0] ? value : "1");
    return true;
}

bool sim_replace(struct sim_request *q, struct sim_answer *a)
{
    static const char page[] =
        "<html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>\n";
    const struct sim_rule *r = q->rule;
    switch (r->kind) {
    case SIM_STATUS: {
        int status = (int)sim_rule_number(r, 500);
        sim_error(a, status >= 200 && status < 600 ? status : 500, "%s",
                  status == 403 ? "Forbidden" : "Internal server error occurred");
        return true;
    }
    case SIM_HTML:
        a->status = (int)sim_rule_number(r, 502);
        a->type = "text/html";
        buf_text(&a->body, page);
        return true;
    case SIM_BAD_JSON:
        a->status = 200;
        buf_text(&a->body, "{\"requestId\":\"4f1badjson\",\"calls\":[{\"metaData\":");
        return true;
    case SIM_STORM: return storm(q, a);
    case SIM_REDIRECT:
        sim_error(a, 302, "Found");
        if (r->value[0])
            snprintf(a->location, sizeof a->location, "%s", r->value);
        else
            snprintf(a->location, sizeof a->location, "http://localhost:%d%s", q->sim->port,
                     q->path);
        return true;
    case SIM_EMPTY: sim_error(a, 404, "%s", SIM_NO_CALLS); return true;
    default: return false;
    }
}

static void pack(struct sim_request *q, struct sim_answer *a, struct MHD_Response *response,
                 struct sim_wire *w)
{
    const char *accepted =
        MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Accept-Encoding");
    bool bomb = w->trouble == SIM_BOMB;
    w->bytes = a->body;
    a->body = (struct buf){0};
    if (!bomb && (!accepted || !strcasestr(accepted, "gzip") || w->bytes.len < GZIP_FROM))
        return;
    struct buf packed = BUF(0);
    struct fault f = {0};
    uint64_t zeros = bomb ? (uint64_t)sim_rule_number(q->rule, 1024) << 20 : 0;
    if (gzip_add(&packed, bomb ? span_of("{") : buf_view(&w->bytes), zeros, &f) != 0) {
        buf_free(&packed);
        return;
    }
    buf_free(&w->bytes);
    w->bytes = packed;
    MHD_add_response_header(response, "Content-Encoding", "gzip");
}

static void add_headers(struct sim_request *q, const struct sim_answer *a, struct MHD_Response *r)
{
    const char *type = a->type           ? a->type
                       : a->status < 300 ? "application/json;charset=UTF-8"
                                         : "application/json; charset=utf-8";
    MHD_add_response_header(r, "Content-Type", type);
    MHD_add_response_header(r, "x-traceid", a->request_id);
    MHD_add_response_header(r, "x-gong-service-version", "sim");
    if (a->retry_after[0])
        MHD_add_response_header(r, "Retry-After", a->retry_after);
    if (a->location[0])
        MHD_add_response_header(r, "Location", a->location);
    if (!q->rule || q->rule->kind != SIM_HEADERS)
        return;
    char name[32], value[1000];
    memset(value, 'x', sizeof value - 1);
    value[sizeof value - 1] = '\0';
    for (int64_t i = sim_rule_number(q->rule, 512); i > 0; i--) {
        snprintf(name, sizeof name, "x-padding-%lld", (long long)i);
        MHD_add_response_header(r, name, value);
    }
}

/* From which byte on a fault strikes: as said, else half-way. */
static uint64_t strikes_at(const struct sim_rule *rule, uint64_t length)
{
    if (rule->kind == SIM_DRIP)
        return (uint64_t)sim_rule_number(rule, 16);
    return (uint64_t)sim_rule_number(rule, (int64_t)(length / 2));
}

enum MHD_Result sim_send(struct sim_request *q, struct sim_answer *a)
{
    enum sim_trouble trouble_kind = q->rule ? q->rule->kind : SIM_FINE;
    bool whole = q->rule && q->rule->value[0] == '\0';
    if (trouble_kind == SIM_RESET && whole) {
        reset(q->connection);
        return MHD_NO;
    }
    struct sim_wire *w = wire_new(q);
    if (!w)
        return MHD_NO;
    if (trouble_kind == SIM_STALL && whole) {
        q->asleep = w;
        sleep_until(w, INT64_MAX);
        return MHD_YES;
    }
    w->trouble = trouble_kind;
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, next_bytes, w, wire_free);
    if (!response) {
        wire_free(w);
        return MHD_NO;
    }
    pack(q, a, response, w);
    if (q->rule)
        w->after = strikes_at(q->rule, w->bytes.len);
    add_headers(q, a, response);
    if (trouble_kind == SIM_CUT)
        MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    enum MHD_Result sent = MHD_queue_response(q->connection, (unsigned)a->status, response);
    MHD_destroy_response(response);
    return sent;
}
