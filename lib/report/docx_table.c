/* Tables, and the tables that charts are: a label, a picture of the bar and the words to it. What a
 * chart says is text, in any script and for every reader; its pictures are of bars alone. */

#include <math.h>
#include <stdio.h>
#include "lib/report/docx.h"
#include "lib/report/dress.h"

void docx_table(struct docx *d, const char *style, struct span caption,
                const struct document_column *columns, size_t n)
{
    double all = 0;
    struct document_run run;
    bool heads = false;
    d->ncolumns = n < DOCX_COLUMNS ? n : DOCX_COLUMNS;
    for (size_t i = 0; i < d->ncolumns; i++)
        all += columns[i].weight;
    buf_format(&d->b,
               "<w:tbl><w:tblPr><w:tblStyle w:val=\"%s\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/>"
               "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" "
               "w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" "
               "w:noVBand=\"1\"/><w:tblCaption w:val=\"",
               style, DOCX_WIDTH);
    dress_xml(&d->b, caption);
    buf_text(&d->b, "\"/></w:tblPr><w:tblGrid>");
    for (size_t i = 0; i < d->ncolumns; i++) {
        d->columns[i].width = lround(columns[i].weight / all * DOCX_WIDTH);
        d->columns[i].number = columns[i].number;
        heads = heads || columns[i].head.len > 0;
        buf_format(&d->b, "<w:gridCol w:w=\"%ld\"/>", d->columns[i].width);
    }
    buf_text(&d->b, "</w:tblGrid>");
    if (!heads)
        return;
    docx_row(d, true);
    for (size_t i = 0; i < d->ncolumns; i++)
        docx_cell(d, i, columns[i].number ? "HeadNumber" : "Head",
                  docx_plain(&run, columns[i].head));
    docx_row_end(d);
}

void docx_row(struct docx *d, bool head)
{
    buf_format(&d->b, "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>", head ? "<w:tblHeader/>" : "");
}

void docx_row_end(struct docx *d)
{
    buf_text(&d->b, "</w:tr>");
}

void docx_cell_begin(struct docx *d, size_t column)
{
    buf_format(&d->b, "<w:tc><w:tcPr><w:tcW w:w=\"%ld\" w:type=\"dxa\"/></w:tcPr>",
               d->columns[column].width);
}

void docx_cell_end(struct docx *d)
{
    buf_text(&d->b, "</w:tc>");
}

void docx_cell(struct docx *d, size_t column, const char *style, struct document_text text)
{
    docx_cell_begin(d, column);
    docx_paragraph(d, style, "", text);
    docx_cell_end(d);
}

