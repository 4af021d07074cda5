#ifndef JSON_SYNTAX_H
#define JSON_SYNTAX_H

/* A jq 1.6 expression as a tree, by the grammar of jq's own parser: its precedences, its `reduce`,
 * `if` and `try` that are no terms, its object values without operators. What cannot be read as
 * that is left to libjq, which then says what is wrong with it. */

#include "lib/base/arena.h"
#include "lib/base/span.h"
#include "lib/json/json.h"

enum syntax_kind {
    SYNTAX_IDENTITY,    /* . */
    SYNTAX_RECURSE,     /* .. */
    SYNTAX_LITERAL,     /* `literal`; number; text */
    SYNTAX_INDEX,       /* a[b], .name; `optional` with ? */
    SYNTAX_SLICE,       /* a[b:c]; b or c may be NULL */
    SYNTAX_EACH,        /* a[] */
    SYNTAX_PIPE,        /* a | b */
    SYNTAX_COMMA,       /* a , b */
    SYNTAX_BINARY,      /* a op b: arithmetic and comparisons */
    SYNTAX_AND,         /* a and b */
    SYNTAX_OR,          /* a or b */
    SYNTAX_ALTERNATIVE, /* a // b */
    SYNTAX_ASSIGN,      /* a op b: = |= += and so on; text is the operator */
    SYNTAX_NEGATE,      /* -a */
    SYNTAX_TRY,         /* try a catch b; b may be NULL; also a? */
    SYNTAX_IF,          /* if a then b else c end */
    SYNTAX_REDUCE,      /* reduce a as list (b; c) */
    SYNTAX_FOREACH,     /* foreach a as list (b; c; d); d may be NULL */
    SYNTAX_AS,          /* a as list | b */
    SYNTAX_LABEL,       /* label $text | a */
    SYNTAX_BREAK,       /* break $text */
    SYNTAX_DEF,         /* def text(list): a; b */
    SYNTAX_PARAM,       /* in its list: text; `optional` when it is $text */
    SYNTAX_CALL,        /* text(list) */
    SYNTAX_VARIABLE,    /* $text */
    SYNTAX_LOCATION,    /* $__loc__ */
    SYNTAX_FORMAT,      /* a | @text */
    SYNTAX_ARRAY,       /* [a]; a NULL when empty */
    SYNTAX_OBJECT,      /* {list} */
    SYNTAX_ENTRY,       /* in its list: key a, value b; b NULL: the input's member of that name */
    SYNTAX_PATTERN, /* $text, also as {$text}; or by `literal`: JSON_ARRAY or JSON_OBJECT of list */
    SYNTAX_MATCH,   /* in an object pattern: key a, pattern b */
};

enum syntax_operator {
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_MODULO,
    OP_EQUAL,
    OP_NOT_EQUAL,
    OP_LESS,
    OP_GREATER,
    OP_LESS_EQUAL,
    OP_GREATER_EQUAL
};

struct syntax {
    enum syntax_kind kind;
    enum json_kind literal;
    enum syntax_operator op;
    bool optional;
    double number;
    struct span text;   /* a name without $ and @; a literal's text */
    struct span source; /* where it stands in the expression */
    struct syntax *a, *b, *c, *d;
    struct syntax *list, *next; /* first of its list; next in the list that it is in */
};

enum { SYNTAX_DEPTH = 200 };

/* NULL when this is no expression of jq 1.6 without imports, `?//` and function definitions alone;
 * or when there is no memory. The expression must stay. */
struct syntax *syntax_read(struct arena *a, const char *expression);

#endif
