// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeWidget>

#include "ui/common/page.h"
#include "ui/common/panel.h"
#include "ui/common/range_chip.h"
#include "ui/common/table.h"
#include "ui/simulation/messages_model.h"

namespace vitrine::ui {

class SimulationSession;

// The messages on their way as a table, and the chosen one with its decoded fields and what can be done to it.
class MessagesPage : public Page {
    Q_OBJECT

public:
    MessagesPage(const Context &context, SimulationSession &simulation, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override { return {m_chip}; }
    [[nodiscard]] MessagesModel &messages() { return *m_model; }
    [[nodiscard]] QTreeWidget &fields() { return *m_fields; }
    [[nodiscard]] QPushButton &dropButton() { return *m_drop; }

Q_SIGNALS:
    void commandGiven(const QString &commandLine);

protected:
    void refresh(const SessionUpdate *update) override;
    void selectionChanged() override;
    void retranslate() override;
    void themeChanged() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showMessages();
    void showChosen();
    void showDetails(const MessageDetails &details);
    void fitFields();
    void menu(const QPoint &position);

    SimulationSession &m_simulation;
    MessagesModel *m_model;
    QSplitter *m_splitter;
    TableView *m_table;
    QStackedWidget *m_detail;
    QWidget *m_chosen;
    EmptyState *m_empty;
    QLabel *m_name;
    ElidedLabel *m_meta;
    QPushButton *m_drop;
    QPushButton *m_delay;
    QPushButton *m_duplicate;
    QTreeWidget *m_fields;
    std::optional<std::uint64_t> m_shown;
    MessageInFlight m_message;       // as it was seen last
    bool m_choosing = false;
    RangeChip *m_chip;
};

}  // namespace vitrine::ui
