/* The report as a PDF of A4 pages: cairo draws, Pango shapes. The document is told three times: to
 * see which scripts it has, to see which page everything comes to stand on, and to draw. A page
 * goes out when it is full. */

#include "lib/base/when.h"
#include "lib/report/format.h"
#include "lib/report/pdf_pen.h"

/* The first time: nothing but the characters. */
static int note(void *self, struct document_text text)
{
    for (size_t i = 0; i < text.n; i++)
        pdf_scripts_note(self, text.runs[i].text);
    return 0;
}

static int note_title(void *self, struct span text, struct fault *f)
{
    (void)f;
    pdf_scripts_note(self, text);
    return 0;
}

static int note_heading(void *self, int level, struct span place, struct document_text text,
                        struct fault *f)
{
    (void)level, (void)place, (void)f;
    return note(self, text);
}

static int note_paragraph(void *self, enum document_kind kind, struct document_text text,
                          struct fault *f)
{
    (void)kind, (void)f;
    return note(self, text);
}

static int note_facts(void *self, const struct document_fact *facts, size_t n, struct fault *f)
{
    (void)f;
    for (size_t i = 0; i < n; i++) {
        pdf_scripts_note(self, facts[i].label);
        note(self, facts[i].text);
    }
    return 0;
}

static int note_chart(void *self, const struct document_chart *chart, struct fault *f)
{
    (void)f;
    pdf_scripts_note(self, chart->title);
    for (size_t i = 0; i < chart->n; i++) {
        pdf_scripts_note(self, chart->bars[i].label);
        pdf_scripts_note(self, chart->bars[i].said);
    }
    return 0;
}

static int note_line(void *self, const struct document_line *line, struct fault *f)
{
    (void)f;
    pdf_scripts_note(self, line->title);
    pdf_scripts_note(self, line->first);
    pdf_scripts_note(self, line->last);
    return 0;
}

/* The table of which the rows come. */
struct noted {
    struct pdf_scripts scripts; /* first: what the others write into */
    size_t columns;
};

static int note_table(void *self, struct span caption, const struct document_column *columns,
                      size_t n, struct fault *f)
{
    (void)f;
    ((struct noted *)self)->columns = n;
    pdf_scripts_note(self, caption);
    for (size_t i = 0; i < n; i++)
        pdf_scripts_note(self, columns[i].head);
    return 0;
}

static int note_row(void *self, const struct document_text *cells, struct fault *f)
{
    (void)f;
    for (size_t i = 0; i < ((struct noted *)self)->columns; i++)
        note(self, cells[i]);
    return 0;
}

static int note_end(void *self, struct fault *f)
{
    (void)self, (void)f;
    return 0;
}

static struct pdf_fonts *fonts_for(const struct rollup *u, const struct format_options *o,
                                   struct fault *f)
{
    struct noted noted = {.columns = 0};
    const struct pen pen = {&noted,     note_title, note_heading, note_paragraph,
                            note_facts, note_facts, note_chart,   note_line,
                            note_table, note_row,   note_end};
    pdf_scripts_note(&noted.scripts, span_of("✓✗○…")); /* our own */
    if (document_write(u, o, &pen, f) != 0)
        return NULL;
    return pdf_fonts_new(&noted.scripts, f);
}

/* The report's time, for its metadata: that of its newest call, to the second. */
static int time_of(char *text, size_t n, const struct report *r, struct fault *f)
{
    struct civil c;
    if (when_civil(&c, r->has_window ? r->last : 0, "UTC", f) != 0)
        return -1;
    snprintf(text, n, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, c.hour, c.minute,
             c.second);
    return 0;
}

static int through(struct pdf *p, const struct rollup *u, const struct format_options *o,
                   const char *time, struct fault *f)
{
    const struct pen pen = pdf_pen(p);
    pdf_fonts_forget(p->sheet.fonts);
    pdf_sheet_begin(&p->sheet, time != NULL, time);
    if (document_write(u, o, &pen, f) != 0 || pdf_pen_fonts(p, f) != 0)
        return -1;
    return pdf_sheet_end(&p->sheet, f);
}

/* Once more where characters have no font, for the line that says so. */
static int measure(struct pdf *p, const struct rollup *u, const struct format_options *o,
                   struct fault *f)
{
    if (through(p, u, o, NULL, f) != 0)
        return -1;
    p->missing = pdf_fonts_missing(p->sheet.fonts);
    return p->missing == 0 ? 0 : through(p, u, o, NULL, f);
}

static int write_pages(struct pdf *p, const struct rollup *u, const struct format_options *o,
                       const char *time, struct fault *f)
{
    if (pdf_contents_read(&p->contents, u, o, f) != 0 ||
        pdf_contents_add(&p->contents, 2, span_of("fonts"), span_of("Fonts"), f) != 0 ||
        measure(p, u, o, f) != 0)
        return -1;
    return through(p, u, o, time, f);
}

int pdf_write(const struct rollup *u, const struct format_options *o, struct out *out,
              struct fault *f)
{
    char time[64]; /* first: it moves TZ, and Pango has threads */
    if (time_of(time, sizeof time, u->report, f) != 0 || typeset_load(f) != 0)
        return -1;
    struct pdf_fonts *fonts = fonts_for(u, o, f);
    if (!fonts)
        return -1;
    struct pdf p = {.level = 0};
    p.flow.sheet = &p.sheet;
    pdf_sheet_init(&p.sheet, fonts, out);
    int rc = write_pages(&p, u, o, time, f);
    pdf_contents_clear(&p.contents);
    pdf_table_clear(&p.table);
    pdf_chart_clear(&p.chart);
    pdf_flow_clear(&p.flow);
    pdf_sheet_clear(&p.sheet);
    pdf_fonts_free(fonts);
    return rc;
}
