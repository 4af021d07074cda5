#include "lib/archive/prune.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/archive/journal.h"
#include "lib/archive/spent.h"
#include "lib/archive/trash.h"
#include "lib/json/json.h"
#include "lib/state/time_file.h"

struct plan {
    const char *class; /* of the plan; NULL: not known */
    struct card *due;  /* bundles, and when each expired */
    when *ends;
    size_t n, held;
    int64_t bytes;
    struct trash trash; /* what of it is due */
    struct spent spent; /* run directories */
    struct buf detail;  /* for the audit log */
};

/* ---- what is due, and whether that can be right ---- */

static int last_prune(struct shelf *s, bool *ever, when *t, struct fault *f)
{
    const char *path = shelf_path(s, SHELF_PRUNED, f);
    int done = path ? time_file_read(path, ever, t, f) : -1;
    return done == 1 ? fault(f, STATUS_BAD_RECORD, "%s: not a time; remove this file", path) : done;
}

static int wrong_clock(const struct prune *p, const char *why, when t, struct fault *f)
{
    struct buf now = BUF(64), then = BUF(64);
    when_format(&now, p->now);
    when_format(&then, t);
    fault(f, STATUS_CONFIG,
          "it is %s, %s (%s): nothing deleted; set the clock right, or say --force-clock",
          now.at ? now.at : "", why, then.at ? then.at : "");
    buf_free(&now);
    buf_free(&then);
    return -1;
}

/* When something is known to have been; INT64_MIN: nothing is known. *id: the bundle; "": a run. */
static when newest_of(const struct plan *plan, const struct shelf *s, const char **id)
{
    when newest = plan->spent.newest;
    *id = "";
    for (size_t i = 0; i < s->n; i++)
        if (s->cards[i].created > newest) {
            newest = s->cards[i].created;
            *id = s->cards[i].id;
        }
    for (size_t i = 0; i < plan->trash.n; i++)
        if (plan->trash.at[i].class[0] != '\0' && plan->trash.at[i].created > newest) {
            newest = plan->trash.at[i].created;
            *id = plan->trash.at[i].id;
        }
    return newest;
}

static int check_clock(const struct prune *p, const struct plan *plan, struct shelf *s,
                       struct fault *f)
{
    bool ever;
    const char *id;
    char why[NAME_ID + 80];
    when last = 0, newest = newest_of(plan, s, &id);
    snprintf(why, sizeof why, "more than a day before the newest %s%s", id[0] ? "bundle, " : "run",
             id);
    if (last_prune(s, &ever, &last, f) != 0)
        return -1;
    if (p->force_clock || newest == INT64_MIN)
        return 0;
    if (p->now < newest - WHEN_DAY)
        return wrong_clock(p, why, newest, f);
    if (ever && p->now < last - WHEN_DAY)
        return wrong_clock(p, "more than a day before the last prune", last, f);
    when known = ever && last > newest ? last : newest;
    int days = ever ? PRUNE_LEAP : PRUNE_FIRST;
    if (p->now - known > days * WHEN_DAY)
        return wrong_clock(p, "very long after the last prune and the newest bundle or run", known,
                           f);
    return 0;
}

/* "plan" wants a plan; without one nobody can say what is due, so nothing is. */
static int know_plan(struct plan *plan, const struct shelf *s, struct fault *f)
{
    struct fault unknown = {0};
    bool known = class_of_plan(&plan->class, &unknown) == 0;
    for (size_t i = 0; !known && i < s->n; i++)
        if (strcmp(s->cards[i].class, CLASS_PLAN) == 0) {
            *f = unknown;
            return fault_at(f, "bundle %s: nothing deleted", s->cards[i].id);
        }
    return 0;
}

static void say_held(const struct shelf *s, const char *id)
{
    notice(s->listener, "%s: its time is over, but it is on hold: kept; see cm-retain release", id);
}

