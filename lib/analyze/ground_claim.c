#include "lib/analyze/array.h"
#include "lib/analyze/ground_parts.h"
#include "lib/json/json.h"

/* What a claim says: its text without the labels that were copied along, its tokens, and the
 * fragments between its ellipses. */

enum { CLAIM_BYTES = 64 << 10, LABEL_BYTES = 200 };
enum { FEW_LETTERS = 12, FEW_WORDS = 3, FRAGMENT_LETTERS = 8 };

int ground_read_names(struct ground *g, struct fault *f)
{
    const struct call *c = g->t->call;
    g->names.n = 0;
    for (size_t i = 0; c && i < c->nparties; i++) {
        if (json_kind(c->parties[i].name) != JSON_STRING)
            continue;
        buf_clear(&g->text);
        json_text(&g->text, c->parties[i].name);
        if (buf_check(&g->text, "a name", f) != 0 ||
            tokens_read(&g->names, &g->reader, buf_view(&g->text), 0, 0, f) != 0)
            return -1;
    }
    return 0;
}

static bool is_role(struct span word)
{
    static const char *const roles[] = {"customer",       "rep",   "unknown", "speaker",
                                        "representative", "agent", "seller",  "buyer",
                                        "prospect",       "client"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (span_is(word, roles[i]))
            return true;
    return false;
}

static bool is_name(const struct ground *g, uint32_t word)
{
    for (size_t i = 0; i < g->names.n; i++)
        if (g->names.at[i].word == word)
            return true;
    return false;
}

static size_t digits_from(struct span word, size_t at)
{
    size_t n = 0;
    while (at + n < word.len && word.at[at + n] >= '0' && word.at[at + n] <= '9')
        n++;
    return n;
}

/* "S42 12:31 customer Jane", "Jane Doe", "[12:31]": nothing but sentence ids, times, sides and
 * names of parties. */
static int is_label(struct ground *g, struct span text, bool bracket, bool *is, struct fault *f)
{
    bool times = bracket && memchr(text.at, ':', text.len), known = false;
    *is = false;
    g->label.n = 0;
    if (tokens_read(&g->label, &g->reader, text, 0, 0, f) != 0)
        return -1;
    for (size_t i = 0; i < g->label.n; i++) {
        struct span word = lexicon_text(g->reader.lexicon, g->label.at[i].word);
        bool number = word.len > 0 && digits_from(word, 0) == word.len;
        bool id = word.len > 1 && word.at[0] == 's' && digits_from(word, 1) == word.len - 1;
        if (bracket && id && i == 0) {
            *is = true;
            return 0;
        }
        bool who = id || is_role(word) || is_name(g, g->label.at[i].word);
        if (!who && !number)
            return 0;
        known = known || who;
    }
    *is = g->label.n > 0 && (known || times);
    return 0;
}

/* Bytes of the label at the front of `rest`, or 0. */
static int label_at(struct ground *g, struct span rest, bool line_begins, size_t *len,
                    struct fault *f)
{
    bool bracket = rest.at[0] == '[', is;
    *len = 0;
    if (!bracket && (!line_begins || ground_is_blank(rest.at[0])))
        return 0;
    for (size_t i = 1; i < rest.len && i < LABEL_BYTES && rest.at[i] != '\n'; i++) {
        if (rest.at[i] == '[')
            return 0;
        if (bracket ? rest.at[i] != ']'
                    : rest.at[i] != ':' || (i + 1 < rest.len && !ground_is_blank(rest.at[i + 1])))
            continue;
        if (is_label(g, (struct span){rest.at + bracket, i - bracket}, bracket, &is, f) != 0)
            return -1;
        *len = is ? i + 1 : 0;
        return 0;
    }
    return 0;
}

static int strip_labels(struct ground *g, struct span quote, struct fault *f)
{
    bool line_begins = true;
    buf_clear(&g->text);
    for (size_t i = 0, len; i < quote.len;) {
        char c = quote.at[i];
        if (label_at(g, (struct span){quote.at + i, quote.len - i}, line_begins, &len, f) != 0)
            return -1;
        if (len == 0) {
            buf_byte(&g->text, c);
            line_begins =
                c == '\n' || (line_begins && (ground_is_blank(c) || c == '"' || c == '*'));
            i++;
            continue;
        }
        for (i += len; i < quote.len && ground_is_blank(quote.at[i]);)
            i++;
    }
    return buf_check(&g->text, "a quote", f);
}

static struct span trimmed(struct span s)
{
    while (s.len > 0 && ground_is_blank(s.at[0]))
        s = (struct span){s.at + 1, s.len - 1};
    while (s.len > 0 && ground_is_blank(s.at[s.len - 1]))
        s.len--;
    return s;
}

static bool is_ellipsis(struct span gap)
{
    return memmem(gap.at, gap.len, "...", 3) || memmem(gap.at, gap.len, "\xe2\x80\xa6", 3) ||
           memmem(gap.at, gap.len, "\xe2\x8b\xaf", 3);
}

/* Characters of the tokens, white space as one. */
static size_t letters(const struct tokens *t, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        n += t->at[i].letters + (i > from && !(t->at[i].flags & (TOKEN_ALONE | TOKEN_GLUED)));
    return n;
}

/* Two characters of a script without spaces are about a word. */
static bool is_short(const struct tokens *t)
{
    size_t halves = 0;
    for (size_t i = 0; i < t->n; i++)
        halves += t->at[i].letters == 0 ? 0 : t->at[i].flags & TOKEN_ALONE ? 1 : 2;
    return halves < 2 * FEW_WORDS && letters(t, 0, t->n) < FEW_LETTERS;
}

static int read_fragments(struct ground *g, struct fault *f)
{
    const struct tokens *c = &g->claim;
    g->nfragments = 0;
    if (array_room(&g->fragments, &g->room_fragments, c->n, sizeof *g->fragments, f) != 0)
        return -1;
    for (size_t from = 0, to = 1; to <= c->n; to++) {
        if (to < c->n) {
            size_t end = c->at[to - 1].end, next = c->at[to].at;
            if (next < end || !is_ellipsis((struct span){g->text.at + end, next - end}))
                continue;
        }
        struct fragment part = {from, to, letters(c, from, to)};
        if (part.letters < FRAGMENT_LETTERS) {
            g->nfragments = 0;
            return 0;
        }
        g->fragments[g->nfragments++] = part;
        from = to;
    }
    return 0;
}

int ground_read_claim(struct ground *g, struct span quote, enum ground_refusal *why,
                      struct fault *f)
{
    g->claim.n = 0;
    g->nfragments = 0;
    *why = GROUND_TOO_LONG;
    if (quote.len > CLAIM_BYTES)
        return 0;
    if (strip_labels(g, quote, f) != 0)
        return -1;
    struct span text = trimmed(buf_view(&g->text));
    if (text.len > 0)
        memmove(g->text.at, text.at, text.len);
    g->text.len = text.len;
    if (tokens_read(&g->claim, &g->reader, buf_view(&g->text), 0, 0, f) != 0)
        return -1;
    if (g->claim.n > GROUND_TOKENS)
        return 0;
    *why = is_short(&g->claim) ? GROUND_TOO_SHORT : GROUND_FOUND;
    return *why == GROUND_FOUND ? read_fragments(g, f) : 0;
}
