#include "lib/base/library.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <string.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* NULL, or what the loader says, which names the library and what it lacks. */
static const char *load(struct library *l)
{
    void **functions = l->functions; /* a struct of nothing but pointers */
    void *library = dlopen(l->file, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return dlerror();
    for (size_t i = 0; i < l->n; i++) {
        functions[i] = dlsym(library, l->names[i]);
        if (!functions[i]) {
            const char *why = dlerror();
            return why ? why : l->names[i];
        }
    }
    return NULL;
}

int library_load(struct library *l, struct fault *f)
{
    int rc = 0;
    pthread_mutex_lock(&one_at_a_time);
    const char *why = l->there ? NULL : load(l);
    l->there = why == NULL;
    if (why && strstr(why, strerror(ENOMEM)))
        rc = fault(f, STATUS_NO_MEMORY, "no memory to load %s", l->file);
    else if (why)
        rc = fault(f, STATUS_REFUSED, "%s; install the package %s", why, l->package);
    pthread_mutex_unlock(&one_at_a_time);
    return rc;
}
