#ifndef ANALYZE_CONTACT_H
#define ANALYZE_CONTACT_H

/* E-mail addresses and phone numbers as they stand in text, whoever's they are.
 *
 * An address is written (jane.doe@acme.com: RFC 5321's, with any letters, and a domain with a dot)
 * or spoken ("jane dot doe at acme dot com", with one of the common endings).
 *
 * A phone number has 7 to 15 digits (E.164) in groups. No phone number: days (2026-10-06), years
 * (2024-2025), ranges of round numbers (5000-6000), numbers with separators (1.500.000), money
 * ($1234567), and fewer than ten digits without a gap and without a sign of it ("+" or a zero
 * before them). */

#include <stddef.h>
#include "lib/analyze/spelling.h"

/* What begins with a word: the number of the word behind it; 0 where nothing does.
 * *barren: 0 at the start of a text; where it is known that none begins, so that a long text is
 * read once. */
size_t contact_mail(const struct spelling *s, size_t word, size_t *barren);
size_t contact_phone(const struct spelling *s, size_t word);

/* The digits of a number that begins with the word: as many groups as `groups`, at least 1, which
 * becomes how many there are. */
enum { CONTACT_DIGITS = 15 };
struct contact_digits {
    char text[CONTACT_DIGITS + 1];
    size_t n;
};
void contact_digits(const struct spelling *s, size_t word, size_t *groups,
                    struct contact_digits *d);

#endif
