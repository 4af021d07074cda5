/* The table of functions; paths, and what any value can be asked. */

#include "lib/json/native_builtin.h"

#include <limits.h>
#include <math.h>

#define UNUSED(x) (void)(x)

/* ---- what any value can be asked ---- */

static enum outcome negation(struct run *r, const struct node *n, struct value in,
                             const struct value *args, struct value *out)
{
    UNUSED(r);
    UNUSED(n);
    UNUSED(args);
    *out = value_bool(!value_true(in));
    return DONE;
}

static enum outcome type(struct run *r, const struct node *n, struct value in,
                         const struct value *args, struct value *out)
{
    static const char *const names[] = {"",       "null",   "boolean", "boolean",
                                        "number", "string", "array",   "object"};
    UNUSED(r);
    UNUSED(n);
    UNUSED(args);
    *out = value_text(span_of(names[in.kind]));
    return DONE;
}

static enum outcome length(struct run *r, const struct node *n, struct value in,
                           const struct value *args, struct value *out)
{
    size_t count = 0;
    struct span text;
    UNUSED(n);
    UNUSED(args);
    switch (in.kind) {
    case JSON_NULL: break;
    case JSON_NUMBER: return builtin_real(fabs(value_number(&r->store, in)), out);
    case JSON_STRING:
        text = value_bytes(&r->store, in);
        for (size_t i = 0; i < text.len; i++)
            count += (text.at[i] & 0xC0) != 0x80;
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        if (!value_count(&r->store, in, &count))
            return BAILED;
        break;
    default: return run_raise(r);
    }
    *out = value_real((double)count);
    return DONE;
}

static enum outcome has_key(struct run *r, struct value of, struct value key, struct value *out)
{
    bool yes = false;
    if (of.kind == JSON_OBJECT && key.kind == JSON_STRING) {
        yes = value_member(&r->store, of, value_bytes(&r->store, key)).kind != JSON_NONE;
    } else if (of.kind == JSON_ARRAY && key.kind == JSON_NUMBER) {
        double at = value_number(&r->store, key);
        size_t count;
        if (at > INT_MAX || at < INT_MIN || !value_count(&r->store, of, &count))
            return BAILED;
        yes = (int)at >= 0 && (size_t)(int)at < count;
    } else if (of.kind != JSON_NULL) {
        return run_raise(r);
    }
    *out = value_bool(yes);
    return DONE;
}

static enum outcome has(struct run *r, const struct node *n, struct value in,
                        const struct value *args, struct value *out)
{
    UNUSED(n);
    return has_key(r, in, args[0], out);
}

static enum outcome is_in(struct run *r, const struct node *n, struct value in,
                          const struct value *args, struct value *out)
{
    UNUSED(n);
    return has_key(r, args[0], in, out);
}

static enum outcome contained(struct run *r, struct value a, struct value b, struct value *out)
{
    bool yes;
    if (a.kind != b.kind)
        return run_raise(r);
    if (!value_contains(&r->store, a, b, &yes))
        return BAILED;
    *out = value_bool(yes);
    return DONE;
}

static enum outcome contains(struct run *r, const struct node *n, struct value in,
                             const struct value *args, struct value *out)
{
    UNUSED(n);
    return contained(r, in, args[0], out);
}

static enum outcome inside(struct run *r, const struct node *n, struct value in,
                           const struct value *args, struct value *out)
{
    UNUSED(n);
    return contained(r, args[0], in, out);
}

/* An object as message could be mistaken for a break of jq's own; null is no error at all. */
static enum outcome raise_with(struct run *r, struct value message)
{
    if (message.kind == JSON_NULL)
        return NOTHING;
    if (message.kind == JSON_OBJECT)
        return BAILED;
    r->raised = RAISED_VALUE;
    r->message = message;
    return RAISED;
}

static enum outcome error(struct run *r, const struct node *n, struct value in,
                          const struct value *args, struct value *out)
{
    UNUSED(out);
    return raise_with(r, n->nargs ? args[0] : in);
}

