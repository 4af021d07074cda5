/* The ledger: written as lines, read into a balance. */

#include "lib/state/ledger.h"

#include <stdlib.h>
#include <string.h>
#include "lib/json/json.h"

enum { LEDGER_LIMIT = 1 << 30, LINE_LIMIT = 1 << 20 };

int ledger_open(struct ledger *l, const char *path, const char *stage, struct fault *f)
{
    *l = (struct ledger){.stage = stage};
    if (!path)
        return 0;
    if (file_output(&l->file, path, 0600, f) != 0)
        return -1;
    out_init(&l->out, l->file.fd, l->file.path);
    l->open = true;
    return 0;
}

static void line_open(struct json_writer *w, const struct ledger *l)
{
    json_open(w, NULL, '{');
    json_put_int(w, "v", 1);
    json_put_text(w, "stage", span_of(l->stage));
}

/* What came behind `start` is a line, if it is no longer than one may be. */
static int line_close(struct json_writer *w, size_t start, struct fault *f)
{
    json_close(w, '}');
    if (w->b->len - start > LINE_LIMIT) {
        w->b->len = start;
        return fault(f, STATUS_BAD_RECORD, "a line of the ledger is larger than %d bytes",
                     LINE_LIMIT);
    }
    buf_byte(w->b, '\n');
    return buf_check(w->b, "a line of the ledger", f);
}

int ledger_listed(struct ledger *l, int64_t calls, struct fault *f)
{
    l->listed += calls;
    if (!l->open)
        return 0;
    struct buf line = BUF(0);
    struct json_writer w = {.b = &line};
    line_open(&w, l);
    json_put_int(&w, "listed", calls);
    int ok = line_close(&w, 0, f);
    if (ok == 0) {
        out_span(&l->out, buf_view(&line));
        ok = out_check(&l->out, f);
    }
    buf_free(&line);
    return ok;
}

int ledger_line(struct buf *lines, const struct ledger *l, struct span id, const char *reason,
                struct fault *f)
{
    struct json_writer w = {.b = lines};
    size_t start = lines->len;
    line_open(&w, l);
    json_put_text(&w, "reason", span_of(reason));
    json_put(&w, "id", id);
    return line_close(&w, start, f);
}

