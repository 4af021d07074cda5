/* The last sheet: how it was done, the questions in full, and what Excel could not hold. */

#include "lib/report/xlsx.h"

#include <math.h>
#include "lib/base/plain.h"

enum { SPAN = 6, SPAN_WIDTH = 160 };

static void sentence(struct xlsx_sheet *s, struct buf *b, enum xlsx_look look)
{
    xlsx_across(s, b, look, SPAN, SPAN_WIDTH);
    xlsx_next(s);
}

static void say(struct xlsx_sheet *s, const char *text, enum xlsx_look look)
{
    struct buf b = BUF(0);
    buf_text(&b, text);
    sentence(s, &b, look);
}

static void rules(struct xlsx_sheet *s)
{
    struct buf b = BUF(0);
    say(s, "Method", LOOK_SECTION);
    say(s,
        "Every call was asked the same questions, below in full. Only \"answered\" counts as an "
        "answer; not discussed, unclear, unsupported (no quote of it was found), refused and in "
        "error are calls that were asked.",
        LOOK_SENTENCE);
    buf_text(&b, "Every number is counted from the answers. A share is of the calls that were "
                 "asked; 95% from and to are its Wilson score interval. Below ");
    words_count(&b, s->x->p.u->enough, "call", "calls");
    buf_text(&b, " asked no share is given: insufficient signal.");
    sentence(s, &b, LOOK_SENTENCE);
    say(s,
        "A quote is printed only if it is, byte for byte, in the sentences of one speaker's turn "
        "in the transcript. Control characters in it are shown by their numbers. The column match "
        "says "
        "how it was found; what is printed is always the transcript's text. The time in the column "
        "link opens the recording there.",
        LOOK_SENTENCE);
    say(s,
        "Of an account, at most one quote is shown for a question; of a deal, the amount is "
        "counted once. Calls whose account is not known count as no account.",
        LOOK_SENTENCE);
    buf_text(&b, "Calls and Evidence have the columns of the csv reports. Ids are text. Dates are "
                 "dates of the zone ");
    buf_text(&b, s->x->p.r->options.zone);
    buf_text(&b, "; a number of more than 15 digits, and a date that Excel has not, is text. No "
                 "cell is a formula.");
    sentence(s, &b, LOOK_SENTENCE);
    say(s,
        "To reproduce: the same analysed records and ledgers give this file again, byte for byte: "
        "cm-render --format xlsx --ledger LEDGER answers.ndjson. Made with callmine " VERSION ".",
        LOOK_SENTENCE);
    if (s->x->p.u->trend) {
        page_trend_line(&b, &s->x->p);
        sentence(s, &b, LOOK_SENTENCE);
        page_changed_line(&b, &s->x->p);
        if (b.len > 0)
            sentence(s, &b, LOOK_SENTENCE);
        buf_free(&b);
    }
}

static void sheet_limits(struct xlsx_sheet *s, const struct xlsx_sheet *of)
{
    struct buf b = BUF(0);
    if (of->left_out > 0) {
        buf_format(&b, "%s: ", of->name);
        words_count(&b, of->left_out, "row does", "rows do");
        buf_text(&b, " not fit into a sheet of 1,048,576 and are not here; the csv, evidence-csv "
                     "and json reports have all of them.");
        sentence(s, &b, LOOK_BAD);
    }
    if (of->plain > 0) {
        buf_format(&b, "%s: ", of->name);
        words_count(&b, of->plain, "address is", "addresses are");
        buf_text(&b, " text here, and no link: a sheet holds 65,530 links, each of 2,079 "
                     "characters at most and without internal: or external: in it.");
        sentence(s, &b, LOOK_BAD);
    }
}