static enum outcome math(struct run *r, const struct node *n, struct value in,
                         const struct value *args, struct value *out)
{
    UNUSED(args);
    return in.kind == JSON_NUMBER ? builtin_real(n->math(value_number(&r->store, in)), out)
                                  : run_raise(r);
}

enum outcome builtin_text(struct run *r, struct value in, struct value *out)
{
    struct buf text = BUF(0);
    *out = in;
    if (in.kind == JSON_STRING)
        return DONE;
    if (in.kind < JSON_NUMBER) {
        *out = value_text(span_of(in.kind == JSON_NULL    ? "null"
                                  : in.kind == JSON_FALSE ? "false"
                                                          : "true"));
        return DONE;
    }
    double number = in.kind == JSON_NUMBER ? value_number(&r->store, in) : NAN;
    if (!(fabs(number) < 1e15) || number != floor(number))
        return BAILED; /* as jq prints it */
    if (number == 0 && signbit(number))
        buf_text(&text, "-0");
    else
        buf_int(&text, (int64_t)number);
    *out = value_text(arena_copy(&r->store.arena, buf_view(&text)));
    if (text.state != BUF_SOUND)
        r->store.arena.broken = true;
    buf_free(&text);
    return DONE;
}

static enum outcome as_text(struct run *r, const struct node *n, struct value in,
                            const struct value *args, struct value *out)
{
    UNUSED(n);
    UNUSED(args);
    return builtin_text(r, in, out);
}

/* ---- paths ---- */

static enum outcome get(struct run *r, struct value of, struct value key, struct value *out)
{
    if (of.kind == JSON_OBJECT && key.kind == JSON_STRING) {
        *out = value_member(&r->store, of, value_bytes(&r->store, key));
    } else if (of.kind == JSON_ARRAY && key.kind == JSON_NUMBER) {
        double at = value_number(&r->store, key);
        *out = at > INT_MAX || at < INT_MIN || at != floor(at) ? value_plain(JSON_NONE)
                                                               : value_element(of, at);
    } else if (of.kind == JSON_NULL &&
               (key.kind == JSON_STRING || key.kind == JSON_NUMBER || key.kind == JSON_OBJECT)) {
        *out = of;
    } else {
        bool slice = key.kind == JSON_OBJECT && (of.kind == JSON_ARRAY || of.kind == JSON_STRING);
        return slice || (of.kind == JSON_ARRAY && key.kind == JSON_ARRAY) ? BAILED : run_raise(r);
    }
    if (out->kind == JSON_NONE)
        *out = value_plain(JSON_NULL);
    return DONE;
}

/* args: what is indexed, the key */
enum outcome builtin_index(struct run *r, const struct node *n, struct value in,
                           const struct value *args, struct value *out)
{
    enum outcome o = get(r, args[0], args[1], out);
    UNUSED(in);
    return o == RAISED && n->optional ? NOTHING : o;
}

enum { PATH_DEPTH = 10000 }; /* jq's own bound */

static enum outcome getpath(struct run *r, const struct node *n, struct value in,
                            const struct value *args, struct value *out)
{
    struct value_walk w;
    enum outcome o = DONE;
    size_t deep;
    UNUSED(n);
    *out = in;
    if (args[0].kind != JSON_ARRAY || !value_count(&r->store, args[0], &deep) || deep > PATH_DEPTH)
        return run_raise(r);
    for (value_walk(&r->store, &w, args[0]); o == DONE && value_next(&w);)
        o = get(r, *out, w.value, out);
    return o;
}

static struct span slice_text(struct span text, size_t from, size_t to)
{
    size_t at = 0, start, code;
    for (code = 0; code < from; code++)
        for (at++; at < text.len && (text.at[at] & 0xC0) == 0x80;)
            at++;
    for (start = at; code < to; code++)
        for (at++; at < text.len && (text.at[at] & 0xC0) == 0x80;)
            at++;
    return (struct span){text.at + start, at - start};
}

/* Where a slice begins and ends in `count` elements. */
static void bounds(double from, double to, size_t count, size_t *first, size_t *end)
{
    double n = (double)count;
    from += from < 0 ? n : 0;
    to += to < 0 ? n : 0;
    from = from < 0 ? 0 : from > n ? n : from;
    to = to > n ? n : ceil(to);
    *first = (size_t)from;
    *end = to < (double)*first ? *first : (size_t)to;
}

