// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/groups_page.h"

#include <algorithm>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/session/commands.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {
constexpr auto lagShownFor = std::chrono::seconds(60);
}  // namespace

GroupsPage::GroupsPage(const Context &context, QWidget *parent)
    : Page(context, parent), m_stack(new QStackedWidget(this)), m_content(new QWidget(m_stack)), m_empty(new EmptyState(context, m_stack)),
      m_assignment(new AssignmentView(context, m_content)), m_offsets(new OffsetsModel(this)),
      m_table(new TableView(context.theme, m_content)), m_plot(new Plot(context.theme, m_content)), m_caption(new QLabel(m_content)),
      m_showLag(new QToolButton(m_content)), m_showOffsets(new QToolButton(m_content)), m_choose(new QToolButton(this)),
      m_rebalance(new QPushButton(m_content)), m_add(new QPushButton(m_content)), m_remove(new QPushButton(m_content))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    m_stack->addWidget(m_content);
    m_stack->addWidget(m_empty);

    auto *layout = new QVBoxLayout(m_content);
    layout->setObjectName(QStringLiteral("column"));
    layout->addWidget(m_assignment);
    auto *bar = new QHBoxLayout;
    bar->setObjectName(QStringLiteral("bar"));
    bar->addWidget(m_showLag);
    bar->addWidget(m_showOffsets);
    bar->addWidget(m_caption);
    bar->addStretch(1);
    for (QPushButton *button : {m_rebalance, m_add, m_remove}) {
        button->setProperty("dense", true);
        bar->addWidget(button);
    }
    layout->addLayout(bar);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_table, 1);

    m_table->setObjectName(QStringLiteral("offsets"));
    m_table->setModel(m_offsets);
    m_table->setColumnWidths({0, 0, 92, 92, 72});
    m_plot->setLegendVisible(false);
    m_plot->setUnit(Plot::Unit::number);

    auto *halves = new QButtonGroup(this);
    for (QToolButton *button : {m_showLag, m_showOffsets}) {
        button->setCheckable(true);
        halves->addButton(button);
    }
    m_showLag->setChecked(true);
    connect(m_showLag, &QToolButton::clicked, this, [this] { showHalf(false); });
    connect(m_showOffsets, &QToolButton::clicked, this, [this] { showHalf(true); });

    m_choose->setPopupMode(QToolButton::InstantPopup);
    m_choose->setProperty("chevron", true);
    m_choose->setMenu(new QMenu(m_choose));
    connect(m_choose->menu(), &QMenu::aboutToShow, this, [this] {
        m_choose->menu()->clear();
        for (const auto &[id, info] : session().cluster().groups()) {
            const QString name = toQString(id);
            QAction *action = m_choose->menu()->addAction(name);
            action->setCheckable(true);
            action->setChecked(name == selection().group());
            connect(action, &QAction::triggered, this, [this, name] { selection().setGroup(name); });
        }
    });

    connect(m_rebalance, &QPushButton::clicked, this, [this] { session().execute(commands::rebalanceGroup(selection().group())); });
    connect(m_add, &QPushButton::clicked, this, [this] { session().execute(commands::addMember(selection().group())); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const GroupInfo *info = group();
        if (!info || info->view.members.empty()) return;
        const QString chosen = m_assignment->chosenMember();
        session().execute(
            commands::removeMember(selection().group(), chosen.isEmpty() ? toQString(info->view.members.back().member_id) : chosen));
    });
    connect(m_assignment, &AssignmentView::memberChosen, this, [this] { updateButtons(); });
    connect(m_empty, &EmptyState::commandChosen, this, [this](const QString &line) { session().execute(line); });
}

const GroupInfo *GroupsPage::group() const { return session().cluster().group(selection().group().toStdString()); }

QString GroupsPage::tabName() const { return tr("Group"); }

QString GroupsPage::title() const { return group() ? tr("Group %1").arg(selection().group()) : tr("Groups"); }

QString GroupsPage::subtitle() const
{
    const GroupInfo *info = group();
    if (!info) return {};
    // A stable group needs no word for it: its members' marks say so.
    QStringList parts{tr("generation %1").arg(info->view.generation.value())};
    const QString coordinator = tr("coordinator %1").arg(info->view.coordinator.value());
    if (!session().cluster().hasLiveCoordinator(*info)) return tr("%1 is gone; last known: %2").arg(coordinator, parts.first());
    if (info->view.state != observe::GroupState::stable) parts.prepend(Format::groupState(info->view.state));
    parts << coordinator;
    if (!info->view.protocol_name.empty()) parts << toQString(info->view.protocol_name);
    return parts.join(QStringLiteral(" · "));
}

