/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include "cli/console.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Values ---- */

/* Whole numbers as people type them: 20480, or 1e6. No sign, no fraction, nothing behind. */
static bool read_count(uint64_t *out, const char *text)
{
    uint64_t value = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9'; at++)
        if (__builtin_mul_overflow(value, 10u, &value) ||
            __builtin_add_overflow(value, (uint64_t)(*at - '0'), &value))
            return false;
    if (at == text) return false;
    if (*at == 'e' || *at == 'E') {
        const char *digits = ++at;
        unsigned zeros = 0;
        for (; *at >= '0' && *at <= '9' && zeros < 100; at++)
            zeros = zeros * 10 + (unsigned)(*at - '0');
        if (at == digits) return false;
        for (; zeros > 0 && value > 0; zeros--)
            if (__builtin_mul_overflow(value, 10u, &value)) return false;
    }
    *out = value;
    return *at == '\0';
}

static bool list_add(pc_option_list *list, const char *item)
{
    const char **grown = realloc(list->items, (list->n + 1) * sizeof *grown);
    if (!grown) return false;
    grown[list->n++] = item;
    list->items = grown;
    return true;
}

static bool set_choice(int *out, const pc_command *command, const pc_option *option,
                       const char *value)
{
    size_t n = 0;
    for (; option->choices[n]; n++)
        if (strcmp(option->choices[n], value) == 0) {
            *out = (int)n;
            return true;
        }
    const char *nearest = pc_options_nearest(value, option->choices, n);
    pc_cli_usage_error(command, "--%s is one of %s, not '%s'%s%s%s", option->name,
                       option->argument, value, nearest ? "; did you mean " : "",
                       nearest ? nearest : "", nearest ? "?" : "");
    return false;
}

static bool set_count(pc_option_count *out, const pc_command *command, const pc_option *option,
                      const char *value)
{
    *out = (pc_option_count) { .given = true };
    if (read_count(&out->value, value) && out->value >= option->min &&
        out->value <= option->max)
        return true;
    pc_cli_usage_error(command, "--%s takes a whole number from %llu to %llu, not '%s'",
                       option->name, (unsigned long long)option->min,
                       (unsigned long long)option->max, value);
    return false;
}

static bool set_value(void *values, const pc_command *command, const pc_option *option,
                      const char *value)
{
    void *slot = (char *)values + option->offset;
    switch (option->kind) {
    case PC_OPTION_FLAG:
        *(bool *)slot = true;
        return true;
    case PC_OPTION_TEXT:
        *(const char **)slot = value;
        return true;
    case PC_OPTION_COUNT:
        return set_count(slot, command, option, value);
    case PC_OPTION_CHOICE:
        return set_choice(slot, command, option, value);
    case PC_OPTION_LIST:
        if (list_add(slot, value)) return true;
        pc_cli_complain("out of memory");
        return false;
    }
    return false;
}

/* ---- Parsing ---- */

static const pc_option *find_long(const pc_command *command, const char *name, size_t n)
{
    for (size_t i = 0; i < command->n_options; i++) {
        const pc_option *option = &command->options[i];
        if (strlen(option->name) == n && memcmp(option->name, name, n) == 0) return option;
    }
    return NULL;
}

static const pc_option *find_letter(const pc_command *command, char letter)
{
    for (size_t i = 0; i < command->n_options; i++)
        if (command->options[i].letter == letter) return &command->options[i];
    return NULL;
}

static bool unknown_long(const pc_command *command, const char *name, size_t n)
{
    const char *names[64];
    assert(command->n_options <= 64);
    for (size_t i = 0; i < command->n_options; i++) names[i] = command->options[i].name;
    char *word = strndup(name, n);
    const char *nearest = word ? pc_options_nearest(word, names, command->n_options) : NULL;
    pc_cli_usage_error(command, "unknown option --%.*s%s%s%s", (int)n, name,
                       nearest ? "; did you mean --" : "", nearest ? nearest : "",
                       nearest ? "?" : "");
    free(word);
    return false;
}

/* argv[*at] begins with two dashes and something behind. */
static bool parse_long(void *values, const pc_command *command, int argc, char **argv, int *at)
{
    const char *name = argv[*at] + 2;
    const size_t n = strcspn(name, "=");
    const pc_option *option = find_long(command, name, n);
    if (!option) return unknown_long(command, name, n);
    const char *value = name[n] == '=' ? name + n + 1 : NULL;
    if (option->kind == PC_OPTION_FLAG && value) {
        pc_cli_usage_error(command, "--%s takes no value", option->name);
        return false;
    }
    if (option->kind != PC_OPTION_FLAG && !value) {
        if (*at + 1 >= argc) {
            pc_cli_usage_error(command, "--%s needs a value: --%s %s", option->name,
                               option->name, option->argument);
            return false;
        }
        value = argv[++*at];
    }
    return set_value(values, command, option, value);
}

