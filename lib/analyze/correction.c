#include "lib/analyze/correction.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "lib/analyze/array.h"
#include "lib/analyze/calendar.h"
#include "lib/base/file.h"
#include "lib/base/plain.h"
#include "lib/base/when.h"

enum { FILE_LIMIT = 64 << 20, ID_MOST = 64 };

static const char *const names[CORRECTION_COLUMNS] = {"call", "question", "value",   "by",
                                                      "when", "why",      "evidence"};

/* The column of a byte of the line, in characters from 1. */
static int column_of(struct span line, const char *at)
{
    int column = 1;
    for (const char *p = line.at; p < at; p++)
        column += ((unsigned char)*p & 0xc0) != 0x80;
    return column;
}

static int fault_here(const struct corrections *c, long number, struct span line, const char *at,
                      struct fault *f)
{
    fault_at(f, "%s:%ld:%d", c->path, number, column_of(line, at));
    return -1;
}

int correction_fault(const struct corrections *c, const struct correction *k,
                     enum correction_column column, struct fault *f, const char *format, ...)
{
    char text[sizeof f->text];
    va_list rest;
    va_start(rest, format);
    vsnprintf(text, sizeof text, format, rest);
    va_end(rest);
    fault(f, STATUS_CONFIG, "%s", text);
    return fault_here(c, k->number, k->line, k->cell[column].at, f);
}

static struct span trim(struct span s)
{
    while (s.len && s.at[0] == ' ')
        s = (struct span){s.at + 1, s.len - 1};
    while (s.len && s.at[s.len - 1] == ' ')
        s.len--;
    return s;
}

/* Nothing but blanks and tabs: what a spreadsheet makes of an empty row. */
static bool is_empty(struct span line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.at[i] != ' ' && line.at[i] != '\t')
            return false;
    return true;
}

/* The cell at the front of *rest, which moves behind it and its tab; false when none is left. */
static bool next_cell(struct span *rest, struct span *cell)
{
    if (!rest->at)
        return false;
    const char *tab = memchr(rest->at, '\t', rest->len);
    size_t n = tab ? (size_t)(tab - rest->at) : rest->len;
    *cell = trim((struct span){rest->at, n});
    *rest = tab ? (struct span){tab + 1, rest->len - n - 1} : SPAN_NONE;
    return true;
}

/* What nobody sees in an editor would be in the record, and in reports. */
static int check_text(const struct corrections *c, struct span line, long number, struct fault *f)
{
    for (struct span rest = line; rest.len;) {
        const char *at = rest.at;
        long character = plain_next(&rest);
        if (character >= 0 && (character == '\t' || !plain_harmful(character)))
            continue;
        fault(f, STATUS_CONFIG,
              character < 0 ? "not UTF-8: save the file as UTF-8"
                            : "a character that cannot be seen: take it out");
        return fault_here(c, number, line, at, f);
    }
    return 0;
}

static int read_header(struct corrections *c, struct span line, long number, bool signed_,
                       struct fault *f)
{
    bool has[CORRECTION_COLUMNS] = {false};
    struct span cell;
    for (struct span rest = line; next_cell(&rest, &cell);) {
        int column = 0;
        while (column < CORRECTION_COLUMNS && !span_is(cell, names[column]))
            column++;
        if (column == CORRECTION_COLUMNS || has[column]) {
            fault(f, STATUS_CONFIG,
                  "the first line names the columns, with a tab between them, each once: call, "
                  "question, value, by, when, why, evidence");
            return fault_here(c, number, line, cell.at, f);
        }
        has[column] = true;
        c->columns[c->ncolumns++] = column;
    }
    for (int i = 0; i < (signed_ ? CORRECTION_EVIDENCE : CORRECTION_BY); i++)
        if (!has[i]) {
            fault(f, STATUS_CONFIG, "there is no column %s", names[i]);
            return fault_here(c, number, line, line.at + line.len, f);
        }
    return 0;
}

/* A word of [a-z0-9_-] (of a call also capitals), at most 64 bytes. */
static bool is_id(struct span s, bool capitals)
{
    for (size_t i = 0; i < s.len; i++)
        if (!((s.at[i] >= 'a' && s.at[i] <= 'z') || (s.at[i] >= '0' && s.at[i] <= '9') ||
              s.at[i] == '-' || s.at[i] == '_' || (capitals && s.at[i] >= 'A' && s.at[i] <= 'Z')))
            return false;
    return s.len > 0 && s.len <= ID_MOST;
}

static bool is_time(struct span s)
{
    struct fault none = {0};
    struct day d;
    when t;
    return (s.len == 10 && day_of(s, &d) && day_is_real(&d)) || when_parse(&t, s, &none) == 0;
}