/* Tables without something between them would be one. */
void docx_table_end(struct docx *d)
{
    buf_text(&d->b, "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
    d->after_heading = false;
}

/* What it shows is said in its description, for who does not see it. */
static void picture(struct docx *d, struct span description, struct span said, int width,
                    int height)
{
    enum { PIXEL = 3000 }; /* in 914,400ths of an inch: 305 to the inch */
    size_t number = docx_relate(d, description, true);
    d->drawings++;
    buf_format(&d->b,
               "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">"
               "<wp:extent cx=\"%d\" cy=\"%d\"/><wp:docPr id=\"%zu\" name=\"Picture %zu\" descr=\"",
               width * PIXEL, height * PIXEL, d->drawings, d->drawings);
    dress_xml(&d->b, said);
    buf_format(&d->b,
               "\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/"
               "2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"%zu\" name=\"%zu.png\"/>"
               "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rId%zu\"/><a:stretch>"
               "<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>"
               "<a:ext cx=\"%d\" cy=\"%d\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>"
               "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
               "</w:drawing></w:r>",
               d->drawings, number, number, width * PIXEL, height * PIXEL);
}

/* A picture alone in its cell. */
static void picture_cell(struct docx *d, size_t column, struct span description, struct span said,
                         int height)
{
    docx_cell_begin(d, column);
    buf_text(&d->b, "<w:p><w:pPr><w:pStyle w:val=\"Picture\"/></w:pPr>");
    picture(d, description, said, DOCX_BAR_WIDTH, height);
    buf_text(&d->b, "</w:p>");
}

/* The two ends of an axis. */
static void ends(struct docx *d, struct span first, struct span last)
{
    buf_text(&d->b, "<w:p><w:pPr><w:pStyle w:val=\"Axis\"/></w:pPr>");
    docx_run(d, NULL, first, false);
    buf_text(&d->b, "<w:r><w:tab/></w:r>");
    docx_run(d, NULL, last, false);
    buf_text(&d->b, "</w:p>");
}

static int pixel(double share, double scale, int from, int to)
{
    double at = from + share / scale * (to - from);
    return (int)lround(fmin(fmax(at, fmin(from, to)), fmax(from, to)));
}

static const struct document_column chart_columns[] = {
    {{"", 0}, 2.7, false}, {{"", 0}, 4.1, false}, {{"", 0}, 3.2, false}};

/* more: what keeps it on the page of the bar behind it. */
static void bar(struct docx *d, const struct document_bar *b, double scale, const char *more)
{
    char description[64];
    struct document_run run;
    int end = DOCX_BAR_WIDTH - 1;
    if (b->scant)
        snprintf(description, sizeof description, "few %d", pixel(b->share, scale, 0, end));
    else
        snprintf(description, sizeof description, "bar %d %d %d", pixel(b->share, scale, 0, end),
                 pixel(b->low, scale, 0, end), pixel(b->high, scale, 0, end));
    docx_row(d, false);
    docx_cell_begin(d, 0);
    docx_paragraph(d, "BarLabel", more, docx_plain(&run, b->label));
    docx_cell_end(d);
    picture_cell(d, 1, span_of(description), b->said, DOCX_BAR_HEIGHT);
    docx_cell_end(d);
    docx_cell(d, 2, "BarSaid", docx_plain(&run, b->said));
    docx_row_end(d);
}

void docx_chart(struct docx *d, const struct document_chart *chart)
{
    enum { TOGETHER = 16 }; /* a chart of so many bars is not broken over pages */
    struct document_run run;
    char end[16];
    snprintf(end, sizeof end, "%.4g%%", chart->scale * 100);
    docx_table(d, "Chart", chart->title, chart_columns, 3);
    docx_row(d, true);
    docx_cell(d, 0, "Head", docx_plain(&run, span_of("Answer")));
    docx_cell_begin(d, 1);
    ends(d, span_of("0"), span_of(end));
    docx_cell_end(d);
    docx_cell(d, 2, "Head", docx_plain(&run, span_of("Of calls asked, 95% interval")));
    docx_row_end(d);
    for (size_t i = 0; i < chart->n; i++)
        bar(d, &chart->bars[i], chart->scale,
            i + 1 < chart->n && chart->n <= TOGETHER ? "<w:keepNext/>" : "");
    docx_table_end(d);
}

static void percent(struct buf *b, double share)
{
    if (share < 0)
        buf_text(b, "–");
    else
        buf_format(b, "%d%%", (int)floor(share * 100 + .5));
}

void docx_line(struct docx *d, const struct document_line *line)
{
    struct document_run run;
    struct buf points = BUF(0), said = BUF(0);
    buf_text(&points, "line");
    for (size_t i = 0; i < line->n; i++) {
        double share = line->shares[i];
        buf_format(&points, " %d",
                   share < 0 ? -1 : pixel(share, line->scale, DOCX_LINE_HEIGHT - 12, 11));
        buf_text(&said, i ? ", " : "");
        percent(&said, share);
    }
    docx_table(d, "Chart", line->title, chart_columns, 3);
    docx_row(d, false);
    docx_cell(d, 0, "BarLabel", docx_plain(&run, line->title));
    picture_cell(d, 1, buf_view(&points), buf_view(&said), DOCX_LINE_HEIGHT);
    ends(d, line->first, line->last);
    docx_cell_end(d);
    docx_cell(d, 2, "BarSaid", docx_plain(&run, buf_view(&said)));
    docx_row_end(d);
    docx_table_end(d);
    if (points.state != BUF_SOUND || said.state != BUF_SOUND)
        d->b.state = BUF_NO_MEMORY;
    buf_free(&points);
    buf_free(&said);
}
