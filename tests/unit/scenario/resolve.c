/* SPDX-License-Identifier: GPL-3.0-or-later */
/* extends, merge patch, defaults, --set, the hash: from files in a fresh folder. */
#include "load.h"

#include "scenario/resolve.h"
#include "json/json.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static int enter(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/partnercast-resolve-XXXXXX");
    return mkdtemp(folder) && chdir(folder) == 0 && mkdir("plans", 0700) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

static void save(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static const char base[] =
    "{\"format\":\"partnercast/1\",\"currency\":\"USD\",\"start\":\"2025-01\",\"months\":12,"
    "\"assumptions\":{\"rate\":{\"value\":\"10%\",\"plan\":\"9%\",\"unit\":\"fraction\","
    "\"source\":\"base\"}},"
    "\"channels\":{\"a\":{\"type\":\"amount\",\"revenue\":1000,\"fee\":\"=rate\"},"
    "\"b\":{\"type\":\"amount\",\"revenue\":2000,\"fee\":0.2}}}";

static loaded load_file(const char *path, const char *const *sets, size_t n)
{
    loaded l = { .diags = pc_diags_new() };
    const pc_scenario_options options = { .sets = sets, .n_sets = n };
    const pc_status status = pc_scenario_load(&l.scenario, path, &options, l.diags);
    assert_int_equal(status == PC_OK, pc_diags_errors(l.diags) == 0);
    return l;
}

static void refused_with(const char *path, const char *code, const char *said)
{
    loaded l = load_file(path, NULL, 0);
    assert_null(l.scenario);
    assert_string_equal(first_code(&l), code);
    if (!strstr(pc_diags_at(l.diags, 0)->text, said)) {
        print_problems(&l);
        fail_msg("%s does not say %s", path, said);
    }
    unload(&l);
}

static void a_variant_is_a_merge_patch(void **state)
{
    (void)state;
    save("base.json", base);
    save("plans/variant.json",
         "{\"extends\":\"../base.json\",\"channels\":{\"b\":null,\"a\":{\"fee\":0.3},"
         "\"c\":{\"type\":\"amount\",\"revenue\":1}}}");
    save("plans/second.json", "{\"extends\":\"./variant.json\",\"months\":24}");
    loaded l = { .diags = pc_diags_new() };
    const pc_scenario_options options = { .root = "." };
    assert_int_equal(pc_scenario_load(&l.scenario, "plans/second.json", &options, l.diags),
                     PC_OK);
    const pc_programme *programme = &l.scenario->programme;
    assert_string_equal(programme->name, "second");
    assert_int_equal(programme->months, 24);
    assert_int_equal(programme->n_channels, 2);
    assert_string_equal(programme->channels[1].id, "c");
    CHECK_CLOSE(programme->channels[0].fee->number, 0.3, 0, 0);
    assert_null(pc_json_get(l.scenario->resolved, "extends"));
    unload(&l);
}

static void variants_stand_in_a_folder_of_their_own(void **state)
{
    (void)state;
    save("base.json", base);
    mkdir("variants", 0777);
    save("variants/longer.json", "{\"extends\":\"../base.json\",\"months\":24}");
    save("variants/wrong.json", "{\"extends\":\"../broken.json\"}");
    save("broken.json", "{\"channels\":3}");
    save("variants/out.json", "{\"extends\":\"../../secret.json\"}");
    loaded l = load_file("variants/longer.json", NULL, 0);
    assert_non_null(l.scenario);
    assert_int_equal(l.scenario->programme.months, 24);
    unload(&l);
    assert_int_equal(chdir("variants"), 0);
    l = load_file("longer.json", NULL, 0);
    assert_int_equal(chdir(".."), 0);
    assert_non_null(l.scenario);
    unload(&l);
    l = load_file("variants/wrong.json", NULL, 0);
    assert_null(l.scenario);
    assert_string_equal(pc_diags_at(l.diags, 0)->file, "broken.json");
    unload(&l);
    refused_with("variants/out.json", "E0240", "leads out");
}

static void problems_show_the_file_they_stand_in(void **state)
{
    (void)state;
    save("base.json", base);
    save("variant.json", "{\"extends\":\"base.json\",\"channels\":{\"a\":{\"fee\":30}}}");
    loaded l = load_file("variant.json", NULL, 0);
    const pc_diag *diag = pc_diags_at(l.diags, 0);
    assert_string_equal(diag->file, "variant.json");
    assert_string_equal(diag->pointer, "/channels/a/fee");
    unload(&l);
    save("broken.json", "{\"channels\":{\"a\":{\"fee\":30}}");
    save("over.json", "{\"extends\":\"broken.json\"}");
    l = load_file("over.json", NULL, 0);
    assert_string_equal(pc_diags_at(l.diags, 0)->file, "broken.json");
    unload(&l);
}

static void extends_stays_inside_its_folder(void **state)
{
    (void)state;
    save("secret.json", "{\"password\":\"hunter2\"");
    save("plans/up.json", "{\"extends\":\"../secret.json\"}");
    save("plans/absolute.json", "{\"extends\":\"/etc/passwd\"}");
    save("plans/link.json", "{\"extends\":\"inner.json\"}");
    save("plans/missing.json", "{\"extends\":\"no.json\"}");
    save("plans/folder.json", "{\"extends\":\".\"}");
    save("plans/fifo.json", "{\"extends\":\"pipe\"}");
    save("plans/number.json", "{\"extends\":5}");
    assert_int_equal(symlink("../secret.json", "plans/inner.json"), 0);
    assert_int_equal(mkfifo("plans/pipe", 0600), 0);
    refused_with("plans/up.json", "E0240", "leads out");
    refused_with("plans/absolute.json", "E0240", "absolute");
    refused_with("plans/link.json", "E0240", "leads out");
    refused_with("plans/missing.json", "E0243", "does not exist");
    refused_with("plans/folder.json", "E0243", "is no file");
    refused_with("plans/fifo.json", "E0243", "is no file");
    refused_with("plans/number.json", "E0204", "one file");
    loaded l = load_file("plans/up.json", NULL, 0);
    for (size_t i = 0; i < pc_diags_count(l.diags); i++)
        assert_null(strstr(pc_diags_at(l.diags, i)->excerpt, "hunter2"));
    unload(&l);
}

static void circles_and_long_chains_of_files_are_named(void **state)
{
    (void)state;
    save("a.json", "{\"extends\":\"b.json\"}");
    save("b.json", "{\"extends\":\"plans/../c.json\"}");
    save("c.json", "{\"extends\":\"a.json\"}");
    save("own.json", "{\"extends\":\"own.json\"}");
    refused_with("a.json", "E0241", "a.json -> b.json -> c.json -> a.json");
    refused_with("own.json", "E0241", "own.json -> own.json");
    for (int i = 0; i < 18; i++) {
        char name[32], text[64];
        snprintf(name, sizeof name, "n%d.json", i);
        snprintf(text, sizeof text, "{\"extends\":\"n%d.json\"}", i + 1);
        save(name, text);
    }
    refused_with("n0.json", "E0242", "more than 16");
}

static void sets_replace_after_patch_and_defaults(void **state)
{
    static const char *const sets[] = { "rate=15%",
                                        "/channels/b/fee=3%",
                                        "/channels/b/route=oem",
                                        "/roi/definitions/net/costs=[\"commission\"]",
                                        "/months=6",
                                        "/run/record=[\"*@all\"]" };
    (void)state;
    save("base.json", base);
    loaded l = load_file("base.json", sets, sizeof sets / sizeof *sets);
    if (!l.scenario) print_problems(&l);
    assert_non_null(l.scenario);
    const pc_programme *programme = &l.scenario->programme;
    const pc_expr *rate = programme->assumptions[0].value;
    assert_int_equal(rate->kind, PC_EXPR_NUMBER); /* value and plan are gone together */
    assert_int_equal(rate->digits, 15);
    assert_string_equal(programme->inputs[0].source, "--set");
    CHECK_CLOSE(programme->channels[1].fee->number, 0.03, 0, 0);
    assert_int_equal(programme->channels[1].route, PC_ROUTE_OEM);
    assert_false(programme->roi.definitions[PC_ROI_NET].budget);
    assert_true(programme->roi.definitions[PC_ROI_NET].commission);
    assert_int_equal(programme->months, 6);
    assert_int_equal(programme->n_record, 1);
    unload(&l);
}

/* What-ifs are added at the end of a command: the last one about a thing is the one meant. */
static void the_last_set_counts(void **state)
{
    static const char *const sets[] = { "rate=15%", "/months=6", "rate=20%", "/months=9" };
    (void)state;
    save("base.json", base);
    loaded l = load_file("base.json", sets, 4);
    if (!l.scenario) print_problems(&l);
    assert_non_null(l.scenario);
    assert_int_equal(l.scenario->programme.assumptions[0].value->digits, 2); /* 2 / 10 */
    assert_int_equal(l.scenario->programme.months, 9);
    unload(&l);
}

static void a_set_value_is_json_else_a_literal_or_formula(void **state)
{
    static const struct {
        const char *set, *code;
    } rows[] = {
        { "rate=0.15", "" },
        { "rate=\"15%\"", "" },
        { "rate==0.1 + 0.02", "" },
        { "rate={\"value\":0.2,\"plan\":0.1}", "" },
        { "/assumptions/rate/plan=5%", "" },
        { "rate=15", "E0203" },
        { "rate=12,5%", "E0206" },
        { "rat=15%", "E0251" },
        { "/channels/c/fee=1", "E0251" },
        { "rate", "E0250" },
        { "=1", "E0250" },
        { "rate=", "E0250" },
        { "/months=1000000000", "E0225" },
        { "/nothing=1", "E0251" },
        { "/channels/a/fee=[", "E0105" },
        { "rate=1e999", "E0111" },
        { "rate=8 weeks", "E0208" },
        { "/about={\"as_of\":\"2025-02-28\"}", "E0251" },
        { "/start=2200-01", "E0226" },
        { "/start=2199-12", "" },
    };
    (void)state;
    save("base.json", base);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        loaded l = load_file("base.json", &rows[i].set, 1);
        if (strcmp(first_code(&l), rows[i].code) != 0) {
            print_problems(&l);
            fail_msg("--set %s gives \"%s\"", rows[i].set, first_code(&l));
        }
        unload(&l);
    }
}

