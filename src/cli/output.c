/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include "base/diags.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/picture.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Every file that a run may write; a folder that holds anything else is not ours to replace. */
static const char *const our_files[] = { "results.json", "metrics.csv" };
static const char charts_folder[] = "charts";
static const char per_ladder[] = "migrate"; /* the kind with a picture for each ladder */
enum { N_OUR_FILES = sizeof our_files / sizeof *our_files, MOST_LADDERS = 12 };

/* The i-th file that a run may write: those above, then each chart's; NULL behind the last. */
static const char *our_file(char out[PC_OUTPUT_FILE_SIZE], size_t i)
{
    if (i < N_OUR_FILES) return our_files[i];
    const size_t k = i - N_OUR_FILES;
    const char *kind = pc_chart_kind(k / PC_N_PICTURE_FILES);
    if (!kind) return NULL;
    snprintf(out, PC_OUTPUT_FILE_SIZE, "%s/%s%s", charts_folder, kind,
             pc_picture_endings[k % PC_N_PICTURE_FILES]);
    return out;
}

static void list(pc_output_files *files, const char *name)
{
    if (files->n == PC_OUTPUT_MAX_FILES) return;
    snprintf(files->names[files->n], PC_OUTPUT_FILE_SIZE, "%s", name);
    files->items[files->n] = files->names[files->n];
    files->n++;
}

/* dir/prefix name suffix, or NULL without memory. */
static char *join(const char *dir, const char *prefix, const char *name, const char *suffix)
{
    pc_text path = { 0 };
    const size_t n = strlen(dir);
    pc_text_addf(&path, "%s%s%s%s%s", dir, n && dir[n - 1] == '/' ? "" : "/", prefix, name,
                 suffix);
    return pc_text_take(&path);
}

static pc_status out_of_memory(pc_diags *diags)
{
    pc_diag_fail(diags, PC_ENOMEM, "E0403", NULL, "out of memory");
    return PC_ENOMEM;
}

const char *pc_output_name_problem(const char *name)
{
    if (!*name) return "it is empty";
    if (*name == '.') return "it begins with a dot";
    if (strlen(name) > 200) return "it is longer than 200 bytes";
    for (const unsigned char *c = (const unsigned char *)name; *c; c++) {
        if (*c == '/') return "it has a slash";
        if (*c < 0x20 || *c == 0x7f) return "it has control characters";
    }
    return NULL;
}

char *pc_output_path(const pc_output *output)
{
    return join(output->dir, "", output->name, "/");
}

/* ---- What is there already ---- */

typedef enum standing { STANDS_NOTHING, STANDS_OURS, STANDS_FOREIGN } standing;

/* migrate-channel_partners.svg: a picture of one ladder. */
static bool is_of_a_ladder(const char *name)
{
    if (strncmp(name, per_ladder, strlen(per_ladder)) != 0 || name[strlen(per_ladder)] != '-')
        return false;
    for (size_t i = 0; i < PC_N_PICTURE_FILES; i++)
        if (pc_picture_ends_in(name, pc_picture_endings[i])) return true;
    return false;
}

static bool is_our_entry(const char *name, const char *prefix)
{
    const size_t n = strlen(prefix);
    if (n == 0 && strcmp(name, charts_folder) == 0) return true;
    if (n > 0 && is_of_a_ladder(name)) return true;
    char buffer[PC_OUTPUT_FILE_SIZE];
    const char *ours;
    for (size_t i = 0; (ours = our_file(buffer, i)); i++)
        if (strncmp(ours, prefix, n) == 0 && strcmp(ours + n, name) == 0) return true;
    return false;
}

/* How many entries the folder has when each, behind `prefix`, is one of our files; else -1. */
static int count_ours(const char *folder, const char *prefix)
{
    DIR *entries = opendir(folder);
    if (!entries) return -1;
    int n = 0;
    for (const struct dirent *entry; n >= 0 && (entry = readdir(entries));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        n = is_our_entry(entry->d_name, prefix) ? n + 1 : -1;
    }
    closedir(entries);
    return n;
}

/* No charts, or a real folder that holds only ours. */
static bool has_our_charts_at_most(const char *path)
{
    struct stat s;
    if (lstat(path, &s) != 0) return errno == ENOENT;
    return S_ISDIR(s.st_mode) && count_ours(path, "charts/") >= 0;
}

/* Whether the file begins as our results do. */
static bool is_results(const char *path)
{
    char head[256] = "";
    const int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return false;
    const ssize_t n = read(fd, head, sizeof head - 1);
    close(fd);
    return n > 0 && strstr(head, "\"partnercast-results/");
}

