#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/sim/sim_call.h"
#include "lib/sim/sim_clock.h"
#include "lib/sim/sim_late.h"
#include "lib/sim/sim_record.h"
#include "lib/sim/sim_source.h"

enum { DAYS_BEHIND = 366, DAYS_AHEAD = 400 };
#define COUNTED ((int64_t)1 << 40) /* keys of calls that are counted, not by the calendar */

struct invented {
    struct sim_source source;
    struct sim_company company;
    struct sim_invention how;
    when now;
    struct sim_talk talk; /* the last call spoken */
    int64_t talked;       /* its key, -1 = none */
};

static when counted_time(const struct invented *v, int64_t number)
{
    when span = v->how.days * WHEN_DAY;
    when t = v->now - span + (when)((double)span * ((double)number + 0.5) / (double)v->how.count);
    return t / WHEN_SECOND * WHEN_SECOND;
}

static void make(const struct invented *v, int64_t key, struct sim_call *call)
{
    if (key < COUNTED) {
        sim_call(&v->company, key, sim_day_time(&v->company, key), WHEN_DAY, call);
    } else {
        when spacing = v->how.days * WHEN_DAY / v->how.count;
        sim_call(&v->company, key, counted_time(v, key - COUNTED), spacing, call);
        call->shown = call->started; /* a window of exactly that many */
    }
    if (v->how.late_calls >= 0 || v->how.late_transcripts >= 0)
        sim_late(call, v->company.seed, (int)v->how.late_calls, (int)v->how.late_transcripts);
}

void sim_invented_call(struct sim_source *s, const struct sim_entry *e, struct sim_call *call)
{
    make((struct invented *)s, e->key, call);
}

const struct sim_company *sim_invented_company(const struct sim_source *s)
{
    return &((const struct invented *)s)->company;
}

static int speak(struct invented *v, const struct sim_call *call, struct fault *f)
{
    if (v->talked == call->key)
        return 0;
    v->talked = -1;
    if (sim_talk(&v->talk, &v->company, call, f) != 0)
        return -1;
    v->talked = call->key;
    return 0;
}

static int meta(struct sim_source *s, const struct sim_entry *e, struct buf *out, struct fault *f)
{
    struct sim_call call;
    struct json_writer w = {.b = out};
    sim_invented_call(s, e, &call);
    sim_put_meta(&w, NULL, sim_invented_company(s), &call);
    return buf_check(out, "a call", f);
}

static int record(struct sim_source *s, const struct sim_entry *e, when now, struct buf *out,
                  struct fault *f)
{
    struct invented *v = (struct invented *)s;
    struct sim_call call;
    struct json_writer w = {.b = out};
    make(v, e->key, &call);
    if (speak(v, &call, f) != 0)
        return -1;
    sim_put_record(&w, &v->company, &call, &v->talk, now);
    return buf_check(out, "a call", f);
}

static int transcript(struct sim_source *s, const struct sim_entry *e, struct buf *out,
                      struct fault *f)
{
    struct invented *v = (struct invented *)s;
    struct sim_call call;
    struct json_writer w = {.b = out};
    make(v, e->key, &call);
    if (speak(v, &call, f) != 0)
        return -1;
    sim_put_transcript(&w, NULL, &call, &v->talk);
    return buf_check(out, "a transcript", f);
}

static int user(struct sim_source *s, int number, struct buf *out, struct fault *f)
{
    struct sim_user u;
    struct json_writer w = {.b = out};
    sim_user(sim_invented_company(s), number, &u);
    sim_put_user(&w, NULL, &u, sim_invented_company(s));
    return buf_check(out, "a user", f);
}

static void person(struct sim_source *s, int number, struct sim_person *p)
{
    struct sim_user u;
    sim_user(sim_invented_company(s), number, &u);
    snprintf(p->id, sizeof p->id, "%s", u.id);
    snprintf(p->email, sizeof p->email, "%s", u.email);
    p->created = u.created;
    p->avatar = false;
}

static void release(struct sim_source *s)
{
    struct invented *v = (struct invented *)s;
    sim_talk_clear(&v->talk);
    free(v);
}

static const struct sim_source_ops ops = {meta, record, transcript, user, person, release};

static int add(struct invented *v, int64_t key, int *room, struct fault *f)
{
    struct sim_source *s = &v->source;
    if (s->n == *room) {
        int more = *room ? *room * 2 : 4096;
        struct sim_entry *bigger = reallocarray(s->entries, (size_t)more, sizeof *bigger);
        if (!bigger)
            return fault(f, STATUS_NO_MEMORY, "no memory for %d calls", more);
        s->entries = bigger;
        *room = more;
    }
    struct sim_call call;
    struct sim_user host;
    make(v, key, &call);
    sim_user(&v->company, call.host_user, &host);
    struct sim_entry *e = &s->entries[s->n++];
    *e = (struct sim_entry){.scheduled = call.scheduled,
                            .started = call.started,
                            .shown = call.shown,
                            .spoken = call.spoken,
                            .conference = call.kind != SIM_DIALER,
                            .key = key};
    snprintf(e->id, sizeof e->id, "%s", call.id);
    snprintf(e->host, sizeof e->host, "%s", host.id);
    sim_workspace_id(&v->company, call.workspace, e->workspace);
    return 0;
}

static int fill(struct invented *v, struct fault *f)
{
    int room = 0;
    for (int64_t i = 0; i < v->how.count; i++)
        if (add(v, COUNTED + i, &room, f) != 0)
            return -1;
    int64_t today = sim_day(v->now);
    for (int64_t day = today - DAYS_BEHIND; v->how.count == 0 && day < today + DAYS_AHEAD; day++) {
        int n = sim_day_calls(&v->company, day, (int)v->how.per_year);
        for (int k = 0; k < n; k++)
            if (add(v, sim_day_key(day, k), &room, f) != 0)
                return -1;
    }
    return sim_source_index(&v->source, f);
}

static enum sim_phrasings phrasings(const char *name)
{
    return !name || strcmp(name, "ours") == 0 ? SIM_SAID_OURS
           : strcmp(name, "known") == 0       ? SIM_SAID_KNOWN
           : strcmp(name, "apart") == 0       ? SIM_SAID_APART
           : strcmp(name, "both") == 0        ? SIM_SAID_BOTH
                                              : SIM_SAID_ALL;
}

struct sim_source *sim_invent(const struct sim_invention *how, when now, struct fault *f)
{
    struct invented *v = calloc(1, sizeof *v);
    if (!v) {
        fault(f, STATUS_NO_MEMORY, "no memory for a company");
        return NULL;
    }
    v->source.ops = &ops;
    v->source.users = (int)how->users;
    v->source.seed = (uint64_t)how->seed;
    v->source.workspaces = (int)how->workspaces;
    v->company = (struct sim_company){.seed = v->source.seed,
                                      .users = v->source.users,
                                      .workspaces = v->source.workspaces,
                                      .phrasings = phrasings(how->phrasings)};
    v->how = *how;
    v->now = now;
    v->talked = -1;
    if (fill(v, f) != 0) {
        sim_source_free(&v->source);
        return NULL;
    }
    return &v->source;
}
