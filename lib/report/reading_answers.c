/* callmine.analysis → answers, evidence. Every quote is looked up in the transcript before it is
 * held. */

#include <math.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/json/members.h"
#include "lib/report/reading.h"

/* The members of callmine.analysis and of what is in it. */
struct analysis_members {
    struct span v, sets, model, engine, answers, metrics, transcript_sha256;
};
static const struct member analysis_rows[] = {
    MEMBER(struct analysis_members, "v", v),
    MEMBER(struct analysis_members, "sets", sets),
    MEMBER(struct analysis_members, "model", model),
    MEMBER(struct analysis_members, "engine", engine),
    MEMBER(struct analysis_members, "answers", answers),
    MEMBER(struct analysis_members, "metrics", metrics),
    MEMBER(struct analysis_members, "transcript_sha256", transcript_sha256),
};

struct answer_members {
    struct span set, value, status, question, evidence, confidence;
    struct mark_members marks;
};
static const struct member answer_rows[] = {
    MEMBER(struct answer_members, "set", set),
    MEMBER(struct answer_members, "note", marks.note),
    MEMBER(struct answer_members, "gate", marks.gate),
    MEMBER(struct answer_members, "cost", marks.cost),
    MEMBER(struct answer_members, "value", value),
    MEMBER(struct answer_members, "usage", marks.usage),
    MEMBER(struct answer_members, "status", status),
    MEMBER(struct answer_members, "reason", marks.reason),
    MEMBER(struct answer_members, "question", question),
    MEMBER(struct answer_members, "evidence", evidence),
    MEMBER(struct answer_members, "override", marks.override),
    MEMBER(struct answer_members, "stability", marks.stability),
    MEMBER(struct answer_members, "confidence", confidence),
    MEMBER(struct answer_members, "unverified", marks.unverified),
};

struct evidence_members {
    struct span side, link, item, quote, title, match, value, end_ms, speaker, start_ms, sentences,
        speaker_id;
};
static const struct member evidence_rows[] = {
    MEMBER(struct evidence_members, "side", side),
    MEMBER(struct evidence_members, "link", link),
    MEMBER(struct evidence_members, "item", item),
    MEMBER(struct evidence_members, "quote", quote),
    MEMBER(struct evidence_members, "title", title),
    MEMBER(struct evidence_members, "match", match),
    MEMBER(struct evidence_members, "value", value),
    MEMBER(struct evidence_members, "end_ms", end_ms),
    MEMBER(struct evidence_members, "speaker", speaker),
    MEMBER(struct evidence_members, "start_ms", start_ms),
    MEMBER(struct evidence_members, "sentences", sentences),
    MEMBER(struct evidence_members, "speaker_id", speaker_id),
};

static const char *const status_names[ANSWER_STATUSES] = {"answered",    "not_discussed", "unclear",
                                                          "unsupported", "refused",       "error"};
static const char *const tier_names[TIERS] = {"exact", "normalized", "stitched", "fuzzy",
                                              "unknown"};
static const char *const confidence_names[] = {"", "low", "medium", "high"};

const char *report_status_name(enum answer_status s)
{
    return status_names[s];
}

const char *report_confidence_name(enum confidence c)
{
    return confidence_names[c];
}

const char *report_tier_name(enum tier t)
{
    return tier_names[t];
}

/* The index of a value among the question's; one that the set does not list is added. */
static int find_value(struct report_question *q, size_t field, struct span id, uint32_t *index,
                      struct fault *f)
{
    for (*index = 0; *index < q->nvalues; (*index)++)
        if (q->values[*index].field == field && span_equal(q->values[*index].id, id))
            return 0;
    return reading_value(q, field, id, id, f);
}

int reading_one(struct report *r, struct report_question *q, size_t field, enum answer_type type,
                struct span value, struct span *text, uint32_t *option, struct fault *f)
{
    enum json_kind kind = json_kind(value);
    *text = reading_text(r, value);
    if (kind == JSON_TRUE || kind == JSON_FALSE)
        *text = span_of(kind == JSON_TRUE ? "true" : "false");
    else if (kind == JSON_NUMBER)
        *text = arena_copy(&r->arena, value);
    if (!text->at || (type == ANSWER_NUMBER && kind != JSON_NUMBER))
        return fault(f, STATUS_BAD_RECORD, "an answer's value is not of its question's type");
    return answer_countable(type) ? find_value(q, field, *text, option, f) : 0;
}

