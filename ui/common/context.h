// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vitrine::ui {

class Selection;
class Session;
class Theme;

// What every page stands on; all three outlive the pages.
struct Context {
    Session &session;
    Selection &selection;
    Theme &theme;
};

}  // namespace vitrine::ui
