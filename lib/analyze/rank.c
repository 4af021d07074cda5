#include "lib/analyze/rank.h"
#include <math.h>
#include <stdlib.h>
#include "lib/analyze/array.h"
#include "lib/base/buf.h"
#include "lib/json/json.h"

/* BM25 as Robertson and Spärck Jones have it; the window and the weight of the own words were
 * chosen on QMSum's training meetings. */
static const double k1 = 1.2, b = .75, full = 2, own_weight = .3, stretch_share = .10;

struct rank_document {
    uint32_t word, nwords; /* in transcript.words: all words of the monologue */
    uint32_t name, nnames; /* in names: the words of its speaker's name */
    uint32_t length;       /* words that are no stop words, the name's among them */
};

static int read_name(struct rank *r, const struct monologue *m, struct rank_document *d,
                     struct fault *f)
{
    d->name = (uint32_t)r->names.n;
    if (!m->party || json_kind(m->party->name) != JSON_STRING)
        return 0;
    struct buf name = BUF(1 << 16);
    json_text(&name, m->party->name);
    int status = buf_check(&name, "a name", f);
    if (status == 0)
        status = words_read(&r->names, r->lexicon, buf_view(&name), f);
    buf_free(&name);
    d->nnames = (uint32_t)r->names.n - d->name;
    return status;
}

static bool counts(const struct word_seen *w)
{
    return !(w->flags & WORD_STOP);
}

int rank_call(struct rank *r, const struct transcript *t, struct lexicon *l, struct fault *f)
{
    r->transcript = t;
    r->lexicon = l;
    r->n = t->nmonologues;
    r->names.n = 0;
    size_t all = 0;
    if (array_room(&r->documents, &r->room_documents, r->n, sizeof *r->documents, f) != 0 ||
        array_room(&r->score, &r->room_score, r->n, sizeof *r->score, f) != 0 ||
        array_room(&r->own, &r->room_own, r->n, sizeof *r->own, f) != 0 ||
        array_room(&r->order, &r->room_order, r->n, sizeof *r->order, f) != 0 ||
        array_room(&r->sums, &r->room_sums, r->n + 1, sizeof *r->sums, f) != 0)
        return -1;
    for (size_t i = 0; i < r->n; i++) {
        const struct monologue *m = &t->monologues[i];
        struct rank_document *d = &r->documents[i];
        *d = (struct rank_document){0};
        if (m->nsentences > 0) {
            const struct sentence *last = &t->sentences[m->sentence + m->nsentences - 1];
            d->word = t->sentences[m->sentence].word;
            d->nwords = last->word + last->nwords - d->word;
        }
        if (read_name(r, m, d, f) != 0)
            return -1;
        for (uint32_t k = 0; k < d->nwords; k++)
            d->length += counts(&t->words.at[d->word + k]);
        for (uint32_t k = 0; k < d->nnames; k++)
            d->length += counts(&r->names.at[d->name + k]);
        all += d->length;
    }
    r->mean_length = r->n && all ? (double)all / (double)r->n : 1;
    return 0;
}

/* The question's words that say what it is about; if none does, those that are no stop words; else
 * all. */
static int read_terms(struct rank *r, struct span question, struct fault *f)
{
    static const unsigned passed_over[] = {WORD_STOP | WORD_FRAME, WORD_STOP, 0};
    r->question.n = r->nterms = 0;
    if (words_read(&r->question, r->lexicon, question, f) != 0)
        return -1;
    for (size_t level = 0; level < 3 && r->nterms == 0; level++)
        for (size_t i = 0; i < r->question.n && r->nterms < RANK_TERMS; i++) {
            const struct word_seen *w = &r->question.at[i];
            bool known = (w->flags & passed_over[level]) != 0;
            for (size_t k = 0; k < r->nterms && !known; k++)
                known = r->terms[k] == w->stem;
            if (!known)
                r->terms[r->nterms++] = w->stem;
        }
    return 0;
}

static int count_terms(struct rank *r, struct fault *f)
{
    size_t stems = lexicon_size(r->lexicon);
    if (array_room(&r->counts, &r->room_counts, r->n * r->nterms + 1, sizeof *r->counts, f) != 0)
        return -1;
    size_t had = r->room_slots;
    if (array_room(&r->slots, &r->room_slots, stems, sizeof *r->slots, f) != 0)
        return -1;
    memset(r->slots + had, 0, r->room_slots - had);
    for (size_t k = 0; k < r->nterms; k++)
        r->slots[r->terms[k]] = (uint8_t)(k + 1);
    memset(r->counts, 0, (r->n * r->nterms + 1) * sizeof *r->counts);
    uint32_t in[RANK_TERMS] = {0};
    for (size_t i = 0; i < r->n; i++) {
        const struct rank_document *d = &r->documents[i];
        uint16_t *row = r->counts + i * r->nterms;
        for (uint32_t k = 0; k < d->nwords + d->nnames; k++) {
            const struct word_seen *w = k < d->nwords ? &r->transcript->words.at[d->word + k]
                                                      : &r->names.at[d->name + k - d->nwords];
            uint8_t term = counts(w) ? r->slots[w->stem] : 0;
            if (term && row[term - 1] < UINT16_MAX && row[term - 1]++ == 0)
                in[term - 1]++;
        }
    }
    for (size_t k = 0; k < r->nterms; k++) {
        r->slots[r->terms[k]] = 0;
        r->weight[k] = log(1 + ((double)(r->n - in[k]) + .5) / (in[k] + .5));
    }
    return 0;
}

