/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that runs out anywhere in a chart's arena gives PC_ENOMEM, never a crash or half a
 * picture. Chunks are refused one by one, at places shifted by what was taken before. */
#include "chart/kinds/fan/page.h"
#include "chart/render/render.h"
#include "tests/support/check.h"
#include "tests/unit/chart/fabricate.h"

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

/* Whether the chart could be laid out after `before` bytes with so many chunks. */
static bool lay_out(const made *m, size_t before, int chunks)
{
    pc_arena arena;
    pc_fan fan;
    const pc_measure measure = { type_writer, NULL };
    pc_arena_init(&arena);
    chunks_left = chunks;
    pc_arena_alloc(&arena, before, 1, 1);
    pc_list list = { .arena = &arena };
    bool good = pc_fan_read(&fan, &arena, &m->results, NULL, NULL, NULL) == PC_OK;
    if (good) {
        pc_fan_title(&arena, &fan);
        pc_fan_description(&arena, &fan);
        pc_fan_layout(&list, &fan, &measure, &pc_theme_light);
        pc_text svg = { 0 };
        const pc_picture picture = {
            .id = "x", .title = "", .description = "", .theme = &pc_theme_light, .list = &list
        };
        pc_svg_make(&svg, &picture); /* of whatever came into being */
        pc_text_clear(&svg);
        good = !arena.failed;
    }
    chunks_left = -1;
    assert_int_equal(good, !arena.failed);
    pc_arena_clear(&arena);
    return good;
}

static void memory_may_end_anywhere(void **state)
{
    made m;
    int failed = 0, done = 0;
    (void)state;
    make_results(&m, "roi.multiple", "multiple", NULL, made_roi, 3);
    for (size_t before = 0; before < 16384; before += 160)
        for (int chunks = 0; chunks < 6; chunks++) {
            const bool good = lay_out(&m, before, chunks);
            failed += !good;
            done += good;
        }
    assert_true(failed > 200 && done > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(memory_may_end_anywhere) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
