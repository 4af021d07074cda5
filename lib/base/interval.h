#ifndef BASE_INTERVAL_H
#define BASE_INTERVAL_H

/* A share and how sure it is: a part of so many, with its 95 % Wilson score interval (Wilson 1927,
 * doi:10.1080/01621459.1927.10502953). */

#include <stdint.h>

struct interval {
    double share, low, high; /* rounded to four places */
};
struct interval interval_of(int64_t part, int64_t of); /* all 0 when of is 0 */
/* The first share less the second, with Newcombe's hybrid score interval of the difference: method
 * 10 of Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I. All 0
 * when one of them is a share of nothing. */
struct interval difference_of(int64_t part, int64_t of, int64_t part2, int64_t of2);

#endif
