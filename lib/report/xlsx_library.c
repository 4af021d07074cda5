#include "lib/report/xlsx_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static struct xlsx_library all;
static bool there;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void)
{
    static const char *const names[] = {
#define NAME(name) #name,
        XLSX_LIBRARY(NAME)
#undef NAME
    };
    void **to[] = {
#define PLACE(name) (void **)&all.name,
        XLSX_LIBRARY(PLACE)
#undef PLACE
    };
    void *library = dlopen("libxlsxwriter.so.4", RTLD_NOW | RTLD_LOCAL);
    there = library != NULL;
    for (size_t i = 0; there && i < sizeof names / sizeof names[0]; i++)
        there = (*to[i] = dlsym(library, names[i])) != NULL;
}

const struct xlsx_library *xlsx_library(struct fault *f)
{
    pthread_once(&once, load);
    if (there)
        return &all;
    fault(f, STATUS_NO_MEMORY, "libxlsxwriter.so.4 cannot be loaded: no memory, or not installed");
    return NULL;
}
