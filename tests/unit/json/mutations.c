/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Broken documents by the thousand, made from good ones by a fixed seed: every text is either
 * read or refused with a place, our two readers never disagree, and what was read can be
 * written and read again. */
#include "fixture.h"

static const char *const seeds[] = {
    "{\"a\": [1, -2.5e-3, true, null, \"x\\u00e9\\uD83D\\uDE00\\n\"], \"b\": {\"c\": {}, "
    "\"d\": []}}",
    "[[[]], [{\"k\": 0.1}, {\"k\": 1e300}], \"€ äöü\", false, {\"\": \"\"}]",
    "{\n\t\"mix\": 0.12, // note\n\t'q': 1,200,\n  name: NaN, \"big\": 1e999 \xC2\xA0}",
    "{\"about\":{\"title\":\"Plan\"},\"months\":36,\"channels\":{\"si\":{\"share\":\"12%\"}},"
    "\"months\":1}",
};
static const char *const pieces[] = { ",",    ":",    "\"",       "{",   "}",    "[",
                                      "]",    "0",    "-",        "1e",  ".",    "\\",
                                      "\\u",  "D8",   "'",        "\n",  " ",    "/*",
                                      "//",   "#",    "true",     "nul", "\xC3", "\xE2\x82\xAC",
                                      "\x01", "\xFF", "\"a\":1,", "0,5", "%",    "=" };

static const char zeros[8];

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX */
    return *seed >> 33;
}

/* A few pieces put in, taken out, or put over what stood there. NUL bytes come in too. */
static size_t mutate(char *text, size_t n, size_t room, uint64_t *seed)
{
    for (uint64_t changes = 1 + next(seed) % 4; changes > 0; changes--) {
        const char *piece = pieces[next(seed) % (sizeof pieces / sizeof *pieces)];
        size_t length = strlen(piece), at = next(seed) % (n + 1);
        size_t gone = next(seed) % 3 == 0 ? next(seed) % 8 : 0;
        if (gone > n - at) gone = n - at;
        if (n + length > room) continue;
        if (next(seed) % 50 == 0) piece = zeros;
        memmove(text + at + length, text + at + gone, n - at - gone);
        memcpy(text + at, piece, length);
        n = n + length - gone;
    }
    return n;
}

static void check_refusal(fixture *f, const char *text)
{
    if (pc_diags_count(f->diags) == 0) fail_msg("refused without a word: %s", text);
    for (size_t i = 0; i < pc_diags_count(f->diags); i++) {
        const pc_diag *d = pc_diags_at(f->diags, i);
        bool is_placed = d->line > 0 && d->column > 0 && d->caret + d->width <= 82;
        bool is_ours = strcmp(d->code, "E0114") < 0 && *d->text;
        for (const char *c = d->text; *c; c++) is_placed &= (unsigned char)*c >= 0x20;
        if (!is_placed || !is_ours) fail_msg("%s\n%s", text, problems(f));
    }
}

static void check_tree(fixture *f, const pc_json *root)
{
    pc_json_writer w = { 0 };
    pc_json_write_value(&w, root);
    const pc_json *again = read_as(f, PC_JSON_RFC, w.text.data);
    if (!again || strcmp(canonical(f, again), canonical(f, root)) != 0)
        fail_msg("%s", w.text.data);
    pc_text_clear(&w.text);
}

static bool try_one(const char *text, size_t n)
{
    fixture strict = fixture_new(), rfc = fixture_new();
    const pc_json *a =
        pc_json_read(&strict.arena, "t", text, n, PC_JSON_STRICT, NULL, strict.diags);
    const pc_json *b = pc_json_read(&rfc.arena, "t", text, n, PC_JSON_RFC, NULL, rfc.diags);
    if (a && !b) fail_msg("strict mode reads more: %s", text);
    if (!a) check_refusal(&strict, text);
    if (!b) check_refusal(&rfc, text);
    if (b) check_tree(&rfc, b);
    fixture_free(&strict);
    fixture_free(&rfc);
    return b != NULL;
}

static void broken_texts_are_refused_or_read(void **state)
{
    (void)state;
    enum { ROOM = 400 };
    const char *wanted = getenv("PC_MUTATIONS"); /* more of them on demand */
    int n_tries = wanted ? atoi(wanted) : 20000, n_read = 0;
    uint64_t seed = 42;
    for (int i = 0; i < n_tries; i++) {
        char text[ROOM + 1];
        const char *base = seeds[next(&seed) % (sizeof seeds / sizeof *seeds)];
        memcpy(text, base, strlen(base));
        size_t n = mutate(text, strlen(base), ROOM, &seed);
        text[n] = '\0';
        char *exact =
            malloc(n ? n : 1); /* without a byte behind: a sanitizer sees every overrun */
        memcpy(exact, text, n);
        n_read += try_one(exact, n);
        free(exact);
    }
    assert_in_range(n_read, n_tries / 50, n_tries / 2); /* both answers are tried */
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(broken_texts_are_refused_or_read) };
    return cmocka_run_group_tests_name("json: mutations", tests, NULL, NULL);
}
