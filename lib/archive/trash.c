#include "lib/archive/trash.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "lib/archive/bundle.h"

enum { STAMP = 17 /* 20261203T120000Z and a NUL */ };

static int stamp_of(char stamp[static STAMP], when t, struct fault *f)
{
    struct civil c;
    if (when_civil(&c, t, "UTC", f) != 0)
        return -1;
    if (c.year < 0 || c.year > 9999)
        return fault(f, STATUS_USAGE, "that is too long a grace");
    snprintf(stamp, STAMP, "%04d%02d%02dT%02d%02d%02dZ", c.year % 10000, c.month % 100, c.day % 100,
             c.hour % 100, c.minute % 100, c.second % 100);
    return 0;
}

static bool read_stamp(when *t, struct span s)
{
    struct buf text = BUF(64);
    struct fault ignored;
    bool right = s.len == STAMP - 1;
    if (right)
        buf_format(&text, "%.4s-%.2s-%.5s:%.2s:%.3s", s.at, s.at + 4, s.at + 6, s.at + 11,
                   s.at + 13);
    right = right && when_parse(t, buf_view(&text), &ignored) == 0;
    buf_free(&text);
    return right;
}

const char *trash_path(struct shelf *s, const char *id, when until, struct fault *f)
{
    char stamp[STAMP];
    if (stamp_of(stamp, until, f) != 0)
        return NULL;
    buf_clear(&s->path);
    buf_format(&s->path, "%s/" SHELF_TRASH "/%s.%s" SHELF_SUFFIX, s->dir, id, stamp);
    return buf_check(&s->path, s->dir, f) == 0 ? s->path.at : NULL;
}

/* ID.UNTIL.tar.zst; anything else in there is none of ours. */
static bool read_name(struct trash_item *item, const char *file)
{
    size_t len = strlen(file), end = strlen(SHELF_SUFFIX);
    *item = (struct trash_item){0};
    if (len < end + STAMP + 1 || strcmp(file + len - end, SHELF_SUFFIX) != 0)
        return false;
    struct span id = {file, len - end - STAMP};
    if (file[id.len] != '.' || !name_is_id(id) ||
        !read_stamp(&item->until, (struct span){file + id.len + 1, STAMP - 1}))
        return false;
    memcpy(item->id, id.at, id.len);
    return true;
}

/* What it says of itself, if it can be read: it goes when its time is over all the same. */
static int look(struct trash_item *item, struct shelf *s, struct fault *f)
{
    struct bundle b;
    struct stat st;
    struct fault why = {0};
    const char *path = trash_path(s, item->id, item->until, f);
    if (!path)
        return -1;
    item->size = stat(path, &st) == 0 ? st.st_size : 0;
    if (bundle_open(&b, path, item->id, &why) == 0) {
        memcpy(item->class, b.head.class, sizeof item->class);
        item->created = b.head.created;
    }
    bundle_close(&b);
    if (why.status == STATUS_NO_MEMORY) {
        *f = why;
        return -1;
    }
    return 0;
}

static int add(struct trash *t, struct shelf *s, const char *file, struct fault *f)
{
    struct trash_item item;
    if (!read_name(&item, file))
        return 0;
    if (t->n == t->room) {
        size_t room = t->room ? 2 * t->room : 16;
        struct trash_item *more = realloc(t->at, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for what is in the trash");
        t->at = more;
        t->room = room;
    }
    if (look(&item, s, f) != 0)
        return -1;
    t->at[t->n++] = item;
    return 0;
}

static int by_name(const void *a, const void *b)
{
    const struct trash_item *one = a, *two = b;
    int order = strcmp(one->id, two->id);
    return order ? order : (one->until > two->until) - (one->until < two->until);
}

int trash_open(struct trash *t, struct shelf *s, struct fault *f)
{
    struct dirent **entries;
    *t = (struct trash){0};
    const char *path = shelf_path(s, SHELF_TRASH, f);
    if (!path)
        return -1;
    int n = scandir(path, &entries, NULL, NULL), done = 0;
    if (n < 0)
        return errno == ENOENT ? 0 : fault_errno(f, STATUS_IO, "%s", path);
    for (int i = 0; i < n; i++) {
        if (done == 0)
            done = add(t, s, entries[i]->d_name, f);
        free(entries[i]);
    }
    free(entries);
    if (t->n)
        qsort(t->at, t->n, sizeof *t->at, by_name);
    return done;
}

void trash_close(struct trash *t)
{
    free(t->at);
    *t = (struct trash){0};
}

const struct trash_item *trash_find(const struct trash *t, const char *id)
{
    const struct trash_item *found = NULL;
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->at[i].id, id) == 0)
            found = &t->at[i];
    return found;
}
