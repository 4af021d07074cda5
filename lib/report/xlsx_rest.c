/* Themes, what changed since earlier runs, breakdowns, and what was not counted: long tables. */

#include <math.h>
#include <stdlib.h>
#include "lib/json/json.h"
#include "lib/report/trend.h"
#include "lib/report/xlsx.h"

static void heads_of(struct xlsx_sheet *s, const char *const *before, size_t n,
                     const char *const *after, size_t m)
{
    xlsx_heads(s, before, n, LOOK_HEAD);
    xlsx_heads(s, xlsx_share_heads, XLSX_SHARE_CELLS, LOOK_HEAD_RIGHT);
    xlsx_heads(s, after, m, LOOK_HEAD_RIGHT);
}

/* The currencies that themes have, in the order in which they come; at most so many. */
static size_t currencies(const struct rollup *u, struct span *all, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < u->nthemes; i++)
        for (size_t m = 0; m < u->themes[i].nmoney; m++) {
            size_t k = 0;
            while (k < n && !span_equal(all[k], u->themes[i].money[m].currency))
                k++;
            if (k == n && n < most)
                all[n++] = u->themes[i].money[m].currency;
        }
    return n;
}

static void theme_money(struct xlsx_sheet *s, const struct rollup_theme *t, const struct span *all,
                        size_t n)
{
    for (size_t k = 0; k < n; k++) {
        size_t m = 0;
        while (m < t->nmoney && !span_equal(t->money[m].currency, all[k]))
            m++;
        if (m == t->nmoney) {
            xlsx_skip(s);
            xlsx_skip(s);
        } else {
            xlsx_count(s, t->money[m].deals);
            xlsx_amount(s, t->money[m].amount, all[k]);
        }
    }
}

void xlsx_themes(struct xlsx_sheet *s)
{
    enum { CURRENCIES = 64 };
    static const char *const before[] = {"Theme", "Question"}, *const after[] = {"Accounts"};
    const struct rollup *u = s->x->p.u;
    struct span all[CURRENCIES];
    size_t n = currencies(u, all, CURRENCIES);
    heads_of(s, before, 2, after, 1);
    for (size_t k = 0; k < n; k++) {
        struct buf b = BUF(0);
        struct span currency = all[k].len ? all[k] : span_of("no currency");
        buf_text(&b, "Deals touched, ");
        buf_span(&b, currency);
        xlsx_buf(s, &b, LOOK_HEAD_RIGHT);
        buf_text(&b, "Amount, ");
        buf_span(&b, currency);
        xlsx_buf(s, &b, LOOK_HEAD_RIGHT);
    }
    xlsx_next(s);
    for (size_t i = 0; i < u->nthemes; i++) {
        const struct rollup_theme *t = &u->themes[i];
        const struct report_question *q = &s->x->p.r->questions[t->question];
        xlsx_name(s, q->type == ANSWER_BOOL ? q->label : q->values[t->value].label, LOOK_STRONG);
        xlsx_name(s, q->label, LOOK_TEXT);
        xlsx_share(s, t->calls, t->of);
        xlsx_count(s, t->accounts);
        theme_money(s, t, all, n);
        xlsx_next(s);
    }
    if (u->nthemes > 0)
        xlsx_bars(s, 1, s->row - 1, 4);
    xlsx_sheet_table(s, 0);
}

static void trend_row_of(struct xlsx_sheet *s, size_t question, const struct trend_row *row)
{
    const struct report_question *q = &s->x->p.r->questions[question];
    struct trend_then then = trend_then(s->x->p.u, question, row);
    struct buf b = BUF(0);
    xlsx_quote(s, q->column, LOOK_TEXT);
    xlsx_name(s, q->label, LOOK_TEXT);
    xlsx_name(s, row->label.len ? row->label : span_of("answered"), LOOK_STRONG);
    xlsx_words(s, trend_move_name(row->move), LOOK_TEXT);
    xlsx_share(s, then.calls, then.of);
    xlsx_share(s, row->calls, row->of);
    if (row->compared) {
        xlsx_real(s, row->difference * 100, LOOK_POINTS);
        xlsx_real(s, row->low * 100, LOOK_POINTS);
        xlsx_real(s, row->high * 100, LOOK_POINTS);
    } else {
        xlsx_words(s, "insufficient signal", LOOK_FAINT);
        xlsx_skip(s);
        xlsx_skip(s);
    }
    trend_window(&b, s->x->p.u, question);
    xlsx_buf(s, &b, LOOK_TEXT);
    xlsx_next(s);
}

