#ifndef ANALYZE_LAYOUT_H
#define ANALYZE_LAYOUT_H

/* How the exports of cm-export are laid out (lib/report/export*.c): a section for each record,
 * "12. Title", below it lines with labels three columns in, and in transcripts the turns. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/span.h"

/* By the name of the file: none, calls, transcripts, users or contacts, what users did, any other.
 */
enum layout { LAYOUT_NONE, LAYOUT_OTHER, LAYOUT_CALLS, LAYOUT_TURNS, LAYOUT_PEOPLE, LAYOUT_DEEDS };
enum layout layout_of(const char *file);

/* The line at the front of *rest, with its newline; and all up to the next title. */
struct span layout_line(struct span *rest);
struct span layout_section(struct span *rest);
struct span layout_bare(struct span line, size_t from); /* from there, without the newline */

bool layout_begins(struct span line); /* a section */
/* A label stands three columns in; what goes on below it further. */
bool layout_has_label(struct span line);
bool layout_is(struct span line, const char *label);
/* Of a label's line: where its value begins. */
size_t layout_value(struct span line);
/* Where the name begins, behind the label or where there is none. */
size_t layout_attendee(struct span line);
/* "[00:01:02] Name (customer): what is said": the name, and where what is said begins; 0: no such
 * line. */
size_t layout_turn(struct span line, struct span *name);

#endif
