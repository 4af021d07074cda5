#include "lib/pack/tar.h"

#include <errno.h>
#include <stdlib.h>
#include "lib/pack/libarchive.h"

/* A fault of the sink or source crosses libarchive in `fault`; what libarchive itself says may
 * quote names and is not passed on. */
struct tar_writer {
    const struct libarchive *la;
    struct archive *archive;
    struct archive_entry *entry;
    tar_sink *sink;
    void *who;
    int64_t seconds;
    struct fault fault;
};

/* libarchive never hears of a sink that failed: it would leak what it holds for the stream (3.6).
 * What comes after a fault goes nowhere, and every call looks for the fault. */
static la_ssize_t sink(struct archive *a, void *who, const void *bytes, size_t len)
{
    struct tar_writer *w = who;
    (void)a;
    if (w->fault.status == STATUS_OK)
        w->sink(w->who, (struct span){bytes, len}, &w->fault);
    return (la_ssize_t)len;
}

static int result(struct tar_writer *w, bool went, struct fault *f)
{
    if (w->fault.status == STATUS_OK && !went)
        fault(&w->fault, STATUS_BUG, "libarchive could not write the tar stream");
    if (w->fault.status == STATUS_OK)
        return 0;
    *f = w->fault;
    return -1;
}

struct tar_writer *tar_new(tar_sink *to, void *who, int64_t seconds, struct fault *f)
{
    const struct libarchive *la = libarchive(f);
    struct tar_writer *w = la ? calloc(1, sizeof *w) : NULL;
    if (!la)
        return NULL;
    if (w)
        *w = (struct tar_writer){
            la, la->archive_write_new(), la->archive_entry_new(), to, who, seconds, {0}};
    if (!w || !w->archive || !w->entry) {
        fault(f, STATUS_NO_MEMORY, "no memory for a tar stream");
        tar_free(w);
        return NULL;
    }
    la->archive_write_set_format_pax_restricted(w->archive);
    /* No blocking: a piece is handed on as it is written, so the sink knows where a member begins.
     */
    la->archive_write_set_bytes_per_block(w->archive, 0);
    la->archive_write_set_bytes_in_last_block(w->archive, 1);
    if (result(w, la->archive_write_open2(w->archive, w, NULL, sink, NULL, NULL) == ARCHIVE_OK,
               f) == 0)
        return w;
    tar_free(w);
    return NULL;
}

int tar_member(struct tar_writer *w, const char *name, int64_t size, struct fault *f)
{
    w->la->archive_entry_clear(w->entry);
    w->la->archive_entry_set_pathname_utf8(w->entry, name);
    w->la->archive_entry_set_filetype(w->entry, AE_IFREG);
    w->la->archive_entry_set_perm(w->entry, 0600);
    w->la->archive_entry_set_size(w->entry, size);
    w->la->archive_entry_set_mtime(w->entry, w->seconds, 0);
    return result(w, w->la->archive_write_header(w->archive, w->entry) == ARCHIVE_OK, f);
}

int tar_data(struct tar_writer *w, struct span bytes, struct fault *f)
{
    while (bytes.len) {
        la_ssize_t n = w->la->archive_write_data(w->archive, bytes.at, bytes.len);
        if (result(w, n > 0, f) != 0)
            return -1;
        bytes.at += n;
        bytes.len -= (size_t)n;
    }
    return 0;
}

int tar_end(struct tar_writer *w, struct fault *f)
{
    return result(w, w->la->archive_write_close(w->archive) == ARCHIVE_OK, f);
}

void tar_free(struct tar_writer *w)
{
    if (!w)
        return;
    if (w->fault.status == STATUS_OK) /* the end of an unfinished stream goes nowhere */
        w->fault.status = STATUS_BUG;
    if (w->archive)
        w->la->archive_write_free(w->archive);
    w->la->archive_entry_free(w->entry);
    free(w);
}

struct tar_reader {
    const struct libarchive *la;
    struct archive *archive;
    tar_source *source;
    void *who;
    struct fault fault;
};

static la_ssize_t source(struct archive *a, void *who, const void **bytes)
{
    struct tar_reader *r = who;
    struct span got = SPAN_NONE;
    if (r->source(r->who, &got, &r->fault) != 0) {
        r->la->archive_set_error(a, EIO, "source");
        return -1;
    }
    *bytes = got.at;
    return (la_ssize_t)got.len;
}

struct tar_reader *tar_open(tar_source *from, void *who, struct fault *f)
{
    const struct libarchive *la = libarchive(f);
    struct tar_reader *r = la ? calloc(1, sizeof *r) : NULL;
    if (!la)
        return NULL;
    if (r)
        *r = (struct tar_reader){la, la->archive_read_new(), from, who, {0}};
    if (!r || !r->archive) {
        fault(f, STATUS_NO_MEMORY, "no memory for a tar stream");
        tar_close(r);
        return NULL;
    }
    la->archive_read_support_format_tar(r->archive);
    if (la->archive_read_open(r->archive, r, NULL, source, NULL) != ARCHIVE_OK) {
        if (r->fault.status == STATUS_OK)
            fault(&r->fault, STATUS_BAD_RECORD, "not a tar stream");
        *f = r->fault;
        tar_close(r);
        return NULL;
    }
    return r;
}

int tar_next(struct tar_reader *r, struct tar_entry *entry, struct fault *f)
{
    struct archive_entry *e;
    int got = r->la->archive_read_next_header(r->archive, &e);
    if (got == ARCHIVE_EOF)
        return 0;
    if (got != ARCHIVE_OK) {
        if (r->fault.status == STATUS_OK)
            fault(&r->fault, STATUS_BAD_RECORD, "not a sound tar stream");
        *f = r->fault;
        return -1;
    }
    const char *name = r->la->archive_entry_pathname_utf8(e);
    *entry = (struct tar_entry){name ? name : "", r->la->archive_entry_size(e),
                                r->la->archive_entry_filetype(e) == AE_IFREG &&
                                    !r->la->archive_entry_hardlink(e)};
    return 1;
}

void tar_close(struct tar_reader *r)
{
    if (!r)
        return;
    if (r->archive)
        r->la->archive_read_free(r->archive);
    free(r);
}
