// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/groups_page.h"

#include <algorithm>

#include <QButtonGroup>
#include <QHeaderView>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/read_only.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/groups/add_consumer_dialog.h"
#include "ui/groups/reset_offsets_dialog.h"
#include "ui/session/commands.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {
constexpr auto lagShownFor = std::chrono::seconds(60);
// Where picture, plots and a table find room at once; and where a table alone needs all of it.
constexpr int tallFrom = 460;
constexpr int lowBelow = 330;
}  // namespace

GroupsPage::GroupsPage(const Context &context, QWidget *parent)
    : Page(context, parent), m_stack(new QStackedWidget(this)), m_content(new QWidget(m_stack)), m_list(new QWidget(m_stack)),
      m_empty(new EmptyState(context, m_stack)), m_assignment(new AssignmentView(context, m_content)),
      m_assignmentTwin(new TableTwin(context, QStringLiteral("assignment"), m_assignment, m_content)),
      m_assignmentRows(new TwinModel(&AssignmentView::tableColumns, this)), m_plotsTwin(nullptr),
      m_lagRows(new TwinModel(
          [] {
              return std::vector<TwinModel::Column>{
                  {tr("Time"), ColumnKind::dateTime}, {tr("Of")}, {tr("Lag"), ColumnKind::number}, {tr("Time lag"), ColumnKind::number}};
          },
          this)),
      m_members(new MembersModel(this)), m_offsets(new OffsetsModel(this)), m_rebalances(new RebalancesModel(this)),
      m_groups(new GroupsModel(this)), m_membersTable(new TableView(context.theme, m_content)),
      m_offsetsTable(new TableView(context.theme, m_content)), m_rebalancesTable(new TableView(context.theme, m_content)),
      m_groupsTable(new TableView(context.theme, m_list)), m_tables(new QStackedWidget(m_content)), m_plots(new QWidget(m_content)),
      m_plotsLayout(new QBoxLayout(QBoxLayout::LeftToRight)), m_records(new Plot(context.theme, m_plots)),
      m_seconds(new Plot(context.theme, m_plots)), m_choose(new QToolButton(this)), m_now(new QToolButton(m_content)),
      m_rebalance(new QPushButton(m_content)), m_add(new QPushButton(m_content)), m_memberDeeds(new QWidget(m_content)),
      m_memberText(new ElidedLabel(m_memberDeeds)), m_pause(new QPushButton(m_memberDeeds)), m_crash(new QPushButton(m_memberDeeds)),
      m_remove(new QPushButton(m_memberDeeds)), m_offsetDeeds(new QWidget(m_content)), m_offsetText(new ElidedLabel(m_offsetDeeds)),
      m_reset(new QPushButton(m_offsetDeeds)), m_newGroup(new QPushButton(m_list)), m_chip(new RangeChip(context, this))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    m_stack->addWidget(m_content);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    buildGroup();
    buildList();
    connectDeeds();
}

