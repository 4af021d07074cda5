#ifndef BIN_EDITOR_H
#define BIN_EDITOR_H

/* A schedule in a person's editor. The copy that is edited lies beside the file, NAME.conf.edit;
 * what does not hold stays there, and the next edit goes on with it. */

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/run/timetable.h"

/* $VISUAL, $EDITOR, else vi, as other programs have it: it may be a command with options. */
static inline int editor_run(const char *path, struct fault *f)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        execl("/bin/sh", "sh", "-c", "exec ${VISUAL:-${EDITOR:-vi}} \"$1\"", "sh", path,
              (char *)NULL);
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        return fault_errno(f, STATUS_TRY_LATER, "cannot start an editor");
    return WIFEXITED(status) && WEXITSTATUS(status) == 0
               ? 0
               : fault(f, STATUS_USAGE, "the editor failed: nothing was changed");
}

static inline int editor_edit(const struct timetable *t, const char *name, struct fault *f)
{
    struct buf path = BUF(4000), from = BUF(SCHEDULE_LIMIT), text = BUF(SCHEDULE_LIMIT);
    int rc = 0;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        rc = fault(f, STATUS_USAGE, "say KEY=VALUE, or edit it at a terminal");
    if (rc == 0)
        rc = schedule_path(&path, name, f) != 0 || file_read(&from, path.at, f) != 0 ? -1 : 0;
    buf_text(&path, ".edit");
    if (rc == 0 && (rc = buf_check(&path, "a path", f)) == 0 && access(path.at, F_OK) != 0)
        rc = file_replace(path.at, 0600, buf_view(&from), f);
    if (rc == 0)
        rc = editor_run(path.at, f) != 0 || file_read(&text, path.at, f) != 0 ? -1 : 0;
    if (rc == 0 && timetable_replace(t, name, buf_view(&from), buf_view(&text), f) != 0)
        rc = fault_at(f, "kept in %s, to go on with", path.at);
    if (rc == 0)
        rc = file_remove(path.at, f);
    buf_free(&path);
    buf_free(&from);
    buf_free(&text);
    return rc;
}

#endif
