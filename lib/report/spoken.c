#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/report/reading.h"

static int add_sentence(struct spoken *t, struct span text, size_t monologue, struct fault *f)
{
    void *at = t->sentences;
    if (reading_room(&at, t->n, &t->room, sizeof *t->sentences, f) != 0)
        return -1;
    t->sentences = at;
    if (t->n > 0 && t->sentences[t->n - 1].monologue == monologue)
        buf_byte(&t->text, ' ');
    struct sentence *s = &t->sentences[t->n++];
    s->monologue = monologue;
    s->from = t->text.len;
    json_text(&t->text, text);
    s->to = t->text.len;
    return 0;
}

int spoken_read(struct spoken *t, struct span monologues, struct fault *f)
{
    t->n = 0;
    buf_clear(&t->text);
    struct json_walk m, s;
    size_t number = 0;
    for (json_walk(&m, monologues); json_next(&m); number++) {
        for (json_walk(&s, json_get(m.value, "sentences")); json_next(&s);) {
            if (add_sentence(t, json_get(s.value, "text"), number, f) != 0)
                return -1;
        }
    }
    return buf_check(&t->text, "a transcript", f);
}

bool spoken_has(const struct spoken *t, int64_t from, int64_t to, struct span quote)
{
    if (from < 0 || to < from || (uint64_t)to >= t->n || quote.len == 0)
        return false;
    const struct sentence *a = &t->sentences[from], *b = &t->sentences[to];
    return a->monologue == b->monologue &&
           memmem(t->text.at + a->from, b->to - a->from, quote.at, quote.len) != NULL;
}

void spoken_clear(struct spoken *t)
{
    buf_free(&t->text);
    free(t->sentences);
    *t = (struct spoken){0};
}
