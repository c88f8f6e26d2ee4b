/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completions for shells from the tables of options. */
#include "cli/commands.h"
#include "cli/manual.h"

#include <stdio.h>
#include <string.h>

const char *const pc_shells[] = { "bash", "zsh", "fish", NULL };

/* What stands behind an option. */
typedef enum value_kind { NO_VALUE, ANY_TEXT, A_FILE, A_FOLDER, A_WORD } value_kind;

static value_kind kind_of(const pc_option *option)
{
    if (option->kind == PC_OPTION_FLAG) return NO_VALUE;
    if (option->kind == PC_OPTION_CHOICE) return A_WORD;
    if (strcmp(option->argument, "DIR") == 0) return A_FOLDER;
    return strstr(option->argument, "FILE") ? A_FILE : ANY_TEXT;
}

/* Words with blanks between them. */
static void print_words(const char *const *words)
{
    for (size_t i = 0; words[i]; i++) printf("%s%s", i ? " " : "", words[i]);
}

static void print_command_names(void)
{
    for (size_t i = 0; i < pc_n_commands; i++)
        printf("%s%s", i ? " " : "", pc_commands[i]->name);
}

/* Text in one line between single quotes; `special` characters get a backslash. */
static void print_quoted(const char *text, const char *special)
{
    for (const char *c = text; *c; c++) {
        if (*c == '\n')
            putchar(' ');
        else if (*c == '\'')
            fputs("'\\''", stdout);
        else {
            if (strchr(special, *c)) putchar('\\');
            putchar(*c);
        }
    }
}

/* ---- bash ---- */

static void print_bash_flags(const pc_command *command)
{
    for (size_t i = 0; i < command->n_options; i++) {
        const pc_option *o = &command->options[i];
        if (o->letter) printf("-%c ", o->letter);
        printf("--%s%s", o->name, i + 1 < command->n_options ? " " : "");
    }
}

static void print_bash_value(const pc_option *o)
{
    if (kind_of(o) == NO_VALUE) return;
    printf("        ");
    if (o->letter) printf("-%c | ", o->letter);
    printf("--%s) ", o->name);
    if (kind_of(o) == A_WORD) {
        printf("mapfile -t COMPREPLY < <(compgen -W '");
        print_words(o->choices);
        printf("' -- \"$word\"); ");
    } else if (kind_of(o) == A_FOLDER || kind_of(o) == A_FILE) {
        printf("mapfile -t COMPREPLY < <(compgen -%c -- \"$word\"); ",
               kind_of(o) == A_FOLDER ? 'd' : 'f');
    }
    puts("return ;;");
}

static void print_bash_command(const pc_command *command)
{
    if (*command->name)
        printf("    %s)\n", command->name);
    else
        puts("    *)");
    puts("        case $before in");
    for (size_t i = 0; i < command->n_options; i++) print_bash_value(&command->options[i]);
    printf("        esac\n        flags='");
    print_bash_flags(command);
    puts("'");
    if (command == &pc_command_help) {
        printf("        words='");
        print_command_names();
        puts("'");
    }
    puts("        ;;");
}

static void print_bash(void)
{
    puts("# SPDX-License-Identifier: GPL-3.0-or-later\n# bash completion for partnercast\n"
         "_partnercast()\n{\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
         "    local flags='' words=''\n"
         "    COMPREPLY=()");
    printf("    [[ $COMP_CWORD -eq 1 && $word != -* ]] && words='");
    print_command_names();
    puts("'\n    case ${COMP_WORDS[1]} in");
    for (size_t i = 0; i < pc_n_commands; i++) print_bash_command(pc_commands[i]);
    print_bash_command(&pc_command_program);
    puts("    esac\n"
         "    [[ $word == -* ]] && words=$flags\n"
         "    if [[ $words ]]; then\n"
         "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
         "    else\n"
         "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
         "    fi\n}\n"
         "complete -o filenames -F _partnercast partnercast");
}

/* ---- zsh ---- */

