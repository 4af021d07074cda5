/* Plain text, for terminals and mail: aligned tables, nothing that can move a cursor. A quote
 * stands on a line of its own and is never wrapped, so that it can be searched for. */

#include <math.h>
#include <stdlib.h>
#include "lib/base/plain.h"
#include "lib/report/disagree.h"
#include "lib/report/html.h"
#include "lib/report/plain.h"
#include "lib/report/trend.h"

enum { WIDTH = 78 };

static void spaces(struct page *p, size_t n)
{
    while (n-- > 0)
        buf_byte(&p->b, ' ');
}

static void heading(struct page *p, struct span title, char line)
{
    size_t from = p->b.len;
    page_name(p, title);
    size_t width = plain_width((struct span){p->b.at + from, p->b.len - from});
    buf_byte(&p->b, '\n');
    for (size_t i = 0; i < width; i++)
        buf_byte(&p->b, line);
    page_raw(p, "\n\n");
}

/* Dressed words, wrapped at blanks, behind an indent. Frees b. */
void plain_wrapped(struct page *p, struct buf *b, size_t indent)
{
    struct buf text = BUF(0);
    dress_name(&text, buf_view(b), DRESS_PLAIN);
    buf_free(b);
    size_t column = indent;
    for (size_t at = 0, end; at < text.len; at = end + 1) {
        for (end = at; end < text.len && text.at[end] != ' ';)
            end++;
        struct span word = {text.at + at, end - at};
        size_t width = plain_width(word);
        if (at > 0 && column + 1 + width > WIDTH) {
            buf_byte(&p->b, '\n');
            spaces(p, indent);
            column = indent;
        } else if (at > 0) {
            buf_byte(&p->b, ' ');
            column++;
        }
        buf_span(&p->b, word);
        column += width;
    }
    buf_byte(&p->b, '\n');
    buf_free(&text);
}

/* A cell of `width` columns: longer text is cut, with … to say so; right: numbers. */
static void cell(struct page *p, struct span text, size_t width, bool right)
{
    struct buf b = BUF(0);
    dress_name(&b, text, DRESS_PLAIN);
    struct span s = buf_view(&b);
    size_t w = plain_width(s);
    bool cut = w > width;
    if (cut) {
        struct span rest = s;
        size_t taken = 0;
        while (rest.len) {
            struct span one = rest;
            plain_next(&rest);
            one.len -= rest.len;
            if (taken + plain_width(one) > width - 1)
                break;
            taken += plain_width(one);
            s.len = (size_t)(rest.at - s.at);
        }
        w = taken + 1;
        s.len = taken ? s.len : 0;
    }
    if (right)
        spaces(p, width - w);
    buf_span(&p->b, s);
    page_raw(p, cut ? "…" : "");
    if (!right)
        spaces(p, width - w);
    page_raw(p, "  ");
    buf_free(&b);
}

static void end_line(struct page *p)
{
    while (p->b.len && p->b.at[p->b.len - 1] == ' ')
        p->b.len--;
    buf_byte(&p->b, '\n');
}

static void bar(struct page *p, int64_t part, int64_t of)
{
    int full = of > 0 ? (int)((part * 40 + of) / (2 * of)) : 0;
    for (int i = 0; i < 20; i++)
        page_raw(p, i < full ? "█" : "·");
    page_raw(p, "  ");
}

static void share(struct page *p, int64_t part, int64_t of)
{
    struct buf b = BUF(0);
    if (rollup_scant(p->u, of)) {
        words_number(&b, part);
        buf_text(&b, " of ");
        words_number(&b, of);
        buf_text(&b, ", insufficient signal");
    } else {
        page_share(&b, part, of);
    }
    cell(p, buf_view(&b), 30, false);
    buf_free(&b);
}

void plain_quote(struct page *p, const struct report_call *c, const struct report_evidence *e)
{
    struct buf b = BUF(0);
    page_raw(p, "    “");
    page_quote(p, e->quote);
    page_raw(p, "”\n      — ");
    page_byline(&b, c, e);
    buf_text(&b, " (");
    buf_span(&b, words_side(e->side));
    buf_text(&b, page_tier(e) ? ", " : "");
    buf_text(&b, page_tier(e) ? page_tier(e) : "");
    buf_text(&b, "), at ");
    words_clock(&b, e->start_ms);
    buf_text(&b, " of call ");
    buf_span(&b, c->id);
    page_buf(p, &b);
    page_raw(p, "\n");
    if (e->link.at) {
        page_raw(p, "      ");
        buf_span(&p->b, e->link);
        page_raw(p, "\n");
    }
}

