#ifndef JSON_NATIVE_H
#define JSON_NATIVE_H

/* A jq expression made a tree of nodes (native_node.h), as far as it is understood: jq 1.6's
 * answers, from the record's own text. What it takes, libjq would compile too. Read only once made:
 * any number of runs may use it at once. */

#include "lib/base/arena.h"
#include "lib/json/native_node.h"
#include "lib/json/syntax.h"

struct native {
    struct arena arena;
    struct syntax *syntax;    /* NULL: jq will have to say what is wrong with it */
    const struct node *whole; /* all of it; NULL when a part is not understood */
    const struct node *guard; /* else what the record must hold for the rest to be looked at, in
                                 jq's own order: false means no, an error an error; may be NULL */
    struct span foreign;      /* the first part not understood */
    struct span guards[16];   /* what the guard is made of, as written, in its order */
    int nguards;
    int slots, regexes;
};

/* The expression must stay. -1 without memory. */
int native_read(struct native *n, const char *expression, double now, struct fault *f);
void native_clear(struct native *n);

int run_begin(struct run *r, const struct native *n, struct fault *f);
void run_end(struct run *r, const struct native *n);

enum native_answer {
    NATIVE_NO,
    NATIVE_YES,   /* some output is neither null nor false */
    NATIVE_ERROR, /* one of its outputs is an error */
    NATIVE_BAILED /* not certain */
};

/* One of the two trees over a checked value without lone surrogates, at most VALUE_DEPTH deep. */
enum native_answer native_test(struct run *r, const struct node *tree, struct span value);

/* A text that must stand in the record's strings for some output to be true; SPAN_NONE: not known.
 * An expression that defines functions has none. */
struct span native_literal(const struct syntax *s);

#endif
