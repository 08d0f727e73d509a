// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulation/compare_dialog.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/combo_box.h"
#include "ui/common/theme.h"
#include "ui/session/simulation_session.h"
#include "ui/simulation/simulation_text.h"

namespace vitrine::ui {

void DifferencesModel::show(const SimulationComparison &comparison)
{
    m_here = comparison.hereName;
    m_there = comparison.thereName;
    std::vector<DifferenceRow> rows;
    for (const SimulationDifference &difference : comparison.differences) rows.push_back({static_cast<int>(rows.size()), difference});
    sync(std::move(rows));
    retranslate();
}

QString DifferencesModel::title(int column) const
{
    switch (column) {
    case what: return tr("What");
    case here: return tr("In branch %1").arg(m_here);
    default: return tr("In branch %1").arg(m_there);
    }
}

ColumnKind DifferencesModel::kind(int column) const { return column == what ? ColumnKind::text : ColumnKind::mono; }

QVariant DifferencesModel::cell(int index, int column, int role) const
{
    const SimulationDifference &difference = row(index).difference;
    const QString &value = column == what ? difference.what : column == here ? difference.here : difference.there;
    if (role == FaintRole) return value.isEmpty();
    if (role == Qt::ToolTipRole) return value;
    if (role != Qt::DisplayRole) return {};
    return value.isEmpty() ? tr("none") : value;
}

CompareDialog::CompareDialog(const Context &context, SimulationSession &simulation, int branch, QWidget *parent)
    : QDialog(parent), m_context(context), m_simulation(simulation), m_other(new ComboBox(this)), m_summary(new QLabel(this)),
      m_model(new DifferencesModel(this)), m_table(new TableView(context.theme, this))
{
    const Theme &theme = context.theme;
    setWindowTitle(tr("Compare branches"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16));
    column->setSpacing(theme.px(10));
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(10));
    const SimulationState &state = simulation.state();
    row->addWidget(new QLabel(tr("%1 compared with").arg(SimulationText::branch(state, state.branch)), this));
    for (int i = 0; i < state.branches.size(); ++i) {
        if (i == state.branch) continue;
        m_branches << i;
        m_other->addItem(SimulationText::branch(state, i));
    }
    m_other->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(m_other);
    row->addStretch(1);
    column->addLayout(row);
    m_summary->setWordWrap(true);
    m_summary->setProperty("role", QStringLiteral("muted"));
    column->addWidget(m_summary);
    m_table->setObjectName(QStringLiteral("differences"));
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setAccessibleName(tr("What differs"));
    m_table->setColumnWidths({0, 220, 220});
    column->addWidget(m_table, 1);
    auto *buttons = new QHBoxLayout;
    auto *along = new QPushButton(tr("Compare at the same time"), this);
    along->setToolTip(tr("The branch that lags behind goes on to the time of the other."));
    buttons->addWidget(along);
    buttons->addStretch(1);
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    buttons->addWidget(close);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(along, &QPushButton::clicked, this, &CompareDialog::bringAlong);
    m_other->setCurrentIndex(std::max(0, static_cast<int>(m_branches.indexOf(branch))));
    connect(m_other, &QComboBox::currentIndexChanged, this, &CompareDialog::compare);
    resize(theme.px(880), theme.px(560));
    compare();
}

void CompareDialog::compare()
{
    if (m_other->currentIndex() < 0) return;
    m_summary->setText(tr("Comparing…"));
    m_simulation.compare(m_branches.at(m_other->currentIndex()), this,
                         [this](const SimulationComparison &comparison) { show(comparison); });
}

void CompareDialog::bringAlong()
{
    if (m_other->currentIndex() < 0) return;
    m_summary->setText(tr("Comparing…"));
    m_simulation.alignBranches(m_branches.at(m_other->currentIndex()));
    compare();
}

void CompareDialog::show(const SimulationComparison &comparison)
{
    m_model->show(comparison);
    const QString places = tr("Branch %1 stands at %2, branch %3 at %4.")
                               .arg(comparison.hereName, SimulationText::position(comparison.hereAt), comparison.thereName,
                                    SimulationText::position(comparison.thereAt));
    const auto count = static_cast<int>(comparison.differences.size());
    m_summary->setText(places + QLatin1Char(' ') +
                       (count == 0 ? tr("Nothing differs between them.") : tr("%n thing(s) differ.", nullptr, count)));
    m_table->setEmptyText(tr("Brokers, quorum, partitions, logs and groups are the same in both."));
}

}  // namespace vitrine::ui
