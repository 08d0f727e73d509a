// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consume/consume_page.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QMenu>
#include <QPointer>
#include <QRegularExpressionValidator>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QStyle>
#include <QThreadPool>
#include <QVBoxLayout>

#include "ui/common/choices.h"
#include "ui/common/combo_box.h"
#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/common/time_filter.h"
#include "ui/consume/json_text.h"
#include "ui/session/record_filter.h"

namespace vitrine::ui {

namespace {
enum From { fromBeginning, fromEnd, fromOffset, fromTime };
enum SeekBy { byOffset, byKey };
}  // namespace

ConsumePage::ConsumePage(const Context &context, QWidget *parent)
    : Page(context, parent), m_bar(new QHBoxLayout), m_filterBar(new QHBoxLayout), m_filterLabel(new QLabel(this)),
      m_filter(new QLineEdit(this)), m_isolation(new ComboBox(this)), m_shape(new ComboBox(this)), m_export(new QToolButton(this)),
      m_seekButton(new QToolButton(this)), m_seekPane(new QWidget(this)), m_seekBy(new ComboBox(m_seekPane)),
      m_seekPartition(new ComboBox(m_seekPane)), m_seek(new QLineEdit(m_seekPane)), m_ask(new QPushButton(m_seekPane)),
      m_absence(new QLabel(m_seekPane)), m_stableEndLabel(new QLabel(this)), m_finder(new RecordFinder(session(), this)),
      m_stableFinder(new RecordFinder(session(), this)), m_recordPane(new QWidget(this)), m_recordName(new ElidedLabel(m_recordPane)),
      m_again(new QPushButton(m_recordPane)), m_recordViews(new QStackedWidget(m_recordPane)),
      m_hex(new HexView(context.theme, m_recordPane)), m_topicLabel(new QLabel(this)), m_fromLabel(new QLabel(this)),
      m_topic(new ComboBox(this)), m_partition(new ComboBox(this)), m_from(new ComboBox(this)), m_where(new QStackedWidget(this)),
      m_offset(new QLineEdit(this)), m_time(new QDateTimeEdit(this)), m_follow(new QCheckBox(this)), m_start(new QPushButton(this)),
      m_clear(new QPushButton(this)), m_chip(new RangeChip(context, this)), m_state(new QLabel(this)), m_records(new RecordsModel(this)),
      m_inRange(new TimeFilter(context, RecordsModel::time, this)), m_table(new TableView(context.theme, this)),
      m_splitter(new QSplitter(this)), m_detail(new QPlainTextEdit(m_recordPane))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 6);
    column->setSpacing(0);
    column->addLayout(m_bar);
    column->addLayout(m_filterBar);
    column->addWidget(m_stableEndLabel);
    column->addWidget(m_seekPane);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_topicLabel, m_topic, m_partition, m_fromLabel, m_from, m_where, m_follow, m_isolation})
        m_bar->addWidget(widget);
    m_bar->addStretch(1);
    m_bar->addWidget(m_clear);
    m_bar->addWidget(m_start);
    m_filterBar->addWidget(m_filterLabel);
    m_filterBar->addWidget(m_filter, 4);
    m_filterBar->addWidget(m_chip);
    m_filterBar->addWidget(m_state, 3);
    m_filterBar->addWidget(m_seekButton);
    m_filterBar->addWidget(m_shape);
    m_filterBar->addWidget(m_export);

    auto *record = new QVBoxLayout(m_recordPane);
    record->setContentsMargins(0, 0, 0, 0);
    record->setSpacing(2);
    auto *recordBar = new QHBoxLayout;
    recordBar->setObjectName(QStringLiteral("recordBar"));
    recordBar->addWidget(m_recordName, 1);
    recordBar->addWidget(m_again);
    record->addLayout(recordBar);
    record->addWidget(m_recordViews, 1);
    m_recordViews->addWidget(m_detail);
    m_recordViews->addWidget(m_hex);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_recordPane);
    m_splitter->setStretchFactor(0, 5);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    // Beside lines of text that wrap, the panel would ask for all that the lists wish for, and scroll as a whole.
    m_splitter->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    column->addWidget(m_splitter, 1);

    m_stableEndLabel->setProperty("role", QStringLiteral("warning"));
    m_stableEndLabel->setWordWrap(true);
    m_stableEndLabel->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    m_stableEndLabel->hide();
    buildSeek();
    m_topic->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_topic->setMinimumContentsLength(14);
    for (QComboBox *box : {m_partition, m_from, m_isolation, m_shape}) box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (int i = fromBeginning; i <= fromTime; ++i) m_from->addItem(QString());
    // Kafka's words for isolation.level.
    m_isolation->addItems({QStringLiteral("read_uncommitted"), QStringLiteral("read_committed")});
    for (int i = 0; i < 3; ++i) m_shape->addItem(QString());
    m_where->addWidget(m_offset);
    m_where->addWidget(m_time);
    m_where->hide();
    m_offset->setText(QStringLiteral("0"));
    m_offset->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,18}")), m_offset));
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_time->setDateTime(QDateTime::fromMSecsSinceEpoch(to_milliseconds(session().wallNow())).addSecs(-600));
    m_filter->setClearButtonEnabled(true);
    m_filter->setPlaceholderText(QStringLiteral("key == \"customer-17\" && json.amount > 10"));
    m_follow->setChecked(true);
    m_start->setProperty("kind", QStringLiteral("primary"));
    m_clear->setProperty("dense", true);
    m_again->setProperty("dense", true);
    m_again->setEnabled(false);
    m_again->setObjectName(QStringLiteral("sendAgain"));
    m_recordName->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setProperty("chevron", true);
    m_export->setMenu(new QMenu(m_export));
    m_detail->setReadOnly(true);
    m_detail->setFrameShape(QFrame::NoFrame);
    m_detail->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_table->setObjectName(QStringLiteral("records"));
    // Records of the chosen range of time, by their own times.
    m_inRange->setSourceModel(m_records);
    m_table->setModel(m_inRange);
    m_table->setColumnWidths({70, 90, 108, 150, 0});
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);

    connect(m_topic, &QComboBox::currentIndexChanged, this, [this] {
        syncPartitions();
        updateControls();
    });
    connect(m_from, &QComboBox::currentIndexChanged, this, &ConsumePage::updateControls);
    connect(m_start, &QPushButton::clicked, this, [this] { m_task ? stop() : start(); });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        const auto read = RecordFilter::parse(text);
        m_filterProblem = read ? QString() : RecordFilter::describe(read.error());
        updateControls();
    });
    // Return reads with this filter, also while another is being read with.
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        if (!filterIsRead()) return;
        if (m_task) {
            session().stop(*m_task);
            m_task.reset();
        }
        start();
    });
    connect(m_shape, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_records->setShape(static_cast<BytesShape>(index));
        showRecord();
    });
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (const ConsumedRecord *chosen = chosenRecord()) Q_EMIT sendAgain(m_readTopic, *chosen);
    });
    connect(m_table, &QWidget::customContextMenuRequested, this, &ConsumePage::tableMenu);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_records->clear();
        m_read = m_scanned = m_dropped = m_markers = m_aborted = 0;
        m_exportSentence.clear();
        updateControls();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConsumePage::showRecord);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_atEnd = value >= m_table->verticalScrollBar()->maximum() - 2; });
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_atEnd && m_task) m_table->scrollToBottom();
    });
}

