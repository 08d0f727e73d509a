// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace vitrine::ui {

class Theme;

// The signs of the transport bar, painted in the colours of the theme.
enum class TransportSign { play, pause, stepBack, stepEvent, stepMessage, stepTime };
[[nodiscard]] QIcon transportIcon(const Theme &theme, TransportSign sign, bool onAccent = false);

}  // namespace vitrine::ui
