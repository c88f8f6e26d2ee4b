/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Data files: found below the scenario's root as base files are, read once, and named in the
 * resolved scenario by their SHA-256, so that the scenario's own hash tells when data changed.
 */
#include "scenario/data.h"
#include "scenario/incumbents.h"

#include "base/text.h"
#include "json/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TOTAL_MAX ((size_t)128 << 20)
enum { FILES_MAX = 100, USES_MAX = 200 };

/* An object that names a file, and what it gets. */
typedef struct finding {
    const pc_json *object;
    const char *path;
} finding;

typedef struct search {
    pc_arena *arena;
    pc_diags *diags;
    pc_data_files *files;
    int root_fd;
    finding *found;
    size_t n, capacity;
    bool failed;
} search;

/* ---- paths ---- */

static const pc_json *file_of(const pc_json *object)
{
    const bool is_data = object->kind == PC_JSON_OBJECT && object->key &&
                         (strcmp(object->key, "fit") == 0 ||
                          strcmp(object->key, "empirical") == 0 || pc_is_roster(object));
    const pc_json *file = is_data ? pc_json_get(object, "file") : NULL;
    return file && file->kind == PC_JSON_STRING ? file : NULL;
}

/* The folder, below the root, of the file that the value stands in: the scenario's own for
 * values of --set. */
static const char *folder_of(pc_arena *arena, const pc_data_files *files, const pc_json *value)
{
    const pc_base_folder *folder = files->folder;
    const char *file = value->source->file, *shown = folder->shown;
    const bool is_own = value->source == files->top || strncmp(file, "--set ", 6) == 0 ||
                        strncmp(file, shown, strlen(shown)) != 0;
    if (is_own) return folder->within;
    file += strlen(shown);
    const char *slash = strrchr(file, '/');
    return slash ? pc_arena_strndup(arena, file, (size_t)(slash - file) + 1) : "";
}

static const char *path_of(pc_arena *arena, const pc_data_files *files, const pc_json *file)
{
    const char *folder = folder_of(arena, files, file);
    const char *path = folder ? pc_arena_printf(arena, "%s%s", folder, file->string) : NULL;
    return path ? pc_path_plain(arena, path) : NULL;
}

static int by_path(const void *x, const void *y)
{
    const pc_data_file *a = x, *b = y;
    return strcmp(a->path, b->path);
}

static pc_data_file *find_path(const pc_data_files *files, const char *path)
{
    const pc_data_file key = { .path = path };
    if (files->n == 0) return NULL;
    return bsearch(&key, files->items, files->n, sizeof key, by_path);
}

const pc_data_file *pc_data_find(pc_data_files *files, pc_arena *arena, const pc_json *object)
{
    const pc_json *file = files ? file_of(object) : NULL;
    const char *path = file ? path_of(arena, files, file) : NULL;
    return path ? find_path(files, path) : NULL;
}

/* ---- reading ---- */

static bool refuse(search *s, const pc_json *file, const char *help, const char *text)
{
    pc_json_error(s->diags, file, "E0260", help, "\"%.80s\" %s", file->string, text);
    s->failed = true;
    return false;
}

static bool is_allowed(search *s, const pc_json *file)
{
    if (!s->files->folder->root || s->root_fd < 0)
        return refuse(s, file, "save the scenario as a file",
                      "cannot be found from a scenario that has no folder");
    if (file->string[0] == '/')
        return refuse(s, file, "write the path relative to the file it stands in",
                      "is an absolute path");
    if (s->files->n >= FILES_MAX)
        return refuse(s, file, "put data into fewer files",
                      "is one file too many: at most 100");
    return true;
}

static bool say_open(search *s, const pc_json *file, int why)
{
    if (why == EXDEV)
        return refuse(s, file, "copy the data to where the scenario is",
                      "leads out of the scenario's folder");
    return refuse(s, file, "the path is relative to the file it stands in",
                  why == ENOENT         ? "does not exist"
                  : why == ELOOP        ? "is a link that leads in a circle"
                  : why == ENAMETOOLONG ? "is too long a path"
                  : why == EINVAL       ? "is no file"
                                        : "cannot be opened");
}

