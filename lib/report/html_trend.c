/* What changed since earlier runs: a table of all of it, and lines over the runs. */

#include <math.h>
#include "lib/report/html.h"
#include "lib/report/trend.h"

enum { RUNS = 8, LINES = 6, WIDE = 160, HIGH = 60, EDGE = 6 };

/* The runs that are drawn: the latest, of which this one is the last. */
static size_t first_run(const struct page *p)
{
    return p->u->trend->nruns >= RUNS ? p->u->trend->nruns - (RUNS - 1) : 0;
}

static struct trend_then run_at(const struct page *p, const struct trend_row *row, size_t run)
{
    return run < p->u->trend->nruns ? row->then[run] : (struct trend_then){row->calls, row->of};
}

static double highest(const struct page *p, const struct trend_row *row)
{
    double high = 0;
    for (size_t i = first_run(p); i <= p->u->trend->nruns; i++) {
        struct trend_then t = run_at(p, row, i);
        if (t.of > 0)
            high = fmax(high, interval_of(t.calls, t.of).high);
    }
    return high;
}

static struct span row_name(const struct trend_row *row)
{
    return row->label.len ? row->label : span_of("Answered");
}

static void label(struct page *p, const struct trend_row *row)
{
    struct buf b = BUF(0);
    buf_span(&b, row_name(row));
    size_t n = 0;
    for (size_t i = first_run(p); i <= p->u->trend->nruns; i++) {
        struct trend_then t = run_at(p, row, i);
        if (t.of < 0)
            continue;
        buf_text(&b, n++ ? ", then " : ": ");
        page_share(&b, t.calls, t.of);
    }
    page_raw(p, " aria-label=\"");
    page_buf(p, &b);
    page_raw(p, "\">");
}

/* A point a run, with its interval, and a line through them. */
static void line(struct page *p, const struct trend_row *row, double scale)
{
    size_t from = first_run(p), n = p->u->trend->nruns - from, drawn = 0;
    double step = (double)(WIDE - 2 * EDGE) / (n ? (double)n : 1), foot = HIGH - EDGE;
    struct buf points = BUF(0);
    buf_format(&p->b, "<svg class=\"line\" viewBox=\"0 0 %d %d\" role=\"img\"", WIDE, HIGH);
    label(p, row);
    buf_format(&p->b, "<path class=\"g\" d=\"M0 %dH%d\"/><path class=\"ci\" d=\"", HIGH - EDGE,
               WIDE);
    for (size_t i = 0; i <= n; i++) {
        struct trend_then t = run_at(p, row, from + i);
        struct interval v = interval_of(t.calls, t.of);
        double x = EDGE + step * (double)i, room = foot - EDGE;
        if (t.of <= 0)
            continue;
        buf_format(&p->b, "M%.1f %.1fV%.1f", x, foot - v.low / scale * room,
                   foot - v.high / scale * room);
        buf_format(&points, "%c%.1f %.1f", drawn++ ? 'L' : 'M', x, foot - v.share / scale * room);
    }
    page_raw(p, "\"/><path class=\"l\" d=\"");
    buf_span(&p->b, buf_view(&points));
    buf_free(&points);
    page_raw(p, "\"/>");
    for (size_t i = 0; i <= n; i++) {
        struct trend_then t = run_at(p, row, from + i);
        if (t.of > 0)
            buf_format(&p->b, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%s\"/>",
                       rollup_scant(p->u, t.of) ? "u" : "v", EDGE + step * (double)i,
                       foot - interval_of(t.calls, t.of).share / scale * (foot - EDGE),
                       i == n ? "4" : "2.5");
    }
    page_raw(p, "</svg>");
}

/* Where it is now, and where it was. */
static void ends(struct page *p, size_t question, const struct trend_row *row)
{
    struct trend_then then = trend_then(p->u, question, row);
    struct buf b = BUF(0);
    if (!row->compared) {
        words_number(&b, row->calls);
        buf_text(&b, " of ");
        words_number(&b, row->of);
        buf_text(&b, ", insufficient signal");
    } else {
        words_percent(&b, then.calls, then.of);
        buf_text(&b, " → ");
        words_percent(&b, row->calls, row->of);
    }
    page_buf(p, &b);
}

static void panel(struct page *p, size_t question, const struct trend_row *row, double scale)
{
    page_raw(p, "<li><p>");
    html_name(p, row_name(row));
    page_raw(p, " <b>");
    ends(p, question, row);
    page_raw(p, "</b>");
    if (row->move != TREND_STEADY)
        buf_format(&p->b, " <span class=\"move %s\">%s</span>", trend_move_name(row->move),
                   trend_move_name(row->move));
    page_raw(p, "</p>");
    line(p, row, scale);
    page_raw(p, "</li>\n");
}

