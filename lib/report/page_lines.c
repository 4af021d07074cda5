/* Lines that all formats word alike: what was counted, what was found, what stands beside an
 * answer. */

#include <math.h>
#include "lib/report/page.h"

void page_ledger_line(struct buf *b, const struct report *r)
{
    int64_t found = (int64_t)r->ncalls + r->balance.left;
    if (!r->has_ledger) {
        buf_text(b,
                 "No ledger was given: what was listed, and what was left out, is not known here.");
        return;
    }
    buf_text(b, r->closes ? "The ledger closes: " : "The ledger does not close: ");
    words_number(b, r->balance.listed);
    buf_text(b, r->closes ? " listed = " : " listed, but ");
    words_number(b, (int64_t)r->ncalls);
    buf_text(b, " analysed + ");
    words_number(b, r->pending);
    buf_text(b, " pending + ");
    words_number(b, r->balance.left - r->pending);
    buf_text(b, " not counted");
    if (!r->closes) {
        buf_text(b, " = ");
        words_number(b, found);
        buf_text(b, "; ");
        if (r->balance.listed > found)
            words_count(b, r->balance.listed - found, "call is unaccounted for",
                        "calls are unaccounted for");
        else
            words_count(b, found - r->balance.listed, "call was never listed",
                        "calls were never listed");
    }
    buf_byte(b, '.');
}

void page_quotes_line(struct buf *b, const struct report *r)
{
    words_count(b, r->checked, "quote was", "quotes were");
    buf_text(b, " found in the transcripts, byte for byte; unverified quotes dropped: ");
    words_number(b, r->dropped);
    if (r->unchecked) {
        buf_text(b, "; not checked here, for want of a transcript: ");
        words_number(b, r->unchecked);
    }
    if (r->bare) {
        buf_text(b, "; answers left without any quote: ");
        words_number(b, r->bare);
    }
    buf_byte(b, '.');
}

void page_grounding_line(struct buf *b, const struct page *p)
{
    const struct report *r = p->r;
    int64_t claimed = report_claimed(r), unsupported = 0;
    for (size_t q = 0; q < r->nquestions; q++)
        unsupported += p->u->questions[q].statuses[ANSWER_UNSUPPORTED];
    buf_text(b, "Grounding: ");
    words_number(b, r->checked + r->unchecked);
    buf_text(b, " of ");
    words_count(b, claimed, "quote that was claimed is held (",
                "quotes that were claimed are held (");
    words_percent(b, r->checked + r->unchecked, claimed);
    for (int t = 0; t < TIERS; t++)
        if (r->tiers[t] > 0) {
            buf_text(b, ", ");
            buf_text(b, t == TIER_UNKNOWN ? "of no tier" : report_tier_name((enum tier)t));
            buf_byte(b, ' ');
            words_number(b, r->tiers[t]);
        }
    buf_text(b, "); not found: ");
    words_number(b, r->dropped + r->unverified);
    buf_text(b, "; unsupported answers, in no count: ");
    words_number(b, unsupported);
    buf_byte(b, '.');
}

void page_spend_line(struct buf *b, const struct report *r)
{
    if (r->spent) {
        buf_text(b, "Asking took ");
        words_number(b, r->spend.input);
        buf_text(b, " tokens in (");
        words_number(b, r->spend.cached);
        buf_text(b, " cached), ");
        words_number(b, r->spend.output);
        buf_text(b, " out");
        if (r->unpriced < r->spent) {
            buf_text(b, ", and cost ");
            words_real(b, r->spend.cost);
            buf_text(b, " in the currency of the table of prices");
        }
        if (r->unpriced) {
            buf_text(b, "; answers without a price: ");
            words_number(b, r->unpriced);
        }
        buf_byte(b, '.');
    }
    if (r->corrected) {
        buf_text(b, b->len ? " " : "");
        words_count(b, r->corrected, "answer was", "answers were");
        buf_text(b, " corrected by hand.");
    }
}

void page_statuses(struct buf *b, const struct rollup_question *n)
{
    static const enum answer_status always[] = {ANSWER_UNCLEAR, ANSWER_NOT_DISCUSSED};
    buf_text(b, "answered ");
    page_share(b, n->statuses[ANSWER_ANSWERED], n->asked);
    for (int i = 0; i < 2 + ANSWER_STATUSES - ANSWER_UNSUPPORTED; i++) {
        enum answer_status s = i < 2 ? always[i] : (enum answer_status)(ANSWER_UNSUPPORTED + i - 2);
        if (i >= 2 && n->statuses[s] == 0)
            continue;
        buf_text(b, ", ");
        buf_text(b, words_status(s));
        buf_byte(b, ' ');
        words_number(b, n->statuses[s]);
    }
    if (n->not_asked) {
        buf_text(b, "; not asked of ");
        words_count(b, n->not_asked, "call", "calls");
    }
}

void page_again(struct buf *b, const struct rollup_question *n)
{
    if (n->repeated > 0)
        buf_format(b, "asked again: %d%% agree", (int)floor(n->stability * 100 + .5));
}

void page_spread(struct buf *b, const struct rollup_question *n)
{
    if (isfinite(n->median)) {
        buf_text(b, "median ");
        words_real(b, n->median);
        buf_text(b, ", lowest ");
        words_real(b, n->low);
        buf_text(b, ", highest ");
        words_real(b, n->high);
    } else if (n->earliest.at) {
        buf_text(b, "from ");
        words_date_span(b, n->earliest);
        buf_text(b, " to ");
        words_date_span(b, n->latest);
    }
}

void page_scant_line(struct buf *b, const struct page *p, int64_t asked)
{
    buf_text(b, "Insufficient signal: asked on ");
    words_count(b, asked, "call", "calls");
    buf_text(b, ", fewer than the ");
    words_number(b, p->u->enough);
    buf_text(b, " that a share is given for.");
}

void page_capital(struct buf *b)
{
    if (b->len > 0 && b->at[0] >= 'a' && b->at[0] <= 'z')
        b->at[0] -= 'a' - 'A';
}

static void mark_correction(struct buf *b, const struct report_marks *m)
{
    buf_text(b, "corrected by ");
    words_unquoted(b, m->by.len ? m->by : span_of("hand"));
    if (m->when.len) {
        buf_text(b, ", ");
        words_unquoted(b, m->when);
    }
    buf_text(b, "; it was ");
    words_unquoted(b, m->was_status.len ? m->was_status : span_of("not said"));
    if (m->was_value.len) {
        buf_text(b, ", ");
        words_unquoted(b, m->was_value);
    }
    if (m->why.len) {
        buf_text(b, "; why: ");
        words_unquoted(b, m->why);
    }
}

bool page_mark(struct buf *b, const struct report_marks *m, size_t i)
{
    if (!m || i > 3)
        return false;
    if (i == 0 && m->corrected) {
        mark_correction(b, m);
    } else if (i == 1 && m->reason.len) {
        buf_text(b, "why there is no answer: ");
        words_unquoted(b, m->reason);
    } else if (i == 2 && isfinite(m->stability)) {
        buf_format(b, "asked more than once: %d%% agree", (int)floor(m->stability * 100 + .5));
    } else if (i == 3 && m->note.len) {
        buf_text(b, "note of the model, not a quote: ");
        words_unquoted(b, m->note);
    }
    return true;
}

const char *page_tier(const struct report_evidence *e)
{
    static const char *const names[TIERS] = {NULL, "normalized match", "stitched match",
                                             "fuzzy match", NULL};
    return names[e->tier];
}
