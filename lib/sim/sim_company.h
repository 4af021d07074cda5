#ifndef SIM_COMPANY_H
#define SIM_COMPANY_H

/* The invented company, Larkfield, that sells a reporting platform; its users, the accounts it
 * sells to, their people and their deals. Nothing is stored: each is made from the seed and a
 * number when asked for. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/when.h"
#include "lib/sim/sim_lines.h"
#include "lib/sim/sim_names.h"
#include "lib/sim/sim_rng.h"

struct sim_company {
    uint64_t seed;
    int users;
    int workspaces;
    enum sim_phrasings phrasings; /* in which its calls are spoken */
};

#define SIM_COMPANY_DOMAIN "larkfield.example"

enum sim_role { SIM_VP, SIM_MANAGER, SIM_AE, SIM_SDR, SIM_SE, SIM_CSM };

struct sim_user {
    int number;
    enum sim_role role;
    char id[SIM_ID];
    const struct sim_name *first, *last;
    const char *title; /* NULL: not set */
    char name[96], email[96], phone[24];
    bool active;
    int manager; /* user number, -1 = none */
    int tongue;  /* a second language spoken, SIM_ENG = none */
    when created;
};
void sim_user(const struct sim_company *c, int number, struct sim_user *u);
/* A user of that role by chance; any user when there is none. */
int sim_user_of_role(const struct sim_company *c, enum sim_role role, struct sim_rng *r);
const char *sim_role_title(enum sim_role role);

enum sim_crm { SIM_SALESFORCE, SIM_HUBSPOT, SIM_NO_CRM };

struct sim_account {
    int number;
    enum sim_crm crm;
    enum sim_tongue tongue;
    char id[SIM_ID]; /* the CRM's id */
    char name[128], domain[64];
    const struct sim_industry *industry;
    int employees; /* 0 = the CRM does not say */
    int owner;     /* user number */
    int people;    /* contacts it has */
};
int sim_accounts(const struct sim_company *c);
void sim_account(const struct sim_company *c, int number, struct sim_account *a);

struct sim_contact {
    char id[SIM_ID]; /* the CRM's id */
    char first[48], name[96], email[160];
    const char *title;
};
void sim_contact(const struct sim_company *c, const struct sim_account *a, int number,
                 struct sim_contact *out);

/* An account has three lines of deals (new business, expansion, renewal); in each, one deal follows
 * the other. A deal's stage depends on the time it is looked at. */
enum { SIM_DEAL_LINES = 3, SIM_STAGES = 6, SIM_WON = 4, SIM_LOST = 5 };

struct sim_deal {
    char id[SIM_ID];
    char name[192];
    int line;
    int64_t number;
    when opened, closes; /* at `closes` it is won or lost */
    bool won;
    int amount;       /* at the end; 0 = not said */
    int first_amount; /* at the beginning */
    int owner;
    bool currency; /* the CRM tells it */
};
void sim_deal(const struct sim_company *c, const struct sim_account *a, int line, when t,
              struct sim_deal *d);
int sim_deal_stage(const struct sim_deal *d, when t); /* 0..SIM_LOST */
const char *sim_stage_name(enum sim_crm crm, int stage);

/* A CRM's id of its own shape for one of our users ("0055e000..." or a number). */
void sim_owner_id(const struct sim_company *c, enum sim_crm crm, int user, char out[SIM_ID]);
void sim_crm_id(const struct sim_company *c, enum sim_crm crm, const char *prefix, uint64_t a,
                uint64_t b, char out[SIM_ID]);
void sim_workspace_id(const struct sim_company *c, int number, char out[SIM_ID]);

#endif
