#include "lib/analyze/reply.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "lib/analyze/array.h"
#include "lib/analyze/calendar.h"
#include "lib/json/json.h"

enum { REPLY_BYTES = 16 << 20, OBJECTS = 16 };

static bool wrong(char why[200], const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool wrong(char why[200], const char *format, ...)
{
    va_list more;
    va_start(more, format);
    vsnprintf(why, 200, format, more);
    va_end(more);
    return false;
}

/* ---- members ---- */

/* An object has exactly these members, each once: their values. */
static bool members(struct span object, const char *name, const char *const *names, size_t n,
                    struct span *values, char why[200])
{
    struct json_walk w;
    if (json_kind(object) != JSON_OBJECT)
        return wrong(why, "%s must be an object", name);
    for (size_t i = 0; i < n; i++)
        values[i] = SPAN_NONE;
    for (json_walk(&w, object); json_next(&w);) {
        size_t i = 0;
        while (i < n && !json_text_is(w.key, names[i]))
            i++;
        if (i == n)
            return wrong(why, "%s has a member that the schema does not know", name);
        if (values[i].at)
            return wrong(why, "%s has the member %s twice", name, names[i]);
        values[i] = w.value;
    }
    for (size_t i = 0; i < n; i++)
        if (!values[i].at)
            return wrong(why, "%s lacks the member %s", name, names[i]);
    return true;
}

static bool is_choice(struct span value, const struct question *q)
{
    for (size_t i = 0; i < q->nchoices; i++)
        if (json_text_is(value, q->choices[i].id))
            return true;
    return false;
}

static bool is_day(struct span value)
{
    struct day d;
    return value.len == 12 && day_of((struct span){value.at + 1, 10}, &d) && day_is_real(&d);
}

static bool is_number(struct span value)
{
    double n;
    return json_number(value, &n) && n - n == 0;
}

static bool value_of(struct span value, const struct question *q, const char *name, bool needed,
                     char why[200])
{
    enum json_kind kind = json_kind(value);
    struct json_walk w;
    if ((kind == JSON_NULL && q->type != ANSWER_MULTI_ENUM) || span_is(value, "\"\""))
        return !needed || wrong(why, "%s is empty although the status is answered", name);
    switch (q->type) {
    case ANSWER_BOOL:
        return kind == JSON_TRUE || kind == JSON_FALSE ||
               wrong(why, "%s must be true or false", name);
    case ANSWER_ENUM:
        return is_choice(value, q) || wrong(why, "%s must be one of the values' ids", name);
    case ANSWER_MULTI_ENUM:
        if (kind != JSON_ARRAY || (needed && json_count(value) == 0))
            return wrong(why, "%s must be a list of the values' ids", name);
        for (json_walk(&w, value); json_next(&w);)
            if (!is_choice(w.value, q))
                return wrong(why, "%s must hold ids of values only", name);
        return true;
    case ANSWER_NUMBER: return is_number(value) || wrong(why, "%s must be a number", name);
    case ANSWER_DATE:
        return is_day(value) || wrong(why, "%s must be a day of the calendar, YYYY-MM-DD", name);
    default:
        return (kind == JSON_STRING && (value.len > 2 || !needed)) ||
               wrong(why, "%s must be a text", name);
    }
}

static bool evidence_of(struct span list, const struct question *q, const char *name, char why[200])
{
    static const char *const names[] = {"from", "to", "quote", "value"};
    bool several = q->type == ANSWER_MULTI_ENUM;
    struct json_walk w;
    if (json_kind(list) != JSON_ARRAY)
        return wrong(why, "%s.evidence must be a list", name);
    for (json_walk(&w, list); json_next(&w);) {
        struct span values[4];
        char place[100];
        snprintf(place, sizeof place, "%s.evidence", name);
        if (!members(w.value, place, names, several ? 4 : 3, values, why))
            return false;
        for (size_t i = 0; i < 3; i++)
            if (json_kind(values[i]) != JSON_STRING)
                return wrong(why, "%s.%s must be a text", place, names[i]);
        if (several && !is_choice(values[3], q))
            return wrong(why, "%s.value must be one of the values' ids", place);
    }
    return true;
}

static bool items_of(struct span list, const struct question *q, const char *name, char why[200])
{
    const char *names[64] = {"evidence"};
    struct span values[64];
    struct json_walk w;
    if (json_kind(list) != JSON_ARRAY)
        return wrong(why, "%s.items must be a list", name);
    for (size_t i = 0; i < q->nfields; i++)
        names[i + 1] = q->fields[i].id;
    for (json_walk(&w, list); json_next(&w);) {
        char place[100];
        snprintf(place, sizeof place, "%s.items", name);
        if (!members(w.value, place, names, q->nfields + 1, values, why) ||
            !evidence_of(values[0], q, place, why))
            return false;
        for (size_t i = 0; i < q->nfields; i++) {
            snprintf(place, sizeof place, "%s.items.%s", name, q->fields[i].id);
            if (!value_of(values[i + 1], &q->fields[i], place, false, why))
                return false;
        }
    }
    return true;
}

static bool is_one_of(struct span value, const char *a, const char *b, const char *c)
{
    return json_text_is(value, a) || json_text_is(value, b) || json_text_is(value, c);
}

bool reply_check(struct span object, const struct question *q, const char *name, char why[200])
{
    static const char *const names[] = {"evidence", "status", "confidence", "note", "value"};
    static const char *const list_names[] = {"items", "status", "confidence", "note"};
    bool list = q->type == ANSWER_LIST;
    struct span v[5];
    char place[100];
    if (!members(object, name, list ? list_names : names, list ? 4 : 5, v, why))
        return false;
    if (!is_one_of(v[1], "answered", "not_discussed", "unclear"))
        return wrong(why, "%s.status must be answered, not_discussed or unclear", name);
    if (!is_one_of(v[2], "high", "medium", "low"))
        return wrong(why, "%s.confidence must be high, medium or low", name);
    if (json_kind(v[3]) != JSON_STRING)
        return wrong(why, "%s.note must be a text", name);
    if (list)
        return items_of(v[0], q, name, why);
    snprintf(place, sizeof place, "%s.value", name);
    return evidence_of(v[0], q, name, why) &&
           value_of(v[4], q, place, json_text_is(v[1], "answered"), why);
}

/* ---- the text ---- */

static struct span behind_thoughts(struct span text)
{
    static const char open[] = "<think>", close[] = "</think>";
    const char *begin = memmem(text.at, text.len, open, sizeof open - 1);
    const char *end = memmem(text.at, text.len, close, sizeof close - 1);
    if (!end)
        return begin ? SPAN_NONE : text;
    end += sizeof close - 1;
    return (struct span){end, text.len - (size_t)(end - text.at)};
}

/* The object that begins there, up to where its brackets close, as they stand outside of strings.
 */
static struct span object_at(struct span text, const char *begin)
{
    bool quoted = false;
    int depth = 0;
    for (const char *at = begin; at && at < text.at + text.len; at++) {
        if (quoted) {
            if (*at == '\\' && at + 1 < text.at + text.len)
                at++;
            else
                quoted = *at != '"';
        } else if (*at == '"') {
            quoted = true;
        } else if (*at == '{' || *at == '[') {
            depth++;
        } else if ((*at == '}' || *at == ']') && --depth == 0) {
            return (struct span){begin, (size_t)(at + 1 - begin)};
        }
    }
    return SPAN_NONE;
}

/* The first that is JSON: there may be braces in the words before it. */
static bool first_object(struct span text, struct span *object, struct fault *f)
{
    const char *begin = text.at, *end = text.at + text.len;
    bool some = false;
    for (int tries = 0; tries < OBJECTS && begin; tries++) {
        begin = memchr(begin, '{', (size_t)(end - begin));
        struct span found = begin ? object_at(text, begin) : SPAN_NONE;
        if (found.at && json_check(found, object, f) == 0)
            return true;
        some = some || found.at;
        begin = begin && begin + 1 < end ? begin + 1 : NULL;
    }
    if (!some)
        fault(f, STATUS_PROTOCOL, "there is no whole JSON object in it");
    return false;
}

/* "S42", behind the first that was shown. */
static bool is_late(struct span first, const struct prompt *p)
{
    char digits[12] = {0};
    if (first.len < 4 || first.len > 12 || first.at[1] != 'S')
        return false;
    memcpy(digits, first.at + 2, first.len - 3);
    return strspn(digits, "0123456789") == first.len - 3 && strtoul(digits, NULL, 10) > p->first;
}

/* Every question's object once, valid or not; what is not valid is absent then. */
static bool read_answers(struct reply *r, struct span object, const struct prompt *p,
                         const struct prompt_question *questions, size_t n)
{
    struct json_walk w;
    char first[24], name[24], why[200];
    bool first_right = false, seal_right = false;
    size_t seen = 0, valid = 0;
    snprintf(first, sizeof first, "S%u", p->first);
    for (json_walk(&w, object); json_next(&w);) {
        size_t i = 0;
        if (json_text_is(w.key, "first")) {
            first_right = json_text_is(w.value, first);
            r->late = is_late(w.value, p);
            continue;
        }
        if (json_text_is(w.key, "seal")) {
            seal_right = json_text_is(w.value, p->seal);
            continue;
        }
        for (; i < n; i++) {
            snprintf(name, sizeof name, "q%zu", i + 1);
            if (json_text_is(w.key, name))
                break;
        }
        if (i == n)
            return wrong(r->why, "the object has a member that the schema does not know");
        if (r->answers[i].at)
            return wrong(r->why, "the object has the member %s twice", name);
        bool good = reply_check(w.value, questions[i].question, name, r->why[0] ? why : r->why);
        r->answers[i] = (struct span){w.value.at, good ? w.value.len : 0};
        valid += good;
        seen++;
    }
    for (size_t i = 0; i < n; i++)
        if (r->answers[i].len == 0)
            r->answers[i] = SPAN_NONE;
    r->sealed = first_right && seal_right;
    if (seen < n)
        return wrong(r->why, "the object lacks the answer to a question");
    if (!r->sealed)
        return wrong(r->why,
                     "\"first\" or \"seal\" is not what the prompt says; they must be copied");
    r->partly = valid < n;
    return valid == n;
}

bool reply_read(struct reply *r, struct span text, const struct prompt *p,
                const struct prompt_question *questions, size_t n)
{
    struct fault f = {0};
    struct span object;
    r->text.limit = REPLY_BYTES;
    r->partly = r->sealed = r->late = false;
    r->why[0] = '\0';
    if (array_room(&r->answers, &r->room, n + 1, sizeof *r->answers, &f) != 0)
        return wrong(r->why, "there is no memory for it");
    memset(r->answers, 0, (n + 1) * sizeof *r->answers);
    buf_clear(&r->text);
    json_text(&r->text, text);
    if (!r->text.at || r->text.state != BUF_SOUND)
        return wrong(r->why, "it is empty or too long");
    for (size_t i = 0; i < r->text.len; i++) /* no string of JSON has them as they are */
        if (r->text.at[i] == '\n' || r->text.at[i] == '\r')
            r->text.at[i] = ' ';
    object = behind_thoughts(buf_view(&r->text));
    if (!object.at || !first_object(object, &object, &f))
        return wrong(r->why, "it is not valid JSON (%.100s)",
                     f.text[0] ? f.text : "it only thinks aloud");
    return read_answers(r, object, p, questions, n);
}

void reply_clear(struct reply *r)
{
    buf_free(&r->text);
    free(r->answers);
    *r = (struct reply){0};
}
