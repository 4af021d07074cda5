#include "lib/report/disagree.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/report/json_parts.h"

/* ---- the CRM's reason beside what was said ---- */

static bool word_byte(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool next_word(struct span *rest, struct span *word)
{
    while (rest->len && !word_byte(*rest->at))
        *rest = (struct span){rest->at + 1, rest->len - 1};
    size_t n = 0;
    while (n < rest->len && word_byte(rest->at[n]))
        n++;
    *word = (struct span){rest->at, n};
    *rest = (struct span){rest->at + n, rest->len - n};
    return n > 0;
}

static bool same_word(struct span a, struct span b)
{
    bool same = a.len == b.len;
    for (size_t i = 0; same && i < a.len; i++)
        same = tolower((unsigned char)a.at[i]) == tolower((unsigned char)b.at[i]);
    return same;
}

/* All words of `some`, of which there is one, stand in `text`. */
static bool words_within(struct span some, struct span text)
{
    struct span word, other;
    size_t n = 0;
    for (; next_word(&some, &word); n++) {
        struct span rest = text;
        bool found = false;
        while (!found && next_word(&rest, &other))
            found = same_word(word, other);
        if (!found)
            return false;
    }
    return n > 0;
}

static bool names_value(struct span reason, const struct report_value *v)
{
    return words_within(v->id, reason) || words_within(reason, v->id) ||
           words_within(v->label, reason) || words_within(reason, v->label);
}

/* Of a reason; `gave`: the call's answer, or NULL. */
enum side_by_side { IS_OPEN, IS_AGREED, IS_OTHER };

static enum side_by_side beside(const struct report_question *q, struct span reason,
                                const struct report_answer *gave)
{
    bool named = false;
    if (gave->status != ANSWER_ANSWERED || gave->noptions == 0)
        return IS_OPEN;
    for (size_t v = 0; v < q->nvalues; v++)
        named = named || names_value(reason, &q->values[v]);
    for (size_t i = 0; i < gave->noptions; i++)
        if (names_value(reason, &q->values[gave->options[i]]))
            return IS_AGREED;
    return named ? IS_OTHER : IS_OPEN;
}

static struct disagree_reason *reason_row(struct rollup *u, struct disagreement *d, size_t room,
                                          struct span reason)
{
    for (size_t i = 0; i < d->nreasons; i++)
        if (span_equal(d->reasons[i].reason, reason))
            return &d->reasons[i];
    if (d->nreasons == room)
        return NULL;
    struct disagree_reason *row = &d->reasons[d->nreasons++];
    size_t n = u->report->questions[d->driver].nvalues;
    *row = (struct disagree_reason){.reason = reason};
    row->values = arena_take(&u->arena, n * sizeof *row->values);
    return row->values ? row : NULL;
}

static int most_calls(const void *x, const void *y)
{
    const struct disagree_reason *a = x, *b = y;
    if (a->calls != b->calls)
        return a->calls > b->calls ? -1 : 1;
    size_t n = a->reason.len < b->reason.len ? a->reason.len : b->reason.len;
    int c = n ? memcmp(a->reason.at, b->reason.at, n) : 0;
    return c ? c : (a->reason.len > b->reason.len) - (a->reason.len < b->reason.len);
}

static void count_reason(struct rollup *u, struct disagreement *d, size_t room, size_t call)
{
    const struct report *r = u->report;
    const struct report_call *c = &r->calls[call];
    const struct report_answer *a = report_answer_to(c, d->driver);
    struct disagree_reason *row = a && c->reason.len ? reason_row(u, d, room, c->reason) : NULL;
    if (!row)
        return;
    enum side_by_side how = beside(&r->questions[d->driver], c->reason, a);
    row->calls++;
    row->agree += how == IS_AGREED;
    row->differ += how == IS_OTHER;
    row->open += how == IS_OPEN;
    for (size_t i = 0; i < a->noptions; i++)
        row->values[a->options[i]]++;
}

static void find_reasons(struct rollup *u, struct disagreement *d)
{
    const struct report *r = u->report;
    for (size_t q = 0; q < r->nquestions && !d->has_driver; q++)
        if (span_is(r->questions[q].id, "primary_driver") &&
            answer_countable(r->questions[q].type)) {
            d->has_driver = true;
            d->driver = q;
        }
    d->reasons = d->has_driver ? arena_take(&u->arena, r->ncalls * sizeof *d->reasons) : NULL;
    for (size_t i = 0; d->reasons && i < r->ncalls; i++)
        count_reason(u, d, r->ncalls, i);
    if (d->nreasons)
        qsort(d->reasons, d->nreasons, sizeof *d->reasons, most_calls);
    for (size_t i = 0; i < d->nreasons; i++) {
        d->calls += d->reasons[i].calls;
        d->agree += d->reasons[i].agree;
        d->differ += d->reasons[i].differ;
        d->open += d->reasons[i].open;
    }
    if (d->nreasons > DISAGREE_REASONS)
        d->nreasons = DISAGREE_REASONS;
}

bool disagree_leader(const struct rollup *u, const struct disagree_reason *reason, size_t *value)
{
    int64_t most = 0;
    for (size_t v = 0; v < u->report->questions[u->disagreement->driver].nvalues; v++)
        if (reason->values[v] > most) {
            most = reason->values[v];
            *value = v;
        }
    return most > 0;
}

/* ---- said by our side alone ---- */

/* Whose words show that value; of an answer with one value all quotes do. */
static void hear(const struct report_question *q, const struct report_answer *a, size_t value,
                 bool *customer, bool *ours)
{
    *customer = *ours = false;
    for (size_t e = 0; e < a->nevidence; e++) {
        const struct report_evidence *from = &a->evidence[e];
        if (q->type == ANSWER_MULTI && from->value.len &&
            !span_equal(from->value, q->values[value].id))
            continue;
        *customer = *customer || from->side == SIDE_CUSTOMER;
        *ours = *ours || from->side == SIDE_REP;
    }
}

static struct disagree_voice count_voice(const struct report *r, size_t question, size_t value)
{
    const struct report_question *q = &r->questions[question];
    struct disagree_voice v = {.question = question, .value = value};
    for (size_t i = 0; i < r->ncalls; i++) {
        const struct report_answer *a = report_answer_to(&r->calls[i], question);
        bool gave = false, customer, ours;
        for (size_t k = 0; a && k < a->noptions; k++)
            gave = gave || a->options[k] == value;
        if (!gave)
            continue;
        hear(q, a, value, &customer, &ours);
        v.calls++;
        v.customer += customer;
        v.ours += ours && !customer;
    }
    return v;
}

static void keep_voice(struct disagreement *d, struct disagree_voice v)
{
    size_t at = d->nvoices < DISAGREE_VOICES ? d->nvoices : DISAGREE_VOICES;
    while (at > 0 && d->voices[at - 1].ours < v.ours)
        at--;
    if (at == DISAGREE_VOICES)
        return;
    if (d->nvoices < DISAGREE_VOICES)
        d->nvoices++;
    memmove(&d->voices[at + 1], &d->voices[at], (d->nvoices - 1 - at) * sizeof d->voices[0]);
    d->voices[at] = v;
}

/* Where anybody may say it, and at least two calls have it. Of yes and no, only the yes. */
static void find_voices(struct rollup *u, struct disagreement *d)
{
    const struct report *r = u->report;
    for (size_t q = 0; q < r->nquestions; q++) {
        const struct report_question *from = &r->questions[q];
        bool anybody = !span_is(from->side, "customer") && !span_is(from->side, "rep");
        if (!anybody || !answer_countable(from->type))
            continue;
        for (size_t v = 0; v < (from->type == ANSWER_BOOL ? 1 : from->nvalues); v++) {
            if (u->questions[q].values[v].calls < 2)
                continue;
            struct disagree_voice voice = count_voice(r, q, v);
            if (voice.ours > 0)
                keep_voice(d, voice);
        }
    }
}

bool disagree_unstable(const struct rollup *u, size_t question)
{
    const struct rollup_question *q = &u->questions[question];
    return q->repeated > 0 && q->stability < DISAGREE_STABLE;
}

bool disagree_any(const struct rollup *u)
{
    const struct disagreement *d = u->disagreement;
    return d->nreasons || d->nvoices || d->unstable;
}

int disagree_find(struct rollup *u, struct fault *f)
{
    struct disagreement *d = u->disagreement = arena_take(&u->arena, sizeof *d);
    if (d) {
        find_reasons(u, d);
        find_voices(u, d);
        for (size_t q = 0; q < u->report->nquestions; q++)
            d->unstable += disagree_unstable(u, q);
    }
    return arena_check(&u->arena, "the report", f);
}

/* ---- as JSON ---- */

static void put_sums(struct json_writer *w, int64_t calls, int64_t agree, int64_t differ,
                     int64_t open)
{
    json_put_int(w, "calls", calls);
    json_put_int(w, "agree", agree);
    json_put_int(w, "differ", differ);
    json_put_int(w, "open", open);
}

static void put_reason(struct json_writer *w, const struct report_question *q,
                       const struct disagree_reason *reason)
{
    json_open(w, NULL, '{');
    json_put_text(w, "reason", reason->reason);
    put_sums(w, reason->calls, reason->agree, reason->differ, reason->open);
    json_open(w, "values", '[');
    for (size_t v = 0; v < q->nvalues; v++)
        if (reason->values[v]) {
            json_open(w, NULL, '{');
            json_put_text(w, "value", q->values[v].id);
            json_put_int(w, "calls", reason->values[v]);
            json_close(w, '}');
        }
    json_close(w, ']');
    json_close(w, '}');
}

void json_part_disagreement(struct json_writer *w, const struct rollup *u)
{
    const struct report *r = u->report;
    const struct disagreement *d = u->disagreement;
    json_open(w, "disagreements", '{');
    if (d->nreasons) {
        json_open(w, "crm_reason", '{');
        json_put_text(w, "question", r->questions[d->driver].column);
        put_sums(w, d->calls, d->agree, d->differ, d->open);
        json_open(w, "reasons", '[');
        for (size_t i = 0; i < d->nreasons; i++)
            put_reason(w, &r->questions[d->driver], &d->reasons[i]);
        json_close(w, ']');
        json_close(w, '}');
    } else {
        json_put(w, "crm_reason", SPAN_NONE);
    }
    json_open(w, "voices", '[');
    for (size_t i = 0; i < d->nvoices; i++) {
        const struct disagree_voice *v = &d->voices[i];
        json_open(w, NULL, '{');
        json_put_text(w, "question", r->questions[v->question].column);
        json_put_text(w, "value", r->questions[v->question].values[v->value].id);
        json_put_int(w, "calls", v->calls);
        json_put_int(w, "customer", v->customer);
        json_put_int(w, "ours_alone", v->ours);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_open(w, "unstable", '[');
    for (size_t q = 0; q < r->nquestions; q++)
        if (disagree_unstable(u, q))
            json_put_text(w, NULL, r->questions[q].column);
    json_close(w, ']');
    json_close(w, '}');
}
