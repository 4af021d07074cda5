/* Functions of strings. */

#include <stdlib.h>
#include "lib/json/native_builtin.h"
#include "lib/json/regex.h"

#define UNUSED(x) (void)(x)

/* The input and the first argument as texts; false when one of them is no string. */
static bool texts(struct run *r, struct value in, struct value arg, struct span *a, struct span *b)
{
    if (in.kind != JSON_STRING || arg.kind != JSON_STRING)
        return false;
    *a = value_bytes(&r->store, in);
    *b = value_bytes(&r->store, arg);
    return true;
}

static bool starts(struct span a, struct span b)
{
    return b.len <= a.len && (b.len == 0 || memcmp(a.at, b.at, b.len) == 0);
}

static bool ends(struct span a, struct span b)
{
    return b.len <= a.len && (b.len == 0 || memcmp(a.at + a.len - b.len, b.at, b.len) == 0);
}

enum outcome text_startswith(struct run *r, const struct node *n, struct value in,
                             const struct value *args, struct value *out)
{
    struct span a, b;
    UNUSED(n);
    if (!texts(r, in, args[0], &a, &b))
        return run_raise(r);
    *out = value_bool(starts(a, b));
    return DONE;
}

enum outcome text_endswith(struct run *r, const struct node *n, struct value in,
                           const struct value *args, struct value *out)
{
    struct span a, b;
    UNUSED(n);
    if (!texts(r, in, args[0], &a, &b))
        return run_raise(r);
    *out = value_bool(ends(a, b));
    return DONE;
}

enum outcome text_ltrimstr(struct run *r, const struct node *n, struct value in,
                           const struct value *args, struct value *out)
{
    struct span a, b;
    UNUSED(n);
    *out = in;
    if (texts(r, in, args[0], &a, &b) && starts(a, b))
        *out = value_text((struct span){a.at + b.len, a.len - b.len});
    return DONE;
}

enum outcome text_rtrimstr(struct run *r, const struct node *n, struct value in,
                           const struct value *args, struct value *out)
{
    struct span a, b;
    UNUSED(n);
    *out = in;
    if (texts(r, in, args[0], &a, &b) && ends(a, b))
        *out = value_text((struct span){a.at, a.len - b.len});
    return DONE;
}

/* ---- split, join, index ---- */

static size_t character(struct span text)
{
    size_t n = 1;
    while (n < text.len && (text.at[n] & 0xC0) == 0x80)
        n++;
    return n;
}

enum outcome text_split(struct run *r, const struct node *n, struct value in,
                        const struct value *args, struct value *out)
{
    struct span a, by;
    UNUSED(n);
    if (!texts(r, in, args[0], &a, &by))
        return run_raise(r);
    *out = value_list(&r->store, JSON_ARRAY);
    if (out->kind != JSON_ARRAY)
        return BAILED;
    while (a.len > 0) {
        const char *cut = by.len ? memmem(a.at, a.len, by.at, by.len) : a.at + character(a);
        size_t len = cut ? (size_t)(cut - a.at) : a.len, used = cut ? len + by.len : len;
        if (!value_add(&r->store, *out, value_text((struct span){a.at, len})))
            return BAILED;
        a = (struct span){a.at + used, a.len - used};
        if (a.len == 0 && by.len && cut && !value_add(&r->store, *out, value_text(span_of(""))))
            return BAILED; /* it ends with a separator */
    }
    return DONE;
}

/* What an element is in a join: numbers and booleans as text, null as none. */
static enum outcome part(struct run *r, struct value v, struct span *text)
{
    enum outcome o = DONE;
    if (v.kind == JSON_ARRAY || v.kind == JSON_OBJECT)
        return run_raise(r);
    *text = span_of("");
    if (v.kind != JSON_NULL && (o = builtin_text(r, v, &v)) == DONE)
        *text = value_bytes(&r->store, v);
    return o;
}

enum outcome text_join(struct run *r, const struct node *n, struct value in,
                       const struct value *args, struct value *out)
{
    struct value_walk w;
    struct buf all = BUF(0);
    struct span text, between = span_of("");
    enum outcome o = DONE;
    UNUSED(n);
    if (in.kind != JSON_ARRAY && in.kind != JSON_OBJECT)
        return run_raise(r);
    if (!value_walk(&r->store, &w, in))
        return BAILED;
    if (args[0].kind == JSON_STRING)
        between = value_bytes(&r->store, args[0]);
    for (size_t i = 0; o == DONE && value_next(&w); i++) {
        if (i > 0 && args[0].kind != JSON_STRING && args[0].kind != JSON_NULL)
            o = run_raise(r);
        else if ((o = part(r, w.value, &text)) == DONE) {
            if (i > 0)
                buf_span(&all, between);
            buf_span(&all, text);
            store_charge(&r->store, text.len + between.len);
            o = r->store.fuel < 0 ? BAILED : DONE;
        }
    }
    *out = value_text(arena_copy(&r->store.arena, all.len ? buf_view(&all) : span_of("")));
    if (all.state != BUF_SOUND)
        r->store.arena.broken = true;
    buf_free(&all);
    return o;
}

/* In bytes, as 1.6 counts them. */
enum outcome text_index(struct run *r, const struct node *n, struct value in,
                        const struct value *args, struct value *out)
{
    struct span a, b;
    UNUSED(n);
    if (!texts(r, in, args[0], &a, &b) || b.len == 0)
        return BAILED;
    const char *at = memmem(a.at, a.len, b.at, b.len);
    *out = at ? value_real((double)(at - a.at)) : value_plain(JSON_NULL);
    return DONE;
}

