#ifndef REPORT_CLAIMS_MATCH_H
#define REPORT_CLAIMS_MATCH_H

/* Which facts a number in a clause may mean, and whether it says them; for lib/report/claims*.c
 * only. */

#include "lib/report/claims_scan.h"

/* Where the check is. */
struct check {
    const struct claim_clause *c;
    const struct token *tokens;
    size_t i;  /* the token that is looked at */
    bool then; /* what earlier runs had may be meant */
    int rise;  /* "up from", "down from": 1, -1; 0: neither */
    /* The pair that was last, and whether a percentage has named its share. */
    const struct fact *pair;
    bool shared;
    const struct token *loose; /* a percentage in front of a pair */
    int64_t whole;             /* "of 40 calls, ...": the next count is a part of it; -1: none */
    /* Of each token of the clause: it names facts of the topic, as a value or state (1), as a group
     * (2). */
    unsigned char names[CLAIM_TOKENS];
    struct claim_said *first;
    struct fault *f;
};

void check_names(struct check *k);                                     /* fills in k->names */
bool check_is_word(const struct check *k, size_t i, const char *word); /* token i, in the clause */
bool check_is_count(const struct token *t);                            /* a bare whole number */
/* What is counted: the noun behind the number, a few words on. */
enum claim_noun check_noun(const struct check *k, size_t i);

/* The facts of that kind that may be meant, one after the other: begin with *at = 0. NULL: no more.
 */
const struct fact *check_fact(const struct check *k, enum fact_kind kind, enum claim_noun noun,
                              size_t *at);

/* Rounded to as many places as it was said with. */
bool check_says(const struct token *t, double value);
/* A whole percentage is rounded half up, but for what is more than none or less than all: <1%,
 * >99%. */
bool check_says_share(const struct token *t, int64_t part, int64_t of);
bool check_says_interval(const struct token *t, const struct fact *fact);

#endif
