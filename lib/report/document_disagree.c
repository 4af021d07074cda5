/* Where two sources differ. */

#include "lib/report/disagree.h"
#include "lib/report/document_parts.h"

static void introduction(struct document *d, size_t line)
{
    struct buf b = BUF(0);
    page_disagreement(&b, &d->page, line);
    document_buf(d, RUN_PLAIN, &b);
    document_paragraph(d, PARAGRAPH_BODY);
}

static void reasons(struct document *d, const struct disagreement *all)
{
    static const struct document_column columns[] = {{HEAD("Reason in the CRM"), 7, false},
                                                     {HEAD("Calls"), 1.6, true},
                                                     {HEAD("The same in the call"), 2.2, true},
                                                     {HEAD("Another"), 2, true},
                                                     {HEAD("Not to be told"), 2.2, true}};
    document_table(d, "Reasons of the CRM beside the calls", columns,
                   sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < all->nreasons; i++) {
        const struct disagree_reason *row = &all->reasons[i];
        struct buf b = BUF(0);
        size_t leader;
        document_name(d, RUN_PLAIN, row->reason);
        if (disagree_leader(d->page.u, row, &leader)) {
            buf_text(&b, "most often heard: ");
            buf_span(&b, d->page.r->questions[all->driver].values[leader].label);
            buf_text(&b, " (");
            words_number(&b, row->values[leader]);
            buf_byte(&b, ')');
            document_words(d, RUN_FAINT, " ");
            document_buf(d, RUN_FAINT, &b);
        }
        document_cell(d);
        document_number_cell(d, row->calls);
        document_number_cell(d, row->agree);
        document_number_cell(d, row->differ);
        document_number_cell(d, row->open);
        document_row(d);
    }
    document_table_end(d);
}

static void voices(struct document *d, const struct disagreement *all)
{
    static const struct document_column columns[] = {{HEAD("Answer"), 7, false},
                                                     {HEAD("Calls"), 2, true},
                                                     {HEAD("In the customer’s words"), 3, true},
                                                     {HEAD("In ours alone"), 3, true}};
    document_table(d, "Who said it", columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < all->nvoices; i++) {
        const struct disagree_voice *v = &all->voices[i];
        const struct report_question *q = &d->page.r->questions[v->question];
        document_name(d, RUN_PLAIN, q->values[v->value].label);
        document_place(d, "q", v->question + 1);
        document_words(d, RUN_FAINT, " ");
        document_name(d, RUN_FAINT, q->label);
        document_cell(d);
        document_number_cell(d, v->calls);
        document_number_cell(d, v->customer);
        document_number_cell(d, v->ours);
        document_row(d);
    }
    document_table_end(d);
}

void document_disagreements(struct document *d)
{
    const struct disagreement *all = d->page.u->disagreement;
    size_t line = 0;
    if (!disagree_any(d->page.u))
        return;
    document_heading_words(d, 1, "disagreements", "Disagreements");
    if (document_idle(d))
        return;
    if (all->nreasons) {
        introduction(d, line);
        reasons(d, all);
        line += all->nreasons + 1;
    }
    if (all->nvoices) {
        introduction(d, line);
        voices(d, all);
        line += all->nvoices + 1;
    }
    if (all->unstable) {
        introduction(d, line);
        struct buf b = BUF(0);
        while (page_disagreement(&b, &d->page, ++line) == 2) {
            document_buf(d, RUN_PLAIN, &b);
            document_paragraph(d, PARAGRAPH_ITEM);
        }
    }
}
