#include "lib/archive/class.h"

#include <string.h>

static const struct {
    const char *name;
    int days, years; /* neither: never */
} classes[] = {{"30d", 30, 0}, {"90d", 90, 0}, {"1y", 0, 1}, {"unlimited", 0, 0}};

enum { CLASSES = sizeof classes / sizeof classes[0] };

bool class_known(const char *name)
{
    for (size_t i = 0; i < CLASSES; i++)
        if (strcmp(classes[i].name, name) == 0)
            return true;
    return false;
}

/* The civil fields leave out the fraction of a second, so it is put back. */
static int years_later(when *expires, when created, int years, struct fault *f)
{
    struct civil c;
    when back;
    if (when_civil(&c, created, "UTC", f) != 0 || when_of(&back, &c, "UTC", f) != 0)
        return -1;
    c.year += years;
    if (when_of(expires, &c, "UTC", f) != 0)
        return -1;
    *expires += created - back;
    return 0;
}

int class_expiry(when *expires, const char *name, when created, struct fault *f)
{
    for (size_t i = 0; i < CLASSES; i++) {
        if (strcmp(classes[i].name, name) != 0)
            continue;
        if (classes[i].years)
            return years_later(expires, created, classes[i].years, f);
        *expires = classes[i].days ? created + classes[i].days * WHEN_DAY : WHEN_NEVER;
        return 0;
    }
    return fault(f, STATUS_CONFIG,
                 "\"%s\" is no retention class; there are 30d, 90d, 1y and unlimited", name);
}
