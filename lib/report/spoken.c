#include "lib/report/spoken.h"

#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/json/lists.h"
#include "lib/report/reading.h"

int spoken_read(struct spoken *t, struct span monologues, struct fault *f)
{
    struct lists l;
    t->nmonologues = t->nsentences = t->total = 0;
    buf_clear(&t->text);
    for (lists_walk(&l, monologues, "sentences"); lists_next(&l);) {
        void *at = t->monologues;
        if (reading_room(&at, t->nmonologues, &t->room_monologues, sizeof *t->monologues, f) != 0)
            return -1;
        t->monologues = at;
        t->monologues[t->nmonologues++] = (struct monologue){l.list, t->total, l.n, 0};
        t->total += l.n;
    }
    return 0;
}

/* The monologue of a sentence: the last that begins at or before it. */
static struct monologue *monologue_of(struct spoken *t, size_t sentence)
{
    size_t low = 0, high = t->nmonologues;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (t->monologues[middle].first <= sentence)
            low = middle;
        else
            high = middle;
    }
    return &t->monologues[low];
}

static int read_monologue(struct spoken *t, struct monologue *m, struct fault *f)
{
    struct json_walk w;
    size_t first = t->nsentences;
    for (json_walk(&w, m->json); json_next(&w);) {
        void *at = t->sentences;
        if (reading_room(&at, t->nsentences, &t->room_sentences, sizeof *t->sentences, f) != 0)
            return -1;
        t->sentences = at;
        if (t->nsentences > first)
            buf_byte(&t->text, ' ');
        struct sentence *s = &t->sentences[t->nsentences++];
        s->from = t->text.len;
        json_text(&t->text, json_member(w.value, span_of("text")));
        s->to = t->text.len;
    }
    m->read = first + 1;
    return buf_check(&t->text, "a transcript", f);
}

int spoken_has(struct spoken *t, int64_t from, int64_t to, struct span quote, bool *has,
               struct fault *f)
{
    *has = false;
    if (from < 0 || to < from || (uint64_t)to >= t->total || quote.len == 0)
        return 0;
    struct monologue *m = monologue_of(t, (size_t)from);
    if ((size_t)to >= m->first + m->n)
        return 0;
    if (!m->read && read_monologue(t, m, f) != 0)
        return -1;
    const struct sentence *s = &t->sentences[m->read - 1];
    size_t begin = s[(size_t)from - m->first].from, end = s[(size_t)to - m->first].to;
    *has = memmem(buf_view(&t->text).at + begin, end - begin, quote.at, quote.len) != NULL;
    return 0;
}

void spoken_clear(struct spoken *t)
{
    buf_free(&t->text);
    free(t->monologues);
    free(t->sentences);
    *t = (struct spoken){0};
}
