#ifndef JSON_LEXIS_H
#define JSON_LEXIS_H

/* The words of a jq expression, read as jq 1.6's own lexer reads them: names inside strings,
 * comments and field accesses (.env) are not calls, names inside string interpolations are. */

#include "lib/base/fault.h"

enum { LEXIS_EXPRESSION = 64 << 10 }; /* bytes in an expression */

/* STATUS_USAGE when the expression uses a name that reaches outside the record (query.h has the
 * list). Such a name is refused wherever it could be called, also as a function of the author's
 * own. */
int lexis_check(const char *expression, struct fault *f);

#endif