/* An empty folder counts as nothing: rename takes its place. */
static standing what_stands_at(const char *path)
{
    struct stat s;
    if (lstat(path, &s) != 0) return errno == ENOENT ? STANDS_NOTHING : STANDS_FOREIGN;
    const int n_ours = S_ISDIR(s.st_mode) ? count_ours(path, "") : -1;
    if (n_ours <= 0) return n_ours < 0 ? STANDS_FOREIGN : STANDS_NOTHING;
    char *results = join(path, "", "results.json", ""),
         *charts = join(path, "", charts_folder, "");
    const bool is_ours =
        results && charts && is_results(results) && has_our_charts_at_most(charts);
    free(results);
    free(charts);
    return is_ours ? STANDS_OURS : STANDS_FOREIGN;
}

/* False with errno of what went wrong first. */
static bool remove_of_ladders(const char *charts)
{
    DIR *entries = opendir(charts);
    int why = 0;
    for (const struct dirent *entry; entries && (entry = readdir(entries));) {
        char *path = is_of_a_ladder(entry->d_name) ? join(charts, "", entry->d_name, "") : NULL;
        if (path && unlink(path) != 0 && errno != ENOENT && !why) why = errno;
        free(path);
    }
    if (entries) closedir(entries);
    if (why) errno = why;
    return !why;
}

/* Removes our files and the folder; anything else in it stays, and so does the folder. False
 * with errno of what went wrong first. */
static bool remove_ours(const char *folder)
{
    int why = 0;
    char buffer[PC_OUTPUT_FILE_SIZE];
    const char *ours;
    for (size_t i = 0; (ours = our_file(buffer, i)); i++) {
        char *path = join(folder, "", ours, "");
        if (path && unlink(path) != 0 && errno != ENOENT && !why) why = errno;
        free(path);
    }
    char *charts = join(folder, "", charts_folder, "");
    if (charts && !remove_of_ladders(charts) && !why) why = errno;
    if (charts) rmdir(charts);
    free(charts);
    const bool is_gone = rmdir(folder) == 0;
    if (why) errno = why;
    return is_gone;
}

/* ---- Asking first ---- */

/* The nearest folder above that exists decides whether DIR can be made. */
static pc_status check_writable(const char *dir, pc_diags *diags)
{
    char *path = strdup(*dir ? dir : ".");
    if (!path) return out_of_memory(diags);
    struct stat s;
    while (stat(path, &s) != 0 && errno == ENOENT) {
        char *slash = strrchr(path, '/');
        if (slash && slash > path)
            *slash = '\0';
        else
            strcpy(path, slash ? "/" : "."); /* at least one character was there */
    }
    pc_status status = PC_OK;
    if (stat(path, &s) != 0)
        status = pc_diag_fail(diags, PC_ECREATE, "E0401", path, "%s", strerror(errno));
    else if (!S_ISDIR(s.st_mode))
        status = pc_diag_fail(diags, PC_ECREATE, "E0401", path, "is not a folder");
    else if (access(path, W_OK | X_OK) != 0)
        status = pc_diag_fail(diags, PC_ECREATE, "E0401", path, "cannot be written to: %s",
                              strerror(errno));
    free(path);
    return status;
}

static pc_status refuse_foreign(const char *path, pc_diags *diags)
{
    pc_diag_add(
        diags, PC_ERROR, "E0410", &(pc_place) { .file = path },
        "choose another folder with -o, another name with --as, or --force to move aside "
        "what is there",
        "is in the way: no earlier run of partnercast wrote it, or somebody added to it");
    return PC_ECREATE;
}

pc_status pc_output_check(const pc_output *output, pc_diags *diags)
{
    pc_status status = check_writable(output->dir, diags);
    if (status != PC_OK) return status;
    char *path = join(output->dir, "", output->name, "");
    if (!path) return out_of_memory(diags);
    if (!output->force && what_stands_at(path) == STANDS_FOREIGN)
        status = refuse_foreign(path, diags);
    free(path);
    return status;
}

/* ---- Writing ---- */

static pc_status save(const char *folder, const char *name, char *text, pc_diags *diags)
{
    char *path = join(folder, "", name, "");
    const pc_status status =
        path && text ? pc_file_replace(path, text, strlen(text), diags) : out_of_memory(diags);
    free(path);
    free(text);
    return status;
}

static bool is_told(const pc_diags *diags, const pc_diag *warning)
{
    for (size_t i = 0; i < pc_diags_count(diags); i++) {
        const pc_diag *d = pc_diags_at(diags, i);
        if (strcmp(d->code, warning->code) == 0 && strcmp(d->text, warning->text) == 0)
            return true;
    }
    return false;
}

