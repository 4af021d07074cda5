#include "lib/analyze/correction_value.h"
#include "lib/json/json.h"
#include "lib/json/scan.h"

enum { IDS_SHOWN = 200 /* bytes */ };

/* A fault that says which ids there are. They are the question set's; what is no id of one is not
 * shown. */
static int no_such_id(const struct corrections *c, const struct correction *k,
                      const struct analysed_question *q, struct fault *f)
{
    struct buf ids = BUF(0);
    struct json_walk w;
    for (json_walk(&w, q->values); json_next(&w) && ids.len < IDS_SHOWN;) {
        struct span id = json_get(w.value, "id");
        bool plain = json_kind(id) == JSON_STRING && id.len <= IDS_SHOWN;
        for (size_t i = 1; plain && i + 1 < id.len; i++)
            plain = id.at[i] == '-' || id.at[i] == '_' || (id.at[i] >= 'a' && id.at[i] <= 'z') ||
                    (id.at[i] >= '0' && id.at[i] <= '9');
        if (plain)
            buf_format(&ids, "%s%.*s", ids.len ? ", " : "", (int)id.len - 2, id.at + 1);
    }
    correction_fault(c, k, CORRECTION_VALUE, f,
                     "no such value; it takes %s%s%s, not_discussed or unclear",
                     q->kind == ANSWER_MULTI_ENUM ? "some of " : "", ids.at ? ids.at : "",
                     ids.len < IDS_SHOWN ? "" : ", ...");
    buf_free(&ids);
    return -1;
}

static struct span trim(struct span s)
{
    while (s.len && s.at[0] == ' ')
        s = (struct span){s.at + 1, s.len - 1};
    while (s.len && s.at[s.len - 1] == ' ')
        s.len--;
    return s;
}

bool correction_next_id(struct span *rest, struct span *id)
{
    if (!rest->at)
        return false;
    const char *comma = memchr(rest->at, ',', rest->len);
    size_t n = comma ? (size_t)(comma - rest->at) : rest->len;
    *id = trim((struct span){rest->at, n});
    *rest = comma ? (struct span){comma + 1, rest->len - n - 1} : SPAN_NONE;
    return true;
}

static bool has_id(struct span values, struct span id)
{
    struct json_walk w;
    for (json_walk(&w, values); json_next(&w);)
        if (json_string_is(json_get(w.value, "id"), id))
            return true;
    return false;
}

static bool names_id(struct span ids, struct span id)
{
    struct span one;
    for (struct span rest = ids; correction_next_id(&rest, &one);)
        if (json_string_is(id, one))
            return true;
    return false;
}

/* All of them must be there; they come in the order of the values, each once. */
static bool write_ids(struct json_writer *w, struct span ids, struct span values)
{
    struct span id;
    struct json_walk v;
    for (struct span rest = ids; correction_next_id(&rest, &id);)
        if (!has_id(values, id))
            return false;
    json_open(w, NULL, '[');
    for (json_walk(&v, values); json_next(&v);)
        if (names_id(ids, json_get(v.value, "id")))
            json_put(w, NULL, json_get(v.value, "id"));
    json_close(w, ']');
    return true;
}

static bool is_number(struct span s)
{
    struct fault none = {0};
    struct span value;
    double n;
    return json_check(s, &value, &none) == 0 && json_number(value, &n);
}

static bool is_day(struct span s)
{
    struct day d;
    return s.len == 10 && day_of(s, &d) && day_is_real(&d);
}

/* One field's value, JSON: whether it is of the field's type. */
static bool fits(struct span value, const struct analysed_question *field)
{
    enum json_kind kind = json_kind(value);
    double n;
    if (kind == JSON_NULL)
        return true;
    if (field->kind == ANSWER_BOOL)
        return kind == JSON_TRUE || kind == JSON_FALSE;
    if (field->kind == ANSWER_NUMBER)
        return json_number(value, &n);
    if (kind != JSON_STRING || value.len <= 2)
        return false;
    struct span text = {value.at + 1, value.len - 2};
    return field->kind == ANSWER_ENUM   ? has_id(field->values, text)
           : field->kind == ANSWER_DATE ? is_day(text)
                                        : field->kind == ANSWER_SHORT;
}

