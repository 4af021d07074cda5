#include "lib/report/pdf_chart.h"

#include <math.h>

static const struct pdf_look small = {FACE_SANS, 7, false, INK_MUTED, 1};
static const struct pdf_look row_look = {FACE_SANS, 8.5, false, INK_TEXT, 1};

/* The columns of a bar chart: label, bar, what it says. */
static const double label_width = 136, bar_from = 188, bar_width = 196, said_from = 396;

static void set(struct pdf_flow *w, struct pdf_text *t, struct span text,
                const struct pdf_look *look, double width)
{
    t->left = true;
    pdf_text_line(t, w->sheet->context, text, look, width);
    w->sheet->text.broken |= t->broken;
}

static void percent(struct buf *b, double share)
{
    buf_format(b, "%.4g%%", share * 100);
}

/* 0 and the end of the scale, at both ends of a line. */
static void axis(struct pdf_sheet *s, double scale, double x, double width)
{
    struct buf b = BUF(0);
    percent(&b, scale);
    pdf_sheet_label(s, span_of("0"), &small, x, s->y, 30, false);
    pdf_sheet_label(s, buf_view(&b), &small, x + width, s->y, 40, true);
    s->y += 10;
    buf_free(&b);
}

static void bar(struct pdf_sheet *s, const struct document_bar *b, double scale, double height)
{
    double low = bar_from + fmin(1, b->low / scale) * bar_width;
    double high = bar_from + fmin(1, b->high / scale) * bar_width;
    double middle = s->y + height / 2;
    for (int i = 0; i <= 4; i++)
        pdf_sheet_stroke(s, INK_LINE, .5, bar_from + bar_width * i / 4, s->y,
                         bar_from + bar_width * i / 4, s->y + height);
    if (b->scant)
        return;
    if (b->share > 0)
        pdf_sheet_box(s, INK_BAR, bar_from, middle - 3.5, fmin(1, b->share / scale) * bar_width, 7);
    pdf_sheet_stroke(s, INK_TEXT, .8, low, middle, high, middle);
    pdf_sheet_stroke(s, INK_TEXT, .8, low, middle - 2.5, low, middle + 2.5);
    pdf_sheet_stroke(s, INK_TEXT, .8, high, middle - 2.5, high, middle + 2.5);
}

static double row_height(const struct pdf_chart *c)
{
    return fmax(15, fmax(pdf_text_height(&c->label), pdf_text_height(&c->said)) + 4);
}

static void row(struct pdf_chart *c, struct pdf_flow *w, const struct document_chart *chart,
                size_t i)
{
    struct pdf_sheet *s = w->sheet;
    const struct document_bar *b = &chart->bars[i];
    set(w, &c->label, b->label, &row_look, label_width);
    set(w, &c->said, b->said, &row_look, sheet_right - said_from);
    if (s->text.broken)
        return;
    double height = row_height(c);
    if (i == 0) {
        pdf_flow_room(w, 10 + height + (chart->n > 1 ? 15 : 0));
        pdf_sheet_tag(s, "Figure");
        axis(s, chart->scale, bar_from, bar_width);
    } else if (height > pdf_sheet_room(s)) {
        pdf_sheet_turn(s);
        axis(s, chart->scale, bar_from, bar_width);
    }
    double label = pdf_text_height(&c->label), said = pdf_text_height(&c->said);
    pdf_sheet_text(s, &c->label, sheet_left, s->y + (height - label) / 2, 0,
                   pdf_text_lines(&c->label));
    bar(s, b, chart->scale, height);
    pdf_sheet_text(s, &c->said, said_from, s->y + (height - said) / 2, 0, pdf_text_lines(&c->said));
    s->y += height;
    s->fresh = false;
}

void pdf_chart_bars(struct pdf_chart *c, struct pdf_flow *w, const struct document_chart *chart)
{
    for (size_t i = 0; i < chart->n; i++)
        row(c, w, chart, i);
    if (chart->n == 0)
        return;
    pdf_sheet_untag(w->sheet, "Figure");
    w->sheet->y += 10;
}

static void points(struct pdf_sheet *s, const struct document_line *line, double x, double y,
                   double width, double height)
{
    double before_x = 0, before_y = -1;
    for (size_t i = 0; i < line->n; i++) {
        if (line->shares[i] < 0) {
            before_y = -1;
            continue;
        }
        double px = x + (line->n > 1 ? width * (double)i / (double)(line->n - 1) : 0);
        double py = y + height * (1 - fmin(1, line->shares[i] / line->scale));
        if (before_y >= 0)
            pdf_sheet_stroke(s, INK_BAR, 1.5, before_x, before_y, px, py);
        pdf_sheet_box(s, INK_BAR, px - 2, py - 2, 4, 4);
        before_x = px;
        before_y = py;
    }
}

