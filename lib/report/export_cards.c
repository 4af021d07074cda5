/* Scorecards: what they ask, and what was answered. */

#include "lib/json/json.h"
#include "lib/report/dress.h"
#include "lib/report/export_types.h"

static const struct sheet_word methods[] = {
    {"AUTOMATIC", "automatic"}, {"MANUAL", "by a person"}, {NULL, NULL}};

static void title(struct sheet *s, int64_t number, struct span name, const char *else_)
{
    if (!sheet_text(s, name).len)
        buf_text(&s->text, else_);
    sheet_title(s, number, buf_view(&s->text));
}

/* ---- what they ask ---- */

static void options(struct sheet *s, struct span list)
{
    struct json_walk w;
    const char *label = "Answers";
    for (json_walk(&w, list); json_next(&w);) {
        if (!sheet_text(s, json_get(w.value, "text")).len)
            continue;
        sheet_label(s, label);
        if (sheet_add(s, "", json_get(w.value, "id")))
            buf_text(&s->b, ": ");
        sheet_add(s, "", json_get(w.value, "text"));
        sheet_end(s);
        label = NULL;
    }
}

static void question(struct sheet *s, size_t number, struct span q)
{
    static const struct sheet_word types[] = {
        {"RANGE", "a score"}, {"BOOLEAN", "yes or no"}, {"OPEN", "a text"}, {NULL, NULL}};
    struct span low = json_get(q, "minRange"), high = json_get(q, "maxRange");
    buf_format(&s->b, "\n   %zu) ", number);
    if (!sheet_add(s, "", json_get(q, "questionText")))
        buf_text(&s->b, "A question without a text");
    if (json_kind(json_get(q, "isOverall")) == JSON_TRUE)
        buf_text(&s->b, " (the overall score)");
    sheet_end(s);
    sheet_word(s, "Asks for", json_get(q, "questionType"), types);
    if (sheet_text(s, low).len && sheet_text(s, high).len) {
        sheet_label(s, "Range");
        sheet_add(s, "", low);
        sheet_add(s, " to ", high);
        sheet_end(s);
    }
    options(s, json_get(q, "answerOptions"));
    sheet_line(s, "Guide", json_get(q, "answerGuide"));
}

int export_scorecard(struct sheet *s, int64_t number, struct span record, struct fault *f)
{
    struct span questions = json_get(record, "questions");
    struct json_walk w;
    size_t n = 0;
    title(s, number, json_get(record, "scorecardName"), "A scorecard without a name");
    sheet_line(s, "Enabled", json_get(record, "enabled"));
    sheet_word(s, "Review", json_get(record, "reviewMethod"), methods);
    sheet_time(s, "Created", json_get(record, "created"));
    sheet_time(s, "Updated", json_get(record, "updated"));
    sheet_person(s, "Updated by", json_get(record, "updaterUserId"));
    sheet_line(s, "Workspace", json_get(record, "workspaceId"));
    sheet_line(s, "Card id", json_get(record, "scorecardId"));
    s->indent = 6;
    for (json_walk(&w, questions); json_next(&w);)
        if (json_kind(w.value) == JSON_OBJECT)
            question(s, ++n, w.value);
    s->indent = 3;
    if (n == 0)
        sheet_words(s, "Questions", "none");
    return sheet_put(s, f);
}

/* ---- what was answered ---- */

static void selected(struct sheet *s, struct span list)
{
    struct json_walk w;
    const char *before = "";
    for (json_walk(&w, list); json_next(&w);)
        if (sheet_add(s, before, w.value))
            before = ", ";
}

static void answer(struct sheet *s, size_t number, struct span a)
{
    struct span id = json_get(a, "questionId"), text = export_roster_find(s->names, id);
    buf_format(&s->b, "\n   %zu) ", number);
    size_t from = s->b.len;
    dress_name(&s->b, text, DRESS_PLAIN);
    if (s->b.len == from && !sheet_add(s, "Question ", id))
        buf_text(&s->b, "A question without an id");
    if (json_kind(json_get(a, "isOverall")) == JSON_TRUE)
        buf_text(&s->b, " (the overall score)");
    sheet_end(s);
    sheet_line(s, "Score", json_get(a, "score"));
    sheet_line(s, "Answer", json_get(a, "answerText"));
    if (json_count(json_get(a, "selectedOptions")) > 0) {
        sheet_label(s, "Chosen");
        selected(s, json_get(a, "selectedOptions"));
        sheet_end(s);
    }
    if (json_kind(json_get(a, "notApplicable")) == JSON_TRUE)
        sheet_words(s, "Answer", "does not apply");
}

/* The overall question's score, above all. */
static void overall(struct sheet *s, struct span answers)
{
    struct json_walk w;
    for (json_walk(&w, answers); json_next(&w);)
        if (json_kind(json_get(w.value, "isOverall")) == JSON_TRUE)
            sheet_line(s, "Overall", json_get(w.value, "score"));
}

static void call_of(struct sheet *s, struct span record)
{
    struct span id = json_get(record, "callId"), name = export_roster_find(s->names, id);
    size_t from = s->b.len;
    sheet_label(s, "Call");
    size_t at = s->b.len;
    dress_name(&s->b, name, DRESS_PLAIN);
    bool said = s->b.len > at;
    said = sheet_add(s, said ? ", call " : "call ", id) || said;
    said = sheet_add_time(s, said ? ", " : "", json_get(record, "callStartTime")) || said;
    if (said)
        sheet_end(s);
    else
        s->b.len = from;
}

int export_answered(struct sheet *s, int64_t number, struct span record, struct fault *f)
{
    static const struct sheet_word seen_by[] = {
        {"PUBLIC", "everybody"},
        {"PRIVATE", "the reviewer"},
        {"OPT_IN_USERS", "users who were chosen"},
        {"MANAGERS", "managers"},
        {"MANAGERS_AND_REVIEWEE", "managers and who was reviewed"},
        {NULL, NULL}};
    struct span answers = json_get(record, "answers");
    struct json_walk w;
    size_t n = 0;
    title(s, number, json_get(record, "scorecardName"), "A scorecard without a name");
    overall(s, answers);
    call_of(s, record);
    sheet_person(s, "Person", json_get(record, "reviewedUserId"));
    sheet_word(s, "Review", json_get(record, "reviewMethod"), methods);
    sheet_person(s, "Reviewer", json_get(record, "reviewerUserId"));
    sheet_person(s, "Edited by", json_get(record, "editorUserId"));
    sheet_time(s, "Reviewed", json_get(record, "reviewTime"));
    sheet_word(s, "Seen by", json_get(record, "visibilityType"), seen_by);
    sheet_line(s, "Card id", json_get(record, "scorecardId"));
    sheet_line(s, "Answers id", json_get(record, "answeredScorecardId"));
    s->indent = 6;
    for (json_walk(&w, answers); json_next(&w);)
        if (json_kind(w.value) == JSON_OBJECT)
            answer(s, ++n, w.value);
    s->indent = 3;
    if (n == 0)
        sheet_words(s, "Answers", "none");
    return sheet_put(s, f);
}
