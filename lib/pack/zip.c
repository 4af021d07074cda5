#include "lib/pack/zip.h"

#include <stdlib.h>
#include "lib/pack/entries.h"

struct zip_writer {
    struct entries e;
};

static int sink(void *who, struct span bytes, struct fault *f)
{
    struct out *out = who;
    out_span(out, bytes);
    return out_check(out, f);
}

static bool set_format(struct entries *e)
{
    return e->la->archive_write_set_format_zip(e->archive) == ARCHIVE_OK &&
           e->la->archive_write_set_options(e->archive, "zip:compression=deflate,!zip64") ==
               ARCHIVE_OK;
}

struct zip_writer *zip_new(struct out *out, struct fault *f)
{
    struct zip_writer *w = malloc(sizeof *w);
    if (!w) {
        fault(f, STATUS_NO_MEMORY, "no memory for the zip file");
        return NULL;
    }
    if (entries_init(&w->e, "the zip file", sink, out, f) == 0 &&
        entries_open(&w->e, set_format(&w->e), f) == 0)
        return w;
    zip_free(w);
    return NULL;
}

int zip_entry(struct zip_writer *w, const char *name, struct fault *f)
{
    entries_named(&w->e, name);
    return entries_header(&w->e, f);
}

int zip_data(struct zip_writer *w, struct span bytes, struct fault *f)
{
    return entries_data(&w->e, bytes, f);
}

int zip_end(struct zip_writer *w, struct fault *f)
{
    return entries_end(&w->e, f);
}

void zip_free(struct zip_writer *w)
{
    if (!w)
        return;
    entries_clear(&w->e);
    free(w);
}
