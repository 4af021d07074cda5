/* faultat: run a program and let one of its system calls go wrong.
 *
 *   faultat [-n N] [-k | -e ERRNO | -s] [-f] [-c CALL,CALL] [-o FILE] COMMAND [ARGUMENT...]
 *
 * Counts the system calls of the whole process tree from the program's entry point on, so without
 * those of its dynamic linker (but with those of programs that it starts); -c counts some only. At
 * the Nth: -k kills the tree before the call is done, -e lets it fail with the error without being
 * done (-f: and every later one), -s lets a read or write do half. FILE gets "COUNTED HIT". Ends as
 * the program did; 128 + the signal if one ended it. x86-64 Linux. */

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TREE = 64, CALLS = 512 };

static struct {
    long at; /* the Nth; 0: only count */
    enum { COUNT, KILL, FAIL, HALF } what;
    bool on; /* from there on */
    int error;
    bool some, wanted[CALLS];
    const char *report;
} order;

static pid_t tree[TREE];
static bool failing[TREE]; /* its call was taken away; the error goes in when it returns */
static long counted, hit;

static const struct {
    const char *name;
    int number;
} calls[] = {
    {"read", SYS_read},           {"pread64", SYS_pread64},   {"write", SYS_write},
    {"writev", SYS_writev},       {"pwrite64", SYS_pwrite64}, {"fsync", SYS_fsync},
    {"fdatasync", SYS_fdatasync}, {"close", SYS_close},       {"rename", SYS_rename},
    {"renameat2", SYS_renameat2}, {"open", SYS_open},         {"openat", SYS_openat},
    {"ftruncate", SYS_ftruncate}, {"unlink", SYS_unlink},     {"unlinkat", SYS_unlinkat},
    {"mkdir", SYS_mkdir},         {"lseek", SYS_lseek},       {"newfstatat", SYS_newfstatat},
    {"flock", SYS_flock}};

static void fail(const char *what)
{
    fprintf(stderr, "faultat: %s: %s\n", what, strerror(errno));
    exit(125);
}

static void want(const char *list)
{
    order.some = true;
    for (const char *at = list; *at; at += strcspn(at, ","), at += *at == ',') {
        size_t n = strcspn(at, ","), i = 0;
        while (i < sizeof calls / sizeof *calls &&
               (strlen(calls[i].name) != n || memcmp(calls[i].name, at, n) != 0))
            i++;
        if (i == sizeof calls / sizeof *calls) {
            fprintf(stderr, "faultat: no such call: %.*s\n", (int)n, at);
            exit(125);
        }
        order.wanted[calls[i].number] = true;
    }
}

static int place_of(pid_t pid)
{
    int unused = -1;
    for (int i = 0; i < TREE; i++) {
        if (tree[i] == pid)
            return i;
        if (tree[i] == 0 && unused < 0)
            unused = i;
    }
    if (unused < 0) {
        errno = EAGAIN;
        fail("the tree");
    }
    tree[unused] = pid;
    failing[unused] = false;
    return unused;
}

