#include "lib/archive/shelf.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/archive/bundle.h"
#include "lib/base/file.h"

enum { INDEX_LIMIT = 512 << 20 };

/* ---- paths ---- */

const char *shelf_path(struct shelf *s, const char *file, struct fault *f)
{
    buf_clear(&s->path);
    buf_format(&s->path, "%s/%s", s->dir, file);
    return buf_check(&s->path, s->dir, f) == 0 ? s->path.at : NULL;
}

const char *shelf_bundle(struct shelf *s, const char *id, struct fault *f)
{
    buf_clear(&s->path);
    buf_format(&s->path, "%s/%s" SHELF_SUFFIX, s->dir, id);
    return buf_check(&s->path, s->dir, f) == 0 ? s->path.at : NULL;
}

/* ---- cards ---- */

/* Where the id is, or would be put in. */
static size_t place_of(const struct shelf *s, const char *id)
{
    size_t low = 0, high = s->n;
    while (low < high) {
        size_t at = low + (high - low) / 2;
        if (strcmp(s->cards[at].id, id) < 0)
            low = at + 1;
        else
            high = at;
    }
    return low;
}

const struct card *shelf_find(const struct shelf *s, const char *id)
{
    size_t at = place_of(s, id);
    return at < s->n && strcmp(s->cards[at].id, id) == 0 ? &s->cards[at] : NULL;
}

int shelf_add(struct shelf *s, const struct card *card, struct fault *f)
{
    size_t at = place_of(s, card->id);
    if (at < s->n && strcmp(s->cards[at].id, card->id) == 0) {
        s->cards[at] = *card;
        return 0;
    }
    if (s->n == s->room) {
        size_t room = s->room ? 2 * s->room : 64;
        struct card *more = realloc(s->cards, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "%s: no memory for its index", s->dir);
        s->cards = more;
        s->room = room;
    }
    memmove(s->cards + at + 1, s->cards + at, (s->n - at) * sizeof *s->cards);
    s->cards[at] = *card;
    s->n++;
    return 0;
}

void shelf_drop(struct shelf *s, const char *id)
{
    size_t at = place_of(s, id);
    if (at == s->n || strcmp(s->cards[at].id, id) != 0)
        return;
    s->n--;
    memmove(s->cards + at, s->cards + at + 1, (s->n - at) * sizeof *s->cards);
}

int shelf_save(struct shelf *s, struct fault *f)
{
    struct buf text = BUF(INDEX_LIMIT);
    const char *path = shelf_path(s, SHELF_INDEX, f);
    for (size_t i = 0; i < s->n; i++)
        card_add(&text, &s->cards[i]);
    int done = path ? buf_check(&text, path, f) : -1;
    if (done == 0)
        done = file_replace(path, 0600, text.len ? buf_view(&text) : (struct span){"", 0}, f);
    buf_free(&text);
    return done;
}

/* Each card of a file of cards; *there = the file exists. */
static int read_cards(struct shelf *s, const char *file, bool *there,
                      int (*each)(struct shelf *, const struct card *, struct fault *),
                      struct fault *f)
{
    struct buf text = BUF(INDEX_LIMIT);
    const char *path = shelf_path(s, file, f);
    if (!path)
        return -1;
    *there = access(path, F_OK) == 0;
    if (!*there)
        return errno == ENOENT ? 0 : fault_errno(f, STATUS_IO, "%s", path);
    int done = file_read(&text, path, f);
    char *at = text.at, *end = text.at + text.len;
    for (int64_t line = 1; done == 0 && at < end; line++) {
        char *newline = memchr(at, '\n', (size_t)(end - at));
        struct card card;
        struct span span = {at, (size_t)((newline ? newline : end) - at)};
        done = card_read(&card, span, f);
        if (done != 0)
            fault(f, STATUS_BAD_RECORD, "%s:%lld: damaged; %s", s->path.at, (long long)line,
                  strcmp(file, SHELF_INDEX) == 0
                      ? "cm-retain reindex builds it anew"
                      : "remove this file, the next prune finds the same bundles");
        else
            done = each(s, &card, f);
        at = newline ? newline + 1 : end;
    }
    buf_free(&text);
    return done;
}

/* ---- the directory ---- */

static bool id_of(char id[static NAME_ID], const char *file)
{
    size_t len = strlen(file), end = strlen(SHELF_SUFFIX);
    if (len <= end || strcmp(file + len - end, SHELF_SUFFIX) != 0 ||
        !name_is_id((struct span){file, len - end}))
        return false;
    memcpy(id, file, len - end);
    id[len - end] = '\0';
    return true;
}

