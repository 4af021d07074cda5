#ifndef JSON_FACTS_H
#define JSON_FACTS_H

/* Two facts about a whole record on which libjq 1.6 has ways of its own. */

#include <stdbool.h>
#include "lib/base/span.h"

bool json_lone_surrogates(struct span record); /* does some \u escape stand for half a pair? */
int json_depth(struct span record);            /* 1: an object in which nothing is nested */

#endif
