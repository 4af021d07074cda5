/* What was not counted, what was not found, and how it was done. */

#include "lib/json/json.h"
#include "lib/report/document_parts.h"

static void token_cell(struct document *d, struct span string)
{
    struct buf b = BUF(0);
    json_text(&b, string);
    document_buf(d, RUN_PLAIN, &b);
    document_cell(d);
}

static void reasons(struct document *d)
{
    static const struct document_column columns[] = {{HEAD("Reason"), 8, false},
                                                     {HEAD("Calls"), 2, true}};
    document_table(d, "Calls not counted, by reason", columns, 2);
    for (size_t i = 0; i < d->page.r->balance.n; i++) {
        struct buf b = BUF(0);
        document_words(d, RUN_PLAIN, d->page.r->balance.reasons[i].name);
        document_words(d, RUN_FAINT, " ");
        words_reason(&b, d->page.r->balance.reasons[i].name);
        document_buf(d, RUN_FAINT, &b);
        document_cell(d);
        document_number_cell(d, d->page.r->balance.reasons[i].calls);
        document_row(d);
    }
    document_table_end(d);
}

static void by_id(struct document *d)
{
    static const struct document_column columns[] = {
        {HEAD("Call"), 4, false}, {HEAD("Reason"), 4, false}, {HEAD("At"), 3, false}};
    struct page_lost l = {.rest = buf_view(&d->page.r->balance.lost)};
    struct buf b = BUF(0);
    int64_t n = 0;
    document_table(d, "Every one of them, by id", columns, 3);
    for (; n < DOCUMENT_LOST && !d->failed && page_next_lost(&l); n++) {
        token_cell(d, l.id);
        token_cell(d, l.reason);
        token_cell(d, l.stage);
        document_row(d);
    }
    document_table_end(d);
    if (d->page.r->balance.left > n) {
        buf_text(&b, "The first ");
        words_number(&b, n);
        buf_text(&b, " of ");
        words_number(&b, d->page.r->balance.left);
        buf_text(&b, "; the ledger and the json report have all of them.");
    }
    document_buf(d, RUN_PLAIN, &b);
    document_paragraph(d, PARAGRAPH_NOTE);
}

void document_lost(struct document *d)
{
    struct buf b = BUF(0);
    document_heading_words(d, 1, "not-counted", "Not counted");
    if (document_idle(d))
        return;
    page_ledger_line(&b, d->page.r);
    document_buf(d, RUN_PLAIN, &b);
    document_paragraph(d, PARAGRAPH_BODY);
    if (d->page.r->balance.n == 0)
        return;
    reasons(d);
    by_id(d);
}

static void absent(struct document *d, size_t q)
{
    const struct rollup_question *n = &d->page.u->questions[q];
    document_name(d, RUN_PLAIN, d->page.r->questions[q].text);
    document_place(d, "q", q + 1);
    document_words(d, RUN_FAINT, " ");
    document_name(d, RUN_FAINT, d->page.r->questions[q].silence);
    document_cell(d);
    document_share_cell(d, n->statuses[ANSWER_NOT_DISCUSSED], n->asked);
    document_number_cell(d, n->statuses[ANSWER_UNCLEAR]);
    document_number_cell(d, n->statuses[ANSWER_UNSUPPORTED]);
    document_number_cell(d, n->statuses[ANSWER_REFUSED] + n->statuses[ANSWER_FAILED]);
    document_number_cell(d, n->not_asked);
    document_row(d);
}

void document_absent(struct document *d)
{
    static const struct document_column columns[] = {
        {HEAD("Question"), 8, false},         {HEAD("Not discussed, of calls asked"), 4.5, false},
        {HEAD("Unclear"), 1.8, true},         {HEAD("Unsupported"), 2.2, true},
        {HEAD("Refused, in error"), 2, true}, {HEAD("Not asked"), 1.6, true}};
    document_heading_words(d, 1, "absent", "Asked and not found");
    if (document_idle(d))
        return;
    document_note(d, PARAGRAPH_BODY,
                  "“Not discussed” is an answer: the question was put to the call, and nothing in "
                  "it speaks of it.");
    document_table(d, "Not discussed, by question", columns, sizeof columns / sizeof columns[0]);
    for (size_t q = 0; q < d->page.r->nquestions && !d->failed; q++)
        absent(d, q);
    document_table_end(d);
}