void GroupsPage::buildGroup()
{
    auto *halves = new QButtonGroup(this);
    for (int i = 0; i < 4; ++i) {
        auto *button = new QToolButton(m_content);
        button->setCheckable(true);
        button->setProperty("tab", true);
        halves->addButton(button, i);
        m_halves.append(button);
    }
    m_halves[static_cast<int>(m_half)]->setChecked(true);
    connect(halves, &QButtonGroup::idClicked, this, [this](int id) { showHalf(static_cast<Half>(id)); });

    auto *layout = new QVBoxLayout(m_content);
    layout->setObjectName(QStringLiteral("column"));
    layout->addWidget(m_assignmentTwin);
    m_assignmentTwin->addTable(QStringLiteral("partitions"), m_assignmentRows).setColumnWidths({96, 110, 110, 90});
    connect(m_assignmentTwin, &TableTwin::rowChosen, this,
            [this](int, int row) { m_assignment->chooseMember(m_assignment->memberOf(m_assignmentRows->row(row))); });
    auto *bar = new QHBoxLayout;
    bar->setObjectName(QStringLiteral("bar"));
    for (QToolButton *button : m_halves) bar->addWidget(button);
    bar->addStretch(1);
    bar->addWidget(m_now);
    bar->addWidget(m_rebalance);
    bar->addWidget(m_add);
    layout->addLayout(bar);
    const auto deeds = [layout](QWidget *place, QWidget *text, const QList<QPushButton *> &buttons) {
        auto *row = new QHBoxLayout(place);
        row->addWidget(text, 1);
        for (QPushButton *button : buttons) row->addWidget(button);
        layout->addWidget(place);
    };
    deeds(m_memberDeeds, m_memberText, {m_pause, m_crash, m_remove});
    deeds(m_offsetDeeds, m_offsetText, {m_reset});
    for (QPushButton *button : {m_rebalance, m_add, m_pause, m_crash, m_remove, m_reset, m_newGroup}) button->setProperty("dense", true);

    m_plots->setLayout(m_plotsLayout);
    m_plotsLayout->addWidget(m_records, 1);
    m_plotsLayout->addWidget(m_seconds, 1);
    m_records->setUnit(Plot::Unit::number);
    m_seconds->setUnit(Plot::Unit::seconds);
    m_plotsTwin = new TableTwin(context(), QStringLiteral("lag"), m_plots, m_content);
    m_plotsTwin->addTable(QStringLiteral("samples"), m_lagRows).setColumnWidths({190, 0, 90, 100});
    layout->addWidget(m_plotsTwin, 1);

    m_membersTable->setObjectName(QStringLiteral("members"));
    m_offsetsTable->setObjectName(QStringLiteral("offsets"));
    m_rebalancesTable->setObjectName(QStringLiteral("rebalances"));
    m_groupsTable->setObjectName(QStringLiteral("groups"));
    m_membersTable->setModel(m_members);
    m_offsetsTable->setModel(m_offsets);
    m_rebalancesTable->setModel(m_rebalances);
    for (TableView *table : {m_membersTable, m_offsetsTable, m_rebalancesTable}) {
        table->setSelectionMode(QAbstractItemView::SingleSelection);
        m_tables->addWidget(table);
    }
    layout->addWidget(m_tables, 1);
    // Until fit() knows the room, nothing asks for more than the picture and the plots need.
    for (QWidget *later : {static_cast<QWidget *>(m_tables), m_memberDeeds, m_offsetDeeds, static_cast<QWidget *>(m_now)}) later->hide();
    for (TableView *table : {m_membersTable, m_offsetsTable, m_rebalancesTable, m_groupsTable}) table->setMinimumHeight(0);

    connect(m_membersTable->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.isValid() && !m_choosing)
            m_assignment->chooseMember(QString::fromStdString(m_members->row(m_membersTable->toModel(current).row()).memberId));
    });
    connect(m_assignment, &AssignmentView::memberChosen, this, [this] {
        chooseRow();
        updateDeeds();
    });
    connect(m_offsetsTable->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (!current.isValid() || m_choosing) return;
        const TopicPartition &partition = m_offsets->row(m_offsetsTable->toModel(current).row()).lag.partition;
        selection().setPartition(toQString(partition.topic), partition.partition);
    });
    connect(m_rebalancesTable->selectionModel(), &QItemSelectionModel::currentChanged, this, &GroupsPage::chooseRebalance);
    connect(m_now, &QToolButton::clicked, this, [this] {
        m_rebalancesTable->setCurrentIndex({});
        m_rebalancesTable->clearSelection();
        m_assignment->showRebalance({});
        fit();
    });
}

