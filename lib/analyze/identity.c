#include "lib/analyze/identity.h"

#include <stdlib.h>
#include "lib/analyze/array.h"
#include "lib/analyze/contact.h"
#include "lib/analyze/identity_learn.h"

enum { GAP = 8, SUFFIX = 7 }; /* bytes between words at most; digits that are enough of a number */

int identity_of(struct identities *d, enum identity_kind kind, struct span same,
                struct span spelling, size_t *number, struct fault *f)
{
    bool fresh;
    buf_clear(&d->text);
    buf_byte(&d->text, (char)('A' + kind));
    buf_span(&d->text, same);
    if (buf_check(&d->fold, "a name", f) != 0 || buf_check(&d->text, "a name", f) != 0 ||
        ids_add_text(&d->known, buf_view(&d->text), number, &fresh, f) != 0)
        return -1;
    if (!fresh)
        return 0;
    if (array_room(&d->at, &d->room, d->n + 1, sizeof *d->at, f) != 0)
        return -1;
    struct identity *i = &d->at[d->n++];
    *i = (struct identity){.kind = kind,
                           .same = arena_copy(&d->arena, same),
                           .spelling = arena_copy(&d->arena, spelling)};
    return arena_check(&d->arena, "a call's names", f);
}

struct span identity_same(struct identities *d, const struct spelling *s, size_t first, size_t last,
                          const char *between)
{
    buf_clear(&d->fold);
    for (size_t i = first; i <= last; i++) {
        spelling_fold(&d->fold, spelling_word(s, i));
        if (i == last)
            continue;
        if (between)
            buf_text(&d->fold, between);
        else
            buf_span(&d->fold, spelling_gap(s, i));
    }
    return buf_view(&d->fold);
}

/* ---- terms ---- */

static size_t widest_gap(const struct spelling *s)
{
    size_t widest = GAP;
    for (size_t i = 0; i + 1 < s->n; i++)
        if (spelling_gap(s, i).len > widest)
            widest = spelling_gap(s, i).len;
    return widest;
}

int identity_term(struct identities *d, size_t identity, struct span spelling, enum term_use use,
                  struct fault *f)
{
    struct spelling *s = &d->part;
    if (spelling_read(s, spelling, f) != 0)
        return -1;
    if (s->n == 0)
        return 0;
    if (array_room(&d->terms, &d->room_terms, d->nterms + 1, sizeof *d->terms, f) != 0 ||
        array_room(&d->words, &d->room_words, d->nwords + s->n, sizeof *d->words, f) != 0)
        return -1;
    struct term *t = &d->terms[d->nterms];
    *t = (struct term){.identity = (uint32_t)identity,
                       .order = (uint32_t)d->nterms++,
                       .word = (uint32_t)d->nwords,
                       .nwords = (uint32_t)s->n,
                       .whole = use == TERM_WHOLE,
                       .capital = use == TERM_CAPITAL,
                       .spelling = arena_copy(&d->arena, spelling_run(s, 0, s->n - 1))};
    for (size_t i = 0; i < s->n; i++)
        d->words[d->nwords++] = s->at[i].same;
    size_t gap = widest_gap(s);
    d->gap = gap > d->gap ? gap : d->gap;
    return arena_check(&d->arena, "a call's names", f);
}

int identity_phone(struct identities *d, size_t identity, struct span digits, struct fault *f)
{
    size_t number;
    bool fresh;
    if (ids_add_text(&d->phones, digits, &number, &fresh, f) != 0 ||
        array_room(&d->phone_of, &d->room_phones, number + 1, sizeof *d->phone_of, f) != 0)
        return -1;
    if (fresh)
        d->phone_of[number] = (uint32_t)identity;
    return 0;
}

/* By first word, then the longest first, then equal ones together, of which full names come first.
 */
