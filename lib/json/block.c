#include "lib/json/block.h"

#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/json/sieve.h"

/* A line that was looked at: its record, or the fault that makes it none. */
struct seen {
    struct span line, record;
    int64_t number;
    bool bad;
};

void block_begin(struct block *b)
{
    out_hold(&b->out, "stdout");
    b->notes.len = b->bad.len = 0;
}

void block_free(struct block *b)
{
    piece_clear(&b->piece);
    buf_free(&b->out.held);
    buf_free(&b->notes);
    buf_free(&b->bad);
}

void worker_free(struct worker *w)
{
    index_free(&w->index);
    zst_clear(&w->unpacker);
    free(w->seen);
}

static bool is_blank(struct span line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.at[i] != ' ' && line.at[i] != '\t' && line.at[i] != '\r')
            return false;
    return true;
}

/* One line as a record; the index then knows the way in it. */
static int read_record(struct worker *w, struct span line, struct span *record, struct fault *f)
{
    if (index_read(&w->index, line, record, f) != 0)
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
    if (read_record(w, line, &record, &b->fault) != 0)
        return bad_record(b, m, line);
    json_enter(&w->index);
    int done = step(b, w, m, line, record, out);
    json_leave();
    return done;
}

/* ---- all records looked at, then all stepped on ---- */

static struct seen *another(struct worker *w, struct fault *f)
{
    if (w->nseen == w->room) {
        size_t room = w->room ? 2 * w->room : 64;
        struct seen *more = realloc(w->seen, room * sizeof *more);
        if (!more) {
            fault(f, STATUS_NO_MEMORY, "no memory for the lines of a block");
            return NULL;
        }
        w->seen = more;
        w->room = room;
    }
    return &w->seen[w->nseen++];
}

/* 0, also for a bad record that is kept on the list; -1: no further. */
static int look(struct block *b, struct worker *w, const struct manner *m, struct span line)
{
    if (is_blank(line))
        return 0;
    struct seen *seen = another(w, &b->fault);
    if (!seen)
        return -1;
    *seen = (struct seen){.line = line, .number = b->lines};
    int done = read_record(w, line, &seen->record, &b->fault);
    if (done == 0) {
        json_enter(&w->index);
        done = m->stage->parallel->look(w->self, seen->record, &b->fault);
        json_leave();
    }
    if (done == 0)
        return 0;
    seen->bad = b->fault.status == STATUS_BAD_RECORD;
    w->nseen -= !seen->bad;
    if (!seen->bad || !m->set_aside)
        return -1;
    b->fault.status = STATUS_OK;
    return 0;
}

/* The fault that ended the looking counts when all before it were stepped on. */
static int step_on_all(struct block *b, struct worker *w, const struct manner *m, struct out *out)
{
    struct fault ended = b->fault;
    int64_t last = b->lines;
    b->fault.status = STATUS_OK;
    if (m->stage->parallel->ready && m->stage->parallel->ready(w->self, &b->fault) != 0)
        return -1;
    for (size_t i = 0; i < w->nseen; i++) {
        const struct seen *seen = &w->seen[i];
        b->lines = seen->number;
        if (seen->bad) {
            b->fault = ended.status ? ended : (struct fault){.status = STATUS_BAD_RECORD};
            if (bad_record(b, m, seen->line) != 0)
                return -1;
        } else if (step(b, w, m, seen->line, seen->record, out) != 0) {
            return -1;
        }
    }
    b->lines = last;
    b->fault = ended;
    return ended.status ? -1 : 0;
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

void block_work(struct block *b, struct worker *w, const struct manner *m, struct out *out,
                int64_t place)
{
    const struct parallel *p = m->stage->parallel;
    bool look_first = p && p->look;
    const char *at = b->piece.lines.at;
    struct span line;
    int done = 0;
    b->lines = b->records = b->nbad = 0;
    b->fault.status = STATUS_OK;
    w->nseen = 0;
    if (p && p->begin)
        p->begin(w->self, place, &b->notes);
    while (done == 0 && next_line(b, m, &at, &line))
        done = look_first ? look(b, w, m, line) : take(b, w, m, line, out);
    if (look_first)
        done = step_on_all(b, w, m, out);
    if (done == 0 && buf_check(&b->notes, "the notes", &b->fault) == 0)
        out_check(out, &b->fault);
}
