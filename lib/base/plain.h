#ifndef BASE_PLAIN_H
#define BASE_PLAIN_H

/* Text that a person will read on a terminal: control characters (C0 but newline and tab, DEL, C1),
 * line separators, what reorders text, what nobody sees, and bytes that are not UTF-8 become \xNN
 * or \u{NNNN}, so that a title cannot move the cursor nor say what no reader sees. Every
 * human-readable output goes through this; data on pipes stays as it is. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/buf.h"
#include "lib/base/span.h"

void plain_add(struct buf *b, struct span text);   /* newlines and tabs become a space */
void plain_block(struct buf *b, struct span text); /* newlines and tabs stay */
/* Whether a code point is one of these. Of what is invisible the joiners U+200C and U+200D and the
 * variation selectors are not: real scripts and emoji need them. */
bool plain_harmful(long c);
size_t plain_width(struct span text); /* columns it takes on a terminal */
/* One code point from the front of *s (moved on): its value, or -1 for a byte that is not UTF-8. */
long plain_next(struct span *s);

#endif
