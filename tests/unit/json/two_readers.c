/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Should cJSON ever read something else than our scanner, the text is refused: this program's
 * cJSON does. */
#include "fixture.h"

#include <cjson/cJSON.h>

static const char *cjson_sees;

cJSON *cJSON_ParseWithLength(const char *text, size_t n)
{
    (void)text;
    (void)n;
    return cJSON_Parse(cjson_sees);
}

static void disagreement_is_an_error_of_ours(void **state)
{
    (void)state;
    static const char *const rows[] = { "[1]", "[1, \"2\"]", "{\"a\": 1, \"b\": 2}", "[1, [2]]",
                                        "1" };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture f = fixture_new();
        cjson_sees = rows[i];
        assert_null(read_as(&f, PC_JSON_STRICT, "[1, 2]"));
        assert_string_equal(problems(&f),
                            "t.json: error[E0115]: the two readers of JSON disagree\n");
        assert_false(f.arena.failed);
        fixture_free(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(disagreement_is_an_error_of_ours) };
    return cmocka_run_group_tests_name("json: two readers", tests, NULL, NULL);
}
