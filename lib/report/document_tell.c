/* Saying and telling: runs collect in one buffer and are told as a block. */

#include <math.h>
#include "lib/report/document_parts.h"
#include "lib/report/html.h"

/* Where things are in the text, while it may still move. */
struct place {
    size_t from, len;
};

struct piece {
    struct place text, place;
    enum document_style style;
    struct span link;
};

struct cell {
    size_t end; /* behind its last piece */
    struct place label;
};

struct bar {
    struct place label, said;
    struct interval i;
    bool scant;
};

void document_init(struct document *d, const struct rollup *u, const struct format_options *o,
                   const struct pen *pen, struct fault *f)
{
    *d = (struct document){.pen = pen, .f = f};
    page_init(&d->page, u, o, NULL, DRESS_CELL);
}

static struct buf *buffer(struct document *d, size_t i)
{
    struct buf *all[DOCUMENT_BUFFERS] = {&d->page.b, &d->pieces, &d->cells, &d->bars,
                                         &d->runs,   &d->texts,  &d->facts, &d->shares};
    return all[i];
}

int document_end(struct document *d)
{
    for (size_t i = 0; i < DOCUMENT_BUFFERS; i++)
        buf_free(buffer(d, i));
    return d->failed ? -1 : 0;
}

bool document_idle(const struct document *d)
{
    return d->contents || d->failed;
}

static void forget(struct document *d)
{
    for (size_t i = 0; i < DOCUMENT_BUFFERS; i++)
        buf_clear(buffer(d, i));
}

static struct span at(const struct document *d, struct place p)
{
    return p.len ? (struct span){d->page.b.at + p.from, p.len} : (struct span)HEAD("");
}

static struct place since(const struct document *d, size_t from)
{
    return (struct place){from, d->page.b.len - from};
}

static void add(struct document *d, enum document_style style, size_t from)
{
    struct piece p = {.text = since(d, from), .style = style};
    d->said = p.text.len > 0;
    if (d->said)
        buf_add(&d->pieces, &p, sizeof p);
}

void document_name(struct document *d, enum document_style style, struct span text)
{
    size_t from = d->page.b.len;
    page_name(&d->page, text);
    add(d, style, from);
}

void document_short(struct document *d, enum document_style style, struct span text)
{
    size_t from = d->page.b.len;
    page_short(&d->page, text, DOCUMENT_LETTERS);
    add(d, style, from);
}

void document_words(struct document *d, enum document_style style, const char *words)
{
    size_t from = d->page.b.len;
    page_words(&d->page, words);
    add(d, style, from);
}

void document_buf(struct document *d, enum document_style style, struct buf *b)
{
    size_t from = d->page.b.len;
    page_buf(&d->page, b);
    add(d, style, from);
}

void document_quoted(struct document *d, struct span quote)
{
    size_t from = d->page.b.len;
    page_quote(&d->page, quote);
    add(d, RUN_QUOTE, from);
}

static struct piece *last_piece(struct document *d)
{
    return d->said && d->pieces.len ? (struct piece *)(void *)(d->pieces.at + d->pieces.len) - 1
                                    : NULL;
}

void document_link(struct document *d, struct span link)
{
    struct piece *p = last_piece(d);
    if (p && link.len)
        p->link = link;
}

static struct place named(struct document *d, const char *prefix, size_t number)
{
    size_t from = d->page.b.len;
    page_raw(&d->page, prefix);
    if (number)
        buf_format(&d->page.b, "-%zu", number);
    return since(d, from);
}

void document_place(struct document *d, const char *prefix, size_t number)
{
    struct place where = named(d, prefix, number);
    struct piece *p = last_piece(d);
    if (p)
        p->place = where;
}

static void end_cell(struct document *d, struct place label)
{
    struct cell c = {d->pieces.len / sizeof(struct piece), label};
    buf_add(&d->cells, &c, sizeof c);
}

void document_cell(struct document *d)
{
    end_cell(d, (struct place){0, 0});
}

