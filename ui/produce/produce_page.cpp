// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/produce/produce_page.h"

#include <algorithm>

#include <QGridLayout>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QShortcut>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/common/choices.h"
#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/produce/murmur2.h"

namespace vitrine::ui {

namespace {
enum Label { topicLabel, partitionLabel, keyLabel, valueLabel, headersLabel, acksLabel, countLabel, rateLabel, labelCount };
}  // namespace

ProducePage::ProducePage(const Context &context, QWidget *parent)
    : Page(context, parent), m_topic(new QComboBox(this)), m_partition(new QComboBox(this)), m_key(new QLineEdit(this)),
      m_nullKey(new QCheckBox(this)), m_value(new QPlainTextEdit(this)), m_nullValue(new QCheckBox(this)), m_headers(new QLineEdit(this)),
      m_acks(new QComboBox(this)), m_count(new QSpinBox(this)), m_rate(new QSpinBox(this)), m_hint(new QLabel(this)),
      m_send(new QPushButton(this)), m_stop(new QPushButton(this)), m_summary(new QLabel(this)), m_clear(new QPushButton(this)),
      m_results(new ResultsModel(this)), m_table(new TableView(context.theme, this)), m_form(new QGridLayout)
{
    for (QLabel *&label : m_labels) label = new QLabel(this);
    auto *columns = new QHBoxLayout(this);
    columns->setObjectName(QStringLiteral("columns"));
    auto *left = new QVBoxLayout;
    left->setObjectName(QStringLiteral("left"));
    auto *right = new QVBoxLayout;
    right->setObjectName(QStringLiteral("right"));
    columns->addLayout(left, 5);
    columns->addLayout(right, 6);

    m_form->addWidget(m_labels[topicLabel], 0, 0);
    m_form->addWidget(m_topic, 0, 1);
    m_form->addWidget(m_labels[partitionLabel], 0, 2);
    m_form->addWidget(m_partition, 0, 3);
    m_form->addWidget(m_labels[keyLabel], 1, 0);
    m_form->addWidget(m_key, 1, 1, 1, 2);
    m_form->addWidget(m_nullKey, 1, 3);
    m_form->addWidget(m_hint, 2, 1, 1, 3);
    m_form->addWidget(m_labels[valueLabel], 3, 0, Qt::AlignTop);
    m_form->addWidget(m_value, 3, 1, 1, 2);
    m_form->addWidget(m_nullValue, 3, 3, Qt::AlignTop);
    m_form->addWidget(m_labels[headersLabel], 4, 0);
    m_form->addWidget(m_headers, 4, 1, 1, 3);
    m_form->setColumnStretch(1, 3);
    m_form->setColumnStretch(3, 2);
    m_form->setRowStretch(3, 1);
    left->addLayout(m_form, 1);

    auto *bar = new QHBoxLayout;
    bar->setObjectName(QStringLiteral("bar"));
    bar->addWidget(m_labels[acksLabel]);
    bar->addWidget(m_acks);
    bar->addWidget(m_labels[countLabel]);
    bar->addWidget(m_count);
    bar->addWidget(m_labels[rateLabel]);
    bar->addWidget(m_rate);
    bar->addStretch(1);
    bar->addWidget(m_stop);
    bar->addWidget(m_send);
    left->addLayout(bar);

    auto *status = new QHBoxLayout;
    status->addWidget(m_summary, 1);
    status->addWidget(m_clear);
    right->addLayout(status);
    right->addWidget(m_table, 1);

    m_topic->setMinimumContentsLength(8);
    m_topic->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_partition->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_partition->setMinimumContentsLength(6);
    m_value->setTabChangesFocus(true);
    m_value->setMinimumHeight(36);
    m_value->setPlainText(QStringLiteral("{\"order\": {n}, \"amount\": 42}"));
    m_key->setText(QStringLiteral("customer-17"));
    m_acks->addItem(QStringLiteral("all"), -1);
    m_acks->addItem(QStringLiteral("1"), 1);
    m_acks->addItem(QStringLiteral("0"), 0);
    m_count->setRange(1, 10'000'000);
    m_count->setGroupSeparatorShown(true);
    m_rate->setRange(0, 100'000);
    m_rate->setGroupSeparatorShown(true);
    m_send->setProperty("kind", QStringLiteral("primary"));
    m_clear->setProperty("dense", true);
    m_summary->setProperty("role", QStringLiteral("muted"));
    m_hint->setProperty("role", QStringLiteral("muted"));
    m_stop->hide();
    m_table->setObjectName(QStringLiteral("results"));
    m_table->setModel(m_results);
    m_table->setColumnWidths({64, 0, 110, 84, 76});

    connect(m_topic, &QComboBox::currentIndexChanged, this, [this] {
        syncPartitions();
        updateHint();
    });
    connect(m_partition, &QComboBox::currentIndexChanged, this, &ProducePage::updateHint);
    connect(m_key, &QLineEdit::textChanged, this, &ProducePage::updateHint);
    connect(m_headers, &QLineEdit::textChanged, this, &ProducePage::updateHint);
    connect(m_nullKey, &QCheckBox::toggled, this, [this](bool on) {
        m_key->setEnabled(!on);
        updateHint();
    });
    connect(m_nullValue, &QCheckBox::toggled, this, [this](bool on) { m_value->setEnabled(!on); });
    connect(m_count, &QSpinBox::valueChanged, this, &ProducePage::updateHint);
    connect(m_send, &QPushButton::clicked, this, &ProducePage::send);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_task) session().stop(*m_task);
    });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_results->clear();
        m_summary->clear();
    });
    auto *shortcut = new QShortcut(QKeySequence(QStringLiteral("Ctrl+Return")), this);
    shortcut->setObjectName(QStringLiteral("produce.send"));
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    // The palette names it before the page was ever shown.
    shortcut->setWhatsThis(tr("Send the record"));
    connect(shortcut, &QShortcut::activated, this, &ProducePage::send);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_following = value >= m_table->verticalScrollBar()->maximum() - 2; });
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_following) m_table->scrollToBottom();
    });
}