void GroupsPage::buildList()
{
    auto *layout = new QVBoxLayout(m_list);
    layout->setObjectName(QStringLiteral("list"));
    layout->addWidget(m_groupsTable, 1);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_newGroup);
    layout->addLayout(row);
    m_groupsTable->setModel(m_groups);
    m_groupsTable->setSelectionMode(QAbstractItemView::SingleSelection);
    const auto open = [this](const QModelIndex &index) {
        if (index.isValid()) selection().setGroup(m_groups->row(m_groupsTable->toModel(index).row()).name);
    };
    connect(m_groupsTable, &QTreeView::activated, this, open);
    connect(m_groupsTable, &QTreeView::doubleClicked, this, open);
    connect(m_newGroup, &QPushButton::clicked, this, [this] { addConsumer({}); });
    connect(m_empty, &EmptyState::commandChosen, this, [this](const QString &line) { session().execute(line); });

    m_choose->setPopupMode(QToolButton::InstantPopup);
    m_choose->setProperty("chevron", true);
    m_choose->setMenu(new QMenu(m_choose));
    connect(m_choose->menu(), &QMenu::aboutToShow, this, [this] {
        QMenu *menu = m_choose->menu();
        menu->clear();
        QAction *all = menu->addAction(tr("All groups"));
        all->setCheckable(true);
        all->setChecked(!group());
        connect(all, &QAction::triggered, this, [this] { selection().setGroup({}); });
        menu->addSeparator();
        for (const auto &[id, info] : session().cluster().groups()) {
            const QString name = toQString(id);
            QAction *action = menu->addAction(name);
            action->setCheckable(true);
            action->setChecked(name == selection().group());
            connect(action, &QAction::triggered, this, [this, name] { selection().setGroup(name); });
        }
    });
}

void GroupsPage::connectDeeds()
{
    connect(m_rebalance, &QPushButton::clicked, this, [this] { session().execute(commands::rebalanceGroup(selection().group())); });
    connect(m_add, &QPushButton::clicked, this, [this] { addConsumer(selection().group()); });
    connect(m_reset, &QPushButton::clicked, this, &GroupsPage::resetOffsets);
    const auto give = [this](const QString &line) {
        if (!line.isEmpty()) session().execute(line);
    };
    connect(m_pause, &QPushButton::clicked, this, [this, give] {
        const GroupInfo *info = group();
        const observe::MemberView *member = actingMember();
        const OwnMember *own = info && member ? GroupText::own(session(), *info, *member) : nullptr;
        give(memberCommand(own && own->paused ? &commands::resumeMember : &commands::pauseMember));
    });
    connect(m_crash, &QPushButton::clicked, this, [this, give] { give(memberCommand(&commands::crashMember)); });
    connect(m_remove, &QPushButton::clicked, this, [this, give] { give(memberCommand(&commands::removeMember)); });
}

const GroupInfo *GroupsPage::group() const { return session().cluster().group(selection().group().toStdString()); }

const observe::MemberView *GroupsPage::actingMember() const
{
    const GroupInfo *info = group();
    if (!info || info->view.members.empty()) return nullptr;
    const auto chosen = std::ranges::find(info->view.members, m_assignment->chosenMember().toStdString(), &observe::MemberView::member_id);
    return chosen != info->view.members.end() ? &*chosen : &info->view.members.back();
}

QString GroupsPage::memberCommand(QString (*command)(const QString &, const QString &)) const
{
    const GroupInfo *info = group();
    const observe::MemberView *member = actingMember();
    if (!info || !member) return {};
    // Members of our own are called by name, others by the id that the coordinator gave them.
    return command(selection().group(), toQString(GroupText::own(session(), *info, *member) ? member->client_id : member->member_id));
}

QString GroupsPage::tabName() const { return tr("Group"); }

QString GroupsPage::title() const { return group() ? tr("Group %1").arg(selection().group()) : tr("Groups"); }

