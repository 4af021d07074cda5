/* The pen: what it is told becomes word/document.xml. */

#include <stdio.h>
#include <string.h>
#include "lib/report/docx.h"

/* The first page belongs to what was counted and to the summary; the contents come behind them. */
enum { PIECE = 64 << 10, CONTENTS_BEFORE = 3 };

static const char namespaces[] =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

void docx_begin(struct docx *d)
{
    buf_text(&d->b, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document");
    buf_text(&d->b, namespaces);
    buf_text(&d->b, "><w:body>");
}

/* What there is goes into the zip when it is much, or all of it. */
static int out(struct docx *d, bool all, struct fault *f)
{
    if (d->b.state == BUF_SOUND && d->b.len < PIECE && !all)
        return 0;
    if (buf_check(&d->b, "a part of the report", f) != 0 ||
        zip_data(d->zip, buf_view(&d->b), f) != 0)
        return -1;
    buf_clear(&d->b);
    return 0;
}

int docx_end(struct docx *d, struct fault *f)
{
    buf_text(&d->b, "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/>"
                    "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" "
                    "w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" "
                    "w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
    return out(d, true, f);
}

/* style: of the paragraph; more: what stands behind it in its properties, before its direction. */
static void begin(struct docx *d, const char *style, const char *more, bool leftward)
{
    buf_format(&d->b, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s%s</w:pPr>", style, more,
               leftward ? "<w:bidi/>" : "");
}

void docx_paragraph(struct docx *d, const char *style, const char *more, struct document_text text)
{
    bool leftward = docx_leftward(text, strcmp(style, "Cell") == 0);
    begin(d, style, more, leftward);
    docx_runs(d, text, leftward);
    buf_text(&d->b, "</w:p>");
    d->after_heading = false;
}

static void words(struct docx *d, const char *style, struct span text)
{
    struct document_run run;
    docx_paragraph(d, style, "", docx_plain(&run, text));
}

static int title(void *self, struct span text, struct fault *f)
{
    struct docx *d = self;
    words(d, "Title", text);
    return out(d, false, f);
}

/* The table of contents is a field whose result is written in: it is right before anybody brings
 * it up to date. It has no page numbers, which nobody knows before the pages are set. */
static void contents(struct docx *d)
{
    buf_text(&d->b, "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>"
                    "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>");
    words(d, "TOCHeading", span_of("Contents"));
    buf_text(&d->b, "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr><w:r><w:fldChar "
                    "w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC "
                    "\\o \"1-2\" \\n \\h \\z </w:instrText></w:r><w:r><w:fldChar "
                    "w:fldCharType=\"separate\"/></w:r>");
    buf_span(&d->b, buf_view(&d->contents));
    buf_text(&d->b, "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:sdtContent></w:sdt>");
    buf_clear(&d->contents);
    d->after_heading = false;
}

/* An entry; the first stands in the paragraph that begins the field, the last in the one that ends
 * it. */
static int entry(void *self, int level, struct span place, struct document_text text,
                 struct fault *f)
{
    struct docx *d = self;
    bool first = d->contents.len == 0;
    struct buf body = d->b;
    d->b = d->contents;
    if (!first) {
        buf_text(&d->b, "</w:p>");
        begin(d, level == 1 ? "TOC1" : "TOC2", "", docx_leftward(text, true));
    }
    buf_text(&d->b, "<w:hyperlink w:anchor=\"");
    docx_place(&d->b, place);
    buf_text(&d->b, "\" w:history=\"1\">");
    for (size_t i = 0; i < text.n; i++)
        docx_run(d, NULL, text.runs[i].text, docx_leftward(text, true));
    buf_text(&d->b, "</w:hyperlink>");
    d->contents = d->b;
    d->b = body;
    buf_span(&d->places, place);
    buf_byte(&d->places, '\n');
    return buf_check(&d->contents, "the table of contents", f) != 0 ||
                   buf_check(&d->places, "the table of contents", f) != 0
               ? -1
               : 0;
}

struct pen docx_contents_pen(struct docx *d)
{
    return (struct pen){.self = d, .heading = entry};
}

/* The headings of calls are as many as the calls, and not in the contents. They come in its order.
 */
static bool in_contents(struct docx *d, struct span place)
{
    struct span line = {d->places.at, place.len};
    if (!place.len || d->places.len <= place.len || d->places.at[place.len] != '\n' ||
        !span_equal(line, place))
        return false;
    d->places.len -= place.len + 1;
    memmove(d->places.at, d->places.at + place.len + 1, d->places.len);
    return true;
}

static int heading(void *self, int level, struct span place, struct document_text text,
                   struct fault *f)
{
    static const char *const styles[] = {"", "Heading1", "Heading2", "Heading3"};
    struct docx *d = self;
    bool leftward = docx_leftward(text, true), listed = in_contents(d, place);
    if (level == 1 && ++d->parts == CONTENTS_BEFORE)
        contents(d);
    d->begun = true;
    d->in_list = false;
    bool call = level == 2 && !listed;
    const char *no_rule = call && d->after_heading ? "<w:pBdr><w:top w:val=\"nil\"/></w:pBdr>" : "";
    begin(d, call ? "CallHeading" : styles[level], no_rule, leftward);
    if (place.len) {
        d->bookmarks++;
        buf_format(&d->b, "<w:bookmarkStart w:id=\"%zu\" w:name=\"", d->bookmarks);
        docx_place(&d->b, place);
        buf_text(&d->b, "\"/>");
    }
    for (size_t i = 0; i < text.n; i++)
        docx_run(d, text.runs[i].style == RUN_FAINT ? "HeadFaint" : NULL, text.runs[i].text,
                 leftward);
    if (place.len)
        buf_format(&d->b, "<w:bookmarkEnd w:id=\"%zu\"/>", d->bookmarks);
    buf_text(&d->b, "</w:p>");
    d->after_heading = true;
    return out(d, false, f);
}

static void item(struct docx *d, struct document_text text)
{
    char list[96];
    if (!d->in_list)
        d->lists++;
    d->in_list = true;
    snprintf(list, sizeof list, "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"%zu\"/></w:numPr>",
             d->lists);
    docx_paragraph(d, "ListNumber", list, text);
}

static void verdict(struct docx *d, const char *style, const char *mark, struct document_text text)
{
    begin(d, style, "", false);
    buf_format(&d->b,
               "<w:r><w:rPr><w:rStyle w:val=\"%sMark\"/></w:rPr><w:t "
               "xml:space=\"preserve\">%s </w:t></w:r>",
               style, mark);
    docx_runs(d, text, false);
    buf_text(&d->b, "</w:p>");
    d->after_heading = false;
}

static int paragraph(void *self, enum document_kind kind, struct document_text text,
                     struct fault *f)
{
    static const char *const styles[] = {
        [PARAGRAPH_BODY] = "BodyText", [PARAGRAPH_KICKER] = "Kicker", [PARAGRAPH_LEDE] = "Subtitle",
        [PARAGRAPH_ASKED] = "Asked",   [PARAGRAPH_QUOTE] = "Quote",   [PARAGRAPH_BYLINE] = "Byline",
        [PARAGRAPH_NOTE] = "Note",     [PARAGRAPH_CODE] = "Code"};
    struct docx *d = self;
    switch (kind) {
    case PARAGRAPH_GOOD: verdict(d, "Good", "✓", text); break;
    case PARAGRAPH_BAD: verdict(d, "Bad", "✗", text); break;
    case PARAGRAPH_OPEN: verdict(d, "Open", "○", text); break;
    case PARAGRAPH_ITEM: item(d, text); break;
    default: docx_paragraph(d, styles[kind], "", text);
    }
    return out(d, false, f);
}

/* Of the report a line each; of a call, where there are many calls, one behind the other. */
static int facts(void *self, const struct document_fact *facts, size_t n, struct fault *f)
{
    struct docx *d = self;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !d->begun)
            begin(d, "Fact", "", false);
        else
            docx_run(d, "Faint", span_of("  ·  "), false);
        docx_run(d, "Faint", facts[i].label, false);
        docx_run(d, NULL, span_of(" "), false);
        docx_runs(d, facts[i].text, false);
        if (i + 1 == n || !d->begun)
            buf_text(&d->b, "</w:p>");
    }
    d->after_heading = false;
    return out(d, false, f);
}

