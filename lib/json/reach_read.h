#ifndef JSON_REACH_READ_H
#define JSON_REACH_READ_H

/* Following an expression over sets of parts (views) instead of values. */

#include "lib/json/reach.h"

/* The parts that a value may be, or be made of; those it was made of are whole. NULL: of none. */
struct view {
    struct reach *part;
    const struct view *next;
};

enum meaning_kind { MEANS_FUNCTION, MEANS_CLOSURE, MEANS_VARIABLE };

struct meaning {
    enum meaning_kind kind;
    struct span name;
    const struct syntax *syntax; /* a def, or what was given for a parameter */
    const struct meaning *env;   /* where that was written */
    const struct view *view;     /* of a variable */
    const struct meaning *up;
};

struct follower {
    struct arena *arena;
    int steps, depth;
    bool lost; /* more than can be told */
};

enum { FOLLOW_STEPS = 20000, FOLLOW_DEPTH = 300, FOLLOW_PARTS = 64 };

/* The outputs of `s` for these inputs. */
const struct view *follow(struct follower *f, const struct syntax *s, const struct meaning *env,
                          const struct view *in);
const struct view *follow_call(struct follower *f, const struct syntax *s,
                               const struct meaning *env, const struct view *in);

const struct view *view_join(struct follower *f, const struct view *a, const struct view *b);
const struct view *view_member(struct follower *f, const struct view *of, struct span name);
const struct view *view_elements(struct follower *f, const struct view *of);
const struct view *view_whole(const struct view *v); /* mark; the same */
struct meaning *follow_name(struct follower *f, const struct meaning *up, enum meaning_kind kind,
                            struct span name);

#endif
