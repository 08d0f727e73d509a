// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/quorum/quorum_page.h"

#include <algorithm>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QVBoxLayout>
#include <nlohmann/json.hpp>

#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

namespace {

using Json = nlohmann::ordered_json;

// More of a list is not shown: nobody reads it.
constexpr std::size_t elementsMax = 500;

void fill(QTreeWidgetItem *parent, const QString &name, const Json &value)
{
    auto *item = new QTreeWidgetItem(parent, {name, QString()});
    if (value.is_object()) {
        for (const auto &[key, field] : value.items()) fill(item, toQString(key), field);
    } else if (value.is_array() && std::ranges::any_of(value, [](const Json &element) { return element.is_structured(); })) {
        item->setText(1, QStringLiteral("[%1]").arg(value.size()));
        for (std::size_t i = 0; i < std::min(value.size(), elementsMax); ++i) fill(item, QString::number(i), value[i]);
    } else {
        item->setText(1, value.is_string() ? toQString(value.get_ref<const std::string &>()) : toQString(value.dump()));
        item->setToolTip(1, item->text(1));
    }
}

}  // namespace

QuorumPage::QuorumPage(const Context &context, QWidget *parent)
    : Page(context, parent), m_reader(new MetadataReader(context.session, this)),
      m_snapshotReader(new SnapshotReader(context.session, this)), m_records(new MetadataRecordsModel(this)),
      m_snapshotRecords(new MetadataRecordsModel(this)), m_shown(m_records),
      m_shellPaths({context.session.cluster(), [this]() -> const MetadataFacts & { return m_reader->facts(); },
                    [this] { return m_reader->files().clusterId; }}),
      m_zooKeeperPaths({context.session.cluster(), [this]() -> const MetadataFacts & { return m_reader->facts(); },
                        [this] { return m_reader->files().clusterId; }}),
      m_splitter(new QSplitter(this)), m_left(new QWidget(this)), m_election(new QLabel(m_left)),
      m_lanes(new RaftLogView(context, *m_records, m_left)), m_lanesTwin(new TableTwin(context, QStringLiteral("quorum"), m_lanes, m_left)),
      m_laneRows(new TwinModel(&QuorumText::columns, this)), m_right(new QWidget(this)), m_bar(new QWidget(m_right)),
      m_showRecords(new QToolButton(m_bar)), m_showShell(new QToolButton(m_bar)), m_showZooKeeper(new QToolButton(m_bar)),
      m_filters(new QWidget(m_right)), m_source(new QToolButton(m_filters)), m_type(new QToolButton(m_filters)),
      m_noOps(new QToolButton(m_filters)), m_text(new QLineEdit(m_filters)), m_stack(new QStackedWidget(m_right)),
      m_recordsSplitter(new QSplitter(m_stack)), m_table(new TableView(context.theme, m_stack)), m_fields(new QTreeWidget(m_stack)),
      m_shell(new PathView(context, m_shellPaths, m_stack)), m_zooKeeper(new PathView(context, m_zooKeeperPaths, m_stack)),
      m_chip(new RangeChip(context, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 6);
    column->addWidget(m_splitter);
    m_splitter->addWidget(m_left);
    m_splitter->addWidget(m_right);
    m_splitter->setStretchFactor(0, 5);
    m_splitter->setStretchFactor(1, 7);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);

    auto *left = new QVBoxLayout(m_left);
    left->setObjectName(QStringLiteral("left"));
    auto *line = new QHBoxLayout;
    line->setObjectName(QStringLiteral("line"));
    line->addWidget(m_election);
    m_election->setWordWrap(true);
    m_election->setProperty("role", QStringLiteral("muted"));
    left->addLayout(line);
    left->addWidget(m_lanesTwin, 1);
    m_lanesTwin->addTable(QStringLiteral("lanes"), m_laneRows).setColumnWidths({116, 96, 84, 72, 84, 72, 112, 90, 90, 84, 0});
    connect(m_lanesTwin, &TableTwin::rowChosen, this,
            [this](int, int row) { selection().setBroker(static_cast<std::int32_t>(m_laneRows->row(row).id.back())); });

    auto *right = new QVBoxLayout(m_right);
    right->setObjectName(QStringLiteral("right"));
    right->addWidget(m_bar);
    right->addWidget(m_stack, 1);
    auto *bar = new QHBoxLayout(m_bar);
    bar->setObjectName(QStringLiteral("bar"));
    auto *views = new QButtonGroup(this);
    for (QToolButton *button : {m_showRecords, m_showShell, m_showZooKeeper}) {
        button->setCheckable(true);
        button->setProperty("tab", true);
        views->addButton(button);
        bar->addWidget(button);
    }
    m_showRecords->setChecked(true);
    bar->addStretch(1);
    bar->addWidget(m_filters);
    auto *filters = new QHBoxLayout(m_filters);
    filters->setObjectName(QStringLiteral("filters"));
    filters->addStretch(1);
    filters->addWidget(m_source);
    filters->addWidget(m_noOps);
    filters->addWidget(m_type);
    filters->addWidget(m_text);
    connect(m_showRecords, &QToolButton::clicked, this, [this] { showView(View::records); });
    connect(m_showShell, &QToolButton::clicked, this, [this] { showView(View::shell); });
    connect(m_showZooKeeper, &QToolButton::clicked, this, [this] { showView(View::zooKeeper); });

    m_recordsSplitter->addWidget(m_table);
    m_recordsSplitter->addWidget(m_fields);
    m_recordsSplitter->setStretchFactor(0, 2);
    m_recordsSplitter->setStretchFactor(1, 1);
    m_recordsSplitter->setHandleWidth(1);
    m_recordsSplitter->setChildrenCollapsible(false);
    m_stack->addWidget(m_recordsSplitter);
    m_stack->addWidget(m_shell);
    m_stack->addWidget(m_zooKeeper);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_fields->setColumnCount(2);
    m_fields->setUniformRowHeights(true);
    m_fields->setFrameShape(QFrame::NoFrame);
    m_fields->header()->setStretchLastSection(true);
    m_fields->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    m_noOps->setCheckable(true);
    m_text->setClearButtonEnabled(true);
    m_type->setPopupMode(QToolButton::InstantPopup);
    m_type->setProperty("chevron", true);
    m_type->setMenu(new QMenu(m_type));
    connect(m_type->menu(), &QMenu::aboutToShow, this, &QuorumPage::fillTypes);
    m_source->setPopupMode(QToolButton::InstantPopup);
    m_source->setProperty("chevron", true);
    m_source->setMenu(new QMenu(m_source));
    connect(m_source->menu(), &QMenu::aboutToShow, this, &QuorumPage::fillSources);
    connect(m_noOps, &QToolButton::toggled, this, &QuorumPage::applyFilter);
    connect(m_text, &QLineEdit::textChanged, this, &QuorumPage::applyFilter);

    showModel(m_records);
    connect(m_lanes, &RaftLogView::laneChosen, this, [this](BrokerId node) { selection().setBroker(node.value()); });
    connect(m_lanes, &RaftLogView::offsetChosen, this, &QuorumPage::chooseRecord);

    // Another moment of a simulation may have another log.
    connect(&context.session, &Session::updated, this, [this](const SessionUpdate &update) {
        if (!update.reset) return;
        m_reader->restart();
        if (m_seen) m_reader->follow();
    });
    connect(m_reader, &MetadataReader::restarted, this, [this] {
        m_chosen.reset();
        m_records->clear();
        m_lanes->clearSnapshots();
        showLog();
        showFields();
    });
    connect(m_reader, &MetadataReader::rowsRead, this, [this](const std::vector<MetadataRow> &rows) {
        QScrollBar *scroll = m_table->verticalScrollBar();
        const bool atEnd = scroll->value() >= scroll->maximum() - 2;
        m_records->append(rows);
        if (atEnd && m_shown == m_records) m_table->scrollToBottom();
        m_lanes->viewport()->update();
    });
    connect(m_reader, &MetadataReader::factsChanged, this, [this] {
        m_lanes->setEpochs(m_reader->facts().epochs);
        if (!m_seen) return;
        updateLanes();
        m_shell->refresh(true);
        m_zooKeeper->refresh(true);
    });
    connect(m_reader, &MetadataReader::stateChanged, this, &QuorumPage::updateState);
    connect(m_snapshotReader, &SnapshotReader::rowsRead, m_snapshotRecords, &MetadataRecordsModel::append);
    connect(m_snapshotReader, &SnapshotReader::stateChanged, this, &QuorumPage::updateState);
}

