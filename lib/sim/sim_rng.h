#ifndef SIM_RNG_H
#define SIM_RNG_H

/* Chance that can be had again: every invented thing draws from a generator that starts from the
 * seed, what kind of thing it is and its number, so any of them can be made alone, in any order.
 * (splitmix64) */

#include <stdbool.h>
#include <stdint.h>

struct sim_rng {
    uint64_t state;
};

/* What a generator is for. The numbers are part of every id: they never change. */
enum sim_domain {
    SIM_USER = 1,
    SIM_ACCOUNT,
    SIM_CONTACT,
    SIM_DEAL,
    SIM_DAY,
    SIM_CALL,
    SIM_PARTY,
    SIM_VOICE,
    SIM_TALK,
    SIM_WORKSPACE,
    SIM_TRACKER,
    SIM_SCORECARD,
    SIM_ANSWERED,
    SIM_FOLDER,
    SIM_STATS,
    SIM_COMMENT,
    SIM_REQUEST,
    SIM_OUTCOME,
    SIM_FAULT,
    SIM_LATE,
    SIM_CRM,
};

enum { SIM_ID = 24 }; /* room for an id as text */

uint64_t sim_hash(uint64_t seed, enum sim_domain domain, uint64_t a, uint64_t b);
struct sim_rng sim_rng(uint64_t seed, enum sim_domain domain, uint64_t a, uint64_t b);
uint64_t sim_next(struct sim_rng *r);
int sim_below(struct sim_rng *r, int n);               /* 0..n-1; n > 0 */
int sim_between(struct sim_rng *r, int low, int high); /* both included */
bool sim_chance(struct sim_rng *r, int permille);

/* A Gong id: 17 to 19 digits, a positive 64-bit number. */
void sim_id(char out[SIM_ID], uint64_t seed, enum sim_domain domain, uint64_t a, uint64_t b);

#endif
