#include "lib/report/pdf_flow.h"

#include <math.h>
#include <string.h>

/* Fewer lines than this do not stand at an edge of a page; a block of up to SHORT lines stays whole
 * with what it belongs to. */
enum { EDGE = 2, SHORT = 3 };
/* A quote higher than this may go over a page's end. */
static const double tall = 220;

void pdf_flow_clear(struct pdf_flow *w)
{
    for (size_t i = 0; i < FLOW_HELD; i++) {
        pdf_text_clear(&w->held[i].text);
        pdf_text_clear(&w->held[i].mark);
        buf_free(&w->held[i].place);
        buf_free(&w->held[i].label);
    }
}

/* Space above the block where it will stand. */
static double gap(const struct pdf_flow *w, size_t i, bool top)
{
    return top && i == 0 ? 0 : w->held[i].manner->before;
}

/* What must be on one page with what is before the block: all of it, or its first lines. */
static double head(const struct pdf_block *b, bool last)
{
    double height = pdf_text_height(&b->text), first;
    if (last && pdf_text_lines(&b->text) > SHORT && !b->manner->keeps) {
        pdf_text_fit(&b->text, 0, height * EDGE / (double)pdf_text_lines(&b->text) + 2, &first);
        return fmax(first, 1);
    }
    return b->manner->keeps && b->level == 0 && height > tall ? 60 : height;
}

static double together(const struct pdf_flow *w, bool top)
{
    double sum = 0;
    for (size_t i = 0; i < w->n; i++)
        sum += gap(w, i, top) + head(&w->held[i], i + 1 == w->n) +
               (i + 1 < w->n || w->held[i].level ? w->held[i].manner->after : 0);
    return sum;
}

static void begin(struct pdf_sheet *s, const struct pdf_block *b)
{
    double x = sheet_left + (b->manner->bar == INK_NONE ? 0 : 8);
    if (b->place.len > 0)
        pdf_sheet_place(s, buf_view(&b->place), b->level < 3 ? b->level : 0, buf_view(&b->label));
    if (b->mark.layout && pdf_text_width(&b->mark) > 0)
        pdf_sheet_text(s, &b->mark, x, s->y, 0, 1);
}

/* `below`: what must stand below the last lines, on their page. */
static void put(struct pdf_flow *w, struct pdf_block *b, double below)
{
    struct pdf_sheet *s = w->sheet;
    size_t lines = pdf_text_lines(&b->text), from = 0;
    double x = sheet_left + b->manner->indent;
    pdf_sheet_tag(s, b->manner->tag);
    while (from < lines && !b->text.broken) {
        double height;
        size_t n = pdf_text_fit(&b->text, from, pdf_sheet_room(s), &height);
        size_t left = lines - from;
        if (n == left && height + below > pdf_sheet_room(s) + .01 && !s->fresh)
            n = left > SHORT ? left - SHORT : 0;
        else if (n < left && left - n < EDGE)
            n = n > EDGE ? n - 1 : 0;
        if (n < left && n < EDGE)
            n = 0;
        if (n == 0 && s->fresh)
            n = 1; /* higher than a page: there is nothing else to do */
        if (n == 0) {
            pdf_sheet_turn(s);
            continue;
        }
        if (from == 0)
            begin(s, b);
        height = pdf_text_span(&b->text, from, from + n);
        if (b->manner->bar != INK_NONE)
            pdf_sheet_box(s, b->manner->bar == INK_MID && w->bar ? w->bar : b->manner->bar,
                          sheet_left, s->y, 2, height);
        pdf_sheet_text(s, &b->text, x, s->y, from, from + n);
        s->y += height;
        s->fresh = false;
        from += n;
    }
    pdf_sheet_untag(s, b->manner->tag);
}

void pdf_flow_room(struct pdf_flow *w, double height)
{
    struct pdf_sheet *s = w->sheet;
    double needed = together(w, s->fresh) + height;
    if (s->page == 0 || (needed > pdf_sheet_room(s) + .01 && !s->fresh))
        pdf_sheet_turn(s);
    for (size_t i = 0; i < w->n; i++) {
        struct pdf_block *b = &w->held[i];
        double below = 0;
        if (b->manner->keeps)
            below = i + 1 < w->n ? b->manner->after + w->held[i + 1].manner->before +
                                       head(&w->held[i + 1], i + 2 == w->n)
                                 : height;
        if (!s->fresh)
            s->y += b->manner->before;
        put(w, b, fmin(below, sheet_whole / 2));
        if (b->level == 1) {
            pdf_sheet_stroke(s, INK_TEXT, 1.2, sheet_left, s->y + 3, sheet_right, s->y + 3);
            s->y += 3;
        }
        s->y += b->manner->after;
    }
    w->n = 0;
}

static struct pdf_block *block(struct pdf_flow *w, const struct pdf_manner *manner,
                               struct document_text text, const char *mark)
{
    struct pdf_block *b = &w->held[w->n++];
    b->manner = manner;
    b->level = 0;
    buf_clear(&b->place);
    buf_clear(&b->label);
    pdf_text_set(&b->text, w->sheet->context, text, &manner->look, sheet_span - manner->indent);
    w->sheet->text.broken |= b->text.broken;
    struct pdf_look look = manner->look;
    look.bold = manner->bar != INK_NONE;
    look.ink = manner->bar != INK_NONE && manner->bar != INK_MID ? manner->bar : INK_MUTED;
    pdf_text_line(&b->mark, w->sheet->context, span_of(mark ? mark : ""), &look, 0);
    return b;
}

void pdf_flow_list(struct pdf_flow *w, const char *tag)
{
    if (w->list == tag)
        return;
    pdf_flow_room(w, 0);
    if (w->list)
        pdf_sheet_untag(w->sheet, w->list);
    w->list = tag;
    if (tag)
        pdf_sheet_tag(w->sheet, tag);
}

void pdf_flow_add(struct pdf_flow *w, const struct pdf_manner *manner, struct document_text text,
                  const char *mark)
{
    /* Up to two short blocks below a heading stay with what follows, as the heading does. */
    size_t below = 0;
    for (size_t i = 0; i < w->n; i++)
        below += w->held[i].level == 0;
    bool words = manner->bar == INK_NONE && !mark && w->n > 0 && w->held[0].level > 0 && below < 2;
    struct pdf_block *b = block(w, manner, text, mark);
    bool waits = manner->keeps || (words && pdf_text_lines(&b->text) <= SHORT);
    if (!waits || w->n == FLOW_HELD)
        pdf_flow_room(w, 0);
}

void pdf_flow_heading(struct pdf_flow *w, const struct pdf_manner *manner, int level,
                      struct span place, struct document_text text)
{
    if (w->n > 0 && !w->held[w->n - 1].manner->keeps)
        pdf_flow_room(w, 0); /* words below a heading that nothing followed */
    struct pdf_block *b = block(w, manner, text, NULL);
    b->level = level;
    buf_span(&b->place, place);
    for (size_t i = 0; i < text.n; i++)
        buf_span(&b->label, text.runs[i].text);
    w->sheet->text.broken |= b->place.state != BUF_SOUND || b->label.state != BUF_SOUND;
    if (w->n == FLOW_HELD)
        pdf_flow_room(w, 0);
}
