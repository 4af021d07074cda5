#include "lib/analyze/override.h"
#include <stdio.h>
#include <stdlib.h>
#include "lib/analyze/citation.h"
#include "lib/analyze/correction_value.h"
#include "lib/json/json.h"
#include "lib/json/splice.h"

/* An answer and what it is to say. The value is in overrides.value. */
struct ruling {
    struct analysed_answer answer;
    struct analysed_question question;
    const struct correction *by;
    enum answer_status status;
    bool changed; /* it says something else than what was answered at first */
};

int overrides_make(struct overrides *o, const char *path, struct fault *f)
{
    *o = (struct overrides){0};
    if (corrections_read(&o->file, path, true, f) != 0)
        return -1;
    o->fate = calloc(o->file.n + 1, sizeof *o->fate);
    if (!o->fate)
        return fault(f, STATUS_NO_MEMORY, "no memory for the corrections");
    o->lexicon = lexicon_new(NULL, f);
    return o->lexicon ? 0 : -1;
}

void overrides_clear(struct overrides *o)
{
    corrections_clear(&o->file);
    free(o->fate);
    if (o->lexicon)
        lexicon_free(o->lexicon);
    call_clear(&o->call);
    transcript_clear(&o->transcript);
    buf_free(&o->value);
    buf_free(&o->evidence);
    buf_free(&o->analysis);
    *o = (struct overrides){0};
}

/* ---- what an answer is to say ---- */

/* Quotes that each show one of several ids: those whose id is still among them. */
static void keep_shown(struct buf *b, struct span evidence, struct span ids)
{
    struct json_writer w = {.b = b};
    struct json_walk each, id;
    json_open(&w, NULL, '[');
    for (json_walk(&each, evidence); json_next(&each);)
        for (json_walk(&id, ids); json_next(&id);)
            if (json_text_equal(json_get(each.value, "value"), id.value))
                json_put(&w, NULL, each.value);
    json_close(&w, ']');
}

static int hear(struct overrides *o, struct fault *f)
{
    if (o->heard)
        return 0;
    lexicon_forget(o->lexicon);
    if (call_parties(&o->call, f) != 0 ||
        transcript_read(&o->transcript, &o->call, o->lexicon, f) != 0)
        return -1;
    o->heard = true;
    return 0;
}

static int gather(struct overrides *o, const struct ruling *r, struct fault *f)
{
    buf_clear(&o->evidence);
    if (r->by->cell[CORRECTION_EVIDENCE].len) {
        if (r->status == ANSWER_NOT_DISCUSSED)
            return correction_fault(&o->file, r->by, CORRECTION_EVIDENCE, f,
                                    "what was not discussed has no evidence");
        if (hear(o, f) != 0)
            return -1;
        return citation_write(&o->evidence, &o->file, r->by, &r->question, buf_view(&o->value),
                              &o->transcript, f);
    }
    if (!r->changed)
        buf_span(&o->evidence, r->answer.evidence);
    else if (r->question.kind == ANSWER_MULTI_ENUM)
        keep_shown(&o->evidence, r->answer.evidence, buf_view(&o->value));
    else
        buf_text(&o->evidence, "[]");
    return buf_check(&o->evidence, "the evidence of a correction", f);
}

static int rule(struct overrides *o, struct ruling *r, struct fault *f)
{
    buf_clear(&o->value);
    if (correction_value(&o->file, r->by, &r->question, &o->value, &r->status, f) != 0)
        return -1;
    r->changed = analysed_status(r->answer.was_status) != (int)r->status ||
                 !analysed_same(r->answer.was_value, buf_view(&o->value));
    return gather(o, r, f);
}

/* ---- writing it ---- */

static void write_override(struct buf *b, const struct ruling *r)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put_text(&w, "by", r->by->cell[CORRECTION_BY]);
    json_put_text(&w, "when", r->by->cell[CORRECTION_WHEN]);
    json_put_text(&w, "why", r->by->cell[CORRECTION_WHY]);
    json_open(&w, "was", '{');
    json_put(&w, "status", r->answer.was_status);
    json_put(&w, "value", r->answer.was_value);
    json_close(&w, '}');
    json_close(&w, '}');
}

