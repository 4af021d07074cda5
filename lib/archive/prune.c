#include "lib/archive/prune.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"

struct plan {
    struct card *due;
    when *ends;
    size_t n;
};

/* ---- what is due, and whether that can be right ---- */

static int last_prune(struct shelf *s, bool *ever, when *t, struct fault *f)
{
    struct buf text = BUF(256);
    const char *path = shelf_path(s, SHELF_PRUNED, f);
    if (!path)
        return -1;
    *ever = access(path, F_OK) == 0;
    int done = *ever ? file_read(&text, path, f) : 0;
    if (done == 0 && *ever) {
        struct span line = buf_view(&text);
        if (line.len && line.at[line.len - 1] == '\n')
            line.len--;
        if (when_parse(t, line, f) != 0)
            done = fault(f, STATUS_BAD_RECORD, "%s: not a time; remove this file", path);
    }
    buf_free(&text);
    return done;
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

static int check_clock(const struct prune *p, struct shelf *s, struct fault *f)
{
    bool ever;
    when last = 0, newest = INT64_MIN;
    if (last_prune(s, &ever, &last, f) != 0)
        return -1;
    for (size_t i = 0; i < s->n; i++)
        if (s->cards[i].created > newest)
            newest = s->cards[i].created;
    if (p->force_clock || s->n == 0)
        return 0;
    if (p->now < newest - WHEN_DAY)
        return wrong_clock(p, "more than a day before the newest bundle was made", newest, f);
    if (ever && p->now < last - WHEN_DAY)
        return wrong_clock(p, "more than a day before the last prune", last, f);
    when known = ever && last > newest ? last : newest;
    int days = ever ? PRUNE_LEAP : PRUNE_FIRST;
    if (p->now - known > days * WHEN_DAY)
        return wrong_clock(p, "very long after the last prune and the newest bundle", known, f);
    return 0;
}

static int make_plan(struct plan *plan, const struct prune *p, struct shelf *s, struct fault *f)
{
    plan->due = calloc(s->n + 1, sizeof *plan->due);
    plan->ends = calloc(s->n + 1, sizeof *plan->ends);
    if (!plan->due || !plan->ends)
        return fault(f, STATUS_NO_MEMORY, "no memory for the plan");
    for (size_t i = 0; i < s->n; i++) {
        const struct card *c = &s->cards[i];
        if (class_expiry(&plan->ends[plan->n], c->class, c->created, f) != 0)
            return fault_at(f, "bundle %s: nothing deleted", c->id);
        if (p->now >= plan->ends[plan->n])
            plan->due[plan->n++] = *c;
    }
    if (check_clock(p, s, f) != 0)
        return -1;
    if (plan->n > 0 && plan->n == s->n && !p->allow_empty)
        return fault(
            f, STATUS_CONFIG,
            "every bundle would go, all %zu: nothing deleted; if that is meant, say --allow-empty",
            plan->n);
    return 0;
}

/* ---- doing it ---- */

static int write_journal(const struct plan *plan, struct shelf *s, struct fault *f)
{
    struct buf text = BUF(512 << 20);
    const char *path = shelf_path(s, SHELF_JOURNAL, f);
    for (size_t i = 0; i < plan->n; i++)
        card_add(&text, &plan->due[i]);
    int done = path ? buf_check(&text, path, f) : -1;
    if (done == 0)
        done = file_replace(path, 0600, buf_view(&text), f);
    buf_free(&text);
    return done;
}

static int remove_bundle(struct shelf *s, const struct card *c, struct fault *f)
{
    const char *path = shelf_bundle(s, c->id, f);
    if (!path)
        return -1;
    if (unlink(path) != 0 && errno != ENOENT)
        return fault_errno(f, STATUS_IO, "%s", path);
    return 0;
}

/* On a full disk there is no room for the journal before something has gone. What is due goes all
 * the same: if this is killed before the journal stands, the index names a bundle that is not there
 * any more, which is due and so in the next prune's plan. */
static int begin(const struct plan *plan, struct shelf *s, struct fault *f)
{
    int done = write_journal(plan, s, f);
    for (size_t i = 0; done != 0 && i < plan->n; i++) {
        if (remove_bundle(s, &plan->due[i], f) != 0 || file_sync_dir(s->dir, f) != 0)
            return -1;
        done = write_journal(plan, s, f);
    }
    if (done == 0)
        *f = (struct fault){0};
    return done;
}

static int carry_out(const struct plan *plan, struct shelf *s, struct fault *f)
{
    if (begin(plan, s, f) != 0)
        return -1;
    for (size_t i = 0; i < plan->n; i++) {
        if (remove_bundle(s, &plan->due[i], f) != 0)
            return -1;
        shelf_drop(s, plan->due[i].id);
    }
    if (file_sync_dir(s->dir, f) != 0 || shelf_save(s, f) != 0)
        return -1;
    const char *path = shelf_path(s, SHELF_JOURNAL, f);
    return path ? file_remove(path, f) : -1;
}

static int stamp(const struct prune *p, struct shelf *s, struct fault *f)
{
    struct buf text = BUF(64);
    const char *path = shelf_path(s, SHELF_PRUNED, f);
    when_format(&text, p->now);
    buf_byte(&text, '\n');
    int done = path ? buf_check(&text, path, f) : -1;
    if (done == 0)
        done = file_replace(path, 0600, buf_view(&text), f);
    buf_free(&text);
    return done;
}

static int print(const struct plan *plan, const struct prune *p, struct out *out, struct fault *f)
{
    struct buf text = BUF(0);
    for (size_t i = 0; i < plan->n; i++) {
        const struct card *c = &plan->due[i];
        if (p->json) {
            card_add(&text, c);
            continue;
        }
        buf_format(&text, "%s  %s, expired ", c->id, c->class);
        when_format(&text, plan->ends[i]);
        buf_format(&text, ", %lld bytes\n", (long long)c->size);
    }
    out_span(out, buf_view(&text));
    int done = buf_check(&text, "the list of what went", f);
    buf_free(&text);
    return done == 0 ? out_flush(out, f) : -1;
}

int prune_run(const struct prune *p, struct shelf *s, struct out *out, struct fault *f)
{
    struct plan plan = {0};
    int done = make_plan(&plan, p, s, f);
    if (done == 0 && !p->dry_run && plan.n > 0)
        done = carry_out(&plan, s, f);
    if (done == 0 && !p->dry_run)
        done = stamp(p, s, f);
    if (done == 0)
        done = print(&plan, p, out, f);
    free(plan.due);
    free(plan.ends);
    return done;
}