static void head(struct page *p)
{
    const struct report *r = p->r;
    struct buf b = BUF(0);
    buf_text(&b, "Call report: ");
    buf_span(&b, r->title);
    heading(p, buf_view(&b), '=');
    buf_clear(&b);
    words_count(&b, (int64_t)r->ncalls, "call", "calls");
    if (r->has_window) {
        buf_text(&b, ", ");
        words_window(&b, r);
        buf_format(&b, " (%s)", r->options.zone);
    }
    plain_wrapped(p, &b, 0);
    const char *label;
    for (size_t at = 0; (label = page_fact(&b, r, &at));) {
        struct buf fact = BUF(0);
        buf_format(&fact, "%s: ", label);
        buf_span(&fact, buf_view(&b));
        buf_clear(&b);
        plain_wrapped(p, &fact, 0);
    }
    page_raw(p, "\n");
    page_ledger_line(&b, r);
    plain_wrapped(p, &b, 0);
    page_amends_line(&b, r);
    if (b.len > 0)
        plain_wrapped(p, &b, 0);
    page_quotes_line(&b, r);
    plain_wrapped(p, &b, 0);
    if (report_claimed(r) > 0) {
        page_grounding_line(&b, p);
        plain_wrapped(p, &b, 0);
    }
    page_spend_line(&b, r);
    if (b.len > 0)
        plain_wrapped(p, &b, 0);
    page_raw(p, "\n");
    heading(p, span_of("Executive summary"), '-');
    for (size_t i = 0; i < p->u->nlines; i++) {
        buf_format(&p->b, "%2zu. ", i + 1);
        buf_span(&b, p->u->lines[i].text);
        plain_wrapped(p, &b, 4);
    }
    page_raw(p, "\n");
}

static void breakdown(struct page *p, size_t question, int kind)
{
    const struct report_question *q = &p->r->questions[question];
    size_t all = 0;
    if (!page_has_groups(p, kind))
        return;
    buf_format(&p->b, "  %s (%s, of calls asked)\n", report_by_label[kind],
               q->type == ANSWER_BOOL ? "yes" : "answered");
    for (size_t g = 0; g < p->r->ngroups[kind]; g++) {
        const struct rollup_group *n = &p->u->questions[question].by[kind][g];
        struct span key = p->r->groups[kind][g].key;
        if (n->asked == 0 || ++all > HTML_GROUPS)
            continue;
        page_raw(p, "    ");
        cell(p, key.at ? key : span_of("not known"), 24, false);
        share(p, q->type == ANSWER_BOOL ? n->values[0] : n->answered, n->asked);
        end_line(p);
    }
    if (all > HTML_GROUPS) {
        page_raw(p, "    and ");
        page_more(&p->b, all - HTML_GROUPS);
        page_raw(p, "\n");
    }
}

static void values(struct page *p, size_t question, size_t field)
{
    const struct report_question *q = &p->r->questions[question];
    const struct rollup_question *n = &p->u->questions[question];
    size_t nvalues;
    size_t *order = page_order(p, question, field, &nvalues);
    if (nvalues > 0 && q->type == ANSWER_LIST) {
        page_raw(p, "  ");
        page_name(p, q->fields[field].label);
        page_raw(p, "\n");
    }
    for (size_t k = 0; k < nvalues; k++) {
        size_t v = order[k];
        page_raw(p, "  ");
        cell(p, q->values[v].label, 22, false);
        bar(p, n->values[v].calls, n->asked);
        share(p, n->values[v].calls, n->asked);
        if (q->type == ANSWER_LIST)
            words_count(&p->b, n->values[v].objects, "object", "objects");
        end_line(p);
    }
    free(order);
    page_raw(p, nvalues > 0 ? "\n" : "");
}

static void question(struct page *p, size_t i)
{
    const struct report_question *q = &p->r->questions[i];
    const struct rollup_question *n = &p->u->questions[i];
    struct buf b = BUF(0);
    buf_span(&b, q->text);
    plain_wrapped(p, &b, 0);
    page_raw(p, "  ");
    page_statuses(&b, n);
    if (isfinite(n->median) || n->earliest.at)
        buf_text(&b, "; ");
    page_spread(&b, n);
    page_buf(p, &b);
    page_raw(p, "\n\n");
    for (size_t field = 0; field < page_charts(q); field++)
        values(p, i, field);
    for (size_t k = 0; k < n->nquotes && k < 3; k++) {
        const struct report_call *c = &p->r->calls[n->quotes[k].call];
        plain_quote(p, c, &c->answers[n->quotes[k].answer].evidence[n->quotes[k].evidence]);
    }
    page_raw(p, n->nquotes ? "\n" : "");
    for (int kind = 0; n->statuses[ANSWER_ANSWERED] > 0 && kind < BY_KINDS; kind++)
        breakdown(p, i, kind);
    page_raw(p, "\n");
}

