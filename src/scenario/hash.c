/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two scenarios have the same hash when they mean the same: order of keys and notes left out.
 */
#include "scenario/reader.h"
#include "scenario/resolve.h"

#include "json/writer.h"

#include <nettle/sha2.h>

void pc_sha256(char out[65], const void *data, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    struct sha256_ctx state;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&state);
    sha256_update(&state, n, data);
    sha256_digest(&state, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[64] = 0;
}

bool pc_resolve_hash(char out[65], const pc_json *root)
{
    const char *without[16] = { "$schema" };
    size_t n = 1;
    for (size_t i = 0; i < pc_n_metadata_keys && n < PC_COUNT(without); i++)
        without[n++] = pc_metadata_keys[i];
    pc_text text = { 0 };
    pc_json_canonical(&text, root, without, n);
    const bool sound = !text.failed;
    if (sound) pc_sha256(out, text.data, text.n);
    pc_text_clear(&text);
    return sound;
}
