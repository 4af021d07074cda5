#include "lib/analyze/analysed.h"
#include "lib/json/json.h"
#include "lib/json/members.h"
#include "lib/json/scan.h"

static const struct member question_rows[] = {
    MEMBER(struct analysed_question, "id", id),
    MEMBER(struct analysed_question, "text", text),
    MEMBER(struct analysed_question, "type", type),
    MEMBER(struct analysed_question, "side", side),
    MEMBER(struct analysed_question, "values", values),
    MEMBER(struct analysed_question, "fields", fields),
};

static const struct member answer_rows[] = {
    MEMBER(struct analysed_answer, "set", set),
    MEMBER(struct analysed_answer, "cost", cost),
    MEMBER(struct analysed_answer, "value", value),
    MEMBER(struct analysed_answer, "usage", usage),
    MEMBER(struct analysed_answer, "status", status),
    MEMBER(struct analysed_answer, "evidence", evidence),
    MEMBER(struct analysed_answer, "override", override),
    MEMBER(struct analysed_answer, "question", question),
    MEMBER(struct analysed_answer, "unverified", unverified),
};

int analysed_open(struct span record, struct span *analysis, struct fault *f)
{
    int64_t version = 0;
    *analysis = json_get(record, "callmine.analysis");
    if (json_kind(*analysis) != JSON_OBJECT)
        return fault(f, STATUS_BAD_RECORD, "not analysed: run cm-analyze first");
    if (!json_integer(json_get(*analysis, "v"), &version) || version != 1)
        return fault(f, STATUS_BAD_RECORD,
                     "an analysis of another version: run cm-analyze of this version");
    return 0;
}

/* The place of a JSON string among n names, else -1. */
static int place_of(struct span name, const char *(*name_at)(int), int n)
{
    for (int i = 0; i < n; i++)
        if (json_text_is(name, name_at(i)))
            return i;
    return -1;
}

static const char *status_at(int i)
{
    return answer_status_name((enum answer_status)i);
}

bool analysed_question(struct span json, struct analysed_question *q)
{
    members_read(json, question_rows, sizeof question_rows / sizeof question_rows[0], q);
    q->kind = place_of(q->type, answer_type_name, ANSWER_LIST + 1);
    q->asked = place_of(q->side, asked_side_name, ASKED_ANY + 1);
    if (q->asked < 0)
        q->asked = ASKED_ANY;
    return q->kind >= 0;
}

enum analysed_asked analysed_find(struct span analysis, struct span set, struct span question,
                                  struct analysed_question *q)
{
    enum analysed_asked found = ANALYSED_NO_SET;
    struct json_walk sets, questions;
    for (json_walk(&sets, json_get(analysis, "sets")); json_next(&sets);) {
        if (!json_string_is(json_get(sets.value, "id"), set))
            continue;
        found = ANALYSED_NO_QUESTION;
        for (json_walk(&questions, json_get(sets.value, "questions")); json_next(&questions);)
            if (json_string_is(json_get(questions.value, "id"), question) &&
                analysed_question(questions.value, q))
                return ANALYSED_ASKED;
    }
    return found;
}

int analysed_answer(struct span json, struct analysed_answer *a, struct fault *f)
{
    members_read(json, answer_rows, sizeof answer_rows / sizeof answer_rows[0], a);
    struct span was = json_get(a->override, "was");
    a->was_status = was.at ? json_get(was, "status") : a->status;
    a->was_value = was.at ? json_get(was, "value") : a->value;
    if (json_kind(a->set) != JSON_STRING || json_kind(a->question) != JSON_STRING ||
        analysed_status(a->status) < 0 || analysed_status(a->was_status) < 0 || !a->was_value.at)
        return fault(f, STATUS_BAD_RECORD,
                     "an answer without its question, value, or a status known here");
    return 0;
}

bool analysed_answers(const struct analysed_answer *a, struct span set, struct span question)
{
    return json_string_is(a->question, question) && json_string_is(a->set, set);
}

int analysed_status(struct span name)
{
    return place_of(name, status_at, ANSWER_FAILED + 1);
}

/* Each element of a is in b. Elements are few. */
static bool within(struct span a, struct span b)
{
    struct json_walk x, y;
    for (json_walk(&x, a); json_next(&x);) {
        bool found = false;
        for (json_walk(&y, b); !found && json_next(&y);)
            found = (!x.object || json_text_equal(x.key, y.key)) && analysed_same(x.value, y.value);
        if (!found)
            return false;
    }
    return true;
}

bool analysed_same(struct span a, struct span b)
{
    enum json_kind kind = json_kind(a);
    double x, y;
    if (kind != json_kind(b))
        return false;
    switch (kind) {
    case JSON_NUMBER: return json_number(a, &x) && json_number(b, &y) && x == y;
    case JSON_STRING: return json_text_equal(a, b);
    case JSON_ARRAY:
    case JSON_OBJECT: return json_count(a) == json_count(b) && within(a, b) && within(b, a);
    default: return true;
    }
}
