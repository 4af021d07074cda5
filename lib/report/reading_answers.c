/* callmine.analysis → sets, answers, evidence. Every quote is looked up in the transcript before it
 * is held. */

#include <math.h>
#include <string.h>
#include "lib/json/json.h"
#include "lib/report/reading.h"
#include "lib/report/words.h"

enum { SETS_MAX = 32, QUESTIONS_MAX = 1024 };

static const char *const type_names[] = {"bool", "enum",   "multi_enum", "short",
                                         "para", "number", "date"};
static const char *const status_names[] = {"answered", "not_discussed", "unclear"};
static const char *const confidence_names[] = {"", "low", "medium", "high"};

const char *report_type_name(enum answer_type t)
{
    return type_names[t];
}

const char *report_status_name(enum answer_status s)
{
    return status_names[s];
}

const char *report_confidence_name(enum confidence c)
{
    return confidence_names[c];
}

bool answer_countable(enum answer_type t)
{
    return t == ANSWER_BOOL || t == ANSWER_ENUM || t == ANSWER_MULTI;
}

/* The index of a JSON string in a list of names; `n` when it is none of them. */
static size_t name_index(struct span string, const char *const *names, size_t n)
{
    size_t i = 0;
    while (i < n && !json_text_is(string, names[i]))
        i++;
    return i;
}

static int add_value(struct report_question *q, struct span id, struct span label, struct fault *f)
{
    void *at = q->values;
    if (reading_room(&at, q->nvalues, &q->room, sizeof *q->values, f) != 0)
        return -1;
    q->values = at;
    q->values[q->nvalues++] = (struct report_value){id, label.at && label.len ? label : id};
    return 0;
}

static int read_question(struct report *r, struct span from, size_t set, struct fault *f)
{
    struct span id = reading_text(r, json_get(from, "id"));
    size_t type = name_index(json_get(from, "type"), type_names, 7);
    if (!id.at || type == 7)
        return fault(f, STATUS_BAD_RECORD, "a question without id or of a type not known here");
    void *at = r->questions;
    if (reading_room(&at, r->nquestions, &r->room_questions, sizeof *r->questions, f) != 0)
        return -1;
    r->questions = at;
    struct report_question *q = &r->questions[r->nquestions++];
    *q = (struct report_question){.set = set, .id = id, .type = (enum answer_type)type};
    q->text = reading_text(r, json_get(from, "text"));
    if (!q->text.at || !q->text.len)
        q->text = id;
    q->side = reading_text(r, json_get(from, "side"));
    q->silence = reading_text(r, json_get(from, "silence"));
    buf_clear(&r->scratch);
    words_label(&r->scratch, id);
    q->label = arena_copy(&r->arena, buf_view(&r->scratch));
    if (q->type == ANSWER_BOOL)
        return add_value(q, span_of("true"), span_of("Yes"), f) ||
                       add_value(q, span_of("false"), span_of("No"), f)
                   ? -1
                   : 0;
    struct json_walk w;
    if (answer_countable(q->type))
        for (json_walk(&w, json_get(from, "values")); json_next(&w);)
            if (add_value(q, reading_text(r, json_get(w.value, "id")),
                          reading_text(r, json_get(w.value, "label")), f) != 0)
                return -1;
    return 0;
}

/* The set this record was asked, as an index; made when it is met for the first time. */
static int read_set(struct report *r, struct span from, size_t *index, struct fault *f)
{
    struct span id = json_get(from, "id"), source = json_get(from, "questions");
    int64_t version = 0;
    json_integer(json_get(from, "version"), &version);
    buf_clear(&r->scratch);
    json_text(&r->scratch, id);
    for (*index = 0; *index < r->nsets; (*index)++) {
        const struct report_set *s = &r->sets[*index];
        if (s->version == version && span_equal(s->id, buf_view(&r->scratch)) &&
            span_equal(s->source, source))
            return 0;
    }
    if (json_kind(id) != JSON_STRING || json_kind(source) != JSON_ARRAY ||
        json_count(source) + r->nquestions > QUESTIONS_MAX || r->nsets >= SETS_MAX)
        return fault(f, STATUS_BAD_RECORD,
                     "callmine.analysis.sets: no id, no questions, or too many of them");
    void *at = r->sets;
    if (reading_room(&at, r->nsets, &r->room_sets, sizeof *r->sets, f) != 0)
        return -1;
    r->sets = at;
    struct report_set *s = &r->sets[r->nsets];
    *s = (struct report_set){.version = version, .first = r->nquestions};
    s->id = reading_text(r, id);
    s->title = reading_text(r, json_get(from, "title"));
    if (!s->title.at || !s->title.len)
        s->title = s->id;
    s->source = arena_copy(&r->arena, source);
    struct json_walk w;
    for (json_walk(&w, source); json_next(&w); s->n++)
        if (read_question(r, w.value, r->nsets, f) != 0)
            return -1;
    r->nsets++;
    return 0;
}