/* argv[*at] begins with one dash and something behind: -h, -o DIR, -oDIR. */
static bool parse_short(void *values, const pc_command *command, int argc, char **argv, int *at)
{
    for (const char *letter = argv[*at] + 1; *letter; letter++) {
        const pc_option *option = find_letter(command, *letter);
        if (!option) {
            pc_cli_usage_error(command, "unknown option -%c", *letter);
            return false;
        }
        if (option->kind != PC_OPTION_FLAG) {
            if (!letter[1] && *at + 1 >= argc) {
                pc_cli_usage_error(command, "-%c needs a value: -%c %s", *letter, *letter,
                                   option->argument);
                return false;
            }
            return set_value(values, command, option, letter[1] ? letter + 1 : argv[++*at]);
        }
        if (!set_value(values, command, option, NULL)) return false;
    }
    return true;
}

bool pc_options_parse(void *values, pc_option_list *operands, const pc_command *command,
                      int argc, char **argv)
{
    bool ended = false;
    for (int at = 0; at < argc; at++) {
        const char *word = argv[at];
        bool well = true;
        if (!ended && strcmp(word, "--") == 0)
            ended = true;
        else if (!ended && word[0] == '-' && word[1] == '-')
            well = parse_long(values, command, argc, argv, &at);
        else if (!ended && word[0] == '-' && word[1])
            well = parse_short(values, command, argc, argv, &at);
        else if (!list_add(operands, word))
            well = (pc_cli_complain("out of memory"), false);
        if (!well) return false;
    }
    return true;
}

void pc_options_clear(void *values, pc_option_list *operands, const pc_command *command)
{
    for (size_t i = 0; i < command->n_options; i++)
        if (command->options[i].kind == PC_OPTION_LIST)
            free(((pc_option_list *)(void *)((char *)values + command->options[i].offset))
                     ->items);
    free(operands->items);
}

/* ---- Help ---- */

/* The help text of an option may have several lines; those after the first are indented alike.
 */
static void print_option(const pc_option *option, int width)
{
    char left[64];
    const char *argument = option->argument ? option->argument : "";
    int n = snprintf(left, sizeof left, "%c%c%c --%s%s%s", option->letter ? '-' : ' ',
                     option->letter ? option->letter : ' ', option->letter ? ',' : ' ',
                     option->name, *argument ? " " : "", argument);
    assert(n > 0 && (size_t)n < sizeof left);
    printf("  %-*s", width, left);
    if (n > width) printf("\n  %-*s", width, "");
    for (const char *line = option->help;;) {
        const size_t length = strcspn(line, "\n");
        printf("  %.*s\n", (int)length, line);
        if (!line[length]) break;
        line += length + 1;
        printf("  %-*s", width, "");
    }
}

void pc_options_help(const pc_command *command)
{
    printf("Usage: %s\n\n%s", command->usage, command->about);
    if (command->n_options > 0) {
        printf("\nOptions:\n");
        for (size_t i = 0; i < command->n_options; i++) print_option(&command->options[i], 26);
    }
    printf("\nExamples:\n%s", command->examples);
}

/* ---- The frame ---- */

int pc_options_run(void *values, const bool *help, const pc_command *command, int argc,
                   char **argv, pc_command_act *act)
{
    pc_option_list operands = { 0 };
    int code = PC_EXIT_USAGE;
    if (pc_options_parse(values, &operands, command, argc, argv)) {
        code = 0;
        if (*help)
            pc_options_help(command);
        else
            code = act(values, &operands, command);
    }
    pc_options_clear(values, &operands, command);
    return code;
}

/* ---- Did you mean ---- */

static size_t smallest(size_t a, size_t b, size_t c)
{
    const size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

enum { LONGEST_WORD = 40 };

/* Optimal string alignment: inserted, lost, replaced and swapped letters cost 1 each. */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][LONGEST_WORD + 1];
    const size_t n = strlen(a), m = strlen(b);
    if (n > LONGEST_WORD || m > LONGEST_WORD) return SIZE_MAX;
    for (size_t j = 0; j <= m; j++) rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3], *twice_above = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            now[j] =
                smallest(above[j] + 1, now[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped && twice_above[j - 2] + 1 < now[j]) now[j] = twice_above[j - 2] + 1;
        }
    }
    return rows[n % 3][m];
}

const char *pc_options_nearest(const char *mistyped, const char *const *words, size_t n)
{
    const size_t length = strlen(mistyped);
    size_t allowed = length / 3 > 1 ? length / 3 : 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < n; i++) {
        const size_t apart = distance(mistyped, words[i]);
        if (apart > allowed || (nearest && apart == allowed)) continue;
        nearest = words[i];
        allowed = apart;
    }
    return nearest;
}
