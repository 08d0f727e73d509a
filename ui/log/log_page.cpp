// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_page.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QMenu>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/log/retention_menu.h"

namespace vitrine::ui {

LogPage::LogPage(const Context &context, QWidget *parent)
    : Page(context, parent), m_segments(new SegmentsView(context, this)),
      m_segmentsTwin(new TableTwin(context, QStringLiteral("segments"), m_segments, this)),
      m_segmentRows(new TwinModel(&SegmentsView::tableColumns, this)), m_sentence(new ElidedLabel(this)),
      m_model(new LogModel(context.session, this)), m_inRange(new TimeFilter(context, LogModel::time, this)),
      m_strip(new BatchStrip(context, *m_model, this)), m_splitter(new QSplitter(this)), m_table(new TableView(context.theme, m_splitter)),
      m_batchView(new BatchView(context, m_splitter)), m_broker(new QToolButton(this)), m_retention(new QToolButton(this)),
      m_reload(new QToolButton(this)), m_chip(new RangeChip(context, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 6);
    layout->setSpacing(4);
    layout->addWidget(m_segmentsTwin);
    m_segmentsTwin->addTable(QStringLiteral("segments"), m_segmentRows).setColumnWidths({96, 96, 84, 124, 186, 186, 0});
    connect(m_segmentsTwin, &TableTwin::rowChosen, this, [this](int, int row) { open(m_segmentRows->row(row).id.front()); });
    // The twin of the strip is the table of batches that stands below it.
    const auto showStrip = [this] { m_strip->setVisible(!m_segmentsTwin->showsTable()); };
    connect(m_segmentsTwin, &TableTwin::changed, this, showStrip);
    showStrip();
    auto *line = new QHBoxLayout;
    line->setObjectName(QStringLiteral("line"));
    line->addWidget(m_sentence);
    layout->addLayout(line);
    auto *inset = new QHBoxLayout;
    inset->setObjectName(QStringLiteral("inset"));
    inset->addWidget(m_splitter);
    auto *stripInset = new QHBoxLayout;
    stripInset->setObjectName(QStringLiteral("stripInset"));
    stripInset->addWidget(m_strip);
    layout->addLayout(stripInset);
    layout->addLayout(inset, 1);
    m_table->setObjectName(QStringLiteral("batches"));
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_batchView);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({600, 680});
    connect(m_splitter, &QSplitter::splitterMoved, this, &LogPage::fitColumns);
    m_splitter->setStretchFactor(0, 6);
    m_splitter->setStretchFactor(1, 7);
    // A batch is there for those of its records that are.
    m_inRange->setRecursiveFilteringEnabled(true);
    m_inRange->setSourceModel(m_model);
    m_table->setModel(m_inRange);
    m_table->setRootIsDecorated(true);

    for (QToolButton *button : {m_broker, m_retention}) {
        button->setPopupMode(QToolButton::InstantPopup);
        button->setProperty("chevron", true);
        button->setMenu(new QMenu(button));
    }
    connect(m_retention->menu(), &QMenu::aboutToShow, this, [this] {
        m_retention->menu()->clear();
        addRetentionActions(*m_retention->menu(), this->context(), m_openTopic);
    });
    connect(m_broker->menu(), &QMenu::aboutToShow, this, [this] {
        m_broker->menu()->clear();
        const PartitionState *partition = session().cluster().partition(selection().topic().toStdString(), selection().partition());
        if (!partition) return;
        for (const BrokerId id : partition->meta.replicas) {
            QAction *action = m_broker->menu()->addAction(id == partition->meta.leader ? tr("Broker %1 (leader)").arg(id.value())
                                                                                       : tr("Broker %1").arg(id.value()));
            action->setCheckable(true);
            action->setChecked(id == shownBroker());
            connect(action, &QAction::triggered, this, [this, id] { selection().setBroker(id.value()); });
        }
    });
    connect(m_reload, &QToolButton::clicked, this, &LogPage::openSegment);
    connect(m_segments, &SegmentsView::segmentChosen, this, &LogPage::openSegment);
    connect(m_model, &LogModel::stateChanged, this, &LogPage::showState);
    connect(m_model, &LogModel::stateChanged, this, &LogPage::readPast);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &LogPage::currentChanged);
    connect(m_strip, &BatchStrip::batchChosen, this, &LogPage::chooseBatch);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &LogPage::currentChanged);
    // Records are read as the view comes near the end of what was read.
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &parentIndex, int first) {
        if (!parentIndex.isValid() && first == 0 && m_model->rowCount() > 0) m_table->expand(fromLog(m_model->index(0, 0)));
    });
}

LogPage::~LogPage()
{
    // An empty table that goes asks its model for more once again.
    m_model->disconnect(this);
}