QString GroupsPage::subtitle() const
{
    const GroupInfo *info = group();
    const auto count = static_cast<int>(session().cluster().groups().size());
    if (!info) return count == 0 ? QString() : tr("%n in the cluster", nullptr, count);
    // A stable group needs no word for it: its members' marks say so.
    QStringList parts{tr("generation %1").arg(info->view.generation.value())};
    const QString coordinator = tr("coordinator %1").arg(info->view.coordinator.value());
    if (!session().cluster().hasLiveCoordinator(*info)) return tr("%1 is gone; last known: %2").arg(coordinator, parts.first());
    if (info->view.state != observe::GroupState::stable) parts.prepend(Format::groupState(info->view.state));
    parts << coordinator;
    if (!info->view.protocol_name.empty()) parts << toQString(info->view.protocol_name);
    return parts.join(QStringLiteral(" · "));
}

QList<QWidget *> GroupsPage::headerWidgets() { return {m_chip, m_choose}; }

void GroupsPage::showHalf(Half half)
{
    m_half = half;
    m_halves[static_cast<int>(half)]->setChecked(true);
    // What is shown of the past belongs to the list of it.
    if (half != Half::rebalances) m_assignment->showRebalance({});
    fit();
    refresh(nullptr);
}

void GroupsPage::fit()
{
    // Tall enough for both: the plots stay, and the choice is of tables.
    const bool tall = height() > theme().px(tallFrom);
    const bool low = height() < theme().px(lowBelow);
    const Half table = tall && m_half == Half::lag ? Half::members : m_half;
    m_halves[static_cast<int>(Half::lag)]->setVisible(!tall);
    if (tall) m_halves[static_cast<int>(table)]->setChecked(true);
    else m_halves[static_cast<int>(m_half)]->setChecked(true);
    m_plotsTwin->setVisible(tall || m_half == Half::lag);
    m_tables->setVisible(table != Half::lag);
    m_tables->setCurrentWidget(table == Half::offsets ? m_offsetsTable : table == Half::rebalances ? m_rebalancesTable : m_membersTable);
    // Beside the plots, too: who stops a member wants to see the lag grow.
    m_memberDeeds->setVisible(table == Half::members || (table == Half::lag && !low));
    m_offsetDeeds->setVisible(table == Half::offsets);
    m_assignmentTwin->setVisible(!low || table == Half::lag || table == Half::rebalances);
    m_now->setVisible(m_assignment->shownRebalance().has_value());
    // Side by side, unless there is height for both.
    m_plotsLayout->setDirection(tall && width() < theme().px(640) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const bool narrow = width() < theme().px(520);
    // The lines keep a height in which they can be seen; the members above are scrolled.
    m_plots->setMinimumHeight(theme().px(tall ? 0 : 84));
    if (auto *bar = findChild<QHBoxLayout *>(QStringLiteral("bar"))) bar->setSpacing(theme().px(narrow ? 1 : 6));
    const bool past = m_now->isVisibleTo(this);
    const bool least = width() < theme().px(440);
    m_add->setAccessibleName(tr("Add consumer…"));
    m_add->setText(least ? QStringLiteral("+") : narrow || (past && width() < theme().px(640)) ? tr("Add…") : tr("Add consumer…"));
    m_halves[static_cast<int>(Half::rebalances)]->setText(narrow ? tr("History") : tr("Rebalances"));
    m_rebalance->setVisible(!narrow || !m_now->isVisibleTo(this));
    fitTables();
}

void GroupsPage::fitTables()
{
    const int width = this->width();
    const bool narrow = width < theme().px(640);
    m_membersTable->setColumnHidden(MembersModel::lag, narrow);
    m_membersTable->setColumnHidden(MembersModel::where, narrow);
    const int unscaled = static_cast<int>(width / theme().scale());
    const int state = std::clamp(m_widths.state, narrow ? 128 : 160, std::max(160, unscaled / 3));
    m_membersTable->setColumnWidths({0, state, 76, 80, 110, narrow ? 0 : 120});
    // The end is the committed offset and the lag.
    m_offsetsTable->setColumnHidden(OffsetsModel::member, narrow);
    m_offsetsTable->setColumnHidden(OffsetsModel::end, narrow);
    const int offset = std::max(96, m_widths.offset);
    const int lag = std::max(72, m_widths.lag);
    // Where long numbers need the room, the note is cut: its tooltip has all of it.
    const int note = narrow ? std::clamp(unscaled - offset - lag - 84 - 110, 60, 132) : 150;
    m_offsetsTable->setColumnWidths({0, narrow ? 1 : 120, offset, offset, lag, 84, note});
    m_rebalancesTable->setColumnHidden(RebalancesModel::stoodStill, narrow);
    m_rebalancesTable->setColumnWidths({104, 56, 0, 0, narrow ? 1 : 190, 80});
    m_rebalancesTable->shareByContent();
    m_groupsTable->setColumnHidden(GroupsModel::members, width < theme().px(440));
    m_groupsTable->setColumnHidden(GroupsModel::rebalanced, narrow);
    m_groupsTable->setColumnHidden(GroupsModel::coordinator, narrow);
    m_groupsTable->setColumnWidths({0, narrow ? 128 : 150, 80, 72, 84, narrow ? 1 : 130, narrow ? 1 : 92});
}

// Offsets are exact numbers, and what is wrong with a member is said in words: their columns are as wide as what stands in them. In steps,
// so that they do not tremble while somebody reads.
void GroupsPage::measureCells()
{
    const auto widthOf = [this](Theme::Type type, const QString &text) {
        constexpr int step = 12;
        constexpr int padding = 14;
        const int width = static_cast<int>(textWidth(theme().font(type), text) / theme().scale()) + padding;
        return (width + step - 1) / step * step;
    };
    QString state;
    for (const MemberRow &row : m_members->allRows())
        if (row.state.size() > state.size()) state = row.state;
    std::int64_t offset = 0;
    std::int64_t lag = 0;
    for (const OffsetRow &row : m_offsets->allRows()) {
        if (row.lag.committed) offset = std::max(offset, row.lag.committed->value());
        if (row.lag.end) offset = std::max(offset, row.lag.end->value());
        lag = std::max(lag, row.lag.lag.value_or(0));
    }
    const CellWidths widths{.state = widthOf(Theme::Type::body, state),
                            .offset = widthOf(Theme::Type::mono, Format::number(offset)),
                            .lag = widthOf(Theme::Type::mono, Format::number(lag))};
    if (widths == m_widths) return;
    m_widths = widths;
    fitTables();
}

void GroupsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fit();
}

