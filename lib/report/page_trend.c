/* What all formats say alike of earlier runs. */

#include <math.h>
#include "lib/report/page.h"
#include "lib/report/trend.h"

static void points(struct buf *b, double share)
{
    int n = (int)floor(fabs(share) * 100 + .5);
    buf_format(b, "%s%d", n == 0 ? "" : share < 0 ? "−" : "+", n);
}

void page_difference(struct buf *b, const struct trend_row *row)
{
    if (!row->compared) {
        buf_text(b, "insufficient signal");
        return;
    }
    points(b, row->difference);
    buf_text(b, " points (");
    points(b, row->low);
    buf_text(b, " to ");
    points(b, row->high);
    buf_byte(b, ')');
}

void page_trend_line(struct buf *b, const struct page *p)
{
    const struct trend *t = p->u->trend;
    size_t weak = 0;
    for (size_t q = 0; q < p->r->nquestions; q++)
        weak += t->questions[q].match == TREND_LIKELY;
    words_count(b, (int64_t)t->nruns, "earlier run was given", "earlier runs were given");
    buf_text(b,
             "; a question is compared with the latest that asked it in the same words. A value "
             "rises or falls only where the interval of the difference (Newcombe's hybrid score, "
             "95%) excludes 0.");
    if (weak > 0) {
        buf_byte(b, ' ');
        words_count(b, (int64_t)weak, "question was", "questions were");
        buf_text(b, " known again by name and version only: the words may have changed.");
    }
}

void page_changed_line(struct buf *b, const struct page *p)
{
    static const char *const heads[] = {"Asked in other words before, and so not compared: ",
                                        "Not asked before: "};
    for (int k = 0; k < 2; k++) {
        size_t n = 0;
        for (size_t q = 0; q < p->r->nquestions; q++) {
            if (p->u->trend->questions[q].match != (k ? TREND_ABSENT : TREND_CHANGED))
                continue;
            if (n == 0 && b->len > 0)
                buf_byte(b, ' ');
            buf_text(b, n++ ? ", " : heads[k]);
            buf_span(b, p->r->questions[q].label);
        }
        if (n > 0)
            buf_byte(b, '.');
    }
}

void page_trend(struct page *p, void (*row)(struct page *, size_t, const struct trend_row *))
{
    for (size_t q = 0; q < p->r->nquestions; q++) {
        const struct trend_question *t = &p->u->trend->questions[q];
        for (size_t i = 0; i < t->nrows; i++)
            if (i == 0 || trend_tells(p->u, q, &t->rows[i]))
                row(p, q, &t->rows[i]);
    }
}
