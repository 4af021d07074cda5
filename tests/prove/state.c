/* state: changes of the state as programs make them amid a longer run.
 *
 *   state audit WHAT                a line in the audit log
 *   state crowd NAME ARCHIVE RUN    one of many: adds and archives in turn until it is killed
 *
 * crowd says on stdout what it is about to do and what is done ("try audit NAME-7", "did audit
 * NAME-7"), a line each, written at once. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/archive/retain.h"
#include "lib/base/out.h"
#include "lib/state/audit.h"

/* ---- what is done, once ---- */

static int add(const char *what, const char *id, struct fault *f)
{
    char detail[128];
    snprintf(detail, sizeof detail, "{\"id\":\"%s\"}", id);
    return audit_add(&(struct audit_entry){.time = when_now(),
                                           .program = "state",
                                           .what = what,
                                           .detail = span_of(detail)},
                     f);
}

static int archive(const char *dir, char *run, const char *id, struct fault *f)
{
    struct out out = {0};
    char *runs[] = {run};
    out_hold(&out, "the ids of bundles");
    struct retain r = {.dir = dir, .id = id, .level = 1, .threads = 1, .out = &out};
    int done = retain_add(&r, runs, 1, f);
    out_clear(&out, &(struct fault){0});
    return done;
}

/* ---- one of many ---- */

static void say(const char *verb, const char *what, const char *id)
{
    char line[160];
    int len = snprintf(line, sizeof line, "%s %s %s\n", verb, what, id);
    if (write(STDOUT_FILENO, line, (size_t)len) != len)
        exit(1);
}

static int crowd(const char *name, const char *dir, char *run, struct fault *f)
{
    char id[80];
    for (long n = 1;; n++) {
        snprintf(id, sizeof id, "%s-%ld", name, n);
        say("try", "audit", id);
        if (add("run-started", id, f) != 0)
            return -1;
        say("did", "audit", id);
        if (n % 4)
            continue;
        say("try", "archive", id);
        if (archive(dir, run, id, f) != 0)
            return -1;
        say("did", "archive", id);
    }
}

int main(int argc, char **argv)
{
    struct fault f = {0};
    if (argc == 3 && strcmp(argv[1], "audit") == 0)
        add(argv[2], "one", &f);
    else if (argc == 5 && strcmp(argv[1], "crowd") == 0)
        crowd(argv[2], argv[3], argv[4], &f);
    else
        fault(&f, STATUS_USAGE, "state audit WHAT, or state crowd NAME ARCHIVE RUN");
    if (f.status)
        fprintf(stderr, "state: %s\n", f.text);
    return f.status;
}