static bool has_field(struct span fields, struct span key)
{
    struct json_walk w;
    for (json_walk(&w, fields); json_next(&w);)
        if (json_text_equal(json_get(w.value, "id"), key))
            return true;
    return false;
}

static bool write_object(struct json_writer *w, struct span object, struct span fields)
{
    struct json_walk m;
    struct buf name = BUF(0);
    bool good = json_kind(object) == JSON_OBJECT;
    for (json_walk(&m, object); good && json_next(&m);)
        good = has_field(fields, m.key);
    json_open(w, NULL, '{');
    for (json_walk(&m, fields); good && json_next(&m);) {
        struct analysed_question field;
        good = analysed_question(m.value, &field);
        buf_clear(&name);
        json_text(&name, field.id);
        struct span value = json_member(object, buf_view(&name));
        good = good && name.at && fits(value.at ? value : span_of("null"), &field);
        if (good)
            json_put(w, name.at, value);
    }
    json_close(w, '}');
    buf_free(&name);
    return good;
}

static bool write_list(struct json_writer *w, struct span text, struct span fields)
{
    struct fault none = {0};
    struct span list;
    struct json_walk items;
    if (json_check(text, &list, &none) != 0 || json_kind(list) != JSON_ARRAY ||
        json_count(list) == 0)
        return false;
    json_open(w, NULL, '[');
    for (json_walk(&items, list); json_next(&items);)
        if (!write_object(w, items.value, fields))
            return false;
    json_close(w, ']');
    return true;
}

static const char *const wanted[] = {
    [ANSWER_BOOL] = "true or false",
    [ANSWER_NUMBER] = "a number as 48000 or 12.5",
    [ANSWER_DATE] = "a date as 2026-11-26",
    [ANSWER_LIST] = "a list as JSON, of objects with the question's fields",
};

int correction_value(const struct corrections *c, const struct correction *k,
                     const struct analysed_question *q, struct buf *value,
                     enum answer_status *status, struct fault *f)
{
    struct json_writer w = {.b = value};
    const struct span cell = k->cell[CORRECTION_VALUE];
    bool good = true;
    *status = span_is(cell, "not_discussed") ? ANSWER_NOT_DISCUSSED
              : span_is(cell, "unclear")     ? ANSWER_UNCLEAR
                                             : ANSWER_GIVEN;
    if (*status != ANSWER_GIVEN) {
        json_put(&w, NULL, SPAN_NONE);
        return buf_check(value, "a corrected value", f);
    }
    switch (q->kind) {
    case ANSWER_BOOL:
        good = span_is(cell, "true") || span_is(cell, "false");
        json_put(&w, NULL, cell);
        break;
    case ANSWER_ENUM:
        if (!has_id(q->values, cell))
            return no_such_id(c, k, q, f);
        json_put_text(&w, NULL, cell);
        break;
    case ANSWER_MULTI_ENUM:
        if (!write_ids(&w, cell, q->values))
            return no_such_id(c, k, q, f);
        break;
    case ANSWER_NUMBER:
        good = is_number(cell);
        json_put(&w, NULL, cell);
        break;
    case ANSWER_DATE:
        good = is_day(cell);
        json_put_text(&w, NULL, cell);
        break;
    case ANSWER_LIST: good = write_list(&w, cell, q->fields); break;
    default: json_put_text(&w, NULL, cell); break;
    }
    if (!good)
        return correction_fault(c, k, CORRECTION_VALUE, f, "it takes %s, not_discussed or unclear",
                                wanted[q->kind]);
    return buf_check(value, "a corrected value", f);
}
