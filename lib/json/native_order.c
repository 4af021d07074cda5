/* Comparing values as jq 1.6 does (declared in native_value.h). */

#include <math.h>
#include <stdlib.h>
#include "lib/json/native_value.h"

/* ---- equal ---- */

static bool equal_lists(struct store *s, struct value a, struct value b, bool *yes)
{
    struct value_walk x, y;
    if (!value_walk(s, &x, a) || !value_walk(s, &y, b))
        return false;
    for (*yes = true; *yes;) {
        bool more = value_next(&x);
        *yes = more == value_next(&y);
        if (!more)
            break;
        if (*yes && !value_equal(s, x.value, y.value, yes))
            return false;
    }
    return true;
}

static bool equal_objects(struct store *s, struct value a, struct value b, bool *yes)
{
    struct value_walk w;
    size_t n, m;
    if (!value_count(s, a, &n) || !value_count(s, b, &m) || !value_walk(s, &w, a))
        return false;
    for (*yes = n == m; *yes && value_next(&w);) {
        struct value other = value_member(s, b, value_bytes(s, w.key));
        *yes = other.kind != JSON_NONE;
        if (*yes && !value_equal(s, w.value, other, yes))
            return false;
    }
    return true;
}

bool value_equal(struct store *s, struct value a, struct value b, bool *yes)
{
    if (s->fuel-- < 0)
        return false;
    *yes = a.kind == b.kind;
    if (!*yes)
        return true;
    switch (a.kind) {
    case JSON_NUMBER: *yes = value_number(s, a) == value_number(s, b); return true;
    case JSON_STRING:
        *yes = b.form == VALUE_TEXT   ? value_is(s, a, b.span)
               : a.form == VALUE_TEXT ? value_is(s, b, a.span)
                                      : json_text_equal(a.span, b.span);
        return true;
    case JSON_ARRAY: return equal_lists(s, a, b, yes);
    case JSON_OBJECT: return equal_objects(s, a, b, yes);
    default: return true;
    }
}

/* ---- order ---- */

static int order_bytes(struct span a, struct span b)
{
    size_t least = a.len < b.len ? a.len : b.len;
    int order = least ? memcmp(a.at, b.at, least) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static bool order_lists(struct store *s, struct value a, struct value b, int *order)
{
    struct value_walk x, y;
    if (!value_walk(s, &x, a) || !value_walk(s, &y, b))
        return false;
    for (*order = 0; *order == 0;) {
        bool more = value_next(&x), other = value_next(&y);
        if (!more || !other) {
            *order = more - other;
            break;
        }
        if (!value_order(s, x.value, y.value, order))
            return false;
    }
    return true;
}

static int by_name(const void *a, const void *b)
{
    return order_bytes(*(const struct span *)a, *(const struct span *)b);
}

/* The names of an object, sorted by their bytes. */
static bool names(struct store *s, struct value object, struct span **at, size_t *n)
{
    struct value_walk w;
    size_t i = 0;
    if (!value_count(s, object, n) || !value_walk(s, &w, object))
        return false;
    *at = arena_take(&s->arena, (*n + 1) * sizeof **at);
    if (!*at)
        return false;
    while (i < *n && value_next(&w))
        (*at)[i++] = value_bytes(s, w.key);
    qsort(*at, *n, sizeof **at, by_name);
    s->fuel -= (int64_t)*n;
    return true;
}

/* First by their names as a list, then by the values in the order of the names. */
static bool order_objects(struct store *s, struct value a, struct value b, int *order)
{
    struct span *x, *y;
    size_t n, m, i;
    if (!names(s, a, &x, &n) || !names(s, b, &y, &m))
        return false;
    for (*order = 0, i = 0; *order == 0 && i < n && i < m; i++)
        *order = order_bytes(x[i], y[i]);
    if (*order == 0)
        *order = (n > m) - (n < m);
    for (i = 0; *order == 0 && i < n; i++)
        if (!value_order(s, value_member(s, a, x[i]), value_member(s, b, x[i]), order))
            return false;
    return true;
}

/* Not a number counts as null, on the left first. */
static int order_numbers(double a, double b)
{
    if (isnan(a))
        return -1;
    if (isnan(b))
        return 1;
    return (a > b) - (a < b);
}

bool value_order(struct store *s, struct value a, struct value b, int *order)
{
    if (s->fuel-- < 0)
        return false;
    *order = (int)a.kind - (int)b.kind;
    if (*order != 0)
        return true;
    switch (a.kind) {
    case JSON_NUMBER: *order = order_numbers(value_number(s, a), value_number(s, b)); return true;
    case JSON_STRING: *order = order_bytes(value_bytes(s, a), value_bytes(s, b)); return true;
    case JSON_ARRAY: return order_lists(s, a, b, order);
    case JSON_OBJECT: return order_objects(s, a, b, order);
    default: return true;
    }
}

/* ---- contains ---- */

/* strstr: what stands behind a NUL is not seen, on either side. */
static bool has_text(struct span all, struct span part)
{
    const char *end = all.len ? memchr(all.at, '\0', all.len) : NULL;
    const char *cut = part.len ? memchr(part.at, '\0', part.len) : NULL;
    size_t n = end ? (size_t)(end - all.at) : all.len, m = cut ? (size_t)(cut - part.at) : part.len;
    return m == 0 || (n >= m && memmem(all.at, n, part.at, m));
}

static bool has_element(struct store *s, struct value array, struct value part, bool *yes)
{
    struct value_walk w;
    if (!value_walk(s, &w, array))
        return false;
    for (*yes = false; !*yes && value_next(&w);)
        if (!value_contains(s, w.value, part, yes))
            return false;
    return true;
}

static bool has_parts(struct store *s, struct value a, struct value b, bool *yes)
{
    struct value_walk w;
    if (!value_walk(s, &w, b))
        return false;
    for (*yes = true; *yes && value_next(&w);) {
        struct value mine;
        if (a.kind == JSON_ARRAY) {
            if (!has_element(s, a, w.value, yes))
                return false;
            continue;
        }
        mine = value_member(s, a, value_bytes(s, w.key));
        *yes = mine.kind != JSON_NONE;
        if (*yes && !value_contains(s, mine, w.value, yes))
            return false;
    }
    return true;
}

bool value_contains(struct store *s, struct value a, struct value b, bool *yes)
{
    if (s->fuel-- < 0)
        return false;
    *yes = a.kind == b.kind;
    if (!*yes)
        return true;
    if (a.kind == JSON_STRING)
        *yes = has_text(value_bytes(s, a), value_bytes(s, b));
    else if (a.kind == JSON_ARRAY || a.kind == JSON_OBJECT)
        return has_parts(s, a, b, yes);
    else
        return value_equal(s, a, b, yes);
    return true;
}