void document_fact(struct document *d, struct span label)
{
    size_t from = d->page.b.len;
    page_name(&d->page, label);
    end_cell(d, since(d, from));
}

void document_name_cell(struct document *d, struct span name)
{
    document_short(d, RUN_PLAIN, name);
    document_cell(d);
}

void document_number_cell(struct document *d, int64_t n)
{
    struct buf b = BUF(0);
    words_number(&b, n);
    document_buf(d, RUN_PLAIN, &b);
    document_cell(d);
}

void document_share(struct buf *b, const struct document *d, int64_t part, int64_t of)
{
    if (!rollup_scant(d->page.u, of)) {
        page_share(b, part, of);
        return;
    }
    words_number(b, part);
    buf_text(b, " of ");
    words_number(b, of);
    buf_text(b, ", insufficient signal");
}

void document_share_cell(struct document *d, int64_t part, int64_t of)
{
    struct buf number = BUF(0), b = BUF(0);
    words_number(&number, part);
    document_share(&b, d, part, of);
    document_words(d, RUN_STRONG, number.at ? number.at : "");
    document_words(d, RUN_PLAIN, b.len > number.len ? b.at + number.len : "");
    document_cell(d);
    buf_free(&number);
    buf_free(&b);
}

static bool sound(struct document *d)
{
    for (size_t i = 0; i < DOCUMENT_BUFFERS && !d->failed; i++)
        d->failed = buf_check(buffer(d, i), "a part of the report", d->f) != 0;
    return !d->failed;
}

/* From now on the text does not move: every run and cell is told where it is. */
static void settle(struct document *d)
{
    const struct piece *pieces = (const struct piece *)(const void *)d->pieces.at;
    const struct cell *cells = (const struct cell *)(const void *)d->cells.at;
    size_t first = 0;
    for (size_t i = 0; i < d->pieces.len / sizeof *pieces; i++) {
        struct document_run run = {at(d, pieces[i].text), pieces[i].style, pieces[i].link,
                                   pieces[i].place.len ? at(d, pieces[i].place) : SPAN_NONE};
        buf_add(&d->runs, &run, sizeof run);
    }
    if (!sound(d))
        return;
    const struct document_run *runs = (const struct document_run *)(const void *)d->runs.at;
    for (size_t i = 0; i < d->cells.len / sizeof *cells; i++) {
        struct document_text text = {runs ? runs + first : NULL, cells[i].end - first};
        struct document_fact fact = {at(d, cells[i].label), text};
        first = cells[i].end;
        buf_add(&d->texts, &text, sizeof text);
        buf_add(&d->facts, &fact, sizeof fact);
    }
    sound(d);
}

/* Whether what was said is to be told; else it is forgotten. */
static bool ready(struct document *d, bool heading)
{
    bool wanted = !d->failed && (heading || !d->contents);
    if (wanted && sound(d))
        settle(d);
    if (!wanted)
        forget(d);
    return wanted && !d->failed;
}

static void told(struct document *d, int rc)
{
    if (rc != 0)
        d->failed = true;
    forget(d);
}

/* All that was said as one line. */
static struct document_text line(const struct document *d)
{
    return (struct document_text){(const struct document_run *)(const void *)d->runs.at,
                                  d->runs.len / sizeof(struct document_run)};
}

void document_title(struct document *d, struct span text)
{
    document_name(d, RUN_PLAIN, text);
    if (ready(d, false))
        told(d, d->pen->title(d->pen->self, buf_view(&d->page.b), d->f));
}

void document_heading(struct document *d, int level, const char *prefix, size_t number)
{
    struct place where = named(d, prefix, number);
    if (ready(d, true))
        told(d, d->pen->heading(d->pen->self, level, where.len ? at(d, where) : SPAN_NONE, line(d),
                                d->f));
}

void document_heading_words(struct document *d, int level, const char *prefix, const char *words)
{
    document_words(d, RUN_PLAIN, words);
    document_heading(d, level, prefix, 0);
}