QuorumPage::~QuorumPage() = default;

QString QuorumPage::tabName() const { return tr("Quorum"); }
QString QuorumPage::title() const { return tr("Quorum"); }

QString QuorumPage::subtitle() const
{
    const QuorumInfo &quorum = session().cluster().quorum();
    if (quorum.voters.empty()) return {};
    QStringList parts{tr("epoch %1").arg(Format::number(quorum.epoch.value()))};
    parts << (quorum.leader == no_broker ? tr("no leader") : tr("leader %1").arg(quorum.leader.value()));
    if (quorum.highWatermark != no_offset) parts << tr("high watermark %1").arg(Format::number(quorum.highWatermark.value()));
    if (quorum.logEnd != no_offset) parts << tr("log end %1").arg(Format::number(quorum.logEnd.value()));
    return parts.join(QStringLiteral(" · "));
}

void QuorumPage::showView(View view)
{
    m_stack->setCurrentIndex(static_cast<int>(view));
    (view == View::records ? m_showRecords : view == View::shell ? m_showShell : m_showZooKeeper)->setChecked(true);
    m_filters->setVisible(view == View::records);
}

void QuorumPage::seenChanged(bool seen)
{
    m_seen = seen;
    if (!seen) return;
    m_lanes->setEpochs(m_reader->facts().epochs);
}

