// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/resources.h"

#include <QDir>

// The macro declares a function of the global namespace, so it cannot stand inside ours.
static void initializeResourceFiles()
{
    Q_INIT_RESOURCE(vitrine);
    Q_INIT_RESOURCE(vitrine_translations);
}

namespace vitrine::ui {

void initializeResources() { initializeResourceFiles(); }

}  // namespace vitrine::ui
