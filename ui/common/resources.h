// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vitrine::ui {

// Makes icons, style sheet and translations known to Qt; a static library does not do it by itself. Harmless when repeated.
void initializeResources();

}  // namespace vitrine::ui
