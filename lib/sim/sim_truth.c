#include <stdlib.h>
#include "lib/sim/sim.h"
#include "lib/sim/sim_fact.h"
#include "lib/sim/sim_record.h"

/* The facts of one question, in the order in which they are said. */
static bool first_of(const struct sim_talk *t, int question, int at)
{
    for (int i = 0; i < at; i++)
        if (t->facts[i].question == question && strcmp(t->facts[i].value, t->facts[at].value) == 0)
            return false;
    return true;
}

static void put_value(struct json_writer *w, const struct sim_question *question, int number,
                      const struct sim_talk *t)
{
    const struct sim_fact *first = NULL;
    for (int i = 0; i < t->nfacts && !first; i++)
        if (t->facts[i].question == number)
            first = &t->facts[i];
    if (question->type == SIM_BOOL) {
        json_put_bool(w, "value", first != NULL);
    } else if (!first) {
        json_put(w, "value", SPAN_NONE);
    } else if (question->type == SIM_MULTI) {
        json_open(w, "value", '[');
        for (int i = 0; i < t->nfacts; i++)
            if (t->facts[i].question == number && first_of(t, number, i))
                json_put_text(w, NULL, span_of(t->facts[i].value));
        json_close(w, ']');
    } else if (question->type == SIM_NUMBER) {
        json_put(w, "value", span_of(first->value));
    } else if (question->type == SIM_SHORT) {
        json_put_text(w, "value", sim_talk_text(t, first->sentence));
    } else {
        json_put_text(w, "value", span_of(first->value));
    }
}

static void put_evidence(struct json_writer *w, const struct sim_question *question, int number,
                         const struct sim_call *call, const struct sim_talk *t)
{
    int last = -1;
    json_open(w, "evidence", '[');
    for (int i = 0; i < t->nfacts; i++) {
        const struct sim_fact *f = &t->facts[i];
        if (f->question != number || f->sentence == last)
            continue;
        last = f->sentence;
        const struct sim_sentence *s = &t->sentences[f->sentence];
        json_open(w, NULL, '{');
        sim_put(w, "speaker_id", sim_voice(call, s->voice));
        json_put_int(w, "start", s->start);
        json_put_int(w, "end", s->end);
        json_put_text(w, "text", sim_talk_text(t, f->sentence));
        if (question->type == SIM_MULTI)
            json_put_text(w, "value", span_of(f->value));
        json_close(w, '}');
    }
    json_close(w, ']');
}

static int put_call(const struct sim_call *call, const struct sim_talk *t, struct out *out,
                    struct fault *f)
{
    struct buf line = BUF(1 << 20);
    for (int i = 0; i < sim_nquestions && line.state == BUF_SOUND; i++) {
        struct json_writer w = {.b = &line};
        buf_clear(&line);
        json_open(&w, NULL, '{');
        sim_put(&w, "call", call->id);
        sim_put(&w, "set", sim_questions[i].set);
        sim_put(&w, "question", sim_questions[i].id);
        put_value(&w, &sim_questions[i], i, t);
        put_evidence(&w, &sim_questions[i], i, call, t);
        json_close(&w, '}');
        out_line(out, buf_view(&line));
    }
    int status = buf_check(&line, "a line of truth", f);
    buf_free(&line);
    return status;
}

int sim_truth(const struct sim_options *o, struct out *out, struct fault *f)
{
    if (o->type)
        return sim_records(o, out, f);
    struct sim_source *s = sim_invent(&o->company, o->now, f);
    struct sim_talk talk = {.n = 0};
    int status = s ? 0 : -1;
    for (int i = 0; status == 0 && i < s->n; i++) {
        const struct sim_entry *e = &s->entries[i];
        struct sim_call call;
        if (e->shown > o->now || e->spoken > o->now)
            continue;
        sim_invented_call(s, e, &call);
        if (call.no_parties || call.empty)
            continue; /* nobody can tell whose voice is whose */
        status = sim_talk(&talk, sim_invented_company(s), &call, f);
        if (status == 0)
            status = put_call(&call, &talk, out, f);
        if (status == 0)
            status = out_check(out, f);
    }
    sim_talk_clear(&talk);
    sim_source_free(s);
    return status;
}

int sim_dump(const struct sim_options *o, struct out *out, struct fault *f)
{
    struct sim_source *s =
        o->ncalls ? sim_files(o->calls, o->ncalls, f) : sim_invent(&o->company, o->now, f);
    struct buf line = BUF(0);
    int status = s ? 0 : -1;
    for (int i = 0; status == 0 && i < s->n; i++) {
        const struct sim_entry *e = &s->entries[i];
        if (e->shown > o->now)
            continue;
        buf_clear(&line);
        status = s->ops->record(s, e, o->now, &line, f);
        if (status == 0 && e->spoken <= o->now) {
            line.len--; /* the record's closing brace */
            buf_text(&line, ",\"transcript\":");
            status = s->ops->transcript(s, e, &line, f);
            buf_byte(&line, '}');
        }
        for (size_t k = 0; k < line.len; k++)
            if (line.at[k] == '\n' || line.at[k] == '\r')
                line.at[k] = ' '; /* between tokens only: JSON has no raw newline in a string */
        if (status == 0)
            status = buf_check(&line, "a call", f);
        out_line(out, buf_view(&line));
        if (status == 0)
            status = out_check(out, f);
    }
    buf_free(&line);
    sim_source_free(s);
    return status;
}
