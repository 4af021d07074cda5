#ifndef REPORT_PDF_SHEET_H
#define REPORT_PDF_SHEET_H

/* Sheets of A4 and what is put on them: strokes, boxes, texts, links, bookmarks, and at the edges
 * the report's title and the number of the page. The pages are gone through twice: the first time
 * nothing is drawn, but it is learned which page each place is on and how many pages there are.
 *
 * From the top left corner, in points. The first failure of cairo's sticks: pdf_sheet_check. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/out.h"
#include "lib/report/pdf_text.h"

/* ISO 216 A4, 210 by 297 mm, and the part of it that is written on. */
static const double sheet_width = 595.276, sheet_height = 841.89;
static const double sheet_left = 42, sheet_right = 553.276, sheet_span = 511.276;
static const double sheet_top = 54, sheet_bottom = 787.89, sheet_whole = 733.89;

struct pdf_sheet {
    struct pdf_fonts *fonts;
    PangoContext *context;
    struct out *out;
    cairo_surface_t *surface; /* NULL: nothing is drawn */
    cairo_t *cr;
    double y;   /* where the next thing goes */
    bool fresh; /* nothing is on it yet */
    size_t page, pages;
    struct buf title;
    GHashTable *places; /* name -> page, and whether it was drawn */
    int parents[3];     /* bookmarks: the newest of each level */
    struct pdf_text text;
};

void pdf_sheet_init(struct pdf_sheet *s, struct pdf_fonts *fonts, struct out *out);
/* From the first page again; drawing: into out. The report's time is in its metadata: ISO 8601. */
void pdf_sheet_begin(struct pdf_sheet *s, bool draws, const char *time);
int pdf_sheet_end(struct pdf_sheet *s, struct fault *f); /* the last page is done */
void pdf_sheet_clear(struct pdf_sheet *s);
int pdf_sheet_check(struct pdf_sheet *s, struct fault *f);

void pdf_sheet_title(struct pdf_sheet *s, struct span title);
void pdf_sheet_turn(struct pdf_sheet *s);         /* the next page */
double pdf_sheet_room(const struct pdf_sheet *s); /* below y; 0 before the first page */

void pdf_sheet_box(struct pdf_sheet *s, enum pdf_ink ink, double x, double y, double width,
                   double height);
void pdf_sheet_frame(struct pdf_sheet *s, enum pdf_ink ink, double x, double y, double width,
                     double height);
void pdf_sheet_stroke(struct pdf_sheet *s, enum pdf_ink ink, double width, double x, double y,
                      double x2, double y2);
/* Lines [from, to) of a text. */
void pdf_sheet_text(struct pdf_sheet *s, const struct pdf_text *t, double x, double y, size_t from,
                    size_t to);
/* A line of a plain text, cut with … where it is wider; right: it ends at x. */
void pdf_sheet_label(struct pdf_sheet *s, struct span text, const struct pdf_look *look, double x,
                     double y, double width, bool right);

/* Structure, as ISO 32000-1 14.8.4 names it. */
void pdf_sheet_tag(struct pdf_sheet *s, const char *name);
void pdf_sheet_untag(struct pdf_sheet *s, const char *name);
/* A place that links may lead to is here, at y; and a bookmark (level 1, 2), unless level is 0. */
void pdf_sheet_place(struct pdf_sheet *s, struct span place, int level, struct span text);
/* The page a place is on, as the last time through had it; 0: nowhere. */
size_t pdf_sheet_page(const struct pdf_sheet *s, struct span place);
void pdf_sheet_link(struct pdf_sheet *s, struct span place); /* what is drawn leads there */
void pdf_sheet_unlink(struct pdf_sheet *s, struct span place);

#endif