void ConsumePage::buildSeek()
{
    auto *column = new QVBoxLayout(m_seekPane);
    column->setObjectName(QStringLiteral("seekColumn"));
    auto *bar = new QHBoxLayout;
    bar->setObjectName(QStringLiteral("seekBar"));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_seekBy, m_seekPartition}) bar->addWidget(widget);
    bar->addWidget(m_seek, 1);
    bar->addWidget(m_ask);
    column->addLayout(bar);
    column->addWidget(m_absence);
    m_seekBy->addItems({QString(), QString()});
    for (QComboBox *box : {m_seekBy, m_seekPartition}) box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_seek->setClearButtonEnabled(true);
    m_seek->setObjectName(QStringLiteral("seek"));
    m_absence->setWordWrap(true);
    m_absence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_absence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    m_absence->hide();
    m_seekButton->setCheckable(true);
    m_seekPane->hide();
    connect(m_seekButton, &QToolButton::toggled, this, &ConsumePage::showSeek);
    connect(m_seekBy, &QComboBox::currentIndexChanged, this, [this](int by) { m_seekPartition->setVisible(by == byOffset); });
    connect(m_seek, &QLineEdit::returnPressed, m_ask, &QPushButton::click);
    connect(m_ask, &QPushButton::clicked, this, &ConsumePage::askWhatIsWritten);
    auto *close = new QShortcut(QKeySequence(Qt::Key_Escape), m_seekPane);
    close->setContext(Qt::WidgetWithChildrenShortcut);
    connect(close, &QShortcut::activated, this, [this] { showSeek(false); });
}

