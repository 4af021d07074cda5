#include "lib/gong/id_list.h"

#include <string.h>

enum { ID_DIGITS = 20 };

int id_check(const char *id, const char *option, struct fault *f)
{
    size_t n = strspn(id, "0123456789");
    if (n == 0 || n > ID_DIGITS || id[n] != '\0')
        return fault(f, STATUS_USAGE, "%s: \"%s\" is no id of Gong's: up to %d digits", option, id,
                     ID_DIGITS);
    return 0;
}

int id_list_put(struct json_writer *w, const char *key, const struct texts *ids, const char *option,
                struct fault *f)
{
    if (ids->n == 0)
        return 0;
    json_open(w, key, '[');
    for (size_t i = 0; i < ids->n; i++) {
        if (id_check(ids->at[i], option, f) != 0)
            return -1;
        json_put_text(w, NULL, span_of(ids->at[i]));
    }
    json_close(w, ']');
    return 0;
}
