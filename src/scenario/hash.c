/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two scenarios have the same hash when they mean the same: order of keys and notes left out.
 */
#include "scenario/reader.h"
#include "scenario/resolve.h"

#include "json/writer.h"

#include <glib.h>
#include <string.h>

bool pc_resolve_hash(char out[65], const pc_json *root)
{
    const char *without[16] = { "$schema" };
    size_t n = 1;
    for (size_t i = 0; i < pc_n_metadata_keys && n < PC_COUNT(without); i++)
        without[n++] = pc_metadata_keys[i];
    pc_text text = { 0 };
    pc_json_canonical(&text, root, without, n);
    char *hex = text.failed ? NULL
                            : g_compute_checksum_for_data(G_CHECKSUM_SHA256,
                                                          (const guchar *)text.data, text.n);
    pc_text_clear(&text);
    if (!hex) return false;
    memcpy(out, hex, 65);
    g_free(hex);
    return true;
}
