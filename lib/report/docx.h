#ifndef REPORT_DOCX_H
#define REPORT_DOCX_H

/* The report as a file of a word processor: WordprocessingML (ECMA-376, transitional) in a zip
 * file. Parts of it, for lib/report/docx*.c only. docx.c makes the package, docx_pen.c its text:
 * the pen of document.h. The text goes into the zip as it comes; what is held until it is out are
 * the links and the pictures that it refers to, each distinct one once. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/pack/zip.h"
#include "lib/report/document.h"
#include "lib/report/seen.h"

enum {
    DOCX_WIDTH = 9638, /* of the text, in twentieths of a point: A4 less 2 cm on each side */
    DOCX_COLUMNS = 16,
};

/* What the text refers to: http(s) links, and pictures by their description (docx_picture.c). Its
 * relationship's id is "rId" and its number, from 1. */
struct docx_related {
    struct span text;
    bool picture;
};

struct docx {
    struct zip_writer *zip;
    struct buf b; /* of word/document.xml, what is not in the zip yet */
    struct arena arena;
    struct report_seen *seen;
    struct buf related;  /* struct docx_related, by number */
    struct buf contents; /* the table of contents, and by lines the places of its headings */
    struct buf places;
    struct span title; /* shown, in the arena */
    size_t parts, drawings, bookmarks, lists;
    bool begun, in_list, after_heading;
    struct {
        long width;
        bool number;
    } columns[DOCX_COLUMNS];
    size_t ncolumns;
};

extern const char docx_styles[], docx_settings[], docx_fonts[]; /* parts that are always the same */

/* The pen writes word/document.xml, from docx_begin to docx_end. The contents' pen must have been
 * told the headings before. */
struct pen docx_pen(struct docx *d);
struct pen docx_contents_pen(struct docx *d);
void docx_begin(struct docx *d);
int docx_end(struct docx *d, struct fault *f);

/* Whether it reads from right to left: its first letter does; all: and the first of every run. */
bool docx_leftward(struct document_text text, bool all);
/* Runs; leftward: of the paragraph that they stand in. link: the number of a run's link. */
void docx_runs(struct docx *d, struct document_text text, bool leftward);
void docx_run(struct docx *d, const char *style, struct span text, bool leftward);
void docx_place(struct buf *b, struct span place); /* as a bookmark's name */

/* The number of a link or picture; 0: no memory, and the text is broken. */
size_t docx_relate(struct docx *d, struct span text, bool picture);

/* Tables: widths come from the weights; a row of heads, which pages repeat, if there are any. */
void docx_table(struct docx *d, const char *style, struct span caption,
                const struct document_column *columns, size_t n);
void docx_row(struct docx *d, bool head);
void docx_row_end(struct docx *d);
void docx_cell(struct docx *d, size_t column, const char *style, struct document_text text);
void docx_cell_begin(struct docx *d, size_t column);
void docx_cell_end(struct docx *d);
void docx_table_end(struct docx *d);

/* more: what stands in its properties behind the style. In a cell or heading, where one name stands
 * beside the other, the paragraph reads leftward only if all of it does. */
void docx_paragraph(struct docx *d, const char *style, const char *more, struct document_text text);
struct document_text docx_plain(struct document_run *run, struct span text);

void docx_chart(struct docx *d, const struct document_chart *chart);
void docx_line(struct docx *d, const struct document_line *line);

/* A picture as PNG, by its description: "bar VALUE LOW HIGH", "few VALUE", "line Y Y Y": pixels;
 * a Y below 0 is a gap. No font, no library and no clock has a part in it. */
enum { DOCX_BAR_WIDTH = 792, DOCX_BAR_HEIGHT = 48, DOCX_LINE_HEIGHT = 144 };
void docx_picture(struct buf *b, struct span description);

#endif
