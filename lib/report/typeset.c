#include "lib/report/typeset.h"

struct typeset typeset;

static const char *const names[] = {TYPESET_FUNCTIONS(LIBRARY_NAME)};
static struct library library =
    LIBRARY("libpangocairo-1.0.so.0", "libpangocairo-1.0-0", names, typeset);

int typeset_load(struct fault *f)
{
    return library_load(&library, f);
}
