// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/reset_offsets_dialog.h"

#include <algorithm>
#include <set>

#include <QClipboard>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTimeZone>
#include <QVBoxLayout>

#include "ui/common/combo_box.h"
#include "ui/common/dialog_buttons.h"
#include "ui/common/format.h"
#include "ui/common/table.h"
#include "ui/common/theme.h"
#include "ui/groups/group_text.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {

using To = commands::OffsetReset::To;

enum ValuePage { noValue, offsetValue, shiftValue, datetimeValue, durationValue };

int pageOf(To to)
{
    switch (to) {
    case To::offset: return offsetValue;
    case To::shift: return shiftValue;
    case To::datetime: return datetimeValue;
    case To::duration: return durationValue;
    default: return noValue;
    }
}

}  // namespace

ResetOffsetsDialog::ResetOffsetsDialog(const Context &context, const QString &group, QWidget *parent)
    : QDialog(parent), m_context(context), m_group(group), m_strategy(new ComboBox(this)), m_value(new QStackedWidget(this)),
      m_offset(new QLineEdit(this)), m_shift(new QLineEdit(this)), m_datetime(new QDateTimeEdit(this)), m_amount(new QSpinBox(this)),
      m_unit(new ComboBox(this)), m_topic(new ComboBox(this)), m_partitions(new QLineEdit(this)),
      m_preview(new QPushButton(tr("Preview"), this)), m_model(new ResetModel(this)), m_table(new TableView(context.theme, this)),
      m_sum(new QLabel(this)), m_state(new QLabel(this)), m_stop(new QPushButton(tr("Stop our own members"), this)),
      m_command(new QLabel(this)), m_kafka(new QLabel(this)), m_copy(new QPushButton(tr("Copy"), this)),
      m_apply(new QPushButton(tr("Apply"), this))
{
    const Theme &theme = context.theme;
    setWindowTitle(tr("Reset offsets of %1").arg(group));
    setAttribute(Qt::WA_DeleteOnClose);

    m_strategy->addItem(tr("To the earliest offset"), static_cast<int>(To::earliest));
    m_strategy->addItem(tr("To the latest offset"), static_cast<int>(To::latest));
    m_strategy->addItem(tr("To an offset"), static_cast<int>(To::offset));
    m_strategy->addItem(tr("Shift by"), static_cast<int>(To::shift));
    m_strategy->addItem(tr("To a time"), static_cast<int>(To::datetime));
    m_strategy->addItem(tr("Back by a duration"), static_cast<int>(To::duration));
    m_offset->setText(QStringLiteral("0"));
    m_offset->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,15}")), m_offset));
    m_shift->setText(QStringLiteral("-100"));
    m_shift->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("-?[0-9]{1,15}")), m_shift));
    m_datetime->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_datetime->setDateTime(QDateTime::fromMSecsSinceEpoch(
        to_milliseconds(context.session.wallNow() - std::chrono::duration_cast<Milliseconds>(std::chrono::minutes(5)))));
    m_amount->setRange(1, 9'999);
    m_amount->setValue(5);
    m_unit->addItem(tr("seconds"), QStringLiteral("PT%1S"));
    m_unit->addItem(tr("minutes"), QStringLiteral("PT%1M"));
    m_unit->addItem(tr("hours"), QStringLiteral("PT%1H"));
    m_unit->addItem(tr("days"), QStringLiteral("P%1D"));
    m_unit->setCurrentIndex(1);
    auto *duration = new QWidget(this);
    auto *durationRow = new QHBoxLayout(duration);
    durationRow->setContentsMargins(0, 0, 0, 0);
    durationRow->addWidget(m_amount);
    durationRow->addWidget(m_unit);
    durationRow->addStretch(1);
    for (QWidget *page : {new QWidget(this), static_cast<QWidget *>(m_offset), static_cast<QWidget *>(m_shift),
                          static_cast<QWidget *>(m_datetime), duration})
        m_value->addWidget(page);

    m_topic->addItem(tr("All that the group has committed"));
    std::set<std::string> topics;
    if (const GroupInfo *info = context.session.cluster().group(group.toStdString()))
        for (const PartitionLag &lag : info->lags) topics.insert(lag.partition.topic);
    for (const std::string &topic : topics) m_topic->addItem(toQString(topic), toQString(topic));
    m_partitions->setPlaceholderText(tr("all, or 0,2,5"));
    m_partitions->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,6}(,[0-9]{1,6})*")), m_partitions));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16));
    layout->setSpacing(theme.px(10));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(theme.px(16));
    form->setVerticalSpacing(theme.px(8));
    const auto row = [&](const QString &name, QWidget *first, QWidget *second) {
        auto *fields = new QHBoxLayout;
        fields->setSpacing(theme.px(8));
        fields->addWidget(first, 1);
        fields->addWidget(second, 1);
        form->addRow(name, fields);
    };
    row(tr("Where to"), m_strategy, m_value);
    row(tr("Partitions"), m_topic, m_partitions);
    layout->addLayout(form);

    auto *previewRow = new QHBoxLayout;
    previewRow->addWidget(m_preview);
    previewRow->addWidget(m_sum, 1);
    m_sum->setProperty("role", QStringLiteral("muted"));
    layout->addLayout(previewRow);
    m_table->setModel(m_model);
    m_table->setColumnWidths({0, 100, 100, 100, 150});
    m_table->setMinimumSize(theme.px(600), theme.px(150));
    m_table->setAccessibleName(tr("What the reset would do"));
    layout->addWidget(m_table, 1);

    auto *stateRow = new QHBoxLayout;
    m_state->setWordWrap(true);
    m_state->setProperty("role", QStringLiteral("warning"));
    stateRow->addWidget(m_state, 1);
    stateRow->addWidget(m_stop);
    layout->addLayout(stateRow);

    for (QLabel *label : {m_command, m_kafka}) {
        label->setFont(theme.font(Theme::Type::mono));
        label->setProperty("role", QStringLiteral("muted"));
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setMinimumWidth(theme.px(420));
    }
    layout->addWidget(m_command);
    auto *kafkaRow = new QHBoxLayout;
    kafkaRow->addWidget(m_kafka, 1);
    m_copy->setProperty("dense", true);
    m_copy->setToolTip(tr("Copies the line for Kafka's own tool."));
    kafkaRow->addWidget(m_copy, 0, Qt::AlignTop);
    layout->addLayout(kafkaRow);

    auto *buttons = new QHBoxLayout;
    auto *close = new QPushButton(tr("Close"), this);
    m_apply->setProperty("kind", QStringLiteral("primary"));
    m_preview->setDefault(true);
    for (QPushButton *button : {close, m_apply, m_copy, m_stop}) button->setAutoDefault(false);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_apply);
    layout->addLayout(buttons);
    keepTextsWhole(this);

    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_preview, &QPushButton::clicked, this, [this] { ask(true); });
    connect(m_apply, &QPushButton::clicked, this, [this] { ask(false); });
    connect(m_stop, &QPushButton::clicked, this, &ResetOffsetsDialog::stopOwnMembers);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_kafka->text()); });
    for (QComboBox *box : {m_strategy, m_topic, m_unit}) connect(box, &QComboBox::currentIndexChanged, this, &ResetOffsetsDialog::choose);
    for (QLineEdit *edit : {m_offset, m_shift, m_partitions}) connect(edit, &QLineEdit::textChanged, this, &ResetOffsetsDialog::choose);
    connect(m_datetime, &QDateTimeEdit::dateTimeChanged, this, &ResetOffsetsDialog::choose);
    connect(m_amount, &QSpinBox::valueChanged, this, &ResetOffsetsDialog::choose);
    connect(&context.session, &Session::updated, this, &ResetOffsetsDialog::followGroup);
    choose();
}