/* The index of a value among the question's; one that the set does not list is added. */
static int find_value(struct report_question *q, struct span id, uint32_t *index, struct fault *f)
{
    for (*index = 0; *index < q->nvalues; (*index)++)
        if (span_equal(q->values[*index].id, id))
            return 0;
    return add_value(q, id, id, f);
}

static int read_one_value(struct report *r, struct report_answer *a, struct span value,
                          struct fault *f)
{
    struct report_question *q = &r->questions[a->question];
    enum json_kind kind = json_kind(value);
    struct span text = reading_text(r, value);
    if (kind == JSON_TRUE || kind == JSON_FALSE)
        text = span_of(kind == JSON_TRUE ? "true" : "false");
    else if (kind == JSON_NUMBER)
        text = arena_copy(&r->arena, value);
    if (!text.at || (q->type == ANSWER_NUMBER && !json_number(value, &a->number)))
        return fault(f, STATUS_BAD_RECORD, "an answer's value is not of its question's type");
    a->values[a->nvalues] = text;
    if (a->options && find_value(q, text, &a->options[a->nvalues], f) != 0)
        return -1;
    a->nvalues++;
    return 0;
}

static int read_values(struct report *r, struct report_answer *a, struct span value,
                       struct fault *f)
{
    bool many = json_kind(value) == JSON_ARRAY;
    size_t n = many ? json_count(value) : 1;
    if (a->status != ANSWER_ANSWERED || json_kind(value) <= JSON_NULL || n == 0)
        return 0;
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
    e->quote = reading_text(r, json_get(from, "quote"));
    e->speaker_id = reading_text(r, json_get(from, "speaker_id"));
    e->speaker = reading_text(r, json_get(from, "speaker"));
    e->title = reading_text(r, json_get(from, "title"));
    e->match = reading_text(r, json_get(from, "match"));
    e->value = reading_text(r, json_get(from, "value"));
    e->link = reading_link(r, json_get(from, "link"));
    size_t side = name_index(json_get(from, "side"), sides, 3);
    e->side = side < 3 ? (enum side)side : SIDE_UNKNOWN;
    e->from = e->to = -1;
    e->start_ms = e->end_ms = -1;
    struct json_walk w;
    json_walk(&w, json_get(from, "sentences"));
    if (json_next(&w) && json_integer(w.value, &e->from) && json_next(&w))
        json_integer(w.value, &e->to);
    json_integer(json_get(from, "start_ms"), &e->start_ms);
    json_integer(json_get(from, "end_ms"), &e->end_ms);
}

static void read_quotes(struct report *r, struct report_answer *a, struct span evidence,
                        const struct spoken *t)
{
    size_t n = json_count(evidence);
    a->evidence = arena_take(&r->arena, n * sizeof *a->evidence);
    if (!a->evidence)
        return;
    struct json_walk w;
    for (json_walk(&w, evidence); json_next(&w);) {
        struct report_evidence *e = &a->evidence[a->nevidence];
        read_evidence(r, e, w.value);
        e->checked = t != NULL;
        if (!e->quote.at || !e->quote.len || (t && !spoken_has(t, e->from, e->to, e->quote))) {
            *e = (struct report_evidence){0};
            a->dropped++;
            continue;
        }
        a->nevidence++;
    }
}

