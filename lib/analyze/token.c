#include "lib/analyze/token.h"
#include <stdlib.h>
#include <utf8proc.h>
#include "lib/analyze/array.h"

enum { WORD_LIMIT = 256 }; /* bytes of a token; what is longer becomes several, glued together */

/* The languages most calls are in; what is not listed is compared like any other word. */
static const char *const negating =
    "not no never without nor neither none nobody nothing hardly non nope "
    "nicht kein keine keinen keinem keiner keines nie niemals nichts ohne "
    "ne pas jamais rien aucun aucune sans nunca jam\xc3\xa1s nada ning\xc3\xban ninguno ninguna "
    "n\xc3\xa3o nem sem mai niente nessuno nessuna senza niet geen nooit inte aldrig ikke "
    "\xe4\xb8\x8d \xe6\xb2\xa1 \xe6\xb2\x92 \xe7\x84\xa1 \xe6\x97\xa0 \xe6\x9c\xaa";
static const char *const firm =
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion trillion half double triple twice dozen quarter percent "
    "monday tuesday wednesday thursday friday saturday sunday january february april june july "
    "august september october november december today tomorrow yesterday";
/* Written without their apostrophe, as speech recognition does. */
static const char *const bare[] = {"dont",    "doesnt", "didnt",    "isnt",  "arent",   "wasnt",
                                   "werent",  "havent", "hasnt",    "hadnt", "wouldnt", "cant",
                                   "couldnt", "wont",   "shouldnt", "neednt"};

enum kind { GAP, LETTER, DIGIT, ALONE, SYMBOL, APOSTROPHE, HYPHEN, POINT, JOINER };

/* A grapheme cluster: what its first character is, and its length in bytes; 0 at the end. */
struct glyph {
    enum kind kind;
    size_t len;
};

static enum kind ascii_kind(unsigned char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return LETTER;
    if (c >= '0' && c <= '9')
        return DIGIT;
    switch (c) {
    case '\'': return APOSTROPHE;
    case '-': return HYPHEN;
    case '.':
    case ',': return POINT;
    case '$':
    case '%': return SYMBOL;
    default: return GAP;
    }
}

static bool is_between(utf8proc_int32_t point, utf8proc_int32_t from, utf8proc_int32_t to)
{
    return point >= from && point <= to;
}

static enum kind kind_of(utf8proc_int32_t point)
{
    if (point < 0x80)
        return ascii_kind((unsigned char)point);
    if (point == 0x2018 || point == 0x2019 || point == 0x02bc || point == 0xff07)
        return APOSTROPHE;
    if (point == 0x2010 || point == 0x2011 || point == 0xff0d)
        return HYPHEN;
    if (point == 0xff0e || point == 0xff0c)
        return POINT;
    if (point == 0xff05 || point == 0x066a || point == 0x2030)
        return SYMBOL;
    if (is_between(point, 0x3041, 0x30ff) || is_between(point, 0x31f0, 0x31ff) ||
        is_between(point, 0x3400, 0x4dbf) || is_between(point, 0x4e00, 0x9fff) ||
        is_between(point, 0xf900, 0xfaff) || is_between(point, 0xff66, 0xff9d) ||
        is_between(point, 0x20000, 0x3ffff) || is_between(point, 0x0e01, 0x0ecf) ||
        is_between(point, 0x1000, 0x103f) || is_between(point, 0x1780, 0x17d3))
        return point == 0x30fb || point == 0x30a0 || point == 0x0e3f ? GAP : ALONE;
    switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: return LETTER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return DIGIT;
    case UTF8PROC_CATEGORY_SC: return SYMBOL;
    case UTF8PROC_CATEGORY_CF: return JOINER;
    default: return GAP; /* a mark, too: it belongs to what stands before it */
    }
}

static struct glyph glyph_at(struct span text, size_t at)
{
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text.at;
    if (at >= text.len)
        return (struct glyph){GAP, 0};
    if (bytes[at] < 0x80 && (at + 1 == text.len || bytes[at + 1] < 0x80))
        return (struct glyph){ascii_kind(bytes[at]), 1};
    utf8proc_int32_t point, next, state = 0;
    utf8proc_ssize_t n = utf8proc_iterate(bytes + at, (utf8proc_ssize_t)(text.len - at), &point);
    if (n <= 0)
        return (struct glyph){GAP, 1};
    struct glyph g = {kind_of(point), (size_t)n};
    while (at + g.len < text.len && bytes[at + g.len] >= 0x80) {
        n = utf8proc_iterate(bytes + at + g.len, (utf8proc_ssize_t)(text.len - at - g.len), &next);
        if (n <= 0 || utf8proc_grapheme_break_stateful(point, next, &state))
            break;
        g.len += (size_t)n;
        point = next;
    }
    return g;
}

