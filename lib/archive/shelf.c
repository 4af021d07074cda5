#include "lib/archive/shelf.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/archive/bundle.h"
#include "lib/archive/journal.h"
#include "lib/archive/tree.h"
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

int shelf_lines(struct shelf *s, const char *file, const char *mend, bool *there,
                int (*each)(void *who, struct span line, struct fault *f), void *who,
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
        struct span span = {at, (size_t)((newline ? newline : end) - at)};
        done = each(who, span, f);
        if (done != 0 && f->status != STATUS_NO_MEMORY)
            fault(f, STATUS_BAD_RECORD, "%s/%s:%lld: damaged; %s", s->dir, file, (long long)line,
                  mend);
        at = newline ? newline + 1 : end;
    }
    buf_free(&text);
    return done;
}

static int read_card(void *who, struct span line, struct fault *f)
{
    struct card card;
    return card_read(&card, line, f) == 0 ? shelf_add(who, &card, f) : -1;
}

static int read_hold(void *who, struct span line, struct fault *f)
{
    return holds_take(&((struct shelf *)who)->holds, line, f);
}

int shelf_save_holds(struct shelf *s, struct fault *f)
{
    struct buf text = BUF(INDEX_LIMIT);
    const char *path = shelf_path(s, SHELF_HOLDS, f);
    for (size_t i = 0; i < s->holds.n; i++)
        hold_line(&text, &s->holds.at[i]);
    int done = path ? buf_check(&text, path, f) : -1;
    if (done == 0)
        done = text.len ? file_replace(path, 0600, buf_view(&text), f) : file_remove(path, f);
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

/* One that cannot be read stays where it is, and is named. */
int shelf_take_in(struct shelf *s, const char *id, struct fault *f)
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
    return shelf_add(s, &card, f);
}

static int take_in(struct shelf *s, const char *id, void *changed, struct fault *f)
{
    size_t n = s->n;
    int done = shelf_take_in(s, id, f);
    *(bool *)changed = *(bool *)changed || s->n != n;
    return done;
}

/* A change that has begun is ended; what is new is in the index. */
static int settle(struct shelf *s, bool changed, struct fault *f)
{
    bool begun;
    if (journal_settle(s, &begun, f) != 0)
        return -1;
    return changed && !begun ? shelf_save(s, f) : 0;
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

/* With it goes what a killed process has left half written, or unpacked. */
static int take_lock(struct shelf *s, struct fault *f)
{
    const char *path = shelf_path(s, SHELF_LOCK, f);
    if (!path || lock_take(&s->lock, path, true, f) != 0)
        return -1;
    file_sweep_dir(s->dir);
    if (!(path = shelf_path(s, SHELF_TRASH, f)))
        return -1;
    file_sweep_dir(path);
    path = shelf_path(s, SHELF_WORK, f);
    if (!path || tree_remove(path, f) != 0)
        return -1;
    /* What is found there may be of a process that was killed before it was on the disk. */
    return file_sync_dir(s->dir, f);
}

static int read_holds(struct shelf *s, struct fault *f)
{
    bool there;
    return shelf_lines(s, SHELF_HOLDS, "mend it by hand: it says what must not be deleted", &there,
                       read_hold, s, f);
}

int shelf_open(struct shelf *s, const char *dir, enum shelf_use use, bool make,
               const struct listener *l, struct fault *f)
{
    bool indexed, changed = false;
    if (begin(s, dir, l, make, f) != 0 || (use == SHELF_CHANGE && take_lock(s, f) != 0) ||
        read_holds(s, f) != 0 ||
        shelf_lines(s, SHELF_INDEX, "cm-retain reindex builds it anew", &indexed, read_card, s,
                    f) != 0)
        return -1;
    if ((use != SHELF_LOOK || !indexed) && shelf_scan(s, take_in, &changed, f) != 0)
        return -1;
    return use == SHELF_CHANGE ? settle(s, changed, f) : journal_heed(s, f);
}

int shelf_reindex(struct shelf *s, const char *dir, const struct listener *l, struct fault *f)
{
    bool changed = false;
    if (begin(s, dir, l, false, f) != 0 || take_lock(s, f) != 0 || read_holds(s, f) != 0 ||
        shelf_scan(s, take_in, &changed, f) != 0)
        return -1;
    return settle(s, true, f);
}

void shelf_close(struct shelf *s)
{
    lock_drop(&s->lock);
    free(s->cards);
    holds_clear(&s->holds);
    buf_free(&s->path);
    *s = (struct shelf){.lock = {.fd = -1}};
}
