/* callmine.analysis → the question sets that a record was asked. */

#include <string.h>
#include "lib/json/json.h"
#include "lib/json/members.h"
#include "lib/report/reading.h"
#include "lib/report/words.h"

enum { QUESTIONS = 1024 }; /* in a report */

static const char *const type_names[ANSWER_TYPES] = {"bool", "enum",   "multi_enum", "short",
                                                     "para", "number", "date",       "list"};

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
    struct span id, text, type, side, values, sha256, fields, silence;
};
static const struct member question_rows[] = {
    MEMBER(struct question_members, "id", id),
    MEMBER(struct question_members, "text", text),
    MEMBER(struct question_members, "type", type),
    MEMBER(struct question_members, "side", side),
    MEMBER(struct question_members, "values", values),
    MEMBER(struct question_members, "fields", fields),
    MEMBER(struct question_members, "sha256", sha256),
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

int reading_value(struct report_question *q, size_t field, struct span id, struct span label,
                  struct fault *f)
{
    void *at = q->values;
    if (reading_room(&at, q->nvalues, &q->room, sizeof *q->values, f) != 0)
        return -1;
    q->values = at;
    q->values[q->nvalues++] = (struct report_value){id, label.at && label.len ? label : id, field};
    return 0;
}

/* The values that the set lists for a question or a list's field. */
static int read_choices(struct report *r, struct report_question *q, size_t field,
                        enum answer_type type, struct span values, struct fault *f)
{
    if (type == ANSWER_BOOL)
        return reading_value(q, field, span_of("true"), span_of("Yes"), f) ||
                       reading_value(q, field, span_of("false"), span_of("No"), f)
                   ? -1
                   : 0;
    struct json_walk w;
    if (answer_countable(type))
        for (json_walk(&w, values); json_next(&w);)
            if (reading_value(q, field, reading_text(r, json_get(w.value, "id")),
                              reading_text(r, json_get(w.value, "label")), f) != 0)
                return -1;
    return 0;
}

static struct span label_of(struct report *r, struct span id)
{
    buf_clear(&r->scratch);
    words_label(&r->scratch, id);
    return arena_copy(&r->arena, buf_view(&r->scratch));
}

static int read_fields(struct report *r, struct report_question *q, struct span fields,
                       struct fault *f)
{
    struct json_walk w;
    q->fields = arena_take(&r->arena, json_count(fields) * sizeof *q->fields);
    for (json_walk(&w, fields); q->fields && json_next(&w); q->nfields++) {
        struct question_members m;
        READING(w.value, question_rows, &m);
        size_t type = reading_name(m.type, type_names, ANSWER_TYPES);
        struct report_field *to = &q->fields[q->nfields];
        to->id = reading_text(r, m.id);
        if (!to->id.at || type >= ANSWER_LIST)
            return fault(f, STATUS_BAD_RECORD, "a field without id or of a type not known here");
        to->type = (enum answer_type)type;
        to->label = label_of(r, to->id);
        to->text = reading_text(r, m.text);
        if (!to->text.at || !to->text.len)
            to->text = to->label;
        if (read_choices(r, q, q->nfields, to->type, m.values, f) != 0)
            return -1;
    }
    if (q->nfields == 0)
        return fault(f, STATUS_BAD_RECORD, "a question for a list that has no fields");
    return 0;
}

static int read_question(struct report *r, struct span from, size_t set, struct fault *f)
{
    struct question_members m;
    READING(from, question_rows, &m);
    struct span id = reading_text(r, m.id);
    size_t type = reading_name(m.type, type_names, ANSWER_TYPES);
    if (!id.at || type == ANSWER_TYPES)
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
    q->sha256 = reading_text(r, m.sha256);
    q->label = label_of(r, id);
    if (q->type == ANSWER_LIST)
        return read_fields(r, q, m.fields, f);
    return read_choices(r, q, 0, q->type, m.values, f);
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
