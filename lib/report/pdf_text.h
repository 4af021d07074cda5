#ifndef REPORT_PDF_TEXT_H
#define REPORT_PDF_TEXT_H

/* Text that is laid out: runs of a document in lines of a width, each script shaped with a font
 * that has it, right to left where it reads so. Lines are drawn one by one, so that a page may end
 * between them. All lengths are points. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/buf.h"
#include "lib/report/document.h"
#include "lib/report/pdf_fonts.h"
#include "lib/report/typeset.h"

/* The colours of html_style.c on white paper. */
enum pdf_ink {
    INK_NONE,
    INK_TEXT,
    INK_MUTED,
    INK_LINE,
    INK_TRACK,
    INK_ACCENT,
    INK_BAR,
    INK_MID,
    INK_OK,
    INK_BAD,
    INK_CUSTOMER,
    INKS
};
extern const double pdf_inks[INKS][3];

struct pdf_look {
    enum pdf_face face;
    double size;
    bool bold;
    enum pdf_ink ink;
    double leading; /* the distance of lines, in heights of the font */
};

struct pdf_text {
    PangoLayout *layout;
    struct buf bytes; /* the runs' texts one behind the other, and their links and places */
    struct pdf_run {
        size_t from, to; /* in bytes */
        enum document_style style;
        enum pdf_ink ink;
        struct span link, place; /* offsets into `links` until the text is whole */
    } * runs;
    size_t n, room;
    struct buf links;
    struct buf lines; /* of a long text, where each line stands, in Pango's units: int[2] */
    bool left;        /* all lines begin there, also those that read from the right */
    bool broken;      /* no memory */
};

enum pdf_ink pdf_text_side(struct span badge); /* whose side a badge names */
void pdf_text_clear(struct pdf_text *t);
/* `width` <= 0: one line, as long as it is. */
void pdf_text_set(struct pdf_text *t, PangoContext *context, struct document_text text,
                  const struct pdf_look *look, double width);
void pdf_text_line(struct pdf_text *t, PangoContext *context, struct span text,
                   const struct pdf_look *look, double width); /* of one plain run */
double pdf_text_base(const struct pdf_text *t); /* from the top to the first line's letters */
double pdf_text_height(const struct pdf_text *t);
double pdf_text_width(const struct pdf_text *t); /* of the longest line */
size_t pdf_text_lines(const struct pdf_text *t);
/* How many lines from that one on are no higher than `room`; *height: theirs. */
size_t pdf_text_fit(const struct pdf_text *t, size_t from, double room, double *height);
double pdf_text_span(const struct pdf_text *t, size_t from, size_t to); /* those lines' height */

/* What draws a piece of a line whose runs have one link; who knows which places there are decides
 * what is linked. */
struct pdf_links {
    void *self;
    void (*begin)(void *self, struct span link, struct span place);
    void (*end)(void *self, struct span link, struct span place);
};
/* Lines [from, to) with the top of the first at y. */
void pdf_text_draw(const struct pdf_text *t, cairo_t *cr, double x, double y, size_t from,
                   size_t to, const struct pdf_links *links);

#endif
