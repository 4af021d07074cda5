#include "lib/json/wall.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { KEPT = 3 };

static int keep_only(int fd)
{
    int null = open("/dev/null", O_RDWR);
    if (null < 0)
        return -1;
    /* Above the ones to be replaced first, so that no copy overwrites the other. */
    int high_fd = fcntl(fd, F_DUPFD, KEPT + 1), high_null = fcntl(null, F_DUPFD, KEPT + 1);
    if (high_fd < 0 || high_null < 0 || dup2(high_fd, KEPT) < 0)
        return -1;
    for (int i = 0; i < KEPT; i++)
        if (dup2(high_null, i) < 0)
            return -1;
    return close_range(KEPT + 1, ~0U, 0) == 0 ? KEPT : -1;
}

static void bound(int what, size_t n)
{
    struct rlimit limit = {n, n};
    setrlimit(what, &limit); /* lowering what is ours cannot fail */
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__ 1
#endif
#if __has_feature(thread_sanitizer) && !defined(__SANITIZE_THREAD__)
#define __SANITIZE_THREAD__ 1
#endif
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
static void bound_memory(size_t more)
{
    (void)more; /* the sanitizer maps terabytes that it never touches */
}
#else
/* Bytes of address space in use. */
static size_t in_use(void)
{
    size_t pages = 0;
    FILE *f = fopen("/proc/self/statm", "re");
    if (f) {
        if (fscanf(f, "%zu", &pages) != 1)
            pages = 0;
        fclose(f);
    }
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static void bound_memory(size_t more)
{
    bound(RLIMIT_AS, in_use() + more);
}
#endif

#if defined(__SANITIZE_THREAD__) /* its runtime makes calls of its own */
#elif defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef OUR_ARCH
/* Memory, the one descriptor, the clock and the end: all else fails with EPERM. */
#define ALLOW(call)                                                                                \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1),                                         \
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static void few_system_calls(void)
{
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        ALLOW(read),
        ALLOW(recvfrom),
        ALLOW(sendto),
        ALLOW(sendmsg),
        ALLOW(brk),
        ALLOW(mmap),
        ALLOW(mprotect), /* how malloc grows what it has in a thread */
        ALLOW(mremap),
        ALLOW(munmap),
        ALLOW(madvise),
        ALLOW(getrandom),
        ALLOW(futex),
        ALLOW(setitimer),
        ALLOW(clock_gettime),
        ALLOW(gettimeofday),
        ALLOW(rt_sigaction),
        ALLOW(rt_sigreturn),
        ALLOW(exit_group),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    };
    struct sock_fprog program = {.len = sizeof rules / sizeof rules[0], .filter = rules};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER,
              &program); /* a kernel without it: the rest holds */
}
#else
static void few_system_calls(void)
{
}
#endif

int wall_up(int fd, size_t memory)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int s = 1; s < SIGRTMIN; s++)
        signal(s, SIG_DFL); /* a handler of the parent's has no business here */
    signal(SIGPIPE, SIG_IGN);
    if ((fd = keep_only(fd)) < 0 || clearenv() != 0)
        return -1;
    bound_memory(memory);
    bound(RLIMIT_CORE, 0);
    bound(RLIMIT_FSIZE, 0);
    bound(RLIMIT_NOFILE, 0);
    few_system_calls();
    return fd;
}
