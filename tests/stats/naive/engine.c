/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine.h"

#include "../../support/check.h"

#include <stdlib.h>
#include <unistd.h>

static void print_diags(const pc_diags *diags, const char *text)
{
    for (size_t i = 0; i < pc_diags_count(diags); i++) {
        char *said = pc_diag_format(pc_diags_at(diags, i));
        print_error("%s", said ? said : "?");
        free(said);
    }
    if (text) print_error("%s\n", text);
}

pc_scenario *engine_load(const char *text, pc_diags *diags)
{
    char path[] = "/tmp/partnercast-naive-XXXXXX.json";
    const int fd = mkstemps(path, 5);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w");
    assert_true(fputs(text, file) >= 0 && fclose(file) == 0);
    pc_scenario *scenario = NULL;
    const pc_status status = pc_scenario_load(&scenario, path, NULL, diags);
    unlink(path);
    if (status == PC_OK) return scenario;
    print_diags(diags, text);
    fail_msg("a generated scenario is refused");
    return NULL;
}

void engine_simulate(engine *e, uint64_t first_trial)
{
    pc_sim_group(pc_kernel_best(), e->model, e->scenario->programme.seed, first_trial,
                 e->scratch);
}

engine engine_of(pc_scenario *scenario, pc_diags *diags)
{
    engine e = { .diags = diags, .scenario = scenario };
    if (pc_compile(&e.model, &e.scenario->programme, 2, e.diags) != PC_OK) {
        print_diags(e.diags, NULL);
        fail_msg("%s does not compile", pc_scenario_title(scenario));
    }
    e.scratch = aligned_alloc(64, (pc_sim_scratch(e.model) * sizeof(double) + 63) / 64 * 64);
    assert_non_null(e.scratch);
    pc_arena_init(&e.arena);
    e.n_catalogue = pc_metric_catalogue(&e.arena, &e.scenario->programme, &e.catalogue);
    engine_simulate(&e, 0);
    return e;
}

engine engine_start(uint64_t number)
{
    pc_diags *diags = pc_diags_new();
    char *text = naive_scenario(number);
    const engine e = engine_of(engine_load(text, diags), diags);
    free(text);
    return e;
}

void engine_stop(engine *e)
{
    free(e->scratch);
    pc_arena_clear(&e->arena);
    pc_model_free(e->model);
    pc_scenario_free(e->scenario);
    pc_diags_free(e->diags);
}

double engine_value(const engine *e, const pc_output *output, size_t trial)
{
    return output->constant ? output->value
                            : e->scratch[output->reg * (size_t)PC_GROUP + trial];
}

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text && *text ? strtoull(text, NULL, 10) : otherwise;
}

uint64_t engine_many(uint64_t usual)
{
    return usual * from_environment("PC_TEST_MORE", 1);
}

uint64_t engine_first(uint64_t usual)
{
    return usual + from_environment("PC_TEST_FIRST", 0);
}
