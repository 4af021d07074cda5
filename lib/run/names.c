#include "lib/run/names.h"

#include <string.h>
#include "lib/run/schedule.h"

static bool is_name(struct span name)
{
    struct fault ignored = {0};
    char text[SCHEDULE_NAME + 2];
    if (name.len > SCHEDULE_NAME)
        return false;
    memcpy(text, name.at, name.len);
    text[name.len] = '\0';
    return schedule_name(text, &ignored) == 0;
}

int names_add(struct names *s, struct arena *a, struct span name, struct fault *f)
{
    if (!is_name(name))
        return 0;
    const char *copy = arena_text(a, name);
    if (s->n == s->room) {
        const char **more = arena_take(a, (s->room = 2 * s->room + 16) * sizeof *more);
        if (more && s->n)
            memcpy(more, s->at, s->n * sizeof *more);
        s->at = more;
    }
    if (arena_check(a, "names of schedules", f) != 0)
        return -1;
    size_t i = s->n;
    for (; i > 0 && strcmp(copy, s->at[i - 1]) <= 0; i--)
        if (strcmp(copy, s->at[i - 1]) == 0)
            return 0;
    memmove(s->at + i + 1, s->at + i, (s->n - i) * sizeof *s->at);
    s->at[i] = copy;
    s->n++;
    return 0;
}
