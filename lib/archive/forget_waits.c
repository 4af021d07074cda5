#include "lib/archive/forget_waits.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/state/digest.h"

static const char WAITS[] = "forget-", END[] = ".json";

bool forget_is_journal(const char *name)
{
    size_t n = strlen(name), end = sizeof END - 1;
    return strcmp(name, FORGET_JOURNAL) == 0 || (strncmp(name, WAITS, sizeof WAITS - 1) == 0 &&
                                                 n > end && strcmp(name + n - end, END) == 0);
}

static int is_journal(const struct dirent *e)
{
    return forget_is_journal(e->d_name);
}

int forget_waits(struct ids *names, const char *dir, struct fault *f)
{
    struct dirent **files = NULL;
    int rc = 0, n = scandir(dir, &files, is_journal, alphasort);
    if (n < 0 && errno != ENOENT)
        rc = fault_errno(f, STATUS_IO, "%s", dir);
    for (int i = 0; i < n; i++) {
        if (rc == 0)
            rc = ids_add_text(names, span_of(files[i]->d_name), NULL, NULL, f);
        free(files[i]);
    }
    free(files);
    return rc;
}

int forget_wait(const char *dir, struct span journal, struct fault *f)
{
    char sha256[DIGEST_TEXT];
    struct buf from = BUF(8192), to = BUF(8192);
    digest_of(journal, sha256);
    buf_format(&from, "%s/" FORGET_JOURNAL, dir);
    buf_format(&to, "%s/%s%.16s%s", dir, WAITS, sha256, END);
    int rc = buf_check(&from, dir, f) == 0 ? buf_check(&to, dir, f) : -1;
    if (rc == 0 && rename(from.at, to.at) != 0)
        rc = fault_errno(f, STATUS_IO, "%s", from.at);
    buf_free(&from);
    buf_free(&to);
    return rc == 0 ? file_sync_dir(dir, f) : -1;
}