static int read_answer(struct report *r, struct report_answer *a, struct span from,
                       const size_t *sets, size_t nsets, const struct spoken *t, struct fault *f)
{
    buf_clear(&r->scratch);
    json_text(&r->scratch, json_get(from, "set"));
    size_t i = 0;
    while (i < nsets && !span_equal(r->sets[sets[i]].id, buf_view(&r->scratch)))
        i++;
    size_t status = name_index(json_get(from, "status"), status_names, 3);
    if (i == nsets || status == 3)
        return fault(f, STATUS_BAD_RECORD,
                     "an answer to a set that was not asked, or of a status not known here");
    const struct report_set *set = &r->sets[sets[i]];
    buf_clear(&r->scratch);
    json_text(&r->scratch, json_get(from, "question"));
    size_t q = set->first;
    while (q < set->first + set->n && !span_equal(r->questions[q].id, buf_view(&r->scratch)))
        q++;
    if (q == set->first + set->n)
        return fault(f, STATUS_BAD_RECORD, "an answer to a question that its set does not have");
    size_t confidence = name_index(json_get(from, "confidence"), confidence_names, 4);
    *a = (struct report_answer){.question = q,
                                .status = (enum answer_status)status,
                                .confidence =
                                    confidence < 4 ? (enum confidence)confidence : CONFIDENCE_NONE,
                                .number = (double)NAN};
    if (read_values(r, a, json_get(from, "value"), f) != 0)
        return -1;
    read_quotes(r, a, json_get(from, "evidence"), t);
    return 0;
}

static void read_metrics(struct report_call *c, struct span metrics)
{
    for (size_t i = 0; i < REPORT_METRICS; i++)
        if (!json_number(json_get(metrics, report_metrics[i].name), &c->metrics[i]))
            c->metrics[i] = (double)NAN;
}

static int read_engine(struct report *r, struct span engine, struct fault *f)
{
    buf_clear(&r->scratch);
    json_text(&r->scratch, engine);
    for (size_t i = 0; i < r->nengines; i++)
        if (span_equal(r->engines[i], buf_view(&r->scratch)))
            return 0;
    if (r->scratch.len == 0)
        return 0;
    if (r->nengines == SETS_MAX)
        return fault(f, STATUS_BAD_RECORD, "too many engines in one report");
    if (!r->engines)
        r->engines = arena_take(&r->arena, SETS_MAX * sizeof *r->engines);
    if (r->engines)
        r->engines[r->nengines++] = arena_copy(&r->arena, buf_view(&r->scratch));
    return 0;
}

static int answers(struct report *r, struct report_call *c, struct span analysis,
                   const struct spoken *t, struct fault *f)
{
    size_t sets[SETS_MAX], nsets = 0;
    struct json_walk w;
    for (json_walk(&w, json_get(analysis, "sets")); json_next(&w); nsets++) {
        if (nsets == SETS_MAX)
            return fault(f, STATUS_BAD_RECORD, "too many question sets");
        if (read_set(r, w.value, &sets[nsets], f) != 0)
            return -1;
    }
    struct span list = json_get(analysis, "answers");
    c->answers = arena_take(&r->arena, json_count(list) * sizeof *c->answers);
    if (arena_check(&r->arena, "the report", f) != 0)
        return -1;
    for (json_walk(&w, list); json_next(&w);) {
        struct report_answer a;
        if (read_answer(r, &a, w.value, sets, nsets, t, f) != 0)
            return -1;
        if (report_answer_to(c, a.question))
            return fault(f, STATUS_BAD_RECORD, "a question is answered twice");
        c->answers[c->nanswers++] = a;
    }
    return 0;
}

int reading_analysis(struct report *r, struct report_call *c, struct span analysis,
                     struct span transcript, struct fault *f)
{
    int64_t version = 0;
    if (!json_integer(json_get(analysis, "v"), &version) || version != 1)
        return fault(f, STATUS_BAD_RECORD,
                     analysis.at && json_kind(analysis) == JSON_OBJECT
                         ? "an analysis of another version: run cm-analyze of this version"
                         : "not analysed: run cm-analyze first");
    if (read_engine(r, json_get(analysis, "engine"), f) != 0)
        return -1;
    c->sha256 = reading_text(r, json_get(analysis, "transcript_sha256"));
    read_metrics(c, json_get(analysis, "metrics"));
    struct spoken t = {0};
    bool there = json_kind(transcript) == JSON_ARRAY;
    int rc = there ? spoken_read(&t, transcript, f) : 0;
    if (rc == 0)
        rc = answers(r, c, analysis, there ? &t : NULL, f);
    spoken_clear(&t);
    return rc;
}
