/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Currencies of ISO 4217 with their minor units. */
#include "scenario/literal.h"

#include <string.h>

const pc_currency pc_currencies[] = {
    { "AED", "", 2 },  { "AUD", "$", 2 }, { "BGN", "", 2 },  { "BHD", "", 3 },
    { "BRL", "", 2 },  { "CAD", "$", 2 }, { "CHF", "", 2 },  { "CLP", "$", 0 },
    { "CNY", "¥", 2 }, { "COP", "$", 2 }, { "CZK", "", 2 },  { "DKK", "", 2 },
    { "EGP", "", 2 },  { "EUR", "€", 2 }, { "GBP", "£", 2 }, { "HKD", "$", 2 },
    { "HUF", "", 2 },  { "IDR", "", 2 },  { "ILS", "₪", 2 }, { "INR", "₹", 2 },
    { "ISK", "", 0 },  { "JOD", "", 3 },  { "JPY", "¥", 0 }, { "KRW", "₩", 0 },
    { "KWD", "", 3 },  { "MAD", "", 2 },  { "MXN", "$", 2 }, { "MYR", "", 2 },
    { "NGN", "₦", 2 }, { "NOK", "", 2 },  { "NZD", "$", 2 }, { "OMR", "", 3 },
    { "PHP", "₱", 2 }, { "PKR", "", 2 },  { "PLN", "", 2 },  { "QAR", "", 2 },
    { "RON", "", 2 },  { "RSD", "", 2 },  { "SAR", "", 2 },  { "SEK", "", 2 },
    { "SGD", "$", 2 }, { "THB", "฿", 2 }, { "TND", "", 3 },  { "TRY", "₺", 2 },
    { "TWD", "$", 2 }, { "UAH", "₴", 2 }, { "USD", "$", 2 }, { "VND", "₫", 0 },
    { "ZAR", "", 2 },
};
const size_t pc_n_currencies = sizeof pc_currencies / sizeof *pc_currencies;

const pc_currency *pc_currency_find(const char *code)
{
    for (size_t i = 0; i < pc_n_currencies; i++)
        if (strcmp(pc_currencies[i].code, code) == 0) return &pc_currencies[i];
    return NULL;
}

bool pc_currency_fits(const char *mark, const char *code)
{
    const pc_currency *currency = pc_currency_find(code);
    return strcmp(mark, code) == 0 || (currency && strcmp(mark, currency->symbol) == 0);
}