/* args: what is sliced, the end, the beginning; null for none */
enum outcome builtin_slice(struct run *r, const struct node *n, struct value in,
                           const struct value *args, struct value *out)
{
    struct value of = args[0], low = args[2], high = args[1], count;
    struct value_walk w;
    size_t first, end, i = 0;
    UNUSED(in);
    *out = of;
    if (of.kind == JSON_NULL)
        return DONE;
    if ((of.kind != JSON_ARRAY && of.kind != JSON_STRING) ||
        (low.kind != JSON_NUMBER && low.kind != JSON_NULL) ||
        (high.kind != JSON_NUMBER && high.kind != JSON_NULL))
        return n->optional ? NOTHING : run_raise(r);
    if (length(r, n, of, args, &count) != DONE)
        return BAILED;
    bounds(low.kind == JSON_NUMBER ? value_number(&r->store, low) : 0,
           high.kind == JSON_NUMBER ? value_number(&r->store, high) : count.number,
           (size_t)count.number, &first, &end);
    if (of.kind == JSON_STRING) {
        *out = value_text(slice_text(value_bytes(&r->store, of), first, end));
        return DONE;
    }
    *out = value_list(&r->store, JSON_ARRAY);
    if (out->kind != JSON_ARRAY)
        return BAILED;
    for (value_walk(&r->store, &w, of); i < end && value_next(&w); i++)
        if (i >= first && !value_add(&r->store, *out, w.value))
            return BAILED;
    return DONE;
}

/* ---- the table ---- */

static const struct builtin table[] = {
    {"not", 0, negation, NULL},
    {"type", 0, type, NULL},
    {"length", 0, length, NULL},
    {"has", 1, has, NULL},
    {"in", 1, is_in, NULL},
    {"contains", 1, contains, NULL},
    {"inside", 1, inside, NULL},
    {"error", 0, error, NULL},
    {"error", 1, error, NULL},
    {"tostring", 0, as_text, NULL},
    {"getpath", 1, getpath, NULL},
    {"floor", 0, math, floor},
    {"ceil", 0, math, ceil},
    {"round", 0, math, round},
    {"sqrt", 0, math, sqrt},
    {"fabs", 0, math, fabs},
    {"tonumber", 0, text_tonumber, NULL},
    {"startswith", 1, text_startswith, NULL},
    {"endswith", 1, text_endswith, NULL},
    {"ltrimstr", 1, text_ltrimstr, NULL},
    {"rtrimstr", 1, text_rtrimstr, NULL},
    {"split", 1, text_split, NULL},
    {"join", 1, text_join, NULL},
    {"index", 1, text_index, NULL},
    {"ascii_downcase", 0, text_downcase, NULL},
    {"ascii_upcase", 0, text_upcase, NULL},
    {"utf8bytelength", 0, text_utf8bytelength, NULL},
    {"fromdate", 0, text_fromdate, NULL},
    {"fromdateiso8601", 0, text_fromdate, NULL},
    {"test", 1, text_test, NULL},
    {"test", 2, text_test, NULL},
    {"add", 0, list_add, NULL},
    {"sort", 0, list_sort, NULL},
    {"unique", 0, list_unique, NULL},
    {"min", 0, list_min, NULL},
    {"max", 0, list_max, NULL},
    {"reverse", 0, list_reverse, NULL},
    {"flatten", 0, list_flatten, NULL},
    {"flatten", 1, list_flatten, NULL},
    {"keys", 0, list_keys, NULL},
    {"keys_unsorted", 0, list_keys_unsorted, NULL},
    {"to_entries", 0, list_to_entries, NULL},
    {"_sort_by_impl", 1, list_sort, NULL},
    {"_group_by_impl", 1, list_group, NULL},
    {"_min_by_impl", 1, list_min, NULL},
    {"_max_by_impl", 1, list_max, NULL},
};

const struct builtin *builtin_find(struct span name, int arity)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].arity == arity && span_is(name, table[i].name))
            return &table[i];
    return NULL;
}
