#ifndef ANALYZE_SHELF_H
#define ANALYZE_SHELF_H

/* Where question sets are kept: $CALLMINE_QUESTIONS, pipelines/questions below the working
 * directory, questions in the configuration directory, and questions in the installed data, in this
 * order. A name with a slash, or that ends in .yaml, .yml or .json, is a file. */

#include "lib/analyze/question.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"

/* Read the set called `name`. STATUS_NO_INPUT when there is none, with where it was looked for. */
int shelf_read(struct question_set *s, const char *name, struct fault *f);

/* Add a line for each set that can be had: name, title, questions, path. A set that does not read
 * is listed with what is wrong. */
int shelf_list(struct buf *lines, struct fault *f);

/* Add what each question of the set will ask for, for a person to read. */
void shelf_describe(struct buf *text, const struct question_set *s);

#endif