static void the_hash_is_of_what_the_scenario_means(void **state)
{
    static const char shuffled[] =
        "{\"channels\":{\"b\":{\"fee\":0.20,\"revenue\":2e3,\"type\":\"amount\",\"note\":\"n\"}"
        ","
        "\"a\":{\"fee\":\"=rate\",\"type\":\"amount\",\"revenue\":1000}},\"months\":12,"
        "\"$comment\":\"c\",\"assumptions\":{\"rate\":{\"unit\":\"fraction\",\"plan\":\"9%\","
        "\"value\":\"10%\",\"source\":\"elsewhere\"}},\"start\":\"2025-01\",\"currency\":"
        "\"USD\","
        "\"format\":\"partnercast/1\",\"roi\":{\"headline\":\"multiple\"}}";
    (void)state;
    loaded one = load_with(base, NULL), other = load_with(shuffled, NULL);
    assert_int_equal(strlen(one.scenario->sha256), 64);
    assert_string_equal(one.scenario->sha256, other.scenario->sha256);
    unload(&other);
    static const char *const set[] = { "/channels/b/fee=0.21" };
    const pc_scenario_options options = { .sets = set, .n_sets = 1 };
    other = load_with(base, &options);
    assert_string_not_equal(one.scenario->sha256, other.scenario->sha256);
    unload(&other);
    unload(&one);
}