commands::OffsetReset ResetOffsetsDialog::order(bool dryRun) const
{
    commands::OffsetReset order;
    order.group = m_group;
    order.dryRun = dryRun;
    order.to = static_cast<To>(m_strategy->currentData().toInt());
    switch (pageOf(order.to)) {
    case offsetValue: order.value = m_offset->text(); break;
    case shiftValue: order.value = m_shift->text(); break;
    case datetimeValue: order.value = m_datetime->dateTime().toUTC().toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss.zzz")); break;
    case durationValue: order.value = m_unit->currentData().toString().arg(m_amount->value()); break;
    default: break;
    }
    const QString topic = m_topic->currentData().toString();
    if (!topic.isEmpty()) {
        QString partitions = m_partitions->text();
        while (partitions.endsWith(QLatin1Char(','))) partitions.chop(1);
        order.topics << (partitions.isEmpty() ? topic : topic + QLatin1Char(':') + partitions);
    }
    return order;
}

void ResetOffsetsDialog::choose()
{
    m_value->setCurrentIndex(pageOf(static_cast<To>(m_strategy->currentData().toInt())));
    m_partitions->setEnabled(!m_topic->currentData().toString().isEmpty());
    // What the table shows is about another choice now.
    if (commands::resetOffsets(order(true)) != m_previewed) {
        m_previewed.clear();
        m_model->clear();
    }
    m_command->setText(commands::resetOffsets(order(false)));
    m_kafka->setText(commands::kafkaResetOffsets(order(false), m_context.session.world().bootstrapServers));
    followGroup();
}

