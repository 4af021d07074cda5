/* What changed since earlier runs: a table of all of it, and lines over the runs. */

#include <math.h>
#include "lib/report/html.h"
#include "lib/report/trend.h"

enum { RUNS = 8, LINES = 6, WIDE = 160, HIGH = 48, EDGE = 6 };

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

/* A question's values over the runs: its answers as a whole, then the values as its chart has them.
 */
void html_trend_lines(struct page *p, size_t question)
{
    if (!p->u->trend || p->u->trend->questions[question].nrows == 0)
        return;
    const struct trend_question *t = &p->u->trend->questions[question];
    const struct trend_row *rows[LINES];
    size_t n = 0;
    double high = 0;
    rows[n++] = &t->rows[0];
    for (size_t i = 1; i < t->nrows; i++) {
        if (highest(p, &t->rows[i]) == 0 ||
            (!t->rows[i].calls && t->rows[i].move == TREND_STEADY) ||
            (t->rows[i].at != SIZE_MAX &&
             report_value_type(&p->r->questions[question], t->rows[i].at) == ANSWER_BOOL &&
             !span_is(t->rows[i].value, "true")))
            continue;
        size_t at = n < LINES ? n++ : LINES;
        for (; at > 1 && rows[at - 1]->calls < t->rows[i].calls; at--)
            if (at < LINES)
                rows[at] = rows[at - 1];
        if (at < LINES)
            rows[at] = &t->rows[i];
    }
    for (size_t i = 0; i < n; i++)
        high = fmax(high, highest(p, rows[i]));
    page_raw(p, "<div class=\"runs\"><h4>Over the runs</h4><ul>\n");
    for (size_t i = 0; i < n; i++)
        panel(p, question, rows[i], html_scale(high));
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
    page_raw(p, "<td class=\"n\">");
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
    page_raw(p, "</p>\n<table class=\"fold trend\"><caption class=\"vh\">Then and now</caption>"
                "<thead><tr><th scope=\"col\">Question or answer</th><th scope=\"col\" "
                "class=\"opt c4\">Over the runs</th><th scope=\"col\">Change</th><th "
                "scope=\"col\">Then</th><th scope=\"col\">Now</th><th scope=\"col\" class=\"n\">"
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
