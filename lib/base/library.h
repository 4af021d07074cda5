#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

/* Somebody else's library, loaded when it is first wanted: some bring dozens of others, and to
 * start with those would cost more than what most runs do. Its functions are named once, in a list
 * of X(name), and called through a struct that LIBRARY_MEMBER makes of the list:
 *
 *     struct zlib { ZLIB_FUNCTIONS(LIBRARY_MEMBER) };
 *     static struct zlib all;
 *     static const char *const names[] = {ZLIB_FUNCTIONS(LIBRARY_NAME)};
 *     static struct library library = LIBRARY("libz.so.1", "zlib1g", names, all); */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/fault.h"

struct library {
    const char *file;    /* as the loader finds it: "libz.so.1" */
    const char *package; /* Debian's, that brings it */
    const char *const *names;
    void *functions; /* as many pointers as names, in their order */
    size_t n;
    bool there;
};

#define LIBRARY_NAME(name)   #name,
#define LIBRARY_MEMBER(name) __typeof__(&name) name;
#define LIBRARY(file, package, names, functions)                                                   \
    {                                                                                              \
        file, package, names, &functions, sizeof names / sizeof names[0], false                    \
    }

/* Once for the process, whichever thread is first. STATUS_REFUSED: it is not there, or lacks a
 * function, and which package to install; STATUS_NO_MEMORY. What failed is tried again when it is
 * wanted again. */
int library_load(struct library *l, struct fault *f);

#endif
