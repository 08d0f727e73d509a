// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/choices.h"

#include <algorithm>

#include <QSignalBlocker>

namespace vitrine::ui {

void offerChoices(QComboBox *box, const QStringList &choices)
{
    QStringList shown;
    for (int i = 0; i < box->count(); ++i) shown << box->itemText(i);
    if (choices == shown) return;
    const QString current = box->currentText();
    const QSignalBlocker blocker(box);
    box->clear();
    box->addItems(choices);
    box->setCurrentIndex(std::max(0, static_cast<int>(choices.indexOf(current))));
}

}  // namespace vitrine::ui
