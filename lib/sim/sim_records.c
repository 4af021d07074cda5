/* --truth --type: what a fetch of one type gives, told by the source and not by the endpoints. */

#include <stdlib.h>
#include <string.h>
#include "lib/sim/sim.h"
#include "lib/sim/sim_clock.h"
#include "lib/sim/sim_filter.h"
#include "lib/sim/sim_objects.h"
#include "lib/sim/sim_record.h"
#include "lib/sim/sim_scorecards.h"
#include "lib/sim/sim_settings.h"
#include "lib/sim/sim_stats.h"

struct telling {
    const struct sim_options *o;
    struct sim_source *s;
    struct sim_filter window; /* of calls */
    struct sim_days days;     /* of statistics and reviews */
    struct buf line;
    struct out *out;
    struct fault *f;
};

static void open_line(struct telling *t, struct json_writer *w, const char *id, const char *name)
{
    buf_clear(&t->line);
    *w = (struct json_writer){.b = &t->line};
    json_open(w, NULL, '{');
    sim_put(w, "type", t->o->type);
    sim_put(w, "id", id);
    sim_put(w, "name", name);
}

static int close_line(struct telling *t, struct json_writer *w)
{
    json_close(w, '}');
    if (buf_check(&t->line, "a line of truth", t->f) != 0)
        return -1;
    out_line(t->out, buf_view(&t->line));
    return out_check(t->out, t->f);
}

static int bare_line(struct telling *t, const char *id, const char *name)
{
    struct json_writer w;
    open_line(t, &w, id, name);
    return close_line(t, &w);
}

/* The next entry of the window that is shown by now, behind `i`; -1 at the end. */
static int next_call(const struct telling *t, int i)
{
    do
        i = sim_filter_next(&t->window, t->s, i);
    while (i >= 0 && t->s->entries[i].shown > t->o->now);
    return i;
}

static int tell_calls(struct telling *t)
{
    int status = 0;
    for (int i = next_call(t, -1); i >= 0 && status == 0; i = next_call(t, i)) {
        struct sim_call call;
        struct json_writer w;
        sim_invented_call(t->s, &t->s->entries[i], &call);
        open_line(t, &w, call.id, call.untitled ? NULL : call.title);
        sim_put_time(&w, "started", call.started);
        json_put_bool(&w, "private", call.private_);
        status = close_line(t, &w);
    }
    return status;
}

static int tell_transcripts(struct telling *t)
{
    struct sim_talk talk = {.n = 0};
    int status = 0;
    for (int i = next_call(t, -1); i >= 0 && status == 0; i = next_call(t, i)) {
        struct sim_call call;
        struct json_writer w;
        int monologues = 0;
        if (t->s->entries[i].spoken > t->o->now)
            continue;
        sim_invented_call(t->s, &t->s->entries[i], &call);
        status = sim_talk(&talk, sim_invented_company(t->s), &call, t->f);
        for (int k = 0; k < talk.n; k++)
            monologues += talk.sentences[k].opens;
        if (status != 0)
            break;
        open_line(t, &w, call.id, call.untitled ? NULL : call.title);
        json_put_bool(&w, "private", call.private_);
        json_put_int(&w, "sentences", talk.n);
        json_put_int(&w, "monologues", monologues);
        status = close_line(t, &w);
    }
    sim_talk_clear(&talk);
    return status;
}

static int tell_users(struct telling *t)
{
    int status = 0;
    for (int i = 0; i < t->s->users && status == 0; i++) {
        struct sim_user u;
        sim_user(sim_invented_company(t->s), i, &u);
        status = bare_line(t, u.id, u.name);
    }
    return status;
}

static int tell_user_stats(struct telling *t)
{
    int status = 0;
    for (int i = 0; i < t->s->users && status == 0; i++) {
        struct sim_person p;
        t->s->ops->person(t->s, i, &p);
        if (sim_hosted(t->s, p.id, t->days, t->o->now, NULL) > 0)
            status = bare_line(t, p.id, p.email);
    }
    return status;
}

static int tell_scorecards(struct telling *t)
{
    char id[SIM_ID];
    const char *name;
    int status = 0;
    for (int i = 0; status == 0 && (name = sim_card(t->s, i, id)); i++)
        status = bare_line(t, id, name);
    return status;
}

static int tell_answered(struct telling *t)
{
    struct sim_review r;
    char card[SIM_ID];
    int status = 0;
    for (int i = 0; i < t->s->n && status == 0; i++) {
        int64_t day = sim_day(t->s->entries[i].started);
        struct json_writer w;
        if (day < t->days.from || day >= t->days.to || !sim_review(t->s, i, t->o->now, &r))
            continue;
        open_line(t, &w, r.id, sim_card(t->s, r.card, card));
        sim_put(&w, "call", r.entry->id);
        status = close_line(t, &w);
    }
    return status;
}

