/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Philox against the answers that Random123 publishes (tests/kat_vectors), and the map from
 * addresses to uniforms. */
#include "random/random.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

typedef struct known {
    uint32_t counter[4], key[2], want[4];
    const char *why;
} known;

/* DEShawResearch/random123, tests/kat_vectors, rows "philox4x32 10". */
static const known rows[] = {
    { { 0, 0, 0, 0 },
      { 0, 0 },
      { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 },
      "all bits clear" },
    { { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
      { 0xffffffff, 0xffffffff },
      { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd },
      "all bits set: every product and key sum overflows" },
    { { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
      { 0xa4093822, 0x299f31d0 },
      { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 },
      "the digits of pi: words in their order" },
};

static void check_known(const known *row)
{
    uint32_t out[4];
    pc_philox4x32(out, row->counter, row->key);
    for (int i = 0; i < 4; i++)
        if (out[i] != row->want[i]) fail_msg("%s: word %d is %08x", row->why, i, out[i]);
}

static void known_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) check_known(&rows[i]);
}

static void published_file(void **state)
{
    (void)state;
    const char *folder = getenv("PC_SHARED");
    if (!folder) skip();
    char path[4096], line[512];
    snprintf(path, sizeof path, "%s/cases/data/random123/kat_vectors", folder);
    FILE *file = fopen(path, "r");
    if (!file) skip();
    int n = 0;
    while (fgets(line, sizeof line, file)) {
        known row = { .why = line };
        uint32_t *c = row.counter, *k = row.key, *w = row.want;
        if (sscanf(line, "philox4x32 10 %x %x %x %x %x %x %x %x %x %x", &c[0], &c[1], &c[2],
                   &c[3], &k[0], &k[1], &w[0], &w[1], &w[2], &w[3]) != 10)
            continue;
        check_known(&row);
        n++;
    }
    fclose(file);
    assert_true(n >= 3);
}

/* The uniform that random.h promises, spelled out with 64-bit integers. */
static double by_the_book(const pc_address *at, uint64_t trial)
{
    const uint32_t counter[4] = { (uint32_t)(trial / 64 * 32 + trial % 32),
                                  at->period + at->index * 4096, (uint32_t)at->seed,
                                  (uint32_t)(at->seed >> 32) };
    const uint32_t key[2] = { (uint32_t)at->stream, (uint32_t)(at->stream >> 32) };
    uint32_t w[4];
    pc_philox4x32(w, counter, key);
    const int first = trial % 64 < 32 ? 0 : 2;
    const uint64_t word = (uint64_t)w[first + 1] << 32 | w[first];
    return ((double)(word >> 12) + 0.5) / 4503599627370496.0;
}

static void uniforms_follow_the_address(void **state)
{
    (void)state;
    static const uint64_t trials[] = {
        0, 31, 32, 63, 64, 95, 96, 20479, ((uint64_t)1 << 33) - 1
    };
    const pc_address at[] = { { 1, 2, 3, 4 },
                              { ((uint64_t)1 << 53) - 1, ~(uint64_t)0, 4095, (1u << 20) - 1 },
                              { 0, 0, 0, 0 } };
    for (size_t a = 0; a < 3; a++)
        for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
            const double u = pc_uniform(&at[a], trials[i]);
            assert_true(u == by_the_book(&at[a], trials[i]));
            assert_true(u > 0.0 && u < 1.0);
        }
}

static void every_part_of_an_address_counts(void **state)
{
    (void)state;
    const pc_address at = {
        .seed = 5, .stream = pc_stream("assumptions/acv"), .period = 7, .index = 9
    };
    pc_address other[8];
    for (int i = 0; i < 8; i++) other[i] = at;
    other[0].seed++;
    other[1].seed += (uint64_t)1 << 32;
    other[2].stream++;
    other[3].stream += (uint64_t)1 << 32;
    other[4].period++;
    other[5].index++;
    other[6].period = 4095;
    other[7].index = (1u << 20) - 1;
    for (uint64_t trial = 0; trial < 256; trial++)
        for (int i = 0; i < 8; i++)
            assert_true(pc_uniform(&at, trial) != pc_uniform(&other[i], trial));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(published_file),
        cmocka_unit_test(uniforms_follow_the_address),
        cmocka_unit_test(every_part_of_an_address_counts),
    };
    return cmocka_run_group_tests_name("random/philox", tests, NULL, NULL);
}
