#include "lib/report/spoken.h"

#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/report/reading.h"

static int add_sentence(struct spoken *t, struct span json, struct fault *f)
{
    void *at = t->sentences;
    if (reading_room(&at, t->nsentences, &t->room_sentences, sizeof *t->sentences, f) != 0)
        return -1;
    t->sentences = at;
    t->sentences[t->nsentences++] = (struct sentence){.json = json, .monologue = t->nmonologues};
    return 0;
}

static int add_monologue(struct spoken *t, struct span sentences, struct fault *f)
{
    struct json_walk w;
    void *at = t->monologues;
    size_t first = t->nsentences;
    if (reading_room(&at, t->nmonologues, &t->room_monologues, sizeof *t->monologues, f) != 0)
        return -1;
    t->monologues = at;
    for (json_walk(&w, sentences); json_next(&w);)
        if (add_sentence(t, w.value, f) != 0)
            return -1;
    t->monologues[t->nmonologues++] =
        (struct monologue){.first = first, .n = t->nsentences - first};
    return 0;
}

int spoken_read(struct spoken *t, struct span monologues, struct fault *f)
{
    struct json_walk w;
    t->nmonologues = t->nsentences = 0;
    buf_clear(&t->text);
    for (json_walk(&w, monologues); json_next(&w);)
        if (add_monologue(t, json_member(w.value, span_of("sentences")), f) != 0)
            return -1;
    return 0;
}

static void read_text(struct spoken *t, struct monologue *m)
{
    m->read = true;
    for (size_t i = m->first; i < m->first + m->n; i++) {
        struct sentence *s = &t->sentences[i];
        if (i > m->first)
            buf_byte(&t->text, ' ');
        s->from = t->text.len;
        json_text(&t->text, json_member(s->json, span_of("text")));
        s->to = t->text.len;
    }
}

bool spoken_has(struct spoken *t, int64_t from, int64_t to, struct span quote)
{
    if (from < 0 || to < from || (uint64_t)to >= t->nsentences || quote.len == 0)
        return false;
    const struct sentence *a = &t->sentences[from], *b = &t->sentences[to];
    if (a->monologue != b->monologue)
        return false;
    if (!t->monologues[a->monologue].read)
        read_text(t, &t->monologues[a->monologue]);
    return t->text.state == BUF_SOUND &&
           memmem(t->text.at + a->from, b->to - a->from, quote.at, quote.len) != NULL;
}

void spoken_clear(struct spoken *t)
{
    buf_free(&t->text);
    free(t->monologues);
    free(t->sentences);
    *t = (struct spoken){0};
}
