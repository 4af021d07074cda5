#include "lib/sim/sim_limit.h"

int64_t sim_limit(struct sim_limit *l, int64_t ms, when now)
{
    l->recent[l->next] = ms;
    l->next = (l->next + 1) % SIM_RECENT;
    l->total++;
    int in_second = 0;
    for (int i = 0; i < SIM_RECENT && i < l->total; i++)
        in_second += l->recent[i] > ms - 1000;
    if (in_second > l->busiest)
        l->busiest = in_second;
    int64_t day = now / WHEN_DAY;
    if (day != l->day) {
        l->day = day;
        l->used = 0;
    }
    l->used++;
    if (l->per_day && l->used > l->per_day)
        return ((day + 1) * WHEN_DAY - now) / WHEN_SECOND + 1;
    return l->per_second && in_second > l->per_second ? 1 : 0;
}
