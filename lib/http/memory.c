#include "lib/http/memory.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local bool ran_out;

static void *noting(void *fresh)
{
    ran_out = ran_out || !fresh;
    return fresh;
}

void *memory_new(size_t size)
{
    return noting(malloc(size ? size : 1));
}

void *memory_zeroed(size_t n, size_t size)
{
    return noting(n && size ? calloc(n, size) : calloc(1, 1));
}

char *memory_text(const char *text)
{
    return noting(strdup(text));
}

void memory_free(void *p)
{
    if (!p)
        return;
    explicit_bzero(p, malloc_usable_size(p));
    free(p);
}

void *memory_resize(void *p, size_t size)
{
    size_t old = p ? malloc_usable_size(p) : 0;
    if (p && size <= old && size > old / 2)
        return p;
    void *fresh = memory_new(size);
    if (fresh && p) {
        memcpy(fresh, p, old < size ? old : size);
        memory_free(p);
    }
    return fresh;
}

bool memory_ran_out(void)
{
    return ran_out;
}

void memory_forget(void)
{
    ran_out = false;
}