/* Font warnings are the same for every picture: told once. */
static void tell(pc_diags *diags, const pc_diags *why, const char *kind, pc_status status)
{
    for (size_t i = 0; why && i < pc_diags_count(why); i++) {
        const pc_diag *d = pc_diags_at(why, i);
        if (status == PC_EDATA)
            pc_diag_add(diags, PC_WARNING, d->code, NULL, d->help, "no %s chart: %s", kind,
                        d->text);
        else if (!is_told(diags, d))
            pc_diag_add(diags, d->severity, d->code, NULL, d->help, "%s", d->text);
    }
}

static pc_status save_chart(pc_output_files *files, const char *folder, const pc_output *output,
                            const pc_chart *chart, const char *of, pc_diags *diags)
{
    char name[PC_OUTPUT_FILE_SIZE];
    char *charts = join(folder, "", charts_folder, "");
    char *stem = charts ? join(charts, "", of, "") : NULL;
    pc_status status = stem ? pc_folder_make(charts, diags) : out_of_memory(diags);
    if (status == PC_OK)
        status =
            pc_picture_save(chart, stem,
                            PC_PICTURE_PNG | PC_PICTURE_SVG |
                                (output->no_sidecar ? 0u : PC_PICTURE_WORDS | PC_PICTURE_TABLE),
                            diags);
    snprintf(name, sizeof name, "%s/%s.png", charts_folder, of);
    list(files, name);
    free(stem);
    free(charts);
    return status;
}

/* A picture that the results do not hold is left out, and the reason told.
 * metric: NULL for the kind's own choice; name: of the files. */
static pc_status write_chart(pc_output_files *files, const char *folder,
                             const pc_output *output, const char *kind, const char *metric,
                             const char *name, const pc_results *results, pc_diags *diags)
{
    pc_chart *chart = NULL;
    pc_diags *why = pc_diags_new();
    const pc_chart_spec spec = { .kind = kind, .metric = metric };
    pc_status status =
        why ? pc_chart_make(&chart, results, &spec, NULL, why) : out_of_memory(diags);
    tell(diags, why, kind, status);
    pc_diags_free(why);
    if (status == PC_OK) status = save_chart(files, folder, output, chart, name, diags);
    pc_chart_free(chart);
    return status == PC_EDATA ? PC_OK : status;
}

/* Of several ladders each has a picture, as far as there is room for their names. */
static pc_status write_ladders(pc_output_files *files, const char *folder,
                               const pc_output *output, const pc_results *results,
                               pc_diags *diags)
{
    char id[PC_CHART_LADDER_SIZE], metric[PC_CHART_LADDER_SIZE + 8];
    char name[PC_CHART_LADDER_SIZE + sizeof per_ladder + 1];
    pc_status status = PC_OK;
    if (!pc_chart_ladder(id, results, 1))
        return write_chart(files, folder, output, per_ladder, NULL, per_ladder, results, diags);
    for (size_t i = 0; status == PC_OK && i < MOST_LADDERS && pc_chart_ladder(id, results, i);
         i++) {
        snprintf(metric, sizeof metric, "tier.%s", id);
        snprintf(name, sizeof name, "%s-%s", per_ladder, id);
        status = write_chart(files, folder, output, per_ladder, metric, name, results, diags);
    }
    if (status == PC_OK && pc_chart_ladder(id, results, MOST_LADDERS))
        pc_diag_add(diags, PC_WARNING, "W0605", NULL,
                    "partnercast chart --spec FILE with \"metric\": \"tier.LADDER\" draws one",
                    "of the ladders only the %d with most partners are drawn", MOST_LADDERS);
    return status;
}

static pc_status write_charts(pc_output_files *files, const char *folder,
                              const pc_output *output, const pc_results *results,
                              pc_diags *diags)
{
    pc_status status = PC_OK;
    const char *kind;
    for (size_t i = 0; status == PC_OK && (kind = pc_chart_default(i)); i++)
        if (!pc_chart_concerns(kind, results))
            continue;
        else if (strcmp(kind, per_ladder) == 0)
            status = write_ladders(files, folder, output, results, diags);
        else
            status = write_chart(files, folder, output, kind, NULL, kind, results, diags);
    return status;
}

static pc_status write_files(pc_output_files *files, const char *folder,
                             const pc_output *output, const pc_results *results,
                             pc_diags *diags)
{
    pc_status status = save(folder, "results.json", pc_results_json(results), diags);
    if (status == PC_OK) status = save(folder, "metrics.csv", pc_results_csv(results), diags);
    files->n = 0;
    list(files, "results.json");
    list(files, "metrics.csv");
    if (status == PC_OK && output->draws)
        status = write_charts(files, folder, output, results, diags);
    return status;
}

