#ifndef JSON_NATIVE_VALUE_H
#define JSON_NATIVE_VALUE_H

/* The values of jq as the native evaluator holds them: parts of the record's own text as long as
 * that will do, and what was made of them in the run's arena.
 *
 * Where jq's answer cannot be had for certain a function says so with BAILED, and libjq decides the
 * record. The order of enum json_kind is jq's order of types. */

#include "lib/base/arena.h"
#include "lib/json/json.h"

enum outcome {
    DONE,    /* made; of a generator: all outputs were made and taken */
    NOTHING, /* no output */
    RAISED,  /* an error of the expression is on its way (run->raised) */
    BAILED,  /* not certain: for libjq */
};

enum value_form {
    VALUE_JSON,   /* text of the record: a string with its quotes, a number, a container */
    VALUE_TEXT,   /* a string as its bytes */
    VALUE_NUMBER, /* a double */
    VALUE_LIST,   /* elements, or of an object keys and values in turn */
};

struct list;

struct value {
    enum json_kind kind; /* JSON_NONE: not there */
    enum value_form form;
    union {
        struct span span;
        double number;
        struct list *list;
    };
};

struct list {
    struct value *at;
    size_t n, room;
    int depth; /* of containers made in it */
};

enum { VALUE_DEPTH = 100 }; /* of what is made; the same of records, see json_depth */

/* Room for what is made, and how much work may be done on one record before libjq, which has a time
 * limit, has to do it. */
struct store {
    struct arena arena;
    int64_t fuel;
};

/* Bytes made cost steps too, so that what can be made is bounded. */
static inline void store_charge(struct store *s, size_t bytes)
{
    s->fuel -= (int64_t)(bytes / 16);
}

static inline struct value value_plain(enum json_kind kind)
{
    return (struct value){.kind = kind};
}

static inline struct value value_bool(bool yes)
{
    return value_plain(yes ? JSON_TRUE : JSON_FALSE);
}

static inline struct value value_real(double n)
{
    return (struct value){.kind = JSON_NUMBER, .form = VALUE_NUMBER, .number = n};
}

static inline struct value value_text(struct span text)
{
    return (struct value){.kind = JSON_STRING, .form = VALUE_TEXT, .span = text};
}

static inline struct value value_of(struct span json) /* absent: JSON_NONE */
{
    return (struct value){.kind = json_kind(json), .span = json};
}

static inline bool value_true(struct value v)
{
    return v.kind > JSON_FALSE;
}

double value_number(struct store *s, struct value number);
struct span value_bytes(struct store *s, struct value string); /* its text, unescaped */
bool value_is(struct store *s, struct value string, struct span text);

/* Containers. Walking an object by its members needs them to be there once each: false when a name
 * is doubled. */
struct value_walk {
    struct json_walk json;
    const struct list *list;
    size_t at;
    bool pairs;
    struct value key, value; /* key only of objects */
};
bool value_walk(struct store *s, struct value_walk *w, struct value container);
bool value_next(struct value_walk *w);
bool value_count(struct store *s, struct value container, size_t *n);

/* The member that counts; JSON_NONE when there is none. */
struct value value_member(struct store *s, struct value object, struct span name);
struct value value_element(struct value array, double index); /* from the end when below 0 */

/* Making. */
struct value value_list(struct store *s, enum json_kind kind); /* empty */
bool value_add(struct store *s, struct value list, struct value v);
bool value_put(struct store *s, struct value object, struct value key, struct value v);

/* native_order.c: jq's ==, its order (below, at or above 0), its contains. */
bool value_equal(struct store *s, struct value a, struct value b, bool *yes);
bool value_order(struct store *s, struct value a, struct value b, int *order);
bool value_contains(struct store *s, struct value a, struct value b, bool *yes);

#endif
