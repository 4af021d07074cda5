#include "lib/report/pdf_pen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/report/words.h"

static const struct pdf_manner title_manner = {
    {FACE_SANS, 23, true, INK_TEXT, 1}, 0, 4, 0, true, INK_NONE, "H1", NULL};

static const struct pdf_manner headings[4] = {
    [1] = {{FACE_SANS, 14.5, true, INK_TEXT, 1}, 20, 9, 0, true, INK_NONE, "H2", NULL},
    [2] = {{FACE_SANS, 11, true, INK_TEXT, 1.02}, 14, 3, 0, true, INK_NONE, "H3", NULL},
    [3] = {{FACE_SANS, 9.5, true, INK_TEXT, 1}, 10, 3, 0, true, INK_NONE, "H4", NULL},
};

static const struct pdf_manner manners[] = {
    [PARAGRAPH_BODY] = {{FACE_SANS, 9, false, INK_TEXT, 1.05}, 0, 4, 0, false, INK_NONE, "P", NULL},
    [PARAGRAPH_KICKER] = {{FACE_SANS, 8, false, INK_MUTED, 1}, 0, 3, 0, true, INK_NONE, "P", NULL},
    [PARAGRAPH_LEDE] = {{FACE_SANS, 11, false, INK_TEXT, 1}, 0, 9, 0, false, INK_NONE, "P", NULL},
    [PARAGRAPH_GOOD] = {{FACE_SANS, 9, false, INK_TEXT, 1.05}, 1, 3, 22, false, INK_OK, "P", "✓"},
    [PARAGRAPH_BAD] = {{FACE_SANS, 9, true, INK_BAD, 1.05}, 1, 3, 22, false, INK_BAD, "P", "✗"},
    [PARAGRAPH_OPEN] = {{FACE_SANS, 9, false, INK_TEXT, 1.05}, 1, 3, 22, false, INK_MID, "P", "○"},
    [PARAGRAPH_ASKED] = {{FACE_SANS, 8.5, false, INK_MUTED, 1}, 6, 1, 0, true, INK_NONE, "P", NULL},
    [PARAGRAPH_ITEM] =
        {{FACE_SANS, 9, false, INK_TEXT, 1.05}, 0, 4, 20, false, INK_NONE, "LI", NULL},
    [PARAGRAPH_QUOTE] =
        {{FACE_SERIF, 9.5, false, INK_TEXT, 1.05}, 5, 0, 11, true, INK_MID, "BlockQuote", NULL},
    [PARAGRAPH_BYLINE] =
        {{FACE_SANS, 8, false, INK_MUTED, 1.1}, 0, 6, 11, false, INK_MID, "P", NULL},
    [PARAGRAPH_NOTE] =
        {{FACE_SANS, 8, false, INK_MUTED, 1.05}, 0, 4, 0, false, INK_NONE, "P", NULL},
    [PARAGRAPH_CODE] =
        {{FACE_MONO, 6.5, false, INK_MUTED, 1}, 0, 4, 20, false, INK_NONE, "Code", NULL},
};

static int checked(struct pdf *p, struct fault *f)
{
    return pdf_sheet_check(&p->sheet, f);
}

static int title(void *self, struct span text, struct fault *f)
{
    struct pdf *p = self;
    const struct document_run run = {.text = text};
    pdf_sheet_title(&p->sheet, text);
    pdf_flow_add(&p->flow, &title_manner, (struct document_text){&run, 1}, NULL);
    return checked(p, f);
}

/* At the end of the head: what the fonts could not do, and the contents. */
static void head_ends(struct pdf *p)
{
    struct buf b = BUF(0);
    if (p->missing > 0) {
        words_count(&b, (int64_t)p->missing, "character has", "characters have");
        buf_text(&b, " no font here and stand as a box with their code. Fonts for more scripts are "
                     "in the packages fonts-noto-core, fonts-noto-cjk and fonts-symbola.");
        const struct document_run run = {.text = buf_view(&b)};
        pdf_flow_add(&p->flow, &manners[PARAGRAPH_BAD], (struct document_text){&run, 1},
                     manners[PARAGRAPH_BAD].mark);
        p->sheet.text.broken |= b.state != BUF_SOUND;
        buf_free(&b);
    }
    pdf_flow_room(&p->flow, 0);
    p->sheet.y += 8;
    pdf_contents_put(&p->contents, &p->flow);
}

static int heading(void *self, int level, struct span place, struct document_text text,
                   struct fault *f)
{
    struct pdf *p = self;
    pdf_flow_list(&p->flow, NULL);
    if (!p->listed)
        head_ends(p);
    p->listed = true;
    p->level = level;
    p->item = 0;
    pdf_flow_heading(&p->flow, &headings[level], level, place.len ? place : SPAN_NONE, text);
    return checked(p, f);
}

/* The colour of who said it: a badge in the line below the quote tells. */
static enum pdf_ink side_of(struct document_text byline)
{
    for (size_t i = 0; i < byline.n; i++)
        if (byline.runs[i].style == RUN_BADGE)
            return pdf_text_side(byline.runs[i].text);
    return INK_NONE;
}

