#include "lib/json/block.h"

#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/json/sieve.h"

/* A line that was read: its record, or that it is none. */
struct seen {
    struct span line, record;
    int64_t number;
    bool bad;
    bool indexed;       /* index is the line's */
    struct index index; /* where the stage is not parallel */
};

/* Of a longer line the index is not kept for the next; a shorter one is walked without, for a piece
 * may have a hundred thousand of them. */
enum { KEPT = 4 << 20, INDEXED = 512 };

void block_begin(struct block *b)
{
    out_hold(&b->out, "stdout");
    b->notes.len = b->bad.len = 0;
}

void block_free(struct block *b)
{
    piece_clear(&b->piece);
    for (size_t i = 0; i < b->room; i++)
        index_free(&b->seen[i].index);
    free(b->seen);
    buf_free(&b->out.held);
    buf_free(&b->notes);
    buf_free(&b->bad);
}

void worker_free(struct worker *w)
{
    index_free(&w->index);
    zst_clear(&w->unpacker);
}

static bool is_blank(struct span line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.at[i] != ' ' && line.at[i] != '\t' && line.at[i] != '\r')
            return false;
    return true;
}

/* One line as a record; the index then knows the way in it. */
static int read_record(struct index *x, struct span line, struct span *record, struct fault *f)
{
    if (index_read(x, line, record, f) != 0)
        return f->status == STATUS_BAD_RECORD ? fault_at(f, "not one JSON object") : -1;
    if (*record->at != '{')
        return fault(f, STATUS_BAD_RECORD, "not one JSON object");
    return 0;
}

/* What is to be done about a record's fault: 0, it is set aside; -1, the block ends here. */
static int bad_record(struct block *b, const struct manner *m, struct span line)
{
    b->nbad += b->fault.status == STATUS_BAD_RECORD;
    if (b->fault.status != STATUS_BAD_RECORD || !m->set_aside)
        return -1;
    b->fault.status = STATUS_OK;
    buf_span(&b->bad, line);
    buf_byte(&b->bad, '\n');
    return buf_check(&b->bad, "what is set aside", &b->fault);
}

static int step(struct block *b, struct worker *w, const struct manner *m, struct span line,
                struct span record, struct out *out)
{
    if (m->stage->step(w->self, record, out, &b->fault) != 0)
        return bad_record(b, m, line);
    b->records++;
    return m->one_by_one ? out_flush(out, &b->fault) : out_check(out, &b->fault);
}

/* ---- a record at a time ---- */

static int take(struct block *b, struct worker *w, const struct manner *m, struct span line,
                struct out *out)
{
    struct span record;
    if (is_blank(line))
        return 0;
    if (read_record(&w->index, line, &record, &b->fault) != 0)
        return bad_record(b, m, line);
    json_enter(&w->index);
    int done = step(b, w, m, line, record, out);
    json_leave();
    return done;
}

/* ---- all records read, then all stepped on ---- */

static struct seen *another(struct block *b)
{
    if (b->nseen == b->room) {
        size_t room = b->room ? 2 * b->room : 64;
        struct seen *more = realloc(b->seen, room * sizeof *more);
        if (!more) {
            fault(&b->fault, STATUS_NO_MEMORY, "no memory for the lines of a block");
            return NULL;
        }
        memset(more + b->room, 0, (room - b->room) * sizeof *more);
        b->seen = more;
        b->room = room;
    }
    return &b->seen[b->nseen++];
}

/* 0, also for a bad record that is kept on the list; -1: no further. */
static int read_line(struct block *b, struct worker *w, const struct manner *m, struct span line)
{
    const struct parallel *p = m->stage->parallel;
    if (is_blank(line))
        return 0;
    struct seen *seen = another(b);
    if (!seen)
        return -1;
    seen->line = line;
    seen->number = b->lines;
    seen->bad = false;
    seen->indexed = !p && line.len >= INDEXED;
    int done =
        read_record(seen->indexed ? &seen->index : &w->index, line, &seen->record, &b->fault);
    if (done == 0 && p) {
        json_enter(&w->index);
        done = p->look(w->self, seen->record, &b->fault);
        json_leave();
    }
    if (done == 0)
        return 0;
    seen->bad = b->fault.status == STATUS_BAD_RECORD;
    b->nseen -= !seen->bad;
    if (!seen->bad || !m->set_aside)
        return -1;
    b->fault.status = STATUS_OK;
    return 0;
}

static int step_seen(struct block *b, struct worker *w, const struct manner *m, struct seen *seen,
                     struct out *out)
{
    if (seen->indexed)
        json_enter(&seen->index);
    int done = step(b, w, m, seen->line, seen->record, out);
    json_leave();
    if (seen->index.room > KEPT)
        index_free(&seen->index);
    return done;
}

/* The fault that ended the reading counts when all before it were stepped on. */
void block_step(struct block *b, struct worker *w, const struct manner *m, struct out *out)
{
    const struct parallel *p = m->stage->parallel;
    struct fault ended = b->fault;
    int64_t last = b->lines;
    b->fault.status = STATUS_OK;
    if (p && p->ready && p->ready(w->self, &b->fault) != 0)
        return;
    for (size_t i = 0; i < b->nseen; i++) {
        struct seen *seen = &b->seen[i];
        b->lines = seen->number;
        if (seen->bad)
            b->fault = ended.status ? ended : (struct fault){.status = STATUS_BAD_RECORD};
        if (seen->bad ? bad_record(b, m, seen->line) != 0 : step_seen(b, w, m, seen, out) != 0)
            return;
    }
    b->lines = last;
    b->fault = ended;
}

/* ---- the lines ---- */

static int64_t count_lines(const char *at, const char *end)
{
    int64_t n = 0;
    for (; at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        n++;
    return n;
}

/* The next line that may matter, from *at on; those before it are counted. */
static bool next_line(struct block *b, const struct manner *m, const char **at, struct span *line)
{
    const char *end = b->piece.lines.at + b->piece.lines.len, *begin = *at;
    if (m->sift && begin < end) {
        const char *hit = sieve_find(m->stage->sieve, (struct span){begin, (size_t)(end - begin)});
        const char *before = hit ? memrchr(begin, '\n', (size_t)(hit - begin)) : end - 1;
        b->lines += count_lines(begin, before ? before + 1 : begin);
        begin = before ? before + 1 : begin;
    }
    if (begin >= end)
        return false;
    const char *newline = memchr(begin, '\n', (size_t)(end - begin));
    *line = (struct span){begin, (size_t)((newline ? newline : end) - begin)};
    *at = newline ? newline + 1 : end;
    b->lines++;
    return true;
}

void block_work(struct block *b, struct worker *w, const struct manner *m, int64_t place)
{
    const struct parallel *p = m->stage->parallel;
    bool at_once = p && !p->look;
    const char *at = b->piece.lines.at;
    struct span line;
    int done = 0;
    b->lines = b->records = b->nbad = 0;
    b->fault.status = STATUS_OK;
    b->nseen = 0;
    if (p && p->begin)
        p->begin(w->self, place, &b->notes);
    while (done == 0 && next_line(b, m, &at, &line))
        done = at_once ? take(b, w, m, line, &b->out) : read_line(b, w, m, line);
    if (p && p->look)
        block_step(b, w, m, &b->out);
    if (b->fault.status == STATUS_OK && buf_check(&b->notes, "the notes", &b->fault) == 0)
        out_check(&b->out, &b->fault);
}
