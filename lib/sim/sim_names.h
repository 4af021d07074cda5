#ifndef SIM_NAMES_H
#define SIM_NAMES_H

/* The words that the invented company is made of. A name has its spelling and the letters that
 * stand for it in an address. Tables end with NULL. */

struct sim_name {
    const char *shown, *plain;
};

/* First and last names that go together, by language. */
struct sim_people {
    const char *language; /* ISO 639-2/B */
    const char *locale;   /* BCP 47 */
    const struct sim_name *first, *last;
    int nfirst, nlast;
    const char *suffix; /* of the companies there */
};

enum sim_tongue { SIM_ENG, SIM_FRE, SIM_GER, SIM_SPA, SIM_JPN, SIM_TONGUES };

extern const struct sim_people sim_people[SIM_TONGUES];

extern const struct sim_name sim_company_first[]; /* "Alder", "Müller" */
extern const int sim_company_nfirst;
extern const char *const sim_company_second[]; /* "Freight" */
extern const int sim_company_nsecond;
extern const struct sim_name sim_company_whole[]; /* names that are not made of two words */
extern const int sim_company_nwhole;

struct sim_industry {
    const char *salesforce, *hubspot;
};
extern const struct sim_industry sim_industries[];
extern const int sim_nindustries;

extern const char *const sim_buyer_titles[];
extern const int sim_nbuyer_titles;

#define SIM_COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

#endif