static int in_order(const void *x, const void *y, void *of)
{
    const struct identities *d = of;
    const struct term *a = x, *b = y;
    const uint64_t *p = d->words + a->word, *q = d->words + b->word;
    if (p[0] != q[0])
        return p[0] < q[0] ? -1 : 1;
    if (a->nwords != b->nwords)
        return a->nwords > b->nwords ? -1 : 1;
    for (size_t i = 1; i < a->nwords; i++)
        if (p[i] != q[i])
            return p[i] < q[i] ? -1 : 1;
    if (a->whole != b->whole)
        return a->whole ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

static bool is_same(const struct identities *d, const struct term *a, const struct term *b)
{
    return a->nwords == b->nwords &&
           memcmp(d->words + a->word, d->words + b->word, a->nwords * sizeof *d->words) == 0;
}

/* Of the same terms one stays: a full name, or a part, which is an identity of its own where two
 * share it. It need only be capitalised where all of them do. */
static int settle(struct identities *d, struct fault *f)
{
    size_t n = 0;
    for (size_t i = 0, next; i < d->nterms; i = next) {
        struct term t = d->terms[i];
        bool shared = false;
        for (next = i + 1; next < d->nterms && is_same(d, &t, &d->terms[next]); next++) {
            shared |= d->terms[next].identity != t.identity;
            t.capital &= d->terms[next].capital &&
                         (!d->terms[next].whole || span_equal(d->terms[next].spelling, t.spelling));
        }
        if (shared && !t.whole) {
            size_t number;
            if (spelling_read(&d->part, t.spelling, f) != 0)
                return -1;
            struct span same = identity_same(d, &d->part, 0, d->part.n - 1, " ");
            if (identity_of(d, d->at[t.identity].kind, same, t.spelling, &number, f) != 0)
                return -1;
            t.identity = (uint32_t)number;
        }
        uint64_t first = d->words[t.word];
        d->first[first >> 6 & 63] |= (uint64_t)1 << (first & 63);
        d->terms[n++] = t;
    }
    d->nterms = n;
    return 0;
}

void identities_begin(struct identities *d)
{
    ids_empty(&d->known);
    ids_empty(&d->phones);
    arena_reset(&d->arena);
    memset(d->first, 0, sizeof d->first);
    d->n = d->nterms = d->nwords = 0;
    d->gap = GAP;
}

int identities_end(struct identities *d, struct fault *f)
{
    if (d->nterms)
        qsort_r(d->terms, d->nterms, sizeof *d->terms, in_order, d);
    return settle(d, f);
}

int identities_call(struct identities *d, const struct call *c, struct fault *f)
{
    identities_begin(d);
    return identities_learn(d, c, f) == 0 ? identities_end(d, f) : -1;
}

void identities_clear(struct identities *d)
{
    ids_clear(&d->known);
    ids_clear(&d->phones);
    arena_free(&d->arena);
    spelling_clear(&d->spelling);
    spelling_clear(&d->part);
    buf_free(&d->text);
    buf_free(&d->fold);
    free(d->at);
    free(d->terms);
    free(d->words);
    free(d->phone_of);
    *d = (struct identities){0};
}

/* ---- finding ---- */

static bool capital_enough(const struct term *t, const struct spelling *s, size_t word)
{
    return !t->capital || s->at[word].upper ||
           (t->whole && span_equal(t->spelling, spelling_word(s, word)));
}

static bool stands_there(const struct identities *d, const struct term *t, const struct spelling *s,
                         size_t word)
{
    if (t->nwords > s->n - word || !capital_enough(t, s, word))
        return false;
    for (size_t i = 1; i < t->nwords; i++)
        if (s->at[word + i].same != d->words[t->word + i] ||
            spelling_gap(s, word + i - 1).len > d->gap)
            return false;
    return true;
}

static size_t find_name(const struct identities *d, const struct spelling *s, size_t word,
                        size_t *identity)
{
    uint64_t first = s->at[word].same;
    if (!(d->first[first >> 6 & 63] >> (first & 63) & 1))
        return 0;
    size_t low = 0, high = d->nterms;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (d->words[d->terms[middle].word] < first)
            low = middle + 1;
        else
            high = middle;
    }
    for (const struct term *t = d->terms + low;
         t < d->terms + d->nterms && d->words[t->word] == first; t++)
        if (stands_there(d, t, s, word)) {
            *identity = t->identity;
            return word + t->nwords;
        }
    return 0;
}

static bool is_end_of(struct span number, struct span of)
{
    return number.len >= SUFFIX && number.len <= of.len &&
           memcmp(of.at + of.len - number.len, number.at, number.len) == 0;
}

/* The same number, or one without what is dialled before the other. */
static bool find_digits(const struct identities *d, struct span digits, size_t *identity)
{
    for (size_t i = 0; i < d->phones.n; i++) {
        struct span known = ids_at(&d->phones, i);
        if (span_equal(known, digits) || is_end_of(digits, known) || is_end_of(known, digits)) {
            *identity = d->phone_of[i];
            return true;
        }
    }
    return false;
}

static size_t find_phone(const struct identities *d, const struct spelling *s, size_t word,
                         size_t *identity)
{
    struct contact_digits digits;
    size_t groups = CONTACT_DIGITS;
    if (!d->phones.n || !s->at[word].digits)
        return 0;
    contact_digits(s, word, &groups, &digits);
    for (; groups > 0; groups--) {
        size_t most = groups;
        contact_digits(s, word, &most, &digits);
        if (find_digits(d, (struct span){digits.text, digits.n}, identity))
            return word + groups;
    }
    return 0;
}

size_t identity_find(const struct identities *d, const struct spelling *s, size_t word,
                     size_t *identity)
{
    size_t number = 0;
    size_t name = find_name(d, s, word, identity), phone = find_phone(d, s, word, &number);
    if (phone <= name)
        return name;
    *identity = number;
    return phone;
}
