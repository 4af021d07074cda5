#include "lib/analyze/merge.h"

/* Of two statuses the one that counts for the call. That a part could not be asked is more than
 * that another is silent: who knows what was said there. */
static int rank(enum answer_status s)
{
    static const int ranks[] = {
        [ANSWER_GIVEN] = 5,  [ANSWER_UNCLEAR] = 4, [ANSWER_UNSUPPORTED] = 3,
        [ANSWER_FAILED] = 2, [ANSWER_REFUSED] = 1, [ANSWER_NOT_DISCUSSED] = 0};
    return ranks[s];
}

static bool has(const struct answer *a, const struct evidence *e)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->evidence[i].from == e->from && a->evidence[i].quote.len == e->quote.len &&
            a->evidence[i].choice == e->choice && a->evidence[i].quote.at == e->quote.at)
            return true;
    return false;
}

static void add_quotes(struct answer *into, const struct answer *more)
{
    for (size_t i = 0; i < more->n && into->n < (size_t)into->question->max_items; i++)
        if (!has(into, &more->evidence[i]))
            into->evidence[into->n++] = more->evidence[i];
}

/* Whether an object of a list is already there: its first quote is. */
static bool has_item(const struct answer *a, const struct answer *more, int item)
{
    for (size_t i = 0; i < more->n; i++)
        if (more->evidence[i].item == item) {
            for (size_t k = 0; k < a->n; k++)
                if (a->evidence[k].quote.at == more->evidence[i].quote.at &&
                    a->evidence[k].quote.len == more->evidence[i].quote.len)
                    return true;
        }
    return false;
}

static void add_items(struct answer *into, const struct answer *more)
{
    size_t nfields = into->question->nfields;
    for (size_t item = 0; item < more->nitems; item++) {
        if (into->nitems == (size_t)into->question->max_items)
            return;
        if (has_item(into, more, (int)item))
            continue;
        memcpy(into->items + into->nitems * nfields, more->items + item * nfields,
               nfields * sizeof *into->items);
        for (size_t i = 0; i < more->n; i++)
            if (more->evidence[i].item == (int)item) {
                into->evidence[into->n] = more->evidence[i];
                into->evidence[into->n++].item = (int)into->nitems;
            }
        into->nitems++;
    }
}

/* The same value, or one that may stand beside it. */
static bool agree(const struct answer *a, const struct answer *b)
{
    const struct value *x = &a->value, *y = &b->value;
    switch (a->question->type) {
    case ANSWER_BOOL: return x->truth == y->truth;
    case ANSWER_ENUM: return x->choice == y->choice;
    case ANSWER_MULTI_ENUM: return true;
    case ANSWER_NUMBER: return x->number == y->number;
    case ANSWER_DATE: return memcmp(&x->day, &y->day, sizeof x->day) == 0;
    default: return false;
    }
}

/* Of two values the surer; of a yes and a no the yes, since a part knows only of itself. */
static bool is_better(const struct answer *a, const struct answer *b)
{
    if (a->question->type == ANSWER_BOOL && a->value.truth != b->value.truth)
        return a->value.truth;
    return a->confidence > b->confidence;
}

/* Everything but the room that belongs to *into. */
static void take(struct answer *into, const struct answer *from)
{
    struct answer was = *into;
    *into = *from;
    into->evidence = was.evidence;
    into->items = was.items;
    memcpy(into->evidence, from->evidence, from->n * sizeof *from->evidence);
    memcpy(into->items, from->items, from->nitems * from->question->nfields * sizeof *from->items);
}

static void both_given(struct answer *into, const struct answer *more)
{
    if (into->question->type == ANSWER_LIST) {
        add_items(into, more);
    } else if (agree(into, more)) {
        if (more->confidence > into->confidence)
            into->confidence = more->confidence;
        add_quotes(into, more);
        for (size_t i = 0; i < into->n && into->question->type == ANSWER_MULTI_ENUM; i++)
            value_choose(&into->value, into->evidence[i].choice);
    } else if (is_better(more, into)) {
        take(into, more);
    }
}

void answer_merge(struct answer *into, const struct answer *more)
{
    struct spend spend = into->spend;
    int unverified = into->unverified + more->unverified;
    spend_add(&spend, &more->spend);
    bool first_word = into->status == more->status && !into->note.at && into->n == 0 &&
                      into->status != ANSWER_GIVEN;
    if (rank(more->status) > rank(into->status) || first_word)
        take(into, more);
    else if (into->status == ANSWER_GIVEN && more->status == ANSWER_GIVEN)
        both_given(into, more);
    into->spend = spend;
    into->unverified = unverified;
}
