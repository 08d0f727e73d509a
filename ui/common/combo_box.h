// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace vitrine::ui {

// A combo box whose choice is cut in its middle where there is no room for it (names differ at their ends), with the whole of it as
// tooltip, and whose list is as wide as its choices.
class ComboBox : public QComboBox {
    Q_OBJECT

public:
    using QComboBox::QComboBox;
    // As it stands in the box.
    [[nodiscard]] QString shownText() const;
    void showPopup() override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
};

}  // namespace vitrine::ui