static double saturated(const struct rank *r, size_t document, size_t term)
{
    double count = r->counts[document * r->nterms + term];
    double norm = k1 * (1 - b + b * r->documents[document].length / r->mean_length);
    return count * (k1 + 1) / (count + norm);
}

static void score_own(struct rank *r)
{
    for (size_t i = 0; i < r->n; i++) {
        r->own[i] = 0;
        for (size_t k = 0; k < r->nterms; k++)
            r->own[i] += r->weight[k] * saturated(r, i, k);
    }
}

/* A window of the size of a topic: 32 monologues to each side in a meeting of hours, less in a
 * short talk. */
static size_t window(size_t n)
{
    size_t w = n / 16;
    return w < 1 ? 1 : w > 32 ? 32 : w;
}

/* What a window holds of each term, full after a few occurrences: a place where all of the
 * question's words meet beats one that repeats a single word. */
static void score_windows(struct rank *r)
{
    size_t w = window(r->n);
    memset(r->score, 0, r->n * sizeof *r->score);
    for (size_t k = 0; k < r->nterms; k++) {
        memset(r->sums, 0, r->n * sizeof *r->sums);
        for (size_t j = 0; j < r->n; j++) {
            double count = saturated(r, j, k);
            if (count == 0)
                continue;
            size_t from = j > w ? j - w : 0, to = j + w + 1 < r->n ? j + w + 1 : r->n;
            for (size_t i = from; i < to; i++)
                r->sums[i] += count * (1 - fabs((double)i - (double)j) / (double)(w + 1));
        }
        for (size_t i = 0; i < r->n; i++)
            r->score[i] += r->weight[k] * r->sums[i] * (full + 1) / (r->sums[i] + full);
    }
}

static double largest(const double *at, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = at[i] > most ? at[i] : most;
    return most > 0 ? most : 1;
}

static int by_score(const void *left, const void *right, void *rank)
{
    const struct rank *r = rank;
    uint32_t x = *(const uint32_t *)left, y = *(const uint32_t *)right;
    if (r->score[x] != r->score[y])
        return r->score[x] > r->score[y] ? -1 : 1;
    if (r->documents[x].nwords != r->documents[y].nwords)
        return r->documents[x].nwords > r->documents[y].nwords ? -1 : 1;
    return x < y ? -1 : 1;
}

/* The stretch of a fixed share of the call with the largest sum; in a short talk, where a tenth is
 * hardly a turn or two, six monologues or two fifths. */
static void find_stretch(struct rank *r)
{
    double share = (double)r->n * stretch_share,
           least = (double)r->n * .4 < 6 ? (double)r->n * .4 : 6;
    size_t length = (size_t)((share > least ? share : least) + .5);
    length = length < 1 ? 1 : length;
    length = length > r->n ? r->n : length;
    r->sums[0] = 0;
    for (size_t i = 0; i < r->n; i++)
        r->sums[i + 1] = r->sums[i] + r->score[i];
    double best = -1;
    for (size_t i = 0; i + length <= r->n && r->n; i++)
        if (r->sums[i + length] - r->sums[i] > best + 1e-12) {
            best = r->sums[i + length] - r->sums[i];
            r->from = (uint32_t)i;
        }
    r->to = r->from + (uint32_t)length;
}

int rank_question(struct rank *r, struct span question, struct fault *f)
{
    r->from = r->to = 0;
    if (read_terms(r, question, f) != 0 || count_terms(r, f) != 0)
        return -1;
    if (r->n == 0)
        return 0;
    score_own(r);
    score_windows(r);
    double most = largest(r->score, r->n), most_own = largest(r->own, r->n);
    for (size_t i = 0; i < r->n; i++) {
        r->score[i] = r->score[i] / most + own_weight * r->own[i] / most_own;
        r->order[i] = (uint32_t)i;
    }
    qsort_r(r->order, r->n, sizeof *r->order, by_score, r);
    find_stretch(r);
    return 0;
}

void rank_clear(struct rank *r)
{
    words_clear(&r->question);
    words_clear(&r->names);
    free(r->documents);
    free(r->counts);
    free(r->score);
    free(r->own);
    free(r->order);
    free(r->sums);
    free(r->slots);
    *r = (struct rank){0};
}

double rank_share(const struct rank *r, uint32_t monologue)
{
    size_t from = monologue > 0 ? monologue - 1 : 0,
           to = monologue + 2 < r->n ? monologue + 2 : r->n;
    double all = 0, held = 0;
    for (size_t k = 0; k < r->nterms; k++) {
        bool stands = false;
        for (size_t i = from; i < to; i++)
            stands = stands || r->counts[i * r->nterms + k] > 0;
        all += r->weight[k];
        held += stands ? r->weight[k] : 0;
    }
    return all > 0 ? held / all : 0;
}

uint32_t rank_sentence(const struct rank *r, uint32_t monologue)
{
    const struct transcript *t = r->transcript;
    const struct monologue *m = &t->monologues[monologue];
    uint32_t best = m->sentence;
    double most = 0;
    for (uint32_t i = m->sentence; i < m->sentence + m->nsentences; i++) {
        double held = 0;
        for (uint32_t k = 0; k < t->sentences[i].nwords; k++)
            for (size_t term = 0; term < r->nterms; term++)
                if (t->words.at[t->sentences[i].word + k].stem == r->terms[term])
                    held += r->weight[term];
        if (held > most) {
            most = held;
            best = i;
        }
    }
    return best;
}