static int read_one_value(struct report *r, struct report_answer *a, struct span value,
                          struct fault *f)
{
    struct report_question *q = &r->questions[a->question];
    if (reading_one(r, q, 0, q->type, value, &a->values[a->nvalues],
                    a->options ? &a->options[a->nvalues] : NULL, f) != 0)
        return -1;
    if (q->type == ANSWER_NUMBER)
        json_number(value, &a->number);
    a->nvalues++;
    a->noptions += a->options != NULL;
    return 0;
}

static int read_values(struct report *r, struct report_answer *a, struct span value,
                       struct fault *f)
{
    bool many = json_kind(value) == JSON_ARRAY;
    size_t n = many ? json_count(value) : 1;
    if (a->status != ANSWER_ANSWERED || json_kind(value) <= JSON_NULL || n == 0)
        return 0;
    if (r->questions[a->question].type == ANSWER_LIST)
        return reading_list(r, a, value, f);
    a->values = arena_take(&r->arena, n * sizeof *a->values);
    if (answer_countable(r->questions[a->question].type))
        a->options = arena_take(&r->arena, n * sizeof *a->options);
    if (arena_check(&r->arena, "the report", f) != 0)
        return -1;
    if (!many)
        return read_one_value(r, a, value, f);
    struct json_walk w;
    for (json_walk(&w, value); json_next(&w);)
        if (read_one_value(r, a, w.value, f) != 0)
            return -1;
    return 0;
}

static void read_evidence(struct report *r, struct report_evidence *e, struct span from)
{
    static const char *const sides[] = {"unknown", "rep", "customer"};
    struct evidence_members m;
    READING(from, evidence_rows, &m);
    e->quote = reading_text(r, m.quote);
    e->speaker_id = reading_text(r, m.speaker_id);
    e->speaker = reading_text(r, m.speaker);
    e->title = reading_text(r, m.title);
    e->match = reading_text(r, m.match);
    e->value = reading_text(r, m.value);
    e->link = reading_link(r, m.link);
    size_t side = reading_name(m.side, sides, 3);
    e->side = side < 3 ? (enum side)side : SIDE_UNKNOWN;
    size_t tier = reading_name(m.match, tier_names, TIER_UNKNOWN);
    e->tier = (enum tier)tier;
    e->from = e->to = e->item = -1;
    json_integer(m.item, &e->item);
    e->start_ms = e->end_ms = -1;
    struct json_walk w;
    json_walk(&w, m.sentences);
    if (json_next(&w) && json_integer(w.value, &e->from) && json_next(&w))
        json_integer(w.value, &e->to);
    json_integer(m.start_ms, &e->start_ms);
    json_integer(m.end_ms, &e->end_ms);
}

static int read_quotes(struct report *r, struct report_answer *a, struct span evidence,
                       struct spoken *t, struct fault *f)
{
    size_t n = json_count(evidence);
    a->evidence = arena_take(&r->arena, n * sizeof *a->evidence);
    if (!a->evidence)
        return 0;
    struct json_walk w;
    for (json_walk(&w, evidence); json_next(&w);) {
        struct report_evidence *e = &a->evidence[a->nevidence];
        bool has = true;
        read_evidence(r, e, w.value);
        e->checked = t != NULL;
        if (t && spoken_has(t, e->from, e->to, e->quote, &has, f) != 0)
            return -1;
        if (!e->quote.at || !e->quote.len || !has) {
            *e = (struct report_evidence){0};
            a->dropped++;
            continue;
        }
        if (e->item < 0 || (uint64_t)e->item >= a->nitems)
            e->item = -1;
        a->nevidence++;
    }
    return 0;
}

static int read_answer(struct report *r, struct report_answer *a, struct span from,
                       const size_t *sets, size_t nsets, struct spoken *t, struct fault *f)
{
    struct answer_members m;
    READING(from, answer_rows, &m);
    buf_clear(&r->scratch);
    json_text(&r->scratch, m.set);
    size_t i = 0;
    while (i < nsets && !span_equal(r->sets[sets[i]].id, buf_view(&r->scratch)))
        i++;
    size_t status = reading_name(m.status, status_names, ANSWER_STATUSES);
    if (i == nsets || status == ANSWER_STATUSES)
        return fault(f, STATUS_BAD_RECORD,
                     "an answer to a set that was not asked, or of a status not known here");
    const struct report_set *set = &r->sets[sets[i]];
    buf_clear(&r->scratch);
    json_text(&r->scratch, m.question);
    size_t q = set->first;
    while (q < set->first + set->n && !span_equal(r->questions[q].id, buf_view(&r->scratch)))
        q++;
    if (q == set->first + set->n)
        return fault(f, STATUS_BAD_RECORD, "an answer to a question that its set does not have");
    size_t confidence = reading_name(m.confidence, confidence_names, 4);
    *a = (struct report_answer){.question = q,
                                .status = (enum answer_status)status,
                                .confidence =
                                    confidence < 4 ? (enum confidence)confidence : CONFIDENCE_NONE,
                                .number = (double)NAN};
    if (read_values(r, a, m.value, f) != 0)
        return -1;
    reading_marks(r, a, &m.marks);
    return read_quotes(r, a, m.evidence, t, f);
}

