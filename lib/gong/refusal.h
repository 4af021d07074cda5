#ifndef GONG_REFUSAL_H
#define GONG_REFUSAL_H

/* Which of the refusals that a program can live with a fault of gong_ask's is. answer.c words
 * them; a test holds the two together. */

#include <stdbool.h>
#include "lib/base/fault.h"

bool refusal_of_scope(const struct fault *f, const char *scope); /* the connection lacks it */
bool refusal_of_today(const struct fault *f);   /* the last day is not over where Gong is */
bool refusal_not_there(const struct fault *f);  /* a 404 that does not mean "none found" */
bool refusal_of_request(const struct fault *f); /* a 400 */

#endif