void GroupsPage::updateDeeds()
{
    const GroupInfo *info = group();
    if (!info) return;
    const observe::MemberView *member = actingMember();
    const OwnMember *own = member ? GroupText::own(session(), *info, *member) : nullptr;
    setDeed(*m_rebalance, session(), member != nullptr, commands::rebalanceGroup(selection().group()));
    setDeed(*m_add, session(), true, commands::addMember(selection().group()));
    const bool paused = own && own->paused;
    m_pause->setText(paused ? tr("Resume") : tr("Pause"));
    const QString outside = member ? tr("It runs outside of this window: it can only be taken out of the group.") : QString();
    setDeed(*m_pause, session(), own != nullptr, own ? memberCommand(paused ? &commands::resumeMember : &commands::pauseMember) : outside);
    setDeed(*m_crash, session(), own != nullptr, own ? memberCommand(&commands::crashMember) : outside);
    setDeed(*m_remove, session(), member != nullptr, memberCommand(&commands::removeMember));
    if (member) {
        const MemberSign sign = GroupText::member(session(), *info, *member);
        m_memberText->setText(toQString(nameOf(*member)) + QStringLiteral(" · ") + sign.word);
    } else {
        m_memberText->setText(tr("The group has no members."));
    }
    m_offsetText->setText(offsetsText(*info));
    setDeed(*m_reset, session(), true, QStringLiteral("group reset-offsets …"));
}

