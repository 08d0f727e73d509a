// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consume/consume_page.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QRegularExpressionValidator>
#include <QScrollBar>
#include <QSplitter>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/common/choices.h"
#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/common/time_filter.h"

namespace vitrine::ui {

namespace {
enum From { fromBeginning, fromEnd, fromOffset, fromTime };
}  // namespace

ConsumePage::ConsumePage(const Context &context, QWidget *parent)
    : Page(context, parent), m_bar(new QHBoxLayout), m_topicLabel(new QLabel(this)), m_fromLabel(new QLabel(this)),
      m_topic(new QComboBox(this)), m_partition(new QComboBox(this)), m_from(new QComboBox(this)), m_where(new QStackedWidget(this)),
      m_offset(new QLineEdit(this)), m_time(new QDateTimeEdit(this)), m_follow(new QCheckBox(this)), m_start(new QPushButton(this)),
      m_clear(new QPushButton(this)), m_chip(new RangeChip(context, this)), m_state(new QLabel(this)), m_records(new RecordsModel(this)),
      m_table(new TableView(context.theme, this)), m_splitter(new QSplitter(this)), m_detail(new QPlainTextEdit(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 6);
    column->addLayout(m_bar);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_topicLabel, m_topic, m_partition, m_fromLabel, m_from, m_where, m_follow})
        m_bar->addWidget(widget);
    m_bar->addWidget(m_start);
    m_bar->addWidget(m_chip);
    m_bar->addWidget(m_state, 1);
    m_bar->addWidget(m_clear);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    column->addWidget(m_splitter, 1);

    m_topic->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_topic->setMinimumContentsLength(14);
    m_partition->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_from->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (int i = fromBeginning; i <= fromTime; ++i) m_from->addItem(QString());
    m_where->addWidget(m_offset);
    m_where->addWidget(m_time);
    m_where->hide();
    m_offset->setText(QStringLiteral("0"));
    m_offset->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,18}")), m_offset));
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_time->setDateTime(QDateTime::fromMSecsSinceEpoch(to_milliseconds(session().wallNow())).addSecs(-600));
    m_follow->setChecked(true);
    m_start->setProperty("kind", QStringLiteral("primary"));
    m_clear->setProperty("dense", true);
    m_detail->setReadOnly(true);
    m_detail->setFrameShape(QFrame::NoFrame);
    m_detail->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    // Records of the chosen range of time, by their own times.
    auto *shown = new TimeFilter(context, RecordsModel::time, this);
    shown->setSourceModel(m_records);
    m_table->setModel(shown);
    m_table->setColumnWidths({70, 90, 108, 150, 0});
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);

    connect(m_topic, &QComboBox::currentIndexChanged, this, [this] {
        syncPartitions();
        updateControls();
    });
    connect(m_from, &QComboBox::currentIndexChanged, this, &ConsumePage::updateControls);
    connect(m_start, &QPushButton::clicked, this, [this] { m_task ? stop() : start(); });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_records->clear();
        m_read = m_dropped = 0;
        updateControls();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConsumePage::showRecord);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_atEnd = value >= m_table->verticalScrollBar()->maximum() - 2; });
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_atEnd && m_task) m_table->scrollToBottom();
    });
}

QString ConsumePage::tabName() const { return tr("Consume"); }
QString ConsumePage::title() const { return tr("Consume"); }
QString ConsumePage::subtitle() const { return tr("without a group: nothing is committed, nobody is rebalanced"); }

void ConsumePage::syncTopics()
{
    QStringList wanted;
    for (const TopicState *topic : session().cluster().topics()) wanted << toQString(topic->name);
    std::ranges::stable_sort(wanted, {}, [](const QString &name) { return name.startsWith(QStringLiteral("__")); });
    offerChoices(m_topic, wanted);
    syncPartitions();
}

void ConsumePage::syncPartitions()
{
    const TopicState *topic = session().cluster().topic(m_topic->currentText().toStdString());
    const int count = topic ? static_cast<int>(topic->partitions.size()) : 0;
    QStringList places{tr("all partitions")};
    for (int i = 0; i < count; ++i) places << tr("partition %1").arg(i);
    offerPlaces(m_partition, places);
}

void ConsumePage::refresh(const SessionUpdate *update)
{
    if (update && !update->structureChanged()) return;
    syncTopics();
    if (!update) selectionChanged();
    updateControls();
}

void ConsumePage::selectionChanged()
{
    // While it reads, the page keeps to what it reads.
    const int index = m_topic->findText(selection().topic());
    if (index >= 0 && !m_task && m_records->rowCount() == 0) m_topic->setCurrentIndex(index);
}

ConsumeRequest ConsumePage::request() const
{
    ConsumeRequest request;
    request.topic = m_topic->currentText();
    if (m_partition->currentIndex() > 0) request.partition = m_partition->currentIndex() - 1;
    switch (m_from->currentIndex()) {
    case fromEnd: request.from = ConsumeRequest::From::end; break;
    case fromOffset:
        request.from = ConsumeRequest::From::offset;
        request.offset = m_offset->text().toLongLong();
        break;
    case fromTime:
        request.from = ConsumeRequest::From::timestamp;
        request.timestampMs = m_time->dateTime().toMSecsSinceEpoch();
        break;
    default: request.from = ConsumeRequest::From::beginning; break;
    }
    request.follow = m_follow->isChecked();
    return request;
}

void ConsumePage::start()
{
    if (m_task || m_topic->currentText().isEmpty()) return;
    m_records->clear();
    m_detail->clear();
    m_read = m_dropped = 0;
    m_error.clear();
    m_finished = false;
    m_atEnd = true;
    m_task = session().consume(request(), this, [this](const ConsumeProgress &progress) { showProgress(progress); });
    updateControls();
}

