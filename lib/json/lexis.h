#ifndef JSON_LEXIS_H
#define JSON_LEXIS_H

/* The words of a jq expression, read as jq 1.6's own lexer reads them: names inside strings,
 * comments and field accesses (.env) are not calls, names inside string interpolations are. */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

enum {
    LEXIS_EXPRESSION = 64 << 10, /* bytes in an expression */
    LEXIS_NESTING = 512          /* brackets and strings open at once */
};

enum lexis_kind {
    LEXIS_END,
    LEXIS_WRONG,        /* a byte that starts no token; jq refuses the expression */
    LEXIS_WORD,         /* a name or a keyword */
    LEXIS_FIELD,        /* .name */
    LEXIS_NUMBER,       /* what jq takes for one: digits and points, an exponent */
    LEXIS_FORMAT,       /* @base64 */
    LEXIS_SIGN,         /* an operator or a bracket */
    LEXIS_STRING,       /* a quote that opens a string; what follows is of the next four */
    LEXIS_TEXT,         /* bytes that stand for themselves */
    LEXIS_ESCAPES,      /* backslash escapes in a row, as in JSON */
    LEXIS_INTERPOLATE,  /* \( */
    LEXIS_STRING_END,   /* the quote that closes it */
    LEXIS_INTERPOLATED, /* the ) of \( ; the string goes on */
};

struct token {
    enum lexis_kind kind;
    struct span text;
};

struct lexis {
    const char *at;
    const char *wrong; /* what is wrong with brackets or strings; NULL while nothing is */
    int depth;
    char open[LEXIS_NESTING]; /* a bracket, a quote, or S for an interpolation */
};

/* The next token; LEXIS_END at the end, and for good once `wrong` is set. */
struct token lexis_next(struct lexis *l);

/* STATUS_USAGE when the expression uses a name that reaches outside the record (query.h has the
 * list). Such a name is refused wherever it could be called, also as a function of the author's
 * own. */
int lexis_check(const char *expression, struct fault *f);

#endif
