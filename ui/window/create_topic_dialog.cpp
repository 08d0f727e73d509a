// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/create_topic_dialog.h"

#include <algorithm>

#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>

#include "ui/session/commands.h"
#include "ui/session/session.h"

namespace vitrine::ui {

CreateTopicDialog::CreateTopicDialog(const Context &context, QWidget *parent)
    : CommandDialog(context, tr("Create topic"), parent), m_name(new QLineEdit(this)), m_partitions(new QSpinBox(this)),
      m_replicationFactor(new QSpinBox(this)), m_minInsync(new QSpinBox(this))
{
    setWindowTitle(tr("Create topic"));
    const auto brokers = std::max(1, context.session.cluster().brokerCount());
    m_name->setPlaceholderText(QStringLiteral("orders"));
    m_partitions->setRange(1, 10'000);
    m_partitions->setValue(6);
    m_replicationFactor->setRange(1, brokers);
    m_replicationFactor->setValue(std::min(3, brokers));
    m_minInsync->setRange(1, brokers);
    m_minInsync->setValue(brokers >= 3 ? 2 : 1);

    form().addRow(tr("Name"), m_name);
    form().addRow(tr("Partitions"), m_partitions);
    form().addRow(tr("Replication factor"), m_replicationFactor);
    form().addRow(QStringLiteral("min.insync.replicas"), m_minInsync);
    connect(m_name, &QLineEdit::textChanged, this, &CreateTopicDialog::update);
    for (QSpinBox *box : {m_partitions, m_replicationFactor, m_minInsync})
        connect(box, &QSpinBox::valueChanged, this, &CreateTopicDialog::update);
    m_name->setFocus();
    update();
}

QString CreateTopicDialog::commandLine() const
{
    return commands::createTopic(m_name->text().trimmed(), m_partitions->value(), m_replicationFactor->value(),
                                 {QStringLiteral("min.insync.replicas=%1").arg(m_minInsync->value())});
}

void CreateTopicDialog::update()
{
    static const QRegularExpression legal(QStringLiteral("^[a-zA-Z0-9._-]{1,249}$"));
    const QString name = m_name->text().trimmed();
    QString problem;
    bool possible = true;
    if (name.isEmpty()) {
        possible = false;
    } else if (!legal.match(name).hasMatch() || name == QLatin1String(".") || name == QLatin1String("..")) {
        problem = tr("A name has letters, digits, “.”, “_” and “-”, at most 249 of them.");
        possible = false;
    } else if (context().session.cluster().topic(name.toStdString())) {
        problem = tr("A topic of this name exists already.");
        possible = false;
    } else if (m_minInsync->value() > m_replicationFactor->value()) {
        problem = tr("min.insync.replicas is larger than the replication factor: acks=all would never succeed.");
    } else if (m_minInsync->value() == m_replicationFactor->value() && m_replicationFactor->value() > 1) {
        problem = tr("With min.insync.replicas equal to the replication factor, one broker that is down stops acks=all.");
    }
    tell(problem, possible, name.isEmpty() ? QString() : commandLine());
}

}  // namespace vitrine::ui
