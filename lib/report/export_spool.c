#include "lib/report/export_spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/report/dress.h"

enum { PIECE = 128 << 10 };

int spool_open(struct spool *s, const char *beside, struct fault *f)
{
    s->fd = file_nameless(beside, f);
    if (s->fd < 0)
        return -1;
    s->name = beside ? beside : "a temporary file";
    out_init(&s->out, s->fd, s->name);
    return 0;
}

/* One piece of it. *id has the part of a marked id that came before; *inside: it has not ended. */
static int copy_piece(struct span piece, const struct export_roster *names, struct buf *id,
                      bool *inside, struct out *to, struct fault *f)
{
    while (piece.len) {
        const char *mark = memchr(piece.at, SPOOL_MARK, piece.len);
        size_t n = mark ? (size_t)(mark - piece.at) : piece.len;
        if (*inside)
            buf_add(id, piece.at, n);
        else
            out_add(to, piece.at, n);
        n += mark != NULL;
        piece = (struct span){piece.at + n, piece.len - n};
        if (!mark)
            continue;
        if (*inside) {
            if (buf_check(id, "an id", f) != 0)
                return -1;
            struct span name = export_roster_find_text(names, buf_view(id));
            struct buf text = BUF(0);
            dress_name(&text, name, DRESS_PLAIN);
            if (text.len)
                buf_text(&text, " (user ");
            out_span(to, buf_view(&text));
            if (!text.len)
                out_span(to, span_of("user "));
            out_span(to, buf_view(id));
            if (text.len)
                out_span(to, span_of(")"));
            buf_free(&text);
            buf_clear(id);
        }
        *inside = !*inside;
    }
    return out_check(to, f);
}

static int copy(struct spool *s, char *piece, const struct export_roster *names, struct out *to,
                struct fault *f)
{
    struct buf id = BUF(SPOOL_ID);
    bool inside = false;
    int done = 0;
    for (off_t at = 0; done == 0;) {
        ssize_t n = pread(s->fd, piece, PIECE, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            done = fault_errno(f, STATUS_IO, "%s", s->name);
        if (n <= 0)
            break;
        at += n;
        done = copy_piece((struct span){piece, (size_t)n}, names, &id, &inside, to, f);
    }
    buf_free(&id);
    return done;
}

int spool_copy(struct spool *s, const struct export_roster *names, struct out *to, struct fault *f)
{
    if (out_flush(&s->out, f) != 0)
        return -1;
    char *piece = malloc(PIECE);
    if (!piece)
        return fault(f, STATUS_NO_MEMORY, "no memory for the records' text");
    int done = copy(s, piece, names, to, f);
    free(piece);
    return done;
}

void spool_close(struct spool *s)
{
    if (s->fd < 0)
        return;
    buf_free(&s->out.held);
    close(s->fd);
    s->fd = -1;
}
