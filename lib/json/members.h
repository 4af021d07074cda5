#ifndef JSON_MEMBERS_H
#define JSON_MEMBERS_H

/* Some members of an object, by name, in one pass over it.
 *
 *     static const struct member rows[] = {
 *         MEMBER(struct party, "id", id),
 *         MEMBER(struct party, "emailAddress", email),
 *     };
 *     members_read(object, rows, sizeof rows / sizeof rows[0], &party);
 *
 * The shortest names come first; none has more than 63 bytes. */

#include <stddef.h>
#include "lib/base/span.h"
#include "lib/json/json.h"

struct member {
    const char *name;
    size_t len;
    size_t to; /* where in the struct its span is */
};

#define MEMBER(type, name_, to_)                                                                   \
    {                                                                                              \
        (name_), sizeof(name_) - 1, offsetof(type, to_)                                            \
    }

/* Each row's span is the member's value; SPAN_NONE when the object has no such member, or is no
 * object. Of doubled members the last counts; a name may be written with escapes. */
void members_read(struct span object, const struct member *rows, size_t n, void *into);

/* The same of "name" and "value": most objects of a CRM's context have just these. */
struct member_pair {
    struct span name, value;
};
void members_pair(struct span object, struct member_pair *pair);
/* json_next of a list of these. */
bool members_next_pair(struct json_walk *w, struct member_pair *pair);

#endif
