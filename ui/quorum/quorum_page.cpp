// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/quorum/quorum_page.h"

#include <algorithm>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
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
    : Page(context, parent), m_reader(new MetadataReader(context.session, this)), m_records(new MetadataRecordsModel(this)),
      m_shellPaths({context.session.cluster(), [this]() -> const MetadataFacts & { return m_reader->facts(); },
                    [this] { return m_reader->files().clusterId; }}),
      m_zooKeeperPaths({context.session.cluster(), [this]() -> const MetadataFacts & { return m_reader->facts(); },
                        [this] { return m_reader->files().clusterId; }}),
      m_splitter(new QSplitter(this)), m_left(new QWidget(this)), m_election(new ElidedLabel(m_left)),
      m_lanes(new RaftLogView(context, *m_records, m_left)), m_right(new QWidget(this)), m_bar(new QWidget(m_right)),
      m_showRecords(new QToolButton(m_bar)), m_showShell(new QToolButton(m_bar)), m_showZooKeeper(new QToolButton(m_bar)),
      m_type(new QToolButton(m_bar)), m_noOps(new QToolButton(m_bar)), m_text(new QLineEdit(m_bar)), m_stack(new QStackedWidget(m_right)),
      m_recordsSplitter(new QSplitter(m_stack)), m_table(new TableView(context.theme, m_stack)), m_fields(new QTreeWidget(m_stack)),
      m_shell(new PathView(context, m_shellPaths, m_stack)), m_zooKeeper(new PathView(context, m_zooKeeperPaths, m_stack))
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
    left->addLayout(line);
    left->addWidget(m_lanes, 1);

    auto *right = new QVBoxLayout(m_right);
    right->setObjectName(QStringLiteral("right"));
    right->addWidget(m_bar);
    right->addWidget(m_stack, 1);
    auto *bar = new QHBoxLayout(m_bar);
    bar->setObjectName(QStringLiteral("bar"));
    auto *views = new QButtonGroup(this);
    for (QToolButton *button : {m_showRecords, m_showShell, m_showZooKeeper}) {
        button->setCheckable(true);
        views->addButton(button);
        bar->addWidget(button);
    }
    m_showRecords->setChecked(true);
    bar->addStretch(1);
    bar->addWidget(m_noOps);
    bar->addWidget(m_type);
    bar->addWidget(m_text);
    connect(m_showRecords, &QToolButton::clicked, this, [this] { showView(View::records); });
    connect(m_showShell, &QToolButton::clicked, this, [this] { showView(View::shell); });
    connect(m_showZooKeeper, &QToolButton::clicked, this, [this] { showView(View::zooKeeper); });

    m_recordsSplitter->addWidget(m_table);
    m_recordsSplitter->addWidget(m_fields);
    m_recordsSplitter->setStretchFactor(0, 5);
    m_recordsSplitter->setStretchFactor(1, 2);
    m_recordsSplitter->setHandleWidth(1);
    m_recordsSplitter->setChildrenCollapsible(false);
    m_stack->addWidget(m_recordsSplitter);
    m_stack->addWidget(m_shell);
    m_stack->addWidget(m_zooKeeper);
    m_table->setModel(m_records);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_fields->setColumnCount(2);
    m_fields->setUniformRowHeights(true);
    m_fields->setFrameShape(QFrame::NoFrame);
    m_fields->header()->setStretchLastSection(true);

    m_noOps->setCheckable(true);
    m_text->setClearButtonEnabled(true);
    m_type->setPopupMode(QToolButton::InstantPopup);
    m_type->setProperty("chevron", true);
    m_type->setMenu(new QMenu(m_type));
    connect(m_type->menu(), &QMenu::aboutToShow, this, &QuorumPage::fillTypes);
    connect(m_noOps, &QToolButton::toggled, this, &QuorumPage::applyFilter);
    connect(m_text, &QLineEdit::textChanged, this, &QuorumPage::applyFilter);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        // A row that goes because of a filter stays chosen.
        if (!current.isValid()) return;
        m_chosen = m_records->at(current.row()).offset;
        showFields();
    });
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
        showFields();
    });
    connect(m_reader, &MetadataReader::rowsRead, this, [this](const std::vector<MetadataRow> &rows) {
        QScrollBar *scroll = m_table->verticalScrollBar();
        const bool atEnd = scroll->value() >= scroll->maximum() - 2;
        m_records->append(rows);
        if (atEnd) m_table->scrollToBottom();
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
    for (QWidget *widget : {static_cast<QWidget *>(m_noOps), static_cast<QWidget *>(m_type), static_cast<QWidget *>(m_text)})
        widget->setVisible(view == View::records);
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

void QuorumPage::selectionChanged() { m_lanes->viewport()->update(); }

void QuorumPage::updateLanes()
{
    const ClusterState &cluster = session().cluster();
    auto lanes = quorumLanes(cluster, m_votes, m_reader->facts(), session().now());
    m_election->setText(QuorumText::election(cluster, lanes, m_reader->facts()));
    // A new leader learns the high watermark only with its first committed record; what others know holds until then.
    std::int64_t highWatermark = cluster.quorum().highWatermark.value();
    for (const QuorumLane &lane : lanes) highWatermark = std::max(highWatermark, lane.highWatermark);
    m_lanes->setLanes(std::move(lanes), highWatermark, cluster.quorum().epoch.value());
}

void QuorumPage::updateState()
{
    if (!m_reader->error().isEmpty()) m_table->setEmptyText(m_reader->error());
    else if (m_reader->isReading() || m_reader->nextOffset() == 0) m_table->setEmptyText(tr("The metadata log is being read…"));
    else m_table->setEmptyText(tr("No record of the metadata log passes this filter."));
}

void QuorumPage::applyFilter()
{
    MetadataRecordsModel::Filter filter = m_records->filter();
    filter.noOps = m_noOps->isChecked();
    filter.text = m_text->text().trimmed();
    m_records->setFilter(filter);
    m_type->setText(filter.type.isEmpty() ? tr("Every type") : filter.type);
    if (const auto row = m_chosen ? m_records->rowOf(*m_chosen) : std::nullopt) {
        m_table->setCurrentIndex(m_records->index(*row, 0));
        m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtCenter);
    } else {
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
        action->setChecked(m_records->filter().type == type);
        connect(action, &QAction::triggered, this, [this, type] {
            MetadataRecordsModel::Filter filter = m_records->filter();
            filter.type = type;
            m_records->setFilter(filter);
            applyFilter();
        });
    };
    add(tr("Every type"), {});
    menu.addSeparator();
    for (const auto &[type, count] : m_records->types())
        if (count > 0 && !type.isEmpty()) add(QStringLiteral("%1 (%2)").arg(type, Format::number(count)), type);
}

void QuorumPage::chooseRecord(std::int64_t offset)
{
    if (!m_records->find(offset)) return;
    showView(View::records);
    if (!m_records->rowOf(offset)) {
        m_chosen = offset;
        const QSignalBlocker blockText(m_text);
        const QSignalBlocker blockNoOps(m_noOps);
        m_text->clear();
        m_noOps->setChecked(m_noOps->isChecked() || m_records->find(offset)->noOp);
        m_records->setFilter({.type = {}, .text = {}, .noOps = m_noOps->isChecked()});
        applyFilter();
    }
    const auto row = m_records->rowOf(offset);
    if (!row) return;
    m_table->setCurrentIndex(m_records->index(*row, 0));
    m_table->scrollTo(m_table->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void QuorumPage::showFields()
{
    m_lanes->setChosenOffset(m_chosen);
    m_fields->clear();
    const MetadataRow *row = m_chosen ? m_records->find(*m_chosen) : nullptr;
    if (!row) {
        auto *hint = new QTreeWidgetItem(m_fields, {tr("Choose a record to see its fields."), QString()});
        hint->setFirstColumnSpanned(true);
        hint->setFlags(Qt::ItemIsEnabled);
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
    const bool beside = width() >= theme().px(860);
    m_splitter->setOrientation(beside ? Qt::Horizontal : Qt::Vertical);
    const bool wide = m_right->width() >= theme().px(520);
    m_recordsSplitter->setOrientation(wide ? Qt::Horizontal : Qt::Vertical);
    // What a record says comes before when it was written.
    m_table->setColumnHidden(MetadataRecordsModel::time, m_table->width() < theme().px(580));
    m_table->setColumnWidths({64, 52, 108, m_table->width() < theme().px(430) ? 150 : 186, 0});
    m_text->setFixedWidth(theme().px(m_right->width() < theme().px(620) ? 110 : 180));
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
    m_type->setToolTip(tr("Show records of one type only"));
    m_type->setAccessibleName(tr("Type of the records shown"));
    m_text->setPlaceholderText(tr("Filter"));
    m_text->setAccessibleName(tr("Text in the records shown"));
    m_table->setAccessibleName(tr("Records of the metadata log"));
    m_fields->setAccessibleName(tr("Fields of the chosen record"));
    m_fields->setHeaderLabels({tr("Field"), tr("Value")});
    m_lanes->setAccessibleName(tr("Positions of voters and observers in the metadata log"));
    m_shell->setTexts(QString(), tr("Metadata as a tree"));
    m_zooKeeper->setTexts(
        tr("There is no ZooKeeper in this cluster: these are the same facts of the metadata log, where ZooKeeper would have had them."),
        tr("ZooKeeper paths"));
    m_records->retranslate();
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
    m_election->setColor(t.colors().muted);
    auto *right = m_right->findChild<QVBoxLayout *>(QStringLiteral("right"));
    right->setContentsMargins(t.px(8), 0, t.px(8), 0);
    right->setSpacing(t.px(2));
    auto *bar = m_bar->findChild<QHBoxLayout *>(QStringLiteral("bar"));
    bar->setContentsMargins(0, 0, t.px(4), 0);
    bar->setSpacing(t.px(4));
    m_fields->setFont(t.font(Theme::Type::mono));
    m_fields->setIndentation(t.px(14));
    m_shell->themeChanged();
    m_zooKeeper->themeChanged();
    setMinimumWidth(t.px(320));
    fit();
}

}  // namespace vitrine::ui
