/* Arithmetic and comparisons. */

#include <math.h>
#include "lib/json/native_builtin.h"

#define UNUSED(x) (void)(x)

enum outcome builtin_real(double n, struct value *out)
{
    *out = value_real(n);
    return isnan(n) ? BAILED : DONE; /* what is no number has ways of its own in jq */
}

static bool both(const struct value *args, enum json_kind kind)
{
    return args[0].kind == kind && args[1].kind == kind;
}

static enum outcome append(struct run *r, struct value list, struct value from)
{
    struct value_walk w;
    if (!value_walk(&r->store, &w, from))
        return BAILED;
    while (value_next(&w))
        if (!value_add(&r->store, list, w.value))
            return BAILED;
    return DONE;
}

static enum outcome add_texts(struct run *r, struct span a, struct span b, struct value *out)
{
    store_charge(&r->store, a.len + b.len);
    char *at = r->store.fuel < 0 ? NULL : arena_take(&r->store.arena, a.len + b.len + 1);
    if (!at)
        return BAILED;
    memcpy(at, a.at, a.len);
    memcpy(at + a.len, b.at, b.len);
    *out = value_text((struct span){at, a.len + b.len});
    return DONE;
}

enum outcome builtin_add(struct run *r, struct value a, struct value b, struct value *out)
{
    if (a.kind == JSON_NULL || b.kind == JSON_NULL) {
        *out = a.kind == JSON_NULL ? b : a;
        return DONE;
    }
    if (a.kind != b.kind)
        return run_raise(r);
    switch (a.kind) {
    case JSON_NUMBER:
        return builtin_real(value_number(&r->store, a) + value_number(&r->store, b), out);
    case JSON_STRING:
        return add_texts(r, value_bytes(&r->store, a), value_bytes(&r->store, b), out);
    case JSON_ARRAY:
        *out = value_list(&r->store, JSON_ARRAY);
        return out->kind != JSON_ARRAY || append(r, *out, a) != DONE || append(r, *out, b) != DONE
                   ? BAILED
                   : DONE;
    case JSON_OBJECT: return BAILED;
    default: return run_raise(r);
    }
}

static enum outcome add(struct run *r, const struct node *n, struct value in,
                        const struct value *args, struct value *out)
{
    UNUSED(n);
    UNUSED(in);
    return builtin_add(r, args[0], args[1], out);
}

static enum outcome subtract(struct run *r, const struct node *n, struct value in,
                             const struct value *args, struct value *out)
{
    struct value_walk x, y;
    UNUSED(n);
    UNUSED(in);
    if (both(args, JSON_NUMBER))
        return builtin_real(value_number(&r->store, args[0]) - value_number(&r->store, args[1]),
                            out);
    if (!both(args, JSON_ARRAY))
        return run_raise(r);
    *out = value_list(&r->store, JSON_ARRAY);
    if (out->kind != JSON_ARRAY)
        return BAILED;
    for (value_walk(&r->store, &x, args[0]); value_next(&x);) {
        bool gone = false;
        for (value_walk(&r->store, &y, args[1]); !gone && value_next(&y);)
            if (!value_equal(&r->store, x.value, y.value, &gone))
                return BAILED;
        if (!gone && !value_add(&r->store, *out, x.value))
            return BAILED;
    }
    return DONE;
}

static enum outcome multiply(struct run *r, const struct node *n, struct value in,
                             const struct value *args, struct value *out)
{
    UNUSED(n);
    UNUSED(in);
    if (both(args, JSON_NUMBER))
        return builtin_real(value_number(&r->store, args[0]) * value_number(&r->store, args[1]),
                            out);
    bool text = (args[0].kind == JSON_STRING && args[1].kind == JSON_NUMBER) ||
                (args[0].kind == JSON_NUMBER && args[1].kind == JSON_STRING);
    /* Texts repeated, objects merged. */
    return text || both(args, JSON_OBJECT) ? BAILED : run_raise(r);
}

static enum outcome divide(struct run *r, const struct node *n, struct value in,
                           const struct value *args, struct value *out)
{
    if (both(args, JSON_STRING))
        return text_split(r, n, args[0], args + 1, out);
    UNUSED(in);
    if (!both(args, JSON_NUMBER))
        return run_raise(r);
    double by = value_number(&r->store, args[1]);
    return by == 0 ? run_raise(r) : builtin_real(value_number(&r->store, args[0]) / by, out);
}

static bool whole(double n)
{
    return n > -9e18 && n < 9e18;
}

static enum outcome modulo(struct run *r, const struct node *n, struct value in,
                           const struct value *args, struct value *out)
{
    UNUSED(n);
    UNUSED(in);
    if (!both(args, JSON_NUMBER))
        return run_raise(r);
    double a = value_number(&r->store, args[0]), b = value_number(&r->store, args[1]);
    if (!whole(a) || !whole(b))
        return BAILED;
    if ((int64_t)b == 0)
        return run_raise(r);
    return builtin_real((double)((int64_t)a % (int64_t)b), out);
}

static enum outcome equal(struct run *r, const struct node *n, struct value in,
                          const struct value *args, struct value *out)
{
    bool yes;
    UNUSED(n);
    UNUSED(in);
    if (!value_equal(&r->store, args[0], args[1], &yes))
        return BAILED;
    *out = value_bool(yes);
    return DONE;
}

static enum outcome not_equal(struct run *r, const struct node *n, struct value in,
                              const struct value *args, struct value *out)
{
    enum outcome o = equal(r, n, in, args, out);
    *out = value_bool(!value_true(*out));
    return o;
}

/* The four orders, by whether below, at and above 0 is true. */
static enum outcome ordered(struct run *r, const struct value *args, bool below, bool at,
                            bool above, struct value *out)
{
    int order;
    if (!value_order(&r->store, args[0], args[1], &order))
        return BAILED;
    *out = value_bool(order < 0 ? below : order == 0 ? at : above);
    return DONE;
}

#define ORDER(name, below, at, above)                                                              \
    static enum outcome name(struct run *r, const struct node *n, struct value in,                 \
                             const struct value *args, struct value *out)                          \
    {                                                                                              \
        UNUSED(n);                                                                                 \
        UNUSED(in);                                                                                \
        return ordered(r, args, below, at, above, out);                                            \
    }
ORDER(less, true, false, false)
ORDER(greater, false, false, true)
ORDER(less_equal, true, true, false)
ORDER(greater_equal, false, true, true)

function *builtin_operator(enum syntax_operator op)
{
    static function *const table[] = {
        [OP_ADD] = add,
        [OP_SUBTRACT] = subtract,
        [OP_MULTIPLY] = multiply,
        [OP_DIVIDE] = divide,
        [OP_MODULO] = modulo,
        [OP_EQUAL] = equal,
        [OP_NOT_EQUAL] = not_equal,
        [OP_LESS] = less,
        [OP_GREATER] = greater,
        [OP_LESS_EQUAL] = less_equal,
        [OP_GREATER_EQUAL] = greater_equal,
    };
    return table[op];
}

enum outcome builtin_negate(struct run *r, const struct node *n, struct value in,
                            const struct value *args, struct value *out)
{
    UNUSED(n);
    UNUSED(in);
    return args[0].kind == JSON_NUMBER ? builtin_real(-value_number(&r->store, args[0]), out)
                                       : run_raise(r);
}
