#include "lib/analyze/citation.h"
#include "lib/analyze/analysis_write.h"
#include "lib/analyze/correction_value.h"
#include "lib/analyze/cue.h"
#include "lib/analyze/quote.h"
#include "lib/json/json.h"

enum { DIGITS = 7 };

static bool next_number(struct span *rest, uint32_t *n)
{
    size_t i = 1;
    if (rest->len < 2 || rest->at[0] != 'S')
        return false;
    for (*n = 0; i < rest->len && rest->at[i] >= '0' && rest->at[i] <= '9'; i++)
        *n = i <= DIGITS ? *n * 10 + (uint32_t)(rest->at[i] - '0') : UINT32_MAX;
    *rest = (struct span){rest->at + i, rest->len - i};
    return i > 1 && i <= DIGITS + 1;
}

static bool pass_sign(struct span *rest, char sign)
{
    if (!rest->len || rest->at[0] != sign)
        return false;
    *rest = (struct span){rest->at + 1, rest->len - 1};
    return true;
}

/* The citation at the front of *rest, which moves on behind its comma. */
static bool next_citation(struct span *rest, uint32_t *from, uint32_t *to)
{
    while (pass_sign(rest, ' '))
        ;
    if (!next_number(rest, from))
        return false;
    *to = *from;
    if (pass_sign(rest, '-') && !next_number(rest, to))
        return false;
    while (pass_sign(rest, ' '))
        ;
    return *from <= *to && (rest->len == 0 || (pass_sign(rest, ',') && rest->len > 0));
}

static int count(const struct corrections *c, const struct correction *k, size_t *n,
                 struct fault *f)
{
    struct span rest = k->cell[CORRECTION_EVIDENCE];
    uint32_t from, to;
    for (*n = 0; rest.len; ++*n)
        if (!next_citation(&rest, &from, &to))
            return correction_fault(c, k, CORRECTION_EVIDENCE, f,
                                    "evidence is sentences of the call as S12 or S12-S13, several "
                                    "with commas");
    return 0;
}

static int quote(const struct corrections *c, const struct correction *k,
                 const struct analysed_question *q, const struct transcript *t, struct evidence *e,
                 struct fault *f)
{
    if (e->to >= t->nsentences)
        return correction_fault(c, k, CORRECTION_EVIDENCE, f,
                                "there is no sentence S%u: the call has %zu, counted from S0",
                                e->to, t->nsentences);
    if (!quote_run(e, t, e->from, e->to))
        return correction_fault(c, k, CORRECTION_EVIDENCE, f,
                                "S%u-S%u is no quote: at most three sentences, together about 400 "
                                "bytes, of one speaker without a break",
                                e->from, e->to);
    enum side said = transcript_side(t, e->from);
    if (!asked_side_fits(q->asked, said))
        return correction_fault(c, k, CORRECTION_EVIDENCE, f,
                                "S%u was said by the side %s, and the question asks the %s",
                                e->from, side_name(said), asked_side_name(q->asked));
    return 0;
}

int citation_write(struct buf *b, const struct corrections *c, const struct correction *k,
                   const struct analysed_question *q, struct span value, const struct transcript *t,
                   struct fault *f)
{
    struct span rest = k->cell[CORRECTION_EVIDENCE];
    struct json_writer w = {.b = b};
    struct buf link = BUF(0), id = BUF(0);
    struct choice shown = {0};
    const struct question question = {.type = q->kind, .choices = &shown};
    const struct answer answer = {.question = &question, .status = ANSWER_GIVEN};
    struct evidence e = {.tier = TIER_EXACT};
    struct span ids = q->kind == ANSWER_MULTI_ENUM ? k->cell[CORRECTION_VALUE] : SPAN_NONE, one;
    size_t n, of = json_count(value);
    if (count(c, k, &n, f) != 0)
        return -1;
    if (q->kind == ANSWER_LIST && of != n)
        return correction_fault(c, k, CORRECTION_EVIDENCE, f,
                                "of a list each object needs its own sentences, in the same order");
    int status = 0;
    json_open(&w, NULL, '[');
    for (; status == 0 && next_citation(&rest, &e.from, &e.to); e.item++) {
        buf_clear(&id);
        if (of == n && correction_next_id(&ids, &one))
            buf_span(&id, one);
        shown.id = id.at;
        e.choice = id.len ? 0 : NO_CHOICE;
        status = quote(c, k, q, t, &e, f);
        if (status == 0)
            analysis_write_evidence(&w, t, &answer, &e, &link);
    }
    json_close(&w, ']');
    buf_free(&link);
    buf_free(&id);
    return status == 0 ? buf_check(b, "the evidence of a correction", f) : status;
}
