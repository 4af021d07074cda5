#ifndef JSON_NATIVE_COMPILE_H
#define JSON_NATIVE_COMPILE_H

/* From syntax to nodes. Calls of the author's own functions are put in where they stand, with what
 * they were given; so recursion is not understood. */

#include "lib/json/native.h"

enum scope_kind { SCOPE_FUNCTION, SCOPE_CLOSURE, SCOPE_VARIABLE, SCOPE_LABEL };

/* A name and what it means, from the innermost out. */
struct scope {
    enum scope_kind kind;
    struct span name;
    const struct syntax *syntax; /* of a function its def; of a closure what was given */
    const struct scope *env;     /* of a closure: where that was written */
    int slot;                    /* of a variable or label */
    bool used;
    const struct scope *up;
};

struct compiler {
    struct arena *arena;
    double now;
    int slots, regexes;
    int nodes, depth;
    struct span foreign; /* the first part not understood */
};

enum { COMPILER_NODES = 4000, COMPILER_DEPTH = 400 };

/* NULL when there is something in it that is not understood; then c->foreign says what. */
const struct node *compile(struct compiler *c, const struct syntax *s, const struct scope *env);
/* native_bind.c, native_call.c */
const struct node *compile_as(struct compiler *c, const struct syntax *s, const struct scope *env);
const struct node *compile_loop(struct compiler *c, const struct syntax *s,
                                const struct scope *env);
const struct node *compile_label(struct compiler *c, const struct syntax *s,
                                 const struct scope *env);
const struct node *compile_name(struct compiler *c, const struct syntax *s,
                                const struct scope *env);
const struct node *compile_definition(struct compiler *c, const struct syntax *s,
                                      const struct scope *env);
const struct node *compile_call(struct compiler *c, const struct syntax *s,
                                const struct scope *env);

const struct node *compile_foreign(struct compiler *c, struct span what);
struct node *compile_node(struct compiler *c, const struct node_kind *kind, const struct node *a,
                          const struct node *b, const struct node *third);
/* Its flags, once all its parts are there. */
const struct node *compile_done(struct node *n);
const struct node *compile_function(struct compiler *c, function *call, const struct node *a,
                                    const struct node *b, const struct node *third);
const struct node *compile_field(struct compiler *c, const struct node *of, struct span name,
                                 bool optional);
const struct node *compile_literal(struct compiler *c, struct value v);
struct scope *compile_scope(struct compiler *c, const struct scope *up, enum scope_kind kind,
                            struct span name);
const struct scope *compile_find(const struct scope *env, enum scope_kind kind, struct span name);

#endif