static int find_bundles(struct plan *plan, const struct prune *p, struct shelf *s, struct fault *f)
{
    plan->due = calloc(s->n + 1, sizeof *plan->due);
    plan->ends = calloc(s->n + 1, sizeof *plan->ends);
    if (!plan->due || !plan->ends)
        return fault(f, STATUS_NO_MEMORY, "no memory for the plan");
    for (size_t i = 0; i < s->n; i++) {
        const struct card *c = &s->cards[i];
        when *ends = &plan->ends[plan->n];
        if (class_expiry(ends, c->class, plan->class, c->created, f) != 0)
            return fault_at(f, "bundle %s: nothing deleted", c->id);
        if (p->now < *ends)
            continue;
        if (holds_find(&s->holds, c->id)) {
            say_held(s, c->id);
            plan->held++;
            continue;
        }
        plan->bytes += c->size;
        plan->due[plan->n++] = *c;
    }
    if (plan->n == 0 || plan->n < s->n || p->allow_empty)
        return 0;
    return fault(f, STATUS_CONFIG,
                 "every bundle would go, all %zu: nothing deleted; if that is meant, say "
                 "--allow-empty",
                 plan->n);
}

/* What was removed goes when its grace is over, or its class. What is not due is dropped. */
static void find_trash(struct plan *plan, const struct prune *p, struct shelf *s)
{
    size_t due = 0;
    for (size_t i = 0; i < plan->trash.n; i++) {
        const struct trash_item *item = &plan->trash.at[i];
        struct fault ignored;
        when ends;
        bool over = p->now >= item->until ||
                    (class_expiry(&ends, item->class, plan->class, item->created, &ignored) == 0 &&
                     p->now >= ends);
        if (over && holds_find(&s->holds, item->id)) {
            say_held(s, item->id);
            plan->held++;
        } else if (over) {
            plan->bytes += item->size;
            plan->trash.at[due++] = *item;
        }
    }
    plan->trash.n = due;
}

/* How many went of which class; for the audit log. */
static int tell_all(struct plan *plan, const struct prune *p, struct fault *f)
{
    struct json_writer w = {.b = &plan->detail};
    json_open(&w, NULL, '{');
    json_put_int(&w, "bundles", (int64_t)plan->n);
    json_put_int(&w, "bytes", plan->bytes);
    json_open(&w, "classes", '{');
    static const char *const names[] = {"30d", "90d", "1y", CLASS_PLAN};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        int64_t n = 0;
        for (size_t k = 0; k < plan->n; k++)
            n += strcmp(plan->due[k].class, names[i]) == 0;
        if (n > 0)
            json_put_int(&w, names[i], n);
    }
    json_close(&w, '}');
    json_put_int(&w, "trash", (int64_t)plan->trash.n);
    json_put_int(&w, "runs", (int64_t)plan->spent.n);
    json_put_int(&w, "held", (int64_t)plan->held);
    json_put_bool(&w, "force_clock", p->force_clock);
    json_put_bool(&w, "allow_empty", p->allow_empty);
    json_close(&w, '}');
    return buf_check(&plan->detail, "the line of the audit log", f);
}

static int make_plan(struct plan *plan, const struct prune *p, struct shelf *s, struct fault *f)
{
    plan->spent.newest = INT64_MIN;
    if (know_plan(plan, s, f) != 0 || trash_open(&plan->trash, s, f) != 0)
        return -1;
    if (journal_audits(s->dir) && spent_open(&plan->spent, p->now, &s->holds, s->listener, f) != 0)
        return -1;
    if (check_clock(p, plan, s, f) != 0 || find_bundles(plan, p, s, f) != 0)
        return -1;
    find_trash(plan, p, s);
    return tell_all(plan, p, f);
}

/* ---- doing it ---- */

