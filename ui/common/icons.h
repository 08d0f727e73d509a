// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace vitrine::ui {

class Theme;

// One family: 16 x 16, one stroke of 1.5 with round ends, no fill (resources/icons/line-NAME.svg), drawn in the theme's colour of muted
// text, of text where it is chosen, and of hints where it is off. Sharp at every pixel ratio. An unknown name is an empty icon.
[[nodiscard]] QIcon lineIcon(const Theme &theme, const QString &name);

}  // namespace vitrine::ui
