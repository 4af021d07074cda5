/* The executive summary: sentences made from counted numbers and the question sets' own words. */

#include <math.h>
#include <stdlib.h>
#include "lib/report/page.h"
#include "lib/report/trend.h"
#include "lib/report/words.h"

enum { QUESTION_LINES = 8, TEXT = 1 << 16 };

static void add_line(struct rollup *u, struct buf *b, struct rollup_line line)
{
    if (u->nlines < ROLLUP_LINES && b->state == BUF_SOUND) {
        line.text = arena_copy(&u->arena, buf_view(b));
        u->lines[u->nlines++] = line;
    }
    buf_clear(b);
}

/* "31 of 168 calls (18%, 95% interval 13–25%)" */
static void add_share(struct buf *b, int64_t calls, int64_t of)
{
    struct interval i = interval_of(calls, of);
    words_number(b, calls);
    buf_text(b, " of ");
    words_count(b, of, "call", "calls");
    buf_text(b, " (");
    words_percent(b, calls, of);
    buf_text(b, ", 95% interval ");
    words_range(b, i.low, i.high);
    buf_byte(b, ')');
}

static void about_coverage(struct rollup *u, struct buf *b)
{
    const struct report *r = u->report;
    int64_t n = (int64_t)r->ncalls;
    if (n == 0) {
        buf_text(b, "no_match: no call was analysed");
    } else {
        words_count(b, n, "call was analysed", "calls were analysed");
        if (u->accounts > 0) {
            buf_text(b, ", with ");
            words_count(b, u->accounts, "account", "accounts");
        }
    }
    if (r->has_ledger) {
        buf_text(b, ", of ");
        words_number(b, r->balance.listed);
        buf_text(b, " listed");
        if (r->pending > 0) {
            buf_text(b, "; ");
            words_count(b, r->pending, "waits for its transcript", "wait for their transcripts");
        }
        if (!r->closes)
            buf_text(b, "; the ledger does not close");
    }
    buf_byte(b, '.');
    add_line(u, b, (struct rollup_line){.calls = n, .of = r->has_ledger ? r->balance.listed : n});
}

/* ", up from 12% (20 of 168)": what an earlier run had of it. */
static void add_before(const struct rollup *u, struct buf *b, size_t question, size_t value)
{
    const struct trend_row *row = trend_row(u, question, value);
    if (!row)
        return;
    struct trend_then then = trend_then(u, question, row);
    buf_text(b, row->move == TREND_RISING || row->move == TREND_NEW     ? ", up from "
                : row->move == TREND_FALLING || row->move == TREND_GONE ? ", down from "
                                                                        : ", before ");
    if (row->compared) {
        words_percent(b, then.calls, then.of);
        buf_text(b, " (");
    }
    words_number(b, then.calls);
    buf_text(b, " of ");
    words_number(b, then.of);
    buf_text(b, row->compared ? ")" : "");
}

static void about_leader(const struct rollup *u, struct buf *b, size_t question,
                         struct rollup_line *line)
{
    const struct report_question *q = &u->report->questions[question];
    const struct rollup_question *n = &u->questions[question];
    size_t leader = 0;
    if (q->type == ANSWER_LIST) {
        buf_text(b, "Answered on ");
        add_share(b, n->statuses[ANSWER_ANSWERED], n->asked);
        buf_text(b, ", ");
        words_count(b, n->objects, "object", "objects");
        if (!rollup_leader(u, question, &leader))
            return;
        buf_text(b, "; ");
        buf_span(b, q->fields[q->values[leader].field].label);
        buf_text(b, ": ");
    } else if (!rollup_leader(u, question, &leader)) {
        buf_text(b, "Answered on ");
        add_share(b, n->statuses[ANSWER_ANSWERED], n->asked);
        return;
    }
    if (q->type == ANSWER_BOOL)
        leader = 0; /* "yes" is the finding, however rare */
    line->calls = n->values[leader].calls;
    buf_span(b, q->values[leader].label);
    buf_text(b, q->type == ANSWER_BOOL ? " on " : " most often, on ");
    add_share(b, line->calls, n->asked);
    add_before(u, b, question, leader);
    for (size_t v = 0, shown = 0; q->type != ANSWER_BOOL && v < q->nvalues && shown < 1; v++)
        if (v != leader && q->values[v].field == q->values[leader].field &&
            n->values[v].calls == line->calls) {
            buf_text(b, ", level with ");
            buf_span(b, q->values[v].label);
            shown++;
        }
}

static void about_spread(const struct rollup *u, struct buf *b, size_t question)
{
    const struct rollup_question *n = &u->questions[question];
    buf_text(b, "Answered on ");
    add_share(b, n->statuses[ANSWER_ANSWERED], n->asked);
    add_before(u, b, question, SIZE_MAX);
    buf_text(b, isfinite(n->median) || n->earliest.at ? ", " : "");
    page_spread(b, n);
}

/* "; not discussed on 9, unclear on 1" */
static void about_others(struct buf *b, const struct rollup_question *n)
{
    const char *between = "; ";
    for (int s = ANSWER_ANSWERED + 1; s < ANSWER_STATUSES; s++)
        if (n->statuses[s] > 0) {
            buf_text(b, between);
            buf_text(b, words_status((enum answer_status)s));
            buf_text(b, " on ");
            words_number(b, n->statuses[s]);
            between = ", ";
        }
}

