#include "lib/analyze/array.h"
#include "lib/analyze/offline.h"

/* Where the objects of a list are spoken of: the question's cues find the places, the first field
 * tells the objects apart if it can. */

/* Cues of the question in one monologue, so many sentences apart, speak of one object. */
enum { PASSAGE = 2 };
static const double another_cue = .25;

/* The number in the book of another question of the set. */
static uint32_t number_of(const struct asking *q, const struct question *other)
{
    return (uint32_t)((ptrdiff_t)q->number + (other - list_of(q)));
}

/* The hits of a field: its own, or those of the question that lends it its values. */
const struct hit *offline_field_hits(const struct asking *q, size_t field, size_t *n)
{
    const struct question *lender = list_of(q)->fields[field].lender;
    uint32_t number = lender ? number_of(q, lender) : q->fields + (uint32_t)field;
    return offline_hits(&q->engine->match, number, n);
}

static int add_place(struct offline *o, struct mention p, struct fault *f)
{
    if (array_room(&o->places, &o->room_places, o->nplaces + 1, sizeof *o->places, f) != 0)
        return -1;
    o->places[o->nplaces++] = p;
    return 0;
}

static int add_object(struct offline *o, struct object x, struct fault *f)
{
    if (array_room(&o->objects, &o->room_objects, o->nobjects + 1, sizeof *o->objects, f) != 0)
        return -1;
    o->objects[o->nobjects++] = x;
    return 0;
}

/* The last object goes on at this place: said by the same speaker, almost at once. */
static bool goes_on(const struct asking *q, const struct mention *p)
{
    const struct offline *o = q->engine;
    const struct sentence *s = q->inquiry->transcript->sentences;
    if (o->nplaces == 0 || list_of(q)->each == EACH_SENTENCE)
        return false;
    const struct mention *last = &o->places[o->nplaces - 1];
    return s[last->sentence].monologue == s[p->sentence].monologue &&
           p->sentence - last->sentence <= PASSAGE;
}

/* The object that says the same as *x; a new one if there is none. */
static int find_object(struct offline *o, const struct object *x, uint32_t *object, struct fault *f)
{
    for (*object = 0; *object < o->nobjects; ++*object)
        if (o->objects[*object].choice == x->choice && o->objects[*object].number == x->number)
            return 0;
    return add_object(o, *x, f);
}

/* The first hit in a sentence or behind it. */
static size_t first_in(const struct hit *h, size_t n, uint32_t sentence)
{
    size_t low = 0;
    while (low < n) {
        size_t middle = (low + n) / 2;
        if (h[middle].sentence < sentence)
            low = middle + 1;
        else
            n = middle;
    }
    return low;
}

/* A place of its own for each value that the first field has in a sentence: the place's own, or one
 * behind it. */
static int places_by_choice(struct asking *q, struct mention p, uint32_t sentence, bool *found,
                            struct fault *f)
{
    size_t n;
    const struct hit *h = offline_field_hits(q, 0, &n);
    for (size_t i = first_in(h, n, sentence); i < n && h[i].sentence == sentence; i++) {
        if (h[i].role != CUE_SAYS || h[i].negated || h[i].choice == NO_CHOICE)
            continue;
        struct object x = {.choice = h[i].choice};
        if (sentence == p.sentence && h[i].nwords > 0) {
            p.word = h[i].word;
            p.nwords = h[i].nwords;
        }
        if (find_object(q->engine, &x, &p.object, f) != 0 || add_place(q->engine, p, f) != 0)
            return -1;
        *found = true;
    }
    return 0;
}

/* "My main worry is this. It costs too much.": the kind stands in what follows. */
static int places_by_kind(struct asking *q, struct mention p, bool *found, struct fault *f)
{
    const struct transcript *t = q->inquiry->transcript;
    uint32_t ahead = list_of(q)->each == EACH_SENTENCE ? 0 : PASSAGE;
    if (list_of(q)->fields[0].type != ANSWER_ENUM || offline_telling(list_of(q), 0) != TELL_CUES)
        return 0;
    for (uint32_t s = p.sentence; s <= p.sentence + ahead && s < t->nsentences && !*found; s++)
        if (t->sentences[s].monologue == t->sentences[p.sentence].monologue &&
            places_by_choice(q, p, s, found, f) != 0)
            return -1;
    return 0;
}

