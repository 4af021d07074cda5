#include "lib/sim/sim_server.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/base/file.h"

enum { TICK_MS = 50 };
#define CONNECTION_MEMORY                                                                          \
    ((size_t)2 << 20) /* room for headers beyond reason, when a fault asks for them */

const char *sim_query(const struct sim_request *q, const char *name)
{
    for (int i = 0; i < q->nquery; i++)
        if (strcmp(q->query[i].name, name) == 0)
            return q->query[i].value;
    return NULL;
}

void sim_request_id(const struct sim *s, char out[SIM_ID])
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    uint64_t h =
        sim_hash(s->source->seed, SIM_REQUEST, (uint64_t)s->answered, (uint64_t)s->clock.origin);
    uint64_t low = sim_hash(s->source->seed, SIM_REQUEST, h, 1);
    for (int i = 0; i < 19; i++) {
        uint64_t *from = i < 10 ? &h : &low;
        out[i] = digits[*from % 36];
        *from /= 36;
    }
    out[19] = '\0';
}

void sim_answer_open(struct sim_answer *a, struct json_writer *w)
{
    *w = (struct json_writer){.b = &a->body};
    a->status = 200;
    json_open(w, NULL, '{');
    json_put_text(w, "requestId", span_of(a->request_id));
}

int sim_error(struct sim_answer *a, int status, const char *format, ...)
{
    char text[400];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    buf_clear(&a->body);
    struct json_writer w;
    sim_answer_open(a, &w);
    a->status = status;
    a->items = -1;
    json_open(&w, "errors", '[');
    json_put_text(&w, NULL, span_of(text));
    json_close(&w, ']');
    json_close(&w, '}');
    return 0;
}

static enum MHD_Result collect(void *to, enum MHD_ValueKind kind, const char *name,
                               const char *value)
{
    struct sim_request *q = to;
    (void)kind;
    if (q->nquery < SIM_PAIRS)
        q->query[q->nquery++] = (struct sim_pair){name, value ? value : ""};
    return MHD_YES;
}

static int dispatch(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    if (q->too_long)
        return sim_error(a, 413, "Request body is too large");
    if (strncmp(q->path, "/sim/", 5) == 0)
        return sim_control(q, a, f);
    bool api = strncmp(q->path, "/v2/", 4) == 0;
    q->rule = sim_rule_strike(&q->sim->rules, q->path);
    if (api) {
        q->sim->requests++;
        int64_t wait = sim_limit(&q->sim->limit, q->ms, q->now);
        if (wait > 0) {
            snprintf(a->retry_after, sizeof a->retry_after, "%lld", (long long)wait);
            return sim_error(a, 429, "API request limit exceeded");
        }
    }
    if (q->rule && sim_replace(q, a))
        return 0;
    if (strncmp(q->path, "/oauth2/", 8) == 0)
        return sim_authorize(q, a, f);
    if (api)
        return sim_route(q, a, f);
    return sim_error(a, 404, "Not Found");
}

static enum MHD_Result serve(struct sim_request *q)
{
    struct sim *s = q->sim;
    struct sim_answer a = {.items = -1};
    struct fault f = {0};
    s->answered++;
    q->ms = when_steady_ms();
    q->now = sim_clock_now(&s->clock);
    sim_request_id(s, a.request_id);
    MHD_get_connection_values(q->connection, MHD_GET_ARGUMENT_KIND, collect, q);
    if (dispatch(q, &a, &f) != 0 || buf_check(&a.body, "an answer", &f) != 0)
        sim_error(&a, 500, "Internal server error occurred");
    sim_log(s, q, &a); /* first: whoever has the answer finds its line in the log */
    enum MHD_Result sent = sim_send(q, &a);
    buf_free(&a.body);
    buf_free(&a.ids);
    return sent;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *size, void **state)
{
    struct sim_request *q = *state;
    (void)version;
    if (!q) {
        q = calloc(1, sizeof *q);
        if (!q)
            return MHD_NO;
        q->sim = cls;
        q->connection = connection;
        q->body = BUF(SIM_BODY_LIMIT);
        *state = q;
        return MHD_YES;
    }
    if (q->asleep)
        return MHD_NO; /* woken at the end: there never was an answer */
    q->method = method;
    q->path = url;
    if (*size > 0) {
        buf_add(&q->body, data, *size);
        q->too_long |= q->body.state != BUF_SOUND;
        *size = 0;
        return MHD_YES;
    }
    return serve(q);
}

static void on_end(void *cls, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode code)
{
    struct sim_request *q = *state;
    (void)cls;
    (void)connection;
    (void)code;
    if (q) {
        sim_send_forget(q);
        buf_free(&q->body);
    }
    free(q);
    *state = NULL;
}

/* microhttpd would write to stderr; what it has to say concerns clients that hang up. */
static void on_message(void *cls, const char *format, va_list ap)
{
    (void)cls;
    (void)format;
    (void)ap;
}