QList<QWidget *> GroupsPage::headerWidgets() { return {m_choose}; }

void GroupsPage::showHalf(bool table)
{
    m_tableShown = table;
    fit();
    refresh(nullptr);
}

void GroupsPage::fit()
{
    // Tall enough for both: no need to choose.
    const bool both = height() > theme().px(460);
    m_plot->setVisible(both || !m_tableShown);
    m_table->setVisible(both || m_tableShown);
    m_showLag->setVisible(!both);
    m_showOffsets->setVisible(!both);
    m_caption->setVisible(both);
    const bool narrow = width() < theme().px(480);
    m_add->setText(narrow ? tr("Add") : tr("Add member"));
    m_remove->setText(narrow ? tr("Remove") : tr("Remove member"));
}

void GroupsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fit();
}

void GroupsPage::updateButtons()
{
    const GroupInfo *info = group();
    const auto members = info ? info->view.members.size() : 0;
    m_rebalance->setEnabled(members > 0);
    m_remove->setEnabled(members > 0);
    const QString chosen = m_assignment->chosenMember();
    m_remove->setToolTip(members == 0 ? QString()
                                      : commands::removeMember(selection().group(),
                                                               chosen.isEmpty() ? toQString(info->view.members.back().member_id) : chosen));
    m_rebalance->setToolTip(commands::rebalanceGroup(selection().group()));
    m_add->setToolTip(commands::addMember(selection().group()));
}

void GroupsPage::refresh(const SessionUpdate *update)
{
    const std::string id = selection().group().toStdString();
    if (update && !update->groups.contains(id) && !update->removedGroups.contains(id) && !update->sampled) return;
    const GroupInfo *info = group();
    m_choose->setVisible(session().cluster().groups().size() > 1);
    m_stack->setCurrentWidget(info ? m_content : static_cast<QWidget *>(m_empty));
    if (info) {
        m_assignment->refresh();
        if (m_table->isVisibleTo(this)) m_offsets->show(info);
        if (m_plot->isVisibleTo(this)) plotLag(*info);
    }
    updateButtons();
    Q_EMIT headerChanged();
}

void GroupsPage::plotLag(const GroupInfo &info)
{
    m_plot->setSeries({{.name = tr("lag"), .color = theme().colors().warning, .filled = true}});
    std::vector<Plot::Point> points;
    const Instant now = session().now();
    // A simulation has a beginning; before it there is nothing to plot.
    const Instant from = session().plotFrom(now - lagShownFor);
    for (std::size_t i = 0; i < info.lagHistory.size(); ++i) {
        const LagSample &sample = info.lagHistory[i];
        if (sample.at < from - std::chrono::seconds(2)) continue;
        points.push_back({session().plotTime(sample.at), static_cast<double>(sample.lag)});
    }
    m_plot->setPoints(0, points);
    m_plot->setTimeRange(session().plotTime(from), session().plotTime(std::max(now, from + Duration(lagShownFor))));
    m_plot->replot();
}

void GroupsPage::retranslate()
{
    m_showLag->setText(tr("Lag"));
    m_showOffsets->setText(tr("Offsets"));
    m_caption->setText(tr("Lag in records, last 60 s"));
    m_rebalance->setText(tr("Rebalance"));
    fit();
    m_choose->setToolTip(tr("Another group"));
    m_choose->setAccessibleName(tr("Another group"));
    m_assignment->setAccessibleName(tr("Members and their partitions"));
    m_table->setAccessibleName(tr("Committed offsets"));
    m_offsets->retranslate();
    m_empty->setTexts(tr("No group chosen"), tr("A group appears when a consumer with a group.id joins. To have some:"),
                      commands::startWorkload(QStringLiteral("demo")));
}

void GroupsPage::themeChanged()
{
    auto *column = m_content->findChild<QVBoxLayout *>(QStringLiteral("column"));
    column->setContentsMargins(0, theme().px(2), 0, theme().px(8));
    column->setSpacing(theme().px(4));
    auto *bar = m_content->findChild<QHBoxLayout *>(QStringLiteral("bar"));
    bar->setContentsMargins(theme().px(12), 0, theme().px(14), 0);
    bar->setSpacing(theme().px(6));
    m_caption->setFont(theme().font(Theme::Type::small));
    m_plot->setContentsMargins(theme().px(10), 0, theme().px(12), 0);
    setMinimumWidth(theme().px(320));
    m_assignment->refresh();
}

}  // namespace vitrine::ui
