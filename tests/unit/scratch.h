#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

/* A directory of the test's own, with state and configuration below it; gone at the end of main. */

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char scratch[] = "/tmp/callmine-unit-XXXXXX";
static pid_t scratch_owner;

static int scratch_remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st, (void)type, (void)at;
    return remove(path);
}

static void scratch_remove(void)
{
    if (getpid() == scratch_owner)
        nftw(scratch, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static inline const char *scratch_begin(void)
{
    static char state[64], config[64];
    if (!mkdtemp(scratch))
        exit(1);
    scratch_owner = getpid();
    atexit(scratch_remove);
    snprintf(state, sizeof(state), "%s/state", scratch);
    snprintf(config, sizeof(config), "%s/config", scratch);
    setenv("STATE_DIRECTORY", state, 1);
    setenv("CONFIGURATION_DIRECTORY", config, 1);
    unsetenv("CREDENTIALS_DIRECTORY");
    return scratch;
}

#endif
