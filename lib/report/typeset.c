#include "lib/report/typeset.h"

#include <dlfcn.h>
#include <stdbool.h>

struct typeset typeset;

int typeset_load(struct fault *f)
{
    static const char *const names[] = {
#define NAME(name) #name,
        TYPESET_FUNCTIONS(NAME)
#undef NAME
    };
    void **to[] = {
#define PLACE(name) (void **)&typeset.name,
        TYPESET_FUNCTIONS(PLACE)
#undef PLACE
    };
    void *library = dlopen("libpangocairo-1.0.so.0", RTLD_NOW | RTLD_LOCAL);
    bool there = library != NULL;
    for (size_t i = 0; there && i < sizeof names / sizeof names[0]; i++)
        there = (*to[i] = dlsym(library, names[i])) != NULL;
    if (there)
        return 0;
    return fault(f, STATUS_NO_MEMORY,
                 "libpangocairo-1.0.so.0 cannot be loaded: no memory, or not installed");
}
