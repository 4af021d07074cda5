#include "lib/pack/tar.h"

#include <errno.h>
#include <stdlib.h>
#include "lib/pack/entries.h"

struct tar_writer {
    struct entries e;
    int64_t seconds;
};

struct tar_writer *tar_new(tar_sink *sink, void *who, int64_t seconds, struct fault *f)
{
    struct tar_writer *w = malloc(sizeof *w);
    if (!w) {
        fault(f, STATUS_NO_MEMORY, "no memory for the tar stream");
        return NULL;
    }
    w->seconds = seconds;
    if (entries_init(&w->e, "the tar stream", sink, who, f) == 0 &&
        entries_open(&w->e,
                     w->e.la->archive_write_set_format_pax_restricted(w->e.archive) == ARCHIVE_OK,
                     f) == 0)
        return w;
    tar_free(w);
    return NULL;
}

int tar_member(struct tar_writer *w, const char *name, int64_t size, struct fault *f)
{
    const struct libarchive *la = w->e.la;
    entries_named(&w->e, name);
    la->archive_entry_set_size(w->e.entry, size);
    la->archive_entry_set_mtime(w->e.entry, w->seconds, 0);
    return entries_header(&w->e, f);
}

int tar_data(struct tar_writer *w, struct span bytes, struct fault *f)
{
    return entries_data(&w->e, bytes, f);
}

int tar_end(struct tar_writer *w, struct fault *f)
{
    return entries_end(&w->e, f);
}

void tar_free(struct tar_writer *w)
{
    if (!w)
        return;
    entries_clear(&w->e);
    free(w);
}

/* A fault of the source crosses libarchive in `fault`; what libarchive itself says may quote names
 * and is not passed on. */
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
