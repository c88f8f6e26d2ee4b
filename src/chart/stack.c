/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/stack.h"

#include <assert.h>
#include <math.h>

enum { MOST_DOTS = 64, FARTHEST = 4000 };

int pc_stack_dots(int *bin, int *level, const double *at, size_t n, double anchor, double size)
{
    int fullest = 0;
    for (size_t i = 0; i < n; i++) {
        const double steps = floor((at[i] - anchor) / size + 1e-9);
        bin[i] = (int)fmax(-FARTHEST, fmin(FARTHEST, steps));
        level[i] = 0;
        for (size_t k = 0; k < i; k++) level[i] += bin[k] == bin[i];
        if (level[i] + 1 > fullest) fullest = level[i] + 1;
    }
    return fullest;
}

double pc_stack_size(const double *at, size_t n, double anchor, double smallest, double largest,
                     double room)
{
    int bin[MOST_DOTS], level[MOST_DOTS];
    assert(n <= MOST_DOTS);
    double size = largest;
    while (size > smallest && pc_stack_dots(bin, level, at, n, anchor, size) * size > room)
        size -= 0.5;
    return fmax(size, smallest);
}