/* Where the program begins, after the dynamic linker. */
static unsigned long entry_of(pid_t pid)
{
    char path[64];
    Elf64_auxv_t pair;
    snprintf(path, sizeof path, "/proc/%d/auxv", (int)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    while (fd >= 0 && read(fd, &pair, sizeof pair) == sizeof pair)
        if (pair.a_type == AT_ENTRY) {
            close(fd);
            return pair.a_un.a_val;
        }
    fail(path);
    return 0;
}

static void run_to_entry(pid_t pid)
{
    int status;
    unsigned long entry = entry_of(pid);
    errno = 0;
    long word = ptrace(PTRACE_PEEKTEXT, pid, entry, NULL);
    if (errno || ptrace(PTRACE_POKETEXT, pid, entry, (word & ~0xffL) | 0xcc) != 0 ||
        ptrace(PTRACE_CONT, pid, NULL, NULL) != 0 || waitpid(pid, &status, __WALL) != pid ||
        !WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP)
        fail("the entry point");
    struct user_regs_struct r;
    if (ptrace(PTRACE_GETREGS, pid, NULL, &r) != 0 ||
        ptrace(PTRACE_POKETEXT, pid, entry, word) != 0)
        fail("the entry point");
    r.rip = entry;
    if (ptrace(PTRACE_SETREGS, pid, NULL, &r) != 0)
        fail("the entry point");
}

static void kill_tree(void)
{
    for (int i = 0; i < TREE; i++)
        if (tree[i])
            kill(tree[i], SIGKILL);
}

/* The call that pid is about to make. */
static void enter(pid_t pid, int place)
{
    struct user_regs_struct r;
    if (ptrace(PTRACE_GETREGS, pid, NULL, &r) != 0)
        return; /* killed meanwhile */
    if (order.some && (r.orig_rax >= CALLS || !order.wanted[r.orig_rax]))
        return;
    if (r.orig_rax == SYS_write && r.rdi == STDERR_FILENO && order.what != KILL)
        return; /* what it says of the fault is no place for another */
    counted++;
    if (order.at == 0 || counted < order.at || (counted > order.at && !order.on))
        return;
    hit++;
    if (order.what == KILL) {
        kill_tree();
    } else if (order.what == FAIL) {
        failing[place] = true;
        if (r.orig_rax == SYS_close)
            return; /* which lets go of the descriptor even where it fails */
        r.orig_rax = (unsigned long long)-1;
        ptrace(PTRACE_SETREGS, pid, NULL, &r);
    } else if (order.what == HALF && r.rdx > 1) {
        r.rdx /= 2;
        ptrace(PTRACE_SETREGS, pid, NULL, &r);
    }
}

static void leave(pid_t pid, int place)
{
    struct user_regs_struct r;
    if (!failing[place] || ptrace(PTRACE_GETREGS, pid, NULL, &r) != 0)
        return;
    failing[place] = false;
    r.rax = (unsigned long long)-order.error;
    ptrace(PTRACE_SETREGS, pid, NULL, &r);
}

static void system_call(pid_t pid, int place)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, &info) <= 0)
        return;
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
        enter(pid, place);
    else if (info.op == PTRACE_SYSCALL_INFO_EXIT)
        leave(pid, place);
}

/* Until the first process has ended; what it left running goes with us. */
static int follow(pid_t first)
{
    int status, end = 0;
    for (bool alive = true; alive;) {
        pid_t pid = waitpid(-1, &status, __WALL);
        if (pid < 0)
            break;
        bool known = false;
        for (int i = 0; i < TREE; i++)
            known = known || tree[i] == pid;
        int place = place_of(pid), deliver = 0;
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            tree[place] = 0;
            if (pid == first) {
                end = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
                alive = false;
            }
            continue;
        }
        int signal = WSTOPSIG(status);
        if (signal == (SIGTRAP | 0x80))
            system_call(pid, place);
        else if (status >> 16 == 0 && (known || signal != SIGSTOP))
            deliver = signal;
        ptrace(PTRACE_SYSCALL, pid, NULL, deliver);
    }
    kill_tree();
    for (pid_t pid; (pid = waitpid(-1, &status, __WALL)) > 0;)
        if (WIFSTOPPED(status)) /* begun while it was killed, so not in the tree yet */
            kill(pid, SIGKILL);
    return end;
}

int main(int argc, char **argv)
{
    int c, status;
    while ((c = getopt(argc, argv, "+n:ke:sfc:o:")) != -1) {
        switch (c) {
        case 'n': order.at = strtol(optarg, NULL, 10); break;
        case 'k': order.what = KILL; break;
        case 'e':
            order.what = FAIL;
            order.error = (int)strtol(optarg, NULL, 10);
            break;
        case 's': order.what = HALF; break;
        case 'f': order.on = true; break;
        case 'c': want(optarg); break;
        case 'o': order.report = optarg; break;
        default: return 125;
        }
    }
    if (optind == argc)
        return 125;
    pid_t pid = fork();
    if (pid == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0)
            execvp(argv[optind], argv + optind);
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, __WALL) != pid || !WIFSTOPPED(status))
        fail(argv[optind]);
    long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACEFORK |
                   PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC;
    if (ptrace(PTRACE_SETOPTIONS, pid, NULL, options) != 0)
        fail("options");
    run_to_entry(pid);
    place_of(pid);
    if (ptrace(PTRACE_SYSCALL, pid, NULL, NULL) != 0)
        fail("the first call");
    int end = follow(pid);
    FILE *report = order.report ? fopen(order.report, "w") : NULL;
    if (report) {
        fprintf(report, "%ld %ld\n", counted, hit);
        fclose(report);
    }
    return end;
}
