#ifndef BASE_SPAN_H
#define BASE_SPAN_H

/* A span: bytes that somebody else owns. Valid as long as their owner keeps them; never
 * NUL-terminated by promise. An absent value is the span whose `at` is NULL; an empty one has `at`
 * set and `len` 0. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
    const char *at;
    size_t len;
};

#define SPAN_NONE ((struct span){NULL, 0})

static inline struct span span_of(const char *text)
{
    return (struct span){text, text ? strlen(text) : 0};
}

static inline bool span_is(struct span a, const char *text)
{
    size_t n = strlen(text);
    return a.at && a.len == n && memcmp(a.at, text, n) == 0;
}

static inline bool span_equal(struct span a, struct span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

#endif
