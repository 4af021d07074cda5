#ifndef JSON_SIEVE_H
#define JSON_SIEVE_H

/* A text that a record must have somewhere in its line, looked for in the raw bytes, many at a
 * time. A sieve may let pass what has not got the text (the caller then looks for itself), but
 * never holds back what has it, in whatever way JSON may write it: escapes, and for a folded text
 * other cases.
 *
 * What is looked for is one run of ASCII characters of the text that JSON may write as they are;
 * of a folded text, one without white space, for that may also be where one sentence ends and the
 * next begins. Its two rarest bytes are compared with 32 places at once, and whatever may begin
 * another spelling of one of its characters is looked at. Where the run stands, so must the rest of
 * the text, as far as it is spelled plainly. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct sieve;

/* text: UTF-8, not empty. fold: in any case (lib/json/fold.h; the text is folded), where white
 * space may be any. NULL and a fault without memory. */
struct sieve *sieve_new(struct span text, bool fold, struct fault *f);
void sieve_free(struct sieve *s);

/* How much the sieve holds back: higher is more, 0 is nothing (there is no such run). */
size_t sieve_worth(const struct sieve *s);

/* The first place at or after in.at that may belong to such a text; NULL: there is none in `in`. A
 * text that crosses the end of `in` is not seen. */
const char *sieve_find(const struct sieve *s, struct span in);
const char *sieve_find_plain(const struct sieve *s,
                             struct span in); /* the same, on any processor */

#endif
