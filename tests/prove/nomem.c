/* Preloaded: the NOMEM_ATth allocation fails (NOMEM_ON: and every later one). NOMEM_REPORT: the
 * file that gets the number of allocations when the program ends. Only what is asked for after
 * main's own start counts: before it, the dynamic linker and the C library ask. */

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_long counted;
static long fail_at;
static bool fail_on, begun, trace;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

static bool fails(void)
{
    if (!begun)
        return false;
    long n = ++counted;
    if (fail_at == 0 || n < fail_at || (n > fail_at && !fail_on))
        return false;
    if (trace) {
        void *stack[20];
        trace = begun = false;
        backtrace_symbols_fd(stack, backtrace(stack, 20), STDERR_FILENO);
        begun = true;
    }
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}

static __attribute__((constructor)) void begin(void)
{
    const char *at = getenv("NOMEM_AT");
    fail_at = at ? strtol(at, NULL, 10) : 0;
    fail_on = getenv("NOMEM_ON") != NULL;
    trace = getenv("NOMEM_TRACE") != NULL;
    begun = true;
}

static __attribute__((destructor)) void end(void)
{
    const char *path = getenv("NOMEM_REPORT");
    begun = false;
    int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    if (fd < 0)
        return;
    dprintf(fd, "%ld\n", (long)counted);
    close(fd);
}
