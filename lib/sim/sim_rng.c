#include "lib/sim/sim_rng.h"

#include <inttypes.h>
#include <stdio.h>

static uint64_t mix(uint64_t z)
{
    z += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint64_t sim_hash(uint64_t seed, enum sim_domain domain, uint64_t a, uint64_t b)
{
    return mix(mix(mix(mix(seed) ^ (uint64_t)domain) ^ a) ^ b);
}

struct sim_rng sim_rng(uint64_t seed, enum sim_domain domain, uint64_t a, uint64_t b)
{
    return (struct sim_rng){sim_hash(seed, domain, a, b)};
}

uint64_t sim_next(struct sim_rng *r)
{
    uint64_t n = mix(r->state);
    r->state += 0x9e3779b97f4a7c15u;
    return n;
}

int sim_below(struct sim_rng *r, int n)
{
    return (int)(sim_next(r) % (uint64_t)n);
}

int sim_between(struct sim_rng *r, int low, int high)
{
    return low + sim_below(r, high - low + 1);
}

bool sim_chance(struct sim_rng *r, int permille)
{
    return sim_below(r, 1000) < permille;
}

void sim_id(char out[SIM_ID], uint64_t seed, enum sim_domain domain, uint64_t a, uint64_t b)
{
    uint64_t h = sim_hash(seed, domain, a, b);
    uint64_t low = UINT64_C(1000000000000000000),
             span = UINT64_C(8200000000000000000); /* 19 digits */
    if (h % 10 == 0) {
        low = UINT64_C(10000000000000000); /* 17 */
        span = low * 9;
    } else if (h % 10 <= 2) {
        low = UINT64_C(100000000000000000); /* 18 */
        span = low * 9;
    }
    snprintf(out, SIM_ID, "%" PRIu64, low + mix(h) % span);
}
