#include "lib/base/interval.h"

#include <math.h>

struct interval interval_of(int64_t part, int64_t of)
{
    if (of <= 0)
        return (struct interval){0};
    const double z = 1.959963984540054, n = (double)of, p = (double)part / n;
    const double middle = p + z * z / (2 * n),
                 spread = z * sqrt((p * (1 - p) + z * z / (4 * n)) / n);
    const double scale = 1 + z * z / n;
    double low = part == 0 ? 0 : (middle - spread) / scale;
    double high = part == of ? 1 : (middle + spread) / scale;
    return (struct interval){round(p * 1e4) / 1e4, round(low * 1e4) / 1e4, round(high * 1e4) / 1e4};
}
