#ifndef SIM_CALL_H
#define SIM_CALL_H

/* One invented call: who, when, about which deals, and how its record will look. Made from the seed
 * and the call's key alone; what is said in it is sim_talk's. */

#include "lib/base/when.h"
#include "lib/sim/sim_company.h"

enum sim_kind {
    SIM_DISCOVERY = 1 << 0,
    SIM_DEMO = 1 << 1,
    SIM_NEGOTIATION = 1 << 2,
    SIM_DECISION = 1 << 3, /* the deal was won or lost a short while ago */
    SIM_CUSTOMER = 1 << 4, /* reviews, renewals, support */
    SIM_INTERNAL = 1 << 5,
    SIM_DIALER = 1 << 6, /* 30 to 200 seconds */
};

enum sim_affiliation { SIM_OURS, SIM_THEIRS, SIM_UNKNOWN };

struct sim_party {
    char id[SIM_ID];
    char speaker[SIM_ID]; /* "" = did not speak */
    enum sim_affiliation affiliation;
    int user;             /* -1 = none of ours */
    int account, contact; /* -1 = nobody's contact */
    char first[48];
    char name[96];                         /* "" = not told */
    char email[160], title[64], phone[24]; /* "" = not told */
    bool invited, attended;
};

enum { SIM_PARTIES = 12, SIM_CALL_ACCOUNTS = 3 };

struct sim_call {
    int64_t key;
    char id[SIM_ID];
    enum sim_kind kind;
    enum sim_tongue tongue;
    struct sim_account accounts[SIM_CALL_ACCOUNTS]; /* the first is the one it is about */
    int naccounts;
    int lines[SIM_DEAL_LINES]; /* deals of the first account on the call */
    int nlines;
    struct sim_party parties[SIM_PARTIES];
    int nparties;
    /* Who speaks, as indices into parties (-1 = nobody): host, second of ours, customer, second
     * customer. */
    int host, second, buyer, other;
    int host_user;
    char stray[SIM_ID]; /* a voice without a party; "" = none */
    bool no_parties;    /* the record has no parties at all */
    bool null_voice;    /* some monologues have speakerId null */
    when scheduled, started;
    when shown;  /* when Gong lists it */
    when spoken; /* when its transcript can be had; INT64_MAX = never */
    bool empty;  /* its transcript is [] */
    bool private_, untitled;
    int duration; /* seconds */
    const char *direction, *system, *scope, *media;
    char title[256], meeting_url[96], event[80], client_id[32];
    const char *disposition; /* NULL = null */
    int workspace;
};

/* Of a call that follows the calendar the key says the day; `spacing` bounds how late it can start.
 */
void sim_call(const struct sim_company *c, int64_t key, when scheduled, when spacing,
              struct sim_call *out);

/* The calls of a day by the calendar: how many, and each one's key and time. */
int sim_day_calls(const struct sim_company *c, int64_t day, int per_year);
int64_t sim_day_key(int64_t day, int number);
when sim_day_time(const struct sim_company *c, int64_t key);

#endif
