#include "lib/json/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { CLOSED, RANGES, BYTES, ZSTD };

/* What is read begins at a multiple of so many bytes, in the file and in memory: it is copied four
 * times as fast. */
enum { LINE = 64 };

/* A regular file that pieces read from: it is open as long as one of them, or the source, uses it.
 */
struct shared {
    int fd, uses;
};

struct source {
    char *const *files;
    int n, next; /* the file to open next */
    size_t limit;
    enum kind kind; /* of the file at hand */
    bool packed;
    int fd;
    const char *name;
    bool fresh;            /* nothing was claimed of it yet */
    bool eof;              /* its end was read */
    bool over;             /* all of it was claimed */
    off_t at, end;         /* RANGES */
    struct shared *shared; /* RANGES */
    struct buf rest;       /* BYTES: an unfinished line; ZSTD: packed bytes not yet claimed */
    struct zst_unpacker feeder;
    bool feeding; /* amid a frame that is unpacked as a stream */
    /* Frames are stitched where lines cross from one to the next. */
    pthread_mutex_t lock;
    pthread_cond_t turned;
    int64_t turns, turn; /* given out; whose it is */
    struct buf tail;     /* the unfinished line at the end of what was stitched */
    bool broken;         /* a frame is damaged: nothing behind it counts */
};

struct source *source_new(char *const *files, int n, size_t limit, struct fault *f)
{
    static char dash[] = "-", *const none[] = {dash};
    struct source *s = calloc(1, sizeof *s);
    if (!s) {
        fault(f, STATUS_NO_MEMORY, "no memory for the input");
        return NULL;
    }
    s->files = n ? files : none;
    s->n = n ? n : 1;
    s->limit = limit;
    s->fd = -1;
    s->rest.limit = s->tail.limit = limit + SOURCE_FRAME;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->turned, NULL);
    return s;
}

/* ---- files ---- */

static void release(struct source *s, struct shared *file)
{
    pthread_mutex_lock(&s->lock);
    bool last = --file->uses == 0;
    pthread_mutex_unlock(&s->lock);
    if (!last)
        return;
    if (file->fd > STDIN_FILENO)
        close(file->fd);
    free(file);
}

static void close_file(struct source *s)
{
    if (s->kind == RANGES && s->fd == STDIN_FILENO)
        lseek(s->fd, s->at, SEEK_SET); /* as if it had been read */
    if (s->shared)
        release(s, s->shared);
    else if (s->fd > STDIN_FILENO)
        close(s->fd);
    s->fd = -1;
    s->shared = NULL;
    s->kind = CLOSED;
    s->feeding = false;
    buf_clear(&s->rest);
}

void source_free(struct source *s)
{
    if (!s)
        return;
    close_file(s);
    buf_free(&s->rest);
    buf_free(&s->tail);
    zst_clear(&s->feeder);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->turned);
    free(s);
}

static int cannot_read(struct piece *p, const char *name)
{
    return fault_errno(&p->fault, STATUS_IO, "%s", name);
}

/* Up to `most` bytes more at the end of *b; 0 at the end of the file. */
static ssize_t read_some(struct source *s, struct piece *p, struct buf *b, size_t most)
{
    char *room = buf_room(b, most);
    ssize_t n = -1;
    if (!room)
        return buf_check(b, "the line", &p->fault);
    while ((n = read(s->fd, room, most)) < 0 && errno == EINTR)
        ;
    if (n < 0)
        return cannot_read(p, s->name);
    b->len += (size_t)n;
    b->at[b->len] = '\0';
    s->eof = n == 0;
    return n;
}

/* What kind of file it is. A regular file that is no Zstandard is taken by ranges, whose first is
 * what was read of it here all the same. */
