#ifndef ARCHIVE_NAMES_H
#define ARCHIVE_NAMES_H

/* Which names a bundle and its members may have. They reach tar readers, shells and terminals, so
 * they are few: a bundle's id is [A-Za-z0-9_-]{1,64}, not beginning with "-"; a member's name is a
 * relative path of parts of [A-Za-z0-9._-], none of them "." or ".." or beginning with "-". */

#include <stdbool.h>
#include "lib/base/span.h"

enum { NAME_ID = 65, NAME_MEMBER = 1024 }; /* room for them; a member's is shorter than that */

bool name_is_id(struct span name);
bool name_is_member(struct span name);

#endif
