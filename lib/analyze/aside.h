#ifndef ANALYZE_ASIDE_H
#define ANALYZE_ASIDE_H

/* Talk that is aside from what a call is about: people's own lives, the weather, what once was at
 * another company, what a seller shows on the screen. "My sister's kitchen went over budget" names
 * no budget. */

#include <stdbool.h>
#include "lib/analyze/transcript.h"

/* The sentence is aside: its words are as much of people's lives as of trade, it tells of another
 * place or time, or a seller explains a screen. English; false in any other language. */
bool aside_is(const struct transcript *t, uint32_t sentence, const struct lexicon *l);

#endif
