/* Whether two values are the same (declared in json.h). */

#include "lib/json/json.h"

static bool equal_numbers(struct span a, struct span b)
{
    int64_t i, k;
    double x, y;
    if (span_equal(a, b))
        return true;
    if (json_integer(a, &i) && json_integer(b, &k))
        return i == k;
    return json_number(a, &x) && json_number(b, &y) && !(x < y) && !(x > y);
}

/* Members in the same order are met on the way; others are looked up. They are as many,
 * and none of a's is twice in it: then none of b's is. */
static bool equal_members(struct span a, struct span b)
{
    struct json_walk x, y;
    json_walk(&x, a);
    json_walk(&y, b);
    while (json_next(&x)) {
        if (!json_next(&y))
            return false;
        struct span other = y.value;
        if (x.object && !json_text_equal(x.key, y.key)) {
            struct buf name = BUF(0);
            json_text(&name, x.key);
            other = json_member(b, name.len ? buf_view(&name) : (struct span){"", 0});
            buf_free(&name);
        }
        if (!json_equal(x.value, other))
            return false;
    }
    return !json_next(&y);
}

bool json_equal(struct span a, struct span b)
{
    enum json_kind kind = json_kind(a);
    if (kind != json_kind(b))
        return false;
    switch (kind) {
    case JSON_NUMBER: return equal_numbers(a, b);
    case JSON_STRING: return json_text_equal(a, b);
    case JSON_ARRAY:
    case JSON_OBJECT: return equal_members(a, b);
    default: return true;
    }
}