void ConsumePage::stop()
{
    if (m_task) session().stop(*m_task);
}

void ConsumePage::showProgress(const ConsumeProgress &progress)
{
    m_read += progress.records.size();
    m_dropped += progress.dropped;
    m_error = progress.error;
    m_records->add(progress.records);
    if (progress.finished) {
        m_task.reset();
        m_finished = true;
    }
    updateControls();
}

void ConsumePage::updateControls()
{
    const bool reading = m_task.has_value();
    const int from = m_from->currentIndex();
    m_where->setVisible(from == fromOffset || from == fromTime);
    m_where->setCurrentIndex(from == fromTime ? 1 : 0);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_topic, m_partition, m_from, m_where, m_follow}) widget->setEnabled(!reading);
    m_start->setText(reading ? tr("Stop") : tr("Read"));
    m_start->setEnabled(reading || m_topic->count() > 0);
    QString text;
    if (!m_error.isEmpty()) text = m_error;
    else if (reading || m_finished || m_read > 0) {
        const auto read = static_cast<int>(std::min<std::uint64_t>(m_read, 2'000'000'000));
        text = tr("%n record(s)", nullptr, read).replace(QString::number(read), Format::number(read));
        if (m_dropped > 0)
            text += QStringLiteral(", ") +
                    tr("%1 not shown: they came faster than the window reads").arg(Format::number(static_cast<std::int64_t>(m_dropped)));
        if (reading && m_follow->isChecked()) text += QStringLiteral(", ") + tr("following");
    }
    m_state->setText(text);
    m_state->setToolTip(text);
    const QString role = m_error.isEmpty() ? QStringLiteral("muted") : QStringLiteral("bad");
    if (m_state->property("role").toString() != role) {
        m_state->setProperty("role", role);
        m_state->style()->unpolish(m_state);
        m_state->style()->polish(m_state);
    }
    m_table->setEmptyText(reading                           ? tr("Waiting for records…")
                          : m_finished && m_error.isEmpty() ? tr("There is nothing to read from there.")
                                                            : tr("Choose a topic and where to begin, then Read."));
    m_detail->setVisible(m_records->rowCount() > 0);
}

void ConsumePage::showRecord()
{
    const QModelIndex current = static_cast<const TimeFilter *>(m_table->model())->mapToSource(m_table->currentIndex());
    if (!current.isValid()) {
        m_detail->clear();
        return;
    }
    const ConsumedRecord &record = m_records->row(current.row()).record;
    QStringList lines{QStringLiteral("%1-%2 @ %3").arg(m_topic->currentText()).arg(record.partition).arg(Format::number(record.offset)),
                      Format::dateTime(wall_time(record.timestampMs))};
    if (record.leaderEpoch >= 0) lines << tr("leader epoch %1").arg(record.leaderEpoch);
    lines << tr("key: %1").arg(Format::payload(record.key));
    for (const Header &header : record.headers) lines << tr("header %1: %2").arg(header.key, Format::payload(header.value));
    lines << QString();
    constexpr qsizetype shownMax = 100'000;
    if (record.value) {
        const QJsonDocument json = record.value->size() <= shownMax ? QJsonDocument::fromJson(*record.value) : QJsonDocument();
        lines << (json.isNull() ? Format::payload(record.value, shownMax) : QString::fromUtf8(json.toJson(QJsonDocument::Indented)));
    } else {
        lines << tr("no value: a tombstone");
    }
    m_detail->setPlainText(lines.join(QLatin1Char('\n')));
}

void ConsumePage::retranslate()
{
    m_topicLabel->setText(tr("Topic"));
    m_fromLabel->setText(tr("from"));
    m_from->setItemText(fromBeginning, tr("the beginning"));
    m_from->setItemText(fromEnd, tr("the end"));
    m_from->setItemText(fromOffset, tr("an offset"));
    m_from->setItemText(fromTime, tr("a time"));
    m_follow->setText(tr("follow"));
    m_follow->setToolTip(tr("Goes on with what is produced later; without it, reading ends at the high watermark of now."));
    m_clear->setText(tr("Clear"));
    syncPartitions();
    m_topic->setAccessibleName(tr("Topic"));
    m_partition->setAccessibleName(tr("Partition"));
    m_from->setAccessibleName(tr("Where to begin"));
    m_offset->setAccessibleName(tr("Offset"));
    m_time->setAccessibleName(tr("Time"));
    m_table->setAccessibleName(tr("Records"));
    m_detail->setAccessibleName(tr("The chosen record"));
    m_detail->setPlaceholderText(tr("Choose a record to see all of it."));
    m_records->retranslate();
    updateControls();
}

void ConsumePage::themeChanged()
{
    m_bar->setContentsMargins(theme().px(18), theme().px(2), theme().px(14), theme().px(8));
    m_bar->setSpacing(theme().px(10));
    for (QLabel *label : {m_topicLabel, m_fromLabel, m_state}) {
        label->setFont(theme().font(Theme::Type::small));
        if (label != m_state) label->setProperty("role", QStringLiteral("muted"));
    }
    m_splitter->setContentsMargins(theme().px(12), 0, theme().px(6), 0);
    m_offset->setFixedWidth(theme().px(110));
    m_time->setFixedWidth(theme().px(180));
    m_detail->setFont(theme().font(Theme::Type::mono));
    m_detail->document()->setDocumentMargin(theme().px(10));
}

}  // namespace vitrine::ui
