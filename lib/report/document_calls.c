/* The calls: a table of all of them, and a card each. */

#include "lib/report/document_parts.h"

/* Paper is narrow: up to so many questions the answers stand in one cell of the table; of more
 * there is the number that were answered, and the card. */
enum { ANSWERS_IN_TABLE = 8 };

static bool has_column(const struct report_question *q)
{
    return q->type != ANSWER_SHORT && q->type != ANSWER_PARA;
}

static size_t answered(const struct report_call *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->nanswers; i++)
        n += c->answers[i].status == ANSWER_ANSWERED;
    return n;
}

static void answers_cell(struct document *d, const struct report_call *c)
{
    const struct report *r = d->page.r;
    struct buf b = BUF(0);
    size_t said = 0;
    for (size_t i = 0; r->nquestions <= ANSWERS_IN_TABLE && i < c->nanswers; i++) {
        const struct report_answer *a = &c->answers[i];
        if (a->status != ANSWER_ANSWERED || !has_column(&r->questions[a->question]))
            continue;
        document_words(d, RUN_FAINT, said++ ? "; " : "");
        document_name(d, RUN_FAINT, r->questions[a->question].label);
        document_words(d, RUN_FAINT, ": ");
        page_answer(&b, &d->page, a);
        document_short(d, RUN_PLAIN, buf_view(&b));
        if (b.state != BUF_SOUND)
            d->page.b.state = b.state;
        buf_clear(&b);
    }
    if (said == 0) {
        buf_format(&b, "%zu of %zu answered", answered(c), c->nanswers);
        document_buf(d, r->nquestions > ANSWERS_IN_TABLE ? RUN_PLAIN : RUN_FAINT, &b);
    }
    buf_free(&b);
    document_cell(d);
}

static void row(struct document *d, size_t i)
{
    const struct report_call *c = &d->page.r->calls[i];
    struct buf b = BUF(0);
    document_short(d, RUN_PLAIN, page_title(c));
    if (i < DOCUMENT_CARDS)
        document_place(d, "call", i + 1);
    document_words(d, RUN_PLAIN, page_since(c) ? " " : "");
    document_words(d, RUN_BADGE, c->since == CALL_ADDED ? "added" : page_since(c) ? "changed" : "");
    document_cell(d);
    document_name_cell(d, span_of(c->date));
    document_short(d, RUN_PLAIN, c->account);
    document_words(d, RUN_FAINT, c->account.len && c->deal.len ? " · " : "");
    document_short(d, RUN_FAINT, c->deal);
    document_words(d, RUN_FAINT, (c->account.len || c->deal.len) && c->stage.len ? " · " : "");
    document_short(d, RUN_FAINT, c->stage);
    document_cell(d);
    words_money(&b, c->amount, c->currency);
    document_buf(d, RUN_PLAIN, &b);
    document_cell(d);
    document_name_cell(d, c->rep_name);
    words_minutes(&b, c->seconds);
    document_buf(d, RUN_PLAIN, &b);
    document_cell(d);
    answers_cell(d, c);
    document_words(d, RUN_PLAIN, c->url.at ? "Open ▸" : "");
    if (c->url.at)
        document_link(d, c->url);
    document_cell(d);
    document_row(d);
}

void document_calls(struct document *d)
{
    static const struct document_column columns[] = {{HEAD("Call"), 4.8, false},
                                                     {HEAD("Date"), 3, false},
                                                     {HEAD("Account, deal, stage"), 4.4, false},
                                                     {HEAD("Amount"), 3.3, true},
                                                     {HEAD("Rep"), 2.6, false},
                                                     {HEAD("Min"), 1.2, true},
                                                     {HEAD("Answers"), 5.2, false},
                                                     {HEAD("Gong"), 2.1, false}};
    document_heading_words(d, 1, "calls", "Calls");
    if (document_idle(d))
        return;
    struct buf b = BUF(0);
    buf_format(&b, "Newest first. Times are %s.", d->page.r->options.zone);
    document_buf(d, RUN_PLAIN, &b);
    document_paragraph(d, PARAGRAPH_NOTE);
    document_table(d, "All analysed calls", columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < d->page.r->ncalls && !d->failed; i++)
        row(d, i);
    document_table_end(d);
}

static void fact(struct document *d, const char *label, struct span value)
{
    if (value.len == 0)
        return;
    document_name(d, RUN_PLAIN, value);
    document_fact(d, span_of(label));
}

static void facts(struct document *d, const struct report_call *c)
{
    struct buf b = BUF(0);
    fact(d, "Account", c->account);
    fact(d, "Deal", c->deal);
    fact(d, "Stage", c->stage);
    words_money(&b, c->amount, c->currency);
    fact(d, "Amount", buf_view(&b));
    buf_clear(&b);
    fact(d, "Owner", c->owner);
    if (c->seconds) {
        words_minutes(&b, c->seconds);
        buf_text(&b, " min");
    }
    fact(d, "Length", buf_view(&b));
    buf_free(&b);
    fact(d, "Language", c->language);
    fact(d, "Call id", c->id);
    if (c->url.at) {
        document_words(d, RUN_PLAIN, "Open in Gong ▸");
        document_link(d, c->url);
        document_fact(d, span_of("Recording"));
    }
    document_facts(d);
}

