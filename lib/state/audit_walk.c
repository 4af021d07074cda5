#include "lib/state/audit_walk.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/state/audit_log.h"

/* Where the walk is. */
struct walking {
    struct audit_walk *w;
    struct audit_log log;
    bool headless;          /* audit.head says nothing that could be compared */
    int64_t place;          /* of the line in the file, from 1 */
    int64_t unread;         /* lines since the last that could be read */
    struct audit_link last; /* that one */
    bool stop;
    struct fault first; /* finding */
};

static void find(struct walking *g, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void find(struct walking *g, const char *format, ...)
{
    char what[300];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    if (g->w->findings++ == 0)
        fault(&g->first, STATUS_BAD_RECORD, "%s", what);
    if (g->w->found)
        g->w->found(g->w->who, what);
    else
        g->stop = true;
}

static const char *path(const struct walking *g)
{
    return g->log.path.at;
}

/* Does it stand where it should? The line before may be known by the hash that it states or by the
 * one that it has: where it was changed that is said of it, and not of this one. */
static void follow(struct walking *g, const struct audit_link *k)
{
    int64_t due = g->last.n + g->unread + 1;
    if (k->n > due)
        find(g, "%s:%lld: the line does not follow the one before: %lld to %lld were taken out",
             path(g), (long long)g->place, (long long)due, (long long)k->n - 1);
    else if (k->n < due)
        find(
            g,
            "%s:%lld: the line does not follow the one before: it is number %lld, and was moved or "
            "put in",
            path(g), (long long)g->place, (long long)k->n);
    else if (g->unread == 0 && strcmp(k->prev, g->last.hash) != 0 &&
             strcmp(k->prev, g->last.own) != 0)
        find(
            g,
            "%s:%lld: the line does not follow the one before: that one was changed, or put in its "
            "place",
            path(g), (long long)g->place);
}

static void compare_head(struct walking *g, const struct audit_link *k)
{
    const struct audit_log *l = &g->log;
    if (!g->headless && k->n == l->head_n && strcmp(k->hash, l->head_hash) != 0)
        find(g, "%s:%lld: the line is not the one that audit.head knows", path(g),
             (long long)g->place);
}

static int look(struct walking *g, struct span line, struct fault *f)
{
    struct audit_walk *w = g->w;
    struct audit_link k;
    g->place++;
    if (!audit_link_read(&k, line)) {
        find(g, "%s:%lld: %s", path(g), (long long)g->place,
             line.len ? "the line was changed: it is no line of the log"
                      : "something stands between its lines: an empty one");
        g->unread += line.len > 0;
        return 0;
    }
    bool sound = audit_link_sound(&k);
    if (!sound) {
        find(g, "%s:%lld: the line was changed: its hash is another", path(g), (long long)g->place);
        k.n = g->last.n + g->unread + 1; /* what it says of itself is not to be believed */
    } else {
        follow(g, &k);
        compare_head(g, &k);
    }
    if (k.n > g->last.n) {
        g->last = k;
        g->unread = 0;
    }
    w->audit.lines++;
    w->noted_there |= sound && w->noted && strcmp(k.hash, w->noted) == 0;
    return w->entry && !g->stop ? w->entry(w->who, line, f) : 0;
}

/* Lines out of blocks; one that is longer than any of ours is passed over. */
static int look_at_all(struct walking *g, struct fault *f)
{
    char block[8 * AUDIT_LINE];
    size_t have = 0;
    bool overlong = false;
    struct fault why = {0};
    for (off_t at = 0; !g->stop;) {
        ssize_t n = pread(g->log.fd, block + have, sizeof block - have, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fault_errno(f, STATUS_IO, "%s", path(g));
        if (n == 0)
            break;
        at += n;
        have += (size_t)n;
        const char *start = block, *end;
        for (; !g->stop && (end = memchr(start, '\n', (size_t)(block + have - start)));
             start = end + 1, overlong = false)
            if (look(g, (struct span){start, overlong ? 1 : (size_t)(end - start)}, f) != 0)
                return -1;
        have -= (size_t)(start - block);
        memmove(block, start, have);
        if (have == sizeof block) {
            overlong = true;
            have = 0;
        }
    }
    if (!g->stop && audit_log_behind(&g->log, overlong ? AUDIT_LINE : (off_t)have, &why) != 0)
        find(g, "%s", why.text);
    g->w->audit.torn = have > 0 || overlong;
    return 0;
}

/* Of the line that audit.head names the hash was compared when it went by. */
static void look_at_end(struct walking *g)
{
    struct fault why = {0};
    if (!g->headless && !g->stop &&
        audit_log_ends_right(&g->log, g->last.n + g->unread, g->log.head_hash, &why) != 0)
        find(g, "%s", why.text);
}

int audit_walk(struct audit_walk *w, struct fault *f)
{
    struct walking g = {.w = w};
    w->audit = (struct audit){0};
    w->findings = 0;
    w->noted_there = w->noted && strcmp(w->noted, audit_first) == 0;
    snprintf(g.last.hash, sizeof g.last.hash, "%s", audit_first);
    snprintf(g.last.own, sizeof g.last.own, "%s", audit_first);
    int rc = audit_log_open(&g.log, false, f);
    struct fault why = {0};
    if (rc == 0 && audit_log_head(&g.log, &why) != 0) {
        g.headless = true;
        if (why.status == STATUS_BAD_RECORD)
            find(&g, "%s", why.text);
        else
            rc = (*f = why, -1);
    }
    if (rc == 0 && g.log.fd >= 0)
        rc = look_at_all(&g, f);
    if (rc == 0)
        look_at_end(&g);
    snprintf(w->audit.head, sizeof w->audit.head, "%s", g.last.hash);
    audit_log_close(&g.log);
    if (rc == 0 && w->findings)
        rc = (*f = g.first, -1);
    return rc;
}

int audit_verify(struct audit *a, struct fault *f)
{
    struct audit_walk w = {0};
    int rc = audit_walk(&w, f);
    *a = w.audit;
    return rc;
}
