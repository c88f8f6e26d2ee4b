/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Assertions that cmocka lacks. Its assert_float_equal casts to float and passes for NaN. */
#ifndef PC_TESTS_CHECK_H
#define PC_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>

/* |got - want| <= absolute + relative |want|; NaN never passes. */
#define CHECK_CLOSE(got, want, relative, absolute)                                             \
    check_close((got), (want), (relative), (absolute), #got, __FILE__, __LINE__)

static inline void check_close(double got, double want, double relative, double absolute,
                               const char *what, const char *file, int line)
{
    if (fabs(got - want) <= absolute + relative * fabs(want)) return;
    print_error("%s:%d: %s is %.17g, should be %.17g (off by %.3g)\n", file, line, what, got,
                want, got - want);
    _fail(file, line);
}

#endif