QString LogPage::tabName() const { return tr("Log"); }

BrokerId LogPage::shownBroker() const
{
    const PartitionState *partition = session().cluster().partition(selection().topic().toStdString(), selection().partition());
    if (!partition) return no_broker;
    const BrokerId chosen(selection().broker());
    if (std::ranges::find(partition->meta.replicas, chosen) != partition->meta.replicas.end()) return chosen;
    if (partition->meta.leader != no_broker) return partition->meta.leader;
    return partition->meta.replicas.empty() ? no_broker : partition->meta.replicas.front();
}

QString LogPage::title() const
{
    if (!selection().hasPartition()) return tr("Log");
    return QStringLiteral("%1-%2").arg(selection().topic()).arg(selection().partition());
}

QString LogPage::subtitle() const
{
    const BrokerId broker = shownBroker();
    if (broker == no_broker) return {};
    const PartitionState *partition = session().cluster().partition(selection().topic().toStdString(), selection().partition());
    const ReplicaState *replica = partition ? partition->replica(broker) : nullptr;
    QStringList parts{tr("log on broker %1").arg(broker.value())};
    if (replica) {
        parts << Format::bytes(replica->view.size_bytes);
        if (!replica->view.segments.empty()) parts << tr("%n segment(s)", nullptr, static_cast<int>(replica->view.segments.size()));
    }
    return parts.join(QStringLiteral(" · "));
}

QList<QWidget *> LogPage::headerWidgets() { return {m_chip, m_broker, m_retention, m_reload}; }

void LogPage::seenChanged(bool seen) { session().setWantsSegments(this, seen); }

void LogPage::refresh(const SessionUpdate *update)
{
    const BrokerId broker = shownBroker();
    const bool changed = selection().topic() != m_openTopic || selection().partition() != m_openPartition || broker != m_openBroker;
    if (changed) {
        m_openTopic = selection().topic();
        m_openPartition = selection().partition();
        m_openBroker = broker;
        m_segments->setChosen({});
        m_model->close();
        m_opened = false;
        readSettings();
    } else if (update && update->topics.contains(m_openTopic.toStdString())) {
        readSettings();
    }
    m_segments->setBroker(broker);
    openActive();
    fillSegmentsTable();
    m_sentence->setText(m_segments->sentence());
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    m_broker->setText(broker == no_broker ? tr("Broker") : tr("Broker %1").arg(broker.value()));
    m_broker->setEnabled(broker != no_broker);
    m_retention->setEnabled(broker != no_broker);
    m_reload->setEnabled(m_segments->chosen().has_value());
    if (!update || changed || update->replicasOfTopics.contains(m_openTopic.toStdString())) Q_EMIT headerChanged();
    showState();
    m_strip->viewport()->update();
    readPast();
}

void LogPage::open(std::int64_t segmentBaseOffset)
{
    m_segments->setChosen(segmentBaseOffset);
    openSegment();
}

void LogPage::fillSegmentsTable()
{
    if (!m_segmentsTwin->showsTable()) return;
    m_segmentsTwin->quietly([this] { m_segmentRows->sync(m_segments->tableRows()); });
    const auto &rows = m_segmentRows->allRows();
    const auto at = std::ranges::find(rows, m_segments->chosen().value_or(-1), [](const TwinRow &row) { return row.id.front(); });
    m_segmentsTwin->chooseRow(0, at == rows.end() ? -1 : static_cast<int>(at - rows.begin()));
}

void LogPage::openActive()
{
    // What was appended last is what one looks for first; another segment is a click away.
    if (m_opened || m_segments->chosen()) return;
    const PartitionState *partition = session().cluster().partition(m_openTopic.toStdString(), m_openPartition);
    const ReplicaState *replica = partition ? partition->replica(m_openBroker) : nullptr;
    if (!replica || replica->view.segments.empty() || replica->view.size_bytes == 0) return;
    m_opened = true;
    open(replica->view.segments.back().base_offset.value());
}

void LogPage::openSegment()
{
    if (!m_segments->chosen()) return;
    m_model->open(m_openBroker.value(), m_openTopic, m_openPartition, *m_segments->chosen());
    m_reload->setEnabled(true);
    m_sentence->setText(m_segments->sentence());
    const PartitionState *partition = session().cluster().partition(m_openTopic.toStdString(), m_openPartition);
    const ReplicaState *replica = partition ? partition->replica(m_openBroker) : nullptr;
    const bool active =
        replica && !replica->view.segments.empty() && replica->view.segments.back().base_offset.value() == *m_segments->chosen();
    const LogReadRequest request{.broker = m_openBroker.value(),
                                 .topic = m_openTopic,
                                 .partition = m_openPartition,
                                 .segmentBaseOffset = *m_segments->chosen(),
                                 .batchesMax = 0,
                                 .withIndexes = true};
    session().readLog(request, this, [this, active, asked = ++m_indexesAsked](const LogReadResult &result) {
        if (asked == m_indexesAsked) m_batchView->showIndexes(result.indexes, active);
    });
}

