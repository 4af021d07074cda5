#ifndef ANALYZE_OFFLINE_H
#define ANALYZE_OFFLINE_H

/* The offline engine's parts: each answers one kind of question from the cues found for it. */

#include "lib/analyze/amount.h"
#include "lib/analyze/engine.h"
#include "lib/analyze/match.h"

/* A place where an object of a list is spoken of; one object may have several. */
struct mention {
    uint32_t sentence, word, nwords;
    uint32_t object; /* counted from 0, as they were found */
    double weight;
};

/* An object of a list, before it is a row of the answer. */
struct object {
    double weight;
    uint32_t first; /* its first place */
    int choice;     /* what the first field says, if that tells the objects apart; or NO_CHOICE */
    double number;
    bool kept;
};

struct offline {
    struct match match;
    struct rank rank;
    bool ranked; /* rank_call was done on this call */
    /* of a list; kept from one to the next */
    struct mention *places;
    struct object *objects;
    struct hit *near, *merged;
    size_t nplaces, nobjects, nnear, room_places, room_objects, room_near, room_merged;
};

/* The hits of one question. */
struct asking {
    struct offline *engine;
    const struct inquiry *inquiry;
    const struct hit *hits;
    size_t n;
    uint32_t number, fields; /* of the question, and of its first field, in the book */
    struct answer *answer;
};

static inline const struct question *list_of(const struct asking *q)
{
    return q->answer->question;
}

int offline_choice(struct asking *q, struct fault *f); /* bool, enum, multi_enum */
int offline_value(struct asking *q, struct fault *f);  /* number, date */
int offline_text(struct asking *q, struct fault *f);   /* short, para */
int offline_list(struct asking *q, struct fault *f);   /* list */
int offline_open(struct asking *q, struct fault *f);   /* any question that has no cues */

/* The hit counts: said by the side that is asked. */
bool offline_counts(const struct asking *q, const struct hit *h);
/* The hits of a question or field by its number in the book; sorted by sentence. */
struct hit *offline_hits(const struct match *m, uint32_t number, size_t *n);
/* An amount is what a number question asks for; near: it stands in the sentence of a cue. */
bool offline_fits(const struct question *asked, const struct amount *a, bool near);
/* The word of the sentence that stands at a byte. */
uint32_t offline_word(const struct transcript *t, uint32_t sentence, size_t at);

/* How the engine tells a field of a list: not at all, by cues near the object, by who spoke, in the
 * words of the object's quote, or as a number or date that stands there. */
enum telling { TELL_NOTHING, TELL_CUES, TELL_SPEAKER, TELL_WORDS, TELL_VALUE };
enum telling offline_telling(const struct question *list, size_t field);

/* Of a list: find its places and objects, and keep the best of them. q->hits then hold those of the
 * question that the list has its cues from, too. */
int offline_objects(struct asking *q, struct fault *f);
/* The hits of a list's field: its own, or those of the question that lends it its values. */
const struct hit *offline_field_hits(const struct asking *q, size_t field, size_t *n);
/* The hit counts, in this role. */
bool offline_speaks(const struct asking *q, const struct hit *h, enum cue_role role);

/* Add the quote at a hit to the answer. */
void offline_quote(struct asking *q, const struct hit *h, double weight);
/* Set status and confidence from the evidence that is in the answer. */
void offline_settle(struct answer *a, bool given, bool contested);

#endif