static int listen_on(struct sim *s, struct fault *f)
{
    struct sockaddr_in here = {.sin_family = AF_INET,
                               .sin_port = htons((uint16_t)s->o->port),
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    s->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, (uint16_t)s->o->port, NULL,
        NULL, on_request, s, MHD_OPTION_EXTERNAL_LOGGER, on_message, NULL, MHD_OPTION_SOCK_ADDR,
        &here, MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        CONNECTION_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT, 300u, MHD_OPTION_END);
    if (!s->daemon)
        return fault_errno(f, STATUS_REFUSED,
                           "cannot listen on 127.0.0.1 port %d: use another --port (0 finds one)",
                           (int)s->o->port);
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
    s->port = info ? info->port : (int)s->o->port;
    if (!s->o->port_file)
        return 0;
    char text[16];
    int n = snprintf(text, sizeof text, "%d\n", s->port);
    return file_replace(s->o->port_file, 0644, (struct span){text, (size_t)n}, f);
}

static int run(struct sim *s, const volatile sig_atomic_t *stop, const struct listener *l,
               struct fault *f)
{
    if (listen_on(s, f) != 0)
        return -1;
    notice(l, "listening on http://127.0.0.1:%d (%d calls, %d users)", s->port, s->source->n,
           s->source->users);
    while (!*stop && s->log_fault.status == STATUS_OK) {
        MHD_run_wait(s->daemon, TICK_MS);
        sim_send_due(s);
    }
    if (s->log_fault.status != STATUS_OK) {
        *f = s->log_fault;
        return -1;
    }
    return 0;
}

static int set_up(struct sim *s, struct fault *f)
{
    const struct sim_options *o = s->o;
    s->source = o->ncalls ? sim_files(o->calls, o->ncalls, f) : sim_invent(&o->company, o->now, f);
    if (!s->source)
        return -1;
    sim_clock_start(&s->clock, o->now, o->fixed);
    s->limit = (struct sim_limit){.per_second = (int)o->per_second, .per_day = (int)o->per_day};
    s->cursor_life = SIM_CURSOR_LIFE;
    s->crm = (struct sim_crm_state){.name = o->no_integration ? NULL : o->integration,
                                    .takes = o->delete_takes * WHEN_SECOND,
                                    .fails = o->delete_fails};
    s->rules.seed = (uint64_t)o->company.seed;
    for (size_t i = 0; i < o->faults.n; i++)
        if (sim_rule_add(&s->rules, o->faults.at[i], f) != 0)
            return -1;
    snprintf(s->scopes, sizeof s->scopes, o->scopes ? " %s " : "*", o->scopes);
    s->key = BUF(1000);
    if (o->key_file && file_read(&s->key, o->key_file, f) != 0)
        return -1;
    if (!o->key_file)
        buf_text(&s->key, SIM_KEY);
    while (s->key.len > 0 && strchr(" \r\n", s->key.at[s->key.len - 1]))
        s->key.len--;
    if (!memchr(s->key.at ? s->key.at : "", ':', s->key.len))
        return fault(f, STATUS_CONFIG, "%s: write the key as id:secret", o->key_file);
    return sim_oauth_init(&s->oauth, o->client_file, o->token_life, f) != 0
               ? -1
               : sim_log_open(s, o->log, f);
}

int sim_check(const struct sim_options *o, struct fault *f)
{
    const struct sim_invention *c = &o->company;
    if (o->port > 65535)
        return fault(f, STATUS_USAGE, "--port: at most 65535");
    if (c->users < 1 || c->users > 100000 || c->workspaces < 1 || c->workspaces > 100 ||
        c->days < 1 || c->days > 3650 || c->count > 1000000 || c->per_year > 200000)
        return fault(
            f, STATUS_USAGE,
            "--users 1-100000, --workspaces 1-100, --days 1-3650, --count at most 1000000, "
            "--calls-per-year at most 200000");
    if (c->late_calls > 100 || c->late_transcripts > 100)
        return fault(f, STATUS_USAGE, "--late-calls, --late-transcripts: at most 100 percent");
    if (o->ncalls && c->phrasings)
        return fault(f, STATUS_USAGE, "--phrasings is of the invented company: leave out --calls");
    if (o->delete_takes > INT32_MAX)
        return fault(f, STATUS_USAGE, "--delete-takes: at most %d seconds", INT32_MAX);
    if (o->from > o->to)
        return fault(f, STATUS_USAGE, "--from is behind --to");
    return 0;
}

int sim_serve(const struct sim_options *o, const volatile sig_atomic_t *stop,
              const struct listener *l, struct fault *f)
{
    struct sim s = {.o = o, .log = -1};
    int status = set_up(&s, f);
    if (status == 0)
        status = run(&s, stop, l, f);
    sim_send_stop(&s);
    if (s.daemon)
        MHD_stop_daemon(s.daemon);
    sim_log_close(&s);
    sim_crm_clear(&s.crm);
    sim_oauth_clear(&s.oauth);
    buf_free(&s.key);
    sim_source_free(s.source);
    return status;
}
