// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QStringList>

namespace vitrine::ui {

// The box offers these choices; what was chosen stays chosen where it is still offered, else the first is. Nobody is told: the choice
// did not change by a person's hand.
void offerChoices(QComboBox *box, const QStringList &choices);
// The same for choices that are known by their place, and may be worded anew: the place stays chosen.
void offerPlaces(QComboBox *box, const QStringList &choices);

}  // namespace vitrine::ui
