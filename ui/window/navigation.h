// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStyledItemDelegate>
#include <QTreeView>

#include "ui/common/context.h"
#include "ui/session/cluster_state.h"
#include "ui/window/navigation_model.h"

namespace vitrine::ui {

class NavigationDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit NavigationDelegate(const Theme &theme, QObject *parent = nullptr) : QStyledItemDelegate(parent), m_theme(theme) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

class Navigation : public QFrame {
    Q_OBJECT

public:
    explicit Navigation(const Context &context, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void commandGiven(const QString &commandLine);
    // A topic or group was chosen here: the panel that shows it should come to the front.
    void shown(NavigationModel::Section section);

protected:
    void changeEvent(QEvent *event) override;

private:
    void followSelection();
    void choose(const QModelIndex &index);
    void menu(const QPoint &position);

    Context m_context;
    NavigationModel *m_model;
    QTreeView *m_view;
};

}  // namespace vitrine::ui
