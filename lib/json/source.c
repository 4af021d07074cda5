#include "lib/json/source_state.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

static void drop(struct shared *file)
{
    if (--file->uses > 0)
        return;
    if (file->fd > STDIN_FILENO)
        close(file->fd);
    free(file);
}

static void release(struct source *s, struct shared *file)
{
    pthread_mutex_lock(&s->lock);
    drop(file);
    pthread_mutex_unlock(&s->lock);
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
ssize_t source_read(struct source *s, struct piece *p, struct buf *b, size_t most)
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
        if (source_read(s, p, &s->rest, ZST_MAGIC - s->rest.len) < 0)
            return -1;
    if (zst_is(buf_view(&s->rest))) {
        s->kind = ZSTD;
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
        ssize_t n = source_read(s, p, &p->bytes, SOURCE_PIECE - (from - pad) % SOURCE_PIECE);
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
        packed_claim(s, p);
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
        packed_stitch(s, p);
    }
}

void piece_clear(struct piece *p)
{
    if (p->shared)
        drop(p->shared);
    buf_free(&p->bytes);
    buf_free(&p->packed);
}
