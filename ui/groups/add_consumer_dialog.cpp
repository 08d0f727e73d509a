// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/add_consumer_dialog.h"

#include <algorithm>
#include <set>

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QStyledItemDelegate>

#include "ui/common/combo_box.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {

// What the command takes where nothing is said.
constexpr int sessionTimeoutMs = 10'000;
constexpr int heartbeatIntervalMs = 500;
constexpr int maxPollIntervalMs = 30'000;
// group.min.session.timeout.ms and group.max.session.timeout.ms of a broker that nobody configured.
constexpr int sessionTimeoutMinMs = 6'000;
constexpr int sessionTimeoutMaxMs = 1'800'000;

// Asks for no width, so that the list elides a long name instead of scrolling it.
class NameDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {1, QStyledItemDelegate::sizeHint(option, index).height()};
    }
};

}  // namespace

AddConsumerDialog::AddConsumerDialog(const Context &context, const QString &group, QWidget *parent)
    : CommandDialog(context, tr("Add consumer"), parent), m_group(new QLineEdit(group, this)), m_topics(new QListWidget(this)),
      m_assignor(new ComboBox(this)), m_instanceId(new QLineEdit(this)), m_session(new QSpinBox(this)), m_heartbeat(new QSpinBox(this)),
      m_poll(new QSpinBox(this))
{
    const Theme &theme = context.theme;
    setWindowTitle(group.isEmpty() ? tr("Add a consumer") : tr("Add a consumer to %1").arg(group));
    const GroupInfo *info = context.session.cluster().group(group.toStdString());
    std::set<std::string> read;
    if (info) {
        for (const observe::MemberView &member : info->view.members)
            read.insert(member.subscribed_topics.begin(), member.subscribed_topics.end());
        // Of a group without members, what it has read before.
        if (read.empty())
            for (const PartitionLag &lag : info->lags) read.insert(lag.partition.topic);
    }
    for (const TopicState *topic : context.session.cluster().topics()) {
        if (topic->internal) continue;
        auto *item = new QListWidgetItem(toQString(topic->name), m_topics);
        item->setToolTip(item->text());
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(read.contains(topic->name) ? Qt::Checked : Qt::Unchecked);
    }
    m_topics->setFixedHeight(theme.px(std::clamp(m_topics->count(), 2, 6) * 20 + 8));
    // Names differ at their ends: a long one loses its middle.
    m_topics->setItemDelegate(new NameDelegate(m_topics));
    m_topics->setTextElideMode(Qt::ElideMiddle);
    m_topics->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_topics->setAccessibleName(tr("Topics"));
    m_group->setPlaceholderText(QStringLiteral("reports"));
    m_group->setReadOnly(!group.isEmpty());
    m_group->setEnabled(group.isEmpty());
    m_assignor->addItems(commands::assignors());
    const QString usual =
        info && !info->view.protocol_name.empty() ? toQString(info->view.protocol_name) : QStringLiteral("cooperative-sticky");
    m_assignor->setCurrentIndex(std::max(0, m_assignor->findText(usual)));
    m_instanceId->setPlaceholderText(tr("none: a dynamic member"));
    const auto milliseconds = [](QSpinBox *box, int least, int most, int value) {
        box->setRange(least, most);
        box->setValue(value);
        box->setSingleStep(500);
        box->setSuffix(QStringLiteral(" ms"));
        box->setGroupSeparatorShown(true);
    };
    milliseconds(m_session, sessionTimeoutMinMs, sessionTimeoutMaxMs, sessionTimeoutMs);
    milliseconds(m_heartbeat, 100, sessionTimeoutMaxMs, heartbeatIntervalMs);
    milliseconds(m_poll, 1'000, 3'600'000, maxPollIntervalMs);
    m_session->setToolTip(tr("Without a heartbeat for so long the member counts as gone."));
    m_heartbeat->setToolTip(tr("How often it says that it lives, and learns that the group rebalances."));
    m_poll->setToolTip(tr("How long the group waits in a rebalance for this member to join again."));
    m_instanceId->setToolTip(tr("A static member that comes back within session.timeout.ms keeps its partitions: nobody rebalances."));

    form().addRow(tr("Group"), m_group);
    form().addRow(tr("Topics"), m_topics);
    form().addRow(tr("Assignor"), m_assignor);
    form().addRow(QStringLiteral("group.instance.id"), m_instanceId);
    form().addRow(QStringLiteral("session.timeout.ms"), m_session);
    form().addRow(QStringLiteral("heartbeat.interval.ms"), m_heartbeat);
    form().addRow(QStringLiteral("max.poll.interval.ms"), m_poll);
    connect(m_group, &QLineEdit::textChanged, this, &AddConsumerDialog::update);
    connect(m_topics, &QListWidget::itemChanged, this, &AddConsumerDialog::update);
    connect(m_assignor, &QComboBox::currentIndexChanged, this, &AddConsumerDialog::update);
    connect(m_instanceId, &QLineEdit::textChanged, this, &AddConsumerDialog::update);
    for (QSpinBox *box : {m_session, m_heartbeat, m_poll}) connect(box, &QSpinBox::valueChanged, this, &AddConsumerDialog::update);
    update();
}

QString AddConsumerDialog::group() const { return m_group->text().trimmed(); }

QString AddConsumerDialog::commandLine() const
{
    commands::NewMember member;
    member.group = group();
    for (int i = 0; i < m_topics->count(); ++i)
        if (m_topics->item(i)->checkState() == Qt::Checked) member.topics << m_topics->item(i)->text();
    member.assignor = m_assignor->currentText();
    member.instanceId = m_instanceId->text().trimmed();
    if (m_session->value() != sessionTimeoutMs) member.sessionTimeoutMs = m_session->value();
    if (m_heartbeat->value() != heartbeatIntervalMs) member.heartbeatIntervalMs = m_heartbeat->value();
    if (m_poll->value() != maxPollIntervalMs) member.maxPollIntervalMs = m_poll->value();
    return commands::addMember(member);
}

void AddConsumerDialog::update()
{
    const GroupInfo *info = context().session.cluster().group(group().toStdString());
    const QString instance = m_instanceId->text().trimmed();
    bool topics = false;
    for (int i = 0; i < m_topics->count(); ++i) topics = topics || m_topics->item(i)->checkState() == Qt::Checked;
    QString problem;
    bool possible = topics && !group().isEmpty();
    if (m_topics->count() == 0) {
        problem = tr("There is no topic to read yet.");
    } else if (!topics) {
        problem = tr("Choose a topic.");
    } else if (m_heartbeat->value() >= m_session->value()) {
        problem = tr("heartbeat.interval.ms must be below session.timeout.ms, or the session ends before the first heartbeat.");
        possible = false;
    } else if (info && !info->view.members.empty() && !info->view.protocol_name.empty() &&
               m_assignor->currentText() != toQString(info->view.protocol_name)) {
        problem = tr("The group's members use %1: one without it is refused (INCONSISTENT_GROUP_PROTOCOL).")
                      .arg(toQString(info->view.protocol_name));
    } else if (info && !instance.isEmpty() && std::ranges::any_of(info->view.members, [&](const observe::MemberView &member) {
                   return member.group_instance_id && toQString(*member.group_instance_id) == instance;
               })) {
        problem = tr("A member has this group.instance.id: the new one takes its place, and the old one is fenced.");
    } else if (m_heartbeat->value() * 3 > m_session->value()) {
        problem = tr("Fewer than three heartbeats fit into session.timeout.ms: one that is late may cost the membership.");
    }
    tell(problem, possible, group().isEmpty() ? QString() : commandLine());
}

}  // namespace vitrine::ui
