#include "lib/json/sieve.h"
const char *sieve_find(const struct sieve *s, struct span in)
{
    (void)s;
    return in.len ? in.at : NULL;
}