void QuorumPage::refresh(const SessionUpdate *update)
{
    if (!update) {
        m_votes.clear();
        m_votes.take(session().events(), session().events().begin());
    } else {
        m_votes.take(session().events(), update->eventsBegin);
    }
    if (!update || update->quorum || !update->nodes.empty() || !update->removedNodes.empty() || update->sampled ||
        update->eventsEnd > update->eventsBegin)
        updateLanes();
    const bool names = !update || update->structureChanged() || update->quorum;
    if (names || !update->topics.empty()) {
        m_shell->refresh(names);
        m_zooKeeper->refresh(names);
    }
    std::set<BrokerId> snapshots;
    if (!update) {
        for (const auto &[id, node] : session().cluster().nodes()) snapshots.insert(id);
    } else {
        const EventLog &events = session().events();
        for (EventLog::Position at = std::max(update->eventsBegin, events.begin()); at < update->eventsEnd; ++at)
            if (std::holds_alternative<observe::MetadataSnapshotTaken>(events.at(at).body)) snapshots.insert(events.at(at).id.node);
    }
    listSnapshots(snapshots);
    m_reader->follow();
    if (!update || update->quorum) Q_EMIT headerChanged();
    if (!update) {
        narrow();
        showFields();
        updateState();
    }
}

void QuorumPage::listSnapshots(const std::set<BrokerId> &nodes)
{
    for (const BrokerId id : nodes) {
        LogReadRequest request;
        request.broker = id.value();
        request.topic = QStringLiteral("__cluster_metadata");
        request.batchesMax = 0;
        request.listFiles = true;
        session().readLog(request, this, [this, id](const LogReadResult &result) {
            if (result.error.isEmpty()) m_lanes->setSnapshots(id, result.files.snapshots);
        });
    }
}

void QuorumPage::selectionChanged()
{
    m_lanes->viewport()->update();
    fillLanesTable();
    narrow();
}

void QuorumPage::fillLanesTable()
{
    if (!m_lanesTwin->showsTable()) return;
    std::vector<TwinRow> rows;
    for (const QuorumLane &lane : m_lanes->lanes()) {
        const auto known = m_lanes->snapshots().find(lane.id);
        rows.push_back(QuorumText::row(lane, static_cast<qlonglong>(rows.size()),
                                       known == m_lanes->snapshots().end() ? std::vector<LogFiles::Snapshot>() : known->second));
    }
    m_lanesTwin->quietly([&] { m_laneRows->sync(std::move(rows)); });
    const auto &all = m_laneRows->allRows();
    const auto at = std::ranges::find(all, selection().broker(), [](const TwinRow &row) { return row.id.back(); });
    m_lanesTwin->chooseRow(0, at == all.end() ? -1 : static_cast<int>(at - all.begin()));
}

