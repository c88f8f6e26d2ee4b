/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything the library offers. */
#ifndef PARTNERCAST_PARTNERCAST_H
#define PARTNERCAST_PARTNERCAST_H

#include "partnercast/chart.h"
#include "partnercast/diagnostics.h"
#include "partnercast/dist.h"
#include "partnercast/explain.h"
#include "partnercast/lint.h"
#include "partnercast/report.h"
#include "partnercast/results.h"
#include "partnercast/run.h"
#include "partnercast/sample.h"
#include "partnercast/scenario.h"
#include "partnercast/schema.h"
#include "partnercast/status.h"
#include "partnercast/trials.h"

#endif