/* ---- case ---- */

static enum outcome fold(struct run *r, struct value in, char first, char last, struct value *out)
{
    if (in.kind != JSON_STRING)
        return run_raise(r);
    struct span text = value_bytes(&r->store, in);
    char *at = arena_text(&r->store.arena, text);
    store_charge(&r->store, text.len);
    if (!at)
        return BAILED;
    for (size_t i = 0; i < text.len; i++)
        if (at[i] >= first && at[i] <= last)
            at[i] ^= 0x20;
    *out = value_text((struct span){at, text.len});
    return DONE;
}

enum outcome text_downcase(struct run *r, const struct node *n, struct value in,
                           const struct value *args, struct value *out)
{
    UNUSED(n);
    UNUSED(args);
    return fold(r, in, 'A', 'Z', out);
}

enum outcome text_upcase(struct run *r, const struct node *n, struct value in,
                         const struct value *args, struct value *out)
{
    UNUSED(n);
    UNUSED(args);
    return fold(r, in, 'a', 'z', out);
}

enum outcome text_utf8bytelength(struct run *r, const struct node *n, struct value in,
                                 const struct value *args, struct value *out)
{
    UNUSED(n);
    UNUSED(args);
    if (in.kind != JSON_STRING)
        return run_raise(r);
    *out = value_real((double)value_bytes(&r->store, in).len);
    return DONE;
}

/* ---- numbers and dates ---- */

/* Certain are JSON's own numbers, and that what begins like nothing of jq's parser is an error. */
enum outcome text_tonumber(struct run *r, const struct node *n, struct value in,
                           const struct value *args, struct value *out)
{
    struct fault f = {0};
    struct span whole;
    UNUSED(n);
    UNUSED(args);
    *out = in;
    if (in.kind == JSON_NUMBER)
        return DONE;
    if (in.kind != JSON_STRING)
        return run_raise(r);
    struct span text = value_bytes(&r->store, in);
    if (text.len == 0)
        return run_raise(r);
    if ((*text.at >= '0' && *text.at <= '9') || *text.at == '-') {
        if (text.len > 300 || json_check(text, &whole, &f) != 0 || whole.len != text.len)
            return BAILED;
        *out = value_of(text);
        return DONE;
    }
    bool unknown = strchr("{[\"+.tfnNiI \t\r\n", *text.at) || *text.at < 0x20 || (*text.at & 0x80);
    return unknown ? BAILED : run_raise(r);
}

static int digits(const char *at, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (at[i] < '0' || at[i] > '9')
            return -1;
        value = value * 10 + (at[i] - '0');
    }
    return value;
}

/* Days from 1970-01-01; months may be over, as in mktime. */
static int64_t days(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year, era = y / 400, of_era = y % 400;
    int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* strptime("%Y-%m-%dT%H:%M:%SZ") | mktime, for times written in full. */
enum outcome text_fromdate(struct run *r, const struct node *n, struct value in,
                           const struct value *args, struct value *out)
{
    UNUSED(n);
    UNUSED(args);
    if (in.kind != JSON_STRING)
        return run_raise(r);
    struct span t = value_bytes(&r->store, in);
    if (t.len < 20 || t.at[4] != '-' || t.at[7] != '-' || t.at[10] != 'T' || t.at[13] != ':' ||
        t.at[16] != ':')
        return BAILED;
    int year = digits(t.at, 4), month = digits(t.at + 5, 2), day = digits(t.at + 8, 2),
        hour = digits(t.at + 11, 2), minute = digits(t.at + 14, 2), second = digits(t.at + 17, 2);
    if (year < 1971 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 ||
        minute < 0 || minute > 59 || second < 0 || second > 59)
        return BAILED;
    if (t.at[19] != 'Z') /* a fraction, a zone: what 1.6 does not read */
        return run_raise(r);
    if (t.len != 20)
        return BAILED;
    *out =
        value_real((double)(days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second));
    return DONE;
}

/* ---- test ---- */

static enum outcome answer(struct run *r, enum regex_answer a, struct value *out)
{
    *out = value_bool(a == REGEX_YES);
    return a == REGEX_UNSURE ? BAILED : a == REGEX_WRONG ? run_raise(r) : DONE;
}

/* test(pattern), test(pattern; flags). A pattern that stands in the expression is compiled once. */
enum outcome text_test(struct run *r, const struct node *n, struct value in,
                       const struct value *args, struct value *out)
{
    struct value flags = n->nargs > 1 ? args[1] : value_plain(JSON_NULL);
    if (n->nargs == 1 && args[0].kind == JSON_ARRAY)
        return BAILED; /* [pattern, flags] */
    if (in.kind != JSON_STRING || args[0].kind != JSON_STRING ||
        (flags.kind != JSON_STRING && flags.kind != JSON_NULL))
        return run_raise(r);
    struct span text = value_bytes(&r->store, in);
    struct regex *regex = n->slot >= 0 ? r->regexes[n->slot] : NULL;
    if (!regex) {
        struct span f = flags.kind == JSON_STRING ? value_bytes(&r->store, flags) : SPAN_NONE;
        regex = regex_new(value_bytes(&r->store, args[0]), f);
        if (!regex)
            return BAILED;
        if (n->slot >= 0)
            r->regexes[n->slot] = regex;
    }
    store_charge(&r->store, text.len);
    enum outcome o = answer(r, regex_search(regex, text), out);
    if (n->slot < 0)
        regex_free(regex);
    return o;
}