static void about_question(struct rollup *u, struct buf *b, size_t question)
{
    const struct report_question *q = &u->report->questions[question];
    const struct rollup_question *n = &u->questions[question];
    struct rollup_line line = {.has_question = true,
                               .question = question,
                               .calls = n->statuses[ANSWER_ANSWERED],
                               .of = n->asked};
    buf_span(b, q->text);
    char last = q->text.len ? q->text.at[q->text.len - 1] : ' ';
    buf_text(b, last == '?' || last == '.' || last == '!' || last == ':' ? " " : ": ");
    if (rollup_scant(u, n->asked)) {
        buf_text(b, "Insufficient signal: asked on only ");
        words_count(b, n->asked, "call", "calls");
    } else if (answer_countable(q->type) || q->type == ANSWER_LIST) {
        about_leader(u, b, question, &line);
    } else {
        about_spread(u, b, question);
    }
    about_others(b, n);
    buf_byte(b, '.');
    add_line(u, b, line);
}

/* "Since 1 Sep 2026 to 7 Sep 2026: new Corvid (3 of 40); rising Acme (12 of 40, from 3 of 41)." */
static bool about_moves(struct rollup *u, struct buf *b, size_t question)
{
    enum { MOVES = 6 };
    const struct trend_question *t = &u->trend->questions[question];
    const struct report_question *q = &u->report->questions[question];
    size_t told = 0, all = 0;
    for (size_t i = 0; i < t->nrows; i++) {
        const struct trend_row *row = &t->rows[i];
        if (!trend_tells(u, question, row) || all++ >= MOVES)
            continue;
        struct trend_then then = trend_then(u, question, row);
        if (told++ == 0) {
            buf_span(b, q->text);
            buf_text(b, " Since ");
            trend_window(b, u, question);
            buf_text(b, ": ");
        } else {
            buf_text(b, "; ");
        }
        buf_text(b, trend_move_name(row->move));
        buf_byte(b, ' ');
        buf_span(b, row->label.len ? row->label : row->value);
        buf_text(b, " (");
        words_number(b, row->calls);
        buf_text(b, " of ");
        words_number(b, row->of);
        buf_text(b, ", from ");
        words_number(b, then.calls);
        buf_text(b, " of ");
        words_number(b, then.of);
        buf_byte(b, ')');
    }
    if (told == 0)
        return false;
    buf_byte(b, '.');
    add_line(u, b, (struct rollup_line){.has_question = true, .question = question, .of = -1});
    return true;
}

static void about_trend(struct rollup *u, struct buf *b)
{
    enum { MOVED = 4, CHANGED = 6 };
    const struct report *r = u->report;
    size_t lines = 0, changed = 0;
    for (size_t q = 0; u->trend && q < r->nquestions && lines < MOVED; q++)
        lines += about_moves(u, b, q);
    for (size_t q = 0; u->trend && q < r->nquestions; q++) {
        if (u->trend->questions[q].match != TREND_CHANGED || changed++ >= CHANGED)
            continue;
        buf_text(b,
                 changed == 1 ? "Asked in other words than before, and so not compared: " : ", ");
        buf_span(b, r->questions[q].label);
    }
    if (changed == 0)
        return;
    if (changed > CHANGED)
        buf_text(b, " and others");
    buf_byte(b, '.');
    add_line(u, b, (struct rollup_line){.of = -1});
}

/* What was asked of every call and found on none. */
static void about_absence(struct rollup *u, struct buf *b)
{
    const struct report *r = u->report;
    int64_t absent = 0, asked = 0;
    size_t first = 0;
    for (size_t q = 0; q < r->nquestions; q++)
        if (u->questions[q].asked > 0 && u->questions[q].statuses[ANSWER_ANSWERED] == 0) {
            first = absent++ == 0 ? q : first;
            asked = u->questions[q].asked > asked ? u->questions[q].asked : asked;
        }
    if (absent == 0)
        return;
    words_count(b, absent, "question was asked and answered on no call: ",
                "questions were asked and answered on no call: ");
    for (size_t q = 0, shown = 0; q < r->nquestions && shown < 4; q++)
        if (u->questions[q].asked > 0 && u->questions[q].statuses[ANSWER_ANSWERED] == 0) {
            buf_text(b, shown++ ? ", " : "");
            buf_span(b, r->questions[q].label);
        }
    if (absent > 4) {
        buf_text(b, " and ");
        words_count(b, absent - 4, "other", "others");
    }
    buf_byte(b, '.');
    add_line(u, b, (struct rollup_line){.has_question = true, .question = first, .of = asked});
}

/* The question of a set with the most answers that was not taken yet. */
static bool next_of_set(const struct rollup *u, const struct report_set *s, const bool *taken,
                        size_t *question)
{
    bool found = false;
    for (size_t q = s->first; q < s->first + s->n; q++) {
        enum answer_type t = u->report->questions[q].type;
        if (taken[q] || u->questions[q].statuses[ANSWER_ANSWERED] == 0 || t == ANSWER_SHORT ||
            t == ANSWER_PARA)
            continue;
        if (!found || u->questions[q].statuses[ANSWER_ANSWERED] >
                          u->questions[*question].statuses[ANSWER_ANSWERED])
            *question = q;
        found = true;
    }
    return found;
}

/* In turns over the sets, so that each has its say; then in the order of the report. */
void rollup_summary(struct rollup *u)
{
    const struct report *r = u->report;
    struct buf b = BUF(TEXT);
    about_coverage(u, &b);
    bool *taken = arena_take(&u->arena, r->nquestions * sizeof *taken);
    for (size_t n = 0, before = 1; taken && n != before && n < QUESTION_LINES;) {
        before = n;
        for (size_t s = 0; s < r->nsets && n < QUESTION_LINES; s++) {
            size_t q = 0;
            if (!next_of_set(u, &r->sets[s], taken, &q))
                continue;
            taken[q] = true;
            n++;
        }
    }
    for (size_t q = 0; taken && q < r->nquestions; q++)
        if (taken[q])
            about_question(u, &b, q);
    about_trend(u, &b);
    about_absence(u, &b);
    buf_free(&b);
}
