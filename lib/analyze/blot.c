#include "lib/analyze/blot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/analyze/array.h"
#include "lib/analyze/identity_learn.h"
#include "lib/state/digest.h"

enum { LETTERS = 4, TAG = 6, TAGGED = 16, RUN = 5, RUNS_MOST = 1 << 23 };

static int learn_firsts(struct blot *b, struct fault *f)
{
    const struct ids *names = &b->person->names;
    size_t room = 0;
    free(b->firsts);
    b->firsts = NULL;
    if (array_room(&b->firsts, &room, names->n, sizeof *b->firsts, f) != 0)
        return -1;
    for (size_t i = 0; i < names->n; i++) {
        if (spelling_read(&b->name, ids_at(names, i), f) != 0)
            return -1;
        b->firsts[i] = b->name.n ? b->name.at[0].same : 0;
    }
    return 0;
}

int blot_begin(struct blot *b, const struct subject *p, struct span key, struct span of,
               struct fault *f)
{
    static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
    unsigned char raw[DIGEST_BYTES];
    char own[LETTERS + 1] = "";
    digest_keyed(key, of, raw);
    for (int i = 0; i < LETTERS; i++)
        own[i] = letters[raw[i] % 32];
    b->person = p;
    b->key = key;
    snprintf(b->mark, sizeof b->mark, "[erased %s]", own);
    identities_begin(&b->far);
    if (learn_firsts(b, f) != 0)
        return -1;
    return subject_spell(p, &b->far, false, f) == 0 ? identities_end(&b->far, f) : -1;
}

int blot_near(struct blot *b, const struct span *others, size_t n, struct fault *f)
{
    identities_begin(&b->near);
    if (subject_spell(b->person, &b->near, true, f) != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        size_t other;
        if (!others[i].len)
            continue;
        if (identity_of(&b->near, IDENTITY_LOOKALIKE, others[i], others[i], &other, f) != 0 ||
            identity_term(&b->near, other, others[i], TERM_WHOLE, f) != 0)
            return -1;
    }
    return identities_end(&b->near, f);
}

/* "Ana Maria Ruiz", "Ana M. Ruiz": *end is behind it, where a name of theirs begins there and goes
 * on after one or two others that are capitalised; 0: none does. */
static int past_middle(struct blot *b, const struct spelling *s, size_t word, size_t *end,
                       struct fault *f)
{
    enum { BETWEEN = 2, MIDDLE = 2 };
    *end = 0;
    for (size_t i = 0; i < b->person->names.n; i++) {
        if (b->firsts[i] != s->at[word].same || s->at[word].alone || !s->at[word].upper)
            continue;
        if (spelling_read(&b->name, ids_at(&b->person->names, i), f) != 0)
            return -1;
        const struct spelling *n = &b->name;
        if (n->n < 2)
            continue;
        for (size_t at = word + 2; at <= word + 1 + MIDDLE && at + n->n - 1 <= s->n; at++) {
            if (!s->at[at - 1].upper || spelling_gap(s, at - 2).len > BETWEEN ||
                spelling_gap(s, at - 1).len > BETWEEN)
                break;
            size_t same = 1;
            while (same < n->n && s->at[at + same - 1].same == n->at[same].same)
                same++;
            if (same == n->n) {
                *end = at + same - 1;
                return 0;
            }
        }
    }
    return 0;
}

static bool is_theirs(enum identity_kind kind)
{
    return kind != IDENTITY_COMPANY && kind != IDENTITY_LOOKALIKE;
}

int blot_names(struct blot *b, struct span text, bool near, struct buf *to, int64_t *hits,
               struct fault *f)
{
    struct identities *d = near ? &b->near : &b->far;
    struct spelling *s = &b->spelling;
    size_t done = 0, identity = 0;
    if (d->nterms == 0) {
        buf_span(to, text);
        return buf_check(to, "a text", f);
    }
    if (spelling_read(s, text, f) != 0)
        return -1;
    for (size_t i = 0, end, middle; i < s->n; i = end) {
        if (past_middle(b, s, i, &middle, f) != 0)
            return -1;
        end = identity_find(d, s, i, &identity);
        bool theirs = end > 0 && is_theirs(d->at[identity].kind);
        if (end == 0 && middle == 0) {
            end = i + 1;
        } else if (theirs || middle > end) {
            end = middle > end ? middle : end;
            buf_add(to, text.at + done, s->at[i].at - done);
            buf_text(to, b->mark);
            done = s->at[end - 1].end;
            ++*hits;
        }
    }
    if (done < text.len)
        buf_add(to, text.at + done, text.len - done);
    return buf_check(to, "a text", f);
}

void blot_said(const struct blot *b, struct span text, struct buf *to)
{
    unsigned char raw[DIGEST_BYTES];
    size_t end = to->len + (text.len > BLOT_LEAST ? text.len : BLOT_LEAST) - 1;
    buf_text(to, "[erased");
    if (text.len >= TAGGED) {
        digest_keyed(b->key, text, raw);
        buf_format(to, " %02x%02x%02x", raw[0], raw[1], raw[2]);
    }
    for (bool blank = true; to->state == BUF_SOUND && to->len < end; blank = !blank)
        buf_byte(to, blank ? ' ' : '.');
    buf_byte(to, ']');
}

void blot_clear(struct blot *b)
{
    identities_clear(&b->far);
    identities_clear(&b->near);
    spelling_clear(&b->spelling);
    spelling_clear(&b->name);
    free(b->runs);
    free(b->firsts);
    *b = (struct blot){0};
}

/* ---- runs of words ---- */

static uint64_t run_at(const struct spelling *s, size_t first)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = first; i < first + RUN; i++)
        h = (h ^ s->at[i].same) * 1099511628211u;
    return h ? h : 1;
}

static uint64_t *slot(uint64_t *runs, size_t slots, uint64_t run)
{
    size_t i = (run ^ run >> 32) & (slots - 1);
    while (runs[i] && runs[i] != run)
        i = (i + 1) & (slots - 1);
    return &runs[i];
}

static int grow(struct blot *b, struct fault *f)
{
    size_t slots = b->slots ? b->slots * 2 : 1 << 12;
    if (b->nruns * 2 < b->slots)
        return 0;
    uint64_t *more = calloc(slots, sizeof *more);
    if (!more)
        return fault(f, STATUS_NO_MEMORY, "no memory for what was said");
    for (size_t i = 0; i < b->slots; i++)
        if (b->runs[i])
            *slot(more, slots, b->runs[i]) = b->runs[i];
    free(b->runs);
    b->runs = more;
    b->slots = slots;
    return 0;
}

int blot_mind(struct blot *b, struct span text, struct fault *f)
{
    if (b->full || spelling_read(&b->spelling, text, f) != 0)
        return b->full ? 0 : -1;
    for (size_t i = 0; i + RUN <= b->spelling.n && !b->full; i++) {
        if (grow(b, f) != 0)
            return -1;
        uint64_t run = run_at(&b->spelling, i), *at = slot(b->runs, b->slots, run);
        b->nruns += *at == 0;
        *at = run;
        b->full = b->nruns > RUNS_MOST;
    }
    return 0;
}

int blot_reminds(struct blot *b, struct span text, bool *yes, struct fault *f)
{
    if (b->full || spelling_read(&b->spelling, text, f) != 0) {
        *yes |= b->full;
        return b->full ? 0 : -1;
    }
    for (size_t i = 0; b->nruns && !*yes && i + RUN <= b->spelling.n; i++)
        *yes = *slot(b->runs, b->slots, run_at(&b->spelling, i)) != 0;
    return 0;
}