static void limits(struct xlsx_sheet *s, struct xlsx_sheet *const *sheets, size_t n)
{
    xlsx_next(s);
    say(s, "What Excel cannot hold", LOOK_SECTION);
    for (size_t i = 0; i < n; i++)
        sheet_limits(s, sheets[i]);
    uint32_t before = s->row;
    for (size_t i = 0; i < s->x->ncuts; i++) {
        const struct xlsx_cut c = s->x->cuts[i]; /* by value: a cell here may be cut too */
        struct buf b = BUF(0);
        char place[LXW_MAX_CELL_NAME_LENGTH];
        if (!xlsx_room(s))
            continue;
        s->x->lib->lxw_rowcol_to_cell(place, c.row, c.column);
        buf_format(&b, "%s!%s: ", c.sheet, place);
        words_number(&b, c.units);
        buf_text(&b, " characters, cut to the 32,767 that a cell holds; the json report has all "
                     "of them.");
        sentence(s, &b, LOOK_BAD);
    }
    bool none = s->row == before;
    for (size_t i = 0; i < n; i++)
        none = none && sheets[i]->left_out == 0 && sheets[i]->plain == 0;
    if (none)
        say(s, "Nothing was cut or left out.", LOOK_GOOD);
}

static void field_values(struct buf *b, const struct report_question *q, size_t field)
{
    size_t n = 0;
    for (size_t v = 0; v < q->nvalues; v++)
        if (q->values[v].field == field) {
            buf_text(b, n++ ? ", " : "");
            buf_span(b, q->values[v].label);
        }
}

/* What it may answer: its values, or what each object of a list tells. */
static void answers(struct buf *b, const struct report_question *q)
{
    for (size_t k = 0; k < q->nfields; k++) {
        buf_text(b, k ? "; " : "");
        buf_span(b, q->fields[k].text);
        buf_format(b, " (%s) ", report_type_name(q->fields[k].type));
        field_values(b, q, k);
    }
    if (q->nfields == 0 && answer_countable(q->type))
        field_values(b, q, 0);
}

static void question_row(struct xlsx_sheet *s, const struct report_question *q)
{
    const struct report_set *set = &s->x->p.r->sets[q->set];
    struct buf b = BUF(0);
    answers(&b, q);
    double longest = fmax((double)plain_width(q->text), (double)plain_width(buf_view(&b)));
    xlsx_lines(s, fmax(longest, 44. / 30 * (double)plain_width(q->silence)), 40);
    xlsx_quote(s, q->column, LOOK_TEXT);
    xlsx_name(s, set->title, LOOK_WRAPPED);
    xlsx_count(s, set->version);
    xlsx_name(s, q->text, LOOK_WRAPPED);
    xlsx_words(s, report_type_name(q->type), LOOK_TEXT);
    xlsx_buf(s, &b, LOOK_WRAPPED);
    xlsx_name(s, page_side_asked(q), LOOK_WRAPPED);
    xlsx_name(s, q->silence, LOOK_WRAPPED);
    xlsx_quote(s, q->sha256, LOOK_TEXT);
    xlsx_next(s);
}

void xlsx_method(struct xlsx_sheet *s, struct xlsx_sheet *const *sheets, size_t n)
{
    static const char *const heads[] = {"Question id",
                                        "Set",
                                        "Version",
                                        "Question",
                                        "Type",
                                        "Answers",
                                        "Looked for",
                                        "When nothing is said",
                                        "SHA-256 of what is asked"};
    static const double widths[] = {28, 22, 9, 44, 11, 44, 30, 30, 66};
    const struct report *r = s->x->p.r;
    rules(s);
    xlsx_next(s);
    say(s, "Questions in full", LOOK_SECTION);
    xlsx_heads(s, heads, sizeof heads / sizeof heads[0], LOOK_HEAD);
    xlsx_next(s);
    for (size_t q = 0; q < r->nquestions; q++)
        question_row(s, &r->questions[q]);
    limits(s, sheets, n);
    for (uint16_t c = 0; s->at && c < sizeof widths / sizeof widths[0]; c++)
        if (s->x->lib->worksheet_set_column(s->at, c, c, widths[c], NULL) != LXW_NO_ERROR)
            s->x->no_memory = true;
    if (s->at)
        s->x->lib->worksheet_gridlines(s->at, LXW_HIDE_ALL_GRIDLINES);
}
