#include "lib/state/purged.h"

#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/state/place.h"

static const char name[] = "purged";

int purged_set(when now, struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(64);
    when_format(&text, now);
    buf_byte(&text, '\n');
    int rc = place_path(&path, PLACE_STATE, name, f);
    if (rc == 0)
        rc = buf_check(&text, "a time", f);
    if (rc == 0)
        rc = file_replace(path.at, 0600, buf_view(&text), f);
    buf_free(&path);
    buf_free(&text);
    return rc;
}

int purged_read(when *t, struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(256);
    struct fault why = {0};
    *t = 0;
    int rc = place_find(&path, PLACE_STATE, name, f);
    if (rc == 0 && access(path.at, F_OK) == 0 && (rc = file_read(&text, path.at, f)) == 0 &&
        when_parse(t, (struct span){text.at, text.len ? strcspn(text.at, "\n") : 0}, &why) != 0)
        rc = fault(f, STATUS_CONFIG, "%s: not the time of a purge: move the file away", path.at);
    buf_free(&path);
    buf_free(&text);
    return rc;
}