// Only where the range is another one: a filter goes through all records.
void QuorumPage::narrow()
{
    if (selection().timeRange() == m_range) return;
    m_range = selection().timeRange();
    applyFilter();
}

void QuorumPage::updateLanes()
{
    const ClusterState &cluster = session().cluster();
    auto lanes = quorumLanes(cluster, m_votes, m_reader->facts(), session().now());
    m_election->setText(QuorumText::election(cluster, lanes, m_reader->facts()));
    // A new leader learns the high watermark only with its first committed record; what others know holds until then.
    std::int64_t highWatermark = cluster.quorum().highWatermark.value();
    for (const QuorumLane &lane : lanes) highWatermark = std::max(highWatermark, lane.highWatermark);
    // Without a leader nobody has written in the present epoch.
    const std::int32_t epoch = cluster.quorum().leader == no_broker ? -1 : cluster.quorum().epoch.value();
    m_lanes->setLanes(std::move(lanes), highWatermark, epoch);
    fillLanesTable();
}

void QuorumPage::showModel(MetadataRecordsModel *model)
{
    m_shown = model;
    m_table->setModel(model);
    disconnect(m_currentChanged);
    m_currentChanged = connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        // A row that goes because of a filter stays chosen.
        if (!current.isValid()) return;
        (m_shown == m_records ? m_chosen : m_chosenOfSnapshot) = m_shown->at(m_table->toModel(current).row()).offset;
        showFields();
    });
}

void QuorumPage::showSnapshot(BrokerId node, const LogFiles::Snapshot &snapshot)
{
    m_snapshotRecords->clear();
    m_chosenOfSnapshot.reset();
    m_snapshotName = tr("Snapshot at %1").arg(Format::number(snapshot.endOffset));
    if (m_shown != m_snapshotRecords) showModel(m_snapshotRecords);
    m_snapshotReader->read(node, snapshot);
    applyFilter();
    m_table->scrollToTop();
    showFields();
    fit();
}

void QuorumPage::showLog()
{
    if (m_shown == m_records) return;
    m_snapshotReader->stop();
    showModel(m_records);
    m_snapshotRecords->clear();
    applyFilter();
    showFields();
    fit();
}

void QuorumPage::fillSources()
{
    QMenu &menu = *m_source->menu();
    menu.clear();
    QAction *log = menu.addAction(tr("The log"));
    log->setCheckable(true);
    log->setChecked(m_shown == m_records);
    connect(log, &QAction::triggered, this, &QuorumPage::showLog);
    menu.addSeparator();
    for (const auto &[node, snapshots] : m_lanes->snapshots()) {
        const NodeState *state = session().cluster().node(node);
        const QString name = Format::nodeName(node, state && state->isControllerAlone());
        for (const LogFiles::Snapshot &snapshot : snapshots) {
            QAction *action = menu.addAction(
                tr("%1: snapshot at %2, epoch %3 (%4)")
                    .arg(name, Format::number(snapshot.endOffset), Format::number(snapshot.epoch), Format::bytes(snapshot.sizeBytes)));
            connect(action, &QAction::triggered, this, [this, node = node, snapshot] { showSnapshot(node, snapshot); });
        }
    }
    if (menu.actions().size() == 2) menu.addAction(tr("No node has a snapshot yet"))->setEnabled(false);
}

void QuorumPage::updateState()
{
    const bool ofLog = m_shown == m_records;
    const QString &error = ofLog ? m_reader->error() : m_snapshotReader->error();
    if (!error.isEmpty()) m_table->setEmptyText(error);
    else if (!ofLog && m_snapshotReader->isReading()) m_table->setEmptyText(tr("The snapshot is being read…"));
    else if (ofLog && m_reader->node() == no_broker) m_table->setEmptyText(tr("The quorum has not shown itself yet."));
    else if (ofLog && (m_reader->isReading() || m_reader->nextOffset() == 0)) m_table->setEmptyText(tr("The metadata log is being read…"));
    else m_table->setEmptyText(tr("No record of the metadata log passes this filter."));
}

