// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/options.h"

// Clusters as one file, without a window. Builds without Qt have no archives.

// Unpacks options.archiveFile and lets the options serve what was in it: at options.cluster.data_dir, else in a new directory below
// dataHome(), and from the next free ports on unless `portsGiven`. False: a sentence went to standard error.
bool openArchive(Options &options, bool portsGiven);
// vitrine archive save FILE; the exit code.
int saveArchive(const Options &options, const std::string &fileName);
// vitrine archive show FILE [--timeline]; the exit code.
int showArchive(const std::string &fileName, bool timeline);
