#include "lib/state/quota_state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/state/place.h"

enum { FILE_BYTES = 64 << 10 };

/* ---- the file ---- */

static void take_name(char *to, size_t size, struct span value)
{
    struct buf text = BUF(4096);
    json_text(&text, value);
    snprintf(to, size, "%s", text.at ? text.at : "");
    buf_free(&text);
}

/* A whole number from 0 to the most there may be. */
static bool take_count(int64_t *n, struct span value)
{
    return json_integer(value, n) && *n >= 0 && *n <= QUOTA_MOST;
}

static bool take_past(struct quota_state *s, struct span list)
{
    struct json_walk w;
    for (json_walk(&w, list); json_next(&w); s->npast++) {
        struct quota_past *p = &s->past[s->npast];
        if (s->npast == QUOTA_PASTS || !json_time(json_get(w.value, "from"), &p->from) ||
            !json_time(json_get(w.value, "to"), &p->to) ||
            !take_count(&p->used, json_get(w.value, "used")) ||
            !take_count(&p->used_addon, json_get(w.value, "used_addon")))
            return false;
    }
    return true;
}

static bool take(struct quota_state *s, struct span text)
{
    struct span o, limit;
    struct fault bad;
    int64_t version, anchor;
    if (json_check(text, &o, &bad) != 0 || !json_integer(json_get(o, "v"), &version) ||
        version != 1 || !json_text_is(json_get(o, "kind"), "quota-state"))
        return false;
    take_name(s->plan, sizeof s->plan, json_get(o, "plan"));
    take_name(s->zone, sizeof s->zone, json_get(o, "zone"));
    limit = json_get(o, "limit");
    s->limit = -1;
    return (json_kind(limit) == JSON_NULL || take_count(&s->limit, limit)) &&
           json_integer(json_get(o, "anchor"), &anchor) && anchor >= 1 && anchor <= 31 &&
           (s->anchor = (int)anchor, take_count(&s->addon, json_get(o, "addon"))) &&
           json_time(json_get(o, "from"), &s->from) && json_time(json_get(o, "to"), &s->to) &&
           s->from < s->to && s->zone[0] && take_past(s, json_get(o, "past"));
}

/* Without quota.json nothing was taken, else it was there and is gone. An empty counter may be of a
 * process that was killed before it wrote the first quota.json. */
static int check_never_set(const char *missing, struct fault *f)
{
    struct buf path = BUF(4095);
    struct stat st;
    int rc = place_find(&path, PLACE_STATE, "quota", f);
    DIR *d = rc == 0 ? opendir(path.at) : NULL;
    for (struct dirent *e; d && rc == 0 && (e = readdir(d));)
        if (e->d_name[0] != '.' && fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(st.st_mode) && st.st_size > 0)
            rc = fault(f, STATUS_CONFIG,
                       "%s: it is gone, and %s/%s counts what was taken: put a copy back; or move "
                       "the directory %s away, and set the quota anew",
                       missing, path.at, e->d_name, path.at);
    if (d)
        closedir(d);
    buf_free(&path);
    return rc;
}

