/* callmine.analysis → the question sets that a record was asked. */

#include <string.h>
#include "lib/json/json.h"
#include "lib/json/members.h"
#include "lib/report/reading.h"
#include "lib/report/words.h"

enum { QUESTIONS = 1024 }; /* in a report */

static const char *const type_names[] = {"bool", "enum",   "multi_enum", "short",
                                         "para", "number", "date"};

struct set_members {
    struct span id, title, version, questions;
};
static const struct member set_rows[] = {
    MEMBER(struct set_members, "id", id),
    MEMBER(struct set_members, "title", title),
    MEMBER(struct set_members, "version", version),
    MEMBER(struct set_members, "questions", questions),
};

struct question_members {
    struct span id, text, type, side, values, silence;
};
static const struct member question_rows[] = {
    MEMBER(struct question_members, "id", id),
    MEMBER(struct question_members, "text", text),
    MEMBER(struct question_members, "type", type),
    MEMBER(struct question_members, "side", side),
    MEMBER(struct question_members, "values", values),
    MEMBER(struct question_members, "silence", silence),
};

const char *report_type_name(enum answer_type t)
{
    return type_names[t];
}

bool answer_countable(enum answer_type t)
{
    return t == ANSWER_BOOL || t == ANSWER_ENUM || t == ANSWER_MULTI;
}

size_t reading_name(struct span string, const char *const *names, size_t n)
{
    size_t i = 0;
    while (i < n && !json_text_is(string, names[i]))
        i++;
    return i;
}

int reading_value(struct report_question *q, struct span id, struct span label, struct fault *f)
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
    struct question_members m;
    READING(from, question_rows, &m);
    struct span id = reading_text(r, m.id);
    size_t type = reading_name(m.type, type_names, 7);
    if (!id.at || type == 7)
        return fault(f, STATUS_BAD_RECORD, "a question without id or of a type not known here");
    void *at = r->questions;
    if (reading_room(&at, r->nquestions, &r->room_questions, sizeof *r->questions, f) != 0)
        return -1;
    r->questions = at;
    struct report_question *q = &r->questions[r->nquestions++];
    *q = (struct report_question){.set = set, .id = id, .type = (enum answer_type)type};
    q->text = reading_text(r, m.text);
    if (!q->text.at || !q->text.len)
        q->text = id;
    q->side = reading_text(r, m.side);
    q->silence = reading_text(r, m.silence);
    buf_clear(&r->scratch);
    words_label(&r->scratch, id);
    q->label = arena_copy(&r->arena, buf_view(&r->scratch));
    if (q->type == ANSWER_BOOL)
        return reading_value(q, span_of("true"), span_of("Yes"), f) ||
                       reading_value(q, span_of("false"), span_of("No"), f)
                   ? -1
                   : 0;
    struct json_walk w;
    if (answer_countable(q->type))
        for (json_walk(&w, m.values); json_next(&w);)
            if (reading_value(q, reading_text(r, json_get(w.value, "id")),
                              reading_text(r, json_get(w.value, "label")), f) != 0)
                return -1;
    return 0;
}

int reading_set(struct report *r, struct span from, size_t *index, struct fault *f)
{
    struct set_members m;
    READING(from, set_rows, &m);
    struct span id = m.id, source = m.questions;
    int64_t version = 0;
    json_integer(m.version, &version);
    buf_clear(&r->scratch);
    json_text(&r->scratch, id);
    for (*index = 0; *index < r->nsets; (*index)++) {
        const struct report_set *s = &r->sets[*index];
        if (s->version == version && span_equal(s->id, buf_view(&r->scratch)) &&
            span_equal(s->source, source))
            return 0;
    }
    if (json_kind(id) != JSON_STRING || json_kind(source) != JSON_ARRAY ||
        json_count(source) + r->nquestions > QUESTIONS || r->nsets >= READING_SETS)
        return fault(f, STATUS_BAD_RECORD,
                     "callmine.analysis.sets: no id, no questions, or too many of them");
    void *at = r->sets;
    if (reading_room(&at, r->nsets, &r->room_sets, sizeof *r->sets, f) != 0)
        return -1;
    r->sets = at;
    struct report_set *s = &r->sets[r->nsets];
    *s = (struct report_set){.version = version, .first = r->nquestions};
    s->id = reading_text(r, id);
    s->title = reading_text(r, m.title);
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
