#ifndef ARCHIVE_CLASS_H
#define ARCHIVE_CLASS_H

/* Retention classes: how long a bundle is kept, counted from the time it was created.
 * 30d and 90d are so many times 24 hours; 1y ends on the same UTC date and time of the next year
 * (made on 29 February: on 1 March); unlimited never ends. A bundle has expired from its last
 * instant on: kept at expiry - 1 s, gone at expiry.
 *
 * plan is the class that the plan of the day has (lib/state/quota.h), looked up when it is asked
 * how long a bundle is kept: after a change of plan, the bundles there are follow it too. */

#include <stdbool.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

enum {
    CLASS_NAME = 17
}; /* room for a class's name; a later version may know longer ones than ours */
#define CLASS_DEFAULT "90d"
#define CLASS_PLAN    "plan"
#define CLASS_NAMES   "30d, 90d, 1y, unlimited and plan"
#define CLASS_CHOICES "30d|90d|1y|unlimited|plan"
#define WHEN_NEVER    INT64_MAX

bool class_known(const char *name);
/* When it expires: WHEN_NEVER if it does not. plan: what class_of_plan says; NULL: not known.
 * STATUS_CONFIG for a class nobody knows, and for "plan" where the plan is not known. */
int class_expiry(when *expires, const char *name, const char *plan, when created, struct fault *f);
/* The class of the plan. STATUS_CONFIG when none is set, or one that nobody knows. */
int class_of_plan(const char **class, struct fault *f);

#endif
