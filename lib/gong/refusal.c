#include "lib/gong/refusal.h"

#include <string.h>

bool refusal_of_scope(const struct fault *f, const char *scope)
{
    static const char lacks[] = "the connection lacks the scope ";
    const char *at = f->status == STATUS_RECONNECT ? strstr(f->text, lacks) : NULL;
    size_t n = strlen(scope);
    return at && strncmp(at + sizeof lacks - 1, scope, n) == 0 && at[sizeof lacks - 1 + n] == ',';
}

bool refusal_of_today(const struct fault *f)
{
    return refusal_of_request(f) && strstr(f->text, "should not exceed the current day");
}

bool refusal_not_there(const struct fault *f)
{
    return f->status == STATUS_REFUSED && strstr(f->text, "(404");
}

bool refusal_of_request(const struct fault *f)
{
    return f->status == STATUS_PROTOCOL && strstr(f->text, "(400");
}
