#include "lib/sim/sim_filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool given(struct span v)
{
    return json_kind(v) != JSON_NONE && json_kind(v) != JSON_NULL;
}

static bool read_time(struct span text, when *t)
{
    struct fault f = {0};
    return when_parse(t, text, &f) == 0;
}

static bool in_order(const struct sim_filter *f, const char *where, struct sim_answer *a)
{
    if (f->has_from && f->has_to && f->from > f->to) {
        sim_error(a, 400, "%sfromDateTime: must be before toDateTime", where);
        return false;
    }
    return true;
}

static void hash(struct sim_filter *f)
{
    char text[200];
    snprintf(text, sizeof text, "%d %d %lld %lld %s", f->has_from, f->has_to, (long long)f->from,
             (long long)f->to, f->workspace);
    f->asked = sim_hash_text(0, span_of(text));
    for (int i = 0; i < f->ncalls; i++)
        f->asked =
            sim_hash_text(f->asked, (struct span){(const char *)&f->calls[i], sizeof f->calls[i]});
    for (int i = 0; i < f->nhosts; i++)
        f->asked = sim_hash_text(f->asked, span_of(f->hosts[i]));
}

bool sim_filter_query(struct sim_filter *f, const struct sim_request *q, struct sim_answer *a)
{
    const char *from = sim_query(q, "fromDateTime"), *to = sim_query(q, "toDateTime"),
               *workspace = sim_query(q, "workspaceId");
    *f = (struct sim_filter){.ncalls = -1, .nhosts = -1, .by_schedule = true};
    f->has_from = from != NULL;
    f->has_to = to != NULL;
    if ((from && !read_time(span_of(from), &f->from)) || (to && !read_time(span_of(to), &f->to))) {
        sim_error(a, 400, "Bad request");
        return false;
    }
    if (workspace)
        snprintf(f->workspace, sizeof f->workspace, "%s", workspace);
    hash(f);
    sim_filter_ready(f, q->sim->source);
    return in_order(f, "", a);
}

static bool time_member(struct span filter, const char *name, bool *has, when *t)
{
    struct span v = json_get(filter, name);
    struct buf b = BUF(100);
    *has = given(v);
    json_text(&b, v);
    bool good = !*has || (json_kind(v) == JSON_STRING && b.len > 0 && read_time(buf_view(&b), t));
    buf_free(&b);
    return good;
}

/* Ids are decimal, of at most 20 digits, as text. */
static bool is_id(struct span v, char out[SIM_ID])
{
    struct buf b = BUF(100);
    json_text(&b, v);
    if (json_kind(v) == JSON_NUMBER)
        buf_span(&b, v);
    bool good = b.len > 0 && b.len <= 20;
    for (size_t i = 0; good && i < b.len; i++)
        good = b.at[i] >= '0' && b.at[i] <= '9';
    snprintf(out, SIM_ID, "%s", good ? b.at : "");
    buf_free(&b);
    return good;
}

bool sim_id_list(struct span list, const char *name, struct sim_answer *a)
{
    struct json_walk w;
    struct json_writer ids = {.b = &a->ids};
    char id[SIM_ID];
    if (!given(list))
        return true;
    if (json_kind(list) != JSON_ARRAY) {
        sim_error(a, 400, SIM_BAD_BODY);
        return false;
    }
    if (json_count(list) == 0) {
        sim_error(a, 400, "filter.%s: may not be empty", name);
        return false;
    }
    json_open(&ids, NULL, '[');
    for (json_walk(&w, list); json_next(&w);) {
        if (!is_id(w.value, id)) {
            buf_clear(&a->ids);
            sim_error(a, 400, SIM_BAD_BODY);
            return false;
        }
        json_put_text(&ids, NULL, span_of(id));
    }
    json_close(&ids, ']');
    return true;
}