static void people(struct document *d, const struct report_call *c)
{
    static const enum side order[] = {SIDE_CUSTOMER, SIDE_REP, SIDE_UNKNOWN};
    if (c->npeople == 0)
        return;
    document_note(d, PARAGRAPH_ASKED, "Who was there");
    for (size_t s = 0; s < 3; s++)
        for (size_t i = 0; i < c->npeople; i++) {
            const struct report_person *x = &c->people[i];
            if (x->side != order[s])
                continue;
            document_name(d, RUN_BADGE, words_side(x->side));
            document_words(d, RUN_PLAIN, " ");
            document_name(d, RUN_PLAIN,
                          x->name.len    ? x->name
                          : x->email.len ? x->email
                                         : span_of("no name"));
            document_words(d, RUN_FAINT, x->title.len ? ", " : "");
            document_name(d, RUN_FAINT, x->title);
            document_paragraph(d, PARAGRAPH_BODY);
        }
}

static void quotes_of(struct document *d, const struct report_call *c,
                      const struct report_answer *a, int64_t item)
{
    for (size_t e = 0; e < a->nevidence; e++)
        if (a->evidence[e].item == item)
            document_quote(d, c, &a->evidence[e], false);
}

/* The objects of a list, each with its own quotes. */
static void items(struct document *d, const struct report_call *c, const struct report_answer *a)
{
    const struct report_question *q = &d->page.r->questions[a->question];
    for (size_t i = 0; i < a->nitems; i++) {
        struct buf b = BUF(0);
        size_t said = 0;
        buf_format(&b, "%zu. ", i + 1);
        document_words(d, RUN_FAINT, b.at ? b.at : "");
        buf_clear(&b);
        for (size_t k = 0; k < q->nfields; k++) {
            if (a->items[i].cells[k].n == 0)
                continue;
            document_words(d, RUN_FAINT, said++ ? "; " : "");
            document_name(d, RUN_FAINT, q->fields[k].label);
            document_words(d, RUN_FAINT, ": ");
            page_cell(&b, &d->page, a, i, k);
            document_buf(d, RUN_PLAIN, &b);
        }
        buf_free(&b);
        document_paragraph(d, PARAGRAPH_BODY);
        quotes_of(d, c, a, (int64_t)i);
    }
}

static void answer(struct document *d, const struct report_call *c, const struct report_answer *a)
{
    struct buf b = BUF(0);
    document_name(d, RUN_PLAIN, d->page.r->questions[a->question].text);
    document_place(d, "q", a->question + 1);
    document_paragraph(d, PARAGRAPH_ASKED);
    page_answer(&b, &d->page, a);
    document_buf(d, RUN_STRONG, &b);
    if (a->confidence != CONFIDENCE_NONE) {
        buf_format(&b, "· %s confidence", report_confidence_name(a->confidence));
        document_words(d, RUN_FAINT, " ");
        document_buf(d, RUN_FAINT, &b);
    }
    if (a->dropped) {
        document_words(d, RUN_FAINT, " ");
        buf_text(&b, "· unverified quotes dropped: ");
        words_number(&b, a->dropped);
        document_buf(d, RUN_FAINT, &b);
    }
    document_paragraph(d, PARAGRAPH_BODY);
    for (size_t i = 0; page_mark(&b, a->marks, i); i++) {
        document_buf(d, RUN_PLAIN, &b);
        document_paragraph(d, PARAGRAPH_NOTE);
    }
    buf_free(&b);
    items(d, c, a);
    quotes_of(d, c, a, -1);
}

/* There is something to say of it in the card. */
static bool is_heard(const struct report_answer *a)
{
    return a->status != ANSWER_NOT_DISCUSSED || a->nevidence > 0;
}

static void silent(struct document *d, const struct report_call *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->nanswers; i++)
        if (!is_heard(&c->answers[i])) {
            document_words(d, RUN_PLAIN, n++ ? ", " : "Asked and not discussed: ");
            document_name(d, RUN_PLAIN, d->page.r->questions[c->answers[i].question].label);
        }
    document_words(d, RUN_PLAIN, n ? "." : "");
    document_paragraph(d, PARAGRAPH_NOTE);
}

static void card(struct document *d, size_t number)
{
    const struct report_call *c = &d->page.r->calls[number];
    struct buf b = BUF(0);
    size_t heard = 0;
    document_name(d, RUN_PLAIN, page_title(c));
    document_words(d, RUN_FAINT, " · ");
    words_date(&b, c->date[0] ? c->date : "no date");
    buf_format(&b, " %s", c->clock);
    document_buf(d, RUN_FAINT, &b);
    document_words(d, RUN_FAINT, " · ");
    buf_format(&b, "%zu of %zu answered", answered(c), c->nanswers);
    document_buf(d, RUN_FAINT, &b);
    document_words(d, RUN_FAINT, page_since(c) ? " · " : "");
    document_words(d, RUN_FAINT, page_since(c) ? page_since(c) : "");
    document_heading(d, 2, "call", number + 1);
    facts(d, c);
    people(d, c);
    for (size_t i = 0; i < c->nanswers; i++)
        if (is_heard(&c->answers[i])) {
            answer(d, c, &c->answers[i]);
            heard++;
        }
    if (heard == 0)
        document_note(d, PARAGRAPH_BODY, "No question was answered.");
    silent(d, c);
}

void document_cards(struct document *d)
{
    document_heading_words(d, 1, "cards", "Call by call");
    if (document_idle(d))
        return;
    if (d->page.r->ncalls > DOCUMENT_CARDS) {
        struct buf b = BUF(0);
        buf_text(&b, "Cards for the newest ");
        words_number(&b, DOCUMENT_CARDS);
        buf_text(&b, " calls of ");
        words_number(&b, (int64_t)d->page.r->ncalls);
        buf_text(&b, ". The table above has every call; all answers and quotes are in the csv, "
                     "evidence-csv and json reports.");
        document_buf(d, RUN_PLAIN, &b);
        document_paragraph(d, PARAGRAPH_OPEN);
    }
    for (size_t i = 0; i < d->page.r->ncalls && i < DOCUMENT_CARDS && !d->failed; i++)
        card(d, i);
}