int shelf_scan(struct shelf *s,
               int (*see)(struct shelf *s, const char *id, void *who, struct fault *f), void *who,
               struct fault *f)
{
    char id[NAME_ID];
    struct dirent **entries;
    int n = scandir(s->dir, &entries, NULL, alphasort), done = 0;
    if (n < 0)
        return fault_errno(f, STATUS_NO_INPUT, "%s", s->dir);
    for (int i = 0; i < n; i++) {
        if (done == 0 && id_of(id, entries[i]->d_name))
            done = see(s, id, who, f);
        free(entries[i]);
    }
    free(entries);
    return done;
}

/* A bundle that is there but not on a card. One that cannot be read stays where it is, and is
 * named. */
static int take_in(struct shelf *s, const char *id, void *changed, struct fault *f)
{
    struct card card;
    struct fault why = {0};
    if (shelf_find(s, id))
        return 0;
    const char *path = shelf_bundle(s, id, f);
    if (!path)
        return -1;
    if (bundle_card(&card, path, id, &why) != 0) {
        if (why.status == STATUS_NO_MEMORY) {
            *f = why;
            return -1;
        }
        notice(s->listener, "left out of the index: %s", why.text);
        return 0;
    }
    *(bool *)changed = true;
    return shelf_add(s, &card, f);
}

/* What a process that was killed left half written. */
static void sweep(struct shelf *s)
{
    struct fault ignored;
    struct dirent *e;
    DIR *d = opendir(s->dir);
    while (d && (e = readdir(d)))
        if (file_is_beside(e->d_name) && shelf_path(s, e->d_name, &ignored))
            unlink(s->path.at);
    if (d)
        closedir(d);
}

static int forget(struct shelf *s, const struct card *card, struct fault *f)
{
    (void)f;
    shelf_drop(s, card->id);
    return 0;
}

static int unlink_bundle(struct shelf *s, const struct card *card, struct fault *f)
{
    const char *path = shelf_bundle(s, card->id, f);
    if (!path)
        return -1;
    if (unlink(path) != 0 && errno != ENOENT)
        return fault_errno(f, STATUS_IO, "%s", path);
    return forget(s, card, f);
}

/* A prune that has begun: its bundles go, then the index is written, then the journal goes. */
static int settle(struct shelf *s, bool changed, struct fault *f)
{
    bool begun;
    if (read_cards(s, SHELF_JOURNAL, &begun, unlink_bundle, f) != 0)
        return -1;
    if (begun && file_sync_dir(s->dir, f) != 0)
        return -1;
    if ((begun || changed) && shelf_save(s, f) != 0)
        return -1;
    const char *path = begun ? shelf_path(s, SHELF_JOURNAL, f) : NULL;
    return !begun ? 0 : path ? file_remove(path, f) : -1;
}

/* ---- opening ---- */

static int begin(struct shelf *s, const char *dir, const struct listener *l, bool make,
                 struct fault *f)
{
    struct stat st;
    *s = (struct shelf){.dir = dir, .lock = {.fd = -1}, .listener = l, .path = BUF(8192)};
    if (make)
        return file_make_dirs(dir, 0700, f);
    if (stat(dir, &st) != 0)
        return errno == ENOENT
                   ? fault(f, STATUS_NO_INPUT, "%s: no archive there; cm-retain add makes one", dir)
                   : fault_errno(f, STATUS_NO_INPUT, "%s", dir);
    return S_ISDIR(st.st_mode) ? 0 : fault(f, STATUS_NO_INPUT, "%s: not a directory", dir);
}

static int take_lock(struct shelf *s, struct fault *f)
{
    const char *path = shelf_path(s, SHELF_LOCK, f);
    if (!path || lock_take(&s->lock, path, true, f) != 0)
        return -1;
    sweep(s);
    return 0;
}

int shelf_open(struct shelf *s, const char *dir, enum shelf_use use, bool make,
               const struct listener *l, struct fault *f)
{
    bool indexed, begun, changed = false;
    if (begin(s, dir, l, make, f) != 0 || (use == SHELF_CHANGE && take_lock(s, f) != 0) ||
        read_cards(s, SHELF_INDEX, &indexed, shelf_add, f) != 0)
        return -1;
    if ((use != SHELF_LOOK || !indexed) && shelf_scan(s, take_in, &changed, f) != 0)
        return -1;
    if (use == SHELF_CHANGE)
        return settle(s, changed, f);
    return read_cards(s, SHELF_JOURNAL, &begun, forget, f);
}

int shelf_reindex(struct shelf *s, const char *dir, const struct listener *l, struct fault *f)
{
    bool changed;
    if (begin(s, dir, l, false, f) != 0 || take_lock(s, f) != 0 ||
        shelf_scan(s, take_in, &changed, f) != 0)
        return -1;
    return settle(s, true, f);
}

void shelf_close(struct shelf *s)
{
    lock_drop(&s->lock);
    free(s->cards);
    buf_free(&s->path);
    *s = (struct shelf){.lock = {.fd = -1}};
}
