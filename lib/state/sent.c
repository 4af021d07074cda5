#include "lib/state/sent.h"

#include <unistd.h>
#include "lib/base/file.h"
#include "lib/base/lock.h"
#include "lib/json/json.h"
#include "lib/state/place.h"

enum { FILE_BYTES = 8 << 20 };

static const char *const names[] = {[SENT_BEGUN] = "begun", [SENT_DONE] = "sent"};

/* The file, while it is locked. */
struct book {
    struct lock lock;
    struct buf path, old, new;
    enum sent_state was; /* of the key */
    when since;
};

static int book_open(struct book *b, struct fault *f)
{
    struct buf beside = BUF(4095);
    *b = (struct book){
        .lock.fd = -1, .path = BUF(4095), .old = BUF(FILE_BYTES), .new = BUF(FILE_BYTES)};
    int rc = place_path(&beside, PLACE_STATE, "sent.lock", f);
    if (rc == 0)
        rc = lock_take(&b->lock, beside.at, true, f);
    if (rc == 0)
        rc = place_path(&b->path, PLACE_STATE, "sent.ndjson", f);
    if (rc == 0 && access(b->path.at, F_OK) == 0)
        rc = file_read(&b->old, b->path.at, f);
    buf_free(&beside);
    return rc;
}

static void book_close(struct book *b)
{
    if (b->lock.fd >= 0)
        lock_drop(&b->lock);
    buf_free(&b->path);
    buf_free(&b->old);
    buf_free(&b->new);
}

static bool next_line(struct span *rest, struct span *line)
{
    if (rest->len == 0)
        return false;
    const char *end = memchr(rest->at, '\n', rest->len);
    *line = (struct span){rest->at, end ? (size_t)(end - rest->at) : rest->len};
    size_t used = line->len + (end ? 1 : 0);
    *rest = (struct span){rest->at + used, rest->len - used};
    return true;
}

/* All lines but the key's own and the old ones go into b->new. */
static int book_read(struct book *b, const struct sent *s, struct fault *f)
{
    struct span rest = buf_view(&b->old), line, v;
    size_t lines = 0;
    while (next_line(&rest, &line))
        lines++;
    rest = buf_view(&b->old);
    for (size_t n = 1; next_line(&rest, &line); n++) {
        when t;
        if (json_check(line, &v, f) != 0 || !json_time(json_get(v, "time"), &t))
            return fault(f, STATUS_CONFIG,
                         "%s:%zu: not a line of what was sent: move the file away", b->path.at, n);
        if (json_text_is(json_get(v, "key"), s->key)) {
            b->was = json_text_is(json_get(v, "state"), names[SENT_DONE]) ? SENT_DONE : SENT_BEGUN;
            b->since = t;
        } else if (t > s->now - SENT_DAYS * WHEN_DAY && n + SENT_LINES > lines) {
            buf_span(&b->new, line);
            buf_byte(&b->new, '\n');
        }
    }
    return 0;
}

static int book_write(struct book *b, const struct sent *s, enum sent_state now, struct fault *f)
{
    struct json_writer w = {.b = &b->new};
    if (now != SENT_NOT) {
        json_open(&w, NULL, '{');
        json_put_int(&w, "v", 1);
        json_put_text(&w, "key", span_of(s->key));
        json_put_text(&w, "kind", span_of(s->kind));
        json_put_text(&w, "state", span_of(names[now]));
        json_put_time(&w, "time", s->now);
        json_close(&w, '}');
        buf_byte(&b->new, '\n');
    }
    if (buf_check(&b->new, "what was sent", f) != 0)
        return -1;
    return file_replace(b->path.at, 0600, buf_view(&b->new), f);
}

int sent_begin(const struct sent *s, bool again, enum sent_state *was, when *since, struct fault *f)
{
    struct book b;
    int rc = book_open(&b, f);
    if (rc == 0)
        rc = book_read(&b, s, f);
    *was = b.was;
    *since = b.since;
    if (rc == 0 && (b.was == SENT_NOT || again))
        rc = book_write(&b, s, SENT_BEGUN, f);
    book_close(&b);
    return rc;
}

int sent_end(const struct sent *s, enum sent_state now, struct fault *f)
{
    struct book b;
    int rc = book_open(&b, f);
    if (rc == 0)
        rc = book_read(&b, s, f);
    if (rc == 0)
        rc = book_write(&b, s, now, f);
    book_close(&b);
    return rc;
}