static void print_zsh_option(const pc_option *o)
{
    const char *again = o->kind == PC_OPTION_LIST ? "*" : "";
    if (o->letter && *again == '\0')
        printf("            '(-%c --%s)'{-%c,--%s}'[", o->letter, o->name, o->letter, o->name);
    else
        printf("            '%s--%s[", again, o->name);
    print_quoted(o->help, "[]:");
    putchar(']');
    if (kind_of(o) != NO_VALUE) {
        putchar(':');
        print_quoted(o->argument, "[]:");
        putchar(':');
    }
    if (kind_of(o) == A_WORD) {
        putchar('(');
        print_words(o->choices);
        putchar(')');
    }
    if (kind_of(o) == A_FILE) fputs("_files", stdout);
    if (kind_of(o) == A_FOLDER) fputs("_files -/", stdout);
    puts("' \\");
}

static void print_zsh_command(const pc_command *command)
{
    printf("    %s)\n        _arguments -s \\\n", *command->name ? command->name : "*");
    for (size_t i = 0; i < command->n_options; i++) print_zsh_option(&command->options[i]);
    if (command == &pc_command_help) {
        fputs("            '1:command:(", stdout);
        print_command_names();
        puts(")' ;;");
    } else {
        puts("            '*:file:_files' ;;");
    }
}

static void print_zsh(void)
{
    puts("#compdef partnercast\n# SPDX-License-Identifier: GPL-3.0-or-later\n"
         "local -a commands\ncommands=(");
    for (size_t i = 0; i < pc_n_commands; i++) {
        printf("    '%s:", pc_commands[i]->name);
        print_quoted(pc_commands[i]->summary, ":");
        puts("'");
    }
    puts(")\nif (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
         "    _describe command commands\n    return\nfi\n"
         "local command=$words[2]\n"
         "[[ $command == -* ]] || { shift words; (( CURRENT-- )) }\n"
         "case $command in");
    for (size_t i = 0; i < pc_n_commands; i++) print_zsh_command(pc_commands[i]);
    print_zsh_command(&pc_command_program);
    puts("esac");
}

/* ---- fish ---- */

static void print_fish_option(const pc_command *command, const pc_option *o)
{
    if (*command->name)
        printf("complete -c partnercast -n '__fish_seen_subcommand_from %s'", command->name);
    else
        printf("complete -c partnercast -n __fish_use_subcommand");
    if (o->letter) printf(" -s %c", o->letter);
    printf(" -l %s", o->name);
    if (kind_of(o) == A_WORD) {
        printf(" -x -a '");
        print_words(o->choices);
        putchar('\'');
    }
    if (kind_of(o) == ANY_TEXT) printf(" -x");
    if (kind_of(o) == A_FILE) printf(" -r -F");
    if (kind_of(o) == A_FOLDER) printf(" -x -a '(__fish_complete_directories)'");
    printf(" -d '");
    for (const char *c = o->help; *c; c++) { /* fish quotes with a backslash */
        if (*c == '\'' || *c == '\\') putchar('\\');
        putchar(*c == '\n' ? ' ' : *c);
    }
    puts("'");
}

static void print_fish(void)
{
    puts("# SPDX-License-Identifier: GPL-3.0-or-later\n# fish completion for partnercast\n"
         "complete -c partnercast -n __fish_use_subcommand -f");
    for (size_t i = 0; i < pc_n_commands; i++) {
        const pc_command *command = pc_commands[i];
        printf("complete -c partnercast -n __fish_use_subcommand -a %s -d \"%s\"\n",
               command->name, command->summary);
    }
    printf("complete -c partnercast -n '__fish_seen_subcommand_from help' -f -a '");
    print_command_names();
    puts("'");
    for (size_t i = 0; i < pc_n_commands; i++)
        for (size_t k = 0; k < pc_commands[i]->n_options; k++)
            print_fish_option(pc_commands[i], &pc_commands[i]->options[k]);
    for (size_t k = 0; k < pc_command_program.n_options; k++)
        print_fish_option(&pc_command_program, &pc_command_program.options[k]);
}

void pc_completion(int shell)
{
    static void (*const writers[])(void) = { print_bash, print_zsh, print_fish };
    writers[shell]();
}