void xlsx_trend(struct xlsx_sheet *s)
{
    enum { NAMES = 4, NUMBERS = 2 * XLSX_SHARE_CELLS + 3 };
    static const char *const heads[NAMES + NUMBERS + 1] = {
        "Question id",      "Question",       "Answer",
        "Change",           "Calls then",     "Asked then",
        "Share then",       "Then, 95% from", "Then, 95% to",
        "Calls now",        "Asked now",      "Share now",
        "Now, 95% from",    "Now, 95% to",    "Difference, points",
        "95% from, points", "95% to, points", "Compared with"};
    const struct trend *t = s->x->p.u->trend;
    xlsx_heads(s, heads, NAMES, LOOK_HEAD);
    xlsx_heads(s, heads + NAMES, NUMBERS, LOOK_HEAD_RIGHT);
    xlsx_heads(s, heads + NAMES + NUMBERS, 1, LOOK_HEAD);
    xlsx_next(s);
    for (size_t q = 0; q < s->x->p.r->nquestions; q++)
        for (size_t i = 0; i < t->questions[q].nrows; i++)
            trend_row_of(s, q, &t->questions[q].rows[i]);
    if (s->row > 1) {
        xlsx_bars(s, 1, s->row - 1, 6);
        xlsx_bars(s, 1, s->row - 1, 11);
    }
    xlsx_sheet_table(s, 0);
}

static void group_row(struct xlsx_sheet *s, size_t question, int kind, size_t group,
                      struct span answer, int64_t calls)
{
    const struct report *r = s->x->p.r;
    struct span key = r->groups[kind][group].key;
    if (!xlsx_room(s))
        return;
    xlsx_quote(s, r->questions[question].column, LOOK_TEXT);
    xlsx_name(s, r->questions[question].label, LOOK_TEXT);
    xlsx_words(s, report_by_label[kind], LOOK_TEXT);
    xlsx_name(s, key.at ? key : span_of("not known"), LOOK_STRONG);
    xlsx_name(s, answer, LOOK_TEXT);
    xlsx_share(s, calls, s->x->p.u->questions[question].by[kind][group].asked);
    xlsx_next(s);
}

void xlsx_breakdowns(struct xlsx_sheet *s)
{
    static const char *const before[] = {"Question id", "Question", "By", "Group", "Answer"};
    const struct report *r = s->x->p.r;
    heads_of(s, before, 5, NULL, 0);
    xlsx_next(s);
    for (size_t q = 0; q < r->nquestions; q++)
        for (int k = 0; k < BY_KINDS; k++)
            for (size_t g = 0; page_has_groups(&s->x->p, k) && g < r->ngroups[k]; g++) {
                const struct rollup_group *n = &s->x->p.u->questions[q].by[k][g];
                if (n->asked == 0)
                    continue;
                group_row(s, q, k, g, span_of("answered"), n->answered);
                for (size_t v = 0; v < r->questions[q].nvalues; v++)
                    if (n->values[v] > 0)
                        group_row(s, q, k, g, r->questions[q].values[v].label, n->values[v]);
            }
    if (s->row > 1)
        xlsx_bars(s, 1, s->row - 1, 7);
    xlsx_sheet_table(s, 0);
}

/* A JSON string as a cell. */
static void token(struct xlsx_sheet *s, struct span string, enum xlsx_look look)
{
    struct buf b = BUF(0);
    json_text(&b, string);
    xlsx_quote(s, buf_view(&b), look);
    buf_free(&b);
}

void xlsx_lost(struct xlsx_sheet *s)
{
    static const char *const heads[] = {"Call id", "Stage", "Reason", "In words"};
    struct page_lost l = {.rest = buf_view(&s->x->p.r->balance.lost)};
    xlsx_heads(s, heads, sizeof heads / sizeof heads[0], LOOK_HEAD);
    xlsx_next(s);
    while (page_next_lost(&l)) {
        if (!xlsx_room(s))
            continue;
        struct buf reason = BUF(0), words = BUF(0);
        json_text(&reason, l.reason);
        words_reason(&words, reason.at ? reason.at : "");
        token(s, l.id, LOOK_TEXT);
        token(s, l.stage, LOOK_TEXT);
        xlsx_quote(s, buf_view(&reason), LOOK_TEXT);
        xlsx_buf(s, &words, LOOK_TEXT);
        buf_free(&reason);
        xlsx_next(s);
    }
    xlsx_sheet_table(s, 0);
}
