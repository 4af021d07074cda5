#include "lib/analyze/array.h"
#include "lib/analyze/offline.h"
#include "lib/analyze/quote.h"

/* A list: a row for each object that is spoken of, each field a question of its own that is asked
 * near the object's places. */

enum { WORDS = 20 };
/* A field's cue belongs to the nearest place, at most so many sentences before or behind it. */
enum { BEFORE = 2, AFTER = 6 };
static const double a_hint = .25;

enum telling offline_telling(const struct question *list, size_t field)
{
    const struct question *asked = &list->fields[field];
    if (question_asks_side(asked))
        return TELL_SPEAKER;
    if (asked->lender || question_has_cues(asked))
        return TELL_CUES;
    if (asked->type == ANSWER_NUMBER || asked->type == ANSWER_DATE)
        return TELL_VALUE;
    for (size_t i = 0; i < field; i++)
        if (offline_telling(list, i) == TELL_WORDS)
            return TELL_NOTHING;
    return asked->type == ANSWER_SHORT ? TELL_WORDS : TELL_NOTHING;
}

/* How far a hit is from a place: sentences first, words within one; behind is nearer than before,
 * and what another speaker said before was no reply to it.
 */
static uint64_t distance(const struct transcript *t, const struct hit *h, const struct mention *p)
{
    int64_t sentences = (int64_t)h->sentence - p->sentence;
    bool same = t->sentences[h->sentence].monologue == t->sentences[p->sentence].monologue;
    if (sentences < (same ? -BEFORE : 0) || sentences > AFTER)
        return UINT64_MAX;
    if (sentences != 0)
        return (uint64_t)(sentences > 0 ? 2 * sentences : 1 - 2 * sentences) << 32;
    if (h->nwords == 0 || p->nwords == 0)
        return 0;
    uint32_t end = p->word + p->nwords, to = h->word + h->nwords;
    return h->word > end ? h->word - end : p->word > to ? p->word - to : 0;
}

/* How far a hit is from an object; UINT64_MAX when another object is nearer to it, or none near. */
static uint64_t distance_of(const struct asking *q, const struct hit *h, uint32_t object)
{
    const struct offline *o = q->engine;
    uint64_t least = UINT64_MAX, own = UINT64_MAX;
    size_t low = 0, high = o->nplaces;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (o->places[middle].sentence + AFTER < h->sentence)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < o->nplaces && o->places[low].sentence <= h->sentence + BEFORE; low++) {
        uint64_t far = distance(q->inquiry->transcript, h, &o->places[low]);
        least = far < least ? far : least;
        if (o->places[low].object == object && far < own)
            own = far;
    }
    return own == least ? own : UINT64_MAX;
}

/* The field's hits near an object. Where some stand in a sentence of it, the others do not count.
 */
static int near_hits(struct asking *q, size_t field, uint32_t object, struct asking *near,
                     struct fault *f)
{
    struct offline *o = q->engine;
    const struct transcript *t = q->inquiry->transcript;
    size_t n;
    const struct hit *h = offline_field_hits(q, field, &n);
    bool here = false;
    o->nnear = 0;
    if (array_room(&o->near, &o->room_near, n + 1, sizeof *o->near, f) != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        uint64_t far = distance_of(q, &h[i], object);
        bool counts =
            far != UINT64_MAX && h[i].role != CUE_HINTS &&
            asked_side_fits(list_of(q)->fields[field].side, transcript_side(t, h[i].sentence));
        bool within = far <= UINT32_MAX;
        if (!counts || (here && !within))
            continue;
        if (within && !here)
            o->nnear = 0;
        here = here || within;
        o->near[o->nnear++] = h[i];
    }
    near->hits = o->near;
    near->n = o->nnear;
    return 0;
}

/* The object's places, as if a cue of the field stood there. */
static int place_hits(struct asking *q, uint32_t object, struct asking *near, struct fault *f)
{
    struct offline *o = q->engine;
    o->nnear = 0;
    if (array_room(&o->near, &o->room_near, o->nplaces + 1, sizeof *o->near, f) != 0)
        return -1;
    for (size_t i = 0; i < o->nplaces; i++)
        if (o->places[i].object == object)
            o->near[o->nnear++] = (struct hit){.sentence = o->places[i].sentence,
                                               .word = o->places[i].word,
                                               .nwords = o->places[i].nwords,
                                               .choice = NO_CHOICE,
                                               .role = CUE_SAYS};
    near->hits = o->near;
    near->n = o->nnear;
    return 0;
}

/* Ask a field near an object. *e is the quote that shows what it says, if any. */
static int ask_field(struct asking *q, size_t field, uint32_t object, struct value *v,
                     struct evidence *e, struct fault *f)
{
    const struct question *asked = &list_of(q)->fields[field];
    struct answer said = {.set = q->answer->set,
                          .question = asked,
                          .evidence = e,
                          .status = ANSWER_NOT_DISCUSSED,
                          .value = {.text = SPAN_NONE}};
    struct asking near = {.engine = q->engine, .inquiry = q->inquiry, .answer = &said};
    bool by_cues = offline_telling(list_of(q), field) == TELL_CUES;
    if ((by_cues ? near_hits(q, field, object, &near, f) : place_hits(q, object, &near, f)) != 0)
        return -1;
    int status = asked->type == ANSWER_SHORT ? offline_text(&near, f)
                 : asked->type == ANSWER_BOOL || asked->type == ANSWER_ENUM
                     ? offline_choice(&near, f)
                     : offline_value(&near, f);
    *v = said.value;
    v->given = said.status == ANSWER_GIVEN;
    return status;
}

