/* An answer that is a list of objects: each object's fields, and the values in them that can be
 * counted. */

#include "lib/json/json.h"
#include "lib/report/reading.h"

static int read_cell(struct report *r, struct report_answer *a, size_t field, struct span value,
                     struct report_cell *cell, struct fault *f)
{
    struct report_question *q = &r->questions[a->question];
    enum answer_type type = q->fields[field].type;
    bool many = json_kind(value) == JSON_ARRAY;
    size_t n = many ? json_count(value) : json_kind(value) > JSON_NULL;
    cell->values = arena_take(&r->arena, n * sizeof *cell->values);
    cell->options =
        answer_countable(type) ? arena_take(&r->arena, n * sizeof *cell->options) : NULL;
    if (arena_check(&r->arena, "the report", f) != 0)
        return -1;
    struct json_walk w;
    json_walk(&w, many ? value : SPAN_NONE);
    for (; cell->n < n; cell->n++) {
        if (many)
            json_next(&w);
        if (reading_one(r, q, field, type, many ? w.value : value, &cell->values[cell->n],
                        cell->options ? &cell->options[cell->n] : NULL, f) != 0)
            return -1;
        a->noptions += cell->options != NULL;
    }
    return 0;
}

static int read_item(struct report *r, struct report_answer *a, struct span object, struct fault *f)
{
    size_t n = r->questions[a->question].nfields;
    struct report_item *item = &a->items[a->nitems];
    if (json_kind(object) != JSON_OBJECT)
        return fault(f, STATUS_BAD_RECORD, "an answer's value is not of its question's type");
    item->json = object;
    item->cells = arena_take(&r->arena, n * sizeof *item->cells);
    if (!item->cells)
        return arena_check(&r->arena, "the report", f);
    for (size_t i = 0; i < n; i++) {
        struct span id = r->questions[a->question].fields[i].id;
        if (read_cell(r, a, i, json_member(object, id), &item->cells[i], f) != 0)
            return -1;
    }
    a->nitems++;
    return 0;
}

/* What all its objects say, side by side, so that a list is counted as any other answer. */
static void gather(struct report *r, struct report_answer *a)
{
    size_t n = 0;
    a->options = arena_take(&r->arena, a->noptions * sizeof *a->options);
    for (size_t i = 0; a->options && i < a->nitems; i++)
        for (size_t k = 0; k < r->questions[a->question].nfields; k++) {
            const struct report_cell *cell = &a->items[i].cells[k];
            for (size_t v = 0; cell->options && v < cell->n; v++)
                a->options[n++] = cell->options[v];
        }
}

int reading_list(struct report *r, struct report_answer *a, struct span value, struct fault *f)
{
    if (json_kind(value) != JSON_ARRAY)
        return fault(f, STATUS_BAD_RECORD, "an answer's value is not of its question's type");
    a->source = arena_copy(&r->arena, value);
    a->items = arena_take(&r->arena, json_count(value) * sizeof *a->items);
    if (arena_check(&r->arena, "the report", f) != 0)
        return -1;
    struct json_walk w;
    for (json_walk(&w, a->source); json_next(&w);)
        if (read_item(r, a, w.value, f) != 0)
            return -1;
    gather(r, a);
    return arena_check(&r->arena, "the report", f);
}