void ResetOffsetsDialog::followGroup()
{
    const Session &session = m_context.session;
    const GroupInfo *info = session.cluster().group(m_group.toStdString());
    const auto members = info ? static_cast<int>(info->view.members.size()) : 0;
    int ours = 0;
    if (info)
        for (const observe::MemberView &member : info->view.members)
            if (GroupText::own(session, *info, member)) ++ours;
    QString state;
    if (info && !session.cluster().hasLiveCoordinator(*info)) {
        state = tr("The group's coordinator is gone: offsets cannot be committed until another broker takes over.");
    } else if (members > 0) {
        state =
            tr("Kafka resets offsets only while a group is inactive, or its members would go on from where they are: %1 has %n member(s), "
               "%2 of them our own.",
               nullptr, members)
                .arg(m_group)
                .arg(ours);
        if (ours < members) state += QLatin1Char(' ') + tr("Stop the others where they run.");
    } else if (info && info->isRebalancing()) {
        state = tr("The group still rebalances; it is inactive when that is over.");
    }
    m_state->setText(state);
    m_state->setVisible(!state.isEmpty());
    m_stop->setVisible(ours > 0);
    const bool previewed = !m_previewed.isEmpty() && m_model->rowCount() > 0;
    m_apply->setEnabled(state.isEmpty() && previewed && m_asked.isEmpty());
    m_apply->setToolTip(!state.isEmpty() ? state : previewed ? m_command->text() : tr("See the preview first."));
    m_preview->setEnabled(m_asked.isEmpty() && (m_value->currentIndex() != offsetValue || !m_offset->text().isEmpty()) &&
                          (m_value->currentIndex() != shiftValue || m_shift->hasAcceptableInput()));
    m_preview->setToolTip(commands::resetOffsets(order(true)));
    if (m_previewed.isEmpty() && m_asked.isEmpty())
        m_table->setEmptyText(tr("The preview is a dry run: it tells for each partition where it would begin, and changes nothing."));
}

void ResetOffsetsDialog::ask(bool dryRun)
{
    const commands::OffsetReset wanted = order(dryRun);
    m_asked = commands::resetOffsets(wanted);
    m_table->setEmptyText(tr("Waiting for the brokers' answer."));
    followGroup();
    m_context.session.execute(m_asked, this, [this, wanted](const CommandAnswer &answer) { answered(wanted, answer); });
}

void ResetOffsetsDialog::answered(const commands::OffsetReset &order, const CommandAnswer &answer)
{
    m_asked.clear();
    commands::OffsetReset tried = order;
    tried.dryRun = true;
    const bool current = commands::resetOffsets(tried) == commands::resetOffsets(this->order(true));
    if (current) {
        m_previewed = commands::resetOffsets(tried);
        m_model->show(answer.json);
    }
    qlonglong back = 0;
    qlonglong forward = 0;
    for (const ResetRow &row : m_model->allRows()) {
        if (!row.current) continue;
        if (row.target < *row.current) back += *row.current - row.target;
        else forward += row.target - *row.current;
    }
    const bool rows = m_model->rowCount() > 0;
    m_table->setEmptyText(answer.sentence);
    QString sum;
    if (!order.dryRun && answer.ok) sum = tr("Done: the group begins there.");
    else if (!order.dryRun) sum = answer.sentence;
    else if (rows)
        sum = tr("%n partition(s): %1 offsets are read again, %2 are skipped.", nullptr, m_model->rowCount())
                  .arg(Format::number(back), Format::number(forward));
    m_sum->setText(sum);
    // What was done is not to be done twice unseen.
    if (!order.dryRun) m_previewed.clear();
    followGroup();
}

void ResetOffsetsDialog::stopOwnMembers()
{
    const GroupInfo *info = m_context.session.cluster().group(m_group.toStdString());
    if (!info) return;
    for (const observe::MemberView &member : info->view.members)
        if (GroupText::own(m_context.session, *info, member))
            m_context.session.execute(commands::removeMember(m_group, toQString(member.client_id)));
}

}  // namespace vitrine::ui
