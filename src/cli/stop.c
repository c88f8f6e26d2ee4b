/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/stop.h"

#include "cli/console.h"

#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t n_signals;

static void count_signal(int signal)
{
    (void)signal;
    if (++n_signals > 1) _exit(PC_EXIT_INTERRUPTED);
}

void pc_stop_catch(void)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action = { .sa_handler = count_signal, .sa_flags = SA_RESTART }, before;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
    signal(SIGXFSZ,
           SIG_IGN); /* a file over the limit is a failed write, with words and exit 74 */
}

bool pc_stop_asked(void)
{
    return n_signals > 0;
}
