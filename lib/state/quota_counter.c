#include "lib/state/quota_counter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/state/place.h"

enum { BLOCK = 64 << 10, LINE_BYTES = 256 };

static void forget(struct quota_counter *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
    c->size = c->whole = c->plan = c->addon = 0;
    ids_empty(&c->keys);
}

void quota_counter_clear(struct quota_counter *c)
{
    forget(c);
    lock_drop(&c->lock);
    ids_clear(&c->keys);
}

/* ---- reading ---- */

static int damaged(const char *path, int64_t line, struct fault *f)
{
    return fault(f, STATUS_CONFIG,
                 "%s:%lld: no line of the quota's counter: put a copy back, or take the line out, "
                 "which gives its unit back",
                 path, (long long)line);
}

static int read_line(struct quota_counter *c, struct span line, const char *path, struct fault *f)
{
    struct span o;
    struct fault bad;
    bool fresh;
    if (json_check(line, &o, &bad) != 0)
        return damaged(path, (int64_t)c->keys.n + 1, f);
    struct span key = json_get(o, "key"), of = json_get(o, "of");
    bool plan = json_text_is(of, "plan");
    if (key.len != DIGEST_TEXT + 1 || (!plan && !json_text_is(of, "addon")))
        return damaged(path, (int64_t)c->keys.n + 1, f);
    if (ids_add(&c->keys, key, NULL, &fresh, f) != 0)
        return -1;
    if (!fresh)
        return damaged(path, (int64_t)c->keys.n + 1, f);
    *(plan ? &c->plan : &c->addon) += 1;
    return 0;
}

/* What was added since; a last line without its line feed is none. Where nothing is locked another
 * process may add a line meanwhile, which is read too, or take away one that was torn. */
static int read_more(struct quota_counter *c, const char *path, struct fault *f)
{
    char block[BLOCK];
    struct stat st;
    if (fstat(c->fd, &st) != 0)
        return fault_errno(f, STATUS_IO, "%s", path);
    c->size = st.st_size;
    if (c->size < c->whole)
        return fault(f, STATUS_IO, "%s: it shrinks while it is read", path);
    while (c->whole < c->size) {
        ssize_t n = pread(c->fd, block, sizeof block, c->whole);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fault_errno(f, STATUS_IO, "%s", path);
        const char *at = block, *end;
        for (; (end = memchr(at, '\n', (size_t)(block + n - at))); at = end + 1)
            if (read_line(c, (struct span){at, (size_t)(end - at)}, path, f) != 0)
                return -1;
        if (at == block)
            return n < (ssize_t)sizeof block ? 0 : damaged(path, (int64_t)c->keys.n + 1, f);
        c->whole += at - block;
        c->unsettled = true;
    }
    if (c->size < c->whole)
        c->size = c->whole;
    return 0;
}

/* Whether what is open is the file of that name, and not one in whose place a copy was put. */
static bool is_open(const struct quota_counter *c, const char *path)
{
    struct stat ours, named;
    return c->fd >= 0 && c->of == c->state.from && fstat(c->fd, &ours) == 0 &&
           stat(path, &named) == 0 && ours.st_dev == named.st_dev && ours.st_ino == named.st_ino;
}

/* That the state names that period may be of a process that was killed before it was on the disk:
 * after a power cut the units of it would be gone. */
static int settle_state(struct fault *f)
{
    struct buf dir = BUF(4095);
    int rc = place_find(&dir, PLACE_STATE, "", f) == 0 ? file_sync_dir(dir.at, f) : -1;
    buf_free(&dir);
    return rc;
}

/* The period that the state names. */
static int read_period(struct quota_counter *c, int how, struct fault *f)
{
    struct buf path = BUF(4095);
    int rc = quota_period_path(&path, c->state.from, false, f);
    if (rc == 0 && !is_open(c, path.at)) {
        forget(c);
        c->of = c->state.from;
        c->fd = open(path.at, how | O_CLOEXEC | O_NOFOLLOW);
        if (c->fd < 0)
            rc = fault_errno(f, errno == ENOENT ? STATUS_CONFIG : STATUS_IO,
                             "%s: the counter of the period at hand; put a copy back", path.at);
        else if (how != O_RDONLY)
            rc = settle_state(f);
    }
    if (rc == 0)
        rc = read_more(c, path.at, f);
    buf_free(&path);
    return rc;
}

int quota_counter_peek(struct quota_counter *c, struct fault *f)
{
    if (quota_state_read(&c->state, f) != 0)
        return -1;
    return c->state.set ? read_period(c, O_RDONLY, f) : 0;
}

void quota_counter_say(const struct quota_counter *c, struct quota *q)
{
    const struct quota_state *s = &c->state;
    *q = (struct quota){.set = s->set,
                        .limit = s->limit,
                        .used = c->plan + c->addon,
                        .used_addon = c->addon,
                        .addon = s->addon > c->addon ? s->addon - c->addon : 0,
                        .from = s->from,
                        .to = s->to,
                        .anchor = s->anchor};
    snprintf(q->plan, sizeof q->plan, "%s", s->plan);
    snprintf(q->zone, sizeof q->zone, "%s", s->zone);
}

