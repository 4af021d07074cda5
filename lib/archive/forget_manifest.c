#include "lib/archive/forget_manifest.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "lib/archive/run.h"
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/json/splice.h"
#include "lib/state/digest.h"

static int path_of(struct buf *path, const char *dir, const char *name, struct fault *f)
{
    buf_format(path, "%s/%s", dir, name);
    return buf_check(path, dir, f);
}

int forget_manifest_read(struct buf *text, const char *dir, struct span *said, struct fault *f)
{
    struct buf path = BUF(8192);
    *said = SPAN_NONE;
    int rc = path_of(&path, dir, "manifest.json", f);
    if (rc == 0 && access(path.at, F_OK) == 0) {
        rc = file_read(text, path.at, f);
        if (rc == 0)
            rc = json_check(buf_view(text), said, f);
    }
    buf_free(&path);
    return rc;
}

static int digest_file(const struct run *r, const struct run_file *file, char sha256[DIGEST_TEXT],
                       struct fault *f)
{
    enum { STEP = 256 << 10 };
    struct digest d;
    struct buf step = BUF(STEP);
    char *room = buf_room(&step, STEP);
    int fd = run_file_open(r, file, f), rc = fd < 0 ? -1 : buf_check(&step, "a piece of a file", f);
    digest_begin(&d);
    while (rc == 0) {
        ssize_t got = read(fd, room, STEP);
        if (got == 0)
            break;
        if (got > 0)
            digest_add(&d, room, (size_t)got);
        else if (errno != EINTR)
            rc = fault_errno(f, STATUS_IO, "%s/%s", r->path, file->name);
    }
    digest_end(&d, sha256);
    if (fd >= 0)
        close(fd);
    buf_free(&step);
    return rc;
}

static int list_files(const struct run *r, struct buf *list, struct fault *f)
{
    char sha256[DIGEST_TEXT];
    struct json_writer w = {.b = list};
    json_open(&w, NULL, '[');
    for (size_t i = 0; i < r->n; i++) {
        const struct run_file *file = &r->files[i];
        if (strcmp(file->name, "manifest.json") == 0)
            continue;
        if (digest_file(r, file, sha256, f) != 0)
            return -1;
        json_open(&w, NULL, '{');
        json_put_text(&w, "name", span_of(file->name));
        json_put_int(&w, "size", file->size);
        json_put_text(&w, "sha256", span_of(sha256));
        json_close(&w, '}');
    }
    json_close(&w, ']');
    return buf_check(list, "the manifest", f);
}

static int write_anew(const char *dir, struct span said, bool ours, struct fault *f)
{
    struct run r;
    struct buf list = BUF(0), text = BUF(0), whole = BUF(0), path = BUF(8192);
    int rc = run_open(&r, dir, f);
    if (rc == 0)
        rc = list_files(&r, &list, f);
    run_close(&r);
    struct splice files = {.name = span_of("files"), .value = buf_view(&list)};
    splice_members(&text, said, &files, 1);
    if (ours)
        splice_set(&whole, buf_view(&text), "render.callmine", span_of("\"" VERSION "\""));
    buf_byte(ours ? &whole : &text, '\n');
    if (rc == 0)
        rc = buf_check(ours ? &whole : &text, "the manifest", f);
    if (rc == 0)
        rc = path_of(&path, dir, "manifest.json", f);
    if (rc == 0)
        rc = file_replace(path.at, 0600, buf_view(ours ? &whole : &text), f);
    buf_free(&list);
    buf_free(&text);
    buf_free(&whole);
    buf_free(&path);
    return rc;
}

int forget_manifest_write(const char *dir, bool ours, struct fault *f)
{
    struct buf text = BUF(0);
    struct span said;
    int rc = forget_manifest_read(&text, dir, &said, f);
    if (rc == 0 && json_kind(json_get(said, "files")) == JSON_ARRAY)
        rc = write_anew(dir, said, ours, f);
    buf_free(&text);
    return rc;
}

static void put_names(struct json_writer *w, struct span names)
{
    json_open(w, "taken_out", '[');
    while (names.len) {
        const char *comma = memmem(names.at, names.len, ", ", 2);
        size_t n = comma ? (size_t)(comma - names.at) : names.len;
        json_put_text(w, NULL, (struct span){names.at, n});
        names.at += comma ? n + 2 : n;
        names.len -= comma ? n + 2 : n;
    }
    json_close(w, ']');
}

int forget_tomb_add(const struct forget_tomb *t, const char *dir, struct fault *f)
{
    struct buf b = BUF(0), path = BUF(8192);
    struct json_writer w = {.b = &b};
    int rc = path_of(&path, dir, FORGET_TOMB, f);
    if (rc == 0 && access(path.at, F_OK) == 0)
        rc = file_read(&b, path.at, f);
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of("tombstone"));
    json_put_time(&w, "time", t->time);
    json_put_text(&w, "forgot", span_of(t->what));
    json_put_text(&w, "who", span_of(t->who));
    json_put_text(&w, "was", span_of(t->was));
    json_put_int(&w, "calls", t->n.calls);
    json_put_int(&w, "sentences", t->n.sentences);
    json_put_int(&w, "quotes", t->n.quotes);
    json_put_int(&w, "mentions", t->n.mentions);
    json_put_text(&w, "reports", span_of(t->reports));
    put_names(&w, t->out);
    json_close(&w, '}');
    buf_byte(&b, '\n');
    if (rc == 0)
        rc = buf_check(&b, path.at, f);
    if (rc == 0)
        rc = file_replace(path.at, 0600, buf_view(&b), f);
    buf_free(&b);
    buf_free(&path);
    return rc;
}
