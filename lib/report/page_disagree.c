/* What all formats say alike of an amended report, and of what differs. */

#include "lib/report/disagree.h"
#include "lib/report/page.h"

void page_amends_line(struct buf *b, const struct report *r)
{
    const struct report_amends *a = &r->amends;
    if (!a->given)
        return;
    buf_text(b, "Amended: the earlier report has ");
    words_count(b, a->calls, "call", "calls");
    buf_text(b, "; since then ");
    words_count(b, a->added, "call was", "calls were");
    buf_text(b, " added");
    if (a->changed) {
        buf_text(b, ", ");
        words_count(b, a->changed, "call has", "calls have");
        buf_text(b, " another transcript");
    }
    if (a->gone) {
        buf_text(b, ", ");
        words_count(b, a->gone, "call is", "calls are");
        buf_text(b, " here no more");
    }
    buf_byte(b, '.');
}

const char *page_since(const struct report_call *c)
{
    return c->since == CALL_ADDED     ? "added since the earlier report"
           : c->since == CALL_CHANGED ? "another transcript than in the earlier report"
                                      : NULL;
}

static void of_sums(struct buf *b, int64_t agree, int64_t differ, int64_t open)
{
    buf_text(b, "the same in the call on ");
    words_number(b, agree);
    buf_text(b, ", another on ");
    words_number(b, differ);
    buf_text(b, ", not to be told on ");
    words_number(b, open);
}

static void reason(struct buf *b, const struct page *p, const struct disagree_reason *row)
{
    size_t leader;
    buf_span(b, row->reason);
    buf_text(b, ": ");
    words_count(b, row->calls, "call", "calls");
    buf_text(b, "; ");
    of_sums(b, row->agree, row->differ, row->open);
    if (disagree_leader(p->u, row, &leader)) {
        buf_text(b, "; most often heard: ");
        buf_span(b, p->r->questions[p->u->disagreement->driver].values[leader].label);
        buf_text(b, " (");
        words_number(b, row->values[leader]);
        buf_byte(b, ')');
    }
}

static void voice(struct buf *b, const struct page *p, const struct disagree_voice *v)
{
    const struct report_question *q = &p->r->questions[v->question];
    buf_span(b, q->label);
    buf_text(b, ": ");
    buf_span(b, q->values[v->value].label);
    buf_text(b, ": in the customer's words on ");
    words_number(b, v->customer);
    buf_text(b, " of ");
    words_count(b, v->calls, "call", "calls");
    buf_text(b, ", in ours alone on ");
    words_number(b, v->ours);
}

static bool unstable(struct buf *b, const struct page *p, size_t i)
{
    size_t q = 0;
    while (q < p->r->nquestions && (!disagree_unstable(p->u, q) || i-- > 0))
        q++;
    if (q == p->r->nquestions)
        return false;
    buf_span(b, p->r->questions[q].label);
    buf_text(b, ": repeats agree on ");
    words_percent(b, (int64_t)(p->u->questions[q].stability * 1000 + .5), 1000);
    buf_text(b, ", over ");
    words_count(b, p->u->questions[q].repeated, "answer", "answers");
    return true;
}

static void introduce(struct buf *b, const struct disagreement *d, int part)
{
    static const char *const heads[] = {
        "Why the deal ended, by the CRM and by the call: of ",
        "Said by our side alone on some calls, where the customer was to be heard too.",
        "Answers that change when the question is put again: repeats agree on less than 80%."};
    buf_text(b, heads[part]);
    if (part > 0)
        return;
    words_count(b, d->calls, "call", "calls");
    buf_text(b, " with a reason, ");
    of_sums(b, d->agree, d->differ, d->open);
    buf_byte(b, '.');
}

int page_disagreement(struct buf *b, const struct page *p, size_t i)
{
    const struct disagreement *d = p->u->disagreement;
    const size_t n[] = {d->nreasons, d->nvoices, d->unstable};
    for (int part = 0; part < 3; part++) {
        size_t lines = n[part] ? n[part] + 1 : 0;
        if (i >= lines) {
            i -= lines;
            continue;
        }
        if (i == 0)
            introduce(b, d, part);
        else if (part == 0)
            reason(b, p, &d->reasons[i - 1]);
        else if (part == 1)
            voice(b, p, &d->voices[i - 1]);
        else
            unstable(b, p, i - 1);
        return i == 0 ? 1 : 2;
    }
    return 0;
}
