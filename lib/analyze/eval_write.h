#ifndef ANALYZE_EVAL_WRITE_H
#define ANALYZE_EVAL_WRITE_H

/* An evaluation for people and for programs. Calls by their ids only, never what was said in them.
 */

#include "lib/analyze/eval.h"
#include "lib/base/buf.h"

/* Tables, one below the other: each run; with two, what changed between them. */
void eval_text(const struct eval *e, struct buf *b);
/* One object and a newline: schemas/eval.json. */
void eval_json(const struct eval *e, struct buf *b);

#endif