static int look_at(struct source *s, struct piece *p)
{
    struct stat st;
    off_t at = lseek(s->fd, 0, SEEK_CUR);
    while (s->rest.len < ZST_MAGIC && !s->eof)
        if (read_some(s, p, &s->rest, ZST_MAGIC - s->rest.len) < 0)
            return -1;
    if (zst_is(buf_view(&s->rest))) {
        s->kind = ZSTD;
        s->packed = true;
        return s->feeder.context ? 0 : zst_init(&s->feeder, &p->fault);
    }
    s->kind = BYTES;
    if (at < 0 || fstat(s->fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= at)
        return 0;
    if (!(s->shared = malloc(sizeof *s->shared)))
        return fault(&p->fault, STATUS_NO_MEMORY, "no memory for the input");
    *s->shared = (struct shared){s->fd, 1};
    s->kind = RANGES;
    s->at = at;
    s->end = st.st_size;
    return 0;
}

static int open_file(struct source *s, struct piece *p)
{
    const char *path = s->files[s->next++];
    bool is_stdin = strcmp(path, "-") == 0;
    s->name = is_stdin ? "stdin" : path;
    s->fresh = true;
    s->eof = s->over = false;
    s->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (s->fd < 0)
        return fault_errno(&p->fault, STATUS_NO_INPUT, "%s", path);
    return look_at(s, p);
}

/* ---- plain bytes, as they come ---- */

bool source_waits(const struct source *s)
{
    struct pollfd one = {.fd = s->fd, .events = POLLIN};
    if (s->kind == CLOSED || s->kind == RANGES || s->eof)
        return false;
    return poll(&one, 1, 0) == 0;
}

/* Whole lines, as many as fit or are there; what follows them is kept. */
static void claim_bytes(struct source *s, struct piece *p)
{
    p->kind = PIECE_READ;
    p->bytes.limit = s->limit + LINE;
    if (!buf_room(&p->bytes, LINE + s->rest.len + SOURCE_PIECE)) {
        buf_check(&p->bytes, "the line", &p->fault);
        return;
    }
    size_t pad = -((uintptr_t)p->bytes.at + s->rest.len) % LINE, cut = pad; /* behind a newline */
    p->bytes.len = pad;
    buf_span(&p->bytes, buf_view(&s->rest));
    buf_clear(&s->rest);
    while (!s->eof && !(cut > pad && (p->bytes.len >= SOURCE_PIECE || source_waits(s)))) {
        size_t from = p->bytes.len;
        ssize_t n = read_some(s, p, &p->bytes, SOURCE_PIECE - (from - pad) % SOURCE_PIECE);
        if (n < 0)
            break;
        const char *newline = memrchr(p->bytes.at + from, '\n', (size_t)n);
        cut = newline ? (size_t)(newline - p->bytes.at) + 1 : cut;
    }
    p->overlong = p->fault.status == STATUS_BAD_RECORD;
    s->over = s->eof || p->fault.status != STATUS_OK;
    size_t end = s->eof ? p->bytes.len : cut;
    p->lines = (struct span){p->bytes.at + pad, end - pad};
    if (!s->over)
        buf_add(&s->rest, p->bytes.at + end, p->bytes.len - end);
}

/* ---- ranges of a regular file ---- */

static void claim_range(struct source *s, struct piece *p)
{
    p->kind = PIECE_RANGE;
    p->shared = s->shared;
    pthread_mutex_lock(&s->lock);
    s->shared->uses++;
    pthread_mutex_unlock(&s->lock);
    p->begins = p->first;
    p->from = s->at;
    p->to = (s->at / SOURCE_PIECE + 1) * SOURCE_PIECE;
    p->to = p->to < s->end ? p->to : s->end;
    p->bytes.limit = s->limit + SOURCE_PIECE;
    s->at = p->to;
    s->over = s->at == s->end;
}

/* More of the file at the end of what is there, which begins at `base` in the file and at `pad` in
 * the buffer. */
static ssize_t read_on(struct piece *p, off_t base, size_t pad, size_t most)
{
    char *room = buf_room(&p->bytes, most);
    ssize_t n = -1;
    if (!room) {
        p->overlong = p->bytes.state == BUF_FULL;
        return buf_check(&p->bytes, "the line", &p->fault);
    }
    while ((n = pread(p->shared->fd, room, most, base + (off_t)(p->bytes.len - pad))) < 0 &&
           errno == EINTR)
        ;
    if (n < 0)
        return cannot_read(p, p->file);
    p->bytes.len += (size_t)n;
    return n;
}

/* The line at the end of the range is read on to its end, or to the file's. */
static size_t read_line(struct piece *p, off_t base, size_t pad, size_t begin)
{
    size_t end = p->bytes.len;
    while (p->bytes.at[end - 1] != '\n') {
        ssize_t n = read_on(p, base, pad, 64 << 10);
        if (n == 0)
            break;
        if (n < 0) { /* the lines before it are whole */
            const char *newline = memrchr(p->bytes.at + begin, '\n', end - begin);
            return newline ? (size_t)(newline - p->bytes.at) + 1 : begin;
        }
        const char *newline = memchr(p->bytes.at + end, '\n', p->bytes.len - end);
        end = newline ? (size_t)(newline - p->bytes.at) + 1 : p->bytes.len;
    }
    return end;
}

/* The lines that begin in the range, whole. The byte before the range tells whether one begins at
 * its first. */
static void fill_range(struct piece *p)
{
    off_t base = p->begins ? p->from : p->from - LINE;
    size_t length = (size_t)(p->to - base);
    if (!buf_room(&p->bytes, LINE + length)) {
        buf_check(&p->bytes, "the line", &p->fault);
        return;
    }
    size_t pad = -(uintptr_t)p->bytes.at % LINE, begin = pad;
    p->bytes.len = pad;
    for (ssize_t n = 1; n > 0 && p->bytes.len < pad + length;)
        n = read_on(p, base, pad, pad + length - p->bytes.len);
    if (!p->begins) {
        size_t from = pad + LINE - 1;
        const char *newline =
            p->bytes.len > from ? memchr(p->bytes.at + from, '\n', p->bytes.len - from) : NULL;
        begin = newline ? (size_t)(newline - p->bytes.at) + 1 : p->bytes.len;
    }
    /* Nothing where all of it is of a line that another piece has. */
    size_t end = begin < p->bytes.len ? read_line(p, base, pad, begin) : begin;
    p->lines = (struct span){p->bytes.at + begin, end - begin};
}

/* ---- Zstandard ---- */

bool source_packed(const struct source *s)
{
    return s->packed;
}

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
        ssize_t n = read_some(s, p, &s->rest, SOURCE_PIECE + s->rest.len);
        if (n <= 0)
            return n == 0 && s->rest.len ? zst_short(&p->fault) : (int)n;
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
        ssize_t n = s->rest.len ? 1 : read_some(s, p, &s->rest, SOURCE_PIECE);
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

static void claim_packed(struct source *s, struct piece *p)
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
static void stitch(struct source *s, struct piece *p)
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

/* ---- pieces ---- */

/* A file at hand that has something to claim: 1; no more: 0; -1: it cannot be opened. */
static int at_hand(struct source *s, struct piece *p)
{
    while (s->kind == CLOSED || s->over) {
        close_file(s);
        if (s->next == s->n)
            return 0;
        if (open_file(s, p) != 0)
            return -1;
    }
    return 1;
}

int source_claim(struct source *s, struct piece *p)
{
    buf_clear(&p->bytes);
    buf_clear(&p->packed);
    *p = (struct piece){.bytes = p->bytes, .packed = p->packed};
    int some = at_hand(s, p);
    if (some == 0)
        return 0;
    p->first = s->fresh;
    p->file = s->name;
    s->fresh = false;
    if (some > 0 && s->kind == RANGES)
        claim_range(s, p);
    else if (some > 0 && s->kind == BYTES)
        claim_bytes(s, p);
    else if (some > 0)
        claim_packed(s, p);
    if (p->fault.status != STATUS_OK) { /* nothing comes behind it */
        s->over = true;
        s->next = s->n;
    }
    return 1;
}

void source_fill(struct source *s, struct piece *p, struct zst_unpacker *u)
{
    if (p->kind == PIECE_RANGE) {
        fill_range(p);
        release(s, p->shared);
        p->shared = NULL;
    } else if (p->kind == PIECE_FRAME) {
        if (p->packed.len && p->fault.status == STATUS_OK &&
            zst_unpack(u, buf_view(&p->packed), &p->frame, &p->bytes, &p->fault) != 0)
            fault_at(&p->fault, "%s", p->file);
        stitch(s, p);
    }
}

void piece_clear(struct piece *p)
{
    buf_free(&p->bytes);
    buf_free(&p->packed);
}
