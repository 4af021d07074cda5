#ifndef REPORT_CLAIMS_SCAN_H
#define REPORT_CLAIMS_SCAN_H

/* A sentence as the tokens that matter to claims_check, and the check of a clause; for
 * lib/report/claims*.c only. */

#include "lib/report/claims.h"

enum { CLAIM_TOKENS = 400 };

enum token_kind {
    TOKEN_WORD,
    TOKEN_NAME,  /* one of the claims' names */
    TOKEN_QUOTE, /* text: the quote */
    TOKEN_TOPIC, /* [pricing.price_discussed] */
    TOKEN_BREAK, /* ; or . */
    TOKEN_COMMA,
    TOKEN_OPEN, /* ( */
    TOKEN_SLASH,
    TOKEN_DASH,
    TOKEN_SIGN, /* % or a currency's sign */
    TOKEN_NUMBER,
    TOKEN_PERCENT,
    TOKEN_RANGE,    /* of percents: value to high */
    TOKEN_POINTS,   /* of a hundred */
    TOKEN_CLOCK,    /* value in ms */
    TOKEN_DATE,     /* day 0: a month */
    TOKEN_FRACTION, /* half, two thirds: value from 0 to 1 */
};

struct token {
    enum token_kind kind;
    struct span text;
    double value, high;
    double unit;       /* of a number: what it is counted in; 1000 of 12k */
    int decimals;      /* digits behind the point */
    bool joined;       /* a hyphen stands between it and the word before */
    char sign;         /* < > - or 0 */
    struct span money; /* its currency, as a code or a sign */
    const struct claim_topic *topic;
    int year, month, day;
};

struct tokens {
    struct token at[CLAIM_TOKENS];
    size_t n;
};

int claims_read_tokens(struct tokens *t, const struct claims *c, struct span sentence,
                       struct fault *f);
/* Numerals, units and ranges: tokens that belong together become one. */
int tokens_fold(struct tokens *t, struct span sentence, struct fault *f);

bool token_is(const struct token *t, const char *word); /* a word, in small letters */
bool claim_same(struct span a, struct span b);          /* but for upper and lower case */
/* STATUS_BAD_RECORD: "byte N: TEXT" and the reason. */
int claim_refuse(struct fault *f, struct span sentence, struct span at, const char *why);

/* Tokens from..to of a sentence, up to a mark or the end of a clause: what is said there of the
 * topic. Its first pair goes into *first unless that has one. */
struct claim_clause {
    const struct claims *claims;
    const struct tokens *tokens;
    struct span sentence;
    size_t from, to, topic;
    struct span value; /* that a mark names; absent: none */
};
int clause_check(const struct claim_clause *c, struct claim_said *first, struct fault *f);

#endif
