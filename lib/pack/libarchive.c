#include "lib/pack/libarchive.h"

static struct libarchive all;
static const char *const names[] = {LIBARCHIVE_FUNCTIONS(LIBRARY_NAME)};
static struct library library = LIBRARY("libarchive.so.13", "libarchive13", names, all);

const struct libarchive *libarchive(struct fault *f)
{
    return library_load(&library, f) == 0 ? &all : NULL;
}