QString GroupsPage::offsetsText(const GroupInfo &info) const
{
    if (std::ranges::none_of(info.lags, [](const PartitionLag &lag) { return lag.committed.has_value(); }))
        return tr("Nothing committed yet");
    const auto odd = std::ranges::count_if(info.lags, [](const PartitionLag &lag) { return lag.meaning != LagMeaning::records; });
    QString text =
        tr("Lag %1 · %2")
            .arg(info.lagKnown() ? Format::number(info.totalLag) : QStringLiteral("–"), GroupText::behind(info.behind, info.behindOrMore));
    if (odd > 0) text += QStringLiteral(" · ") + tr("%n with a note", nullptr, static_cast<int>(odd));
    return text;
}

void GroupsPage::refresh(const SessionUpdate *update)
{
    const std::string id = selection().group().toStdString();
    const GroupInfo *info = group();
    if (!info) {
        if (update && update->groups.empty() && update->removedGroups.empty() && !update->sampled) return;
        showList();
        return;
    }
    if (update && !update->groups.contains(id) && !update->removedGroups.contains(id) && !update->sampled && !update->world) return;
    m_stack->setCurrentWidget(m_content);
    m_assignment->refresh();
    if (m_now->isVisibleTo(this) != m_assignment->shownRebalance().has_value()) fit();
    {
        m_choosing = true;
        if (m_membersTable->isVisibleTo(this)) m_members->show(session(), info);
        if (m_offsetsTable->isVisibleTo(this)) m_offsets->show(info);
        m_choosing = false;
    }
    measureCells();
    if (m_rebalancesTable->isVisibleTo(this)) {
        const auto &range = selection().timeRange();
        const RebalanceHistory *history = session().cluster().rebalances(id);
        m_rebalancesTable->setEmptyText(range && history && !history->records().empty()
                                            ? tr("The group did not rebalance in the chosen time.")
                                            : tr("The group has not rebalanced since this window began to watch."));
        m_rebalances->show(session(), history, range);
    }
    if (m_plots->isVisibleTo(this)) plotLag(*info);
    fillTwins(*info);
    chooseRow();
    updateDeeds();
    Q_EMIT headerChanged();
}

void GroupsPage::showList()
{
    const bool any = !session().cluster().groups().empty();
    m_stack->setCurrentWidget(any ? m_list : static_cast<QWidget *>(m_empty));
    m_groups->show(session());
    Q_EMIT headerChanged();
}

void GroupsPage::selectionChanged() { refresh(nullptr); }

// The rows of what is chosen elsewhere.
void GroupsPage::chooseRow()
{
    m_choosing = true;
    const int member = m_members->rowOf(m_assignment->chosenMember().toStdString());
    const QModelIndex row = member < 0 ? QModelIndex() : m_membersTable->fromModel(m_members->index(member, 0));
    if (m_membersTable->currentIndex().row() != row.row()) {
        m_membersTable->setCurrentIndex(row);
        if (member < 0) m_membersTable->clearSelection();
    }
    QModelIndex offset;
    const auto &rows = m_offsets->allRows();
    const TopicPartition chosen{selection().topic().toStdString(), selection().partition()};
    const auto at = std::ranges::lower_bound(rows, chosen, {}, [](const OffsetRow &entry) { return entry.lag.partition; });
    if (at != rows.end() && at->lag.partition == chosen)
        offset = m_offsetsTable->fromModel(m_offsets->index(static_cast<int>(at - rows.begin()), 0));
    if (m_offsetsTable->currentIndex().row() != offset.row()) {
        m_offsetsTable->setCurrentIndex(offset);
        if (!offset.isValid()) m_offsetsTable->clearSelection();
    }
    m_choosing = false;
}