static void add_quote(struct answer *a, size_t from, const struct evidence *e)
{
    bool fits = e->quote.at && a->n - from < LIST_QUOTES;
    for (size_t i = from; i < a->n; i++)
        fits = fits && (e->to < a->evidence[i].from || e->from > a->evidence[i].to);
    if (fits)
        a->evidence[a->n++] = *e;
}

/* The heaviest of the object's places, but for *but. */
static const struct mention *best_place(const struct offline *o, uint32_t object,
                                        const struct mention *but)
{
    const struct mention *best = NULL;
    for (size_t i = o->objects[object].first; i < o->nplaces; i++)
        if (o->places[i].object == object && &o->places[i] != but &&
            (!best || o->places[i].weight > best->weight))
            best = &o->places[i];
    return best;
}

/* The quotes at an object's places, the heaviest first. */
static void quote_object(struct asking *q, uint32_t object)
{
    size_t from = q->answer->n;
    const struct mention *p = NULL;
    for (int i = 0; i < LIST_QUOTES && (p = best_place(q->engine, object, p)); i++) {
        struct evidence e = {.choice = NO_CHOICE, .item = (int)q->answer->nitems};
        e.weight = p->weight;
        if (quote_make(&e, q->inquiry->transcript, p->sentence, p->word, p->nwords))
            add_quote(q->answer, from, &e);
    }
}

/* Who spoke; a cue of the field means the other side: "could you send it?" */
static void tell_speaker(const struct asking *q, size_t field, const struct mention *p,
                         struct value *v)
{
    enum side said = transcript_side(q->inquiry->transcript, p->sentence);
    size_t n;
    const struct hit *h = offline_field_hits(q, field, &n);
    bool other = false;
    for (size_t i = 0; i < n; i++)
        other = other || (h[i].sentence == p->sentence && h[i].role == CUE_SAYS && !h[i].negated);
    v->given = said == SIDE_CUSTOMER || said == SIDE_REP;
    v->choice = (said == SIDE_REP) != other;
}

static int fill_field(struct asking *q, size_t field, uint32_t object, size_t quotes,
                      struct fault *f)
{
    const struct question *asked = &list_of(q)->fields[field];
    const struct object *x = &q->engine->objects[object];
    struct answer *a = q->answer;
    struct value *v = &a->items[a->nitems * list_of(q)->nfields + field];
    struct evidence shown = {.choice = NO_CHOICE};
    *v = (struct value){.text = SPAN_NONE};
    if (field == 0 && asked->type == ANSWER_NUMBER) {
        *v = (struct value){.given = true, .number = x->number, .text = SPAN_NONE};
        return 0;
    }
    switch (offline_telling(list_of(q), field)) {
    case TELL_NOTHING: return 0;
    case TELL_SPEAKER: tell_speaker(q, field, &q->engine->places[x->first], v); return 0;
    case TELL_WORDS:
        v->given = true;
        v->text = quote_head(a->evidence[quotes].quote, WORDS);
        return 0;
    default: break;
    }
    if (field == 0 && x->choice != NO_CHOICE) {
        *v = (struct value){.given = true, .choice = x->choice, .text = SPAN_NONE};
        return 0;
    }
    if (ask_field(q, field, object, v, &shown, f) != 0)
        return -1;
    shown.choice = NO_CHOICE;
    shown.item = (int)a->nitems;
    if (v->given && shown.quote.at &&
        asked_side_fits(list_of(q)->side, transcript_side(q->inquiry->transcript, shown.from)))
        add_quote(a, quotes, &shown);
    return 0;
}

/* A row for each object that can be quoted; the others are none. */
static int fill_rows(struct asking *q, struct fault *f)
{
    struct offline *o = q->engine;
    struct answer *a = q->answer;
    for (uint32_t i = 0; i < o->nobjects; i++) {
        size_t quotes = a->n;
        if (o->objects[i].kept)
            quote_object(q, i);
        if (a->n == quotes)
            continue;
        for (size_t k = 0; k < list_of(q)->nfields; k++)
            if (fill_field(q, k, i, quotes, f) != 0)
                return -1;
        a->nitems++;
    }
    return 0;
}

int offline_list(struct asking *q, struct fault *f)
{
    if (offline_objects(q, f) != 0 || fill_rows(q, f) != 0)
        return -1;
    for (size_t i = 0; i < q->n && q->answer->nitems == 0; i++)
        if (offline_speaks(q, &q->hits[i], CUE_HINTS))
            offline_quote(q, &q->hits[i], a_hint);
    offline_settle(q->answer, q->answer->nitems > 0, false);
    return 0;
}