/* 1,000 is 1000; the comma of 3,5 stays. */
static size_t drop_commas(char *word, size_t n)
{
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        size_t digits = 0;
        while (digits < 4 && i + 1 + digits < n &&
               ascii_kind((unsigned char)word[i + 1 + digits]) == DIGIT)
            digits++;
        if (word[i] != ',' || digits != 3)
            word[to++] = word[i];
    }
    return to;
}

/* NFKC and case-folded into `room`, which lasts until the next. What Unicode cannot fold is kept as
 * it is. */
static struct span fold(utf8proc_int32_t room[static 1024], struct span word)
{
    char *bytes = (char *)room;
    bool ascii = true;
    for (size_t i = 0; i < word.len && ascii; i++)
        ascii = !((unsigned char)word.at[i] & 0x80);
    if (ascii && word.len <= WORD_LIMIT) {
        for (size_t i = 0; i < word.len; i++)
            bytes[i] =
                word.at[i] >= 'A' && word.at[i] <= 'Z' ? (char)(word.at[i] | 0x20) : word.at[i];
        return (struct span){bytes, drop_commas(bytes, word.len)};
    }
    const utf8proc_option_t options =
        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)word.at,
                                            (utf8proc_ssize_t)word.len, room, 1023, options);
    if (n <= 0 || n > 1023)
        return word;
    n = utf8proc_reencode(room, n, options);
    return n <= 0 ? word : (struct span){bytes, drop_commas(bytes, (size_t)n)};
}

static int put(struct tokens *t, struct token_reader *r, struct span folded, struct token seen,
               struct fault *f)
{
    if (lexicon_word(r->lexicon, folded, &seen.word, f) != 0 ||
        array_room(&t->at, &t->room, t->n + 1, sizeof *t->at, f) != 0)
        return -1;
    seen.flags |= seen.word < r->nots ? TOKEN_NOT : seen.word < r->firms ? TOKEN_FIRM : 0;
    const struct token *before = t->n ? &t->at[t->n - 1] : NULL;
    if (before)
        seen.nots = before->nots + ((before->flags & TOKEN_NOT) &&
                                    (t->n < 2 || t->at[t->n - 2].word != before->word));
    t->at[t->n++] = seen;
    return 0;
}

static int put_two(struct tokens *t, struct token_reader *r, struct span first, const char *second,
                   struct token seen, struct fault *f)
{
    if (put(t, r, first, seen, f) != 0)
        return -1;
    seen.flags |= TOKEN_GLUED;
    seen.letters = 0;
    return put(t, r, span_of(second), seen, f);
}

/* The head of "can't" or "cant" is "can", of "don't" or "dont" "don". */
static int put_not(struct tokens *t, struct token_reader *r, struct span head, struct token seen,
                   struct fault *f)
{
    if (span_is(head, "won"))
        head = span_of("will");
    else if (!span_is(head, "can"))
        head.len--;
    return put_two(t, r, head, "not", seen, f);
}

static int put_word(struct tokens *t, struct token_reader *r, struct span word, struct token seen,
                    struct fault *f)
{
    utf8proc_int32_t room[1024];
    struct span folded = fold(room, word);
    if (span_is(folded, "cannot"))
        return put_two(t, r, span_of("can"), "not", seen, f);
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        if (span_is(folded, bare[i]))
            return put_not(t, r, (struct span){folded.at, folded.len - 1}, seen, f);
    return put(t, r, folded, seen, f);
}

static int put_contraction(struct tokens *t, struct token_reader *r, struct span head,
                           struct span tail, struct token seen, struct fault *f)
{
    static const char *const opened[][2] = {
        {"re", "are"}, {"ve", "have"}, {"ll", "will"}, {"d", "would"}, {"m", "am"}};
    utf8proc_int32_t room[1024], other[1024];
    struct span h = fold(room, head), end = fold(other, tail);
    if (span_is(end, "t") && h.len > 1 && h.at[h.len - 1] == 'n')
        return put_not(t, r, h, seen, f);
    for (size_t i = 0; i < sizeof opened / sizeof *opened; i++)
        if (span_is(end, opened[i][0]))
            return put_two(t, r, h, opened[i][1], seen, f);
    if (put(t, r, h, seen, f) != 0)
        return -1;
    seen.flags |= TOKEN_GLUED;
    seen.letters = 0;
    return put(t, r, end, seen, f);
}

/* The end of the word that begins at `from`: it runs over letters and digits, over a point between
 * two digits, and over one apostrophe between two letters. */
