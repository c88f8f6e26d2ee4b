/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PC_SCENARIO_LITERAL_H
#define PC_SCENARIO_LITERAL_H

#include "programme/expr.h"

/** A number as written: exactly digits / 10^places when it has at most 6 places. */
typedef struct pc_written {
    double number;
    bool decimal;
    int64_t digits;
    int places;
} pc_written;

/** Reads n bytes of digits with an optional sign, point and exponent, times 10^shift. False
 * when it is no such number or too large. */
bool pc_written_read(pc_written *out, const char *text, size_t n, int shift);

/** A quantity as plans write it: "12%", "$1.2M", "8 weeks". */
typedef struct pc_literal {
    pc_written written;
    bool has_unit;
    pc_unit unit;
    double days;      /* of a duration, as written; unit is MONTHS then */
    char currency[4]; /* ISO code; "$", "" when another or no currency is named */
} pc_literal;

typedef struct pc_literal_problem {
    const char *code;
    char text[160], help[160];
} pc_literal_problem;

bool pc_literal_read(pc_literal *out, const char *text, pc_literal_problem *problem);

/** A currency the program knows. */
typedef struct pc_currency {
    const char *code, *symbol; /* symbol "" when it has no usual one */
    int minor_digits;
} pc_currency;
const pc_currency *pc_currency_find(const char *code);
extern const pc_currency pc_currencies[];
extern const size_t pc_n_currencies;

/** Whether a literal's currency mark ("$", "EUR") can mean this currency. */
bool pc_currency_fits(const char *mark, const char *code);

#endif
