/* SPDX-License-Identifier: GPL-3.0-or-later */
/* about, and what says when and in which currency: format, start, months, fiscal year. */
#include "scenario/literal.h"
#include "scenario/reader.h"

#include <stdlib.h>
#include <string.h>

enum { MONTHS_MAX = 1200, MONTHS_DEFAULT = 36 };
enum { YEAR_MIN = 1900, YEAR_MAX = 2199 }; /* a century on, years still have four digits */

void pc_read_about(pc_reader *reader)
{
    static const pc_key keys[] = { { "title", PC_MAY },    { "version", PC_MAY },
                                   { "status", PC_MAY },   { "as_of", PC_MAY },
                                   { "owner", PC_MAY },    { "question", PC_MAY },
                                   { "decision", PC_MAY }, { "recommendation", PC_MAY },
                                   { "headline", PC_MAY }, { "confidentiality", PC_MAY } };
    const pc_json *about = pc_json_get(reader->root, "about");
    pc_programme *programme = reader->programme;
    programme->title = programme->name;
    programme->version = programme->question = "";
    if (!about || !pc_read_keys(reader, about, "about", keys, PC_COUNT(keys))) return;
    programme->title = pc_read_text(reader, pc_json_get(about, "title"), programme->name);
    programme->version = pc_read_text(reader, pc_json_get(about, "version"), "");
    programme->question = pc_read_text(reader, pc_json_get(about, "question"), "");
    static const char *const texts[] = { "status", "owner", "decision", "recommendation",
                                         "confidentiality" };
    for (size_t i = 0; i < PC_COUNT(texts); i++)
        pc_read_text(reader, pc_json_get(about, texts[i]), "");
    pc_read_date(reader, pc_json_get(about, "as_of"));
}

static void read_format(pc_reader *reader)
{
    const pc_json *format = pc_json_get(reader->root, "format");
    const char *text = pc_read_text(reader, format, NULL);
    if (text && strcmp(text, "partnercast/1") != 0)
        pc_json_error(reader->diags, format, "E0228", "write \"partnercast/1\"",
                      "\"%s\" is no format that this version reads", text);
}

static void read_currency(pc_reader *reader)
{
    const pc_json *value = pc_json_get(reader->root, "currency");
    const char *code = pc_read_text(reader, value, NULL);
    if (!code) return;
    const pc_currency *currency = pc_currency_find(code);
    if (currency) {
        reader->programme->currency = currency->code;
        reader->programme->minor_digits = currency->minor_digits;
        return;
    }
    const char *codes[64];
    for (size_t i = 0; i < pc_n_currencies && i < PC_COUNT(codes); i++)
        codes[i] = pc_currencies[i].code;
    const char *near = pc_json_did_you_mean(code, codes, pc_n_currencies);
    pc_json_error(reader->diags, value, "E0227",
                  near ? pc_help(reader, "did you mean \"%s\"?", near)
                       : "write a code of ISO 4217: \"USD\", \"EUR\", \"GBP\", ...",
                  "\"%s\" is no currency known here", code);
}

static bool read_year_month(const char *text, int *year, int *month)
{
    if (strlen(text) != 7 || text[4] != '-') return false;
    for (int i = 0; i < 7; i++)
        if (i != 4 && (text[i] < '0' || text[i] > '9')) return false;
    *year = atoi(text);
    *month = atoi(text + 5);
    return *year >= YEAR_MIN && *year <= YEAR_MAX && *month >= 1 && *month <= 12;
}

static void read_start(pc_reader *reader)
{
    const pc_json *start = pc_json_get(reader->root, "start");
    const char *text = pc_read_text(reader, start, NULL);
    int year = 2000, month = 1;
    if (text && !read_year_month(text, &year, &month)) {
        pc_json_error(reader->diags, start, "E0226", "write year and month: \"2025-01\"",
                      "\"%s\" is no month from %d-01 to %d-12", text, YEAR_MIN, YEAR_MAX);
        year = 2000, month = 1;
    }
    reader->programme->start_year = year;
    reader->programme->start_month = month;
}

void pc_read_time(pc_reader *reader)
{
    read_format(reader);
    read_currency(reader);
    read_start(reader);
    reader->programme->months = (int)pc_read_whole(reader, pc_json_get(reader->root, "months"),
                                                   1, MONTHS_MAX, MONTHS_DEFAULT);
    reader->programme->fiscal_year_start =
        (int)pc_read_whole(reader, pc_json_get(reader->root, "fiscal_year_start"), 1, 12, 1);
}

void pc_read_run(pc_reader *reader)
{
    static const pc_key keys[] = {
        { "trials", PC_MAY }, { "seed", PC_MAY }, { "record", PC_MAY }, { "sampling", PC_LATER }
    };
    const pc_json *run = pc_json_get(reader->root, "run");
    reader->programme->trials = 20480;
    reader->programme->seed = 1;
    if (!run || !pc_read_keys(reader, run, "run", keys, PC_COUNT(keys))) return;
    reader->programme->trials =
        (uint64_t)pc_read_whole(reader, pc_json_get(run, "trials"), 1, 1000000000, 20480);
    reader->programme->seed =
        (uint64_t)pc_read_whole(reader, pc_json_get(run, "seed"), 0, ((int64_t)1 << 53) - 1, 1);
}
