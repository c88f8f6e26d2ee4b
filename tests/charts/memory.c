/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that runs out anywhere while a mix, an exceedance curve, a return, a migration or
 * a dot plot is made gives PC_ENOMEM, never a crash. Chunks are refused one by one, at places
 * shifted by what was taken before. */
#include "chart/kinds/kind.h"
#include "tests/charts/lint/whole.h"
#include "tests/support/check.h"

#include <stdlib.h>

static int chunks_left = -1; /* negative: as many as asked for */

/* In place of libc's, for this program: what the arena asks for its chunks. */
void *aligned_alloc(size_t align, size_t n)
{
    void *memory;
    if (chunks_left == 0) return NULL;
    if (chunks_left > 0) chunks_left--;
    return posix_memalign(&memory, align, n) == 0 ? memory : NULL;
}

static pc_extent type_writer(void *self, const char *text, const pc_type *type)
{
    (void)self;
    return (pc_extent) { 0.55 * type->size * (double)strlen(text), -0.73 * type->size,
                         0.2 * type->size };
}

static bool make(const whole *w, const char *kind, size_t before, int chunks)
{
    const pc_measure measure = { type_writer, NULL };
    const pc_chart_spec spec = { .kind = kind };
    pc_arena arena;
    pc_arena_init(&arena);
    pc_list list = { .arena = &arena };
    pc_draft draft = {
        .arena = &arena, .results = &w->results, .spec = &spec, .theme = &pc_theme_light
    };
    chunks_left = chunks;
    pc_arena_alloc(&arena, before, 1, 1);
    const pc_status status = pc_kind_find(kind)->read(&draft, NULL);
    if (status == PC_OK) pc_kind_find(kind)->layout(&list, &draft, &measure);
    chunks_left = -1;
    const bool good = status == PC_OK && !arena.failed;
    assert_true(good || arena.failed);
    pc_arena_clear(&arena);
    return good;
}

static void memory_may_end_anywhere(void **state)
{
    static const struct {
        const char *kind, *of;
    } kinds[] = { { "mix", "ordinary" },      { "exceed", "ordinary" }, { "roi", "ordinary" },
                  { "dist", "ordinary" },     { "migrate", "tiers" },   { "matrix", "tiers" },
                  { "payout", "commissions" } };
    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        whole *w = whole_new(whole_case_named(kinds[k].of));
        int failed = 0, done = 0;
        for (size_t before = 0; before < 16384; before += 160)
            for (int chunks = 0; chunks < 12; chunks++) {
                const bool good = make(w, kinds[k].kind, before, chunks);
                failed += !good;
                done += good;
            }
        assert_true(failed > 200 && done > 50);
        whole_free(w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(memory_may_end_anywhere) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