void QuorumPage::applyFilter()
{
    m_filter.noOps = m_noOps->isChecked();
    m_filter.text = m_text->text().trimmed();
    m_filter.time = WallSpan::chosen(context());
    m_shown->setFilter(m_filter);
    m_type->setText(m_filter.type.isEmpty() ? tr("Every type") : m_filter.type);
    m_source->setText(m_shown == m_records ? tr("The log") : m_snapshotName);
    const auto &chosen = m_shown == m_records ? m_chosen : m_chosenOfSnapshot;
    if (const auto row = chosen ? m_shown->rowOf(*chosen) : std::nullopt) {
        m_table->setCurrentIndex(m_table->fromModel(m_shown->index(*row, 0)));
        m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtCenter);
    } else if (m_shown == m_records) {
        m_table->scrollToBottom();
    }
    updateState();
}

void QuorumPage::fillTypes()
{
    QMenu &menu = *m_type->menu();
    menu.clear();
    const auto add = [&](const QString &text, const QString &type) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(m_filter.type == type);
        connect(action, &QAction::triggered, this, [this, type] {
            m_filter.type = type;
            applyFilter();
        });
    };
    add(tr("Every type"), {});
    menu.addSeparator();
    for (const auto &[type, count] : m_shown->types())
        if (count > 0 && !type.isEmpty()) add(QStringLiteral("%1 (%2)").arg(type, Format::number(count)), type);
}

void QuorumPage::chooseRecord(std::int64_t offset)
{
    const MetadataRow *found = m_records->find(offset);
    if (!found) return;
    showView(View::records);
    showLog();
    if (!m_records->rowOf(offset)) {
        const bool noOps = m_noOps->isChecked() || found->noOp;
        const QSignalBlocker blockText(m_text);
        const QSignalBlocker blockNoOps(m_noOps);
        m_text->clear();
        m_noOps->setChecked(noOps);
        m_filter = {};
        if (const auto span = WallSpan::chosen(context()); span && !span->contains(found->timestampMs)) selection().setTimeRange({});
    }
    m_chosen = offset;
    applyFilter();
    showFields();
}

void QuorumPage::showFields()
{
    m_lanes->setChosenOffset(m_chosen);
    m_fields->clear();
    const auto &chosen = m_shown == m_records ? m_chosen : m_chosenOfSnapshot;
    const MetadataRow *row = chosen ? m_shown->find(*chosen) : nullptr;
    if (!row) {
        auto *hint = new QTreeWidgetItem(m_fields, {tr("No record chosen"), QString()});
        hint->setFirstColumnSpanned(true);
        hint->setFlags(Qt::ItemIsEnabled);
        hint->setFont(0, theme().font(Theme::Type::body));
        hint->setForeground(0, theme().colors().muted);
        return;
    }
    const Json json = metadataJson(*row);
    if (!json.is_object()) new QTreeWidgetItem(m_fields, {tr("not decoded"), row->fields});
    else if (json.empty()) new QTreeWidgetItem(m_fields, {row->type, tr("has no fields")});
    else
        for (const auto &[key, value] : json.items()) fill(m_fields->invisibleRootItem(), toQString(key), value);
    if (m_fields->topLevelItemCount() > 0 && row->value.size() < 20'000) m_fields->expandAll();
    fit();
}

void QuorumPage::fit()
{
    const auto orientation = width() >= theme().px(860) ? Qt::Horizontal : Qt::Vertical;
    if (m_splitter->orientation() != orientation) {
        m_splitter->setOrientation(orientation);
        // Below each other the lanes need their height and no more.
        const int lanes = m_lanes->sizeHint().height() + theme().px(28);
        if (orientation == Qt::Vertical) m_splitter->setSizes({lanes, std::max(lanes, height() - lanes)});
        else m_splitter->setSizes({width() * 5 / 12, width() * 7 / 12});
    }
    // Too narrow for the names of the views and the filters in one row.
    auto *bar = static_cast<QHBoxLayout *>(m_bar->layout());
    auto *right = static_cast<QVBoxLayout *>(m_right->layout());
    const bool oneRow = m_right->width() >= theme().px(610);
    const bool isOneRow = bar->indexOf(m_filters) >= 0;
    if (oneRow && !isOneRow) bar->addWidget(m_filters);
    if (!oneRow && isOneRow) right->insertWidget(1, m_filters);
    // Below each other only where there is height for both.
    const bool above = m_right->width() < theme().px(520) && m_right->height() >= theme().px(320);
    m_recordsSplitter->setOrientation(above ? Qt::Vertical : Qt::Horizontal);
    // What a record says comes before when it was written.
    m_table->setColumnHidden(MetadataRecordsModel::time, m_table->width() < theme().px(580));
    const bool narrow = m_table->width() < theme().px(430);
    m_table->setColumnWidths({narrow ? 58 : 64, 60, 108, narrow ? 180 : 186, 0});
    m_text->setFixedWidth(theme().px(m_right->width() < theme().px(700) ? 110 : 160));
    m_fields->resizeColumnToContents(0);
    m_fields->setColumnWidth(0, std::min(m_fields->columnWidth(0) + theme().px(12), std::max(theme().px(110), m_fields->width() * 3 / 5)));
}

void QuorumPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fit();
}

