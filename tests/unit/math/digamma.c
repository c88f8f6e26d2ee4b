/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Derivatives of log-gamma against mpmath 1.2 (40 digits), and by their recurrence. */
#include "math/math.h"
#include "tests/support/check.h"

static void known_values(void **state)
{
    (void)state;
    static const struct {
        double x, psi, psi1;
    } rows[] = {
        { 0.01, -100.56088545786867450, 10001.621213528313220 },
        { 0.5, -1.9635100260214234794, 4.9348022005446793094 },
        { 1, -0.57721566490153286061, 1.6449340668482264365 },
        { 3.7, 1.1671535393615113859, 0.31003785767003831910 },
        { 10, 2.2517525890667211076, 0.10516633568168574612 },
        { 250, 5.5194595845310464170, 0.0040080106666325337234 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_CLOSE(pc_digamma(rows[i].x), rows[i].psi, 1e-14, 0);
        CHECK_CLOSE(pc_trigamma(rows[i].x), rows[i].psi1, 1e-14, 0);
    }
}

static void slopes_agree(void **state)
{
    (void)state;
    for (double x = 0.3; x < 300; x *= 1.37) {
        const double h = 1e-4 * x;
        CHECK_CLOSE((pc_log_gamma(x + h) - pc_log_gamma(x - h)) / (2 * h), pc_digamma(x), 1e-6,
                    1e-6);
        CHECK_CLOSE((pc_digamma(x + h) - pc_digamma(x - h)) / (2 * h), pc_trigamma(x), 1e-6, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(known_values),
                                        cmocka_unit_test(slopes_agree) };
    return cmocka_run_group_tests_name("math: digamma", tests, NULL, NULL);
}