QString ProducePage::tabName() const { return tr("Produce"); }
QString ProducePage::title() const { return tr("Produce"); }
QString ProducePage::subtitle() const { return tr("records from this window, through the same protocol as any client"); }

void ProducePage::setKey(const QString &key)
{
    m_nullKey->setChecked(false);
    m_key->setText(key);
}

void ProducePage::syncTopics()
{
    QStringList wanted;
    for (const TopicState *topic : session().cluster().topics())
        if (!topic->internal) wanted << toQString(topic->name);
    offerChoices(m_topic, wanted);
    syncPartitions();
}

void ProducePage::syncPartitions()
{
    const TopicState *topic = session().cluster().topic(m_topic->currentText().toStdString());
    const int count = topic ? static_cast<int>(topic->partitions.size()) : 0;
    QStringList places{tr("by key")};
    for (int i = 0; i < count; ++i) places << QString::number(i);
    offerPlaces(m_partition, places);
}

void ProducePage::refresh(const SessionUpdate *update)
{
    if (update && !update->structureChanged()) return;
    syncTopics();
    if (!update) selectionChanged();
    updateHint();
}

void ProducePage::selectionChanged()
{
    const int index = m_topic->findText(selection().topic());
    if (index >= 0 && !m_task) m_topic->setCurrentIndex(index);
}

std::optional<QList<Header>> ProducePage::headers(QString *problem) const
{
    QList<Header> list;
    for (const QString &part : m_headers->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(QLatin1Char('='));
        if (equals <= 0) {
            if (problem) *problem = tr("A header is written key=value; several are separated by commas.");
            return std::nullopt;
        }
        list.append({part.left(equals).trimmed(), part.mid(equals + 1).trimmed().toUtf8()});
    }
    return list;
}

void ProducePage::updateHint()
{
    const TopicState *topic = session().cluster().topic(m_topic->currentText().toStdString());
    const bool possible = topic && !topic->partitions.empty();
    QString problem;
    const bool headersRead = headers(&problem).has_value();
    m_send->setEnabled(possible && headersRead && !m_task);
    QString text;
    if (!topic) {
        text = m_topic->count() == 0 ? tr("There is no topic yet.") : QString();
    } else if (!headersRead) {
        text = problem;
    } else if (m_partition->currentIndex() > 0) {
        text = tr("→ partition %1, as chosen; the key does not decide").arg(m_partition->currentIndex() - 1);
    } else if (m_nullKey->isChecked()) {
        text = tr("→ without a key: one partition for a batch, then another (sticky)");
    } else {
        const auto count = static_cast<std::int32_t>(topic->partitions.size());
        QString key = m_key->text();
        const bool numbered = key.contains(QStringLiteral("{n}")) && m_count->value() > 1;
        key.replace(QStringLiteral("{n}"), QStringLiteral("0"));
        const std::int32_t hash = murmur2(key.toUtf8());
        const std::int32_t partition = partitionForKey(key.toUtf8(), count);
        text =
            tr("→ partition %1: murmur2 of the key is %2, without its sign modulo %3").arg(partition).arg(Format::number(hash)).arg(count);
        if (numbered) text = tr("record 0 ") + text;
        const PartitionState &state = topic->partitions[static_cast<std::size_t>(partition)];
        if (state.meta.leader == no_broker) text += QStringLiteral(" · ") + tr("it has no leader now");
    }
    m_hint->setText(text);
    m_hint->setToolTip(text);
}

ProduceRequest ProducePage::request() const
{
    ProduceRequest request;
    request.topic = m_topic->currentText();
    if (m_partition->currentIndex() > 0) request.partition = m_partition->currentIndex() - 1;
    if (!m_nullKey->isChecked()) request.key = m_key->text().toUtf8();
    if (!m_nullValue->isChecked()) request.value = m_value->toPlainText().toUtf8();
    request.headers = headers().value_or(QList<Header>{});
    request.acks = m_acks->currentData().toInt();
    request.count = m_count->value();
    request.recordsPerSecond = m_rate->value();
    return request;
}

