#include "lib/gong/call_list.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "lib/gong/call_window.h"
#include "lib/gong/harvest.h"
#include "lib/gong/resume.h"
#include "lib/json/json.h"
#include "lib/state/held.h"

struct call_list {
    const struct call_list_settings *s;
    struct ledger *ledger;
    struct harvest harvest;
    struct resume resume;
    struct held held; /* if there is s->held */
    struct buf line;
    bool full;      /* the limit is reached: the window is not drained */
    int64_t listed; /* calls that are accounted for: handed on, or left */
    int64_t handed; /* on, by this process */
    int64_t fresh, again, known, changes[HELD_CHANGES];
};

/* {"metaData":META,"callmine":{"v":1,` `}}: the caller adds what callmine says. */
static void line_open(struct call_list *l, struct span meta, struct json_writer *w)
{
    buf_clear(&l->line);
    *w = (struct json_writer){.b = &l->line};
    json_open(w, NULL, '{');
    json_put(w, "metaData", meta);
}

static int line_close(struct call_list *l, struct json_writer *w, struct fault *f)
{
    json_close(w, '}');
    harvest_put(&l->harvest, buf_view(&l->line));
    l->handed++;
    l->listed++;
    return buf_check(&l->line, "a call", f);
}

static int leave(struct call_list *l, struct span id, const char *reason, struct fault *f)
{
    l->listed++;
    resume_leave(&l->resume, id, reason);
    return ledger_leave(l->ledger, id, reason, f);
}

/* Hand a call on; *c says what is late about it. */
static int hand_on(struct call_list *l, struct span meta, const struct held_call *c,
                   struct fault *f)
{
    struct json_writer w;
    line_open(l, meta, &w);
    if (c && (c->late || c->state == HELD_WAITING)) {
        bool call = c->state == HELD_SEEN;
        json_open(&w, "callmine", '{');
        json_put_int(&w, "v", 1);
        json_open(&w, "late", '{');
        json_put_text(&w, "what", span_of(call ? "call" : "transcript"));
        json_put_time(&w, "seen", c->first);
        json_put_time(&w, "through", call ? c->late : c->since);
        json_close(&w, '}');
        json_close(&w, '}');
    }
    return line_close(l, &w, f);
}

/* A call as the index knows it: handed on, or left for a reason, or passed over because it is held.
 * One that FILE has (`seen`) is only met: the process that put it there may have come no further.
 */
static int list_indexed(struct call_list *l, struct span meta, bool seen, struct fault *f)
{
    enum held_change change;
    size_t number;
    struct span id = json_get(meta, "id");
    if (held_meet(&l->held, meta, &number, &change, f) != 0)
        return -1;
    if (seen)
        return 0;
    struct held_call *c = &l->held.calls[number];
    l->changes[change]++;
    if (c->hidden && !l->s->with_private)
        return change == HELD_APPEARED || change == HELD_BECAME_PRIVATE ? leave(l, id, "private", f)
                                                                        : 0;
    if (c->state == HELD_WAITING && l->held.now - c->first >= l->s->give_up * WHEN_DAY) {
        held_set(&l->held, number, HELD_GIVEN_UP);
        return leave(l, id, "no_transcript", f);
    }
    if (c->state == HELD_HELD || c->state == HELD_GIVEN_UP) {
        l->known++;
        return 0;
    }
    *(c->state == HELD_WAITING ? &l->again : &l->fresh) += 1;
    return hand_on(l, meta, c, f);
}

