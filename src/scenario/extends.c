/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "extends": "base.json" names the file that a variant is a merge patch over (RFC 7396),
 * relative to the variant's own folder and inside the root. Text of files outside is never
 * read, let alone shown.
 */
#include "scenario/resolve.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHAIN_MAX = 16 };
#define TOTAL_MAX ((size_t)64 << 20)

typedef struct base_link {
    const pc_json *root;
    const char *path;  /* below the root folder */
    const char *shown; /* in messages */
    dev_t device;
    ino_t inode;
} base_link;

typedef struct chain {
    pc_arena *arena;
    pc_diags *diags;
    const pc_base_folder *folder;
    int root_fd;
    size_t n, bytes;
    base_link links[CHAIN_MAX + 1]; /* the top file first */
} chain;

static void say_cycle(chain *c, const pc_json *extends, size_t first)
{
    pc_text names = { 0 };
    for (size_t i = first; i < c->n; i++) pc_text_addf(&names, "%s -> ", c->links[i].shown);
    pc_text_add(&names, c->links[first].shown);
    pc_json_error(c->diags, extends, "E0241", "one of these files must stand on its own",
                  "files extend one another in a circle: %s", names.data ? names.data : "");
    pc_text_clear(&names);
}

static bool is_new(chain *c, const pc_json *extends, const base_link *next)
{
    for (size_t i = 0; i < c->n; i++) {
        if (c->links[i].device != next->device || c->links[i].inode != next->inode) continue;
        say_cycle(c, extends, i);
        return false;
    }
    return true;
}

static void say_open(chain *c, const pc_json *extends, int why)
{
    enum { SHOWN = 80 };
    const char *name = extends->string;
    if (strlen(name) > SHOWN) name = pc_arena_printf(c->arena, "%.*s...", SHOWN, name);
    if (!name) return;
    if (why == EXDEV)
        pc_json_error(c->diags, extends, "E0240",
                      "copy the base file to where the scenarios are",
                      "\"%s\" leads out of the scenario's folder", name);
    else
        pc_json_error(c->diags, extends, "E0243",
                      "the path is relative to the file it stands in", "\"%s\" %s", name,
                      why == ENOENT         ? "does not exist"
                      : why == ELOOP        ? "is a link that leads in a circle"
                      : why == ENAMETOOLONG ? "is too long a path"
                      : why == EINVAL       ? "is no file"
                                            : "cannot be opened");
}

static bool read_text(chain *c, int fd, const char *shown, pc_text *text)
{
    char piece[16384];
    ssize_t n;
    while ((n = read(fd, piece, sizeof piece)) != 0) {
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            pc_diag_fail(c->diags, PC_EIO, "E0101", shown, "cannot be read: %s",
                         strerror(errno));
            return false;
        }
        pc_text_add_n(text, piece, (size_t)n);
        c->bytes += (size_t)n;
        if (text->n > pc_json_limits_default.bytes || c->bytes > TOTAL_MAX) {
            pc_diag_fail(c->diags, PC_EDATA, "E0110", shown,
                         "too large: at most 16 MiB a file and 64 MiB in all are read");
            return false;
        }
    }
    return !text->failed;
}

static bool load(chain *c, const pc_json *extends, base_link *next)
{
    struct stat found;
    pc_text text = { 0 };
    const int fd = pc_open_beneath(c->root_fd, next->path);
    if (fd < 0) {
        say_open(c, extends, errno);
        return false;
    }
    bool sound = fstat(fd, &found) == 0;
    next->device = found.st_dev;
    next->inode = found.st_ino;
    sound = sound && is_new(c, extends, next) && read_text(c, fd, next->shown, &text);
    close(fd);
    next->root = sound ? pc_json_read(c->arena, next->shown, text.data ? text.data : "", text.n,
                                      PC_JSON_STRICT, NULL, c->diags)
                       : NULL;
    pc_text_clear(&text);
    return next->root;
}

static const char *folder_of(pc_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? pc_arena_strndup(arena, path, (size_t)(slash - path) + 1) : "";
}

static bool is_allowed(chain *c, const pc_json *extends)
{
    if (extends->kind != PC_JSON_STRING || !*extends->string) {
        pc_json_error(c->diags, extends, "E0204", "write \"base.json\"",
                      "\"extends\" names one file");
        return false;
    }
    if (extends->string[0] == '/') {
        pc_json_error(c->diags, extends, "E0240", "write the path relative to this file",
                      "\"%s\" is an absolute path", extends->string);
        return false;
    }
    if (!c->folder->root || c->root_fd < 0) {
        pc_json_error(c->diags, extends, "E0240", "save the scenario as a file",
                      "a scenario without a folder cannot extend a file");
        return false;
    }
    if (c->n < CHAIN_MAX) return true;
    pc_json_error(c->diags, extends, "E0242", "merge some of the files",
                  "more than %d files extend one another", CHAIN_MAX);
    return false;
}

/* Adds the file that the last one extends. */
static bool follow(chain *c, const pc_json *extends)
{
    if (!is_allowed(c, extends)) return false;
    const base_link *last = &c->links[c->n - 1];
    const char *folder = folder_of(c->arena, last->path);
    base_link next = { .path = pc_arena_printf(c->arena, "%s%s", folder ? folder : "",
                                               extends->string) };
    if (!next.path) return false;
    next.shown =
        pc_arena_printf(c->arena, "%s%s", c->folder->shown, pc_path_plain(c->arena, next.path));
    if (!next.shown || !load(c, extends, &next)) return false;
    if (next.root->kind != PC_JSON_OBJECT) {
        pc_json_error(c->diags, next.root, "E0204", NULL, "a scenario is an object");
        return false;
    }
    c->links[c->n++] = next;
    return true;
}

const pc_json *pc_resolve_without(pc_arena *arena, const pc_json *root, const char *key)
{
    const char *none = pc_arena_printf(arena, "{\"%s\":null}", key);
    const pc_json *patch =
        none ? pc_json_read(arena, "", none, strlen(none), PC_JSON_STRICT, NULL, NULL) : NULL;
    return patch ? pc_json_merge_patch(arena, root, patch) : NULL;
}

static const pc_json *merged(chain *c)
{
    const pc_json *root = c->links[c->n - 1].root;
    for (size_t i = c->n - 1; i-- > 0 && root;)
        root = pc_json_merge_patch(c->arena, root, c->links[i].root);
    return root ? pc_resolve_without(c->arena, root, "extends") : NULL;
}

const pc_json *pc_resolve_extends(pc_arena *arena, const pc_json *top,
                                  const pc_base_folder *folder, pc_diags *diags)
{
    const pc_json *extends = pc_json_get(top, "extends");
    struct stat found;
    if (!extends) return top;
    chain c = { .arena = arena, .diags = diags, .folder = folder, .root_fd = -1, .n = 1 };
    c.links[0] =
        (base_link) { .root = top, .path = folder->within, .shown = top->source->file };
    if (folder->top && stat(folder->top, &found) == 0) {
        c.links[0].device = found.st_dev;
        c.links[0].inode = found.st_ino;
    }
    if (folder->root) c.root_fd = open(folder->root, O_PATH | O_DIRECTORY | O_CLOEXEC);
    bool sound = true;
    while (sound && extends) {
        sound = follow(&c, extends);
        if (sound) extends = pc_json_get(c.links[c.n - 1].root, "extends");
    }
    if (c.root_fd >= 0) close(c.root_fd);
    return sound ? merged(&c) : NULL;
}
