#include "lib/pack/cut.h"

#include <string.h>

enum { SHARED = 256 << 10, LARGE = 1 << 20, TAR_BLOCK = 512 };

struct cut cut_records(struct frame_writer *frames)
{
    return (struct cut){
        .frames = frames, .held = BUF(2 * FRAME_MOST), .goal = LARGE, .lines = true};
}

struct cut cut_tar(struct frame_writer *frames)
{
    return (struct cut){.frames = frames, .held = BUF(2 * FRAME_MOST), .goal = LARGE};
}

/* The first len bytes of what is held become a frame. */
static int cut(struct cut *c, size_t len, struct fault *f)
{
    if (frame_put(c->frames, (struct span){c->held.at, len}, f) != 0)
        return -1;
    memmove(c->held.at, c->held.at + len, c->held.len - len);
    c->held.len -= len;
    c->from = 0;
    c->goal = LARGE;
    return 0;
}

int cut_member(struct cut *c, int64_t size, bool lines, struct fault *f)
{
    int64_t tape = 2 * TAR_BLOCK + size;
    if (c->held.len > 0 && (int64_t)c->held.len + tape > SHARED && cut(c, c->held.len, f) != 0)
        return -1;
    c->goal = LARGE;
    c->from = 0;
    c->lines = lines;
    return 0;
}

void cut_content(struct cut *c)
{
    c->from = c->held.len;
}

/* What is held has reached the goal. */
static int reached(struct cut *c, struct fault *f)
{
    if (!c->lines)
        return cut(c, c->held.len, f);
    const char *own = c->held.at + c->from;
    const char *end = memrchr(own, '\n', c->held.len - c->from);
    if (end)
        return cut(c, (size_t)(end + 1 - c->held.at), f);
    if (c->goal >= FRAME_MOST)
        return cut(c, c->held.len, f);
    c->goal += LARGE;
    return 0;
}

int cut_add(struct cut *c, struct span bytes, struct fault *f)
{
    while (bytes.len) {
        size_t room = c->goal - c->held.len, n = bytes.len < room ? bytes.len : room;
        buf_add(&c->held, bytes.at, n);
        if (buf_check(&c->held, "the frame at hand", f) != 0)
            return -1;
        bytes.at += n;
        bytes.len -= n;
        if (c->held.len == c->goal && reached(c, f) != 0)
            return -1;
    }
    return 0;
}

int cut_rest(struct cut *c, struct fault *f)
{
    return c->held.len ? cut(c, c->held.len, f) : 0;
}

void cut_clear(struct cut *c)
{
    buf_free(&c->held);
}
