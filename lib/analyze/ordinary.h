#ifndef ANALYZE_ORDINARY_H
#define ANALYZE_ORDINARY_H

/* Words that are part of a name and yet say nothing about whose it is. */

#include <stdbool.h>
#include "lib/base/span.h"

enum ordinary {
    ORDINARY_FRAME,   /* mr, the, von, and: never a name of its own */
    ORDINARY_WORD,    /* will, mark, grant, manager: a name only when it is capitalised */
    ORDINARY_LEGAL,   /* inc, gmbh: a company's legal form */
    ORDINARY_MAILBOX, /* info, sales: whose mailbox it is is not said */
    ORDINARY_HOST,    /* gmail, outlook: anybody's mail */
    ORDINARY_ENDING,  /* com, de: what a domain ends with, when it is spoken */
};

bool ordinary_is(enum ordinary which, struct span word); /* without ASCII case */

#endif
