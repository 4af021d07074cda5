#ifndef GONG_ID_LIST_H
#define GONG_ID_LIST_H

/* Ids that a person gave, as a request names them. */

#include "lib/base/fault.h"
#include "lib/base/option.h"
#include "lib/json/json.h"

/* An id of Gong's: up to 20 digits. STATUS_USAGE and the option's name. */
int id_check(const char *id, const char *option, struct fault *f);
/* The member `key`, a list of these; nothing when there are none, which Gong would refuse. */
int id_list_put(struct json_writer *w, const char *key, const struct texts *ids, const char *option,
                struct fault *f);

#endif