void document_paragraph(struct document *d, enum document_kind kind)
{
    if (d->pieces.len > 0 && ready(d, false))
        told(d, d->pen->paragraph(d->pen->self, kind, line(d), d->f));
}

void document_note(struct document *d, enum document_kind kind, const char *words)
{
    document_words(d, RUN_PLAIN, words);
    document_paragraph(d, kind);
}

static const struct document_fact *facts(const struct document *d)
{
    return (const struct document_fact *)(const void *)d->facts.at;
}

static size_t nfacts(const struct document *d)
{
    return d->facts.len / sizeof(struct document_fact);
}

void document_facts(struct document *d)
{
    if (d->cells.len > 0 && ready(d, false))
        told(d, d->pen->facts(d->pen->self, facts(d), nfacts(d), d->f));
}

void document_tiles(struct document *d)
{
    if (ready(d, false))
        told(d, d->pen->tiles(d->pen->self, facts(d), nfacts(d), d->f));
}

void document_table(struct document *d, const char *caption, const struct document_column *columns,
                    size_t n)
{
    if (ready(d, false))
        told(d, d->pen->table(d->pen->self, span_of(caption), columns, n, d->f));
}

void document_row(struct document *d)
{
    if (ready(d, false))
        told(d, d->pen->row(d->pen->self, (const struct document_text *)(const void *)d->texts.at,
                            d->f));
}

void document_table_end(struct document *d)
{
    if (ready(d, false))
        told(d, d->pen->table_end(d->pen->self, d->f));
}

void document_bar(struct document *d, struct span label, int64_t part, int64_t of, int64_t objects)
{
    struct bar bar = {.i = interval_of(part, of), .scant = rollup_scant(d->page.u, of)};
    struct buf b = BUF(0);
    size_t from = d->page.b.len;
    page_name(&d->page, label);
    bar.label = since(d, from);
    document_share(&b, d, part, of);
    if (objects >= 0) {
        buf_text(&b, ", ");
        words_count(&b, objects, "object", "objects");
    }
    from = d->page.b.len;
    page_buf(&d->page, &b);
    bar.said = since(d, from);
    buf_add(&d->bars, &bar, sizeof bar);
}

void document_chart(struct document *d, struct span title)
{
    size_t from = d->page.b.len;
    double high = 0;
    page_name(&d->page, title);
    struct place where = since(d, from);
    if (d->bars.len == 0 || !ready(d, false)) {
        forget(d);
        return;
    }
    const struct bar *bars = (const struct bar *)(const void *)d->bars.at;
    size_t n = d->bars.len / sizeof *bars;
    for (size_t i = 0; i < n; i++) {
        struct document_bar bar = {at(d, bars[i].label), at(d, bars[i].said), bars[i].i.share,
                                   bars[i].i.low,        bars[i].i.high,      bars[i].scant};
        high = fmax(high, bars[i].i.high);
        buf_add(&d->facts, &bar, sizeof bar);
    }
    struct document_chart chart = {at(d, where), html_scale(high),
                                   (const struct document_bar *)(const void *)d->facts.at, n};
    told(d, sound(d) ? d->pen->chart(d->pen->self, &chart, d->f) : -1);
}

void document_share_at(struct document *d, double share)
{
    buf_add(&d->shares, &share, sizeof share);
}

static struct place spoken(struct document *d, struct buf *b)
{
    size_t from = d->page.b.len;
    page_buf(&d->page, b);
    return since(d, from);
}

void document_line(struct document *d, struct buf *title, struct buf *first, struct buf *last)
{
    struct place t = spoken(d, title), a = spoken(d, first), z = spoken(d, last);
    const double *shares = (const double *)(const void *)d->shares.at;
    double high = 0;
    if (!ready(d, false))
        return;
    struct document_line line = {at(d, t), at(d, a), at(d, z),
                                 0,        shares,   d->shares.len / sizeof *shares};
    for (size_t i = 0; i < line.n; i++)
        high = fmax(high, shares[i]);
    line.scale = html_scale(high);
    told(d, d->pen->line(d->pen->self, &line, d->f));
}
