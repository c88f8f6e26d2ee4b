/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Formulas: operator precedence parsing (Pratt 1973). Binding, loosest first: comparisons, + -,
 * * /, unary minus, ^ (to the right).
 */
#include "scenario/quantity.h"

#include <string.h>

enum { COMPARES = 1, ADDS = 2, MULTIPLIES = 3, NEGATES = 4, RAISES = 5 };
enum { NODES_MAX = 400, DEPTH_MAX = 60 };

typedef struct parser {
    pc_reader *reader;
    const pc_json *string;
    const char *text; /* behind the "=" is text + 1 */
    size_t at, n_nodes, depth;
    bool failed;
} parser;

typedef struct infix {
    const char *text;
    pc_expr_kind kind;
    int binding;
} infix;

static const infix infixes[] = {
    { "<=", PC_EXPR_LE, COMPARES },   { ">=", PC_EXPR_GE, COMPARES },
    { "==", PC_EXPR_EQ, COMPARES },   { "!=", PC_EXPR_NE, COMPARES },
    { "<", PC_EXPR_LT, COMPARES },    { ">", PC_EXPR_GT, COMPARES },
    { "+", PC_EXPR_ADD, ADDS },       { "-", PC_EXPR_SUB, ADDS },
    { "*", PC_EXPR_MUL, MULTIPLIES }, { "/", PC_EXPR_DIV, MULTIPLIES },
    { "^", PC_EXPR_POW, RAISES },
};

static const pc_expr *expression(parser *p, int binding);

static const pc_expr *fail(parser *p, size_t at, size_t n, const char *help, const char *text)
{
    if (!help) help = "a formula looks like \"=arr * (1 + growth) / 12\"";
    if (!p->failed) pc_error_within(p->reader, p->string, at, n, "E0210", help, "%s", text);
    p->failed = true;
    return &pc_expr_broken;
}

static void skip_spaces(parser *p)
{
    while (p->text[p->at] == ' ' || p->text[p->at] == '\t' || p->text[p->at] == '\n') p->at++;
}