/* The members keep their order; the new one goes last. */
static void write_answer(struct overrides *o, const struct ruling *r, struct span answer)
{
    struct buf *b = &o->analysis;
    struct json_walk m;
    char status[32];
    const char *sign = "{";
    snprintf(status, sizeof status, "\"%s\"", answer_status_name(r->status));
    for (json_walk(&m, answer); json_next(&m);) {
        struct span value = m.value;
        if (json_text_is(m.key, "override") ||
            (r->changed && (json_text_is(m.key, "note") || json_text_is(m.key, "reason"))))
            continue;
        if (json_text_is(m.key, "status"))
            value = span_of(status);
        else if (json_text_is(m.key, "value"))
            value = buf_view(&o->value);
        else if (json_text_is(m.key, "confidence"))
            value = span_of(r->status == ANSWER_GIVEN ? "\"high\"" : "null");
        else if (json_text_is(m.key, "evidence"))
            value = buf_view(&o->evidence);
        buf_text(b, sign);
        buf_span(b, m.key);
        buf_byte(b, ':');
        buf_span(b, value);
        sign = ",";
    }
    buf_text(b, ",\"override\":");
    write_override(b, r);
    buf_byte(b, '}');
}

/* ---- a call ---- */

/* How many of the call's answers there are to correct. */
static int expect(struct overrides *o, struct span analysis, size_t first, int64_t *n,
                  struct fault *f)
{
    struct analysed_question q;
    *n = 0;
    for (size_t i = first; i; i = o->file.at[i - 1].next) {
        const struct correction *k = &o->file.at[i - 1];
        enum analysed_asked asked = analysed_find(analysis, k->set, k->question, &q);
        if (asked == ANALYSED_NO_QUESTION)
            return correction_fault(&o->file, k, CORRECTION_QUESTION, f,
                                    "the call was asked the set, which has no such question");
        if (asked == ANALYSED_ASKED)
            ++*n;
        if (o->fate[i - 1] != OVERRIDE_DONE)
            o->fate[i - 1] = asked == ANALYSED_ASKED ? OVERRIDE_DONE : OVERRIDE_UNASKED;
    }
    return 0;
}

static const struct correction *find(const struct overrides *o, size_t first,
                                     const struct analysed_answer *a)
{
    for (size_t i = first; i; i = o->file.at[i - 1].next)
        if (analysed_answers(a, o->file.at[i - 1].set, o->file.at[i - 1].question))
            return &o->file.at[i - 1];
    return NULL;
}

/* The analysis with its answers corrected into o->analysis; how many. */
static int correct(struct overrides *o, struct span analysis, size_t first, int64_t *n,
                   struct fault *f)
{
    const char *at = analysis.at;
    struct json_walk w;
    buf_clear(&o->analysis);
    for (json_walk(&w, json_get(analysis, "answers")); json_next(&w);) {
        struct ruling r;
        if (analysed_answer(w.value, &r.answer, f) != 0)
            return -1;
        r.by = find(o, first, &r.answer);
        if (!r.by ||
            analysed_find(analysis, r.by->set, r.by->question, &r.question) != ANALYSED_ASKED)
            continue;
        if (rule(o, &r, f) != 0)
            return -1;
        buf_add(&o->analysis, at, (size_t)(w.value.at - at));
        write_answer(o, &r, w.value);
        at = w.value.at + w.value.len;
        ++*n;
    }
    buf_add(&o->analysis, at, (size_t)(analysis.at + analysis.len - at));
    return buf_check(&o->analysis, "a corrected analysis", f);
}

int overrides_apply(struct overrides *o, struct span record, struct buf *out, struct fault *f)
{
    struct span analysis;
    int64_t expected, n = 0;
    o->heard = false;
    if (call_open(&o->call, record, f) != 0 || analysed_open(record, &analysis, f) != 0)
        return -1;
    size_t first = corrections_of(&o->file, o->call.id);
    if (expect(o, analysis, first, &expected, f) != 0)
        return -1;
    if (expected == 0) {
        buf_span(out, record);
        return buf_check(out, "a record", f);
    }
    if (correct(o, analysis, first, &n, f) != 0)
        return -1;
    if (n != expected)
        return fault(f, STATUS_BAD_RECORD, "an analysis without one answer to each question");
    o->answers += n;
    o->calls++;
    splice_record(out, record, "analysis", buf_view(&o->analysis));
    return buf_check(out, "a corrected record", f);
}

void overrides_left(const struct overrides *o, bool all, const struct listener *l)
{
    for (size_t i = 0; i < o->file.n; i++) {
        const struct correction *k = &o->file.at[i];
        const struct span call = k->cell[CORRECTION_CALL];
        if (o->fate[i] == OVERRIDE_UNASKED)
            notice(l, "%s:%ld: not applied: call %.*s was not asked the set %.*s", o->file.path,
                   k->number, (int)call.len, call.at, (int)k->set.len, k->set.at);
        else if (o->fate[i] == OVERRIDE_AWAY && all)
            notice(l, "%s:%ld: not applied: call %.*s did not come by", o->file.path, k->number,
                   (int)call.len, call.at);
    }
}
