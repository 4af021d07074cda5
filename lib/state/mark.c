/* The marks beside the store: plain little files of "TIME words", no secret in them, so that a
 * program that has no key can still say what is the matter. */

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/state/audit.h"
#include "lib/state/connection.h"
#include "lib/state/place.h"

static int mark_set(const char *profile, const char *mark, when at, const char *why,
                    struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(512);
    int ok = place_in_profile(&path, profile, mark, f);
    when_format(&text, at);
    buf_format(&text, " %s\n", why);
    if (ok == 0)
        ok = buf_check(&text, "the reason", f);
    if (ok == 0)
        ok = file_replace(path.at, 0600, buf_view(&text), f);
    buf_free(&path);
    buf_free(&text);
    return ok;
}

/* *there: the mark is; a mark whose words cannot be read is a mark all the same. */
static int mark_get(const char *profile, const char *mark, bool *there, when *at, char why[200],
                    struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(4096);
    struct fault unread;
    struct stat st;
    *there = false;
    *at = 0;
    int ok = place_in_profile(&path, profile, mark, f);
    if (ok == 0 && lstat(path.at, &st) == 0) {
        *there = true;
        *at = (when)st.st_mtime * WHEN_SECOND;
        if (S_ISREG(st.st_mode) && file_read(&text, path.at, &unread) == 0 && text.len > 0) {
            size_t stamp = strcspn(text.at, " ");
            when t;
            if (when_parse(&t, (struct span){text.at, stamp}, &unread) == 0)
                *at = t;
            if (why && text.at[stamp] == ' ')
                snprintf(why, 200, "%.*s", (int)strcspn(text.at + stamp + 1, "\n"),
                         text.at + stamp + 1);
        }
    }
    buf_free(&path);
    buf_free(&text);
    return ok;
}

int connection_state(enum connection_state *state, const char *profile, when *since, char why[200],
                     struct fault *f)
{
    struct buf path = BUF(4095);
    struct stat st;
    bool refused;
    when at;
    connection_guard();
    int ok = place_in_profile(&path, profile, "credentials", f);
    bool stored = ok == 0 && lstat(path.at, &st) == 0;
    buf_free(&path);
    if (ok != 0 || mark_get(profile, "needs-reconnect", &refused, &at, why, f) != 0)
        return -1;
    *state = !stored ? CONNECTION_NONE : refused ? CONNECTION_REFUSED : CONNECTION_WELL;
    if (since)
        *since = *state == CONNECTION_REFUSED ? at : 0;
    return 0;
}

static int audit_flip(const char *profile, when at, const char *why, struct fault *f)
{
    struct buf detail = BUF(AUDIT_LINE);
    struct json_writer w = {.b = &detail};
    json_open(&w, NULL, '{');
    json_put_text(&w, "why", span_of(why));
    json_close(&w, '}');
    struct audit_entry e = {.time = at, .profile = profile, .what = "needs-reconnect"};
    e.detail = buf_view(&detail);
    int ok = buf_check(&detail, "a line of the audit log", f);
    if (ok == 0 && audit_add(&e, f) != 0)
        ok = fault_at(f, "profile %s needs reconnect, which the audit log does not say", profile);
    buf_free(&detail);
    return ok;
}

int connection_needs_reconnect(const char *profile, when at, const char *why, struct fault *f)
{
    enum connection_state before;
    struct fault unsaid = {0};
    if (place_profile(&profile, f) != 0 || connection_state(&before, profile, NULL, NULL, f) != 0)
        return -1;
    /* Said first: once it is marked, nobody comes here again. */
    bool said = before != CONNECTION_WELL || audit_flip(profile, at, why, &unsaid) == 0;
    if (mark_set(profile, "needs-reconnect", at, why, f) != 0)
        return -1;
    if (said)
        return 0;
    *f = unsaid;
    return -1;
}

int connection_pending_set(const char *profile, when at, struct fault *f)
{
    return mark_set(profile, "refresh.pending", at, "a token is being redeemed", f);
}

int connection_pending_get(const char *profile, when *at, struct fault *f)
{
    bool there;
    return mark_get(profile, "refresh.pending", &there, at, NULL, f);
}

int connection_pending_clear(const char *profile, struct fault *f)
{
    struct buf path = BUF(4095);
    int ok = place_in_profile(&path, profile, "refresh.pending", f);
    if (ok == 0)
        ok = file_remove(path.at, f);
    buf_free(&path);
    return ok;
}

int connection_lock(struct lock *l, const char *profile, struct fault *f)
{
    struct buf path = BUF(4095);
    connection_guard();
    int ok = place_in_profile(&path, profile, "lock", f);
    if (ok == 0)
        ok = lock_take(l, path.at, true, f);
    buf_free(&path);
    return ok;
}
