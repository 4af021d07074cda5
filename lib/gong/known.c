#include "lib/gong/known.h"

#include <stdlib.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/json/stream.h"

static int keep(void *self, struct span record, struct out *out, struct fault *f)
{
    struct known *k = self;
    struct span id = json_get(record, "metaData.id"), transcript = json_get(record, "transcript");
    size_t number;
    (void)out;
    if (json_kind(transcript) != JSON_ARRAY)
        return 0;
    if (json_kind(id) != JSON_STRING)
        return fault(f, STATUS_BAD_RECORD, "no call: it has no metaData.id");
    if (ids_add(&k->ids, id, &number, NULL, f) != 0)
        return -1;
    if (number >= k->room) {
        size_t room = k->room ? 2 * k->room : 1024;
        struct known_place *more = realloc(k->place, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for %zu transcripts", room);
        k->place = more;
        k->room = room;
    }
    k->place[number] = (struct known_place){k->end, transcript.len};
    k->end += (off_t)transcript.len;
    return file_write(k->fd, transcript, "a temporary file", f);
}

int known_open(struct known *k, const char *path, struct fault *f)
{
    char *name = (char *)(size_t)path;
    struct stream s = {.files = &name, .n = 1};
    *k = (struct known){.fd = file_nameless(NULL, f)};
    return k->fd < 0 ? -1 : stream_run(&s, &(struct stage){.step = keep, .self = k}, f);
}

int known_get(struct known *k, struct span id, struct span *transcript, struct fault *f)
{
    long number = k->fd >= 0 ? ids_find(&k->ids, id) : -1;
    *transcript = SPAN_NONE;
    if (number < 0)
        return 0;
    const struct known_place *p = &k->place[number];
    buf_clear(&k->value);
    char *room = buf_room(&k->value, p->len);
    if (!room)
        return buf_check(&k->value, "a transcript", f);
    for (size_t got = 0; got < p->len;) {
        ssize_t n = pread(k->fd, room + got, p->len - got, p->at + (off_t)got);
        if (n <= 0)
            return fault_errno(f, STATUS_IO, "a temporary file");
        got += (size_t)n;
    }
    k->value.len += p->len;
    *transcript = buf_view(&k->value);
    return 0;
}

void known_close(struct known *k)
{
    if (k->fd >= 0)
        close(k->fd);
    ids_clear(&k->ids);
    free(k->place);
    buf_free(&k->value);
    *k = (struct known){.fd = -1};
}
