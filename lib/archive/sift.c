#include "lib/archive/sift.h"

#include <stdlib.h>
#include <string.h>
#include "lib/base/crew.h"
#include "lib/json/sieve.h"
#include "lib/json/stream.h"
#include "lib/pack/zst.h"

/* A line in which something was found, or that is bad (an empty `told`). */
struct finding {
    bool first; /* the piece's first line, which may be the end of one begun before */
    size_t id, id_len, told, told_len; /* in `text` of the piece */
};

struct piece {
    struct buf packed, plain;
    bool is_packed;
    size_t from, len;
    struct span lines; /* in plain: what is looked through */
    struct finding *findings;
    size_t n, room;
    struct buf text;
    struct fault fault;
};

struct sift {
    const struct phrase *phrase;
    struct sift_teller teller;
    struct crew *crew;
    struct piece pieces[CREW_SLOTS];
    struct ear ears[CREW_THREADS + 1]; /* a thread's own; the last is the caller's */
    struct zst_unpacker unpackers[CREW_THREADS];
    struct buf begun; /* a line whose end is not there yet */
};

/* ---- a thread's ---- */

static struct finding *add_finding(struct piece *p)
{
    if (p->n == p->room) {
        size_t room = p->room ? 2 * p->room : 16;
        struct finding *more = realloc(p->findings, room * sizeof *more);
        if (!more) {
            fault(&p->fault, STATUS_NO_MEMORY, "no memory for what was found");
            return NULL;
        }
        p->findings = more;
        p->room = room;
    }
    p->findings[p->n] = (struct finding){0};
    return &p->findings[p->n++];
}

static int listen(struct ear *e, struct piece *p, struct span line, bool first)
{
    struct fault f = {0};
    struct span id;
    size_t told = p->text.len;
    int heard = ear_line(e, line, &p->text, &id, &f);
    if (heard == 0)
        return 0;
    if (heard < 0 && f.status != STATUS_BAD_RECORD) {
        p->fault = f;
        return -1;
    }
    struct finding *found = add_finding(p);
    if (!found)
        return -1;
    found->first = first;
    if (heard < 0)
        return 0;
    found->told = told;
    found->told_len = p->text.len - told;
    found->id = p->text.len;
    found->id_len = id.len;
    buf_span(&p->text, id);
    return buf_check(&p->text, "what was found", &p->fault);
}

/* Whole lines only; the bytes behind the last newline are the next piece's business. */
static void search(const struct phrase *phrase, struct ear *e, struct piece *p)
{
    const char *at = p->lines.at, *end = at + p->lines.len, *hit, *newline;
    while ((hit = sieve_find(phrase_sieve(phrase), (struct span){at, (size_t)(end - at)}))) {
        const char *line = memrchr(at, '\n', (size_t)(hit - at));
        line = line ? line + 1 : at;
        newline = memchr(hit, '\n', (size_t)(end - hit));
        if (!newline ||
            listen(e, p, (struct span){line, (size_t)(newline - line)}, line == p->lines.at) != 0)
            return;
        at = newline + 1;
    }
}

static void work(void *self, size_t thread, size_t slot)
{
    struct sift *s = self;
    struct piece *p = &s->pieces[slot];
    if (p->is_packed &&
        zst_unpack_one(&s->unpackers[thread], buf_view(&p->packed), &p->plain, &p->fault) != 0)
        return;
    if (p->from > p->plain.len || p->len > p->plain.len - p->from) {
        fault(&p->fault, STATUS_BAD_RECORD, "a frame holds less than it should");
        return;
    }
    p->lines = (struct span){buf_view(&p->plain).at + p->from, p->len};
    search(s->phrase, &s->ears[thread], p);
}

/* ---- the caller's ---- */

static int tell(struct sift *s, const struct piece *p, const struct finding *found, struct fault *f)
{
    if (found->told_len == 0) {
        s->teller.bad(s->teller.who, "a line is no record");
        return 0;
    }
    return s->teller.call(s->teller.who, (struct span){p->text.at + found->id, found->id_len},
                          (struct span){p->text.at + found->told, found->told_len}, f);
}

/* The line in s->begun is whole. */
static int end_line(struct sift *s, struct fault *f)
{
    struct piece one = {0};
    struct span line = buf_view(&s->begun);
    int done = 0;
    if (sieve_find(phrase_sieve(s->phrase), line))
        done = listen(&s->ears[CREW_THREADS], &one, line, true);
    if (done != 0)
        *f = one.fault;
    for (size_t i = 0; done == 0 && i < one.n; i++)
        done = tell(s, &one, &one.findings[i], f);
    free(one.findings);
    buf_free(&one.text);
    buf_clear(&s->begun);
    return done;
}

