#include "lib/run/reviewed.h"

#include <stdio.h>
#include <string.h>
#include "lib/base/file.h"
#include "lib/run/draft.h"
#include "lib/state/place.h"

static int path_of(struct buf *path, const char *name, bool make, struct fault *f)
{
    char file[SCHEDULE_NAME + 32];
    snprintf(file, sizeof file, "schedules/%s.reviewed", name);
    return make ? place_path(path, PLACE_STATE, file, f) : place_find(path, PLACE_STATE, file, f);
}

int reviewed_set(const struct schedule *s, struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(DIGEST_TEXT + 1);
    char digest[DIGEST_TEXT];
    draft_digest(s, digest);
    buf_format(&text, "%s\n", digest);
    int rc = path_of(&path, s->name, true, f) != 0 ||
                     file_replace(path.at, 0600, buf_view(&text), f) != 0
                 ? -1
                 : 0;
    buf_free(&path);
    buf_free(&text);
    return rc;
}

int reviewed_is(bool *is, const struct schedule *s, struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(1024);
    struct fault why = {0};
    char digest[DIGEST_TEXT];
    draft_digest(s, digest);
    int rc = path_of(&path, s->name, false, f);
    if (rc == 0 && file_read(&text, path.at, &why) != 0 && why.status != STATUS_NO_INPUT) {
        *f = why;
        rc = -1;
    }
    *is = text.len == DIGEST_TEXT && memcmp(text.at, digest, DIGEST_TEXT - 1) == 0;
    buf_free(&path);
    buf_free(&text);
    return rc;
}

int reviewed_forget(const char *name, struct fault *f)
{
    struct buf path = BUF(4095);
    int rc = path_of(&path, name, true, f) != 0 || file_remove(path.at, f) != 0 ? -1 : 0;
    buf_free(&path);
    return rc;
}
