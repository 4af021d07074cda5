#ifndef BASE_INTERVAL_H
#define BASE_INTERVAL_H

/* A share and how sure it is: a part of so many, with its 95 % Wilson score interval (Wilson 1927,
 * doi:10.1080/01621459.1927.10502953). */

#include <stdint.h>

struct interval {
    double share, low, high; /* rounded to four places */
};
struct interval interval_of(int64_t part, int64_t of); /* all 0 when of is 0 */

#endif
