// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLabel>

#include "ui/common/context.h"
#include "ui/common/flat_model.h"
#include "ui/common/table.h"
#include "ui/session/simulation_values.h"

namespace vitrine::ui {

class SimulationSession;

struct DifferenceRow {
    int number = 0;
    SimulationDifference difference;
    [[nodiscard]] int key() const { return number; }
    friend bool operator==(const DifferenceRow &, const DifferenceRow &) = default;
};

class DifferencesModel : public RowModel<DifferenceRow> {
    Q_OBJECT

public:
    enum Column { what, here, there, columnCountOfDifferences };
    using RowModel::RowModel;
    void show(const SimulationComparison &comparison);

protected:
    [[nodiscard]] int columns() const override { return columnCountOfDifferences; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    QString m_here;
    QString m_there;
};

// What differs between the branch that is shown and another one, each where it stands.
class CompareDialog : public QDialog {
    Q_OBJECT

public:
    // `branch`: with which one first; -1: the first other one.
    CompareDialog(const Context &context, SimulationSession &simulation, int branch = -1, QWidget *parent = nullptr);
    [[nodiscard]] DifferencesModel &differences() { return *m_model; }
    [[nodiscard]] QString summary() const { return m_summary->text(); }

private:
    void compare();
    void bringAlong();
    void show(const SimulationComparison &comparison);

    Context m_context;
    SimulationSession &m_simulation;
    QComboBox *m_other;
    QLabel *m_summary;
    DifferencesModel *m_model;
    TableView *m_table;
    QList<int> m_branches;
};

}  // namespace vitrine::ui
