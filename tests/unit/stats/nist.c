/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NIST/ITL Statistical Reference Datasets, univariate: certified means and standard deviations.
 */
#include "partnercast/sample.h"
#include "sample.h"

#include <stdio.h>

typedef struct dataset {
    double mean, sd, autocorrelation;
    size_t n;
    double values[1100];
} dataset;

static const char *after(const char *line, const char *label)
{
    const char *at = strstr(line, label);
    return at ? at + strlen(label) : NULL;
}

static bool read_dataset(dataset *out, const char *name)
{
    char path[512], line[256];
    const char *shared = getenv("PC_SHARED");
    if (!shared) return false;
    snprintf(path, sizeof path, "%s/cases/data/nist/%s.dat", shared, name);
    FILE *file = fopen(path, "r");
    if (!file) return false;
    bool in_data = false;
    *out = (dataset) { 0 };
    while (fgets(line, sizeof line, file)) {
        char *end;
        const double x = strtod(line, &end);
        if (in_data && end != line) out->values[out->n++] = x;
        if (after(line, "ybar:")) out->mean = strtod(after(line, "ybar:"), NULL);
        if (strstr(line, "Standard Deviation") && after(line, " s:"))
            out->sd = strtod(after(line, " s:"), NULL);
        if (after(line, " r(1):")) out->autocorrelation = strtod(after(line, " r(1):"), NULL);
        in_data |= line[0] == '-' && line[1] == '-';
    }
    fclose(file);
    return true;
}

static const struct {
    const char *name;
    size_t n;
    double pivot, relative_sd;
    const char *why;
} rows[] = {
    { "Lew", 200, 0, 1e-14, "signs mixed, no pivot to help" },
    { "Lottery", 218, 0, 1e-14, "whole numbers" },
    { "NumAcc1", 3, 10000000, 1e-14, "spread of 1 on 10^7: a near pivot makes it exact" },
    { "NumAcc1", 3, 0, 1e-1, "without one the squares lose the spread" },
    { "NumAcc2", 1001, 1.2, 1e-13, "0.1 is no binary number" },
};

static void check_certified(const dataset *data, const pc_statistics *got, double relative_sd)
{
    CHECK_CLOSE(got->mean.value, data->mean, 1e-14, 0);
    CHECK_CLOSE(got->sd.value, data->sd, relative_sd, 0);
    CHECK_CLOSE(got->mean.se, data->sd / sqrt((double)data->n), relative_sd + 1e-15, 0);
}

static void certified_values(void **state)
{
    (void)state;
    static dataset data;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!read_dataset(&data, rows[i].name)) skip();
        assert_int_equal(data.n, rows[i].n);
        const pc_statistics got = statistics_of(data.values, data.n, rows[i].pivot);
        check_certified(&data, &got, rows[i].relative_sd);
    }
}

/* Seven shards, each with tallies and blocks of its own, merged. */
static void seven_shards_give_the_same_digits(void **state)
{
    (void)state;
    static dataset data;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!read_dataset(&data, rows[i].name)) skip();
        sample total, shards[7];
        sample_init(&total, rows[i].pivot);
        for (size_t k = 0; k < 7; k++) {
            const size_t from = data.n * k / 7, to = data.n * (k + 1) / 7;
            sample *shard = &shards[k];
            sample_init(shard, rows[i].pivot);
            sample_add(shard, "baseline", data.values + from, to - from, from);
            pc_tally_merge(&total.tally, &shard->tally);
            total.sums.sum += shard->sums.sum;
            total.sums.sum_sq += shard->sums.sum_sq;
        }
        const pc_statistics got = sample_statistics(&total);
        check_certified(&data, &got, rows[i].relative_sd);
        assert_int_equal(total.tally.n, data.n);
        for (size_t k = 0; k < 7; k++) sample_clear(&shards[k]);
        sample_clear(&total);
    }
}

/* The public door: as exact as the certificates without a pivot to help. */
static void a_column_measured(void **state)
{
    (void)state;
    static dataset data;
    static const char *const names[] = { "Lew", "Lottery", "NumAcc1", "NumAcc2" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!read_dataset(&data, names[i])) skip();
        pc_sample got;
        assert_int_equal(pc_sample_measure(&got, data.values, data.n), PC_OK);
        CHECK_CLOSE(got.mean, data.mean, 1e-14, 0);
        CHECK_CLOSE(got.sd, data.sd, i < 2 ? 1e-13 : 1e-9, 0);
        CHECK_CLOSE(got.autocorrelation, data.autocorrelation, 1e-12, 0);
        assert_int_equal(got.n, data.n);
    }
}

/* Published by R for type 7; see ?quantile. */
static void quantiles_of_a_column(void **state)
{
    (void)state;
    const double values[] = { 55.3, 2.1, 3.7, 5.2, 3.7, 8.8, 13.1, 34.9, 21.4 };
    const double p[] = { 0.05, 0.1, 0.333, 0.9, 0, 1 };
    const double want[] = { 2.74, 3.38, 4.696, 38.98, 2.1, 55.3 };
    double got[6];
    assert_int_equal(pc_sample_quantiles(got, p, 6, values, 9), PC_OK);
    for (size_t i = 0; i < 6; i++) CHECK_CLOSE(got[i], want[i], 1e-12, 0);
}

static void what_cannot_be_measured(void **state)
{
    (void)state;
    const double one[] = { 3 }, same[] = { 2, 2, 2 }, bad[] = { 1, (double)NAN }, p[] = { 1.5 };
    double q;
    pc_sample got;
    assert_int_equal(pc_sample_measure(&got, one, 0), PC_EUSAGE);
    assert_int_equal(pc_sample_measure(&got, bad, 2), PC_EUSAGE);
    assert_int_equal(pc_sample_quantiles(&q, p, 1, same, 3), PC_EUSAGE);
    assert_int_equal(pc_sample_measure(&got, one, 1), PC_OK);
    assert_true(got.mean == 3 && isnan(got.sd) && isnan(got.autocorrelation));
    assert_int_equal(pc_sample_measure(&got, same, 3), PC_OK);
    assert_true(got.sd == 0 && isnan(got.autocorrelation));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certified_values),
        cmocka_unit_test(seven_shards_give_the_same_digits),
        cmocka_unit_test(a_column_measured),
        cmocka_unit_test(quantiles_of_a_column),
        cmocka_unit_test(what_cannot_be_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
