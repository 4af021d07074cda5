#include "lib/run/manager.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/run/actor.h"
#include "lib/run/child.h"
#include "lib/run/tool.h"

enum { UNIT = 128, ANSWER = 4 << 20 };

static int user_units(struct manager *m, struct fault *f)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (config && config[0] == '/')
        snprintf(m->dir, sizeof m->dir, "%s/systemd/user", config);
    else if (home && home[0] == '/')
        snprintf(m->dir, sizeof m->dir, "%s/.config/systemd/user", home);
    else
        return fault(f, STATUS_CONFIG, "no directory for a person's units: set HOME");
    return 0;
}

int manager_begin(struct manager *m, enum manager_kind kind, const char *dir, struct fault *f)
{
    m->kind = kind;
    if (kind == MANAGER_USER)
        return user_units(m, f);
    snprintf(m->dir, sizeof m->dir, "%s", kind == MANAGER_SYSTEM ? "/etc/systemd/system" : dir);
    return 0;
}

int manager_check(const struct manager *m, struct fault *f)
{
    return m->kind != MANAGER_SYSTEM || actor_is_root()
               ? 0
               : fault(f, STATUS_USAGE, "the system's timers are root's: say it with sudo");
}

bool manager_there(const struct manager *m)
{
    char path[4096];
    const char *at = getenv("PATH");
    if (m->kind == MANAGER_NONE)
        return false;
    for (at = at ? at : "/usr/bin:/bin"; *at;) {
        size_t n = strcspn(at, ":");
        snprintf(path, sizeof path, "%.*s/systemctl", (int)n, at);
        if (n && access(path, X_OK) == 0)
            return true;
        at += n + (at[n] == ':');
    }
    return false;
}

/* systemctl [--user] WORDS... */
static int systemctl(const struct manager *m, const char *const *words, int out, int log,
                     int *status, struct fault *f)
{
    size_t all = 0, n = 0;
    while (words[all])
        all++;
    char **argv = calloc(all + 3, sizeof *argv);
    if (!argv)
        return fault(f, STATUS_NO_MEMORY, "no memory for a command line");
    argv[n++] = (char *)(size_t) "systemctl";
    if (m->kind == MANAGER_USER)
        argv[n++] = (char *)(size_t) "--user";
    memcpy(argv + n, words, all * sizeof *argv);
    int rc = actor_root(f);
    if (rc == 0)
        rc = child_run(&(struct child){.argv = argv, .out = out, .log = log}, status, f);
    free(argv);
    return actor_owner(rc == 0 ? f : &(struct fault){0}) == 0 ? rc : -1;
}

static int tell(const struct manager *m, const char *const *words, struct fault *f)
{
    int status;
    if (manager_there(m)) {
        if (systemctl(m, words, STDERR_FILENO, STDERR_FILENO, &status, f) != 0)
            return -1;
        return status == 0
                   ? 0
                   : fault(f, STATUS_TRY_LATER,
                           "systemctl %s ended with %d: the schedule's files are as they should "
                           "be; give the same command again when systemd can be told",
                           words[0], status);
    }
    struct buf line = BUF(1024);
    for (const char *const *w = words; *w; w++)
        buf_format(&line, " %s", *w);
    notice(m->listener, "systemd was not told; where it runs: systemctl%s%s",
           m->kind == MANAGER_USER ? " --user" : "", line.len ? line.at : "");
    buf_free(&line);
    return 0;
}

int manager_reload(const struct manager *m, struct fault *f)
{
    return tell(m, (const char *const[]){"daemon-reload", NULL}, f);
}

static int switch_timer(const struct manager *m, const char *what, const char *name,
                        struct fault *f)
{
    char unit[UNIT];
    snprintf(unit, sizeof unit, "callmine@%s.timer", name);
    return tell(m, (const char *const[]){what, "--now", unit, NULL}, f);
}

int manager_start(const struct manager *m, const char *name, struct fault *f)
{
    return manager_reload(m, f) == 0 ? switch_timer(m, "enable", name, f) : -1;
}

int manager_stop(const struct manager *m, const char *name, struct fault *f)
{
    return switch_timer(m, "disable", name, f);
}

int manager_forget(const struct manager *m, const char *name, struct fault *f)
{
    char unit[UNIT];
    struct fault why = {0};
    snprintf(unit, sizeof unit, "callmine@%s.timer", name);
    if (tell(m, (const char *const[]){"clean", "--what=state", unit, NULL}, &why) == 0)
        return 0;
    if (why.status != STATUS_TRY_LATER) {
        *f = why;
        return -1;
    }
    notice(m->listener, "systemd still keeps when it fired last: systemctl%s clean --what=state %s",
           m->kind == MANAGER_USER ? " --user" : "", unit);
    return 0;
}

/* ---- asking ---- */

/* "systemctl show -p ActiveState -p UnitFileState --value UNIT...": two lines a unit, and an empty
 * one between. */
static void read_answer(struct span text, bool *active, size_t n)
{
    const char *at = text.at, *end = at + text.len;
    for (size_t i = 0; i < n; i++) {
        bool all = true;
        for (int line = 0; line < 2; line++) {
            const char *newline = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
            struct span said = {at, (size_t)((newline ? newline : end) - at)};
            all = all && (span_is(said, "active") || span_is(said, "enabled"));
            at = newline ? newline + 1 : end;
        }
        if (at < end && *at == '\n')
            at++;
        active[i] = all;
    }
}

static int ask(const struct manager *m, const char *const *words, bool *known, bool *active,
               size_t n, struct fault *f)
{
    struct buf answer = BUF(ANSWER);
    int status, out = file_nameless(NULL, f), log = open("/dev/null", O_WRONLY | O_CLOEXEC);
    int rc = out < 0 ? -1 : log < 0 ? fault_errno(f, STATUS_IO, "/dev/null") : 0;
    if (rc == 0)
        rc = systemctl(m, words, out, log, &status, f);
    if (rc == 0 && status == 0) {
        *known = true;
        rc = tool_rewind(out, f) == 0 ? file_read_open(&answer, out, "systemctl's answer", f) : -1;
        if (rc == 0 && answer.len)
            read_answer(buf_view(&answer), active, n);
    }
    if (out >= 0)
        close(out);
    if (log >= 0)
        close(log);
    buf_free(&answer);
    return rc;
}

int manager_ask(const struct manager *m, const struct names *names, bool *known, bool *active,
                struct fault *f)
{
    struct arena a = {0};
    *known = false;
    if (!manager_there(m) || !names->n)
        return 0;
    const char **words = arena_take(&a, (names->n + 8) * sizeof *words);
    size_t n = 0;
    if (words) {
        words[n++] = "show";
        words[n++] = "--property=ActiveState,UnitFileState";
        words[n++] = "--value";
        for (size_t i = 0; i < names->n; i++) {
            char unit[UNIT];
            snprintf(unit, sizeof unit, "callmine@%s.timer", names->at[i]);
            words[n++] = arena_text(&a, span_of(unit));
        }
    }
    int rc = arena_check(&a, "names of timers", f);
    if (rc == 0)
        rc = ask(m, words, known, active, names->n, f);
    arena_free(&a);
    return rc;
}