static bool same_line(const struct page *p, const struct trend_row *a, const struct trend_row *b)
{
    for (size_t i = first_run(p); i <= p->u->trend->nruns; i++)
        if (run_at(p, a, i).calls != run_at(p, b, i).calls)
            return false;
    return true;
}

/* There is something to draw, and it is no mere "no". */
static bool is_drawn(const struct page *p, size_t question, const struct trend_row *row)
{
    bool ever = false;
    for (size_t i = first_run(p); i <= p->u->trend->nruns; i++)
        ever = ever || run_at(p, row, i).calls > 0;
    return ever && (row->at == SIZE_MAX || span_is(row->value, "true") ||
                    report_value_type(&p->r->questions[question], row->at) != ANSWER_BOOL);
}

/* Answers as a whole, then the values of the most calls now. */
static size_t chosen(const struct page *p, size_t question, const struct trend_row *rows[LINES])
{
    const struct trend_question *t = &p->u->trend->questions[question];
    size_t n = 0;
    for (size_t i = 0; i < t->nrows; i++) {
        const struct trend_row *row = &t->rows[i];
        if (!is_drawn(p, question, row))
            continue;
        size_t at = n < LINES ? n++ : LINES;
        for (; at > 1 && rows[at - 1]->calls < row->calls; at--)
            if (at < LINES)
                rows[at] = rows[at - 1];
        if (at < LINES)
            rows[at] = row;
    }
    if (n != 2 || !same_line(p, rows[0], rows[1]))
        return n;
    rows[0] = rows[1]; /* of a yes or no that is never no, one line will do */
    return 1;
}

void html_trend_lines(struct page *p, size_t question)
{
    const struct trend_row *rows[LINES];
    double high = 0;
    size_t n = p->u->trend ? chosen(p, question, rows) : 0;
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++)
        high = fmax(high, highest(p, rows[i]));
    double scale = html_scale(high);
    buf_format(&p->b,
               "<div class=\"runs\"><h4>Over the runs <small>from 0 to %.4g%%</small></h4><ul>\n",
               scale * 100);
    for (size_t i = 0; i < n; i++)
        panel(p, question, rows[i], scale);
    page_raw(p, "</ul></div>\n");
}

static void row(struct page *p, size_t question, const struct trend_row *row)
{
    struct trend_then then = trend_then(p->u, question, row);
    struct buf b = BUF(0);
    page_raw(p, "<tr><th scope=\"row\">");
    html_question_link(p, question);
    html_name(p, row->label.len ? row->label : p->r->questions[question].label);
    page_raw(p, "</a> <span class=\"muted small\">");
    html_name(p, row->label.len ? p->r->questions[question].label : span_of("answered"));
    page_raw(p, "</span></th><td class=\"opt\">");
    line(p, row, html_scale(highest(p, row)));
    buf_format(&p->b, "</td><td><span class=\"move %s\">%s</span></td>", trend_move_name(row->move),
               trend_move_name(row->move));
    html_share_cell(p, then.calls, then.of);
    html_share_cell(p, row->calls, row->of);
    page_raw(p, "<td class=\"n opt\">");
    page_difference(&b, row);
    page_buf(p, &b);
    page_raw(p, "</td></tr>\n");
}

void html_trend(struct page *p)
{
    struct buf b = BUF(0);
    if (!p->u->trend)
        return;
    page_raw(p, "<section aria-labelledby=\"trend\"><h2 id=\"trend\">Since earlier runs</h2>\n"
                "<p class=\"muted\">");
    page_trend_line(&b, p);
    page_buf(p, &b);
    page_raw(p,
             "</p>\n<table class=\"fold trend\"><caption class=\"vh\">Then and now</caption>"
             "<thead><tr><th scope=\"col\">Question or answer</th><th scope=\"col\" "
             "class=\"opt c4\">Over the runs</th><th scope=\"col\">Change</th><th "
             "scope=\"col\">Then</th><th scope=\"col\">Now</th><th scope=\"col\" class=\"n opt\">"
             "Difference, 95% interval</th></tr></thead>\n<tbody>\n");
    page_trend(p, row);
    page_raw(p, "</tbody></table>\n");
    page_changed_line(&b, p);
    if (b.len > 0) {
        page_raw(p, "<p class=\"muted\">");
        html_words(p, &b);
        page_raw(p, "</p>\n");
    }
    page_raw(p, "</section>\n");
}