static int tell_libraries(struct telling *t)
{
    char id[SIM_ID];
    const char *name;
    int at[SIM_SHELVED], status = 0;
    for (int i = 0; status == 0 && (name = sim_shelf(t->s, i, id)); i++) {
        struct json_writer w;
        open_line(t, &w, id, name);
        json_put_int(&w, "calls", sim_shelved(t->s, i, t->o->now, at));
        status = close_line(t, &w);
    }
    return status;
}

static int tell_trackers(struct telling *t)
{
    char id[SIM_ID];
    const char *name;
    int status = 0;
    for (int i = 0; status == 0 && (name = sim_tracker(t->s, i, id)); i++)
        status = bare_line(t, id, name);
    return status;
}

/* The contexts of a call and of its parties, as a record has them. */
static int see_call(struct telling *t, int i, struct sim_objects *objects)
{
    const struct sim_company *c = sim_invented_company(t->s);
    struct sim_call call;
    struct json_writer w = {.b = &t->line};
    struct json_walk parties;
    struct span record;
    sim_invented_call(t->s, &t->s->entries[i], &call);
    buf_clear(&t->line);
    json_open(&w, NULL, '{');
    sim_put_context(&w, c, &call, t->o->now);
    if (!call.no_parties)
        sim_put_parties(&w, c, &call);
    json_close(&w, '}');
    if (buf_check(&t->line, "a call", t->f) != 0 ||
        json_check(buf_view(&t->line), &record, t->f) != 0)
        return -1;
    sim_objects_see(objects, json_get(record, "context"), i, call.private_);
    for (json_walk(&parties, json_get(record, "parties")); json_next(&parties);)
        sim_objects_see(objects, json_get(parties.value, "context"), i, call.private_);
    return objects->failed ? fault(t->f, STATUS_NO_MEMORY, "no memory for CRM objects")
                           : buf_check(&objects->words, "CRM objects", t->f);
}

static int tell_objects(struct telling *t, const char *type)
{
    struct sim_objects objects = {.type = type};
    struct sim_object object;
    int status = 0;
    for (int i = next_call(t, -1); i >= 0 && status == 0; i = next_call(t, i))
        status = see_call(t, i, &objects);
    sim_objects_sort(&objects);
    for (int i = 0; i < objects.n && status == 0;) {
        struct json_writer w;
        i = sim_objects_next(&objects, i, &object);
        open_line(t, &w, object.id, object.name);
        sim_put(&w, "system", object.system);
        json_put_int(&w, "calls", object.calls);
        json_put_int(&w, "privateCalls", object.secluded);
        status = close_line(t, &w);
    }
    sim_objects_clear(&objects);
    return status;
}

static int tell_deals(struct telling *t)
{
    return tell_objects(t, "Opportunity");
}

static int tell_contacts(struct telling *t)
{
    return tell_objects(t, "Contact");
}

static int tell_accounts(struct telling *t)
{
    return tell_objects(t, "Account");
}

static const struct {
    const char *type;
    int (*tell)(struct telling *t);
} types[] = {
    {"calls", tell_calls},           {"transcripts", tell_transcripts},
    {"users", tell_users},           {"user-stats", tell_user_stats},
    {"scorecards", tell_scorecards}, {"answered-scorecards", tell_answered},
    {"libraries", tell_libraries},   {"trackers", tell_trackers},
    {"crm-deals", tell_deals},       {"crm-contacts", tell_contacts},
    {"crm-accounts", tell_accounts},
};

/* The date as it was written, in UTC: a day means the same day to the company. Statistics do not
 * have today. */
static struct sim_days whole_days(const struct sim_options *o, const struct sim_source *s)
{
    int64_t first = s->n > 0 ? sim_day(s->entries[0].started) : 0, today = sim_day(o->now);
    bool stats = strcmp(o->type, "user-stats") == 0;
    struct sim_days d = {o->from == INT64_MIN ? first - 1 : o->from / WHEN_DAY,
                         o->to == INT64_MAX ? today + 1 : o->to / WHEN_DAY};
    if (stats && d.to > today)
        d.to = today;
    return d;
}

int sim_records(const struct sim_options *o, struct out *out, struct fault *f)
{
    struct telling t = {.o = o, .out = out, .f = f, .s = sim_invent(&o->company, o->now, f)};
    int status = t.s ? 0 : -1;
    if (status == 0) {
        t.window = (struct sim_filter){.has_from = o->from != INT64_MIN,
                                       .has_to = o->to != INT64_MAX,
                                       .from = o->from,
                                       .to = o->to,
                                       .by_schedule = true,
                                       .ncalls = -1,
                                       .nhosts = -1};
        sim_filter_ready(&t.window, t.s);
        t.days = whole_days(o, t.s);
    }
    for (int i = 0; status == 0 && i < SIM_COUNT(types); i++)
        if (strcmp(types[i].type, o->type) == 0)
            status = types[i].tell(&t);
    buf_free(&t.line);
    sim_source_free(t.s);
    return status;
}
