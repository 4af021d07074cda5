#include "lib/state/purging.h"

#include <string.h>
#include <sys/stat.h>
#include "lib/base/file.h"
#include "lib/state/place.h"

enum { PURGING_LIMIT = 256 << 20 };

static int path_to(struct buf *path, struct fault *f)
{
    return place_find(path, PLACE_STATE, "purging", f);
}

int purging_read(struct purging *p, struct fault *f)
{
    struct stat st;
    struct buf path = BUF(4096), text = BUF(PURGING_LIMIT);
    int rc = path_to(&path, f);
    p->begun = rc == 0 && stat(path.at, &st) == 0;
    if (p->begun)
        p->since = st.st_mtim;
    if (p->begun)
        rc = file_read(&text, path.at, f);
    for (const char *at = text.at, *end = at + text.len; rc == 0 && at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t len = (size_t)((newline ? newline : end) - at);
        rc = ids_add_text(&p->meant, (struct span){at, len}, NULL, NULL, f);
        at += len + 1;
    }
    buf_free(&path);
    buf_free(&text);
    return rc;
}

void purging_clear(struct purging *p)
{
    ids_clear(&p->meant);
    *p = (struct purging){0};
}

int purging_write(const struct ids *meant, struct fault *f)
{
    struct buf path = BUF(4096), text = BUF(PURGING_LIMIT);
    for (size_t i = 0; i < meant->n; i++) {
        buf_span(&text, ids_at(meant, i));
        buf_byte(&text, '\n');
    }
    int rc = path_to(&path, f);
    if (rc == 0)
        rc = buf_check(&text, path.at, f);
    if (rc == 0)
        rc = file_replace(path.at, 0600, text.len ? buf_view(&text) : (struct span){"", 0}, f);
    buf_free(&path);
    buf_free(&text);
    return rc;
}

int purging_end(struct fault *f)
{
    struct buf path = BUF(4096);
    int rc = path_to(&path, f);
    if (rc == 0)
        rc = file_remove(path.at, f);
    buf_free(&path);
    return rc;
}

void purging_tell(const struct listener *l)
{
    struct purging p = {0};
    struct fault unread;
    purging_read(&p, &unread);
    if (p.begun)
        notice(l, "a purge was begun and is not ended: cm-retain purge ends it");
    purging_clear(&p);
}
