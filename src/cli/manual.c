/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Manual pages from the tables of options. */
#include "cli/manual.h"

#include "cli/commands.h"
#include "partnercast/run.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The day of the text, not of the build: the same pages come out of every build. */
static const char day_of_text[] = "2026-11-21";

static const struct {
    int code;
    const char *means;
} exits[] = {
    { 0, "done" },
    { 1, "it ran, and the answer is no: lint found errors in a valid scenario" },
    { 2, "the command line makes no sense; nothing was done" },
    { 65, "a scenario is unusable: every problem is told, each with its place" },
    { 66, "a scenario is missing or cannot be read" },
    { 70, "out of memory, or a mistake of ours" },
    { 73, "the output cannot be created, or something else is in its way" },
    { 74, "writing failed half way: the disk is full, or stdout is gone" },
    { 130, "interrupted" },
};

/* Text as roff reads it; is_code keeps its hyphens as minus signs. */
static void print(const char *text, size_t n, bool is_code)
{
    for (size_t i = 0; i < n; i++) switch (text[i]) {
        case '\\':
            fputs("\\e", stdout);
            break;
        case '\'':
            fputs("\\(aq", stdout);
            break;
        case '`':
            fputs("\\(ga", stdout);
            break;
        case '^':
            fputs("\\(ha", stdout);
            break;
        case '~':
            fputs("\\(ti", stdout);
            break;
        case '-':
            fputs(is_code ? "\\-" : "-", stdout);
            break;
        default:
            putchar(text[i]);
        }
}

/* Lines of a paragraph; one that begins with a dot would be a request. */
static void print_lines(const char *text, bool is_code)
{
    while (*text) {
        const size_t n = strcspn(text, "\n");
        if (*text == '.') fputs("\\&", stdout);
        print(text, n, is_code);
        putchar('\n');
        text += n + (text[n] == '\n');
    }
}

static void print_font(const char *font, const char *text)
{
    printf("\\f%s", font);
    print(text, strlen(text), true);
    fputs("\\fR", stdout);
}

static void print_title(const pc_command *command)
{
    char name[64];
    snprintf(name, sizeof name, "partnercast%s%s", *command->name ? "-" : "", command->name);
    fputs(".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n.TH ", stdout);
    for (const char *c = name; *c; c++) putchar(toupper((unsigned char)*c));
    printf(" 1 \"%s\" \"partnercast %s\" \"partnercast manual\"\n.SH NAME\n", day_of_text,
           pc_version());
    print(name, strlen(name), true);
    fputs(" \\- ", stdout);
    print_lines(command->summary ? command->summary : "simulate partner programmes", false);
}

static void print_option(const pc_option *option)
{
    char flag[64];
    puts(".TP");
    if (option->letter) {
        snprintf(flag, sizeof flag, "-%c", option->letter);
        print_font("B", flag);
        fputs(", ", stdout);
    }
    snprintf(flag, sizeof flag, "--%s", option->name);
    print_font("B", flag);
    if (option->argument) {
        putchar(' ');
        print_font("I", option->argument);
    }
    putchar('\n');
    print_lines(option->help, false);
}

static void print_commands(void)
{
    puts(".SH COMMANDS");
    for (size_t i = 0; i < pc_n_commands; i++) {
        puts(".TP");
        print_font("B", pc_commands[i]->name);
        putchar('\n');
        print_lines(pc_commands[i]->summary, false);
    }
}

static void print_exits(void)
{
    puts(".SH EXIT STATUS");
    for (size_t i = 0; i < sizeof exits / sizeof *exits; i++) {
        printf(".TP\n.B %d\n", exits[i].code);
        print_lines(exits[i].means, false);
    }
}

static void print_see_also(const pc_command *command)
{
    puts(".SH SEE ALSO");
    if (*command->name) {
        puts(".BR partnercast (1)");
        return;
    }
    for (size_t i = 0; i < pc_n_commands; i++)
        printf(".BR partnercast\\-%s (1)%s\n", pc_commands[i]->name,
               i + 1 < pc_n_commands ? "," : "");
}

void pc_manual_page(const pc_command *command)
{
    print_title(command);
    puts(".SH SYNOPSIS");
    print_font("B", command->usage);
    puts("\n.SH DESCRIPTION");
    print_lines(command->about, false);
    if (!*command->name) print_commands();
    puts(".SH OPTIONS");
    for (size_t i = 0; i < command->n_options; i++) print_option(&command->options[i]);
    print_exits();
    puts(".SH EXAMPLES\n.nf");
    print_lines(command->examples, true);
    puts(".fi");
    print_see_also(command);
}
