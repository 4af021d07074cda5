#ifndef ARCHIVE_FORGET_FILE_H
#define ARCHIVE_FORGET_FILE_H

/* One file that something is forgotten in. By its name it holds records (a line each, packed or
 * not), is a JSON document or text, or cannot be looked into. */

#include "lib/archive/forget.h"

enum forget_kind { FORGET_RECORDS, FORGET_DOCUMENT, FORGET_TEXT, FORGET_OPAQUE };
enum forget_kind forget_kind(const char *name);

/* What it holds of them, added to *n; nothing is changed. */
int forget_count(const struct forgetter *by, const char *path, struct forgot *n, struct fault *f);
/* Take it out: the file is replaced whole, and its time stays, for what is made from it is not to
 * be made again. */
int forget_edit(const struct forgetter *by, const char *path, struct forgot *n, struct fault *f);
/* Each record of it, or its text. What ends in the middle of one (.part) may. */
int forget_meet(const struct forgetter *by, const char *path, struct fault *f);
/* Lines of JSON of any kind, as the cache has them: what they hold of them, added to *n, and
 * whether one says again what was taken out elsewhere. What is no JSON holds nothing. */
int forget_reminds(const struct forgetter *by, const char *path, bool *yes, struct forgot *n,
                   struct fault *f);

#endif
