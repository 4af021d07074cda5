#include "lib/run/against.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/run/child.h"

enum { TRIES = 10 };

bool against_is_wanted(const struct runs_entry *e)
{
    struct buf value = BUF(64 << 10);
    bool wanted =
        runs_setting(&value, e, "AGAINST") && strcmp(value.at ? value.at : "", "last-run") == 0;
    buf_free(&value);
    return wanted;
}

/* 1: the archive does not have it. */
static int read_out(const char *path, const char *id, int log, struct fault *f)
{
    char program[] = "cm-retain", verb[] = "cat", member[] = "rollup.json", name[RUNS_ID];
    char *argv[] = {program, verb, name, member, NULL};
    char part[4096 + 8];
    int status = 0;
    snprintf(name, sizeof name, "%s", id);
    snprintf(part, sizeof part, "%s.part", path);
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return fault_errno(f, STATUS_CANT_CREATE, "%s", part);
    int rc = child_run(&(struct child){.argv = argv, .out = fd, .log = log}, &status, f);
    close(fd);
    if (rc == 0 && status != 0)
        rc = unlink(part) == 0 ? 1 : fault_errno(f, STATUS_IO, "%s", part);
    if (rc == 0 && rename(part, path) != 0)
        rc = fault_errno(f, STATUS_IO, "%s", path);
    return rc;
}

int against_find(struct buf *path, const struct runs_entry *e, int log, struct fault *f)
{
    struct runs_list all = {0};
    int rc = runs_path(path, e->id, ".against.json", f), tries = 0;
    bool there = rc == 0 && access(path->at, F_OK) == 0;
    if (rc == 0 && !there)
        rc = runs_list(&all, e->schedule, f);
    for (size_t i = all.n; rc == 0 && !there && i > 0 && tries < TRIES; i--) {
        const struct runs_entry *was = &all.at[i - 1];
        if (was->state != RUNS_COMPLETED || was->slot >= e->slot)
            continue;
        tries++;
        rc = read_out(path->at, was->id, log, f);
        there = rc == 0;
        rc = rc == 1 ? 0 : rc;
    }
    if (!there)
        buf_clear(path);
    runs_list_clear(&all);
    return rc;
}