void LogPage::readSettings()
{
    if (m_openTopic.isEmpty()) return;
    session().readTopicSettings(m_openTopic, this, [this, topic = m_openTopic](const TopicSettings &settings) {
        if (topic != m_openTopic) return;
        m_segments->setSettings(settings);
        fillSegmentsTable();
        m_sentence->setText(m_segments->sentence());
        m_sentence->setVisible(!m_sentence->text().isEmpty());
    });
}

void LogPage::chooseBatch(int row) { m_table->setCurrentIndex(fromLog(m_model->index(row, 0))); }

void LogPage::currentChanged()
{
    const QModelIndex current = toLog(m_table->currentIndex());
    const LogBatch *batch = m_model->batch(current);
    const int record = current.parent().isValid() ? current.row() : -1;
    const int row = !batch ? -1 : record >= 0 ? current.parent().row() : current.row();
    m_strip->setChosen(row);
    if (!batch) {
        ++m_batchAsked;
        m_shownBatch = -1;
        m_batchView->showBatch({});
        return;
    }
    if (row == m_shownBatch) return m_batchView->chooseRecord(record);
    m_shownBatch = row;
    // Its bytes are read when somebody looks at them.
    const LogReadRequest request{.broker = m_openBroker.value(),
                                 .topic = m_openTopic,
                                 .partition = m_openPartition,
                                 .segmentBaseOffset = m_segments->chosen().value_or(0),
                                 .position = batch->position,
                                 .batchesMax = 1,
                                 .withBytes = true};
    session().readLog(request, this, [this, record, asked = ++m_batchAsked](const LogReadResult &result) {
        if (asked != m_batchAsked) return;
        m_batchView->showBatch(result.batches.empty() ? std::nullopt : std::optional(result.batches.front()));
        m_batchView->chooseRecord(record);
    });
}

void LogPage::showState()
{
    if (m_model->isReading()) m_table->setEmptyText(tr("Reading…"));
    else if (!m_model->error().isEmpty()) m_table->setEmptyText(m_model->error());
    else if (!m_segments->chosen()) m_table->setEmptyText(tr("Choose a segment above to see its batches and records."));
    else if (selection().timeRange() && (m_model->rowCount() > 0 || isOpenOutside()))
        m_table->setEmptyText(tr("No record of this segment is from the chosen time. Segments without such records are faded."));
    else m_table->setEmptyText(tr("This segment is empty."));
}

bool LogPage::isOpenOutside() const { return m_segments->chosen() && m_segments->isOutside(*m_segments->chosen()); }

void LogPage::readPast()
{
    constexpr int enough = 100;
    if (!selection().timeRange() || !isVisible() || isOpenOutside() || m_inRange->rowCount() >= enough) return;
    if (m_model->canFetchMore({})) m_model->fetchMore({});
}

void LogPage::retranslate()
{
    m_retention->setText(tr("Retention"));
    m_reload->setText(tr("Read again"));
    m_segments->setAccessibleName(tr("Segments by offset"));
    m_table->setAccessibleName(tr("Batches and records"));
    m_strip->setAccessibleName(tr("Batches of the segment"));
    m_segmentsTwin->setTitles({tr("Segments by offset")});
    m_segmentsTwin->table().setEmptyText(tr("The broker has not shown the segments of this log yet."));
    m_segmentRows->retranslate();
    m_batchView->retranslate();
    m_model->retranslate();
}

// Offsets and times are not cut before values are.
void LogPage::fitColumns()
{
    if (m_table->width() < theme().px(560)) m_table->setColumnWidths({148, 100, 58, 76, 0});
    else m_table->setColumnWidths({160, 104, 64, 104, 0});
}

void LogPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitColumns();
}

void LogPage::themeChanged()
{
    m_sentence->setFont(theme().font(Theme::Type::small));
    m_sentence->setColor(theme().colors().muted);
    findChild<QHBoxLayout *>(QStringLiteral("line"))->setContentsMargins(theme().px(18), 0, theme().px(18), 0);
    findChild<QHBoxLayout *>(QStringLiteral("inset"))->setContentsMargins(theme().px(12), 0, theme().px(6), 0);
    findChild<QHBoxLayout *>(QStringLiteral("stripInset"))->setContentsMargins(theme().px(18), 0, theme().px(18), 0);
    // Where the panel is lower than this it scrolls.
    m_splitter->setMinimumHeight(theme().px(130));
    m_batchView->themeChanged();
    fitColumns();
    m_segments->refresh();
}

}  // namespace vitrine::ui
