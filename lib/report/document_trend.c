/* What changed since earlier runs; and how the calls went. */

#include "lib/report/document_parts.h"
#include "lib/report/trend.h"

static struct span what(const struct document *d, size_t question, const struct trend_row *row)
{
    return row->label.len ? row->label : d->page.r->questions[question].label;
}

static void row(struct page *p, size_t question, const struct trend_row *row)
{
    struct document *d = (struct document *)p;
    struct trend_then then = trend_then(p->u, question, row);
    struct buf b = BUF(0);
    document_name(d, RUN_PLAIN, what(d, question, row));
    document_place(d, "q", question + 1);
    document_words(d, RUN_FAINT, " ");
    document_name(d, RUN_FAINT,
                  row->label.len ? p->r->questions[question].label : span_of("answered"));
    document_cell(d);
    document_words(d, row->move == TREND_STEADY ? RUN_FAINT : RUN_STRONG,
                   trend_move_name(row->move));
    document_cell(d);
    document_share_cell(d, then.calls, then.of);
    document_share_cell(d, row->calls, row->of);
    page_difference(&b, row);
    document_buf(d, RUN_PLAIN, &b);
    document_cell(d);
    document_row(d);
}

/* A line needs three runs; two stand in the table. */
static void line(struct page *p, size_t question, const struct trend_row *row)
{
    struct document *d = (struct document *)p;
    const struct trend *t = p->u->trend;
    struct buf title = BUF(0), first = BUF(0), last = BUF(0);
    size_t known = row->of > 0;
    for (size_t i = 0; i < t->nruns; i++)
        known += row->then[i].of > 0;
    if (known < 3)
        return;
    for (size_t i = 0; i < t->nruns; i++)
        document_share_at(
            d, row->then[i].of > 0 ? interval_of(row->then[i].calls, row->then[i].of).share : -1);
    document_share_at(d, row->of > 0 ? interval_of(row->calls, row->of).share : -1);
    buf_span(&title, p->r->questions[question].label);
    buf_text(&title, ": ");
    buf_span(&title, row->label.len ? row->label : span_of("answered"));
    trend_run_window(&first, &t->runs[0]);
    words_window(&last, p->r);
    document_line(d, &title, &first, &last);
}

void document_trend(struct document *d)
{
    static const struct document_column columns[] = {{HEAD("Question or answer"), 6, false},
                                                     {HEAD("Change"), 2, false},
                                                     {HEAD("Then"), 4, false},
                                                     {HEAD("Now"), 4, false},
                                                     {HEAD("Difference, 95% interval"), 4, true}};
    struct buf b = BUF(0);
    if (!d->page.u->trend)
        return;
    document_heading_words(d, 1, "trend", "Since earlier runs");
    if (document_idle(d))
        return;
    page_trend_line(&b, &d->page);
    document_buf(d, RUN_PLAIN, &b);
    document_paragraph(d, PARAGRAPH_BODY);
    document_table(d, "Then and now", columns, sizeof columns / sizeof columns[0]);
    page_trend(&d->page, row);
    document_table_end(d);
    page_changed_line(&b, &d->page);
    document_buf(d, RUN_PLAIN, &b);
    document_paragraph(d, PARAGRAPH_BODY);
    page_trend(&d->page, line);
}

void document_metrics(struct document *d)
{
    static const struct document_column columns[] = {
        {HEAD("Computed from sentence times"), 6, false},
        {HEAD("Median"), 2, true},
        {HEAD("Calls"), 2, true}};
    const struct rollup *u = d->page.u;
    bool any = false;
    for (size_t m = 0; m < REPORT_METRICS; m++)
        any = any || u->with[m] > 0;
    if (!any)
        return;
    document_heading_words(d, 1, "metrics", "How the calls went");
    document_table(d, "Medians over the calls", columns, sizeof columns / sizeof columns[0]);
    for (size_t m = 0; m < REPORT_METRICS; m++) {
        struct buf b = BUF(0);
        if (u->with[m] == 0)
            continue;
        document_name_cell(d, span_of(report_metrics[m].label));
        words_metric(&b, m, u->medians[m]);
        document_buf(d, RUN_PLAIN, &b);
        document_cell(d);
        document_number_cell(d, u->with[m]);
        document_row(d);
    }
    document_table_end(d);
}
