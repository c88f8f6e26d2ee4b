/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generate.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t next(maker *m) /* SplitMix64 */
{
    uint64_t z = m->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

int gen_below(maker *m, int n)
{
    return (int)(next(m) % (uint64_t)n);
}
int gen_between(maker *m, int low, int high)
{
    return low + gen_below(m, high - low + 1);
}
bool gen_chance(maker *m, int percent)
{
    return gen_below(m, 100) < percent;
}

void gen_put(maker *m, const char *format, ...)
{
    if (m->capacity - m->n < 2000)
        m->text = realloc(m->text, m->capacity = 2 * m->capacity + 8000);
    va_list args;
    va_start(args, format);
    m->n += (size_t)vsnprintf(m->text + m->n, m->capacity - m->n, format, args);
    va_end(args);
}