void QuorumPage::retranslate()
{
    m_showRecords->setText(tr("Records"));
    m_showShell->setText(tr("Metadata"));
    m_showShell->setToolTip(tr("The metadata as kafka-metadata-shell shows them"));
    m_showZooKeeper->setText(tr("ZooKeeper paths"));
    m_showZooKeeper->setToolTip(tr("The same metadata where ZooKeeper had them before Kafka 4"));
    m_noOps->setText(tr("NoOp"));
    m_noOps->setToolTip(tr("Show the NoOp records too, which the leader writes so that the log moves when nothing happens"));
    m_source->setToolTip(tr("The records of the log, or of a snapshot that a node has of it"));
    m_source->setAccessibleName(tr("Log or snapshot"));
    m_type->setToolTip(tr("Show records of one type only"));
    m_type->setAccessibleName(tr("Type of the records shown"));
    m_text->setPlaceholderText(tr("Filter"));
    m_text->setAccessibleName(tr("Text in the records shown"));
    m_table->setAccessibleName(tr("Records of the metadata log"));
    m_fields->setAccessibleName(tr("Fields of the chosen record"));
    m_fields->setHeaderLabels({tr("Field"), tr("Value")});
    m_lanes->setAccessibleName(tr("Positions of voters and observers in the metadata log"));
    m_lanesTwin->setTitles({tr("Positions of voters and observers in the metadata log")});
    m_lanesTwin->table().setEmptyText(tr("The quorum has not shown itself yet."));
    m_laneRows->retranslate();
    m_shell->setTexts(QString(), tr("Metadata as a tree"));
    m_zooKeeper->setTexts(tr("No ZooKeeper runs here: these are facts of the metadata log, where ZooKeeper would have them."),
                          tr("ZooKeeper paths"));
    m_records->retranslate();
    m_snapshotRecords->retranslate();
    applyFilter();
    showFields();
    updateLanes();
}

void QuorumPage::themeChanged()
{
    const Theme &t = theme();
    auto *left = m_left->findChild<QVBoxLayout *>(QStringLiteral("left"));
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(t.px(4));
    m_left->findChild<QHBoxLayout *>(QStringLiteral("line"))->setContentsMargins(t.px(18), 0, t.px(8), 0);
    m_election->setFont(t.font(Theme::Type::small));
    auto *right = m_right->findChild<QVBoxLayout *>(QStringLiteral("right"));
    right->setContentsMargins(t.px(8), 0, t.px(8), 0);
    right->setSpacing(t.px(2));
    auto *bar = m_bar->findChild<QHBoxLayout *>(QStringLiteral("bar"));
    bar->setContentsMargins(0, 0, t.px(4), 0);
    bar->setSpacing(t.px(4));
    auto *filters = m_filters->findChild<QHBoxLayout *>(QStringLiteral("filters"));
    filters->setContentsMargins(0, 0, 0, 0);
    filters->setSpacing(t.px(4));
    m_fields->setFont(t.font(Theme::Type::mono));
    m_fields->setIndentation(t.px(14));
    m_shell->themeChanged();
    m_zooKeeper->themeChanged();
    setMinimumWidth(t.px(320));
    // All of them scroll: a low panel stays one.
    m_stack->setMinimumHeight(t.px(80));
    fit();
}

}  // namespace vitrine::ui
