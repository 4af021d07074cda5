/* Zstandard: frames of known size are pieces as they are, unpacked by whoever fills them and then
 * stitched together; larger ones are unpacked as a stream by the thread that claims. */

#include <string.h>
#include "lib/json/source_state.h"

/* What is in front of the packed bytes. 1: a whole frame, to be unpacked at once; 0: to be unpacked
 * as a stream, or the end when there are no bytes. More of them are read until that is known. */
static int next_frame(struct source *s, struct piece *p, struct zst_frame *frame)
{
    enum { HEAD = 32 }; /* more than any frame's head */
    for (;;) {
        int whole = s->rest.len ? zst_look(frame, buf_view(&s->rest), &p->fault) : 0;
        bool small = frame->skippable || (frame->sized && frame->plain <= SOURCE_FRAME);
        if (whole != 0)
            return whole < 0 ? -1 : small;
        if (s->rest.len >= HEAD && (frame->skippable || !small))
            return 0;
        ssize_t n = source_read(s, p, &s->rest, SOURCE_PIECE + s->rest.len);
        if (n <= 0) /* of a frame that is cut short, what is there is unpacked */
            return (int)n;
    }
}

static void drop_packed(struct source *s, size_t n)
{
    memmove(s->rest.at, s->rest.at + n, s->rest.len - n);
    s->rest.len -= n;
}

/* A step of a frame that is unpacked as a stream. */
static int feed(struct source *s, struct piece *p)
{
    for (;;) {
        struct span packed = buf_view(&s->rest);
        int done = zst_feed(&s->feeder, &packed, &p->bytes, SOURCE_PIECE - p->bytes.len, &p->fault);
        drop_packed(s, s->rest.len - packed.len);
        s->feeding = done == 0;
        if (done != 0 || p->bytes.len == SOURCE_PIECE)
            return done < 0 ? -1 : 0;
        ssize_t n = s->rest.len ? 1 : source_read(s, p, &s->rest, SOURCE_PIECE);
        if (n <= 0)
            return n < 0 ? -1 : zst_short(&p->fault);
    }
}

static int claim_frame(struct source *s, struct piece *p)
{
    int whole = s->feeding ? 0 : next_frame(s, p, &p->frame);
    if (whole < 0)
        return -1;
    if (!whole) {
        p->frame = (struct zst_frame){0};
        p->ends = s->over = s->rest.len == 0 && !s->feeding;
        return p->ends ? 0 : feed(s, p);
    }
    if (!p->frame.skippable)
        buf_add(&p->packed, s->rest.at, p->frame.packed);
    drop_packed(s, p->frame.packed);
    return buf_check(&p->packed, "a frame", &p->fault);
}

void packed_claim(struct source *s, struct piece *p)
{
    p->kind = PIECE_FRAME;
    p->bytes.limit = p->packed.limit = s->limit + 2 * SOURCE_FRAME;
    p->turn = s->turns++;
    p->frame = (struct zst_frame){0};
    if (claim_frame(s, p) != 0) {
        fault_at(&p->fault, "%s", s->name);
        s->over = true;
    }
}

/* In turn: the unfinished line before comes in front, the unfinished one at the end goes on. */
void packed_stitch(struct source *s, struct piece *p)
{
    pthread_mutex_lock(&s->lock);
    while (s->turn != p->turn)
        pthread_cond_wait(&s->turned, &s->lock);
    struct span own = buf_view(&p->bytes);
    const char *cut = own.len ? memrchr(own.at, '\n', own.len) : NULL;
    size_t whole = p->ends ? own.len : cut ? (size_t)(cut - own.at) + 1 : 0;
    if (s->tail.len && (whole || p->ends)) {
        size_t before = s->tail.len;
        if (buf_room(&p->bytes, before)) {
            memmove(p->bytes.at + before, p->bytes.at, p->bytes.len);
            memcpy(p->bytes.at, s->tail.at, before);
            p->bytes.len += before;
            whole += before;
        }
        buf_clear(&s->tail);
    }
    p->lines = (struct span){p->bytes.at, whole};
    if (p->bytes.len > whole)
        buf_add(&s->tail, p->bytes.at + whole, p->bytes.len - whole);
    if (s->broken)
        p->lines.len = 0;
    s->broken = s->broken || p->fault.status != STATUS_OK;
    if (p->fault.status == STATUS_OK &&
        (s->tail.state != BUF_SOUND || p->bytes.state != BUF_SOUND || s->tail.len > s->limit)) {
        p->overlong = true;
        fault(&p->fault, STATUS_BAD_RECORD, "the line is larger than %zu bytes", s->limit);
    }
    s->turn++;
    pthread_cond_broadcast(&s->turned);
    pthread_mutex_unlock(&s->lock);
}