static int by_number(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static bool read_calls(struct sim_filter *f, struct span list, const struct sim_source *s)
{
    struct json_walk w;
    char id[SIM_ID];
    f->calls = calloc(json_count(list) + 1, sizeof *f->calls);
    if (!f->calls)
        return false;
    f->ncalls = 0;
    for (json_walk(&w, list); json_next(&w);) {
        int at = is_id(w.value, id) ? sim_source_find(s, span_of(id)) : -1;
        if (at >= 0)
            f->calls[f->ncalls++] = at;
    }
    qsort(f->calls, (size_t)f->ncalls, sizeof *f->calls, by_number);
    return true;
}

static bool read_hosts(struct sim_filter *f, struct span list)
{
    struct json_walk w;
    f->hosts = calloc(json_count(list) + 1, sizeof *f->hosts);
    if (!f->hosts)
        return false;
    f->nhosts = 0;
    for (json_walk(&w, list); json_next(&w);)
        if (is_id(w.value, f->hosts[f->nhosts]))
            f->nhosts++;
    return true;
}

bool sim_filter_body(struct sim_filter *f, const struct sim_request *q, struct sim_answer *a)
{
    struct span filter = json_get(q->json, "filter"), calls = json_get(filter, "callIds");
    struct span hosts = json_get(filter, "primaryUserIds"),
                workspace = json_get(filter, "workspaceId");
    *f = (struct sim_filter){.ncalls = -1, .nhosts = -1};
    if (!time_member(filter, "fromDateTime", &f->has_from, &f->from) ||
        !time_member(filter, "toDateTime", &f->has_to, &f->to) ||
        (given(workspace) && !is_id(workspace, f->workspace))) {
        sim_error(a, 400, SIM_BAD_BODY);
        return false;
    }
    if (!sim_id_list(hosts, "primaryUserIds", a))
        return false;
    buf_clear(&a->ids);
    if (!sim_id_list(calls, "callIds", a))
        return false;
    if ((given(calls) && !read_calls(f, calls, q->sim->source)) ||
        (given(hosts) && !read_hosts(f, hosts))) {
        sim_error(a, 500, "Internal server error occurred");
        return false;
    }
    hash(f);
    sim_filter_ready(f, q->sim->source);
    return in_order(f, "filter.", a);
}

void sim_filter_clear(struct sim_filter *f)
{
    free(f->calls);
    free(f->hosts);
    *f = (struct sim_filter){0};
}

static bool passes(const struct sim_filter *f, const struct sim_source *s, int index)
{
    const struct sim_entry *e = &s->entries[index];
    when t = f->by_schedule && e->conference ? e->scheduled : e->started;
    if ((f->has_from && t < f->from) || (f->has_to && t >= f->to))
        return false;
    if (f->workspace[0] && strcmp(f->workspace, e->workspace) != 0)
        return false;
    bool host = f->nhosts < 0;
    for (int i = 0; i < f->nhosts && !host; i++)
        host = strcmp(f->hosts[i], e->host) == 0;
    return host;
}

void sim_filter_ready(struct sim_filter *f, const struct sim_source *s)
{
    sim_source_range(s, f->has_from ? f->from : INT64_MIN, f->has_to ? f->to : INT64_MAX, &f->low,
                     &f->high);
}

/* The next one to look at: of ids the next that was asked, else the next in the window. */
static int candidate(const struct sim_filter *f, int index)
{
    if (f->ncalls < 0)
        return index < f->low ? f->low : index + 1;
    int low = 0;
    for (int high = f->ncalls; low < high;) {
        int middle = low + (high - low) / 2;
        if (f->calls[middle] <= index)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->ncalls ? f->calls[low] : INT32_MAX;
}

int sim_filter_next(const struct sim_filter *f, const struct sim_source *s, int index)
{
    int high = f->ncalls < 0 ? f->high : s->n;
    for (index = candidate(f, index); index < high; index = candidate(f, index))
        if (passes(f, s, index))
            return index;
    return -1;
}
