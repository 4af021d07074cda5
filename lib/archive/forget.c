#include "lib/archive/forget.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/archive/forget_shelf.h"
#include "lib/archive/forget_state.h"
#include "lib/archive/forget_waits.h"
#include "lib/archive/journal.h"
#include "lib/archive/reach.h"
#include "lib/archive/retain.h"
#include "lib/base/file.h"
#include "lib/json/json.h"

struct forgetting {
    const struct retain *r;
    const struct forgetter *by;
    struct shelf shelf;
    struct forget_job job;
    struct forget_shelf bundles;
    struct forget_state state;
    struct buf dir, work, said, journal, line;
    char hash[DIGEST_TEXT];
    const char *name; /* of the journal: FORGET_JOURNAL, or one that waits */
};

static int meet_all(struct forgetting *g, struct fault *f)
{
    return forget_shelf_meet(&g->bundles, f) == 0 ? forget_state_meet(&g->state, f) : -1;
}

/* The cache last: what it says again is known from all the rest. */
static int count_all(struct forgetting *g, struct fault *f)
{
    if (forget_shelf_count(&g->bundles, f) != 0 || forget_state_count(&g->state, f) != 0)
        return -1;
    return forget_cache_count(&g->state, f);
}

/* ---- telling ---- */

static int say(struct forgetting *g, const char *word, const char *where, const struct forgot *n,
               const char *more, struct fault *f)
{
    buf_clear(&g->line);
    buf_format(&g->line, "%s  %s: ", word, where);
    if (n)
        buf_format(&g->line, "calls %lld, sentences %lld, quotes %lld, mentions %lld",
                   (long long)n->calls, (long long)n->sentences, (long long)n->quotes,
                   (long long)n->mentions);
    buf_text(&g->line, n && more[0] ? "; " : "");
    buf_text(&g->line, more);
    out_line(g->r->out, buf_view(&g->line));
    return buf_check(&g->line, "a line", f) == 0 ? out_flush(g->r->out, f) : -1;
}

static int tell_plan(struct forgetting *g, struct fault *f)
{
    struct buf more = BUF(1 << 12);
    buf_format(&more, "bundles %lld, other files %lld, entries of the cache %lld",
               (long long)g->bundles.hit, (long long)g->state.files, (long long)g->state.cache);
    struct forgot n = g->bundles.total;
    forgot_add(&n, &g->state.n);
    int rc = say(g, g->r->dry_run ? "would forget" : "found", more.at ? more.at : "", &n, "", f);
    buf_free(&more);
    for (size_t i = 0; rc == 0 && i < g->bundles.n; i++) {
        const struct forget_place *p = &g->bundles.at[i];
        if (p->hit && p->held)
            rc = say(g, "held", forget_place_name(p), NULL,
                     "left as it is; cm-retain release lets it go", f);
        else if (!p->hit && p->opaque.len)
            rc = say(g, "not looked into", forget_place_name(p), NULL, p->opaque.at, f);
    }
    return rc;
}

/* ---- doing ---- */

static int edit_bundle(struct forgetting *g, struct forget_place *p, struct fault *f)
{
    struct forgot_bundle b = {.report = ""};
    struct buf more = BUF(1 << 16);
    int rc = forget_bundle(&g->job, p->path, p->card, &b, f);
    buf_format(&more, "%s", b.report);
    if (b.out.len)
        buf_format(&more, "; taken out: %s", b.out.at);
    if (rc == 0)
        rc = say(g, "forgot", forget_place_name(p), &b.n, more.at ? more.at : "", f);
    forgot_bundle_clear(&b);
    buf_free(&more);
    return rc;
}

/* The cache first: what it says again is known from all the rest as it was. */
static int edit_all(struct forgetting *g, struct fault *f)
{
    if (forget_cache_drop(&g->state, f) != 0)
        return -1;
    for (size_t i = 0; i < g->bundles.n; i++)
        if (g->bundles.at[i].hit && !g->bundles.at[i].held &&
            edit_bundle(g, &g->bundles.at[i], f) != 0)
            return -1;
    return forget_state_edit(&g->state, f);
}

static int64_t left(const struct forgetting *g)
{
    return forgot_all(&g->bundles.total) + forgot_all(&g->state.n) + g->state.cache;
}

/* Said first: who is killed then may have done less than the log says, and not more. */
static int audit(const struct forgetting *g, const struct forgot *n, struct fault *f)
{
    struct buf detail = BUF(4096);
    struct json_writer w = {.b = &detail};
    json_open(&w, NULL, '{');
    json_put_text(&w, "kind", span_of(g->job.what));
    json_put_text(&w, "who", g->job.who ? span_of(g->job.who) : SPAN_NONE);
    json_put_int(&w, "bundles", g->bundles.hit);
    json_put_int(&w, "files", g->state.files);
    json_put_int(&w, "cache", g->state.cache);
    json_put_int(&w, "calls", n->calls);
    json_put_int(&w, "sentences", n->sentences);
    json_put_int(&w, "quotes", n->quotes);
    json_put_int(&w, "mentions", n->mentions);
    json_put_int(&w, "held", g->bundles.held);
    json_close(&w, '}');
    int rc = buf_check(&detail, "the audit log's line", f) == 0
                 ? journal_note(g->shelf.dir, "forget", g->r->now, buf_view(&detail), f)
                 : -1;
    buf_free(&detail);
    return rc;
}

