#include "lib/analyze/quote.h"
#include "lib/json/json.h"

enum { QUOTE_BYTES = 400, QUOTE_SENTENCES = 3, FEW_WORDS = 4, BEFORE_BYTES = 150 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct span trim(struct span s)
{
    while (s.len > 0 && is_blank(s.at[0]))
        s = (struct span){s.at + 1, s.len - 1};
    while (s.len > 0 && is_blank(s.at[s.len - 1]))
        s.len--;
    return s;
}

/* Forward to where a word begins; a text without blanks is cut between characters. */
static size_t word_from(struct span text, size_t at)
{
    size_t limit = at + 60 < text.len ? at + 60 : text.len;
    for (size_t i = at; i < limit; i++)
        if (i == 0 || is_blank(text.at[i - 1]))
            return i;
    while (at < text.len && ((unsigned char)text.at[at] & 0xc0) == 0x80)
        at++;
    return at;
}

static size_t word_to(struct span text, size_t at)
{
    size_t limit = at > 60 ? at - 60 : 0;
    for (size_t i = at; i > limit; i--)
        if (i == text.len || is_blank(text.at[i]))
            return i;
    while (at > 0 && at < text.len && ((unsigned char)text.at[at] & 0xc0) == 0x80)
        at--;
    return at;
}

static struct span cut_around(struct span text, size_t place)
{
    size_t from = place > BEFORE_BYTES ? place - BEFORE_BYTES : 0;
    if (from + QUOTE_BYTES > text.len)
        from = text.len - QUOTE_BYTES;
    from = word_from(text, from);
    size_t to = from + QUOTE_BYTES < text.len ? word_to(text, from + QUOTE_BYTES) : text.len;
    return (struct span){text.at + from, to - from};
}

static bool may_join(const struct transcript *t, uint32_t from, uint32_t to, uint32_t monologue)
{
    const struct monologue *m = &t->monologues[monologue];
    if (from < m->sentence || to >= m->sentence + m->nsentences || to - from >= QUOTE_SENTENCES)
        return false;
    for (uint32_t i = from; i <= to; i++)
        if (!t->sentences[i].quotable)
            return false;
    return transcript_run(t, from, to).len <= QUOTE_BYTES;
}

bool quote_make(struct evidence *e, const struct transcript *t, uint32_t sentence, uint32_t word,
                uint32_t nwords)
{
    const struct sentence *s = &t->sentences[sentence];
    if (!s->quotable)
        return false;
    e->from = e->to = sentence;
    if (s->text.len > QUOTE_BYTES) {
        e->quote = trim(cut_around(s->text, nwords ? t->words.at[word].at : 0));
        return e->quote.len > 0;
    }
    if (s->nwords < FEW_WORDS) {
        if (sentence > 0 && may_join(t, sentence - 1, sentence, s->monologue))
            e->from--;
        else if (may_join(t, sentence, sentence + 1, s->monologue))
            e->to++;
    }
    e->quote = trim(transcript_run(t, e->from, e->to));
    return e->quote.len > 0;
}

bool quote_run(struct evidence *e, const struct transcript *t, uint32_t from, uint32_t to)
{
    const struct sentence *s = &t->sentences[from];
    bool cut = from == to && s->quotable && s->text.len > QUOTE_BYTES;
    if (!cut && !may_join(t, from, to, s->monologue))
        return false;
    e->from = from;
    e->to = to;
    e->quote = trim(cut ? cut_around(s->text, 0) : transcript_run(t, from, to));
    return e->quote.len > 0;
}

/* Sentences of `more` and `e` that stand together become one quote. */
static bool join(struct evidence *e, const struct transcript *t, const struct evidence *more)
{
    if (e->choice != more->choice || e->to + 1 < more->from || more->to + 1 < e->from)
        return false;
    uint32_t from = e->from < more->from ? e->from : more->from,
             to = e->to > more->to ? e->to : more->to;
    bool same = from == e->from && to == e->to;
    if (!same && !may_join(t, from, to, t->sentences[from].monologue))
        return false;
    e->weight += more->weight;
    if (!same) {
        e->from = from;
        e->to = to;
        e->quote = trim(transcript_run(t, from, to));
    }
    return true;
}

static bool is_before(const struct evidence *x, const struct evidence *y)
{
    if (x->weight != y->weight)
        return x->weight > y->weight;
    return x->from != y->from ? x->from < y->from : x->choice < y->choice;
}

void quote_add(struct answer *a, const struct transcript *t, const struct evidence *e)
{
    size_t at = 0;
    while (at < a->n && !join(&a->evidence[at], t, e))
        at++;
    struct evidence moved = at < a->n ? a->evidence[at] : *e;
    if (at == a->n && a->n == (size_t)a->question->max_items) {
        at--;
        if (!is_before(&moved, &a->evidence[at]))
            return;
    } else if (at == a->n) {
        a->n++;
    }
    for (; at > 0 && is_before(&moved, &a->evidence[at - 1]); at--)
        a->evidence[at] = a->evidence[at - 1];
    a->evidence[at] = moved;
}

bool quote_link(struct buf *b, const struct transcript *t, const struct evidence *e)
{
    int64_t start = t->sentences[e->from].start, end = t->sentences[e->to].end;
    if (json_kind(t->call->url) != JSON_STRING || start == NO_TIME || end == NO_TIME)
        return false;
    size_t from = b->len;
    json_text(b, t->call->url);
    if (!b->at)
        return false;
    struct span url = {b->at + from, b->len - from};
    bool web = (url.len > 8 && memcmp(url.at, "https://", 8) == 0) ||
               (url.len > 7 && memcmp(url.at, "http://", 7) == 0);
    for (size_t i = 0; i < url.len && web; i++)
        web = (unsigned char)url.at[i] > ' ' && url.at[i] != 0x7f;
    if (!web) {
        b->len = from;
        return false;
    }
    bool has_query = memchr(url.at, '?', url.len) != NULL;
    buf_format(b,
               "%chighlights=%%5B%%7B%%22type%%22%%3A%%22SHARE%%22%%2C%%22from%%22%%3A%lld%%2C%%"
               "22to%%22%%3A%lld%%7D%%5D",
               has_query ? '&' : '?', (long long)(start / 1000), (long long)((end + 999) / 1000));
    return true;
}

struct span quote_head(struct span quote, size_t words)
{
    for (size_t i = 0; i < quote.len; i++)
        if (is_blank(quote.at[i]) && !is_blank(quote.at[i - (i > 0)]) && --words == 0)
            return (struct span){quote.at, i};
    return quote;
}
