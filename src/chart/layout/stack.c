/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/layout/stack.h"

#include <assert.h>
#include <math.h>

enum { MOST_DOTS = 64, FARTHEST = 4000, COUNTABLE = 20 };

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

static double size_in(int columns, const double *at, size_t n, double anchor, double smallest,
                      double largest, double room)
{
    int bin[MOST_DOTS], level[MOST_DOTS];
    for (double size = largest; size > smallest; size -= 0.5) {
        const int fullest = pc_stack_dots(bin, level, at, n, anchor, size * columns);
        if ((fullest + columns - 1) / columns * size <= room) return size;
    }
    return smallest;
}

pc_stack pc_stack_fit(const double *at, size_t n, double anchor, double smallest,
                      double largest, double room, int most_columns)
{
    pc_stack best = { 0, 1 };
    assert(n <= MOST_DOTS);
    for (int columns = 1; columns <= most_columns && best.size < COUNTABLE; columns++) {
        const double size = size_in(columns, at, n, anchor, smallest, largest, room);
        if (size > best.size) best = (pc_stack) { size, columns };
    }
    return best;
}