static int carry_out(const struct plan *plan, const struct prune *p, struct shelf *s,
                     struct fault *untold, struct fault *f)
{
    struct journal j = {.what = "retention-run", .time = p->now, .detail = buf_view(&plan->detail)};
    int done = 0;
    for (size_t i = 0; done == 0 && i < plan->n; i++)
        done = journal_add(&j, DEED_PRUNE, plan->due[i].id, 0, f);
    for (size_t i = 0; done == 0 && i < plan->trash.n; i++)
        done = journal_add(&j, DEED_EMPTY, plan->trash.at[i].id, plan->trash.at[i].until, f);
    if (done == 0 && j.n > 0)
        done = journal_carry_out(&j, s, untold, f);
    else if (done == 0 && journal_note(s->dir, j.what, j.time, j.detail, untold) != 0)
        fault_at(untold, "it is done, but not in the audit log");
    journal_clear(&j);
    /* Last: the audit log has said it by now, and who is killed here leaves them to the next. */
    return done == 0 ? spent_remove(&plan->spent, f) : -1;
}

static int stamp(const struct prune *p, struct shelf *s, struct fault *f)
{
    const char *path = shelf_path(s, SHELF_PRUNED, f);
    return path ? time_file_put(path, p->now, f) : -1;
}

/* ---- telling it ---- */

static void put_sentence(struct buf *b, const char *what, const char *id, const char *how, when t,
                         int64_t bytes)
{
    buf_format(b, "%s%s  %s ", what, id, how);
    when_format(b, t);
    buf_format(b, ", %lld bytes\n", (long long)bytes);
}

static void put_json(struct buf *b, const char *kind, const char *id, const char *member, when t,
                     int64_t bytes)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of(kind));
    json_put_text(&w, "id", span_of(id));
    json_put_time(&w, member, t);
    json_put_int(&w, "size", bytes);
    json_close(&w, '}');
    buf_byte(b, '\n');
}

static void put_bundle(struct buf *b, const struct plan *plan, size_t i, bool json)
{
    const struct card *c = &plan->due[i];
    struct json_writer w = {.b = b};
    char how[CLASS_NAME + 16];
    if (json) {
        json_open(&w, NULL, '{');
        card_put(&w, c, plan->class);
        json_close(&w, '}');
        buf_byte(b, '\n');
        return;
    }
    snprintf(how, sizeof how, "%s, expired", c->class);
    put_sentence(b, "", c->id, how, plan->ends[i], c->size);
}

static int print(const struct plan *plan, const struct prune *p, struct out *out, struct fault *f)
{
    struct buf text = BUF(0);
    for (size_t i = 0; i < plan->n; i++)
        put_bundle(&text, plan, i, p->json);
    for (size_t i = 0; i < plan->trash.n; i++) {
        const struct trash_item *t = &plan->trash.at[i];
        if (p->json)
            put_json(&text, "trash", t->id, "until", t->until, t->size);
        else
            put_sentence(&text, "trash ", t->id, "removed, its grace until", t->until, t->size);
    }
    for (size_t i = 0; i < plan->spent.n; i++) {
        const struct spent_run *r = &plan->spent.at[i];
        if (p->json)
            put_json(&text, "run", r->id, "ended", r->ended, r->bytes);
        else
            put_sentence(&text, "run ", r->id, r->state, r->ended, r->bytes);
    }
    out_span(out, buf_view(&text));
    int done = buf_check(&text, "the list of what went", f);
    buf_free(&text);
    return done == 0 ? out_flush(out, f) : -1;
}

int prune_run(const struct prune *p, struct shelf *s, struct out *out, struct fault *f)
{
    struct plan plan = {.detail = BUF(4096)};
    struct fault untold = {0};
    int done = make_plan(&plan, p, s, f);
    if (done == 0 && !p->dry_run)
        done = carry_out(&plan, p, s, &untold, f);
    if (done == 0 && !p->dry_run)
        done = stamp(p, s, f);
    if (done == 0)
        done = print(&plan, p, out, f);
    if (done == 0 && untold.status != STATUS_OK) {
        *f = untold;
        done = -1;
    }
    free(plan.due);
    free(plan.ends);
    trash_close(&plan.trash);
    spent_close(&plan.spent);
    buf_free(&plan.detail);
    return done;
}