/* ---- Taking the place ---- */

static pc_status cannot_replace(const char *path, pc_diags *diags)
{
    return pc_diag_fail(diags, PC_ECREATE, "E0411", path, "cannot be replaced: %s",
                        strerror(errno));
}

pc_status pc_output_move_aside(const char *path, pc_diags *diags)
{
    for (unsigned i = 1; i < 10000; i++) {
        pc_text aside = { 0 };
        pc_text_addf(&aside, "%s.~%u~", path, i);
        if (aside.failed) return out_of_memory(diags);
        struct stat s;
        const bool is_free = lstat(aside.data, &s) != 0 && errno == ENOENT;
        const bool is_moved = is_free && rename(path, aside.data) == 0;
        if (is_moved)
            pc_diag_add(diags, PC_WARNING, "W0410", &(pc_place) { .file = path }, NULL,
                        "was in the way; it is now %s", aside.data);
        pc_text_clear(&aside);
        if (is_moved) return PC_OK;
        if (is_free) break;
    }
    return cannot_replace(path, diags);
}

/* The earlier folder, which has given up its place. */
static void remove_earlier(const char *folder, pc_diags *diags)
{
    if (remove_ours(folder)) return;
    pc_diag_add(diags, PC_WARNING, "W0411", &(pc_place) { .file = folder }, "remove it by hand",
                "the earlier results could not be removed: %s", strerror(errno));
}

/* Puts the finished folder in the place of our earlier one, which is removed. */
static pc_status exchange(const char *finished, const char *path, pc_diags *diags)
{
    if (renameat2(AT_FDCWD, finished, AT_FDCWD, path, RENAME_EXCHANGE) == 0) {
        remove_earlier(finished, diags);
        return PC_OK;
    }
    /* a file system without exchange: between the two renames nothing stands there */
    pc_text old = { 0 };
    pc_text_addf(&old, "%s.old", finished);
    if (old.failed) return out_of_memory(diags);
    pc_status status = PC_OK;
    if (rename(path, old.data) != 0) {
        status = cannot_replace(path, diags);
    } else if (rename(finished, path) != 0) {
        status = cannot_replace(path, diags);
        rename(old.data, path);
    } else {
        remove_earlier(old.data, diags);
    }
    pc_text_clear(&old);
    return status;
}

static pc_status take_place(const char *finished, const char *path, bool force, pc_diags *diags)
{
    const standing there = what_stands_at(path);
    if (there == STANDS_OURS) return exchange(finished, path, diags);
    if (there == STANDS_FOREIGN) {
        if (!force) return refuse_foreign(path, diags);
        const pc_status status = pc_output_move_aside(path, diags);
        if (status != PC_OK) return status;
    }
    return rename(finished, path) == 0 ? PC_OK : cannot_replace(path, diags);
}

static void sync_folder(const char *folder)
{
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    fsync(fd); /* best effort: the files themselves are safe */
    close(fd);
}

/* A folder of our own beside the place, with the rights that mkdir would give. */
static char *make_temporary(const pc_output *output, pc_diags *diags)
{
    char *folder = join(output->dir, ".", output->name, ".XXXXXX");
    if (!folder) {
        out_of_memory(diags);
        return NULL;
    }
    const mode_t mask = umask(0);
    umask(mask);
    if (mkdtemp(folder) && chmod(folder, 0777 & ~mask) == 0) return folder;
    pc_diag_fail(diags, PC_ECREATE, "E0401", output->dir, "cannot be written to: %s",
                 strerror(errno));
    rmdir(folder);
    free(folder);
    return NULL;
}

pc_status pc_output_write(pc_output_files *files, const pc_output *output,
                          const pc_results *results, pc_diags *diags)
{
    const bool dir_is_new = access(output->dir, F_OK) != 0;
    pc_status status = pc_folder_make(output->dir, diags);
    if (status != PC_OK) return status;
    char *temporary = make_temporary(output, diags);
    char *path = join(output->dir, "", output->name, "");
    status = temporary ? PC_OK : PC_ECREATE;
    if (!path) status = out_of_memory(diags);
    if (status == PC_OK) status = write_files(files, temporary, output, results, diags);
    if (status == PC_OK) status = take_place(temporary, path, output->force, diags);
    if (status == PC_OK) sync_folder(output->dir);
    if (status != PC_OK && temporary) remove_ours(temporary);
    if (status != PC_OK && dir_is_new) rmdir(output->dir);
    free(temporary);
    free(path);
    return status;
}
