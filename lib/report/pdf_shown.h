#ifndef REPORT_PDF_SHOWN_H
#define REPORT_PDF_SHOWN_H

/* Text as pages can show it in bounded time: what would take Pango the square of its length is
 * bounded. Of marks or joiners in a row, which it shapes as one letter, those behind the first
 * eight are shown by their codes, as what cannot be seen is: \u{301}. In a text without a blank,
 * which it may break anywhere and does so with a look at all that is left, a line ends every two
 * thousand bytes. */

#include "lib/base/buf.h"
#include "lib/base/span.h"

void pdf_shown_add(struct buf *b, struct span text);

#endif
