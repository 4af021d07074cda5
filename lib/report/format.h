#ifndef REPORT_FORMAT_H
#define REPORT_FORMAT_H

/* The formats: a row each, a file each. To add one: write it, add its row, and its name to
 * FORMAT_CHOICES. */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/report/rollup.h"

#define FORMAT_CHOICES "html|md|txt|csv|evidence-csv|json|xlsx|docx|pdf"

struct format_options {
    bool bom; /* csv: begin with a byte order mark */
    /* html: the name of the file beside it that its links to the cards of the calls lead to; NULL:
     * the cards are in the page. */
    const char *cards;
};

struct format {
    const char *name; /* "html" */
    const char *end;  /* after the dot of its files' names; NULL: not chosen by a name */
    const char *file; /* its name in a directory of reports */
    int (*write)(const struct rollup *u, const struct format_options *options, struct out *out,
                 struct fault *f);
};

extern const struct format formats[]; /* ends with a NULL name */

/* By name, else by the ending of the file's name, else (no name, no ending) html. NULL: there is
 * none: a page of HTML in report.pdf would help nobody. */
const struct format *format_find(const char *name, const char *path);

/* Into a file that has begun. */
struct file;
int format_into(struct file *file, const struct format *format, const struct rollup *u,
                const struct format_options *options, struct fault *f);
/* Into a file: whole, or not there. */
int format_file(const struct format *format, const struct rollup *u,
                const struct format_options *options, const char *path, struct fault *f);

int html_write(const struct rollup *, const struct format_options *, struct out *, struct fault *);
int html_cards_write(const struct rollup *, const struct format_options *, struct out *,
                     struct fault *);
int markdown_write(const struct rollup *, const struct format_options *, struct out *,
                   struct fault *);
int plain_write(const struct rollup *, const struct format_options *, struct out *, struct fault *);
int csv_write(const struct rollup *, const struct format_options *, struct out *, struct fault *);
int csv_evidence_write(const struct rollup *, const struct format_options *, struct out *,
                       struct fault *);
int pdf_write(const struct rollup *, const struct format_options *, struct out *, struct fault *);
int json_write(const struct rollup *, const struct format_options *, struct out *, struct fault *);
int docx_write(const struct rollup *, const struct format_options *, struct out *, struct fault *);
int xlsx_write(const struct rollup *, const struct format_options *, struct out *, struct fault *);

#endif
