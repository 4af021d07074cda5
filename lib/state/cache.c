#include "lib/state/cache.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/state/place.h"

enum { ENTRY_BYTES = 256 << 20, PATH_BYTES = 8192 };

int cache_open(struct cache *c, const char *name, struct fault *f)
{
    c->dir = BUF(PATH_BYTES);
    return place_path(&c->dir, PLACE_CACHE, name, f) != 0 ? -1 : file_make_dirs(c->dir.at, 0700, f);
}

void cache_clear(struct cache *c)
{
    buf_free(&c->dir);
}

/* ---- one entry ---- */

static struct flock range_of(const char *key, short kind)
{
    char digits[16] = {0};
    memcpy(digits, key, 15);
    return (struct flock){.l_type = kind,
                          .l_whence = SEEK_SET,
                          .l_start = (off_t)strtoull(digits, NULL, 16),
                          .l_len = 1};
}

/* An open file's own lock: threads exclude each other as processes do. */
static int lock_key(const struct cache *c, const char *key, bool wait, struct fault *f)
{
    struct buf path = BUF(PATH_BYTES);
    struct flock range = range_of(key, F_WRLCK);
    buf_format(&path, "%s/lock", c->dir.at);
    int fd =
        buf_check(&path, "a path", f) == 0 ? open(path.at, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (fd < 0 && path.state == BUF_SOUND)
        fault_errno(f, STATUS_CANT_CREATE, "cannot open %s", path.at);
    int rc = -1;
    while (fd >= 0 && (rc = fcntl(fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &range)) != 0 &&
           errno == EINTR)
        ;
    if (fd >= 0 && rc != 0) {
        fault_errno(f, wait ? STATUS_IO : STATUS_TRY_LATER, "cannot lock %s", path.at);
        close(fd);
        fd = -1;
    }
    buf_free(&path);
    return fd;
}

static void path_of(struct buf *path, const struct cache *c, const char *key)
{
    buf_clear(path);
    buf_format(path, "%s/%.2s/%s.ndjson", c->dir.at, key, key);
}

/* Whole lines only: what a crash tore off is overwritten by the next that is added. */
static int read_entry(struct cache_entry *e, struct fault *f)
{
    buf_clear(&e->bytes);
    if (access(e->path.at, F_OK) != 0)
        return 0;
    if (file_read(&e->bytes, e->path.at, f) != 0)
        return -1;
    size_t whole = e->bytes.len;
    while (whole > 0 && e->bytes.at[whole - 1] != '\n')
        whole--;
    if (whole < e->bytes.len && truncate(e->path.at, (off_t)whole) != 0)
        return fault_errno(f, STATUS_IO, "cannot write %s", e->path.at);
    e->bytes.len = whole;
    utimensat(AT_FDCWD, e->path.at, NULL, 0); /* it is used: it stays longer */
    return 0;
}

int cache_enter(struct cache_entry *e, const struct cache *c, const char key[static DIGEST_TEXT],
                struct fault *f)
{
    e->bytes.limit = e->line.limit = ENTRY_BYTES;
    e->path.limit = PATH_BYTES;
    buf_clear(&e->bytes);
    buf_clear(&e->line);
    memcpy(e->key, key, DIGEST_TEXT);
    if (!c->dir.at)
        return 0;
    path_of(&e->path, c, key);
    if (buf_check(&e->path, "a path", f) != 0)
        return -1;
    e->lock = lock_key(c, key, true, f);
    return e->lock >= 0 ? read_entry(e, f) : -1;
}

static struct span next_line(struct span *rest)
{
    const char *newline = memchr(rest->at, '\n', rest->len);
    struct span line = {rest->at, (size_t)(newline - rest->at)};
    *rest = (struct span){newline + 1, rest->len - line.len - 1};
    return line;
}

struct span cache_find(const struct cache_entry *e, const char *name)
{
    struct span rest = buf_view(&e->bytes), found = SPAN_NONE, value;
    struct fault none;
    while (rest.len > 0) {
        struct json_walk w;
        if (json_check(next_line(&rest), &value, &none) != 0 || json_kind(value) != JSON_ARRAY)
            continue;
        for (json_walk(&w, value); json_next(&w);)
            if (json_text_is(json_member(w.value, span_of("k")), name))
                found = json_member(w.value, span_of("v"));
    }
    return found;
}

void cache_add(struct cache_entry *e, const char *name, struct span value)
{
    struct json_writer w = {.b = &e->line};
    buf_byte(&e->line, e->line.len ? ',' : '[');
    json_open(&w, NULL, '{');
    json_put_text(&w, "k", span_of(name));
    json_put(&w, "v", value);
    json_close(&w, '}');
}

static int append(struct cache_entry *e, struct fault *f)
{
    struct buf dir = BUF(PATH_BYTES);
    buf_add(&dir, e->path.at, (size_t)(strrchr(e->path.at, '/') - e->path.at));
    bool fresh = access(e->path.at, F_OK) != 0;
    int rc = buf_check(&dir, "a path", f);
    if (rc == 0 && fresh)
        rc = file_make_dirs(dir.at, 0700, f);
    int fd = rc == 0 ? open(e->path.at, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (rc == 0 && fd < 0)
        rc = fault_errno(f, STATUS_CANT_CREATE, "cannot write %s", e->path.at);
    if (rc == 0)
        rc = file_write(fd, buf_view(&e->line), e->path.at, f);
    if (rc == 0 && fsync(fd) != 0)
        rc = fault_errno(f, STATUS_IO, "cannot write %s", e->path.at);
    if (fd >= 0)
        close(fd);
    if (rc == 0 && fresh)
        rc = file_sync_dir(dir.at, f);
    buf_free(&dir);
    return rc;
}

int cache_put(struct cache_entry *e, struct fault *f)
{
    if (e->line.len)
        buf_text(&e->line, "]\n");
    if (buf_check(&e->line, "what is to be kept", f) != 0)
        return -1;
    return e->lock >= 0 && e->line.len && append(e, f) != 0 ? -1 : cache_hold(e, f);
}

int cache_hold(struct cache_entry *e, struct fault *f)
{
    if (e->line.len && e->line.at[e->line.len - 1] != '\n')
        buf_text(&e->line, "]\n");
    buf_span(&e->bytes, buf_view(&e->line));
    buf_clear(&e->line);
    return buf_check(&e->bytes, "what was kept", f);
}

void cache_leave(struct cache_entry *e)
{
    if (e->lock >= 0)
        close(e->lock);
    e->lock = CACHE_SHUT;
}

void cache_entry_clear(struct cache_entry *e)
{
    cache_leave(e);
    buf_free(&e->path);
    buf_free(&e->bytes);
    buf_free(&e->line);
}

/* ---- how much is kept ---- */

struct kept {
    char key[DIGEST_TEXT];
    int64_t bytes;
    struct timespec used;
};

struct shelf {
    struct kept *at;
    size_t n, room;
    int64_t bytes;
};

static int note(struct shelf *s, int dir, const char *name, struct fault *f)
{
    struct stat st;
    if (strlen(name) != DIGEST_TEXT - 1 + strlen(".ndjson") || fstatat(dir, name, &st, 0) != 0)
        return 0;
    if (s->n == s->room) {
        size_t more = s->room * 2 + 64;
        void *grown = realloc(s->at, more * sizeof *s->at);
        if (!grown)
            return fault(f, STATUS_NO_MEMORY, "no memory for the cache's list");
        s->at = grown;
        s->room = more;
    }
    struct kept *k = &s->at[s->n++];
    *k = (struct kept){.bytes = st.st_size, .used = st.st_mtim};
    memcpy(k->key, name, DIGEST_TEXT - 1);
    s->bytes += st.st_size;
    return 0;
}

static int list(struct shelf *s, const struct cache *c, struct fault *f)
{
    struct buf path = BUF(PATH_BYTES);
    int rc = 0;
    for (int i = 0; i < 256 && rc == 0; i++) {
        buf_clear(&path);
        buf_format(&path, "%s/%02x", c->dir.at, i);
        DIR *dir = path.state == BUF_SOUND ? opendir(path.at) : NULL;
        for (struct dirent *e; dir && rc == 0 && (e = readdir(dir));)
            rc = note(s, dirfd(dir), e->d_name, f);
        if (dir)
            closedir(dir);
    }
    buf_free(&path);
    return rc;
}

static int by_use(const void *a, const void *b)
{
    const struct kept *x = a, *y = b;
    if (x->used.tv_sec != y->used.tv_sec)
        return x->used.tv_sec < y->used.tv_sec ? -1 : 1;
    if (x->used.tv_nsec != y->used.tv_nsec)
        return x->used.tv_nsec < y->used.tv_nsec ? -1 : 1;
    return strcmp(x->key, y->key);
}

int cache_trim(const struct cache *c, int64_t bytes, int64_t *kept, struct fault *f)
{
    struct shelf s = {0};
    struct buf path = BUF(PATH_BYTES);
    struct fault held;
    int rc = c->dir.at ? list(&s, c, f) : 0;
    if (rc == 0 && s.n)
        qsort(s.at, s.n, sizeof *s.at, by_use);
    for (size_t i = 0; i < s.n && rc == 0 && s.bytes > bytes; i++) {
        int lock = lock_key(c, s.at[i].key, false, &held);
        if (lock < 0)
            continue; /* somebody works with it */
        path_of(&path, c, s.at[i].key);
        if (unlink(path.at) == 0 || errno == ENOENT)
            s.bytes -= s.at[i].bytes;
        else
            rc = fault_errno(f, STATUS_IO, "cannot remove %s", path.at);
        close(lock);
    }
    *kept = s.bytes;
    free(s.at);
    buf_free(&path);
    return rc;
}