static void field(struct document *d, const struct report_question *q, size_t k)
{
    struct buf b = BUF(0);
    size_t n = 0;
    document_words(d, RUN_FAINT, k ? "; " : " Of each: ");
    document_name(d, RUN_FAINT, q->fields[k].text);
    buf_format(&b, "(%s", report_type_name(q->fields[k].type));
    document_words(d, RUN_FAINT, " ");
    document_buf(d, RUN_FAINT, &b);
    for (size_t v = 0; q->fields[k].type != ANSWER_BOOL && v < q->nvalues; v++)
        if (q->values[v].field == k) {
            document_words(d, RUN_FAINT, n++ ? ", " : ": ");
            document_name(d, RUN_FAINT, q->values[v].label);
        }
    document_words(d, RUN_FAINT, k + 1 < q->nfields ? ")" : ").");
}

static void in_full(struct document *d, const struct report_question *q)
{
    bool answers = answer_countable(q->type) && q->type != ANSWER_BOOL && q->nvalues;
    struct buf b = BUF(0);
    document_name(d, RUN_STRONG, q->id);
    document_words(d, RUN_PLAIN, ": ");
    document_name(d, RUN_PLAIN, q->text);
    buf_format(&b, "(%s, looked for ", report_type_name(q->type));
    buf_span(&b, page_side_asked(q));
    buf_byte(&b, ')');
    document_words(d, RUN_FAINT, " ");
    document_buf(d, RUN_FAINT, &b);
    for (size_t k = 0; k < q->nfields; k++)
        field(d, q, k);
    for (size_t v = 0; answers && v < q->nvalues; v++) {
        document_words(d, RUN_FAINT, v ? ", " : " Answers: ");
        document_name(d, RUN_FAINT, q->values[v].label);
    }
    document_words(d, RUN_FAINT, answers ? "." : "");
    document_paragraph(d, PARAGRAPH_ITEM);
    document_words(d, RUN_PLAIN, q->sha256.len ? "sha256 " : "");
    document_name(d, RUN_PLAIN, q->sha256);
    document_paragraph(d, PARAGRAPH_CODE);
}

/* What does not follow from the numbers. */
static void rules(struct document *d)
{
    struct buf b = BUF(0);
    document_note(
        d, PARAGRAPH_BODY,
        "Every call was asked the same questions, below in full. An answer is answered, not "
        "discussed or unclear; unsupported where something was said to be so and no quote of it "
        "was found; refused or in error where the model gave none. Only the first counts as an "
        "answer; all of them are calls that were asked.");
    buf_text(&b, "Every number is counted from the answers. A share is of the calls that were "
                 "asked; the range behind it is the 95% Wilson score interval. Below ");
    words_count(&b, d->page.u->enough, "call", "calls");
    buf_text(&b, " asked, no share is given: insufficient signal.");
    document_buf(d, RUN_PLAIN, &b);
    document_paragraph(d, PARAGRAPH_BODY);
    document_note(
        d, PARAGRAPH_BODY,
        "A quote is printed only if it is, byte for byte, in the sentences of one speaker's turn "
        "in the transcript. Control characters in it are shown by their codes. Where it was not "
        "claimed byte for byte, what is printed is still the "
        "transcript's "
        "text, and the kind of match stands beside it. A note is the model's words and never in "
        "quote marks. The time behind a quote opens the recording there.");
    document_note(
        d, PARAGRAPH_BODY,
        "Of an account, at most one quote is shown for a question; of a deal, the amount is "
        "counted once. Calls whose account is not known count as no account.");
    document_note(d, PARAGRAPH_BODY,
                  "To reproduce: the same analysed records and ledgers give this file again, byte "
                  "for byte, from cm-render. Made with callmine " VERSION
                  " from the records alone: no number and no quote here comes from anywhere else.");
}

void document_method(struct document *d)
{
    const struct report *r = d->page.r;
    document_heading_words(d, 1, "method", "Method");
    if (document_idle(d))
        return;
    rules(d);
    for (size_t s = 0; s < r->nsets && !d->failed; s++) {
        struct buf b = BUF(0);
        document_name(d, RUN_PLAIN, r->sets[s].title);
        document_words(d, RUN_FAINT, " ");
        buf_span(&b, r->sets[s].id);
        buf_format(&b, " version %lld", (long long)r->sets[s].version);
        document_buf(d, RUN_FAINT, &b);
        document_heading(d, 3, "", 0);
        for (size_t q = r->sets[s].first; q < r->sets[s].first + r->sets[s].n; q++)
            in_full(d, &r->questions[q]);
    }
}