/* ---- the journal ---- */

static int journal_path(struct forgetting *g, const char **path, struct fault *f)
{
    *path = shelf_path(&g->shelf, g->name, f);
    return *path ? 0 : -1;
}

/* {"v":1,"forgot":"person","who":HASH,...}: what remains is the forgetter's own. */
static int heed_journal(struct forgetting *g, struct span *value, struct fault *f)
{
    if (json_check(buf_view(&g->journal), value, f) != 0)
        return fault_at(f, "%s/%s", g->shelf.dir, g->name);
    struct buf text = BUF(DIGEST_TEXT - 1);
    json_text(&text, json_get(*value, "who"));
    snprintf(g->hash, sizeof g->hash, "%s", text.at ? text.at : "");
    buf_free(&text);
    g->job.who = g->hash[0] ? g->hash : NULL;
    g->job.what = json_text_is(json_get(*value, "forgot"), "person") ? "person" : "calls";
    return 0;
}

/* Of one that was killed: who it is is known from it alone, as some records do not say it any more.
 */
static int resume(struct forgetting *g, bool *begun, struct fault *f)
{
    const char *path;
    struct span value;
    if (journal_path(g, &path, f) != 0)
        return -1;
    if (access(path, F_OK) != 0)
        return 0;
    *begun = true;
    if (file_read(&g->journal, path, f) != 0 || heed_journal(g, &value, f) != 0)
        return -1;
    return g->by->again(g->by->who, value, f);
}

static int choose(struct forgetting *g, const char *person, struct fault *f)
{
    const char *path;
    struct span value;
    if (meet_all(g, f) != 0 || g->by->choose(g->by->who, person, &g->said, &g->journal, f) != 0 ||
        buf_check(&g->said, "what it was taken for", f) != 0 ||
        buf_check(&g->journal, "the journal", f) != 0 || heed_journal(g, &value, f) != 0)
        return -1;
    if (g->said.len)
        out_line(g->r->out, buf_view(&g->said));
    if (g->r->dry_run)
        return out_flush(g->r->out, f);
    return journal_path(g, &path, f) == 0 ? file_replace(path, 0600, buf_view(&g->journal), f) : -1;
}

static bool is_left(const struct forgetting *g)
{
    return left(g) > 0 || g->bundles.damaged || g->state.busy || g->bundles.held || g->state.held ||
           g->state.away || g->state.links;
}

/* While anything is left, all that they are known by is kept: what is left need not say it. */
static int end_journal(struct forgetting *g, struct fault *f)
{
    const char *path;
    if (journal_path(g, &path, f) != 0)
        return -1;
    if (!is_left(g))
        return file_remove(path, f);
    bool waits = strcmp(g->name, FORGET_JOURNAL) != 0;
    return waits ? 0 : forget_wait(g->shelf.dir, buf_view(&g->journal), f);
}

/* ---- all of it ---- */

/* What is left is looked for as it was looked for at first, in all that can be read. */
static int prove(struct forgetting *g, struct fault *f)
{
    struct fault untold = {0};
    struct forgot n = g->bundles.total;
    forgot_add(&n, &g->state.n);
    if (strcmp(g->name, FORGET_JOURNAL) != 0 && left(g) == 0)
        return end_journal(g, f); /* nothing has come that can be changed */
    bool told = audit(g, &n, &untold) == 0;
    if (edit_all(g, f) != 0)
        return -1;
    g->bundles.tell = g->state.tell = true;
    if (count_all(g, f) != 0)
        return -1;
    buf_clear(&g->line);
    buf_format(&g->line, "hits left: %lld", (long long)left(g));
    out_line(g->r->out, buf_view(&g->line));
    if (out_flush(g->r->out, f) != 0 || end_journal(g, f) != 0)
        return -1;
    if (told)
        return 0;
    *f = untold;
    return fault_at(f, "it is forgotten, but not in the audit log");
}

static int verdict(const struct forgetting *g, struct fault *f)
{
    if (!g->r->dry_run && left(g) > 0)
        return fault(
            f, STATUS_BAD_RECORD,
            "something of it is left in the files above: see what they are, and say cm-retain "
            "forget, without more");
    if (g->bundles.damaged)
        return fault(f, STATUS_BAD_RECORD,
                     "%lld bundles could not be read: they may hold it; see cm-retain verify",
                     (long long)g->bundles.damaged);
    if (g->state.busy)
        return fault(f, STATUS_TRY_LATER,
                     "%lld places could not be looked into: see above; cm-retain forget, without "
                     "more, does the rest",
                     (long long)g->state.busy);
    if (g->bundles.held || g->state.held || g->state.kept || g->state.away || g->state.links)
        return fault(f, STATUS_PARTIAL,
                     "on hold: bundles %lld, files of runs %lld; places that stay %lld; folders "
                     "that are away %lld; links %lld: see above",
                     (long long)g->bundles.held, (long long)g->state.held, (long long)g->state.kept,
                     (long long)g->state.away, (long long)g->state.links);
    return 0;
}

