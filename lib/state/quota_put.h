#ifndef STATE_QUOTA_PUT_H
#define STATE_QUOTA_PUT_H

/* What cm-quota puts out: how the quota stands, for a person or as JSON (schemas/quota.json). */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/base/out.h"
#include "lib/base/when.h"

int quota_put(bool json, when now, struct out *out, struct fault *f);

#endif