static int check_line(const struct corrections *c, struct correction *k, bool signed_,
                      struct fault *f)
{
    const struct span *cell = k->cell, whole = cell[CORRECTION_QUESTION];
    const char *dot = whole.len ? memchr(whole.at, '.', whole.len) : NULL;
    for (int i = 0; i < (signed_ ? CORRECTION_EVIDENCE : CORRECTION_BY); i++)
        if (cell[i].len == 0)
            return correction_fault(c, k, (enum correction_column)i, f, "%s is empty", names[i]);
    if (!is_id(cell[CORRECTION_CALL], true))
        return correction_fault(c, k, CORRECTION_CALL, f,
                                "a call is named by its whole id, as metaData.id has it (a "
                                "spreadsheet may have made a rounded number of it)");
    if (dot) {
        k->set = (struct span){whole.at, (size_t)(dot - whole.at)};
        k->question = (struct span){dot + 1, whole.len - k->set.len - 1};
    }
    if (!is_id(k->set, false) || !is_id(k->question, false))
        return correction_fault(c, k, CORRECTION_QUESTION, f,
                                "a question is named with its set: set.question");
    if (cell[CORRECTION_WHEN].len && !is_time(cell[CORRECTION_WHEN]))
        return correction_fault(c, k, CORRECTION_WHEN, f, "when is a date as 2026-11-26");
    return 0;
}

/* In the place of one for the same call and question, or as a new one. */
static int keep(struct corrections *c, struct correction *k, struct fault *f)
{
    size_t call;
    bool fresh;
    if (ids_add_text(&c->calls, k->cell[CORRECTION_CALL], &call, &fresh, f) != 0 ||
        array_room(&c->heads, &c->room_heads, call + 1, sizeof *c->heads, f) != 0 ||
        array_room(&c->at, &c->room, c->n + 1, sizeof *c->at, f) != 0)
        return -1;
    if (fresh)
        c->heads[call] = 0;
    for (size_t i = c->heads[call]; i; i = c->at[i - 1].next)
        if (span_equal(c->at[i - 1].cell[CORRECTION_QUESTION], k->cell[CORRECTION_QUESTION])) {
            k->next = c->at[i - 1].next;
            c->at[i - 1] = *k;
            return 0;
        }
    k->next = c->heads[call];
    c->at[c->n++] = *k;
    c->heads[call] = c->n;
    return 0;
}

static int read_line(struct corrections *c, struct span line, long number, bool signed_,
                     struct fault *f)
{
    struct correction k = {.line = line, .number = number};
    struct span cell;
    int n = 0;
    for (int i = 0; i < CORRECTION_COLUMNS; i++)
        k.cell[i] = (struct span){line.at + line.len, 0};
    for (struct span rest = line; next_cell(&rest, &cell); n++) {
        if (n == c->ncolumns) {
            fault(f, STATUS_CONFIG, "more cells than there are columns");
            return fault_here(c, number, line, cell.at, f);
        }
        k.cell[c->columns[n]] = cell;
    }
    if (check_line(c, &k, signed_, f) != 0)
        return -1;
    return keep(c, &k, f);
}

int corrections_read(struct corrections *c, const char *path, bool signed_, struct fault *f)
{
    c->path = path;
    c->file = BUF(FILE_LIMIT);
    if (file_read(&c->file, path, f) != 0)
        return -1;
    struct span rest = buf_view(&c->file);
    if (rest.len >= 3 && memcmp(rest.at, "\xef\xbb\xbf", 3) == 0)
        rest = (struct span){rest.at + 3, rest.len - 3};
    for (long number = 1; rest.len > 0; number++) {
        const char *end = memchr(rest.at, '\n', rest.len);
        size_t n = end ? (size_t)(end - rest.at) : rest.len;
        struct span line = {rest.at, n - (n > 0 && rest.at[n - 1] == '\r')};
        rest = (struct span){rest.at + n + (end != NULL), rest.len - n - (end != NULL)};
        if (check_text(c, line, number, f) != 0)
            return -1;
        if (is_empty(line) || line.at[0] == '#')
            continue;
        int done = c->ncolumns ? read_line(c, line, number, signed_, f)
                               : read_header(c, line, number, signed_, f);
        if (done != 0)
            return -1;
    }
    if (c->ncolumns == 0)
        return fault(f, STATUS_CONFIG,
                     "%s: no line: the first names the columns: call, question, value, by, when, "
                     "why, evidence",
                     path);
    return 0;
}

size_t corrections_of(const struct corrections *c, struct span call)
{
    long number = ids_find(&c->calls, call);
    return number < 0 ? 0 : c->heads[number];
}

void corrections_clear(struct corrections *c)
{
    buf_free(&c->file);
    free(c->at);
    free(c->heads);
    ids_clear(&c->calls);
    *c = (struct corrections){0};
}