static int paragraph(void *self, enum document_kind kind, struct document_text text,
                     struct fault *f)
{
    struct pdf *p = self;
    const struct pdf_manner *manner = &manners[kind];
    char mark[24] = "";
    p->flow.bar = kind == PARAGRAPH_BYLINE ? side_of(text) : INK_NONE;
    if (kind == PARAGRAPH_ITEM)
        snprintf(mark, sizeof mark, "%lld", (long long)++p->item);
    if (kind != PARAGRAPH_CODE) /* which belongs to its item */
        pdf_flow_list(&p->flow, kind == PARAGRAPH_ITEM ? "L" : NULL);
    pdf_flow_add(&p->flow, manner, text, kind == PARAGRAPH_ITEM ? mark : manner->mark);
    return checked(p, f);
}

/* In the head a line each; in a card, of which there may be thousands, one behind the other. */
static int facts(void *self, const struct document_fact *facts, size_t n, struct fault *f)
{
    struct pdf *p = self;
    size_t runs = 0;
    for (size_t i = 0; i < n; i++)
        runs += facts[i].text.n + 3;
    struct document_run *all = calloc(runs + 1, sizeof *all);
    if (!all)
        return fault(f, STATUS_NO_MEMORY, "no memory for a page of the pdf");
    pdf_flow_list(&p->flow, NULL);
    runs = 0;
    for (size_t i = 0; i < n; i++) {
        if (p->level == 0)
            runs = 0;
        else if (i > 0)
            all[runs++].text = span_of("   ");
        all[runs++] = (struct document_run){.text = facts[i].label, .style = RUN_FAINT};
        all[runs++].text = span_of(" ");
        for (size_t k = 0; k < facts[i].text.n; k++)
            all[runs++] = facts[i].text.runs[k];
        if (p->level == 0 || i + 1 == n)
            pdf_flow_add(&p->flow, &manners[PARAGRAPH_BODY], (struct document_text){all, runs},
                         NULL);
        memset(all, 0, p->level == 0 ? runs * sizeof *all : 0);
    }
    free(all);
    return checked(p, f);
}

static int tiles(void *self, const struct document_fact *tiles, size_t n, struct fault *f)
{
    struct pdf *p = self;
    pdf_flow_list(&p->flow, NULL);
    pdf_chart_tiles(&p->chart, &p->flow, tiles, n);
    return checked(p, f);
}

static int chart(void *self, const struct document_chart *chart, struct fault *f)
{
    struct pdf *p = self;
    pdf_flow_list(&p->flow, NULL);
    pdf_chart_bars(&p->chart, &p->flow, chart);
    return checked(p, f);
}

static int line(void *self, const struct document_line *line, struct fault *f)
{
    struct pdf *p = self;
    pdf_flow_list(&p->flow, NULL);
    pdf_chart_line(&p->chart, &p->flow, line);
    return checked(p, f);
}

static int table(void *self, struct span caption, const struct document_column *columns, size_t n,
                 struct fault *f)
{
    static const struct pdf_manner manner = {
        {FACE_SANS, 8, true, INK_TEXT, 1}, 4, 3, 0, true, INK_NONE, "P", NULL};
    struct pdf *p = self;
    const struct document_run run = {.text = caption};
    pdf_flow_list(&p->flow, NULL);
    pdf_flow_add(&p->flow, &manner, (struct document_text){&run, 1}, NULL);
    if (pdf_table_begin(&p->table, &p->flow, columns, n, f) != 0)
        return -1;
    return checked(p, f);
}

static int row(void *self, const struct document_text *cells, struct fault *f)
{
    struct pdf *p = self;
    pdf_table_row(&p->table, cells);
    return checked(p, f);
}

static int table_end(void *self, struct fault *f)
{
    struct pdf *p = self;
    pdf_table_end(&p->table);
    return checked(p, f);
}

struct pen pdf_pen(struct pdf *p)
{
    p->level = 0;
    p->item = 0;
    p->listed = false;
    p->chart.page = 0;
    return (struct pen){p,     title, heading, paragraph, facts,    tiles,
                        chart, line,  table,   row,       table_end};
}

/* The files, so that who has the same ones knows that the same pages come of it. */
int pdf_pen_fonts(struct pdf *p, struct fault *f)
{
    struct buf b = BUF(0);
    const struct document_run name = {.text = span_of("Fonts")};
    struct pdf_font_used used;
    int rc = heading(p, 2, span_of("fonts"), (struct document_text){&name, 1}, f);
    buf_text(&b, "The same records and these files give these pages, byte for byte");
    buf_format(&b, ", from cairo %s and Pango %s.", typeset.cairo_version_string(),
               typeset.pango_version_string());
    const struct document_run said = {.text = buf_view(&b)};
    if (rc == 0)
        rc = paragraph(p, PARAGRAPH_NOTE, (struct document_text){&said, 1}, f);
    for (size_t i = 0; rc == 0; i++) {
        int more = pdf_fonts_used(p->sheet.fonts, i, &used, f);
        if (more <= 0) {
            rc = more;
            break;
        }
        const struct document_run runs[] = {{.text = buf_view(&used.name)},
                                            {.text = span_of(" ")},
                                            {.text = buf_view(&used.file), .style = RUN_FAINT}};
        const struct document_run sum[] = {{.text = span_of("sha256 ")},
                                           {.text = buf_view(&used.sha256)}};
        rc = paragraph(p, PARAGRAPH_ITEM, (struct document_text){runs, 3}, f);
        if (rc == 0)
            rc = paragraph(p, PARAGRAPH_CODE, (struct document_text){sum, 2}, f);
        pdf_font_used_clear(&used);
    }
    buf_free(&b);
    if (rc == 0)
        pdf_flow_list(&p->flow, NULL);
    pdf_flow_room(&p->flow, 0);
    return rc == 0 ? checked(p, f) : -1;
}
