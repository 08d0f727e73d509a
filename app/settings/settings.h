// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

// The broker configuration that the command line names.
namespace vitrine::settings {

struct Settings {
    std::map<std::string, std::string> values;  // for every broker
    // Of a file's log.dirs, or log.dir: each broker has a directory of its own below each; that of metadata.log.dir comes first.
    std::vector<std::string> logDirs;
    std::vector<std::string> remarks;           // what is not taken or has no effect, one sentence each
};

// The content of a file, or none where it cannot be read.
using ReadFile = std::function<std::optional<std::string>(const std::string &path)>;

// `given`: each --config, a pair or a file. `takeLogDirs`: nothing else says where logs are to lie. INVALID_CONFIG: one sentence with the
// file and the line, or the pair.
Result<Settings> readSettings(const std::vector<std::string> &given, const ReadFile &read, bool takeLogDirs);

}  // namespace vitrine::settings
