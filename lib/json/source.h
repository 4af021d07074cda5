#ifndef JSON_SOURCE_H
#define JSON_SOURCE_H

/* Where records come from: files one behind the other, or stdin; plain or Zstandard, which is known
 * by its first bytes. The input is handed out in pieces of whole lines, in order. One thread claims
 * them; what takes time is left to source_fill, which any thread may call: a range of a file is
 * read, a frame unpacked. So several threads read one file, also a packed one if it has several
 * frames.
 *
 * Memory is bounded by the pieces that are held at once, each as large as the longest line in it at
 * least. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/pack/zst.h"

enum {
    SOURCE_PIECE = 256 << 10, /* bytes of a piece, about: it stays in a core's own cache */
    SOURCE_FRAME = 4 << 20,   /* frames up to this size are pieces; larger ones are unpacked as a
                                 stream, by the thread that claims */
};

struct source;

struct piece {
    struct span lines;  /* after source_fill: whole lines; the file's last may lack its newline */
    const char *file;   /* its name, "stdin" */
    bool first;         /* of its file */
    struct fault fault; /* behind these lines the input cannot be read on; status 0: it can */
    bool overlong;      /* ... because there is a line longer than the limit */
    /* The source's own: */
    struct buf bytes, packed;
    enum { PIECE_READ, PIECE_RANGE, PIECE_FRAME } kind;
    struct shared *shared; /* RANGE: the file */
    off_t from, to;
    bool begins, ends; /* RANGE: the file begins here; FRAME: it ends here */
    struct zst_frame frame;
    int64_t turn; /* FRAME: they are stitched together one after the other */
};

/* files as in struct stream; limit: bytes in a line. */
struct source *source_new(char *const *files, int n, size_t limit, struct fault *f);
void source_free(struct source *s);

/* The next piece: 1; 0: there is none. What goes wrong is told in the piece. */
int source_claim(struct source *s, struct piece *p);
/* Whether the next claim would have to wait for somebody. */
bool source_waits(const struct source *s);

/* Each piece that was claimed is filled once. */
void source_fill(struct source *s, struct piece *p, struct zst_unpacker *u);
void piece_clear(struct piece *p); /* when no thread uses the source any more; before source_free */

#endif
