/* /sim: how a test steers a running simulator. No credential: it listens on loopback only. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/sim/sim_record.h"
#include "lib/sim/sim_server.h"

static int status(struct sim_request *q, struct sim_answer *a)
{
    struct sim *s = q->sim;
    struct json_writer w;
    sim_answer_open(a, &w);
    sim_put_time(&w, "now", sim_clock_now(&s->clock));
    json_put_int(&w, "calls", s->source->n);
    json_put_int(&w, "users", s->source->users);
    json_put_int(&w, "requests", s->requests);
    json_put_int(&w, "busiestSecond", s->limit.busiest);
    json_put_bool(&w, "revoked", s->revoked);
    json_put_int(&w, "faults", s->rules.n);
    json_close(&w, '}');
    return 0;
}

static int bad(struct sim_answer *a, const struct fault *f)
{
    return sim_error(a, 400, "%s", f->text);
}

static int set_clock(struct sim_request *q, struct sim_answer *a)
{
    struct sim *s = q->sim;
    const char *advance = sim_query(q, "advance"), *now = sim_query(q, "now");
    struct fault f = {0};
    when t;
    if (now) {
        if (when_parse(&t, span_of(now), &f) != 0)
            return bad(a, &f);
        sim_clock_advance(&s->clock, t - sim_clock_now(&s->clock));
    }
    if (advance)
        sim_clock_advance(&s->clock, strtoll(advance, NULL, 10) * WHEN_SECOND);
    return status(q, a);
}

static int set_faults(struct sim_request *q, struct sim_answer *a)
{
    struct sim *s = q->sim;
    struct fault f = {0};
    if (sim_query(q, "clear"))
        s->rules.n = 0;
    for (int i = 0; i < q->nquery; i++)
        if (strcmp(q->query[i].name, "add") == 0 &&
            sim_rule_add(&s->rules, q->query[i].value, &f) != 0)
            return bad(a, &f);
    return status(q, a);
}

static int set_scopes(struct sim_request *q, struct sim_answer *a)
{
    struct sim *s = q->sim;
    const char *set = sim_query(q, "set");
    snprintf(s->scopes, sizeof s->scopes, set && *set ? " %s " : "*", set);
    return status(q, a);
}

static int set_limits(struct sim_request *q, struct sim_answer *a)
{
    struct sim *s = q->sim;
    const char *second = sim_query(q, "per-second"), *day = sim_query(q, "per-day");
    if (second)
        s->limit.per_second = (int)strtol(second, NULL, 10);
    if (day)
        s->limit.per_day = (int)strtol(day, NULL, 10);
    return status(q, a);
}

static int set_cursors(struct sim_request *q, struct sim_answer *a)
{
    const char *life = sim_query(q, "life");
    char *end = NULL;
    int64_t seconds = life ? strtoll(life, &end, 10) : -1;
    if (seconds < 0 || end == life || *end)
        return sim_error(a, 400, "life: say how many seconds");
    q->sim->cursor_life = seconds;
    return status(q, a);
}

int sim_control(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct sim *s = q->sim;
    const char *what = q->path + strlen("/sim/");
    (void)f;
    if (strcmp(what, "status") == 0)
        return status(q, a);
    if (strcmp(q->method, "POST") != 0)
        return sim_error(a, 405, "Method Not Allowed");
    if (strcmp(what, "clock") == 0)
        return set_clock(q, a);
    if (strcmp(what, "faults") == 0)
        return set_faults(q, a);
    if (strcmp(what, "scopes") == 0)
        return set_scopes(q, a);
    if (strcmp(what, "limits") == 0)
        return set_limits(q, a);
    if (strcmp(what, "cursors") == 0)
        return set_cursors(q, a);
    if (strcmp(what, "revoke") == 0) {
        s->revoked = true;
        sim_oauth_revoke(&s->oauth);
    } else if (strcmp(what, "restore") == 0) {
        s->revoked = false;
    } else if (strcmp(what, "expire-tokens") == 0) {
        sim_oauth_expire(&s->oauth, q->now);
    } else {
        return sim_error(a, 404, "Not Found");
    }
    return status(q, a);
}