void ConsumePage::showSeek(bool shown)
{
    m_seekButton->setChecked(shown);
    m_seekPane->setVisible(shown);
    if (shown) {
        // What is read is most likely what is missed.
        if (m_partition->currentIndex() > 0) m_seekPartition->setCurrentIndex(m_partition->currentIndex() - 1);
        m_seek->setFocus();
        return;
    }
    m_finder->stop();
    m_absence->clear();
    m_absence->hide();
}

void ConsumePage::askWhatIsWritten()
{
    const QString text = m_seek->text().trimmed();
    if (m_seekBy->currentIndex() == byKey) return askForKey(m_seek->text().toUtf8());
    bool isNumber = false;
    const std::int64_t offset = QString(text).remove(QLatin1Char(',')).toLongLong(&isNumber);
    if (isNumber && offset >= 0) return ask(m_seekPartition->currentIndex(), offset);
    m_finder->stop();
    m_absence->setText(tr("An offset is a number from 0 on."));
    m_absence->show();
    Q_EMIT explained();
}

int ConsumePage::rowOf(std::int32_t partition, std::int64_t offset) const
{
    const auto &rows = m_records->allRows();
    const auto found =
        std::ranges::find_if(rows, [&](const RecordRow &row) { return row.record.offset == offset && row.record.partition == partition; });
    return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
}

void ConsumePage::ask(std::int32_t partition, std::int64_t offset)
{
    m_absence->setText(tr("Looking…"));
    m_absence->show();
    m_finder->find(m_topic->currentText(), partition, offset, [this](const PlaceFacts &place) { explain(place, {}); });
}

void ConsumePage::askForKey(const QByteArray &key)
{
    m_absence->show();
    if (session().isDisplayPaused()) {
        m_finder->stop();
        m_absence->setText(tr("The display is paused: what is read since waits until it goes on (Space)."));
        Q_EMIT explained();
        return;
    }
    m_absence->setText(tr("Looking…"));
    m_finder->findKey(m_topic->currentText(), key, [this](const KeyFacts &found) {
        const QString text = Absence::of(found);
        m_absence->setText(text);
        if (!found.finished) return;
        if (found.partition < 0 || !found.error.isEmpty()) {
            Q_EMIT explained();
            return;
        }
        m_finder->find(found.topic, found.partition, found.offset, [this, text](const PlaceFacts &place) { explain(place, text); });
    });
}

void ConsumePage::explain(const PlaceFacts &place, const QString &before)
{
    ReadingFacts reading{.begun = m_task.has_value() || m_finished,
                         .running = m_task.has_value(),
                         .request = m_request,
                         .began = m_began,
                         .next = m_next,
                         .dropped = m_dropped,
                         .displayPaused = session().isDisplayPaused()};
    const int row = place.topic == m_readTopic ? rowOf(place.partition, place.offset) : -1;
    reading.kept = row >= 0;
    reading.hiddenByRange = reading.kept && !m_inRange->mapFromSource(m_records->index(row, 0)).isValid();
    for (const RecordRow &kept : m_records->allRows()) {
        if (kept.record.partition != place.partition) continue;
        reading.oldestKept = kept.record.offset;
        break;
    }
    bool shown = false;
    const QString text = Absence::of(place, reading, &shown);
    m_absence->setText(before.isEmpty() ? text : before + QLatin1Char(' ') + text);
    if (shown) choose(row);
    Q_EMIT explained();
}

