#ifndef REPORT_PLAIN_H
#define REPORT_PLAIN_H

/* Parts of the plain text report, for lib/report/plain*.c only. */

#include "lib/report/page.h"

void plain_wrapped(struct page *p, struct buf *b,
                   size_t indent); /* dressed words, wrapped at blanks; frees b */
/* On a line of its own, never wrapped, with who said it and where. */
void plain_quote(struct page *p, const struct report_call *c, const struct report_evidence *e);
void plain_disagreements(struct page *p);
void plain_card(struct page *p, const struct report_call *c);

#endif