static int put_change(struct call_list *l, struct span meta, enum held_change change,
                      struct fault *f)
{
    struct json_writer w;
    l->changes[change]++;
    line_open(l, meta, &w);
    json_open(&w, "callmine", '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "change", span_of(held_change_name(change)));
    json_close(&w, '}');
    return line_close(l, &w, f);
}

static int reconcile_call(struct call_list *l, struct span meta, struct fault *f)
{
    enum held_change change;
    size_t number;
    if (held_meet(&l->held, meta, &number, &change, f) != 0)
        return -1;
    if (change == HELD_SAME) {
        l->changes[change]++;
        return 0;
    }
    /* What is private now is said with its id alone. */
    if (l->held.calls[number].hidden && !l->s->with_private) {
        struct buf bare = {0};
        buf_text(&bare, "{\"id\":");
        buf_span(&bare, json_get(meta, "id"));
        buf_text(&bare, ",\"isPrivate\":true}");
        int done = buf_check(&bare, "a call", f);
        if (done == 0)
            done = put_change(l, buf_view(&bare), change, f);
        buf_free(&bare);
        return done;
    }
    return put_change(l, meta, change, f);
}

static int told_vanished(void *self, struct held *h, size_t number, struct fault *f)
{
    struct call_list *l = self;
    struct buf bare = {0}, id = {0};
    json_quote(&id, ids_at(&h->ids, number));
    int done = buf_check(&id, "an id", f);
    if (done == 0 && l->s->reconcile) {
        buf_text(&bare, "{\"id\":");
        buf_span(&bare, buf_view(&id));
        buf_byte(&bare, '}');
        done = buf_check(&bare, "a call", f);
        if (done == 0)
            done = put_change(l, buf_view(&bare), HELD_VANISHED, f);
    } else if (done == 0) {
        l->changes[HELD_VANISHED]++;
        if (h->calls[number].state == HELD_SEEN || h->calls[number].state == HELD_WAITING)
            done = leave(l, buf_view(&id), "vanished", f);
    }
    buf_free(&bare);
    buf_free(&id);
    return done;
}

static int list_call(struct call_list *l, struct span meta, struct fault *f)
{
    bool seen;
    struct span id = json_get(meta, "id");
    if (harvest_seen(&l->harvest, id, &seen, f) != 0)
        return -1;
    if (l->s->held && !l->s->reconcile)
        return list_indexed(l, meta, seen, f);
    if (seen)
        return 0;
    if (l->s->reconcile)
        return reconcile_call(l, meta, f);
    if (!l->s->with_private && json_kind(json_get(meta, "isPrivate")) > JSON_FALSE)
        return leave(l, id, "private", f);
    return hand_on(l, meta, NULL, f);
}

static int list_page(void *self, const struct gong_page *page, struct fault *f)
{
    struct call_list *l = self;
    struct json_walk w;
    for (json_walk(&w, page->items); !l->full && json_next(&w);) {
        if (list_call(l, w.value, f) != 0)
            return -1;
        l->full = l->s->limit && l->handed >= l->s->limit;
    }
    if (harvest_page(&l->harvest, f) != 0 || (l->s->held && held_page(&l->held, f) != 0))
        return -1;
    return l->full ? -1 : resume_page(&l->resume, page->cursor, f);
}

/* What left on the pages that an earlier process did is in this one's ledger too. */
static int account_for(struct call_list *l, const struct listener *listener, struct fault *f)
{
    struct buf list = {0}, reason = {0}, from = BUF(64), to = BUF(64);
    struct json_walk w;
    buf_format(&list, "[%.*s]", (int)l->resume.left.len,
               l->resume.left.len ? l->resume.left.at : "");
    int done = buf_check(&list, "the calls that left", f);
    for (json_walk(&w, buf_view(&list)); done == 0 && json_next(&w);) {
        buf_clear(&reason);
        json_text(&reason, json_get(w.value, "reason"));
        l->listed++;
        done = buf_check(&reason, "a reason", f);
        if (done == 0)
            done = ledger_leave(l->ledger, json_get(w.value, "id"), reason.at ? reason.at : "", f);
    }
    when_format(&from, l->resume.window.from);
    when_format(&to, l->resume.window.to);
    if (done == 0)
        notice(listener, "going on with the list of %s to %s that was cut short", from.at, to.at);
    buf_free(&list);
    buf_free(&reason);
    buf_free(&from);
    buf_free(&to);
    return done;
}

static void say_what(const struct call_list *l, const struct listener *listener)
{
    const int64_t *n = l->changes;
    if (l->s->reconcile)
        notice(listener,
               "%" PRId64 " appeared, %" PRId64 " changed, %" PRId64 " vanished, %" PRId64
               " became private, %" PRId64 " public again; %" PRId64 " are as they were",
               n[HELD_APPEARED], n[HELD_CHANGED], n[HELD_VANISHED], n[HELD_BECAME_PRIVATE],
               n[HELD_BECAME_PUBLIC], n[HELD_SAME]);
    else if (l->s->held)
        notice(listener,
               "%" PRId64 " new, %" PRId64 " asked again for their transcript, %" PRId64
               " held already",
               l->fresh, l->again, l->known);
}

/* All pages are out: the ledger, the index and its bookmark, in this order. */
static int finish(struct call_list *l, const struct listener *listener, struct fault *f)
{
    const struct window *w = &l->resume.window;
    if (l->s->held && !l->full) {
        if (held_vanished(&l->held, w->from, w->to, l->resume.began, told_vanished, l, f) != 0 ||
            harvest_page(&l->harvest, f) != 0)
            return -1;
        when to = w->to < l->resume.began ? w->to : l->resume.began;
        if (!l->s->reconcile && (!l->held.through || w->from < l->held.from))
            l->held.from = w->from;
        if (!l->s->reconcile && to > l->held.through)
            l->held.through = to;
    }
    if (ledger_listed(l->ledger, l->listed, f) != 0 || ledger_close(l->ledger, f) != 0 ||
        (l->s->held && held_commit(&l->held, f) != 0))
        return -1;
    say_what(l, listener);
    return resume_done(&l->resume, f);
}

static int ask(struct call_list *l, const struct gong_settings *session,
               const struct listener *listener, struct fault *f)
{
    struct buf query = {0};
    struct gong *g = l->resume.drained ? NULL : gong_new(session, listener, f);
    int done = l->resume.drained || g ? 0 : -1;
    if (done == 0)
        done = call_window_query(&query, &l->resume.window, l->s, f);
    struct gong_query q = {.what = GONG_CALLS,
                           .filter = buf_view(&query),
                           .cursor =
                               l->resume.cursor.len ? buf_view(&l->resume.cursor) : SPAN_NONE};
    if (done == 0 && g)
        done = gong_ask(g, &q, list_page, l, f);
    if (l->full && f->status == STATUS_OK)
        done = 0;
    l->full |= session->estimate;
    gong_free(g);
    buf_free(&query);
    return done;
}

static int run(struct call_list *l, const struct gong_settings *session, when now,
               const struct listener *listener, struct fault *f)
{
    struct window w;
    struct buf asked = {0};
    call_window_asked(&asked, l->s);
    int done = call_window(&w, l->s, &l->held, now, f);
    if (done == 0 && l->s->window) {
        buf_free(&asked);
        return call_window_put(&w, f);
    }
    if (done == 0)
        done = resume_open(&l->resume, l->s->append, buf_view(&asked), &w, now, f);
    buf_free(&asked);
    if (done != 0 || harvest_open(&l->harvest, l->s->append, f) != 0)
        return -1;
    l->listed = (int64_t)l->harvest.ids.n;
    if (l->resume.going_on)
        done = account_for(l, listener, f);
    if (done == 0)
        done = ask(l, session, listener, f);
    if (done == 0)
        done = finish(l, listener, f);
    harvest_close(&l->harvest);
    return done;
}

/* The index of one workspace's calls would take those of the others for gone. */
static int open_index(struct call_list *l, const struct gong_settings *session, when now,
                      const struct listener *listener, struct fault *f)
{
    const char *workspace = l->s->workspace ? l->s->workspace : "";
    struct held *h = &l->held;
    if (held_open(h, session->profile, l->s->held, now, false, f) != 0)
        return -1;
    if (h->from && strcmp(h->workspace, workspace) != 0)
        return fault(f, STATUS_USAGE,
                     "%s holds the calls of %s%s: give the same --workspace, or another NAME",
                     l->s->held, h->workspace[0] ? "workspace " : "all workspaces", h->workspace);
    if (strlen(workspace) >= sizeof h->workspace)
        return fault(f, STATUS_USAGE, "--workspace is one of Gong's ids");
    snprintf(h->workspace, sizeof h->workspace, "%s", workspace);
    if (h->astray)
        notice(listener,
               "the clock was ahead when calls were listed for %s: all of them since the "
               "first listing are listed again",
               l->s->held);
    return 0;
}

int call_list_run(const struct call_list_settings *s, const struct gong_settings *session,
                  struct ledger *ledger, const struct listener *listener, struct fault *f)
{
    struct call_list l = {.s = s, .ledger = ledger, .held.lock.fd = -1};
    when now;
    int done = gong_now(&now, session, f);
    if (done == 0 && s->held)
        done = open_index(&l, session, now, listener, f);
    if (done == 0)
        done = run(&l, session, now, listener, f);
    held_close(&l.held);
    resume_clear(&l.resume);
    buf_free(&l.line);
    return done;
}
