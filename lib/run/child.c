#include "lib/run/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_MS = 200, GRACE_MS = 10000, SETTLE_MS = 2000, NOT_STARTED = 127 };

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

/* In the child, which must not come back from here. */
static void become(const struct child *c, pid_t parent)
{
    static const char sorry[] = "cannot start a program: is it installed?\n";
    int null = open("/dev/null", O_RDONLY);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent || null < 0 || dup2(null, STDIN_FILENO) < 0 ||
        dup2(c->out, STDOUT_FILENO) < 0 || dup2(c->log, STDERR_FILENO) < 0)
        _exit(NOT_STARTED);
    for (char *const *name = c->without; name && *name; name++)
        unsetenv(*name);
    if (guarded)
        sigprocmask(SIG_SETMASK, &before, NULL);
    execvp(c->argv[0], c->argv);
    if (write(STDERR_FILENO, sorry, sizeof sorry - 1) < 0)
        _exit(NOT_STARTED);
    _exit(NOT_STARTED);
}

/* What it has started may end a little after it. */
static void settle(pid_t group)
{
    for (int ms = 0; kill(-group, 0) == 0 && ms < SETTLE_MS; ms += 20) {
        if (ms >= SETTLE_MS / 2)
            kill(-group, SIGKILL);
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    }
}

static int await(const struct child *c, pid_t pid)
{
    int status = 0, stop = 0;
    struct timespec asked = {0}, now;
    pid_t n;
    while ((n = waitpid(pid, &status, WNOHANG)) == 0 || (n < 0 && errno == EINTR)) {
        int signal_ = child_told(LOOK_MS);
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (signal_ && !stop) {
            stop = signal_;
            asked = now;
            kill(-pid, SIGTERM);
        }
        if (stop && (now.tv_sec - asked.tv_sec) * 1000 > GRACE_MS)
            kill(-pid, SIGKILL);
        if (!stop && c->look)
            c->look(c->who);
    }
    if (stop)
        settle(pid);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int child_run(const struct child *c, int *status, struct fault *f)
{
    pid_t parent = getpid(), pid = fork();
    if (pid < 0)
        return fault_errno(f, STATUS_TRY_LATER, "cannot start %s", c->argv[0]);
    if (pid == 0)
        become(c, parent);
    setpgid(pid, pid);
    *status = await(c, pid);
    return *status == NOT_STARTED
               ? fault(f, STATUS_CONFIG, "cannot start %s: is it installed?", c->argv[0])
               : 0;
}
