/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Did you mean": the distance of Damerau and Levenshtein, in which a letter added, left out,
 * changed, or swapped with its neighbour costs 1 (optimal string alignment). */
#include "json/json.h"

#include <string.h>
#include <strings.h>

enum { LONGEST = 64 }; /* longer words are no slips of one's finger */

static size_t min3(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

static size_t distance(const char *a, size_t n_a, const char *b, size_t n_b)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= n_b; j++) last[j] = before[j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            row[j] = min3(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (is_swap && before[j - 2] + 1 < row[j]) row[j] = before[j - 2] + 1;
        }
        size_t *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[n_b];
}

const char *pc_json_did_you_mean(const char *word, const char *const *candidates, size_t n)
{
    size_t length = strlen(word), most = length / 3 > 1 ? length / 3 : 1;
    const char *nearest = NULL;
    if (length == 0 || length > LONGEST) return NULL;
    for (size_t i = 0; i < n; i++) {
        size_t other = strlen(candidates[i]);
        if (strcasecmp(word, candidates[i]) == 0) return candidates[i];
        if (other > LONGEST || other > length + most || length > other + most) continue;
        size_t apart = distance(word, length, candidates[i], other);
        if (apart > most) continue;
        most = apart ? apart - 1 : 0; /* the next one must be nearer */
        nearest = candidates[i];
    }
    return nearest;
}
