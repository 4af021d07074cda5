#include "lib/pack/entries.h"

static la_ssize_t sink(struct archive *a, void *who, const void *bytes, size_t len)
{
    struct entries *e = who;
    (void)a;
    if (e->fault.status == STATUS_OK)
        e->sink(e->who, (struct span){bytes, len}, &e->fault);
    return (la_ssize_t)len;
}

static int result(struct entries *e, bool went, struct fault *f)
{
    if (e->fault.status == STATUS_OK && !went)
        fault(&e->fault, STATUS_BUG, "libarchive could not write %s", e->what);
    if (e->fault.status == STATUS_OK)
        return 0;
    *f = e->fault;
    return -1;
}

int entries_init(struct entries *e, const char *what, entries_sink *to, void *who, struct fault *f)
{
    *e = (struct entries){.la = libarchive(f), .what = what, .sink = to, .who = who};
    if (!e->la)
        return -1;
    e->archive = e->la->archive_write_new();
    e->entry = e->la->archive_entry_new();
    if (e->archive && e->entry)
        return 0;
    entries_clear(e);
    return fault(f, STATUS_NO_MEMORY, "no memory for %s", what);
}

int entries_open(struct entries *e, bool format_is_set, struct fault *f)
{
    const struct libarchive *la = e->la;
    bool went = format_is_set &&
                la->archive_write_set_bytes_per_block(e->archive, 0) == ARCHIVE_OK &&
                la->archive_write_set_bytes_in_last_block(e->archive, 1) == ARCHIVE_OK &&
                la->archive_write_open2(e->archive, e, NULL, sink, NULL, NULL) == ARCHIVE_OK;
    return result(e, went, f);
}

void entries_named(struct entries *e, const char *name)
{
    e->la->archive_entry_clear(e->entry);
    e->la->archive_entry_set_pathname_utf8(e->entry, name);
    e->la->archive_entry_set_filetype(e->entry, AE_IFREG);
    e->la->archive_entry_set_perm(e->entry, 0600);
}

int entries_header(struct entries *e, struct fault *f)
{
    return result(e, e->la->archive_write_header(e->archive, e->entry) == ARCHIVE_OK, f);
}

int entries_data(struct entries *e, struct span bytes, struct fault *f)
{
    while (bytes.len) {
        la_ssize_t n = e->la->archive_write_data(e->archive, bytes.at, bytes.len);
        if (result(e, n > 0, f) != 0)
            return -1;
        bytes.at += n;
        bytes.len -= (size_t)n;
    }
    return 0;
}

int entries_end(struct entries *e, struct fault *f)
{
    return result(e, e->la->archive_write_close(e->archive) == ARCHIVE_OK, f);
}

void entries_clear(struct entries *e)
{
    if (e->fault.status == STATUS_OK)
        e->fault.status = STATUS_BUG;
    if (e->archive)
        e->la->archive_write_free(e->archive);
    if (e->entry)
        e->la->archive_entry_free(e->entry);
    e->archive = NULL;
    e->entry = NULL;
}