static int tiles(void *self, const struct document_fact *tiles, size_t n, struct fault *f)
{
    struct docx *d = self;
    struct document_column columns[DOCX_COLUMNS] = {0};
    n = n < DOCX_COLUMNS ? n : DOCX_COLUMNS;
    for (size_t i = 0; i < n; i++)
        columns[i].weight = 1;
    docx_table(d, "Tiles", span_of("Numbers at a glance"), columns, n);
    docx_row(d, false);
    for (size_t i = 0; i < n; i++) {
        docx_cell_begin(d, i);
        docx_paragraph(d, "TileNumber", "", tiles[i].text);
        words(d, "TileLabel", tiles[i].label);
        docx_cell_end(d);
    }
    docx_row_end(d);
    docx_table_end(d);
    return out(d, false, f);
}

static int chart(void *self, const struct document_chart *chart, struct fault *f)
{
    struct docx *d = self;
    docx_chart(d, chart);
    return out(d, false, f);
}

static int line(void *self, const struct document_line *line, struct fault *f)
{
    struct docx *d = self;
    docx_line(d, line);
    return out(d, false, f);
}

static int table(void *self, struct span caption, const struct document_column *columns, size_t n,
                 struct fault *f)
{
    struct docx *d = self;
    if (!d->after_heading)
        words(d, "Caption", caption);
    docx_table(d, "Report", caption, columns, n);
    return out(d, false, f);
}

static int row(void *self, const struct document_text *cells, struct fault *f)
{
    struct docx *d = self;
    docx_row(d, false);
    for (size_t i = 0; i < d->ncolumns; i++)
        docx_cell(d, i, d->columns[i].number ? "CellNumber" : "Cell", cells[i]);
    docx_row_end(d);
    return out(d, false, f);
}

static int table_end(void *self, struct fault *f)
{
    struct docx *d = self;
    docx_table_end(d);
    return out(d, false, f);
}

struct pen docx_pen(struct docx *d)
{
    return (struct pen){d,     title, heading, paragraph, facts,    tiles,
                        chart, line,  table,   row,       table_end};
}