/* ---- the lock, and a period's end ---- */

int quota_counter_turn(struct quota_counter *c, when from, when to, struct fault *f)
{
    struct quota_state *s = &c->state;
    if (quota_period_begin(s, from, f) != 0)
        return -1;
    if (s->npast == QUOTA_PASTS)
        memmove(s->past, s->past + 1, --s->npast * sizeof s->past[0]);
    s->past[s->npast++] = (struct quota_past){
        .from = s->from, .to = s->to, .used = c->plan + c->addon, .used_addon = c->addon};
    s->addon = s->addon > c->addon ? s->addon - c->addon : 0;
    s->from = from;
    s->to = to;
    forget(c);
    return 0;
}

static int turn_when_over(struct quota_counter *c, when now, struct fault *f)
{
    when from, to;
    if (now < c->state.to)
        return 0;
    return quota_period(&from, &to, c->state.anchor, c->state.zone, now, f) != 0 ||
                   quota_counter_turn(c, from, to, f) != 0 || quota_state_write(&c->state, f) != 0
               ? -1
               : read_period(c, O_RDWR | O_APPEND, f);
}

int quota_counter_enter(struct quota_counter *c, bool to_set, when now, struct fault *f)
{
    struct buf path = BUF(4095);
    if (!to_set && quota_state_read(&c->state, f) != 0)
        return -1;
    if (!to_set && !c->state.set)
        return 0;
    int rc = place_path(&path, PLACE_STATE, "quota.lock", f);
    if (rc == 0)
        rc = lock_take(&c->lock, path.at, true, f);
    buf_free(&path);
    if (rc != 0 || quota_state_read(&c->state, f) != 0)
        return -1;
    if (!c->state.set)
        return 0;
    return read_period(c, O_RDWR | O_APPEND, f) != 0 ? -1 : turn_when_over(c, now, f);
}

void quota_counter_leave(struct quota_counter *c)
{
    lock_drop(&c->lock);
}

/* A line that was read may be of a process that was killed before it was on the disk. */
static int settle(struct quota_counter *c, struct fault *f)
{
    if (c->unsettled && fdatasync(c->fd) != 0)
        return fault_errno(f, STATUS_IO, "the quota's counter");
    c->unsettled = false;
    return 0;
}

int quota_counter_look(struct quota_counter *c, const char key[static DIGEST_TEXT], bool *taken,
                       struct quota *q, when now, struct fault *f)
{
    int rc = quota_counter_enter(c, false, now, f);
    if (rc == 0) {
        *taken = c->state.set && ids_find_text(&c->keys, span_of(key)) >= 0;
        quota_counter_say(c, q);
        rc = *taken ? settle(c, f) : 0;
    }
    quota_counter_leave(c);
    return rc;
}

/* ---- taking ---- */

/* Undone where it cannot be made durable: a unit that was not said to be taken is not. */
static int append(struct quota_counter *c, const char *key, bool plan, when now, struct fault *f)
{
    struct buf line = BUF(LINE_BYTES), path = BUF(4095);
    struct json_writer w = {.b = &line};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "key", span_of(key));
    json_put_time(&w, "time", now);
    json_put_text(&w, "of", span_of(plan ? "plan" : "addon"));
    json_close(&w, '}');
    buf_byte(&line, '\n');
    int rc = buf_check(&line, "a line of the quota's counter", f);
    if (rc == 0)
        rc = quota_period_path(&path, c->of, false, f);
    if (rc == 0 && c->whole < c->size && ftruncate(c->fd, c->whole) != 0)
        rc = fault_errno(f, STATUS_IO, "%s", path.at);
    if (rc == 0) {
        rc = file_write(c->fd, buf_view(&line), path.at, f);
        if (rc == 0 && fdatasync(c->fd) != 0)
            rc = fault_errno(f, STATUS_IO, "%s", path.at);
        if (rc != 0 && ftruncate(c->fd, c->whole) != 0)
            fault_at(f, "the line stays until the next");
    }
    if (rc == 0)
        rc = ids_add_text(&c->keys, span_of(key), NULL, NULL, f);
    if (rc == 0) {
        *(plan ? &c->plan : &c->addon) += 1;
        c->size = c->whole += (int64_t)line.len;
        c->unsettled = false;
    }
    buf_free(&line);
    buf_free(&path);
    return rc;
}

static int take(struct quota_counter *c, const char *key, when now, struct fault *f)
{
    struct quota q;
    quota_counter_say(c, &q);
    if (ids_find_text(&c->keys, span_of(key)) >= 0)
        return settle(c, f);
    if (quota_has_left(&q) == 0)
        return quota_exceeded(&q, f);
    return append(c, key, q.limit < 0 || c->plan < q.limit, now, f);
}

int quota_counter_take(struct quota_counter *c, const char key[static DIGEST_TEXT], when now,
                       struct fault *f)
{
    int rc = quota_counter_enter(c, false, now, f);
    if (rc == 0 && c->state.set)
        rc = take(c, key, now, f);
    quota_counter_leave(c);
    return rc;
}
