#include "lib/state/purged.h"

#include "lib/state/place.h"
#include "lib/state/time_file.h"

static const char name[] = "purged";

int purged_set(when now, struct fault *f)
{
    struct buf path = BUF(4095);
    int rc = place_path(&path, PLACE_STATE, name, f);
    if (rc == 0)
        rc = time_file_put(path.at, now, f);
    buf_free(&path);
    return rc;
}

int purged_read(when *t, struct fault *f)
{
    struct buf path = BUF(4095);
    bool there;
    *t = 0;
    int rc = place_find(&path, PLACE_STATE, name, f);
    if (rc == 0 && (rc = time_file_read(path.at, &there, t, f)) == 1)
        rc = fault(f, STATUS_CONFIG, "%s: not the time of a purge: move the file away", path.at);
    buf_free(&path);
    return rc;
}
