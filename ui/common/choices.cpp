// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/choices.h"

#include <algorithm>

#include <QSignalBlocker>

namespace vitrine::ui {

namespace {

// False: the box shows just these.
bool replaceItems(QComboBox *box, const QStringList &choices)
{
    QStringList shown;
    for (int i = 0; i < box->count(); ++i) shown << box->itemText(i);
    if (choices == shown) return false;
    box->clear();
    box->addItems(choices);
    return true;
}

}  // namespace

void offerChoices(QComboBox *box, const QStringList &choices)
{
    const QString current = box->currentText();
    const QSignalBlocker blocker(box);
    if (replaceItems(box, choices)) box->setCurrentIndex(std::max(0, static_cast<int>(choices.indexOf(current))));
}

void offerPlaces(QComboBox *box, const QStringList &choices)
{
    const int current = box->currentIndex();
    const QSignalBlocker blocker(box);
    if (replaceItems(box, choices)) box->setCurrentIndex(current > 0 && current < choices.size() ? current : 0);
}

}  // namespace vitrine::ui