static void themes(struct page *p)
{
    heading(p, span_of("Themes"), '-');
    for (size_t i = 0; i < p->u->nthemes; i++) {
        const struct rollup_theme *t = &p->u->themes[i];
        const struct report_question *q = &p->r->questions[t->question];
        struct buf b = BUF(0);
        page_raw(p, "  ");
        cell(p, q->values[t->value].label, 20, false);
        share(p, t->calls, t->of);
        words_count(&b, t->accounts, "account", "accounts");
        buf_text(&b, t->nmoney ? ", " : "");
        page_money(&b, t);
        page_buf(p, &b);
        end_line(p);
    }
    page_raw(p, p->u->nthemes ? "\n" : "  No answer came up on two calls or more.\n\n");
}

static void foot(struct page *p)
{
    const struct report *r = p->r;
    struct buf b = BUF(0);
    heading(p, span_of("Not counted"), '-');
    page_ledger_line(&b, r);
    plain_wrapped(p, &b, 0);
    for (size_t i = 0; i < r->balance.n; i++) {
        words_number(&b, r->balance.reasons[i].calls);
        cell(p, buf_view(&b), 8, true);
        buf_clear(&b);
        words_reason(&b, r->balance.reasons[i].name);
        page_buf(p, &b);
        page_raw(p, "\n");
    }
    page_raw(p, "\n");
    heading(p, span_of("Asked and not found"), '-');
    for (size_t q = 0; q < r->nquestions; q++) {
        page_raw(p, "  ");
        cell(p, r->questions[q].label, 32, false);
        share(p, p->u->questions[q].statuses[ANSWER_NOT_DISCUSSED], p->u->questions[q].asked);
        end_line(p);
    }
    page_raw(p, "\n");
    heading(p, span_of("Method"), '-');
    buf_text(&b, "Every number is counted from the answers; a share is of the calls that were "
                 "asked, the range "
                 "behind it the 95% Wilson score interval. Below ");
    words_count(&b, p->u->enough, "call", "calls");
    buf_text(&b, " asked no share is given. A quote is printed only if it is, byte for byte, in "
                 "the sentences "
                 "of one turn of the transcript. Made by callmine " VERSION ".");
    plain_wrapped(p, &b, 0);
}

static void trend_line(struct page *p, size_t question, const struct trend_row *row)
{
    struct trend_then then = trend_then(p->u, question, row);
    struct buf b = BUF(0);
    buf_span(&b, p->r->questions[question].label);
    buf_text(&b, ": ");
    buf_span(&b, row->label.len ? row->label : span_of("answered"));
    buf_format(&b, ": %s, ", trend_move_name(row->move));
    page_share(&b, row->calls, row->of);
    buf_text(&b, " now, ");
    page_share(&b, then.calls, then.of);
    buf_text(&b, " then; ");
    page_difference(&b, row);
    page_raw(p, "  ");
    plain_wrapped(p, &b, 4);
}

static void trend(struct page *p)
{
    struct buf b = BUF(0);
    if (!p->u->trend)
        return;
    heading(p, span_of("Since earlier runs"), '-');
    page_trend_line(&b, p);
    plain_wrapped(p, &b, 0);
    page_trend(p, trend_line);
    page_changed_line(&b, p);
    if (b.len > 0)
        plain_wrapped(p, &b, 0);
    page_raw(p, "\n");
}

int plain_write(const struct rollup *u, const struct format_options *o, struct out *out,
                struct fault *f)
{
    struct page p;
    int rc = 0;
    page_init(&p, u, o, out, DRESS_PLAIN);
    head(&p);
    for (size_t s = 0; s < p.r->nsets; s++) {
        heading(&p, p.r->sets[s].title, '-');
        for (size_t q = p.r->sets[s].first; q < p.r->sets[s].first + p.r->sets[s].n; q++)
            question(&p, q);
    }
    themes(&p);
    trend(&p);
    if (disagree_any(u)) {
        heading(&p, span_of("Disagreements"), '-');
        plain_disagreements(&p);
    }
    heading(&p, span_of("Calls"), '-');
    for (size_t i = 0; rc == 0 && i < p.r->ncalls; i++) {
        plain_card(&p, &p.r->calls[i]);
        rc = page_out(&p, f);
    }
    foot(&p);
    return page_end(&p, rc == 0 ? f : &(struct fault){0}) == 0 ? rc : -1;
}
