#include "lib/report/table.h"

#include <stdlib.h>
#include "lib/json/json.h"
#include "lib/report/column.h"
#include "lib/report/csv.h"
#include "lib/report/dress.h"

struct table {
    struct columns columns;
    bool bom;
};

/* What a thread has of its own. */
struct rows {
    const struct columns *columns;
    struct span *values;
    struct buf row, text;
};

struct table *table_new(const char *list, bool bom, struct fault *f)
{
    struct table *t = calloc(1, sizeof *t);
    if (!t) {
        fault(f, STATUS_NO_MEMORY, "no memory for the table");
        return NULL;
    }
    t->bom = bom;
    if (columns_read(&t->columns, list, f) == 0)
        return t;
    table_free(t);
    return NULL;
}

void table_free(struct table *t)
{
    if (t)
        columns_clear(&t->columns);
    free(t);
}

/* Of one column, an empty cell would be an empty line, and no reader takes that for a row. */
static int put_row(struct buf *row, size_t columns, struct out *out, struct fault *f)
{
    if (columns == 1 && row->len == 1) {
        buf_clear(row);
        buf_text(row, "\"\",");
    }
    csv_end_row(row);
    if (buf_check(row, "a row", f) != 0)
        return -1;
    out_span(out, buf_view(row));
    return 0;
}

static int head(void *self, struct out *out, struct fault *f)
{
    const struct table *t = self;
    struct buf row = BUF(0);
    csv_begin(&row, t->bom);
    for (size_t i = 0; i < t->columns.n; i++)
        csv_cell(&row, t->columns.at[i].heading);
    int done = put_row(&row, t->columns.n, out, f);
    buf_free(&row);
    return done;
}

static void text_cell(struct rows *r, struct span string)
{
    struct span inside = {string.at + 1, string.len - 2};
    if (memchr(inside.at, '\\', inside.len)) {
        buf_clear(&r->text);
        json_text(&r->text, string);
        if (r->text.state != BUF_SOUND)
            r->row.state = r->text.state;
        inside = buf_view(&r->text);
    }
    csv_cell(&r->row, inside);
}

static void cell(struct rows *r, struct span value)
{
    switch (json_kind(value)) {
    case JSON_STRING: text_cell(r, value); return;
    case JSON_ARRAY:
    case JSON_OBJECT: dress_json(&r->row, value); break;
    case JSON_NONE:
    case JSON_NULL: break;
    default: buf_span(&r->row, value);
    }
    buf_byte(&r->row, ',');
}

static int step(void *self, struct span record, struct out *out, struct fault *f)
{
    struct rows *r = self;
    columns_fetch(r->columns, record, r->values);
    buf_clear(&r->row);
    for (size_t i = 0; i < r->columns->n; i++)
        cell(r, r->values[r->columns->at[i].step]);
    return put_row(&r->row, r->columns->n, out, f);
}

static void *fork_rows(void *self, struct fault *f)
{
    const struct table *t = self;
    struct rows *r = calloc(1, sizeof *r);
    struct span *values = calloc(t->columns.nsteps, sizeof *values);
    if (!r || !values) {
        free(r);
        free(values);
        fault(f, STATUS_NO_MEMORY, "no memory for the table");
        return NULL;
    }
    *r = (struct rows){.columns = &t->columns, .values = values};
    return r;
}

static int join_rows(void *self, void *other, struct fault *f)
{
    struct rows *r = other;
    (void)self, (void)f;
    buf_free(&r->row);
    buf_free(&r->text);
    free(r->values);
    free(r);
    return 0;
}

struct stage table_stage(struct table *t)
{
    static const struct parallel parallel = {.fork = fork_rows, .join = join_rows};
    return (struct stage){.head = head, .step = step, .self = t, .parallel = &parallel};
}