static void without_a_list_for_problems_it_still_judges(void **state)
{
    pc_scenario *scenario = NULL;
    (void)state;
    assert_int_equal(pc_scenario_load_text(&scenario, "t", "{}", 2, NULL, NULL), PC_EDATA);
    assert_int_equal(pc_scenario_load(&scenario, "no/such.json", NULL, NULL), PC_ENOINPUT);
    assert_null(scenario);
}

static void paths_are_named_without_detours(void **state)
{
    static const struct {
        const char *path, *plain;
    } rows[] = {
        { "a.json", "a.json" },       { "./a.json", "a.json" },
        { "x/../a.json", "a.json" },  { "x/y/../../a.json", "a.json" },
        { "../a.json", "../a.json" }, { "x/../../a.json", "../a.json" },
        { "../../a", "../../a" },     { "x//y", "x/y" },
        { "x/./y", "x/y" },           { "..x/../a", "a" },
        { "x../y", "x../y" },
    };
    pc_arena arena;
    (void)state;
    pc_arena_init(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(pc_path_plain(&arena, rows[i].path), rows[i].plain);
    pc_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_variant_is_a_merge_patch),
        cmocka_unit_test(variants_stand_in_a_folder_of_their_own),
        cmocka_unit_test(problems_show_the_file_they_stand_in),
        cmocka_unit_test(extends_stays_inside_its_folder),
        cmocka_unit_test(circles_and_long_chains_of_files_are_named),
        cmocka_unit_test(sets_replace_after_patch_and_defaults),
        cmocka_unit_test(the_last_set_counts),
        cmocka_unit_test(a_set_value_is_json_else_a_literal_or_formula),
        cmocka_unit_test(the_hash_is_of_what_the_scenario_means),
        cmocka_unit_test(without_a_list_for_problems_it_still_judges),
        cmocka_unit_test(paths_are_named_without_detours),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
