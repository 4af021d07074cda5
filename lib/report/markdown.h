#ifndef REPORT_MARKDOWN_H
#define REPORT_MARKDOWN_H

/* Parts of the Markdown report, for lib/report/markdown*.c only. */

#include "lib/report/page.h"

enum { MARKDOWN_CARDS = 2000 }; /* of more calls the newest have cards */

/* A quote as a block of its own, with who said it, where, and a link to the call's card. */
void markdown_quote(struct page *p, const struct report_call *c, const struct report_evidence *e);
void markdown_disagreements(struct page *p); /* nothing where there are none */
void markdown_call_table(struct page *p);
int markdown_cards(struct page *p, struct fault *f);

#endif