/* From s->y on; how high it is. */
static double draw_line(struct pdf_chart *c, struct pdf_sheet *s, const struct document_line *line,
                        double left)
{
    static const double width = 200, height = 44;
    double x = left + 34, y = s->y, title = pdf_text_height(&c->label);
    struct buf b = BUF(0);
    pdf_sheet_tag(s, "Figure");
    pdf_sheet_text(s, &c->label, left, y, 0, pdf_text_lines(&c->label));
    y += title + 6;
    percent(&b, line->scale);
    pdf_sheet_label(s, buf_view(&b), &small, x - 5, y - 4, 30, true);
    pdf_sheet_label(s, span_of("0"), &small, x - 5, y + height - 5, 30, true);
    for (int i = 0; i <= 2; i++)
        pdf_sheet_stroke(s, i == 2 ? INK_MID : INK_LINE, .5, x, y + height * i / 2, x + width,
                         y + height * i / 2);
    points(s, line, x, y, width, height);
    pdf_sheet_label(s, line->first, &small, x, y + height + 3, width / 2 - 4, false);
    pdf_sheet_label(s, line->last, &small, x + width, y + height + 3, width / 2 - 4, true);
    pdf_sheet_untag(s, "Figure");
    buf_free(&b);
    return title + 6 + height + 23;
}

void pdf_chart_line(struct pdf_chart *c, struct pdf_flow *w, const struct document_line *line)
{
    static const double half = 243.6, second = 309.6;
    struct pdf_sheet *s = w->sheet;
    set(w, &c->label, line->title, &row_look, half);
    if (s->text.broken)
        return;
    double needed = fmin(pdf_text_height(&c->label), sheet_whole / 2) + 73;
    if (w->n == 0 && c->page && c->page == s->page && c->end == s->y &&
        c->top + needed <= sheet_bottom) {
        s->y = c->top;
        s->y = fmax(c->end, c->top + draw_line(c, s, line, second));
        c->page = 0;
    } else {
        pdf_flow_room(w, needed);
        c->top = s->y;
        s->y += draw_line(c, s, line, sheet_left);
        c->end = s->y;
        c->page = s->page;
    }
    s->fresh = false;
}

static void tile(struct pdf_chart *c, struct pdf_sheet *s, double x, double width, double number,
                 double height)
{
    pdf_sheet_frame(s, INK_LINE, x, s->y, width, height);
    pdf_sheet_tag(s, "P");
    pdf_sheet_text(s, &c->said, x + 7, s->y + 6, 0, pdf_text_lines(&c->said));
    pdf_sheet_text(s, &c->label, x + 7, s->y + 7 + number, 0, pdf_text_lines(&c->label));
    pdf_sheet_untag(s, "P");
}

/* Up to six side by side; all of a row as high as the highest. */
void pdf_chart_tiles(struct pdf_chart *c, struct pdf_flow *w, const struct document_fact *tiles,
                     size_t n)
{
    static const struct pdf_look large = {FACE_SANS, 16, true, INK_TEXT, 1};
    static const struct pdf_look under = {FACE_SANS, 7.5, false, INK_MUTED, 1};
    static const size_t side = 6;
    struct pdf_sheet *s = w->sheet;
    for (size_t first = 0; first < n; first += side) {
        size_t last = first + side < n ? first + side : n;
        double width = sheet_span / (double)(n < side ? n : side), number = 0, label = 0;
        for (int drawing = 0; drawing < 2; drawing++) {
            for (size_t i = first; i < last; i++) {
                pdf_text_set(&c->said, s->context, tiles[i].text, &large, width - 14);
                set(w, &c->label, tiles[i].label, &under, width - 14);
                s->text.broken |= c->said.broken;
                if (s->text.broken)
                    return;
                number = fmax(number, pdf_text_height(&c->said));
                label = fmax(label, pdf_text_height(&c->label));
                if (drawing)
                    tile(c, s, sheet_left + width * (double)(i - first), width, number,
                         number + label + 14);
            }
            if (!drawing)
                pdf_flow_room(w, number + label + 14);
        }
        s->y += number + label + 14;
        s->fresh = false;
    }
    s->y += 8;
}

void pdf_chart_clear(struct pdf_chart *c)
{
    pdf_text_clear(&c->label);
    pdf_text_clear(&c->said);
}
