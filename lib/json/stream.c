#include "lib/json/stream.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/crew.h"
#include "lib/base/file.h"
#include "lib/json/block.h"
#include "lib/pack/frame_file.h"

/* The threads fill blocks, read their lines and, if the stage is parallel, do the steps. This
 * thread, the caller's, hands the blocks out, does the steps of any other stage, and puts out in
 * order. */
struct run {
    struct stream *s;
    const struct stage *stage;
    struct manner manner;
    struct source *source;
    struct crew *crew;
    struct block blocks[CREW_SLOTS];
    struct worker workers[CREW_THREADS];
    size_t nworkers;
    struct worker own; /* this thread's, for a stage that is not parallel */
    int64_t claimed;
    int64_t places[CREW_SLOTS];
    int64_t before; /* lines of the file, before the block at hand */
    struct out out;
    struct frame_file packed; /* s->output, packed */
    struct file plain;        /* s->output, not packed */
    bool reject_open;
    struct file reject_file;
    struct out reject;
};

/* ---- what comes out ---- */

static int output_open(struct run *r, struct fault *f)
{
    const char *path = r->s->output;
    r->plain.fd = -1;
    if (!path) {
        out_init(&r->out, STDOUT_FILENO, "stdout");
        return 0;
    }
    if (frame_file_named(path)) {
        out_to(&r->out, frame_file_sink, &r->packed, path);
        return frame_file_begin(&r->packed, path, 0600, (int)r->s->threads, f);
    }
    int done = file_output(&r->plain, path, 0600, f);
    out_init(&r->out, r->plain.fd, path);
    return done;
}

/* stdout has what was done before a failure; a file is whole or not there. */
static int output_close(struct run *r, bool whole, struct fault *f)
{
    const char *path = r->s->output;
    int done = !path || whole ? out_clear(&r->out, f) : 0;
    buf_free(&r->out.held);
    if (!path)
        return done;
    if (frame_file_named(path)) {
        if (done == 0 && whole)
            done = frame_file_commit(&r->packed, f);
        frame_file_abandon(&r->packed);
    } else {
        if (done == 0 && whole)
            done = file_commit(&r->plain, f);
        file_abandon(&r->plain);
    }
    return done;
}

static int reject_open(struct run *r, struct fault *f)
{
    if (!r->s->reject)
        return 0;
    if (file_output(&r->reject_file, r->s->reject, 0600, f) != 0)
        return -1;
    r->reject_open = true;
    out_init(&r->reject, r->reject_file.fd, r->s->reject);
    return 0;
}

/* The bad lines are kept whatever happened: they are nowhere else. */
static int reject_close(struct run *r, struct fault *f)
{
    if (!r->reject_open)
        return 0;
    int done = out_clear(&r->reject, f);
    if (done == 0)
        done = file_commit(&r->reject_file, f);
    file_abandon(&r->reject_file);
    return done;
}

/* ---- blocks ---- */

/* In a thread: what may be done out of order. */
static void work(void *self, size_t thread, size_t slot)
{
    struct run *r = self;
    struct block *b = &r->blocks[slot];
    struct worker *w = &r->workers[thread];
    source_fill(r->source, &b->piece, &w->unpacker);
    block_work(b, w, &r->manner, r->places[slot]);
}

/* The fault of a record, or of the input behind the block's lines, with its place in front. */
static int failed(struct run *r, const struct block *b, struct fault *f)
{
    const struct stage *stage = r->stage;
    struct fault later = {0};
    bool record = b->fault.status != STATUS_OK;
    *f = record ? b->fault : b->piece.fault;
    r->s->line += !record && b->piece.overlong;
    if (record ? f->status == STATUS_BAD_RECORD : b->piece.overlong)
        fault_at(f, "%s:%lld", b->piece.file, (long long)r->s->line);
    if (stage->flush && f->status == STATUS_BAD_RECORD &&
        stage->flush(stage->self, &r->out, &later) != 0)
        *f = later;
    return -1;
}

/* In order: what the block has for stdout, for the stage's notes and for the bad lines. */
static int put_out(struct run *r, struct block *b, struct fault *f)
{
    const struct stage *stage = r->stage;
    r->s->file = b->piece.file;
    r->before = b->piece.first ? 0 : r->before;
    if (!stage->parallel)
        block_step(b, &r->own, &r->manner, &r->out);
    r->s->line = r->before += b->lines;
    r->s->records += b->records;
    r->s->bad += b->nbad;
    out_span(&r->out, buf_view(&b->out.held));
    if (b->notes.len && stage->parallel && stage->parallel->note &&
        stage->parallel->note(stage->self, buf_view(&b->notes), f) != 0)
        return -1;
    if (r->reject_open && b->bad.len)
        out_span(&r->reject, buf_view(&b->bad));
    if (out_check(&r->out, f) != 0 || (r->reject_open && out_check(&r->reject, f) != 0))
        return -1;
    return b->fault.status || b->piece.fault.status ? failed(r, b, f) : 0;
}

