#include "lib/archive/bind.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "lib/archive/contents.h"
#include "lib/json/json.h"
#include "lib/pack/cut.h"
#include "lib/pack/frame.h"
#include "lib/pack/tar.h"

enum { STEP = 256 << 10 };

struct binder {
    const struct run *run;
    struct frame_writer frames;
    struct cut cut;
    struct tar_writer *tar;
    struct digest file;       /* of the bundle as it goes out */
    struct buf members, sums; /* lines of the list of contents */
    bool listed;
    struct buf step;
};

static int sink(void *who, struct span bytes, struct fault *f)
{
    return cut_add(&((struct binder *)who)->cut, bytes, f);
}

/* What is written behind the list of contents is not in it. */
static int frame_out(void *who, size_t i, struct span packed, struct fault *f)
{
    struct binder *b = who;
    char sha256[DIGEST_TEXT];
    digest_add(&b->file, packed.at, packed.len);
    if (b->listed)
        return 0;
    digest_of(packed, sha256);
    contents_add_frame(&b->sums, (int64_t)i, sha256);
    return buf_check(&b->sums, "the list of contents", f);
}

/* The file's bytes, exactly as many as its header in the stream has promised. */
static int put_bytes(struct binder *b, int fd, const struct run_file *file, struct digest *d,
                     struct fault *f)
{
    int64_t left = file->size;
    for (;;) {
        buf_clear(&b->step);
        char *room = buf_room(&b->step, STEP);
        if (!room)
            return buf_check(&b->step, "a piece of a file", f);
        ssize_t got = read(fd, room, STEP);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fault_errno(f, STATUS_IO, "%s/%s", b->run->path, file->name);
        if (got > left || (got == 0 && left > 0))
            return fault(f, STATUS_TRY_LATER,
                         "%s/%s: it is being written; add the run when it has ended", b->run->path,
                         file->name);
        if (got == 0)
            return 0;
        left -= got;
        digest_add(d, room, (size_t)got);
        if (tar_data(b->tar, (struct span){room, (size_t)got}, f) != 0)
            return -1;
    }
}

static bool made_of_lines(const char *name)
{
    size_t n = strlen(name);
    return (n > 7 && strcmp(name + n - 7, ".ndjson") == 0) ||
           (n > 4 && strcmp(name + n - 4, ".csv") == 0);
}

static int put_member(struct binder *b, const struct run_file *file, struct fault *f)
{
    struct contents_member m = {.name = span_of(file->name), .size = file->size};
    struct digest d;
    int fd = run_file_open(b->run, file, f);
    if (fd < 0)
        return -1;
    int done = cut_member(&b->cut, file->size, made_of_lines(file->name), f);
    if (done == 0)
        done = tar_member(b->tar, file->name, file->size, f);
    cut_content(&b->cut);
    m.frame = (int64_t)b->frames.n;
    m.offset = (int64_t)b->cut.held.len;
    digest_begin(&d);
    if (done == 0)
        done = put_bytes(b, fd, file, &d, f);
    close(fd);
    if (done != 0)
        return -1;
    digest_end(&d, m.sha256);
    contents_add_member(&b->members, &m);
    return buf_check(&b->members, "the list of contents", f);
}

/* The list of contents, and behind it the seek table. */
static int put_contents(struct binder *b, struct card *card, struct fault *f)
{
    if (frame_settle(&b->frames, f) != 0) /* the sums are complete then */
        return -1;
    b->listed = true;
    struct contents_head head = {.created = card->created,
                                 .callmine = VERSION,
                                 .members = card->members,
                                 .bytes = card->bytes,
                                 .frames = (int64_t)b->frames.n};
    memcpy(head.id, card->id, sizeof head.id);
    memcpy(head.class, card->class, sizeof head.class);
    struct buf text = BUF(CONTENTS_LIMIT);
    contents_add_head(&text, &head);
    buf_span(&text, buf_view(&b->members));
    buf_span(&text, buf_view(&b->sums));
    contents_seal(&text);
    int done = buf_check(&text, "the list of contents", f);
    if (done == 0)
        done = frame_put_skippable(&b->frames, buf_view(&text), f);
    buf_free(&text);
    if (done != 0 || frame_end(&b->frames, f) != 0)
        return -1;
    digest_end(&b->file, card->sha256);
    card->size = b->frames.at;
    return 0;
}

/* The run's manifest may list `files` with name, size and sha256: then that is what must have been
 * read. */
static int check_manifest(const struct binder *b, struct fault *f)
{
    struct json_walk w;
    struct contents_member m;
    int64_t size;
    char name[NAME_MEMBER];
    for (json_walk(&w, json_get(buf_view(&b->run->manifest), "files")); json_next(&w);) {
        struct buf text = BUF(NAME_MEMBER - 1);
        struct span sum = json_get(w.value, "sha256"), bytes = json_get(w.value, "size");
        json_text(&text, json_get(w.value, "name"));
        bool named = text.state == BUF_SOUND && name_is_member(buf_view(&text));
        if (named)
            memcpy(name, text.at, text.len + 1);
        buf_free(&text);
        if (!named)
            return fault(f, STATUS_BAD_RECORD,
                         "%s/manifest.json: it lists a file whose name is not usable",
                         b->run->path);
        int found = contents_find(&m, buf_view(&b->members), span_of(name), f);
        if (found < 0)
            return -1;
        if (found == 0)
            return fault(f, STATUS_BAD_RECORD,
                         "%s/%s: missing, but the run's manifest.json lists it", b->run->path,
                         name);
        if ((json_kind(sum) == JSON_STRING && !json_text_is(sum, m.sha256)) ||
            (json_integer(bytes, &size) && size != m.size))
            return fault(f, STATUS_BAD_RECORD,
                         "%s/%s: not what the run's manifest.json says; run it again", b->run->path,
                         name);
    }
    return 0;
}

static int bind_all(struct binder *b, struct card *card, int level, int64_t threads,
                    struct out *out, struct fault *f)
{
    int64_t seconds = card->created / WHEN_SECOND;
    if (frame_begin(&b->frames, out, level, threads, f) != 0)
        return -1;
    b->tar = tar_new(sink, b, seconds, f);
    if (!b->tar)
        return -1;
    for (size_t i = 0; i < b->run->n; i++)
        if (put_member(b, &b->run->files[i], f) != 0)
            return -1;
    if (check_manifest(b, f) != 0 || cut_member(&b->cut, 0, false, f) != 0 ||
        tar_end(b->tar, f) != 0 || cut_rest(&b->cut, f) != 0)
        return -1;
    return put_contents(b, card, f);
}

int bind_run(struct card *card, const struct run *run, int level, int64_t threads, struct out *out,
             struct fault *f)
{
    struct binder b = {.run = run,
                       .members = BUF(CONTENTS_LIMIT),
                       .sums = BUF(CONTENTS_LIMIT),
                       .step = BUF(STEP + 1)};
    b.frames = (struct frame_writer){.wrote = frame_out, .who = &b};
    b.cut = cut_tar(&b.frames);
    card->members = (int64_t)run->n;
    card->bytes = run->bytes;
    digest_begin(&b.file);
    int done = bind_all(&b, card, level, threads, out, f);
    tar_free(b.tar);
    cut_clear(&b.cut);
    frame_clear(&b.frames);
    buf_free(&b.members);
    buf_free(&b.sums);
    buf_free(&b.step);
    return done;
}