void GroupsPage::chooseRebalance(const QModelIndex &index)
{
    if (!index.isValid()) return;
    m_assignment->showRebalance(m_rebalances->row(m_rebalancesTable->toModel(index).row()).number);
    fit();
}

void GroupsPage::addConsumer(const QString &group)
{
    auto *dialog = new AddConsumerDialog(context(), group, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        session().execute(dialog->commandLine());
        selection().setGroup(dialog->group());
    });
    dialog->open();
}

void GroupsPage::resetOffsets()
{
    if (group()) (new ResetOffsetsDialog(context(), selection().group(), this))->open();
}

void GroupsPage::plotLag(const GroupInfo &info)
{
    const Colors &c = theme().colors();
    const TopicPartition chosen{selection().topic().toStdString(), selection().partition()};
    const auto history = info.partitionLagHistory.find(chosen);
    const bool one = history != info.partitionLagHistory.end();
    QList<Plot::Series> records{{.name = tr("lag in records"), .color = c.warning, .filled = true}};
    QList<Plot::Series> seconds{{.name = tr("time lag"), .color = c.warning, .filled = true}};
    if (one)
        for (QList<Plot::Series> *series : {&records, &seconds})
            series->append({.name = toQString(chosen), .color = Plot::seriesColor(theme(), 0), .dash = 1});
    m_records->setSeries(records);
    m_seconds->setSeries(seconds);
    const Instant now = session().now();
    // A simulation has a beginning; before it there is nothing to plot.
    const Instant from = session().plotFrom(now - lagShownFor);
    const auto plot = [&](int series, const Ring<LagSample> &samples) {
        std::vector<Plot::Point> lags;
        std::vector<Plot::Point> ages;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const LagSample &sample = samples[i];
            if (sample.at < from - std::chrono::seconds(2)) continue;
            lags.push_back({session().plotTime(sample.at), static_cast<double>(sample.lag)});
            ages.push_back({session().plotTime(sample.at), sample.behind});
        }
        m_records->setPoints(series, lags);
        m_seconds->setPoints(series, ages);
    };
    plot(0, info.lagHistory);
    if (one) plot(1, history->second);
    const auto &range = selection().timeRange();
    std::optional<std::pair<WallTime, WallTime>> band;
    if (range) band = {session().plotTime(range->from), session().plotTime(range->to)};
    for (Plot *place : {m_records, m_seconds}) {
        place->setBand(band);
        place->setTimeRange(session().plotTime(from), session().plotTime(std::max(now, from + Duration(lagShownFor))));
        place->replot();
    }
}

void GroupsPage::fillTwins(const GroupInfo &info)
{
    if (m_assignmentTwin->showsTable() && m_assignmentTwin->isVisibleTo(this)) {
        m_assignmentTwin->quietly([this] { m_assignmentRows->sync(m_assignment->tableRows()); });
        m_assignmentTwin->setCaption(m_assignment->caption());
    }
    if (!m_plotsTwin->showsTable() || !m_plotsTwin->isVisibleTo(this)) return;
    // As long a time as the plots show, the newest sample first.
    std::vector<TwinRow> rows;
    const Instant from = session().plotFrom(session().now() - lagShownFor);
    const auto add = [&](qlonglong place, const QString &name, const Ring<LagSample> &samples) {
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const LagSample &sample = samples[i];
            if (sample.at < from) continue;
            const auto age = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(sample.behind));
            rows.push_back({.id = {-static_cast<qlonglong>(sample.at.time_since_epoch().count()), place},
                            .cells = {TwinCell(static_cast<qlonglong>(to_milliseconds(session().toWall(sample.at)))), name,
                                      TwinCell(static_cast<qlonglong>(sample.lag)), TwinCell(Format::duration(age), sample.behind)},
                            .tip = {}});
        }
    };
    add(0, tr("all partitions"), info.lagHistory);
    const TopicPartition chosen{selection().topic().toStdString(), selection().partition()};
    if (const auto history = info.partitionLagHistory.find(chosen); history != info.partitionLagHistory.end())
        add(1, toQString(chosen), history->second);
    m_plotsTwin->quietly([&] { m_lagRows->sync(std::move(rows)); });
}

