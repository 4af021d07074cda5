#ifndef JSON_SYNTAX_READ_H
#define JSON_SYNTAX_READ_H

/* What the parts of the parser share: expressions (syntax.c), terms (syntax_term.c), numbers and
 * strings (syntax_text.c).
 *
 * A function returns NULL when what stands there is not what it reads; from then on `failed` is set
 * and all others return NULL too. */

#include "lib/json/lexis.h"
#include "lib/json/syntax.h"

struct reader {
    struct lexis lexis;
    struct token token; /* the next one */
    const char *end;    /* of the one before it */
    struct arena *arena;
    int depth;
    bool failed;
};

struct syntax *read_fail(struct reader *r);
struct syntax *read_node(struct reader *r, enum syntax_kind kind, const char *from);

void read_step(struct reader *r);                       /* to the next token */
bool read_is(const struct reader *r, const char *text); /* a sign or a word */
bool read_if(struct reader *r, const char *text);       /* step over it if it is there */
bool read_must(struct reader *r, const char *text);
bool read_is_name(const struct reader *r); /* a word that is no keyword */

struct syntax *read_expression(struct reader *r);
struct syntax *read_term(struct reader *r);
struct syntax *read_patterns(struct reader *r);
struct syntax *read_variable(struct reader *r, enum syntax_kind kind); /* $name, of that kind */

/* syntax_text.c */
struct syntax *read_literal(struct reader *r, enum json_kind kind, struct span text,
                            const char *from);
struct syntax *read_formatted(struct reader *r, struct syntax *of, struct span name,
                              const char *from);
struct syntax *read_number(struct reader *r);
bool read_at_string(const struct reader *r); /* a string comes, or @format and a string */
struct syntax *read_string(struct reader *r);

#endif
