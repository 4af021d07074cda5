#ifndef JSON_IDS_H
#define JSON_IDS_H

/* A set of ids, numbered from 0 in the order they were added. Ids are compared as text, never as
 * numbers: they have up to 20 digits. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct ids {
    struct buf text;  /* all of them, one behind the other */
    struct id_place { /* where each one is in text */
        size_t at;
        uint32_t len;
    } * place;
    size_t n, room;
    uint32_t *slot; /* 1 + the number of an id, 0 = free; a power of two of them */
    size_t slots;
};

/* Add a JSON string token. *number (may be NULL) is the id's number, *fresh (may be NULL) whether
 * it is new. STATUS_NO_MEMORY. */
int ids_add(struct ids *s, struct span token, size_t *number, bool *fresh, struct fault *f);
/* The same for a text as it is. */
int ids_add_text(struct ids *s, struct span text, size_t *number, bool *fresh, struct fault *f);
/* Its number, or -1. Threads may ask at the same time. */
long ids_find(const struct ids *s, struct span token);
long ids_find_text(const struct ids *s, struct span text); /* the same for a text as it is */
struct span ids_at(const struct ids *s, size_t number);    /* its text; ends with the next add */
void ids_empty(struct ids *s);                             /* keeps the room */
void ids_clear(struct ids *s);

#endif