static int places_by_amount(struct asking *q, struct mention *p, struct fault *f)
{
    const struct transcript *t = q->inquiry->transcript;
    struct amount a;
    size_t at = 0;
    while (amount_next(t->sentences[p->sentence].text, &at, &a)) {
        if (!offline_fits(&list_of(q)->fields[0], &a, true))
            continue;
        struct object x = {.choice = NO_CHOICE, .number = a.value};
        p->word = offline_word(t, p->sentence, a.at + a.len - (a.len > 0));
        p->nwords = t->sentences[p->sentence].nwords > 0;
        if (find_object(q->engine, &x, &p->object, f) != 0 || add_place(q->engine, *p, f) != 0)
            return -1;
    }
    return 0;
}

/* The places of one sentence in which the question's cues stand. */
static int sentence_places(struct asking *q, struct mention p, struct fault *f)
{
    struct offline *o = q->engine;
    bool found = false;
    if (list_of(q)->fields[0].type == ANSWER_NUMBER)
        return places_by_amount(q, &p, f);
    if (places_by_kind(q, p, &found, f) != 0)
        return -1;
    if (found)
        return 0;
    const struct object x = {.choice = NO_CHOICE, .number = (double)o->nobjects};
    if (goes_on(q, &p))
        p.object = o->places[o->nplaces - 1].object;
    else if (p.object = (uint32_t)o->nobjects, add_object(o, x, f) != 0)
        return -1;
    return add_place(o, p, f);
}

bool offline_speaks(const struct asking *q, const struct hit *h, enum cue_role role)
{
    return h->role == role && !h->negated && offline_counts(q, h);
}

/* The list's own hits and those of the question that it has its cues from, by sentence. */
static int merge_hits(struct asking *q, struct fault *f)
{
    struct offline *o = q->engine;
    size_t n = 0, own = 0, other = 0;
    if (!list_of(q)->like)
        return 0;
    const struct hit *h = offline_hits(&o->match, number_of(q, list_of(q)->like), &n);
    if (array_room(&o->merged, &o->room_merged, q->n + n, sizeof *o->merged, f) != 0)
        return -1;
    while (own < q->n || other < n) {
        bool first = other == n || (own < q->n && q->hits[own].sentence <= h[other].sentence);
        o->merged[own + other] = first ? q->hits[own] : h[other];
        own += first;
        other += !first;
    }
    q->hits = o->merged;
    q->n = own + other;
    return 0;
}

static int find_places(struct asking *q, struct fault *f)
{
    struct offline *o = q->engine;
    o->nplaces = o->nobjects = 0;
    for (size_t i = 0; i < q->n; i++) {
        const struct hit *h = &q->hits[i];
        if (!offline_speaks(q, h, CUE_SAYS) ||
            !q->inquiry->transcript->sentences[h->sentence].quotable)
            continue;
        struct mention p = {h->sentence, h->word, h->nwords, 0, 1};
        for (; i + 1 < q->n && q->hits[i + 1].sentence == h->sentence; i++)
            p.weight += offline_speaks(q, &q->hits[i + 1], CUE_SAYS) ? another_cue : 0;
        if (sentence_places(q, p, f) != 0)
            return -1;
    }
    for (size_t i = o->nplaces; i-- > 0;) {
        o->objects[o->places[i].object].first = (uint32_t)i;
        o->objects[o->places[i].object].weight += o->places[i].weight;
    }
    return 0;
}

/* The objects with the most evidence, at most max_items. */
static void choose_objects(struct asking *q)
{
    struct offline *o = q->engine;
    for (int kept = 0; kept < list_of(q)->max_items; kept++) {
        struct object *best = NULL;
        for (size_t i = 0; i < o->nobjects; i++) {
            struct object *x = &o->objects[i];
            bool better = !best || x->weight > best->weight ||
                          (x->weight == best->weight && x->first < best->first);
            if (!x->kept && better)
                best = x;
        }
        if (!best)
            return;
        best->kept = true;
    }
}

int offline_objects(struct asking *q, struct fault *f)
{
    if (merge_hits(q, f) != 0 || find_places(q, f) != 0)
        return -1;
    choose_objects(q);
    return 0;
}