static void read_metrics(struct report_call *c, struct span metrics)
{
    struct json_walk w;
    size_t next = 0; /* they come in this order */
    for (size_t i = 0; i < REPORT_METRICS; i++)
        c->metrics[i] = (double)NAN;
    if (json_kind(metrics) != JSON_OBJECT)
        return;
    for (json_walk(&w, metrics); json_next(&w);)
        for (size_t k = 0; k < REPORT_METRICS; k++) {
            size_t i = (next + k) % REPORT_METRICS;
            if (!json_text_is(w.key, report_metrics[i].name))
                continue;
            if (!json_number(w.value, &c->metrics[i]))
                c->metrics[i] = (double)NAN;
            next = i + 1;
            break;
        }
}

/* "offline", or "openai (small-1)": the engine, and the model where one was asked. */
static int read_engine(struct report *r, struct span engine, struct span model, struct fault *f)
{
    buf_clear(&r->scratch);
    json_text(&r->scratch, engine);
    size_t name = r->scratch.len;
    if (name == 0)
        return 0;
    if (json_kind(model) == JSON_STRING) {
        buf_text(&r->scratch, " (");
        json_text(&r->scratch, model);
        buf_byte(&r->scratch, ')');
    }
    struct span label = buf_view(&r->scratch);
    for (size_t i = 0; i < r->nengines; i++)
        if (span_equal(r->engines[i].label, label))
            return 0;
    if (r->nengines == READING_SETS)
        return fault(f, STATUS_BAD_RECORD, "too many engines in one report");
    if (!r->engines)
        r->engines = arena_take(&r->arena, READING_SETS * sizeof *r->engines);
    if (!r->engines)
        return 0;
    label = arena_copy(&r->arena, label);
    bool modelled = label.len > name + 3;
    r->engines[r->nengines++] = (struct report_engine){
        .name = {label.at, name},
        .model = modelled ? (struct span){label.at + name + 2, label.len - name - 3} : SPAN_NONE,
        .label = label};
    return 0;
}

static int answers(struct report *r, struct report_call *c, const struct analysis_members *m,
                   struct spoken *t, struct fault *f)
{
    size_t sets[READING_SETS], nsets = 0;
    struct json_walk w;
    for (json_walk(&w, m->sets); json_next(&w); nsets++) {
        if (nsets == READING_SETS)
            return fault(f, STATUS_BAD_RECORD, "too many question sets");
        if (reading_set(r, w.value, &sets[nsets], f) != 0)
            return -1;
    }
    c->answers = arena_take(&r->arena, json_count(m->answers) * sizeof *c->answers);
    if (arena_check(&r->arena, "the report", f) != 0)
        return -1;
    for (json_walk(&w, m->answers); json_next(&w);) {
        struct report_answer a;
        if (read_answer(r, &a, w.value, sets, nsets, t, f) != 0)
            return -1;
        if (r->questions[a.question].asked == r->reads)
            return fault(f, STATUS_BAD_RECORD, "a question is answered twice");
        r->questions[a.question].asked = r->reads;
        c->answers[c->nanswers++] = a;
    }
    return 0;
}

int reading_analysis(struct report *r, struct report_call *c, struct span analysis,
                     struct span transcript, struct fault *f)
{
    int64_t version = 0;
    struct analysis_members m;
    READING(analysis, analysis_rows, &m);
    if (!json_integer(m.v, &version) || version != 1)
        return fault(f, STATUS_BAD_RECORD,
                     analysis.at && json_kind(analysis) == JSON_OBJECT
                         ? "an analysis of another version: run cm-analyze of this version"
                         : "not analysed: run cm-analyze first");
    if (read_engine(r, m.engine, m.model, f) != 0)
        return -1;
    c->sha256 = reading_text(r, m.transcript_sha256);
    read_metrics(c, m.metrics);
    bool there = json_kind(transcript) == JSON_ARRAY;
    if (there && spoken_read(&r->spoken, transcript, f) != 0)
        return -1;
    return answers(r, c, &m, there ? &r->spoken : NULL, f);
}
