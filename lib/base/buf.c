#include "lib/base/buf.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static atomic_bool ran_out;

bool buf_ran_out(void)
{
    return ran_out;
}

static size_t limit_of(const struct buf *b)
{
    return b->limit ? b->limit : (size_t)BUF_LIMIT;
}

/* A secret's old room is wiped, so it cannot be left to realloc. */
static char *grow(struct buf *b, size_t cap)
{
    if (!b->secret)
        return realloc(b->at, cap);
    char *at = malloc(cap);
    if (!at)
        return NULL;
    if (b->at) {
        memcpy(at, b->at, b->len + 1);
        explicit_bzero(b->at, b->cap);
        free(b->at);
    }
    return at;
}

char *buf_room(struct buf *b, size_t n)
{
    if (b->state != BUF_SOUND)
        return NULL;
    if (n > limit_of(b) - b->len) {
        b->state = BUF_FULL;
        return NULL;
    }
    size_t need = b->len + n + 1;
    if (need > b->cap) {
        size_t cap = b->cap ? b->cap : 64;
        while (cap < need)
            cap *= 2;
        if (cap > limit_of(b) + 1) /* room that can never be used */
            cap = limit_of(b) + 1;
        char *at = grow(b, cap);
        if (!at) {
            b->state = BUF_NO_MEMORY;
            ran_out = true;
            return NULL;
        }
        b->at = at;
        b->cap = cap;
    }
    return b->at + b->len;
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
    char *room = buf_room(b, len);
    if (!room)
        return;
    if (len)
        memcpy(room, bytes, len);
    b->len += len;
    b->at[b->len] = '\0';
}

void buf_byte(struct buf *b, char c)
{
    char *room = buf_room(b, 1);
    if (!room)
        return;
    room[0] = c;
    room[1] = '\0';
    b->len++;
}

void buf_text(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

void buf_span(struct buf *b, struct span s)
{
    buf_add(b, s.at, s.len);
}

void buf_format(struct buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *room = n < 0 ? NULL : buf_room(b, (size_t)n);
    if (room) {
        vsnprintf(room, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

void buf_int(struct buf *b, int64_t n)
{
    char digits[20], *end = digits + sizeof digits, *at = end;
    uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (n < 0)
        *--at = '-';
    buf_add(b, at, (size_t)(end - at));
}

int buf_check(const struct buf *b, const char *what, struct fault *f)
{
    if (b->state == BUF_FULL)
        return fault(f, STATUS_BAD_RECORD, "%s is larger than %zu bytes", what, limit_of(b));
    if (b->state == BUF_NO_MEMORY)
        return fault(f, STATUS_NO_MEMORY, "no memory for %s", what);
    return 0;
}

struct span buf_view(const struct buf *b)
{
    return (struct span){b->at ? b->at : "", b->len};
}

void buf_clear(struct buf *b)
{
    if (b->secret && b->at)
        explicit_bzero(b->at, b->cap);
    b->len = 0;
    b->state = BUF_SOUND;
    if (b->at)
        b->at[0] = '\0';
}

void buf_free(struct buf *b)
{
    if (b->secret && b->at)
        explicit_bzero(b->at, b->cap);
    free(b->at);
    b->at = NULL;
    b->len = b->cap = 0;
    b->state = BUF_SOUND;
}
