// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulation/new_simulation_dialog.h"

#include <QFormLayout>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include "ui/common/dialog_buttons.h"
#include "ui/common/theme.h"
#include "ui/session/simulation_session.h"

namespace vitrine::ui {

NewSimulationDialog::NewSimulationDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent), m_quiet(new QRadioButton(tr("A quiet cluster at work"), this)),
      m_swarm(new QRadioButton(tr("A seed of the swarm, with its faults"), this)), m_seed(new QLineEdit(this))
{
    setWindowTitle(tr("New simulation"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16));
    column->setSpacing(theme.px(6));
    const auto explain = [&](QRadioButton *choice, const QString &text) {
        column->addWidget(choice);
        auto *label = new QLabel(text, this);
        label->setProperty("role", QStringLiteral("muted"));
        label->setWordWrap(true);
        label->setContentsMargins(theme.px(24), 0, 0, theme.px(8));
        label->setMinimumWidth(theme.px(440));
        column->addWidget(label);
    };
    explain(m_quiet, tr("Three brokers and the demo workload. Nothing breaks but what you break."));
    explain(m_swarm, tr("What “vitrine simulate --seeds N” runs: cluster, clients and faults are drawn from the seed."));
    m_quiet->setChecked(true);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(theme.px(16));
    m_seed->setText(QStringLiteral("1"));
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,18}")), m_seed));
    m_seed->setMaximumWidth(theme.px(220));
    form->addRow(tr("Seed"), m_seed);
    column->addLayout(form);
    auto *note = new QLabel(tr("The same seed gives the same run, on every machine."), this);
    note->setProperty("role", QStringLiteral("muted"));
    column->addWidget(note);
    column->addSpacing(theme.px(8));
    auto *begin = new QPushButton(tr("Begin"), this);
    addDialogButtons(this, column, tr("Cancel"), begin);
    connect(m_seed, &QLineEdit::textChanged, this, [this, begin] { begin->setEnabled(m_seed->hasAcceptableInput()); });
    m_seed->selectAll();
}

std::uint64_t NewSimulationDialog::seed() const { return m_seed->text().toULongLong(); }

QString NewSimulationDialog::recording() const
{
    return m_quiet->isChecked() ? SimulationSession::quietRecording(seed()) : SimulationSession::seedRecording(seed());
}

}  // namespace vitrine::ui
