/* Columns of a record: what they find is what json_get finds, and what is written of it is a row.
 * Input: a list of columns, then records, a line each. */

#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/report/column.h"
#include "lib/report/csv.h"
#include "lib/report/dress.h"
#include "tests/fuzz/fuzz.h"

/* The path of a step; false when a part of it is a number, which json_get has not. */
static bool path_of(const struct columns *c, size_t at, size_t to, struct buf *path)
{
    if (at == to)
        return true;
    for (uint32_t i = c->steps[at].child; i; i = c->steps[i].sibling) {
        size_t len = path->len;
        if (len)
            buf_byte(path, '.');
        buf_span(path, c->steps[i].name);
        if (c->steps[i].place == SIZE_MAX && path_of(c, i, to, path))
            return true;
        path->len = len;
    }
    return false;
}

/* One field and the comma behind it: quotes are paired, and nothing in it is hidden. */
static void field(struct span s)
{
    size_t quotes = 0;
    MUST(s.len > 0 && s.at[s.len - 1] == ',');
    for (struct span rest = s; rest.len;) {
        long c = plain_next(&rest);
        MUST(c >= 0x20 && !(c >= 0x7F && c < 0xA0) && !(c >= 0x202A && c <= 0x202E) &&
             !(c >= 0x2066 && c <= 0x2069));
        quotes += c == '"';
        MUST(c != ',' || quotes % 2 || !rest.len);
    }
    MUST(quotes % 2 == 0 && (quotes == 0 || (s.at[0] == '"' && s.at[s.len - 2] == '"')));
    MUST(s.at[0] != '=' && s.at[0] != '@');
}

static void write_field(struct span value)
{
    struct buf b = BUF(0), text = BUF(0);
    if (json_kind(value) >= JSON_ARRAY) {
        dress_json(&b, value);
        buf_byte(&b, ',');
    } else {
        json_text(&text, value);
        csv_cell(&b, buf_view(&text));
    }
    field(buf_view(&b));
    buf_free(&b);
    buf_free(&text);
}

static void fetch(const struct columns *c, struct span record, struct span *values)
{
    columns_fetch(c, record, values);
    for (size_t i = 0; i < c->n; i++) {
        struct buf path = BUF(0);
        struct span value = values[c->at[i].step];
        if (path_of(c, 0, c->at[i].step, &path)) {
            buf_byte(&path, '\0');
            struct span got = json_get(record, path.at);
            MUST(got.at == value.at && got.len == value.len);
        }
        MUST(!value.at || (value.at > record.at && value.at < record.at + record.len));
        write_field(value);
        buf_free(&path);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rest = fuzz_span(data, size), record;
    struct fault f = {0};
    struct columns c;
    char *list = fuzz_text(fuzz_part(&rest));
    if (columns_read(&c, list, &f) == 0) {
        struct span *values = calloc(c.nsteps, sizeof *values);
        MUST(values && c.n > 0);
        while (rest.len)
            if (json_check(fuzz_part(&rest), &record, &f) == 0 && json_kind(record) == JSON_OBJECT)
                fetch(&c, record, values);
        free(values);
    } else {
        MUST(f.status == STATUS_USAGE);
    }
    columns_clear(&c);
    free(list);
    return 0;
}