void GroupsPage::retranslate()
{
    m_halves[static_cast<int>(Half::members)]->setText(tr("Members"));
    m_halves[static_cast<int>(Half::lag)]->setText(tr("Lag"));
    m_halves[static_cast<int>(Half::offsets)]->setText(tr("Offsets"));
    m_now->setText(tr("Back to now"));
    m_rebalance->setText(tr("Rebalance"));
    m_crash->setText(tr("Crash"));
    m_remove->setText(tr("Remove"));
    m_reset->setText(tr("Reset offsets…"));
    m_newGroup->setText(tr("New group…"));
    setDeed(*m_newGroup, session(), true, tr("A group begins with its first consumer."));
    fit();
    updateDeeds();
    m_choose->setToolTip(tr("Another group"));
    m_choose->setAccessibleName(tr("Another group"));
    m_assignment->setAccessibleName(tr("Members and their partitions"));
    m_assignmentTwin->setTitles({tr("Members and their partitions")});
    m_assignmentTwin->table().setEmptyText(tr("The group has no partitions, and has committed nothing."));
    m_plotsTwin->setTitles({tr("Lag over time")});
    m_assignmentRows->retranslate();
    m_lagRows->retranslate();
    m_membersTable->setAccessibleName(tr("Members"));
    m_offsetsTable->setAccessibleName(tr("Committed offsets"));
    m_rebalancesTable->setAccessibleName(tr("Rebalances"));
    m_groupsTable->setAccessibleName(tr("Groups"));
    m_membersTable->setEmptyText(tr("A consumer that joins is listed here."));
    m_offsetsTable->setEmptyText(tr("The group has no partitions, and has committed nothing."));
    m_members->retranslate();
    m_offsets->retranslate();
    m_rebalances->retranslate();
    m_groups->retranslate();
    if (session().readOnlyReason().isEmpty())
        m_empty->setTexts(tr("No groups"), tr("A group appears when a consumer with a group.id joins. To have some:"),
                          commands::startWorkload(QStringLiteral("demo")));
    else m_empty->setTexts(tr("No groups"), tr("No group had committed anything when the cluster stopped."));
}

void GroupsPage::themeChanged()
{
    auto *column = m_content->findChild<QVBoxLayout *>(QStringLiteral("column"));
    column->setContentsMargins(0, theme().px(2), 0, theme().px(8));
    column->setSpacing(theme().px(4));
    auto *bar = m_content->findChild<QHBoxLayout *>(QStringLiteral("bar"));
    bar->setContentsMargins(theme().px(12), 0, theme().px(14), 0);
    bar->setSpacing(theme().px(4));
    for (QWidget *deeds : {m_memberDeeds, m_offsetDeeds}) {
        deeds->layout()->setContentsMargins(theme().px(18), 0, theme().px(14), 0);
        deeds->layout()->setSpacing(theme().px(6));
    }
    for (ElidedLabel *label : {m_memberText, m_offsetText}) {
        label->setFont(theme().font(Theme::Type::small));
        label->setColor(theme().colors().muted);
    }
    m_plotsLayout->setContentsMargins(theme().px(14), 0, theme().px(12), 0);
    m_plotsLayout->setSpacing(theme().px(12));
    auto *list = m_list->findChild<QVBoxLayout *>(QStringLiteral("list"));
    list->setContentsMargins(0, 0, 0, theme().px(10));
    list->setSpacing(theme().px(6));
    list->itemAt(1)->layout()->setContentsMargins(theme().px(14), 0, theme().px(14), 0);
    setMinimumWidth(theme().px(320));
    m_assignment->refresh();
}

}  // namespace vitrine::ui
