#include "lib/archive/class.h"

#include <string.h>
#include "lib/state/quota.h"

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
    return strcmp(name, CLASS_PLAN) == 0;
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

int class_of_plan(const char **class, struct fault *f)
{
    char plan[QUOTA_PLAN] = "";
    *class = NULL;
    if (quota_plan(plan, f) != 0)
        return -1;
    if (plan[0] == '\0')
        return fault(f, STATUS_CONFIG,
                     "it is kept as the plan has it, and no plan is set; see cm-quota set --plan");
    if ((*class = quota_plan_class(plan)))
        return 0;
    return fault(
        f, STATUS_CONFIG,
        "it is kept as the plan has it, and nobody knows a plan \"%s\"; see cm-quota set --plan",
        plan);
}

int class_expiry(when *expires, const char *name, const char *plan, when created, struct fault *f)
{
    if (strcmp(name, CLASS_PLAN) == 0)
        name = plan;
    if (!name)
        return fault(f, STATUS_CONFIG, "its plan is not known");
    for (size_t i = 0; i < CLASSES; i++) {
        if (strcmp(classes[i].name, name) != 0)
            continue;
        if (classes[i].years)
            return years_later(expires, created, classes[i].years, f);
        *expires = classes[i].days ? created + classes[i].days * WHEN_DAY : WHEN_NEVER;
        return 0;
    }
    return fault(f, STATUS_CONFIG, "\"%s\" is no retention class; there are " CLASS_NAMES, name);
}