// A reader of read_committed that stands still at the last stable offset looks as if nothing came.
void ConsumePage::watchStableEnd()
{
    std::optional<std::pair<std::int32_t, std::int64_t>> end;
    if (m_task && m_request.readCommitted) {
        for (const auto &[partition, next] : m_next) {
            const PartitionState *state = session().cluster().partition(m_readTopic.toStdString(), partition);
            const ReplicaState *leader = state ? state->leader() : nullptr;
            if (!leader || leader->view.last_stable_offset >= leader->view.high_watermark) continue;
            if (next < leader->view.last_stable_offset.value()) continue;
            end = {partition, leader->view.last_stable_offset.value()};
            break;
        }
    }
    if (end == m_stableEnd) return;
    m_stableEnd = end;
    m_stableFinder->stop();
    const auto say = [this, end](const std::optional<OpenTransaction> &open) {
        m_stableEndLabel->setText(Absence::stableEnd(m_readTopic, end->first, end->second, open) + QLatin1Char('.'));
    };
    m_stableEndLabel->clear();
    m_stableEndLabel->setVisible(end.has_value());
    if (end) {
        say(std::nullopt);
        m_stableFinder->findOpen(m_readTopic, end->first, [this, end, say](const std::optional<OpenTransaction> &open) {
            if (end == m_stableEnd) say(open);
        });
    }
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
    offerPlaces(m_seekPartition, places.mid(1));
}

void ConsumePage::refresh(const SessionUpdate *update)
{
    watchStableEnd();
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
    request.readCommitted = m_isolation->currentIndex() == 1;
    request.filter = m_filter->text().trimmed();
    return request;
}

bool ConsumePage::setTopic(const QString &topic)
{
    syncTopics();
    const int index = m_topic->findText(topic);
    if (index >= 0) m_topic->setCurrentIndex(index);
    return index >= 0;
}
void ConsumePage::setReadCommitted(bool committed) { m_isolation->setCurrentIndex(committed ? 1 : 0); }
void ConsumePage::setFilter(const QString &expression) { m_filter->setText(expression); }
void ConsumePage::setShape(BytesShape shape) { m_shape->setCurrentIndex(static_cast<int>(shape)); }
void ConsumePage::choose(int row) { m_table->setCurrentIndex(m_table->fromModel(m_inRange->mapFromSource(m_records->index(row, 0)))); }

void ConsumePage::start()
{
    if (m_task || m_topic->currentText().isEmpty() || !filterIsRead()) return;
    m_records->clear();
    m_detail->clear();
    m_read = m_scanned = m_dropped = m_markers = m_aborted = 0;
    m_began.clear();
    m_next.clear();
    m_readTopic = m_topic->currentText();
    m_request = request();
    m_exportSentence.clear();
    m_error.clear();
    m_finished = false;
    m_atEnd = true;
    // What an earlier reading still says is not of this one.
    m_task = session().consume(m_request, this, [this, reading = ++m_reading](const ConsumeProgress &progress) {
        if (reading == m_reading) showProgress(progress);
    });
    updateControls();
}

void ConsumePage::stop()
{
    if (m_task) session().stop(*m_task);
}

void ConsumePage::showProgress(const ConsumeProgress &progress)
{
    m_read += progress.records.size();
    m_scanned += progress.scanned;
    m_dropped += progress.dropped;
    m_markers += progress.markers;
    m_aborted += progress.aborted;
    m_began.insert(progress.began.begin(), progress.began.end());
    for (const auto &[partition, next] : progress.next) m_next[partition] = next;
    m_error = progress.error;
    m_records->add(progress.records);
    if (progress.finished) {
        m_task.reset();
        m_finished = true;
    }
    watchStableEnd();
    updateControls();
}