static bool take(parser *p, const char *word)
{
    skip_spaces(p);
    const size_t n = strlen(word);
    if (strncmp(p->text + p->at, word, n) != 0) return false;
    p->at += n;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* How many bytes the character at p->at has, for a caret under it. */
static size_t character(const parser *p)
{
    size_t n = 1;
    if (p->text[p->at] == '\0') return 1;
    while (((unsigned char)p->text[p->at + n] & 0xC0) == 0x80) n++;
    return n;
}

static const pc_expr *unexpected(parser *p, const char *wanted)
{
    const char c = p->text[p->at];
    const char *help = c == ','
                           ? "a comma separates arguments of a function; decimals have a point"
                       : c == '=' ? "to compare, write =="
                       : c == '$' ? "money in formulas is a plain number: 120000"
                       : c == '%' ? "12% is a number; for a remainder there is no operator"
                                  : NULL;
    if (c == '\0')
        return fail(p, p->at, 1, NULL, pc_help(p->reader, "%s is missing here", wanted));
    return fail(p, p->at, character(p), help,
                pc_help(p->reader, "%s is expected here, not \"%.*s\"", wanted,
                        (int)character(p), p->text + p->at));
}

static size_t number_end(const parser *p)
{
    size_t end = p->at;
    while (is_digit(p->text[end])) end++;
    if (p->text[end] == '.' && is_digit(p->text[end + 1])) {
        end++;
        while (is_digit(p->text[end])) end++;
    }
    if (p->text[end] != 'e' && p->text[end] != 'E') return end;
    const size_t sign = p->text[end + 1] == '-' || p->text[end + 1] == '+' ? 1 : 0;
    if (!is_digit(p->text[end + 1 + sign])) return end;
    end += 2 + sign;
    while (is_digit(p->text[end])) end++;
    return end;
}

static const pc_expr *number(parser *p)
{
    const size_t begin = p->at;
    p->at = number_end(p);
    const size_t n = p->at - begin;
    const bool percent = p->text[p->at] == '%';
    if (percent) p->at++;
    if (is_letter(p->text[p->at]) || p->text[p->at] == '.')
        return fail(p, begin, p->at - begin + 1,
                    "formulas know plain numbers and percentages: 500000, 0.5, 12%",
                    "a number cannot be followed by this");
    pc_written written;
    if (!pc_written_read(&written, p->text + begin, n, percent ? -2 : 0))
        return fail(p, begin, n, NULL, "this number is too large");
    return pc_make_number(p->reader, &written);
}

/* The arguments of a function, between its parentheses. */
static size_t arguments(parser *p, const pc_expr **args, size_t most)
{
    size_t n = 0;
    if (!take(p, "(")) {
        unexpected(p, "\"(\"");
        return 0;
    }
    do {
        const pc_expr *arg = expression(p, COMPARES);
        if (p->failed) return 0;
        if (n < most) args[n] = arg;
        n++;
    } while (take(p, ","));
    if (!take(p, ")")) unexpected(p, "\",\" or \")\"");
    return n;
}

static const pc_expr *least_or_most(parser *p, pc_expr_kind kind, size_t begin)
{
    const pc_expr *args[32];
    const size_t n = arguments(p, args, PC_COUNT(args));
    if (p->failed) return &pc_expr_broken;
    if (n < 2 || n > PC_COUNT(args))
        return fail(p, begin, 3, NULL, "min and max take 2 to 32 arguments");
    const pc_expr *result = args[0];
    for (size_t i = 1; i < n; i++) result = pc_make2(p->reader, kind, result, args[i]);
    return result;
}

static const pc_expr *choice(parser *p, size_t begin)
{
    const pc_expr *args[3];
    const size_t n = arguments(p, args, PC_COUNT(args));
    if (p->failed) return &pc_expr_broken;
    if (n != 3)
        return fail(p, begin, 2, NULL, "if takes 3 arguments: if(condition, then, else)");
    return pc_make(p->reader, PC_EXPR_IF, args, 3);
}

static const pc_expr *name(parser *p)
{
    const size_t begin = p->at;
    while (is_letter(p->text[p->at]) || is_digit(p->text[p->at])) p->at++;
    const size_t n = p->at - begin;
    const char *word = p->text + begin;
    if (n == 3 && strncmp(word, "min", n) == 0) return least_or_most(p, PC_EXPR_MIN, begin);
    if (n == 3 && strncmp(word, "max", n) == 0) return least_or_most(p, PC_EXPR_MAX, begin);
    if (n == 2 && strncmp(word, "if", n) == 0) return choice(p, begin);
    if (n == 5 && strncmp(word, "month", n) == 0)
        return pc_make(p->reader, PC_EXPR_MONTH, NULL, 0);
    if (n == 4 && strncmp(word, "year", n) == 0)
        return pc_make(p->reader, PC_EXPR_YEAR, NULL, 0);
    skip_spaces(p);
    if (p->text[p->at] == '(')
        return fail(p, begin, n, "there are min, max and if",
                    pc_help(p->reader, "there is no function \"%.*s\"", (int)n, word));
    return pc_use_assumption(p->reader, p->string, begin, n);
}

static const pc_expr *prefix(parser *p)
{
    if (take(p, "(")) {
        const pc_expr *inner = expression(p, COMPARES);
        if (!p->failed && !take(p, ")")) return unexpected(p, "\")\"");
        return inner;
    }
    if (take(p, "-"))
        return pc_make(p->reader, PC_EXPR_NEG, (const pc_expr *[]) { expression(p, NEGATES) },
                       1);
    if (is_digit(p->text[p->at])) return number(p);
    if (is_letter(p->text[p->at])) return name(p);
    return unexpected(p, "a number, a name or \"(\"");
}

static const infix *peek(parser *p)
{
    skip_spaces(p);
    for (size_t i = 0; i < PC_COUNT(infixes); i++)
        if (strncmp(p->text + p->at, infixes[i].text, strlen(infixes[i].text)) == 0)
            return &infixes[i];
    return NULL;
}

static bool is_too_large(parser *p)
{
    if (++p->n_nodes <= NODES_MAX && p->depth <= DEPTH_MAX) return false;
    const bool is_long = p->n_nodes > NODES_MAX;
    if (!p->failed)
        pc_error_within(p->reader, p->string, p->at, 1, "E0213",
                        "name its parts as assumptions of their own",
                        is_long
                            ? "this formula is too long: more than %d operands and operators"
                            : "this formula is nested too deeply: parentheses, functions, ^ "
                              "and minus signs go %d levels deep at most",
                        is_long ? NODES_MAX : DEPTH_MAX);
    p->failed = true;
    return true;
}

static const pc_expr *expression(parser *p, int binding)
{
    p->depth++;
    const pc_expr *left = is_too_large(p) ? &pc_expr_broken : prefix(p);
    const infix *op;
    bool compared = false;
    while (!p->failed && (op = peek(p)) && op->binding >= binding) {
        if (is_too_large(p)) break;
        if (op->binding == COMPARES && compared)
            return fail(p, p->at, strlen(op->text),
                        "join two comparisons by *: (a < b) * (b < c)",
                        "comparisons cannot be chained");
        compared = op->binding == COMPARES;
        p->at += strlen(op->text);
        const pc_expr *right = expression(p, op->binding == RAISES ? RAISES : op->binding + 1);
        left = pc_make2(p->reader, op->kind, left, right);
    }
    p->depth--;
    return p->failed ? &pc_expr_broken : left;
}

const pc_expr *pc_read_formula(pc_quantity *q, const pc_json *string)
{
    parser p = { .reader = q->reader, .string = string, .text = string->string, .at = 1 };
    skip_spaces(&p);
    const pc_expr *expr = expression(&p, COMPARES);
    if (p.failed) return &pc_expr_broken;
    skip_spaces(&p);
    if (p.text[p.at]) return unexpected(&p, "an operator or the end");
    return expr;
}
