#include "lib/run/against.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/run/child.h"
#include "lib/run/stages.h"

enum { TRIES = 10 };

bool against_is_wanted(const struct runs_entry *e)
{
    struct buf value = BUF(64 << 10);
    bool wanted =
        runs_setting(&value, e, "AGAINST") && strcmp(value.at ? value.at : "", "last-run") == 0;
    buf_free(&value);
    return wanted;
}

static bool is_of_profile(const struct runs_entry *e, const struct buf *profile)
{
    struct buf its = BUF(256);
    runs_profile(&its, e);
    bool same = span_equal(buf_view(&its), buf_view(profile));
    buf_free(&its);
    return same;
}

/* 1: the archive does not have it, or not whole. What may go by itself is a fault. */
static int read_out(const char *path, const char *id, int log, struct fault *f)
{
    char program[] = "cm-retain", verb[] = "cat", member[] = "rollup.json", name[RUNS_ID];
    char *argv[] = {program, verb, name, member, NULL};
    int status = 0;
    snprintf(name, sizeof name, "%s", id);
    if (child_file(&(struct child){.argv = argv, .log = log}, path, &status, f) != 0)
        return -1;
    return stages_again(stages_status(status))
               ? fault(f, stages_status(status), "cm-retain cat %s ended with %d", id, status)
               : status != 0;
}

int against_find(struct buf *path, const struct runs_entry *e, int log, struct fault *f)
{
    struct runs_list all = {0};
    struct buf profile = BUF(256);
    int rc = runs_path(path, e->id, ".against.json", f), tries = 0;
    runs_profile(&profile, e);
    bool there = rc == 0 && access(path->at, F_OK) == 0;
    if (rc == 0 && !there)
        rc = runs_list(&all, e->schedule, f);
    for (size_t i = all.n; rc == 0 && !there && i > 0 && tries < TRIES; i--) {
        const struct runs_entry *was = &all.at[i - 1];
        if (was->state != RUNS_COMPLETED || was->slot >= e->slot || !is_of_profile(was, &profile))
            continue;
        tries++;
        rc = read_out(path->at, was->id, log, f);
        there = rc == 0;
        rc = rc == 1 ? 0 : rc;
    }
    if (!there)
        buf_clear(path);
    runs_list_clear(&all);
    buf_free(&profile);
    return rc;
}
