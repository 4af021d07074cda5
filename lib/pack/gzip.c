#include "lib/pack/gzip.h"

#include <archive.h>
#include <archive_entry.h>

static la_ssize_t sink(struct archive *a, void *who, const void *bytes, size_t len)
{
    (void)a;
    buf_add(who, bytes, len); /* one that is full says so at the end */
    return (la_ssize_t)len;
}

static bool write_all(struct archive *a, const char *at, size_t len)
{
    while (len) {
        la_ssize_t n = archive_write_data(a, at, len);
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

/* libarchive's "raw" format is the bytes of one entry and nothing else. */
static bool write_raw(struct archive *a, struct archive_entry *entry, struct buf *out,
                      struct span bytes, uint64_t zeros)
{
    static const char zero[64 << 10];
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_pathname(entry, "data");
    if (archive_write_set_format_raw(a) != ARCHIVE_OK ||
        archive_write_add_filter_gzip(a) != ARCHIVE_OK ||
        archive_write_set_filter_option(a, "gzip", "timestamp", NULL) != ARCHIVE_OK ||
        archive_write_set_bytes_in_last_block(a, 1) != ARCHIVE_OK ||
        archive_write_open2(a, out, NULL, sink, NULL, NULL) != ARCHIVE_OK ||
        archive_write_header(a, entry) != ARCHIVE_OK || !write_all(a, bytes.at, bytes.len))
        return false;
    for (; zeros > 0; zeros -= zeros < sizeof zero ? zeros : sizeof zero)
        if (!write_all(a, zero, zeros < sizeof zero ? (size_t)zeros : sizeof zero))
            return false;
    return archive_write_close(a) == ARCHIVE_OK;
}

int gzip_add(struct buf *out, struct span bytes, uint64_t zeros, struct fault *f)
{
    struct archive *a = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    int done = 0;
    if (!a || !entry)
        done = fault(f, STATUS_NO_MEMORY, "no memory for gzip");
    else if (!write_raw(a, entry, out, bytes, zeros))
        done = fault(f, STATUS_BUG, "libarchive could not write gzip");
    archive_entry_free(entry);
    archive_write_free(a);
    return done == 0 ? buf_check(out, "gzip", f) : done;
}
