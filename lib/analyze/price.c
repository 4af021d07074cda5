#include "lib/analyze/price.h"
#include <math.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/state/place.h"

enum { TABLE_BYTES = 1 << 20, COLUMNS = 6, PATH_BYTES = 4096 };

static int find_table(struct buf *path, const char *given, struct fault *f)
{
    struct fault none = {0};
    buf_text(path, given ? given : "");
    if (given)
        return 0;
    if (place_find(path, PLACE_CONFIG, "prices.tsv", &none) != 0)
        buf_clear(path);
    static const char *const places[] = {"pipelines/prices.tsv", DATADIR "/pipelines/prices.tsv"};
    for (size_t i = 0; i < 2 && (path->len == 0 || access(path->at, F_OK) != 0); i++) {
        buf_clear(path);
        buf_text(path, places[i]);
    }
    if (path->state == BUF_SOUND && access(path->at, F_OK) != 0)
        buf_clear(path);
    return buf_check(path, "a path", f);
}

/* How closely a row names the model: -1 not at all. */
static int closeness(struct span pattern, const char *model)
{
    size_t n = pattern.len;
    if (n > 0 && pattern.at[n - 1] == '*')
        return strncmp(pattern.at, model, n - 1) == 0 ? (int)n - 1 : -1;
    return span_is(pattern, model) ? 1 << 16 : -1;
}

static size_t split(struct span line, struct span columns[COLUMNS])
{
    size_t n = 0;
    for (const char *at = line.at, *end = line.at + line.len; n < COLUMNS; at++) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        columns[n++] = (struct span){at, (size_t)((tab ? tab : end) - at)};
        if (!tab)
            break;
        at = tab;
    }
    return n;
}

static bool number(struct span text, double *n)
{
    char digits[32] = {0}, *end;
    if (text.len == 0 || text.len >= sizeof digits)
        return false;
    memcpy(digits, text.at, text.len);
    *n = strtod(digits, &end);
    return *end == '\0' && isfinite(*n) && *n >= 0;
}

static bool read_row(const struct span c[COLUMNS], struct price *p)
{
    *p = (struct price){.known = true};
    if (c[1].len != 10 || c[5].len == 0 || c[5].len >= sizeof p->currency)
        return false;
    memcpy(p->currency, c[5].at, c[5].len);
    return number(c[2], &p->input) && number(c[3], &p->cached) && number(c[4], &p->output);
}

int price_find(struct price *p, const char *path, const char *model, const char *day,
               struct fault *f)
{
    struct buf table = BUF(TABLE_BYTES), name = BUF(PATH_BYTES);
    struct span rest, since = SPAN_NONE;
    int best = -1, line = 0;
    *p = (struct price){0};
    int rc = find_table(&name, path, f);
    if (rc == 0 && name.len)
        rc = file_read(&table, name.at, f);
    for (rest = buf_view(&table); rc == 0 && rest.len > 0;) {
        const char *newline = memchr(rest.at, '\n', rest.len);
        struct span row = {rest.at, newline ? (size_t)(newline - rest.at) : rest.len};
        rest = (struct span){row.at + row.len, rest.len - row.len};
        rest = newline ? (struct span){rest.at + 1, rest.len - 1} : rest;
        line++;
        if (row.len == 0 || row.at[0] == '#')
            continue;
        struct span c[COLUMNS];
        struct price read;
        if (split(row, c) != COLUMNS || !read_row(c, &read)) {
            rc = fault(f, STATUS_CONFIG,
                       "%s:%d: expected model, day, three prices and a currency, with tabs between",
                       name.at, line);
            break;
        }
        int near = closeness(c[0], model);
        bool in_force = memcmp(c[1].at, day, 10) <= 0;
        bool later = near == best && since.at && memcmp(c[1].at, since.at, 10) >= 0;
        if (near >= 0 && in_force && (near > best || later)) {
            *p = read;
            best = near;
            since = c[1];
        }
    }
    buf_free(&table);
    buf_free(&name);
    return rc;
}

double price_of(const struct price *p, const struct spend *s)
{
    if (!p->known)
        return NAN;
    double fresh = (double)(s->input - s->cached);
    return (fresh * p->input + (double)s->cached * p->cached + (double)s->output * p->output) / 1e6;
}
