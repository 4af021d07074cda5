#include "lib/pack/zip.h"

#include <stdbool.h>
#include <stdlib.h>
#include "lib/pack/libarchive.h"

struct zip_writer {
    const struct libarchive *la;
    struct archive *archive;
    struct archive_entry *entry;
    struct out *out;
};

/* libarchive never hears of output that failed: `out` remembers it, and every call asks it. */
static la_ssize_t sink(struct archive *a, void *who, const void *bytes, size_t len)
{
    struct zip_writer *w = who;
    (void)a;
    if (w->out)
        out_add(w->out, bytes, len);
    return (la_ssize_t)len;
}

static int result(struct zip_writer *w, bool went, struct fault *f)
{
    if (out_check(w->out, f) != 0)
        return -1;
    return went ? 0 : fault(f, STATUS_BUG, "libarchive could not write the zip file");
}

static bool begin(struct zip_writer *w)
{
    return w->la->archive_write_set_format_zip(w->archive) == ARCHIVE_OK &&
           w->la->archive_write_set_options(w->archive, "zip:compression=deflate,!zip64") ==
               ARCHIVE_OK &&
           w->la->archive_write_set_bytes_per_block(w->archive, 0) == ARCHIVE_OK &&
           w->la->archive_write_set_bytes_in_last_block(w->archive, 1) == ARCHIVE_OK &&
           w->la->archive_write_open2(w->archive, w, NULL, sink, NULL, NULL) == ARCHIVE_OK;
}

struct zip_writer *zip_new(struct out *out, struct fault *f)
{
    const struct libarchive *la = libarchive(f);
    struct zip_writer *w = la ? calloc(1, sizeof *w) : NULL;
    if (!la)
        return NULL;
    if (w)
        *w = (struct zip_writer){la, la->archive_write_new(), la->archive_entry_new(), out};
    if (!w || !w->archive || !w->entry) {
        fault(f, STATUS_NO_MEMORY, "no memory for a zip file");
        zip_free(w);
        return NULL;
    }
    if (result(w, begin(w), f) == 0)
        return w;
    zip_free(w);
    return NULL;
}

int zip_entry(struct zip_writer *w, const char *name, struct fault *f)
{
    w->la->archive_entry_clear(w->entry);
    w->la->archive_entry_set_pathname_utf8(w->entry, name);
    w->la->archive_entry_set_filetype(w->entry, AE_IFREG);
    w->la->archive_entry_set_perm(w->entry, 0600);
    return result(w, w->la->archive_write_header(w->archive, w->entry) == ARCHIVE_OK, f);
}

int zip_data(struct zip_writer *w, struct span bytes, struct fault *f)
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

int zip_end(struct zip_writer *w, struct fault *f)
{
    return result(w, w->la->archive_write_close(w->archive) == ARCHIVE_OK, f);
}

void zip_free(struct zip_writer *w)
{
    if (!w)
        return;
    w->out = NULL; /* the end of an unfinished file goes nowhere */
    if (w->archive)
        w->la->archive_write_free(w->archive);
    if (w->entry)
        w->la->archive_entry_free(w->entry);
    free(w);
}
