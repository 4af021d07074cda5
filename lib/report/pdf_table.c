#include "lib/report/pdf_table.h"

#include <math.h>

static const double between = 8;            /* columns */
static const double above = 2.5, below = 3; /* a row's text */

int pdf_table_begin(struct pdf_table *t, struct pdf_flow *flow,
                    const struct document_column *columns, size_t n, struct fault *f)
{
    static const struct pdf_look look = {FACE_SANS, 7.5, false, INK_MUTED, 1};
    double sum = 0, x = sheet_left;
    if (n > TABLE_COLUMNS)
        return fault(f, STATUS_BUG, "pdf: a table of %zu columns", n);
    t->flow = flow;
    t->n = n;
    t->head = 0;
    t->rows = 0;
    buf_clear(&t->group);
    for (size_t i = 0; i < n; i++)
        sum += columns[i].weight;
    for (size_t i = 0; i < n; i++) {
        double width = (sheet_span - between * (double)(n - 1)) * columns[i].weight / sum;
        t->columns[i].x = x;
        t->columns[i].width = width;
        t->columns[i].number = columns[i].number;
        t->columns[i].cell.left = true;
        pdf_text_line(&t->columns[i].head, flow->sheet->context, columns[i].head, &look, width);
        flow->sheet->text.broken |= t->columns[i].head.broken;
        t->head = fmax(t->head, pdf_text_height(&t->columns[i].head));
        x += width + between;
    }
    return 0;
}

/* Numbers stand at the right. */
static double at(const struct pdf_table *t, size_t i, const struct pdf_text *text)
{
    if (!t->columns[i].number)
        return t->columns[i].x;
    return t->columns[i].x + fmax(0, t->columns[i].width - pdf_text_width(text));
}

static void heads(struct pdf_table *t)
{
    struct pdf_sheet *s = t->flow->sheet;
    pdf_sheet_tag(s, "TR");
    for (size_t i = 0; i < t->n; i++) {
        const struct pdf_text *text = &t->columns[i].head;
        pdf_sheet_tag(s, "TH");
        pdf_sheet_text(s, text, at(t, i, text), s->y + t->head - pdf_text_height(text), 0,
                       pdf_text_lines(text));
        pdf_sheet_untag(s, "TH");
    }
    pdf_sheet_untag(s, "TR");
    s->y += t->head + 2;
    pdf_sheet_stroke(s, INK_MID, .8, sheet_left, s->y, sheet_right, s->y);
    s->fresh = false;
}

static void turn(struct pdf_table *t)
{
    t->same = false;
    pdf_sheet_turn(t->flow->sheet);
    heads(t);
}

static double height_of(struct pdf_table *t)
{
    double height = 0, base = 0;
    for (size_t i = 0; i < t->n; i++)
        base = fmax(base, pdf_text_base(&t->columns[i].cell));
    for (size_t i = 0; i < t->n; i++) { /* the first lines of a row stand on one line */
        double down = base - pdf_text_base(&t->columns[i].cell);
        t->columns[i].down = down;
        height = fmax(height, down + pdf_text_height(&t->columns[i].cell));
    }
    return height;
}

/* A row that no page can hold: so many lines of each cell as fit, page by page. */
static void put_long(struct pdf_table *t)
{
    struct pdf_sheet *s = t->flow->sheet;
    size_t from[TABLE_COLUMNS] = {0};
    bool more = true;
    pdf_sheet_tag(s, "TR");
    while (more) {
        double most = 0;
        more = false;
        for (size_t i = 0; i < t->n; i++) {
            const struct pdf_text *text = &t->columns[i].cell;
            double height;
            size_t lines = pdf_text_lines(text);
            if (from[i] >= lines)
                continue;
            size_t n = pdf_text_fit(text, from[i], pdf_sheet_room(s) - above - below, &height);
            n += n == 0; /* a line higher than a page */
            pdf_sheet_tag(s, "TD");
            pdf_sheet_text(s, text, at(t, i, text), s->y + above, from[i], from[i] + n);
            pdf_sheet_untag(s, "TD");
            from[i] += n;
            more |= from[i] < lines;
            most = fmax(most, height);
        }
        s->y += above + most + below;
        if (more) {
            pdf_sheet_turn(s);
            s->fresh = false;
        }
    }
    pdf_sheet_untag(s, "TR");
}

static void put(struct pdf_table *t, double height)
{
    struct pdf_sheet *s = t->flow->sheet;
    pdf_sheet_tag(s, "TR");
    for (size_t i = 0; i < t->n; i++) {
        const struct pdf_text *text = &t->columns[i].cell;
        pdf_sheet_tag(s, "TD");
        if (i > 0 || !t->same)
            pdf_sheet_text(s, text, at(t, i, text), s->y + above + t->columns[i].down, 0,
                           pdf_text_lines(text));
        pdf_sheet_untag(s, "TD");
    }
    pdf_sheet_untag(s, "TR");
    s->y += above + height + below;
}

/* Rows that begin with the same faint words are a group: it is named once on a page. */
static void group(struct pdf_table *t, struct document_text cell)
{
    bool faint = cell.n == 1 && cell.runs[0].style == RUN_FAINT && t->n > 1;
    t->same = faint && t->rows > 0 && span_equal(cell.runs[0].text, buf_view(&t->group));
    buf_clear(&t->group);
    if (faint)
        buf_span(&t->group, cell.runs[0].text);
    t->flow->sheet->text.broken |= t->group.state != BUF_SOUND;
}

void pdf_table_row(struct pdf_table *t, const struct document_text *cells)
{
    const struct pdf_look look = {FACE_SANS, t->n > 6 ? 7.5 : 8, false, INK_TEXT, 1};
    struct pdf_sheet *s = t->flow->sheet;
    group(t, cells[0]);
    for (size_t i = 0; i < t->n; i++) {
        pdf_text_set(&t->columns[i].cell, s->context, cells[i], &look, t->columns[i].width);
        s->text.broken |= t->columns[i].cell.broken;
        if (t->columns[i].cell.broken)
            return;
    }
    double height = height_of(t), needed = above + height + below;
    if (t->rows++ == 0) {
        pdf_flow_room(t->flow, t->head + 2 + fmin(needed, sheet_whole / 3));
        pdf_sheet_tag(s, "Table");
        heads(t);
    } else if (needed > pdf_sheet_room(s) && (needed < sheet_whole / 2 || pdf_sheet_room(s) < 60)) {
        turn(t);
    }
    if (t->rows > 1)
        pdf_sheet_stroke(s, INK_LINE, .5, t->same ? t->columns[1].x : sheet_left, s->y, sheet_right,
                         s->y);
    if (needed > pdf_sheet_room(s))
        put_long(t);
    else
        put(t, height);
}

void pdf_table_end(struct pdf_table *t)
{
    if (t->rows > 0) {
        pdf_sheet_untag(t->flow->sheet, "Table");
        t->flow->sheet->y += 10;
    }
    t->n = 0;
}

void pdf_table_clear(struct pdf_table *t)
{
    for (size_t i = 0; i < TABLE_COLUMNS; i++) {
        pdf_text_clear(&t->columns[i].head);
        pdf_text_clear(&t->columns[i].cell);
    }
    buf_free(&t->group);
}
