/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uniform_fill gives the bits of pc_uniform. Included once a width, with PATH_RUNS set. */
#include "random/philox.inl"
#include "tests/support/check.h"

static void fills_as_one_by_one(void **state)
{
    (void)state;
    if (!PATH_RUNS) skip();
    static const uint64_t firsts[] = { 0, 64, 20480, ((uint64_t)1 << 33) - 640 };
    for (uint32_t n = 0; n < 200; n++) {
        const pc_address at = { .seed = (uint64_t)n * 0x1fffffffffffff / 199,
                                .stream = n * 0x9e3779b97f4a7c15u,
                                .period = n * 4095 / 199,
                                .index = n * 0xfffff / 199 };
        const uint64_t first = firsts[n % 4];
        _Alignas(64) double u[640];
        uniform_fill(u, 640, &at, first);
        for (size_t i = 0; i < 640; i++)
            if (u[i] != pc_uniform(&at, first + i))
                fail_msg("trial %zu of address %u: %a", i, n, u[i]);
    }
}

int main(void)
{
    /* Static: copied onto the stack, it might take instructions that the processor lacks. */
    static const struct CMUnitTest tests[] = { cmocka_unit_test(fills_as_one_by_one) };
    return cmocka_run_group_tests_name("random/fill " PATH_NAME, tests, NULL, NULL);
}
