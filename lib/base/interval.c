#include "lib/base/interval.h"

#include <math.h>

static struct interval rounded(struct interval i)
{
    return (struct interval){round(i.share * 1e4) / 1e4, round(i.low * 1e4) / 1e4,
                             round(i.high * 1e4) / 1e4};
}

static struct interval wilson(int64_t part, int64_t of)
{
    const double z = 1.959963984540054, n = (double)of, p = (double)part / n;
    const double middle = p + z * z / (2 * n),
                 spread = z * sqrt((p * (1 - p) + z * z / (4 * n)) / n);
    const double scale = 1 + z * z / n;
    double low = part == 0 ? 0 : (middle - spread) / scale;
    double high = part == of ? 1 : (middle + spread) / scale;
    return (struct interval){p, low, high};
}

struct interval interval_of(int64_t part, int64_t of)
{
    return of > 0 ? rounded(wilson(part, of)) : (struct interval){0};
}

struct interval difference_of(int64_t part, int64_t of, int64_t part2, int64_t of2)
{
    if (of <= 0 || of2 <= 0)
        return (struct interval){0};
    struct interval a = wilson(part, of), b = wilson(part2, of2);
    double d = a.share - b.share;
    return rounded((struct interval){d, d - hypot(a.share - a.low, b.high - b.share),
                                     d + hypot(a.high - a.share, b.share - b.low)});
}
