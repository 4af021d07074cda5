#include "lib/run/child.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/base/when.h"

enum { LOOK_MS = 200, GRACE_MS = 10000, LAST_MS = 100, SETTLE_MS = 2000, NOT_STARTED = 127 };

static sigset_t waited_for, before;
static bool guarded;
static int told;

void child_guard(void)
{
    static const int ends[] = {SIGTERM, SIGINT, SIGHUP};
    struct sigaction was;
    if (guarded)
        return;
    guarded = true;
    sigemptyset(&waited_for);
    sigaddset(&waited_for, SIGCHLD);
    signal(SIGCHLD, SIG_DFL);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) /* nohup's wish is kept */
        if (sigaction(ends[i], NULL, &was) == 0 && was.sa_handler != SIG_IGN)
            sigaddset(&waited_for, ends[i]);
    sigprocmask(SIG_BLOCK, &waited_for, &before);
}

int child_told(int ms)
{
    const struct timespec most = {ms / 1000, ms % 1000 * 1000000L};
    if (!guarded) {
        nanosleep(&most, NULL);
        return 0;
    }
    int n = sigtimedwait(&waited_for, NULL, &most);
    if (n > 0 && n != SIGCHLD)
        told = n;
    return told;
}

static void pause_ms(int ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

static int as_a_shell(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* The program itself; it does not come back from here. */
static void become(const struct child *c)
{
    static const char sorry[] = "cannot start a program: is it installed?\n";
    int in = c->in ? c->in : open("/dev/null", O_RDONLY);
    if (in >= 0 && dup2(in, STDIN_FILENO) == STDIN_FILENO &&
        dup2(c->out, STDOUT_FILENO) == STDOUT_FILENO &&
        dup2(c->log, STDERR_FILENO) == STDERR_FILENO) {
        for (char *const *name = c->without; name && *name; name++)
            unsetenv(*name);
        sigprocmask(SIG_SETMASK, &before, NULL);
        execvp(c->argv[0], c->argv);
        in = (int)write(STDERR_FILENO, sorry, sizeof sorry - 1);
    }
    _exit(NOT_STARTED);
}

/* The first of the group. It does nothing but wait, and outlives us when we are killed: so there is
 * somebody to stop the others, who know nothing of us. */
static void lead(const struct child *c, pid_t parent)
{
    int status = 0;
    int64_t stopped = 0;
    child_guard();
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    pid_t pid = getppid() == parent ? fork() : -1;
    if (pid == 0)
        become(c);
    while (pid > 0 && waitpid(pid, &status, WNOHANG) == 0) {
        if (child_told(LOOK_MS) && !stopped) {
            stopped = when_steady_ms();
            kill(0, SIGTERM); /* which is blocked here */
        }
        if (stopped && when_steady_ms() - stopped > GRACE_MS)
            break;
    }
    if (stopped) {
        pause_ms(LAST_MS);
        kill(0, SIGKILL);
    }
    _exit(pid > 0 ? as_a_shell(status) : NOT_STARTED);
}

/* Who was told to end may take a moment. */
static void settle(pid_t group)
{
    for (int ms = 0; kill(-group, 0) == 0 && ms < SETTLE_MS; ms += 20)
        pause_ms(20);
}

int child_run(const struct child *c, int *status, struct fault *f)
{
    bool stopped = false;
    if (child_told(0))
        return fault(f, STATUS_TRY_LATER, "it was stopped by signal %d", told);
    pid_t parent = getpid(), pid = fork();
    if (pid < 0)
        return fault_errno(f, STATUS_TRY_LATER, "cannot start %s", c->argv[0]);
    if (pid == 0)
        lead(c, parent);
    setpgid(pid, pid);
    while (waitpid(pid, status, WNOHANG) == 0) {
        if (child_told(LOOK_MS) && !stopped) {
            stopped = true;
            kill(pid, SIGTERM);
        }
        if (!stopped && c->look)
            c->look(c->who);
    }
    if (stopped)
        settle(pid);
    *status = as_a_shell(*status);
    return *status == NOT_STARTED
               ? fault(f, STATUS_CONFIG, "cannot start %s: is it installed?", c->argv[0])
               : 0;
}

int child_file(const struct child *c, const char *path, int *status, struct fault *f)
{
    struct child into = *c;
    struct file w;
    if (file_begin(&w, path, 0600, f) != 0)
        return -1;
    into.out = w.fd;
    int rc = child_run(&into, status, f);
    if (rc == 0 && *status == 0)
        rc = file_commit(&w, f);
    file_abandon(&w);
    return rc;
}