static int forget(struct forgetting *g, const char *person, bool anew, bool *begun, struct fault *f)
{
    *begun = false;
    if (!(anew && g->r->dry_run) && resume(g, begun, f) != 0)
        return -1;
    if (!*begun && !anew)
        return 0;
    if (*begun && !g->r->dry_run)
        notice(g->r->listener, "a forgetting that was begun is ended first");
    if (forget_shelf_open(&g->bundles, f) != 0 || (!*begun && choose(g, person, f) != 0) ||
        count_all(g, f) != 0 || tell_plan(g, f) != 0)
        return -1;
    if (!g->r->dry_run && prove(g, f) != 0)
        return -1;
    return verdict(g, f);
}

static void clear(struct forgetting *g)
{
    shelf_close(&g->shelf);
    forget_state_clear(&g->state);
    forget_shelf_close(&g->bundles);
    buf_free(&g->dir);
    buf_free(&g->work);
    buf_free(&g->said);
    buf_free(&g->journal);
    buf_free(&g->line);
}

/* name: of the journal that it goes on with. */
static int once(const struct retain *r, const char *name, const char *person, bool anew,
                bool *begun, struct fault *f)
{
    struct forgetting g = {.r = r,
                           .name = name,
                           .by = r->forget.by,
                           .dir = BUF(4000),
                           .work = BUF(4096),
                           .journal = BUF(64 << 20),
                           .state = {.by = r->forget.by, .listener = r->listener}};
    int rc = reach_shelf(r, &g.shelf, &g.dir, SHELF_CHANGE, false, f);
    buf_format(&g.work, "%s/" SHELF_WORK, g.dir.at ? g.dir.at : "");
    g.job = (struct forget_job){.by = g.by,
                                .shelf = &g.shelf,
                                .work = g.work.at,
                                .now = r->now,
                                .what = "calls",
                                .level = r->level,
                                .threads = r->threads};
    g.state.holds = &g.shelf.holds;
    g.bundles = (struct forget_shelf){.job = &g.job, .listener = r->listener};
    if (rc == 0)
        rc = buf_check(&g.work, "a path", f);
    if (rc == 0)
        rc = forget(&g, person, anew, begun, f);
    clear(&g);
    g.by->clear(g.by->who);
    return rc;
}

/* ---- those that were begun ---- */

/* One that could not go on has the journal still. */
static int is_begun(const struct retain *r, bool *begun, struct fault *f)
{
    struct buf path = BUF(4000);
    int rc = reach_place(r, &path, f);
    buf_text(&path, "/" FORGET_JOURNAL);
    if (rc == 0)
        rc = buf_check(&path, "the archive", f);
    *begun = rc == 0 && access(path.at, F_OK) == 0;
    buf_free(&path);
    return rc;
}

/* Each goes on; *worst: the fault of the first that is left, which does not keep the others from
 * theirs. */
static int go_on(const struct retain *r, size_t *journals, struct fault *worst, struct fault *f)
{
    char name[256];
    struct ids names = {0};
    struct buf path = BUF(4000);
    int rc = reach_place(r, &path, f);
    if (rc == 0)
        rc = buf_check(&path, "the archive", f);
    if (rc == 0)
        rc = forget_waits(&names, path.at, f);
    *journals = rc == 0 ? names.n : 0;
    for (size_t i = 0; i < *journals; i++) {
        struct fault here = {0};
        bool begun = false;
        struct span s = ids_at(&names, i);
        snprintf(name, sizeof name, "%.*s", (int)s.len, s.at);
        if (once(r, name, NULL, false, &begun, &here) != 0 && worst->status == STATUS_OK)
            *worst = here;
    }
    ids_clear(&names);
    buf_free(&path);
    return rc;
}

int retain_forget(const struct retain *r, char *const *operands, int n, struct fault *f)
{
    size_t journals = 0;
    struct fault before = {0};
    bool begun = false, calls = r->forget.calls.n > 0 || r->forget.list != NULL;
    if (n > 0 && calls)
        return fault(f, STATUS_USAGE, "a person, or calls: forget one after the other");
    if (go_on(r, &journals, &before, f) != 0 || is_begun(r, &begun, f) != 0)
        return -1;
    if (n == 0 && !calls && journals == 0 &&
        once(r, FORGET_JOURNAL, NULL, false, &begun, f) != 0) /* what a killed one left beside */
        return -1;
    if (n == 0 && !calls && journals == 0)
        return fault(f, STATUS_USAGE,
                     "whom? give an address, a name, a number or an id; or --call ID; see "
                     "cm-retain(1)");
    if ((n > 0 || calls) && (!begun || r->dry_run) &&
        once(r, FORGET_JOURNAL, n ? operands[0] : NULL, true, &begun, f) != 0)
        return -1;
    if (before.status == STATUS_OK)
        return 0;
    *f = before;
    return -1;
}

int retain_forget_rest(const struct retain *r, struct fault *left, struct fault *f)
{
    size_t journals = 0;
    return go_on(r, &journals, left, f);
}
