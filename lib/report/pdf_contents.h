#ifndef REPORT_PDF_CONTENTS_H
#define REPORT_PDF_CONTENTS_H

/* The table of contents: every part, and where there are few its questions too, with their pages.
 */

#include "lib/base/arena.h"
#include "lib/report/pdf_flow.h"

struct pdf_entry {
    int level;
    struct span place, text;
    struct pdf_entry *next;
};

struct pdf_contents {
    struct arena arena;
    struct pdf_entry *first, **last;
    size_t parts, all;
};

/* What document_contents tells. */
int pdf_contents_read(struct pdf_contents *c, const struct rollup *u,
                      const struct format_options *o, struct fault *f);
/* One more, which the document does not know of. */
int pdf_contents_add(struct pdf_contents *c, int level, struct span place, struct span text,
                     struct fault *f);
void pdf_contents_put(const struct pdf_contents *c, struct pdf_flow *w);
void pdf_contents_clear(struct pdf_contents *c);

#endif
