/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_CHART_PHRASES_H
#define PC_CHART_PHRASES_H

#include "base/arena.h"
#include "chart/text/format.h"
#include "partnercast/results.h"

/** Times, figures and likelihoods in people's words, all in the arena. */

/** A period with its preposition: "in 2025", "over all 36 months", "in quarter 3". */
const char *pc_phrase_when(pc_arena *arena, const pc_results *results, const char *period);

/** A computed figure with the digits that its standard error supports. */
const char *pc_phrase_figure(pc_arena *arena, pc_unit unit, const char *currency,
                             pc_estimate figure);

/** A figure as people wrote it: "1.6x", "$30M". */
const char *pc_phrase_stated(pc_arena *arena, pc_unit unit, const char *currency, double value);

/** "20,480 simulated futures". */
const char *pc_phrase_futures(pc_arena *arena, const pc_results *results);

/** "6%", "all 20,480", as pc_format_chance. */
const char *pc_phrase_chance(pc_arena *arena, double p, uint64_t trials);

/** "USD", "months", or "". */
const char *pc_phrase_unit(pc_unit unit, const char *currency);

/** A channel's id for people: "si" as "SI", "cloud_marketplace" as "Cloud marketplace". */
const char *pc_phrase_channel(pc_arena *arena, const char *id);

/** The first letter in upper case, in place. @return text */
char *pc_phrase_capitalise(char *text);

/**
 * How likely, as an adverb: "almost certainly", "very likely", "more likely than not", or NULL
 * when it is too close to call, or less likely than not. The bounds (95, 80, 60 %) must be
 * passed by two standard errors: a weaker word is never wrong.
 */
const char *pc_phrase_likely(pc_estimate p);

/** "Revenue very likely reaches ...": who, how likely and what they do, in that order; "More
 *  likely than not, revenue reaches ..." where the word is longer than an adverb. who in lower
 *  case; the first letter becomes a capital. */
char *pc_phrase_claim(pc_arena *arena, const char *likely, const char *who, const char *does);

/** Whole percents of shares that sum to 100: the largest remainders are rounded up. shares sum
 *  to something above 0; n <= 64. */
void pc_phrase_percents(int *out, const double *shares, size_t n);

#endif