static int add_begun(struct sift *s, const char *at, const char *end, struct fault *f)
{
    buf_add(&s->begun, at, (size_t)(end - at));
    if (s->begun.state == BUF_FULL) {
        buf_clear(&s->begun);
        s->teller.bad(s->teller.who, "a line is too long");
    }
    return buf_check(&s->begun, "a line", f);
}

static int take_lines(struct sift *s, const struct piece *p, struct fault *f)
{
    const char *at = p->lines.at, *end = at + p->lines.len;
    const char *last = p->lines.len ? memrchr(at, '\n', p->lines.len) : NULL;
    bool amid = s->begun.len > 0;
    if (amid && last) {
        const char *first = memchr(at, '\n', p->lines.len);
        if (add_begun(s, at, first, f) != 0 || end_line(s, f) != 0)
            return -1;
    }
    for (size_t i = 0; i < p->n; i++)
        if (!(amid && p->findings[i].first) && tell(s, p, &p->findings[i], f) != 0)
            return -1;
    return add_begun(s, last ? last + 1 : at, end, f);
}

static int take(struct sift *s, struct fault *f)
{
    struct piece *p = &s->pieces[crew_take(s->crew)];
    if (p->fault.status == STATUS_OK)
        return take_lines(s, p, f);
    if (p->fault.status == STATUS_BAD_RECORD) {
        buf_clear(&s->begun);
        s->teller.bad(s->teller.who, p->fault.text);
        return 0;
    }
    *f = p->fault;
    return -1;
}

static struct piece *next_piece(struct sift *s, struct fault *f)
{
    if (crew_full(s->crew) && take(s, f) != 0)
        return NULL;
    struct piece *p = &s->pieces[crew_free_slot(s->crew)];
    buf_clear(&p->packed);
    buf_clear(&p->plain);
    buf_clear(&p->text);
    p->n = 0;
    p->lines = SPAN_NONE;
    p->fault = (struct fault){0};
    return p;
}

int sift_frame(struct sift *s, struct span packed, size_t from, size_t len, struct fault *f)
{
    struct piece *p = next_piece(s, f);
    if (!p)
        return -1;
    buf_span(&p->packed, packed);
    p->is_packed = true;
    p->from = from;
    p->len = len;
    if (buf_check(&p->packed, "a frame", f) != 0)
        return -1;
    crew_put(s->crew);
    return 0;
}

int sift_bytes(struct sift *s, struct span bytes, struct fault *f)
{
    struct piece *p = next_piece(s, f);
    if (!p)
        return -1;
    buf_span(&p->plain, bytes);
    p->is_packed = false;
    p->from = 0;
    p->len = bytes.len;
    if (buf_check(&p->plain, "a piece of a file", f) != 0)
        return -1;
    crew_put(s->crew);
    return 0;
}

void sift_begin(struct sift *s, struct span bundle, struct span member)
{
    for (size_t i = 0; i <= CREW_THREADS; i++) {
        s->ears[i].bundle = bundle;
        s->ears[i].member = member;
    }
}

int sift_end(struct sift *s, struct fault *f)
{
    while (!crew_empty(s->crew))
        if (take(s, f) != 0)
            return -1;
    return s->begun.len ? end_line(s, f) : 0;
}

void sift_drop(struct sift *s)
{
    while (!crew_empty(s->crew))
        crew_take(s->crew);
    buf_clear(&s->begun);
}

struct sift *sift_new(const struct phrase *phrase, bool json, int64_t threads,
                      const struct sift_teller *teller, struct fault *f)
{
    struct sift *s = calloc(1, sizeof *s);
    if (!s) {
        fault(f, STATUS_NO_MEMORY, "no memory to search");
        return NULL;
    }
    s->phrase = phrase;
    s->teller = *teller;
    s->begun = BUF(STREAM_LINE_LIMIT);
    int done = 0;
    for (size_t i = 0; i <= CREW_THREADS; i++)
        s->ears[i] = (struct ear){.phrase = phrase, .json = json};
    for (size_t i = 0; done == 0 && i < crew_size(threads); i++)
        done = zst_init(&s->unpackers[i], f);
    if (done == 0 && (s->crew = crew_new(threads, work, s, f)))
        return s;
    sift_free(s);
    return NULL;
}

void sift_free(struct sift *s)
{
    if (!s)
        return;
    crew_free(s->crew);
    for (size_t i = 0; i < CREW_SLOTS; i++) {
        buf_free(&s->pieces[i].packed);
        buf_free(&s->pieces[i].plain);
        buf_free(&s->pieces[i].text);
        free(s->pieces[i].findings);
    }
    for (size_t i = 0; i < CREW_THREADS; i++)
        zst_clear(&s->unpackers[i]);
    for (size_t i = 0; i <= CREW_THREADS; i++)
        ear_clear(&s->ears[i]);
    buf_free(&s->begun);
    free(s);
}
