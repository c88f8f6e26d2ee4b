/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/text/phrases.h"

#include "chart/text/clean.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *pc_phrase_capitalise(char *text)
{
    if (text && *text >= 'a' && *text <= 'z') *text = (char)(*text - 'a' + 'A');
    return text;
}

/* ---- Times ---- */

static const char *year_words(pc_arena *arena, const pc_results *results, int year)
{
    if (results->start_month == 1)
        return pc_arena_printf(arena, "%d", results->start_year + year - 1);
    return pc_arena_printf(arena, "year %d", year);
}

const char *pc_phrase_when(pc_arena *arena, const pc_results *results, const char *period)
{
    int number = 0, last = 0;
    if (strcmp(period, "all") == 0)
        return pc_arena_printf(arena, "over all %d months", results->months);
    if (sscanf(period, "y%6d..y%6d", &number, &last) == 2)
        return pc_arena_printf(arena, "from %s to %s", year_words(arena, results, number),
                               year_words(arena, results, last));
    if (sscanf(period, "fy%6d", &number) == 1)
        return pc_arena_printf(arena, "in fiscal %d", number);
    if (sscanf(period, "y%6d", &number) == 1)
        return pc_arena_printf(arena, "in %s", year_words(arena, results, number));
    if (sscanf(period, "q%6d", &number) == 1)
        return pc_arena_printf(arena, "in quarter %d", number);
    if (sscanf(period, "m%6d", &number) == 1)
        return pc_arena_printf(arena, "in month %d", number);
    return pc_arena_printf(arena, "in %s", pc_clean_text(arena, period));
}

/* ---- Figures ---- */

const char *pc_phrase_figure(pc_arena *arena, pc_unit unit, const char *currency,
                             pc_estimate figure)
{
    char shown[PC_SHOWN_SIZE];
    const pc_format format = pc_format_for(unit, currency, figure.value, figure.se);
    return pc_arena_strdup(arena, pc_format_write(shown, &format, figure.value, false));
}

const char *pc_phrase_stated(pc_arena *arena, pc_unit unit, const char *currency, double value)
{
    char shown[PC_SHOWN_SIZE];
    const pc_format format = pc_format_stated(unit, currency, value);
    return pc_arena_strdup(arena, pc_format_write(shown, &format, value, false));
}

const char *pc_phrase_futures(pc_arena *arena, const pc_results *results)
{
    char trials[PC_SHOWN_SIZE];
    return pc_arena_printf(arena, "%s simulated future%s",
                           pc_format_count(trials, results->trials),
                           results->trials == 1 ? "" : "s");
}

const char *pc_phrase_chance(pc_arena *arena, double p, uint64_t trials)
{
    char shown[PC_SHOWN_SIZE];
    return pc_arena_strdup(arena, pc_format_chance(shown, p, trials));
}

const char *pc_phrase_unit(pc_unit unit, const char *currency)
{
    if (unit == PC_UNIT_MONEY && currency) return currency;
    return unit == PC_UNIT_MONTHS ? "months" : "";
}

const char *pc_phrase_likely(pc_estimate p)
{
    const double sure = p.value - (isfinite(p.se) ? 2 * p.se : 0);
    if (!isfinite(p.value)) return NULL;
    if (sure >= 0.95) return "almost certainly";
    if (sure >= 0.8) return "very likely";
    if (sure >= 0.6) return "more likely than not";
    return NULL;
}

char *pc_phrase_claim(pc_arena *arena, const char *likely, const char *who, const char *does)
{
    if (strcmp(likely, "more likely than not") == 0)
        return pc_arena_printf(arena, "More likely than not, %s %s", who, does);
    return pc_phrase_capitalise(pc_arena_printf(arena, "%s %s %s", who, likely, does));
}

void pc_phrase_percents(int *out, const double *shares, size_t n)
{
    double rest[64], sum = 0;
    int owed = 100;
    assert(n <= 64);
    for (size_t i = 0; i < n; i++) sum += shares[i];
    for (size_t i = 0; i < n; i++) {
        const double exact = sum > 0 ? 100 * shares[i] / sum : 0;
        out[i] = (int)floor(exact + 1e-9);
        rest[i] = exact - out[i];
        owed -= out[i];
    }
    for (; owed > 0 && n > 0; owed--) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++)
            if (rest[i] > rest[best] + 1e-9) best = i;
        out[best]++;
        rest[best] -= 1;
    }
}

/* ---- Channels ---- */

/* What is an abbreviation stays in capitals. */
static bool is_abbreviation(const char *word, size_t n)
{
    static const char *const known[] = { "si",   "gsi",  "oem", "isv", "msp", "var", "vad",
                                         "csp",  "api",  "ai",  "it",  "us",  "eu",  "uk",
                                         "aws",  "gcp",  "sap", "ibm", "erp", "crm", "emea",
                                         "apac", "dach", "b2b", "smb", "ma",  "vip" };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i]) == n && strncmp(word, known[i], n) == 0) return true;
    return false;
}

static void raise(char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text[i] >= 'a' && text[i] <= 'z') text[i] = (char)(text[i] - 'a' + 'A');
}

const char *pc_phrase_channel(pc_arena *arena, const char *id)
{
    char *text = pc_arena_strdup(arena, pc_clean_text(arena, id));
    if (!text) return "";
    for (char *s = text; *s; s++)
        if (*s == '_' || *s == '-') *s = ' ';
    for (char *word = text; *word;) {
        const size_t n = strcspn(word, " ");
        if (is_abbreviation(word, n)) raise(word, n);
        word += n;
        while (*word == ' ') word++;
    }
    return pc_phrase_capitalise(text);
}