void ConsumePage::updateControls()
{
    const bool reading = m_task.has_value();
    const int from = m_from->currentIndex();
    m_where->setVisible(from == fromOffset || from == fromTime);
    m_where->setCurrentIndex(from == fromTime ? 1 : 0);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_topic, m_partition, m_from, m_where, m_follow, m_isolation})
        widget->setEnabled(!reading);
    m_start->setText(reading ? tr("Stop") : tr("Read"));
    m_start->setEnabled(reading || (m_topic->count() > 0 && filterIsRead()));
    m_export->setEnabled(m_records->rowCount() > 0);
    QString text;
    bool bad = true;
    if (!filterIsRead()) text = tr("Filter, %1").arg(m_filterProblem);
    else if (!m_error.isEmpty()) text = m_error;
    else if (!m_exportSentence.isEmpty()) {
        text = m_exportSentence;
        bad = m_exportFailed;
    } else if (reading || m_finished || m_read > 0) {
        bad = false;
        const auto read = static_cast<int>(std::min<std::uint64_t>(m_read, 2'000'000'000));
        text = tr("%n record(s)", nullptr, read).replace(QString::number(read), Format::number(read));
        if (m_scanned > m_read + m_dropped)
            text += QStringLiteral(", ") + tr("of %1 read").arg(Format::number(static_cast<std::int64_t>(m_scanned)));
        if (m_dropped > 0)
            text += QStringLiteral(", ") +
                    tr("%1 not shown: they came faster than the window reads").arg(Format::number(static_cast<std::int64_t>(m_dropped)));
        const auto some = [](std::uint64_t count) { return static_cast<int>(std::min<std::uint64_t>(count, 2'000'000'000)); };
        if (m_aborted > 0) text += QStringLiteral(", ") + tr("%n of aborted transactions left out", nullptr, some(m_aborted));
        if (m_markers > 0) text += QStringLiteral(", ") + tr("%n transaction marker(s) passed over", nullptr, some(m_markers));
        if (reading && m_follow->isChecked()) text += QStringLiteral(", ") + tr("following");
    }
    m_state->setText(text);
    m_state->setToolTip(text);
    const QString role = text.isEmpty() || !bad ? QStringLiteral("muted") : QStringLiteral("bad");
    if (m_state->property("role").toString() != role) {
        m_state->setProperty("role", role);
        m_state->style()->unpolish(m_state);
        m_state->style()->polish(m_state);
    }
    m_table->setEmptyText(reading                                            ? tr("Waiting for records…")
                          : !filterIsRead()                                  ? tr("Correct the filter, then Read.")
                          : m_finished && m_error.isEmpty() && m_scanned > 0 ? tr("No record passes the filter.")
                          : m_finished && m_error.isEmpty()                  ? tr("There is nothing to read from there.")
                                                                             : tr("Choose a topic and where to begin, then Read."));
    m_recordPane->setVisible(m_records->rowCount() > 0);
}

const ConsumedRecord *ConsumePage::chosenRecord() const
{
    const QModelIndex current = m_inRange->mapToSource(m_table->toModel(m_table->currentIndex()));
    return current.isValid() ? &m_records->row(current.row()).record : nullptr;
}

void ConsumePage::showRecord()
{
    const ConsumedRecord *record = chosenRecord();
    m_again->setEnabled(record != nullptr);
    m_recordViews->setCurrentIndex(m_records->shape() == BytesShape::hex && record ? 1 : 0);
    if (!record) {
        m_recordName->setText({});
        m_detail->clear();
        m_hex->setBytes({});
        return;
    }
    // Of a long name there is what leaves room for partition and offset; the whole one stands above.
    const QString topic = QFontMetrics(m_recordName->font()).elidedText(m_readTopic, Qt::ElideMiddle, theme().px(150));
    m_recordName->setText(QStringLiteral("%1-%2 @ %3").arg(topic).arg(record->partition).arg(Format::number(record->offset)));
    if (m_records->shape() != BytesShape::hex) {
        m_detail->setPlainText(describe(*record));
        return;
    }
    const qsizetype keySize = record->key ? record->key->size() : 0;
    const qsizetype valueSize = record->value ? record->value->size() : 0;
    m_hex->setBytes(record->key.value_or(QByteArray()) + record->value.value_or(QByteArray()));
    m_hex->setRanges({{0, keySize}, {keySize, valueSize}});
    const auto size = [this](const std::optional<QByteArray> &bytes) {
        return bytes ? tr("%n byte(s)", nullptr, static_cast<int>(bytes->size())) : QStringLiteral("null");
    };
    m_recordName->setText(m_recordName->text() + QStringLiteral(" · ") +
                          tr("key %1, then value %2").arg(size(record->key), size(record->value)));
}

QString ConsumePage::describe(const ConsumedRecord &record) const
{
    QStringList lines{Format::dateTime(wall_time(record.timestampMs))};
    if (record.leaderEpoch >= 0) lines << tr("leader epoch %1").arg(record.leaderEpoch);
    lines << tr("key: %1").arg(Format::payload(record.key));
    for (const Header &header : record.headers) lines << tr("header %1: %2").arg(header.key, Format::payload(header.value));
    lines << QString();
    constexpr qsizetype shownMax = 100'000;
    if (!record.value) {
        lines << tr("no value: a tombstone");
    } else if (m_records->shape() == BytesShape::json && record.value->size() <= shownMax) {
        if (!QJsonDocument::fromJson(*record.value).isNull()) lines << QString::fromUtf8(indentedJson(*record.value));
        else {
            const auto problem = jsonProblem(*record.value);
            if (problem) lines << tr("The value is no JSON (byte %1: %2):").arg(problem->at).arg(problem->sentence);
            lines << Format::payload(record.value, shownMax);
        }
    } else if (record.value->size() <= shownMax && isReadableText(*record.value)) {
        lines << QString::fromUtf8(*record.value);
    } else {
        lines << Format::payload(record.value, shownMax);
    }
    return lines.join(QLatin1Char('\n'));
}

void ConsumePage::tableMenu(const QPoint &at)
{
    const ConsumedRecord *record = chosenRecord();
    if (!record) return;
    QMenu menu(this);
    menu.addAction(tr("Copy the key"), this,
                   [this] {
                       if (const ConsumedRecord *chosen = chosenRecord(); chosen && chosen->key)
                           QApplication::clipboard()->setText(m_records->shape() == BytesShape::hex ? hexText(*chosen->key)
                                                                                                    : QString::fromUtf8(*chosen->key));
                   })
        ->setEnabled(record->key.has_value());
    menu.addAction(tr("Copy the value"), this,
                   [this] {
                       if (const ConsumedRecord *chosen = chosenRecord(); chosen && chosen->value)
                           QApplication::clipboard()->setText(m_records->shape() == BytesShape::hex ? hexText(*chosen->value)
                                                                                                    : QString::fromUtf8(*chosen->value));
                   })
        ->setEnabled(record->value.has_value());
    menu.addSeparator();
    menu.addAction(tr("Send it again…"), m_again, &QPushButton::click);
    menu.addSeparator();
    m_table->addTableActions(menu);
    menu.exec(m_table->viewport()->mapToGlobal(at));
}

void ConsumePage::askForFile(RecordExport::Form form)
{
    const bool csv = form == RecordExport::Form::csv;
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export records"), m_readTopic + (csv ? QStringLiteral(".csv") : QStringLiteral(".jsonl")),
                                     csv ? tr("CSV (*.csv)") : tr("JSON lines (*.jsonl)"));
    if (!path.isEmpty()) exportTo(path, form);
}

void ConsumePage::exportTo(const QString &path, RecordExport::Form form)
{
    // The rows share their bytes with the table's; writing takes its time elsewhere.
    std::vector<ConsumedRecord> records;
    records.reserve(static_cast<std::size_t>(m_records->rowCount()));
    for (const RecordRow &row : m_records->allRows()) records.push_back(row.record);
    QThreadPool::globalInstance()->start(
        [page = QPointer<ConsumePage>(this), path, form, topic = m_readTopic, records = std::move(records)] {
            const RecordExport::Outcome outcome = RecordExport::save(path, topic, records, form);
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [page, outcome] {
                    if (!page) return;
                    page->m_exportSentence = outcome.sentence;
                    page->m_exportFailed = !outcome.ok;
                    page->updateControls();
                    Q_EMIT page->exported(outcome.ok, outcome.sentence);
                },
                Qt::QueuedConnection);
        });
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
    m_filterLabel->setText(tr("Filter"));
    m_filter->setToolTip(
        tr("Which records are shown; the others are read and left out. Return reads with it.\n\n"
           "key, value, header.NAME: compare with a \"text\", x\"0aff\" or null by ==, !=, <, >, contains, startswith, endswith, matches\n"
           "partition, offset, timestamp: with a number; timestamp also with \"2026-03-01T14:02:33\"\n"
           "json.PATH, of a value that is JSON: with a text, a number, true, false or null; json.items[0].price > 10\n"
           "&&, ||, ! and brackets join conditions"));
    m_filter->setAccessibleName(tr("Filter"));
    m_isolation->setToolTip(tr("isolation.level: with read_committed nothing of open or aborted transactions is read"));
    m_isolation->setAccessibleName(QStringLiteral("isolation.level"));
    m_shape->setItemText(0, tr("as text"));
    m_shape->setItemText(1, tr("as JSON"));
    m_shape->setItemText(2, tr("as hex"));
    m_shape->setAccessibleName(tr("How keys and values are shown"));
    m_again->setText(tr("Send again…"));
    m_again->setToolTip(tr("Puts key, value and headers into the panel Produce"));
    m_hex->setAccessibleName(tr("Bytes of key and value"));
    m_seekButton->setText(tr("Why not here?"));
    m_seekButton->setToolTip(tr("Looks for a record by its offset or its key, and says why it is not in the table"));
    m_seekBy->setItemText(byOffset, tr("the record at"));
    m_seekBy->setItemText(byKey, tr("the record with the key"));
    m_seekBy->setAccessibleName(tr("What the record is known by"));
    m_seekPartition->setAccessibleName(tr("Partition of the record that is looked for"));
    m_seek->setAccessibleName(tr("Offset or key of the record that is looked for"));
    m_seek->setPlaceholderText(tr("offset or key"));
    m_ask->setText(tr("Find"));
    m_absence->setAccessibleName(tr("Why the record is not shown"));
    m_export->setText(tr("Export"));
    m_export->menu()->clear();
    m_export->menu()->addAction(tr("What is shown as CSV…"), this, [this] { askForFile(RecordExport::Form::csv); });
    m_export->menu()->addAction(tr("What is shown as JSON lines…"), this, [this] { askForFile(RecordExport::Form::jsonLines); });
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
    m_filterBar->setContentsMargins(theme().px(18), 0, theme().px(14), theme().px(6));
    m_filterBar->setSpacing(theme().px(10));
    findChild<QHBoxLayout *>(QStringLiteral("recordBar"))->setContentsMargins(theme().px(10), theme().px(2), theme().px(6), 0);
    findChild<QVBoxLayout *>(QStringLiteral("seekColumn"))->setContentsMargins(theme().px(18), 0, theme().px(14), theme().px(6));
    findChild<QVBoxLayout *>(QStringLiteral("seekColumn"))->setSpacing(theme().px(4));
    findChild<QHBoxLayout *>(QStringLiteral("seekBar"))->setSpacing(theme().px(10));
    m_seek->setFont(theme().font(Theme::Type::mono));
    for (QLabel *label : {m_absence, m_stableEndLabel}) label->setFont(theme().font(Theme::Type::small));
    m_stableEndLabel->setContentsMargins(theme().px(18), 0, theme().px(14), theme().px(6));
    m_recordName->setFont(theme().font(Theme::Type::mono));
    m_filter->setFont(theme().font(Theme::Type::mono));
    for (QLabel *label : {m_topicLabel, m_fromLabel, m_filterLabel, m_state}) {
        label->setFont(theme().font(Theme::Type::small));
        if (label != m_state) label->setProperty("role", QStringLiteral("muted"));
    }
    m_splitter->setContentsMargins(theme().px(12), 0, theme().px(6), 0);
    // In a low panel the list of records gives way before the panel scrolls as a whole: its titles and two rows, the record in two lines.
    m_table->setMinimumHeight(theme().px(84));
    m_splitter->setMinimumHeight(theme().px(84));
    m_recordViews->setMinimumHeight(theme().px(48));
    for (QWidget *view : std::initializer_list<QWidget *>{m_detail, m_hex}) view->setMinimumHeight(theme().px(48));
    m_offset->setFixedWidth(theme().px(110));
    m_time->setFixedWidth(theme().px(180));
    m_detail->setFont(theme().font(Theme::Type::mono));
    m_detail->document()->setDocumentMargin(theme().px(10));
}

}  // namespace vitrine::ui