int quota_state_read(struct quota_state *s, struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(FILE_BYTES);
    struct fault why = {0};
    *s = (struct quota_state){.limit = -1, .anchor = 1, .zone = "UTC"};
    /* Without a state directory none can have been set. */
    if (place_find(&path, PLACE_STATE, "quota.json", &why) != 0) {
        buf_free(&path);
        return why.status == STATUS_CONFIG ? 0 : (*f = why, -1);
    }
    s->set = access(path.at, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
    int rc = s->set ? file_read(&text, path.at, f) : check_never_set(path.at, f);
    if (rc == 0 && s->set && !take(s, buf_view(&text)))
        rc = fault(f, STATUS_CONFIG,
                   "%s: not as it was written: put a copy back; or move it away, and the directory "
                   "quota beside it, and set the quota anew",
                   path.at);
    buf_free(&path);
    buf_free(&text);
    return rc;
}

void quota_past_put(struct json_writer *w, const struct quota_state *s)
{
    json_open(w, "past", '[');
    for (size_t i = 0; i < s->npast; i++) {
        json_open(w, NULL, '{');
        json_put_time(w, "from", s->past[i].from);
        json_put_time(w, "to", s->past[i].to);
        json_put_int(w, "used", s->past[i].used);
        json_put_int(w, "used_addon", s->past[i].used_addon);
        json_close(w, '}');
    }
    json_close(w, ']');
}

int quota_state_write(const struct quota_state *s, struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(FILE_BYTES);
    struct json_writer w = {.b = &text};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of("quota-state"));
    json_put_text(&w, "plan", s->plan[0] ? span_of(s->plan) : SPAN_NONE);
    if (s->limit < 0)
        json_put(&w, "limit", SPAN_NONE);
    else
        json_put_int(&w, "limit", s->limit);
    json_put_int(&w, "anchor", s->anchor);
    json_put_text(&w, "zone", span_of(s->zone));
    json_put_int(&w, "addon", s->addon);
    json_put_time(&w, "from", s->from);
    json_put_time(&w, "to", s->to);
    quota_past_put(&w, s);
    json_close(&w, '}');
    buf_byte(&text, '\n');
    int rc = buf_check(&text, "the quota", f);
    if (rc == 0)
        rc = place_path(&path, PLACE_STATE, "quota.json", f);
    if (rc == 0)
        rc = file_replace(path.at, 0600, buf_view(&text), f);
    buf_free(&path);
    buf_free(&text);
    return rc;
}

/* ---- periods ---- */

/* Midnight on the anchor's day of a month, or on the month's last. Months may overflow. */
static int begin_of(when *t, int year, int month, int anchor, const char *zone, struct fault *f)
{
    struct tm last = {.tm_year = year - 1900, .tm_mon = month, .tm_mday = 0};
    timegm(&last); /* day 0 of the month behind it */
    struct civil c = {.year = last.tm_year + 1900,
                      .month = last.tm_mon + 1,
                      .day = anchor < last.tm_mday ? anchor : last.tm_mday};
    return when_of(t, &c, zone, f);
}

int quota_period(when *from, when *to, int anchor, const char *zone, when at, struct fault *f)
{
    struct civil c;
    if (when_civil(&c, at, zone, f) != 0 || begin_of(from, c.year, c.month, anchor, zone, f) != 0)
        return -1;
    if (at < *from) {
        *to = *from;
        return begin_of(from, c.year, c.month - 1, anchor, zone, f);
    }
    return begin_of(to, c.year, c.month + 1, anchor, zone, f);
}

/* "20261115T000000Z.ndjson" */
static void period_name(char name[QUOTA_NAME], when from)
{
    struct buf text = BUF(64);
    size_t n = 0;
    when_format(&text, from);
    for (const char *c = text.at ? text.at : ""; *c && n + 9 < QUOTA_NAME; c++)
        if (*c != '-' && *c != ':')
            name[n++] = *c;
    snprintf(name + n, QUOTA_NAME - n, ".ndjson");
    buf_free(&text);
}

int quota_period_path(struct buf *path, when from, bool make, struct fault *f)
{
    char name[QUOTA_NAME], below[QUOTA_NAME + 8];
    period_name(name, from);
    snprintf(below, sizeof below, "quota/%s", name);
    return (make ? place_path : place_find)(path, PLACE_STATE, below, f);
}

static int drop_others(const char *keep, struct fault *f)
{
    struct buf dir = BUF(4095);
    int rc = place_path(&dir, PLACE_STATE, "quota", f);
    DIR *d = rc == 0 ? opendir(dir.at) : NULL;
    for (struct dirent *e; d && rc == 0 && (e = readdir(d));)
        if (e->d_name[0] != '.' && strcmp(e->d_name, keep) != 0 &&
            unlinkat(dirfd(d), e->d_name, 0) != 0 && errno != ENOENT)
            rc = fault_errno(f, STATUS_IO, "%s/%s", dir.at, e->d_name);
    if (d)
        closedir(d);
    buf_free(&dir);
    return rc;
}

int quota_period_begin(const struct quota_state *ends, when from, struct fault *f)
{
    struct buf path = BUF(4095);
    char keep[QUOTA_NAME] = "";
    if (ends->set)
        period_name(keep, ends->from);
    int rc = quota_period_path(&path, from, true, f);
    if (rc == 0)
        rc = drop_others(keep, f);
    if (rc == 0)
        rc = file_replace(path.at, 0600, span_of(""), f);
    buf_free(&path);
    return rc;
}
