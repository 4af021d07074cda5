#include "lib/analyze/analysis_write.h"
#include <math.h>
#include "lib/analyze/cue.h"
#include "lib/analyze/metrics.h"
#include "lib/analyze/quote.h"
#include "lib/json/json.h"
#include "lib/state/digest.h"

enum { ANALYSIS_VERSION = 1 };

/* Text that may be NULL. */
static void put(struct json_writer *w, const char *key, const char *text)
{
    json_put_text(w, key, span_of(text));
}

static void write_values(struct json_writer *w, const struct question *q)
{
    json_open(w, "values", '[');
    for (size_t i = 0; i < q->nchoices; i++) {
        json_open(w, NULL, '{');
        put(w, "id", q->choices[i].id);
        put(w, "label", q->choices[i].label);
        if (q->choices[i].description)
            put(w, "description", q->choices[i].description);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void write_fields(struct json_writer *w, const struct question *q)
{
    json_open(w, "fields", '[');
    for (size_t i = 0; i < q->nfields; i++) {
        json_open(w, NULL, '{');
        put(w, "id", q->fields[i].id);
        put(w, "text", q->fields[i].text);
        put(w, "type", answer_type_name(q->fields[i].type));
        write_values(w, &q->fields[i]);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void write_question(struct json_writer *w, const struct question *q)
{
    json_open(w, NULL, '{');
    put(w, "id", q->id);
    put(w, "text", q->text);
    put(w, "type", answer_type_name(q->type));
    put(w, "side", asked_side_name(q->side));
    put(w, "silence", q->silence);
    put(w, "sha256", q->sha256);
    write_values(w, q);
    if (q->type == ANSWER_LIST)
        write_fields(w, q);
    json_close(w, '}');
}

int analysis_write_sets(struct buf *b, const struct question_set *sets, size_t n, struct fault *f)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(&w, NULL, '{');
        put(&w, "id", sets[i].id);
        json_put_int(&w, "version", sets[i].version);
        put(&w, "title", sets[i].title);
        json_open(&w, "questions", '[');
        for (size_t k = 0; k < sets[i].n; k++)
            write_question(&w, &sets[i].questions[k]);
        json_close(&w, ']');
        json_close(&w, '}');
    }
    json_close(&w, ']');
    return buf_check(b, "the question sets", f);
}

static void write_chosen(struct json_writer *w, const char *key, const struct question *q,
                         const struct value *v)
{
    json_open(w, key, '[');
    for (int i = 0; i < (int)q->nchoices; i++)
        if (value_chose(v, i))
            put(w, NULL, q->choices[i].id);
    json_close(w, ']');
}

/* What a question or a field of a list says. */
static void write_value(struct json_writer *w, const char *key, const struct question *q,
                        const struct value *v)
{
    char date[16];
    switch (q->type) {
    case ANSWER_BOOL: json_put_bool(w, key, v->truth); break;
    case ANSWER_ENUM: put(w, key, q->choices[v->choice].id); break;
    case ANSWER_MULTI_ENUM: write_chosen(w, key, q, v); break;
    case ANSWER_NUMBER: json_put_real(w, key, v->number); break;
    case ANSWER_DATE: json_put_text(w, key, (struct span){date, day_format(&v->day, date)}); break;
    default: json_put_text(w, key, v->text); break;
    }
}

static void write_items(struct json_writer *w, const struct answer *a)
{
    const struct question *q = a->question;
    json_open(w, "value", '[');
    for (size_t i = 0; i < a->nitems; i++) {
        json_open(w, NULL, '{');
        for (size_t k = 0; k < q->nfields; k++) {
            const struct value *v = &a->items[i * q->nfields + k];
            if (v->given)
                write_value(w, q->fields[k].id, &q->fields[k], v);
            else
                json_put(w, q->fields[k].id, SPAN_NONE);
        }
        json_close(w, '}');
    }
    json_close(w, ']');
}

/* A string as the record has it, or null. */
static void put_string(struct json_writer *w, const char *key, struct span value)
{
    json_put(w, key, json_kind(value) == JSON_STRING ? value : SPAN_NONE);
}

static void put_time(struct json_writer *w, const char *key, int64_t ms)
{
    if (ms == NO_TIME)
        json_put(w, key, SPAN_NONE);
    else
        json_put_int(w, key, ms);
}

void analysis_write_evidence(struct json_writer *w, const struct transcript *t,
                             const struct answer *a, const struct evidence *e, struct buf *link)
{
    const struct monologue *m = &t->monologues[t->sentences[e->from].monologue];
    json_open(w, NULL, '{');
    json_put_text(w, "quote", e->quote);
    json_open(w, "sentences", '[');
    json_put_int(w, NULL, e->from);
    json_put_int(w, NULL, e->to);
    json_close(w, ']');
    put_string(w, "speaker_id", m->speaker_id);
    put_string(w, "speaker", m->party ? m->party->name : SPAN_NONE);
    put_string(w, "title", m->party ? m->party->title : SPAN_NONE);
    put(w, "side", side_name(m->side));
    put_time(w, "start_ms", t->sentences[e->from].start);
    put_time(w, "end_ms", t->sentences[e->to].end);
    buf_clear(link);
    json_put_text(w, "link", quote_link(link, t, e) ? buf_view(link) : SPAN_NONE);
    put(w, "match", tier_name(e->tier));
    bool shows = a->question->type == ANSWER_MULTI_ENUM && e->choice != NO_CHOICE;
    put(w, "value", shows ? a->question->choices[e->choice].id : NULL);
    if (a->question->type == ANSWER_LIST && a->status == ANSWER_GIVEN)
        json_put_int(w, "item", e->item);
    json_close(w, '}');
}

/* What only a model has to say. */
static void write_model(struct json_writer *w, const struct answer *a)
{
    if (a->note.at)
        json_put_text(w, "note", a->note);
    if (a->reason)
        put(w, "reason", a->reason);
    if (a->unverified)
        json_put_int(w, "unverified", a->unverified);
    if (a->gate)
        put(w, "gate", a->gate);
    if (isfinite(a->stability))
        json_put_real(w, "stability", a->stability);
    if (a->spend.input == 0 && a->spend.output == 0)
        return;
    json_open(w, "usage", '{');
    json_put_int(w, "input", a->spend.input);
    json_put_int(w, "cached", a->spend.cached);
    json_put_int(w, "output", a->spend.output);
    json_close(w, '}');
    json_put_real(w, "cost", a->spend.cost);
}

static void write_answer(struct json_writer *w, const struct transcript *t, const struct answer *a,
                         struct buf *link)
{
    json_open(w, NULL, '{');
    put(w, "set", a->set->id);
    put(w, "question", a->question->id);
    put(w, "type", answer_type_name(a->question->type));
    put(w, "side", asked_side_name(a->question->side));
    put(w, "status", answer_status_name(a->status));
    if (a->status != ANSWER_GIVEN)
        json_put(w, "value", SPAN_NONE);
    else if (a->question->type == ANSWER_LIST)
        write_items(w, a);
    else
        write_value(w, "value", a->question, &a->value);
    put(w, "confidence", confidence_name(a->confidence));
    json_open(w, "evidence", '[');
    for (size_t i = 0; i < a->n; i++)
        analysis_write_evidence(w, t, a, &a->evidence[i], link);
    json_close(w, ']');
    write_model(w, a);
    json_close(w, '}');
}

int analysis_write(struct buf *b, const struct engine *engine, const struct buf *sets,
                   const struct transcript *t, const struct answers *answers, struct fault *f)
{
    struct json_writer w = {.b = b};
    struct buf link = {0};
    struct metrics metrics;
    char digest[DIGEST_TEXT];
    digest_of(t->call->transcript, digest);
    metrics_compute(&metrics, t);
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", ANALYSIS_VERSION);
    put(&w, "engine", engine->name);
    if (engine->model)
        put(&w, "model", engine->model);
    json_put(&w, "sets", buf_view(sets));
    put(&w, "transcript_sha256", digest);
    metrics_write(&w, &metrics);
    json_open(&w, "answers", '[');
    for (size_t i = 0; i < answers->n; i++)
        write_answer(&w, t, &answers->at[i], &link);
    json_close(&w, ']');
    json_close(&w, '}');
    buf_free(&link);
    return buf_check(b, "the analysis of a call", f);
}