int ledger_add(struct ledger *l, struct span lines, struct fault *f)
{
    const char *at = lines.at, *end = lines.at + lines.len;
    for (; at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        l->left++;
    if (!l->open)
        return 0;
    out_span(&l->out, lines);
    return out_check(&l->out, f);
}

int ledger_leave(struct ledger *l, struct span id, const char *reason, struct fault *f)
{
    struct buf line = BUF(0);
    int ok = l->open ? ledger_line(&line, l, id, reason, f) : 0;
    if (!l->open)
        l->left++;
    else if (ok == 0)
        ok = ledger_add(l, buf_view(&line), f);
    buf_free(&line);
    return ok;
}

int ledger_close(struct ledger *l, struct fault *f)
{
    if (!l->open)
        return 0;
    l->open = false;
    if (out_clear(&l->out, f) != 0) {
        file_abandon(&l->file);
        return -1;
    }
    if (file_commit(&l->file, f) != 0) {
        file_abandon(&l->file);
        return -1;
    }
    return 0;
}

void ledger_abandon(struct ledger *l)
{
    if (!l->open)
        return;
    l->open = false;
    buf_free(&l->out.held); /* unwritten: what it would say is not true */
    file_abandon(&l->file);
}

/* The reason's row, put in where the order wants it; NULL when there is no memory. */
static struct ledger_reason *balance_reason(struct balance *b, const char *name)
{
    size_t at = 0;
    while (at < b->n && strcmp(b->reasons[at].name, name) < 0)
        at++;
    if (at < b->n && strcmp(b->reasons[at].name, name) == 0)
        return &b->reasons[at];

    char *copy = strdup(name);
    struct ledger_reason *rows = realloc(b->reasons, (b->n + 1) * sizeof(*rows));
    if (rows)
        b->reasons = rows;
    if (!copy || !rows) {
        free(copy);
        return NULL;
    }
    memmove(&rows[at + 1], &rows[at], (b->n - at) * sizeof(*rows));
    rows[at] = (struct ledger_reason){.name = copy};
    b->n++;
    return &rows[at];
}

/* "private", "filtered:stage": as schemas/ledger.json has it, so that it can be a name. */
static bool is_reason(struct span name)
{
    size_t n = 0;
    while (n < name.len && ((name.at[n] >= 'a' && name.at[n] <= 'z') || name.at[n] == '_'))
        n++;
    if (n == 0 || (n < name.len && (name.at[n] != ':' || n + 1 == name.len)))
        return false;
    while (n < name.len && (unsigned char)name.at[n] >= 0x20)
        n++;
    return n == name.len;
}

static int balance_line(struct balance *b, struct span line, struct fault *f)
{
    struct span value;
    if (json_check(line, &value, f) != 0)
        return -1;
    int64_t version, calls;
    if (!json_integer(json_get(value, "v"), &version) ||
        json_kind(json_get(value, "stage")) != JSON_STRING)
        return fault(f, STATUS_BAD_RECORD, "not a line of a ledger");
    if (version != 1)
        return fault(f, STATUS_BAD_RECORD, "a ledger of a version this program does not know");

    struct span listed = json_get(value, "listed"), reason = json_get(value, "reason");
    if (listed.at) {
        if (reason.at || !json_integer(listed, &calls) || calls < 0 ||
            calls > INT64_MAX - b->listed)
            return fault(f, STATUS_BAD_RECORD, "\"listed\" is not a count of calls");
        b->listed += calls;
        return 0;
    }
    if (json_kind(reason) != JSON_STRING || json_kind(json_get(value, "id")) != JSON_STRING)
        return fault(f, STATUS_BAD_RECORD, "not a line of a ledger");

    struct buf name = BUF(1 << 16);
    json_text(&name, reason);
    int ok = buf_check(&name, "a reason in a ledger", f);
    if (ok == 0 && !is_reason(buf_view(&name)))
        ok = fault(f, STATUS_BAD_RECORD, "\"reason\" is not a reason's name");
    if (ok == 0) {
        struct ledger_reason *row = balance_reason(b, name.at);
        if (row)
            row->calls++;
        else
            ok = fault(f, STATUS_NO_MEMORY, "no memory for the ledger");
    }
    buf_free(&name);
    if (ok != 0)
        return -1;
    b->left++;
    buf_span(&b->lost, value);
    buf_byte(&b->lost, '\n');
    return buf_check(&b->lost, "the ledger", f);
}

int balance_read(struct balance *b, const char *path, struct fault *f)
{
    struct buf text = BUF(LEDGER_LIMIT);
    if (file_read(&text, path, f) != 0) {
        buf_free(&text);
        return -1;
    }
    struct span rest = buf_view(&text);
    int ok = 0;
    for (long number = 1; ok == 0 && rest.len > 0; number++) {
        const char *end = memchr(rest.at, '\n', rest.len);
        struct span line = {rest.at, end ? (size_t)(end - rest.at) : rest.len};
        rest = end ? (struct span){end + 1, rest.len - line.len - 1} : SPAN_NONE;
        if (line.len == 0)
            continue;
        ok = balance_line(b, line, f);
        if (ok != 0 && f->status == STATUS_BAD_RECORD)
            fault_at(f, "%s:%ld", path, number);
    }
    buf_free(&text);
    return ok;
}

void balance_clear(struct balance *b)
{
    for (size_t i = 0; i < b->n; i++)
        free(b->reasons[i].name);
    free(b->reasons);
    buf_free(&b->lost);
    *b = (struct balance){0};
}
