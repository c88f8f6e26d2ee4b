/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_SCHEMA_H
#define PARTNERCAST_SCHEMA_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The JSON Schema (draft 2020-12) of one of the formats, as text; NULL for another name.
 * "scenario": what is simulated; "results": results.json; "spec": what a chart shows; "theme":
 * its colours and sizes. Static, thread-safe. A schema knows keys, kinds, words and ranges;
 * what a reader checks beyond them is in docs/manual/schema.md.
 */
const char *pc_schema(const char *format);

/** Names of the formats that have a schema, i from 0; NULL behind the last one. */
const char *pc_schema_format(size_t i);

#ifdef __cplusplus
}
#endif

#endif
