#ifndef JSON_REACH_H
#define JSON_REACH_H

/* Which parts of a record a jq expression can reach: what libjq, most of whose time goes into
 * parsing, must be given so that its yes, no or error is certain to be the same.
 *
 * A part that is reached at all keeps its type, and a scalar its value; what is reached whole keeps
 * everything. Only messages of libjq's own could tell the difference, so an expression that reads
 * them (catch) reaches everything. */

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/json/syntax.h"

/* A part of a record, by the way to it. */
struct reach {
    bool whole;
    struct span name;       /* of a member, unescaped */
    struct reach *members;  /* first of those reached by name */
    struct reach *elements; /* reached by .[] or an index: of arrays, and all members of objects */
    struct reach *next;     /* in a list of members */
};

/* NULL: everything, or more than can be told. */
const struct reach *reach_read(struct arena *a, const struct syntax *s);

/* Add the record as text with what is reached, and not much else. */
void reach_project(const struct reach *r, struct span record, struct buf *out);

/* For people: .metaData.title, .parties[].name */
void reach_list(const struct reach *r, struct buf *out);

#endif
