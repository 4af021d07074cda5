#ifndef JSON_NATIVE_NODE_H
#define JSON_NATIVE_NODE_H

/* The evaluator: a tree of nodes, each of which turns an input into outputs.
 *
 * jq backtracks: each output of a part is taken by all that follows before the next is made. So a
 * node gives its outputs, one by one, to a sink that stands for all that follows. An error unwinds
 * through the makers of the outputs that led to it; `try` in jq 1.6 catches whatever comes through
 * it, also what was raised behind it, and that is what falls out here too. A node that has at most
 * one output and leaves no `try` behind is `single` and may be asked without a sink. */

#include "lib/json/native_value.h"

struct run;
struct node;

struct sink {
    enum outcome (*take)(struct sink *self, struct run *r, struct value v);
};

struct node_kind {
    const char *name;
    enum outcome (*one)(struct run *r, const struct node *n, struct value in, struct value *out);
    enum outcome (*each)(struct run *r, const struct node *n, struct value in, struct sink *k);
};

/* What a function of jq's makes of its input and one value of each argument. */
typedef enum outcome function(struct run *r, const struct node *n, struct value in,
                              const struct value *args, struct value *out);

enum { NODE_ARGS = 3 };

struct node {
    const struct node_kind *kind;
    const struct node *args[NODE_ARGS]; /* NULL: not there */
    int nargs;                          /* of a function */
    bool single, calm;                  /* calm: catches nothing of what is raised behind it */
    bool optional;
    bool reads;              /* may look at its input */
    int slot;                /* of a variable, a label, a regular expression */
    function *call;          /* of a function */
    double (*math)(double);  /* of some */
    struct value value;      /* a literal; a field's name, what is compared with, as text */
    const struct node *next; /* in a list of entries */
};

enum raised { RAISED_NOTHING, RAISED_UNSAID, RAISED_VALUE, RAISED_BREAK };

/* One evaluation; belongs to one thread. */
struct run {
    struct store store;
    int depth;
    struct value *slots;    /* variables and the numbers of labels */
    struct regex **regexes; /* by slot; NULL: not compiled yet */
    int64_t labels;
    enum raised raised;
    struct value message; /* of RAISED_VALUE; of RAISED_BREAK the label's number */
};

enum {
    RUN_DEPTH = 400,   /* nested generators */
    RUN_FUEL = 1 << 20 /* steps, and as many more as the record has bytes */
};

enum outcome node_each(struct run *r, const struct node *n, struct value in, struct sink *k);

static inline enum outcome node_one(struct run *r, const struct node *n, struct value in,
                                    struct value *out)
{
    return r->store.fuel-- < 0 ? BAILED : n->kind->one(r, n, in, out);
}

/* An error whose message nobody must read: libjq's own word it differently. */
static inline enum outcome run_raise(struct run *r)
{
    r->raised = RAISED_UNSAID;
    return RAISED;
}

/* Labels have numbers; a break is an error that only its own label stops. */
double run_label(struct run *r);
enum outcome run_break(struct run *r, double label);
enum outcome run_caught(struct run *r, enum outcome o, double label); /* of a label's body */

/* native_eval.c: the language */
extern const struct node_kind node_identity, node_literal, node_member, node_field, node_is,
    node_function, node_pipe, node_comma, node_and, node_or, node_if, node_alternative, node_try,
    node_bind, node_variable, node_empty;
/* native_stream.c: what makes or gathers many values */
extern const struct node_kind node_elements, node_recurse, node_reduce, node_foreach, node_last,
    node_label, node_break, node_array, node_object;
/* native_search.c */
extern const struct node_kind node_any, node_all, node_first, node_limit, node_range, node_is_empty,
    node_in;

#endif