static bool keep(search *s, pc_data_file *out, const pc_text *text)
{
    out->text = pc_arena_strndup(s->arena, text->data ? text->data : "", text->n);
    out->n = text->n;
    if (out->text) pc_sha256(out->sha256, out->text, out->n);
    return out->text;
}

static bool read_whole(search *s, const pc_json *file, pc_data_file *out)
{
    const int fd = pc_open_beneath(s->root_fd, out->path);
    if (fd < 0) return say_open(s, file, errno);
    pc_text text = { 0 };
    const size_t left = TOTAL_MAX - s->files->bytes, own = pc_csv_limits_default.bytes;
    const pc_json_limits limits = { .bytes = left < own ? left : own };
    const pc_status status = pc_json_read_open(&text, fd, out->shown, &limits, s->diags);
    close(fd);
    s->files->bytes += text.n;
    const bool is_kept = status == PC_OK && keep(s, out, &text);
    if (status == PC_ENOMEM) s->arena->failed = true;
    pc_text_clear(&text);
    s->failed |= !is_kept;
    return is_kept;
}

/* Files are few: they are kept sorted as they come. */
static void insert(pc_data_files *files, const pc_data_file *file)
{
    size_t i = files->n++;
    for (; i > 0 && strcmp(files->items[i - 1].path, file->path) > 0; i--)
        files->items[i] = files->items[i - 1];
    files->items[i] = *file;
}

static void load(search *s, const finding *one)
{
    const pc_json *file = file_of(one->object);
    if (find_path(s->files, one->path) || !is_allowed(s, file)) return;
    pc_data_file new = { .path = one->path };
    new.shown = pc_arena_printf(s->arena, "%s%s", s->files->folder->shown, one->path);
    if (!new.shown || !read_whole(s, file, &new)) return;
    if (PC_GROW(s->arena, pc_data_file, s->files->items, s->files->n, s->files->capacity))
        insert(s->files, &new);
}

/* ---- the tree ---- */

static void gather(search *s, const pc_json *value)
{
    const pc_json *file = file_of(value);
    if (file && PC_GROW(s->arena, finding, s->found, s->n, s->capacity))
        s->found[s->n++] = (finding) { value, path_of(s->arena, s->files, file) };
    for (size_t i = 0; i < value->n_items; i++) gather(s, &value->items[i]);
}

/* A scenario that says what its data hash to is one for these data only. */
static void check_hash(search *s, const pc_data_file *file, const pc_json *said)
{
    if (said->kind == PC_JSON_STRING && strcmp(said->string, file->sha256) == 0) return;
    const char *help = pc_arena_printf(
        s->arena, "if that is meant, write \"%s\", or leave \"sha256\" out", file->sha256);
    pc_json_error(s->diags, said, "E0264", help,
                  "the data of \"%.80s\" are not those meant here", file->shown);
    s->failed = true;
}

static const pc_json *name_hashes(search *s, const pc_json *root)
{
    pc_json_member *members = PC_NEW_ARRAY(s->arena, pc_json_member, s->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s->n && members; i++) {
        const pc_json *object = s->found[i].object, *said = pc_json_get(object, "sha256");
        const pc_data_file *file = find_path(s->files, s->found[i].path);
        if (!file) continue; /* which was said */
        if (said)
            check_hash(s, file, said);
        else
            members[n++] = (pc_json_member) { object, "sha256", file->sha256 };
    }
    return s->arena->failed ? NULL : pc_json_add_strings(s->arena, root, members, n);
}

const pc_json *pc_resolve_data(pc_arena *arena, const pc_json *root, pc_data_files *files,
                               pc_diags *diags)
{
    search s = { .arena = arena, .diags = diags, .files = files, .root_fd = -1 };
    gather(&s, root);
    if (s.n == 0) return arena->failed ? NULL : root;
    if (files->folder->root)
        s.root_fd = open(files->folder->root, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (s.n > USES_MAX)
        refuse(&s, file_of(s.found[USES_MAX].object),
               "draw several quantities from one assumption",
               "is one use of data too many: at most 200");
    for (size_t i = 0; i < s.n && i < USES_MAX && !arena->failed; i++) load(&s, &s.found[i]);
    if (s.root_fd >= 0) close(s.root_fd);
    return arena->failed ? NULL : name_hashes(&s, root);
}
