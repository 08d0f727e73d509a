// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vitrine {

// For the whole process: from now on the log says nothing, errors neither. For a thousand simulated clusters whose disks fail by intent.
void silence_log();

}  // namespace vitrine
