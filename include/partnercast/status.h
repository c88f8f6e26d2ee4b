/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PARTNERCAST_STATUS_H
#define PARTNERCAST_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

/** How a call ended. Words for people are in the caller's pc_diags. */
typedef enum pc_status {
    PC_OK = 0,
    PC_EUSAGE,     /* the caller's options make no sense together */
    PC_EDATA,      /* scenario or data unusable */
    PC_ENOINPUT,   /* input missing or unreadable */
    PC_EINTERNAL,  /* a mistake of ours */
    PC_ENOMEM,     /* out of memory, or more than the limit allows */
    PC_ECREATE,    /* output cannot be created */
    PC_EIO,        /* reading or writing failed half way */
    PC_ECANCELLED, /* stopped by the caller */
} pc_status;

/** The exit code of the command line for a status: 0, 2, 65, 66, 70, 73, 74, 130. */
int pc_status_exit_code(pc_status status);

#ifdef __cplusplus
}
#endif

#endif
