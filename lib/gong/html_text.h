#ifndef GONG_HTML_TEXT_H
#define GONG_HTML_TEXT_H

/* The text that a person sees of a piece of HTML, as an editor in a browser makes it (Gong's guides
 * to scorecards): no tags, no comments, no scripts; character references decoded; white space as a
 * browser runs it together, and a line feed where a block or a line ends. Unknown references and a
 * "<" that begins no tag stay as they are. What a reference hides of control characters becomes a
 * space. References: HTML Living Standard, 13.2.5 (a small table of names). */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/span.h"

/* There is a tag or a character reference in it; other text is to be taken as it is. */
bool html_text_any(struct span text);
/* Add the text of it. */
void html_text(struct buf *b, struct span html);

#endif