/* Threads are had for the second piece. */
static int hire(struct run *r, struct fault *f)
{
    crew_free(r->crew);
    r->crew = crew_new(r->claimed == 1 ? r->s->threads : 1, work, r, f);
    return r->crew ? 0 : -1;
}

static int oldest(struct run *r, struct fault *f)
{
    struct block *b = &r->blocks[crew_take(r->crew)];
    return put_out(r, b, f);
}

/* Before we wait for whoever writes to us, whoever reads from us gets what is done. */
static int settle(struct run *r, struct fault *f)
{
    while (!crew_empty(r->crew))
        if (oldest(r, f) != 0)
            return -1;
    return out_flush(&r->out, f);
}

/* The first piece is done with before there are threads: where there is no second one, none is
 * started. */
static int all_blocks(struct run *r, struct fault *f)
{
    if (hire(r, f) != 0)
        return -1;
    for (;; r->claimed++) {
        if ((crew_full(r->crew) && oldest(r, f) != 0) || (r->claimed < 2 && settle(r, f) != 0) ||
            (source_waits(r->source) && settle(r, f) != 0))
            return -1;
        size_t slot = crew_free_slot(r->crew);
        struct block *b = &r->blocks[slot];
        block_begin(b);
        if (source_claim(r->source, &b->piece) == 0)
            return settle(r, f);
        r->places[slot] = r->claimed;
        if (r->claimed == 1 && hire(r, f) != 0)
            return -1;
        crew_put(r->crew);
    }
}

/* ---- the run ---- */

static int fork_selves(struct run *r, struct fault *f)
{
    const struct parallel *p = r->stage->parallel;
    size_t n = p ? crew_size(r->s->threads) : crew_size(0);
    for (size_t i = 0; i < n; i++) {
        struct worker *w = &r->workers[i];
        if (zst_init(&w->unpacker, f) != 0)
            return -1;
        if (p && !(w->self = p->fork(r->stage->self, f)))
            return -1;
        r->nworkers++;
    }
    return 0;
}

static int join_selves(struct run *r, struct fault *f)
{
    const struct parallel *p = r->stage->parallel;
    int done = 0;
    for (size_t i = 0; p && i < r->nworkers; i++) {
        struct fault later = {0};
        if (p->join(r->stage->self, r->workers[i].self, &later) != 0 && done == 0) {
            *f = later;
            done = -1;
        }
    }
    return done;
}

static int run(struct run *r, struct fault *f)
{
    const struct stage *stage = r->stage;
    if (stage->head && stage->head(stage->self, &r->out, f) != 0)
        return -1;
    r->source = source_new(r->s->files, r->s->n, STREAM_LINE_LIMIT, f);
    int done = r->source && fork_selves(r, f) == 0 ? all_blocks(r, f) : -1;
    crew_free(r->crew);
    struct fault later = {0};
    if (join_selves(r, &later) != 0 && done == 0) {
        *f = later;
        done = -1;
    }
    if (done == 0 && stage->flush)
        done = stage->flush(stage->self, &r->out, f);
    return done == 0 && stage->finish ? stage->finish(stage->self, &r->out, f) : done;
}

static void clear(struct run *r)
{
    for (size_t i = 0; i < CREW_SLOTS; i++)
        block_free(&r->blocks[i]);
    for (size_t i = 0; i < CREW_THREADS; i++)
        worker_free(&r->workers[i]);
    worker_free(&r->own);
    source_free(r->source);
    free(r);
}

int stream_run(struct stream *s, const struct stage *stage, struct fault *f)
{
    struct run *r = calloc(1, sizeof *r);
    struct fault later = {0};
    if (!r)
        return fault(f, STATUS_NO_MEMORY, "no memory for the record loop");
    r->s = s;
    r->stage = stage;
    r->own.self = stage->self;
    r->manner = (struct manner){stage, s->reject != NULL, s->trusted && stage->sieve != NULL,
                                s->whole_lines && !stage->parallel};
    s->records = s->bad = s->line = 0;
    s->file = "stdin";
    int done = output_open(r, f);
    if (done == 0)
        done = reject_open(r, f);
    if (done == 0)
        done = run(r, f);
    /* Of several failures the first is told. */
    if (output_close(r, done == 0, &later) != 0 && done == 0) {
        *f = later;
        done = -1;
    }
    if (reject_close(r, &later) != 0 && done == 0) {
        *f = later;
        done = -1;
    }
    clear(r);
    return done;
}