void ProducePage::send()
{
    if (m_task || !m_send->isEnabled()) return;
    const ProduceRequest wanted = request();
    m_sentTopic = wanted.topic;
    m_summary->setText(tr("sending…"));
    m_following = true;
    m_task = session().produce(wanted, this, [this](const ProduceProgress &progress) { showProgress(progress); });
    m_stop->setVisible(wanted.count > 1);
    updateHint();
}

void ProducePage::showProgress(const ProduceProgress &progress)
{
    m_results->add(m_sentTopic, progress.results);
    QString text = tr("%1 acknowledged").arg(Format::number(progress.acknowledged));
    if (progress.failed > 0) text += QStringLiteral(", ") + tr("%1 failed").arg(Format::number(progress.failed));
    if (!progress.error.isEmpty()) text = progress.error;
    m_summary->setText(text);
    m_summary->setProperty("role", progress.failed > 0 || !progress.error.isEmpty() ? QStringLiteral("bad") : QStringLiteral("muted"));
    m_summary->style()->unpolish(m_summary);
    m_summary->style()->polish(m_summary);
    if (progress.finished) {
        m_task.reset();
        m_stop->hide();
    }
    updateHint();
}

void ProducePage::retranslate()
{
    m_labels[topicLabel]->setText(tr("Topic"));
    m_labels[partitionLabel]->setText(tr("Partition"));
    m_labels[keyLabel]->setText(tr("Key"));
    m_labels[valueLabel]->setText(tr("Value"));
    m_labels[headersLabel]->setText(tr("Headers"));
    m_labels[acksLabel]->setText(QStringLiteral("acks"));
    m_labels[countLabel]->setText(tr("Count"));
    m_labels[rateLabel]->setText(tr("Rate"));
    m_nullKey->setText(tr("no key (null)"));
    m_nullValue->setText(tr("tombstone (null)"));
    m_headers->setPlaceholderText(tr("trace-id=7f3a, source=window"));
    m_value->setToolTip(tr("{n} stands for the number of the record, from 0."));
    m_key->setToolTip(tr("{n} stands for the number of the record, from 0."));
    m_acks->setToolTip(tr("all: the leader waits for the ISR; 1: for itself; 0: for nothing"));
    m_rate->setSpecialValueText(tr("unlimited"));
    m_rate->setSuffix(tr(" /s"));
    m_rate->setToolTip(tr("records per second"));
    m_send->setText(tr("Send"));
    findChild<QShortcut *>(QStringLiteral("produce.send"))->setWhatsThis(tr("Send the record"));
    m_send->setToolTip(QStringLiteral("Ctrl+Return"));
    m_stop->setText(tr("Stop"));
    m_clear->setText(tr("Clear"));
    if (m_partition->count() > 0) m_partition->setItemText(0, tr("by key"));
    m_topic->setAccessibleName(tr("Topic"));
    m_partition->setAccessibleName(tr("Partition"));
    m_key->setAccessibleName(tr("Key"));
    m_value->setAccessibleName(tr("Value"));
    m_headers->setAccessibleName(tr("Headers"));
    m_acks->setAccessibleName(QStringLiteral("acks"));
    m_count->setAccessibleName(tr("Count"));
    m_rate->setAccessibleName(tr("Rate"));
    m_table->setAccessibleName(tr("Records that were sent"));
    m_table->setEmptyText(tr("Each record that is sent is listed here: its partition and offset, or why it was refused."));
    m_results->retranslate();
    updateHint();
}

void ProducePage::themeChanged()
{
    auto *columns = findChild<QHBoxLayout *>(QStringLiteral("columns"));
    columns->setContentsMargins(theme().px(18), theme().px(4), theme().px(14), theme().px(12));
    columns->setSpacing(theme().px(24));
    m_form->setHorizontalSpacing(theme().px(12));
    m_form->setVerticalSpacing(theme().px(7));
    findChild<QVBoxLayout *>(QStringLiteral("left"))->setSpacing(theme().px(8));
    findChild<QVBoxLayout *>(QStringLiteral("right"))->setSpacing(theme().px(4));
    findChild<QHBoxLayout *>(QStringLiteral("bar"))->setSpacing(theme().px(8));
    for (QLabel *label : m_labels) {
        label->setFont(theme().font(Theme::Type::small));
        label->setProperty("role", QStringLiteral("muted"));
    }
    m_hint->setFont(theme().font(Theme::Type::small));
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_summary->setFont(theme().font(Theme::Type::small));
    m_value->setFont(theme().font(Theme::Type::monoBody));
    m_key->setFont(theme().font(Theme::Type::monoBody));
    m_count->setFixedWidth(theme().px(98));
    m_rate->setFixedWidth(theme().px(112));
    m_acks->setFixedWidth(theme().px(68));
}

}  // namespace vitrine::ui
