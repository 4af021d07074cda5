#ifndef JSON_PHRASE_H
#define JSON_PHRASE_H

/* A phrase, and where in a transcript somebody says it: in what one person says in one go (a
 * monologue's sentences, joined by one blank), folded (fold.h). */

#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/json/json.h"

struct phrase;
struct sieve;

struct phrase *phrase_new(struct span text,
                          struct fault *f); /* STATUS_USAGE: nothing to look for */
void phrase_free(struct phrase *p);
const struct sieve *phrase_sieve(const struct phrase *p); /* what a line must pass to have it */

/* Where it stands in a transcript. All are counted from 0, sentences through the whole call. */
struct phrase_place {
    struct span monologue, sentence; /* the values; the sentence is the first */
    int64_t number;                  /* of the monologue */
    int64_t first, last;             /* the sentences that have the phrase between them */
};

struct heard {
    struct span sentence;
    size_t begins; /* in `text` */
};

/* One thread's walk through one transcript after the other; zero it at first. */
struct phrase_walk {
    const struct phrase *phrase;
    struct json_walk monologues, counted;
    struct span monologue;
    int64_t number; /* of this one */
    /* How many sentences there are before the monologue that `counted` comes to next, in number
     * `upto`: counted only when a place is found behind it. */
    int64_t before, upto;
    struct heard *heard; /* its sentences */
    size_t n, room;
    size_t next;          /* the sentence in which the next place may begin */
    struct buf text, raw; /* what is said in it, folded; a sentence's text */
};

/* transcript: a JSON array, else nobody says anything. */
void phrase_walk(struct phrase_walk *w, const struct phrase *p, struct span transcript);
/* 1: the next place, at most one for each sentence in which the phrase begins; 0: there is no more.
 */
int phrase_next(struct phrase_walk *w, struct phrase_place *place, struct fault *f);
/* Add what is said from the place's first sentence to its last, joined by one blank; to be asked
 * before the next place. */
void phrase_quote(struct phrase_walk *w, const struct phrase_place *place, struct buf *to);
void phrase_walk_clear(struct phrase_walk *w);

#endif
