#include "lib/analyze/analysis_write.h"
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

static void write_question(struct json_writer *w, const struct question *q)
{
    json_open(w, NULL, '{');
    put(w, "id", q->id);
    put(w, "text", q->text);
    put(w, "type", answer_type_name(q->type));
    put(w, "side", asked_side_name(q->side));
    put(w, "silence", q->silence);
    json_open(w, "values", '[');
    for (size_t i = 0; i < q->nchoices; i++) {
        json_open(w, NULL, '{');
        put(w, "id", q->choices[i].id);
        put(w, "label", q->choices[i].label);
        json_close(w, '}');
    }
    json_close(w, ']');
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

static void write_value(struct json_writer *w, const struct answer *a)
{
    const struct question *q = a->question;
    char date[16];
    if (a->status != ANSWER_GIVEN) {
        json_put(w, "value", SPAN_NONE);
        return;
    }
    switch (q->type) {
    case ANSWER_BOOL: json_put_bool(w, "value", a->value.truth); break;
    case ANSWER_ENUM: put(w, "value", q->choices[a->value.choice].id); break;
    case ANSWER_MULTI_ENUM:
        json_open(w, "value", '[');
        for (int i = 0; i < (int)q->nchoices; i++)
            if (value_chose(&a->value, i))
                put(w, NULL, q->choices[i].id);
        json_close(w, ']');
        break;
    case ANSWER_NUMBER: json_put_real(w, "value", a->value.number); break;
    case ANSWER_DATE:
        json_put_text(w, "value", (struct span){date, day_format(&a->value.day, date)});
        break;
    default: json_put_text(w, "value", a->value.text); break;
    }
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

static void write_evidence(struct json_writer *w, const struct transcript *t,
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
    json_close(w, '}');
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
    write_value(w, a);
    put(w, "confidence", confidence_name(a->confidence));
    json_open(w, "evidence", '[');
    for (size_t i = 0; i < a->n; i++)
        write_evidence(w, t, a, &a->evidence[i], link);
    json_close(w, ']');
    json_close(w, '}');
}

int analysis_write(struct buf *b, const char *engine, const struct buf *sets,
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
    put(&w, "engine", engine);
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
