#include "lib/report/xlsx_spool.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "lib/base/file.h"

struct xlsx_part {
    struct xlsx_spool *spool;
    struct xlsx_part *next, **here;
    FILE *stream;
    int fd;
    off_t at;
};

static _Thread_local struct xlsx_spool *current;

static void fail(struct xlsx_spool *s)
{
    if (s->fault.status == STATUS_OK)
        fault_errno(&s->fault, STATUS_IO, "the temporary file of the workbook");
}

/* As if all of it were written; whether it was is in the spool's fault. */
static void write_at(struct xlsx_spool *s, int fd, const char *bytes, size_t len, off_t at)
{
    while (len && s->fault.status == STATUS_OK) {
        ssize_t n = pwrite(fd, bytes, len, at);
        if (n > 0) {
            bytes += n;
            at += n;
            len -= (size_t)n;
        } else if (n == 0 || errno != EINTR) {
            fail(s);
        }
    }
}

static size_t read_at(struct xlsx_spool *s, int fd, char *bytes, size_t len, off_t at)
{
    ssize_t n = -1;
    while (s->fault.status == STATUS_OK && (n = pread(fd, bytes, len, at)) < 0)
        if (errno != EINTR)
            fail(s);
    return n > 0 ? (size_t)n : 0;
}

/* The library's parts, as streams. */

static ssize_t part_read(void *who, char *bytes, size_t len)
{
    struct xlsx_part *part = who;
    size_t n = read_at(part->spool, part->fd, bytes, len, part->at);
    part->at += (off_t)n;
    return (ssize_t)n;
}

static ssize_t part_write(void *who, const char *bytes, size_t len)
{
    struct xlsx_part *part = who;
    write_at(part->spool, part->fd, bytes, len, part->at);
    part->at += (off_t)len;
    return (ssize_t)len;
}

static int part_seek(void *who, off64_t *at, int from)
{
    struct xlsx_part *part = who;
    if (from == SEEK_END)
        return -1;
    part->at = *at = (from == SEEK_CUR ? part->at : 0) + *at;
    return 0;
}

static int part_close(void *who)
{
    struct xlsx_part *part = who;
    *part->here = part->next;
    if (part->next)
        part->next->here = part->here;
    if (part->fd >= 0)
        close(part->fd);
    free(part);
    return 0;
}

FILE *lxw_tmpfile(char *dir)
{
    (void)dir;
    struct xlsx_part *part = current ? calloc(1, sizeof *part) : NULL;
    if (!part)
        return NULL;
    struct fault f = {0};
    *part = (struct xlsx_part){.spool = current, .next = current->parts, .here = &current->parts};
    part->fd = file_nameless(NULL, &f);
    if (part->fd < 0 && current->fault.status == STATUS_OK)
        current->fault = f;
    part->stream = fopencookie(
        part, "w+", (cookie_io_functions_t){part_read, part_write, part_seek, part_close});
    if (!part->stream) {
        if (part->fd >= 0)
            close(part->fd);
        free(part);
        return NULL;
    }
    if (part->next)
        part->next->here = &part->next;
    current->parts = part;
    current->made++;
    return part->stream;
}

/* The workbook, as the file that a zip archive is written to. */

static voidpf zip_open(voidpf who, const void *name, int mode)
{
    (void)name;
    (void)mode;
    return who;
}

static uLong zip_read(voidpf who, voidpf stream, void *bytes, uLong len)
{
    struct xlsx_spool *s = stream;
    (void)who;
    size_t n = read_at(s, s->fd, bytes, len, s->at);
    s->at += (off_t)n;
    return n;
}

static uLong zip_write(voidpf who, voidpf stream, const void *bytes, uLong len)
{
    struct xlsx_spool *s = stream;
    (void)who;
    write_at(s, s->fd, bytes, len, s->at);
    s->at += (off_t)len;
    if (s->at > s->size)
        s->size = s->at;
    return len;
}

static ZPOS64_T zip_tell(voidpf who, voidpf stream)
{
    const struct xlsx_spool *s = stream;
    (void)who;
    return (ZPOS64_T)s->at;
}

static long zip_seek(voidpf who, voidpf stream, ZPOS64_T at, int from)
{
    struct xlsx_spool *s = stream;
    (void)who;
    s->at = (from == ZLIB_FILEFUNC_SEEK_CUR   ? s->at
             : from == ZLIB_FILEFUNC_SEEK_END ? s->size
                                              : 0) +
            (off_t)at;
    return 0;
}

static int zip_well(voidpf who, voidpf stream)
{
    (void)who;
    (void)stream;
    return 0;
}

zipFile ZEXPORT zipOpen(const char *path, int append)
{
    zlib_filefunc64_def functions = {zip_open, zip_read, zip_write, zip_tell,
                                     zip_seek, zip_well, zip_well,  current};
    return current ? current->lib->zipOpen2_64(path, append, NULL, &functions) : NULL;
}

int xlsx_spool_begin(struct xlsx_spool *s, const struct xlsx_library *lib, struct fault *f)
{
    *s = (struct xlsx_spool){.lib = lib, .fd = file_nameless(NULL, f)};
    if (s->fd < 0)
        return -1;
    current = s;
    return 0;
}

static void put_out(struct xlsx_spool *s, struct out *out)
{
    char bytes[64 << 10];
    for (off_t at = 0; at < s->size;) {
        size_t n = read_at(s, s->fd, bytes, sizeof bytes, at);
        if (n == 0) {
            errno = EIO;
            fail(s);
            return;
        }
        out_add(out, bytes, n);
        at += (off_t)n;
    }
}

int xlsx_spool_end(struct xlsx_spool *s, struct out *out, struct fault *f)
{
    while (s->parts)
        fclose(s->parts->stream);
    if (out && s->fault.status == STATUS_OK)
        put_out(s, out);
    close(s->fd);
    current = NULL;
    if (s->fault.status != STATUS_OK) {
        *f = s->fault;
        return -1;
    }
    if (out && (s->size == 0 || s->made == 0))
        return fault(f, STATUS_BUG,
                     "libxlsxwriter wrote elsewhere: it is another than this is "
                     "made for");
    return out ? out_check(out, f) : 0;
}