static size_t word_end(struct span text, size_t from, struct token *seen, size_t *apostrophe,
                       size_t *after)
{
    struct glyph g = glyph_at(text, from);
    enum kind last = g.kind;
    size_t i = from + g.len;
    seen->letters = 1;
    seen->flags |= last == DIGIT || last == SYMBOL ? TOKEN_FIRM : last == ALONE ? TOKEN_ALONE : 0;
    while ((last == LETTER || last == DIGIT) && (g = glyph_at(text, i)).len) {
        enum kind next =
            g.kind == POINT || g.kind == APOSTROPHE ? glyph_at(text, i + g.len).kind : GAP;
        bool joins = g.kind == JOINER || (g.kind == POINT && last == DIGIT && next == DIGIT);
        if (g.kind == APOSTROPHE && !*apostrophe && last == LETTER && next == LETTER) {
            *apostrophe = i;
            *after = i + g.len;
            joins = true;
        } else if (g.kind == LETTER || g.kind == DIGIT) {
            last = g.kind;
            seen->letters++;
            seen->flags |= last == DIGIT ? TOKEN_FIRM : 0;
        } else if (!joins) {
            break;
        }
        if (i + g.len - from > WORD_LIMIT) {
            *apostrophe = *apostrophe == i ? 0 : *apostrophe;
            break;
        }
        i += g.len;
    }
    return i;
}

/* Nothing, or a hyphen, stands between it and the token before it. */
static bool is_glued(struct span text, size_t before, enum kind last, size_t from, enum kind kind)
{
    if (before == SIZE_MAX || last == ALONE || kind == ALONE)
        return false;
    struct glyph g = glyph_at(text, before);
    return before == from || (g.kind == HYPHEN && before + g.len == from);
}

int tokens_read(struct tokens *t, struct token_reader *r, struct span text, uint32_t offset,
                uint32_t sentence, struct fault *f)
{
    size_t before = SIZE_MAX;
    enum kind last = GAP;
    for (size_t i = 0; i < text.len;) {
        struct glyph g = glyph_at(text, i);
        if (g.kind != LETTER && g.kind != DIGIT && g.kind != ALONE && g.kind != SYMBOL) {
            i += g.len;
            continue;
        }
        struct token seen = {.at = offset + (uint32_t)i, .sentence = sentence};
        if (is_glued(text, before, last, i, g.kind))
            seen.flags = TOKEN_GLUED;
        size_t apostrophe = 0, after = 0, from = i;
        i = word_end(text, from, &seen, &apostrophe, &after);
        seen.end = offset + (uint32_t)i;
        struct span word = {text.at + from, i - from};
        int put = apostrophe ? put_contraction(t, r, (struct span){word.at, apostrophe - from},
                                               (struct span){text.at + after, i - after}, seen, f)
                             : put_word(t, r, word, seen, f);
        if (put != 0)
            return -1;
        before = i;
        last = g.kind;
    }
    return 0;
}

bool token_border(struct span text, size_t at)
{
    size_t i = 0;
    while (i < at && i < text.len)
        i += glyph_at(text, i).len;
    return i == at;
}

void tokens_clear(struct tokens *t)
{
    free(t->at);
    *t = (struct tokens){0};
}

uint32_t tokens_nots(const struct tokens *t, size_t from, size_t to)
{
    if (from >= to)
        return 0;
    const struct token *first = &t->at[from], *last = &t->at[to - 1];
    if (first == last)
        return (first->flags & TOKEN_NOT) != 0;
    bool counts = (last->flags & TOKEN_NOT) && last[-1].word != last->word;
    return ((first->flags & TOKEN_NOT) != 0) + last->nots - first[1].nots + counts;
}

static int learn(struct token_reader *r, const char *list, uint32_t *below, struct fault *f)
{
    while (*list) {
        size_t len = strcspn(list, " ");
        uint32_t number;
        if (lexicon_word(r->lexicon, (struct span){list, len}, &number, f) != 0)
            return -1;
        list += len + (list[len] == ' ');
    }
    *below = (uint32_t)lexicon_size(r->lexicon);
    return 0;
}

int token_reader_make(struct token_reader *r, struct fault *f)
{
    *r = (struct token_reader){.lexicon = lexicon_new("und", f)};
    if (!r->lexicon || learn(r, negating, &r->nots, f) != 0 || learn(r, firm, &r->firms, f) != 0)
        return -1;
    lexicon_keep(r->lexicon);
    return 0;
}

void token_reader_clear(struct token_reader *r)
{
    lexicon_free(r->lexicon);
    *r = (struct token_reader){0};
}
