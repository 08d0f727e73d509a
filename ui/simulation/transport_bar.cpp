// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulation/transport_bar.h"

#include <algorithm>
#include <cmath>

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/paint.h"
#include "ui/common/table_twin.h"
#include "ui/common/theme.h"
#include "ui/session/simulation_session.h"
#include "ui/simulation/moments.h"
#include "ui/simulation/scrubber.h"
#include "ui/simulation/simulation_text.h"
#include "ui/simulation/transport_icons.h"

namespace vitrine::ui {

namespace {

using namespace std::chrono_literals;

constexpr Duration stepTimes[]{10ms, 100ms, 1s, 10s};

void setKind(QPushButton *button, const QString &kind)
{
    if (button->property("kind").toString() == kind) return;
    button->setProperty("kind", kind);
    button->style()->unpolish(button);
    button->style()->polish(button);
}

}  // namespace

TransportBar::TransportBar(const Context &context, SimulationSession &simulation, QWidget *parent)
    : QFrame(parent), m_context(context), m_simulation(simulation), m_column(new QVBoxLayout(this)), m_row(new QHBoxLayout()),
      m_back(tool()), m_play(new QPushButton(this)), m_event(tool()), m_message(tool()), m_time(tool()), m_speedCaption(new QLabel(this)),
      m_speed(new QSlider(Qt::Horizontal, this)), m_speedText(new QLabel(this)), m_position(new QLabel(this)), m_events(new QLabel(this)),
      m_violations(new QPushButton(this)), m_rule(new QPushButton(this)), m_branch(new QPushButton(this)), m_fork(new QPushButton(this)),
      m_compare(new QPushButton(this)), m_asTable(tool()), m_scrubber(new Scrubber(context, simulation, this)),
      m_moments(new TwinModel(&Moments::columns, this)), m_twin(new TableTwin(context, QStringLiteral("scrubber"), m_scrubber, this))
{
    setObjectName(QStringLiteral("transportBar"));
    m_column->addLayout(m_row);
    m_column->addWidget(m_twin);
    TableView &table = m_twin->addTable(QStringLiteral("moments"), m_moments);
    table.setColumnWidths({124, 90, 0, 100});
    const auto rule = [this] {
        auto *line = new QFrame(this);
        line->setObjectName(QStringLiteral("divider"));
        m_rules << line;
        return line;
    };
    m_row->addWidget(m_back);
    m_row->addWidget(m_play);
    m_row->addWidget(m_event);
    m_row->addWidget(m_message);
    m_row->addWidget(m_time);
    m_row->addWidget(rule());
    m_row->addWidget(m_speedCaption);
    m_row->addWidget(m_speed);
    m_row->addWidget(m_speedText);
    m_row->addWidget(rule());
    m_row->addWidget(m_position);
    m_row->addWidget(m_events);
    m_row->addStretch(1);
    m_row->addWidget(m_violations);
    m_row->addWidget(m_rule);
    m_row->addWidget(m_branch);
    m_row->addWidget(m_fork);
    m_row->addWidget(m_compare);
    m_row->addWidget(m_asTable);
    for (QPushButton *button : {m_play, m_violations, m_rule, m_branch, m_fork, m_compare}) {
        button->setProperty("dense", true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    setKind(m_play, QStringLiteral("primary"));
    m_branch->setProperty("chevron", true);
    m_branch->setMenu(new QMenu(m_branch));
    m_violations->setMenu(new QMenu(m_violations));
    m_rule->setCheckable(true);
    m_speed->setFocusPolicy(Qt::TabFocus);
    m_speed->setRange(0, static_cast<int>(SimulationText::speeds().size()) - 1);
    m_speed->setPageStep(3);
    m_speed->setSingleStep(1);

    m_time->setPopupMode(QToolButton::MenuButtonPopup);
    m_time->setMenu(new QMenu(m_time));
    auto *times = new QActionGroup(this);
    for (const Duration time : stepTimes) {
        QAction *action = m_time->menu()->addAction(SimulationText::step(time));
        action->setCheckable(true);
        action->setChecked(time == m_step);
        times->addAction(action);
        connect(action, &QAction::triggered, this, [this, time] {
            m_step = time;
            retranslate();
            m_simulation.stepTime(m_step);
        });
    }

    connect(m_back, &QToolButton::clicked, &m_simulation, &SimulationSession::stepBack);
    connect(m_play, &QPushButton::clicked, &m_simulation, &SimulationSession::togglePlaying);
    connect(m_event, &QToolButton::clicked, this, [this] { m_simulation.step(SimulationSession::Step::event); });
    connect(m_message, &QToolButton::clicked, this, [this] { m_simulation.step(SimulationSession::Step::message); });
    connect(m_time, &QToolButton::clicked, this, [this] { m_simulation.stepTime(m_step); });
    connect(m_speed, &QSlider::valueChanged, this,
            [this](int index) { m_simulation.setSpeed(SimulationText::speeds()[static_cast<std::size_t>(index)]); });
    connect(m_fork, &QPushButton::clicked, &m_simulation, &SimulationSession::fork);
    connect(m_compare, &QPushButton::clicked, this, &TransportBar::compareWanted);
    connect(m_rule, &QPushButton::clicked, this, [this](bool wrong) { m_simulation.setRuleWrong(wrong); });
    connect(m_branch->menu(), &QMenu::aboutToShow, this, &TransportBar::fillBranches);
    connect(m_violations->menu(), &QMenu::aboutToShow, this, &TransportBar::fillViolations);
    connect(&simulation, &SimulationSession::stateChanged, this, &TransportBar::refresh);
    m_asTable->setObjectName(QStringLiteral("asTable"));
    m_asTable->setCheckable(true);
    m_asTable->setChecked(m_twin->showsTable());
    connect(m_asTable, &QToolButton::toggled, m_twin, &TableTwin::setShowsTable);
    connect(m_twin, &TableTwin::changed, this, [this] {
        m_asTable->setChecked(m_twin->showsTable());
        showMoments();
    });
    // To choose a row is to read it; to go there takes a run.
    connect(&table, &QAbstractItemView::activated, this, [this, &table](const QModelIndex &index) { jumpTo(table.toModel(index).row()); });
    connect(m_twin, &TableTwin::menuOpening, this, [this](QMenu &menu, int, int row) {
        QAction *jump = menu.addAction(tr("Jump here"));
        jump->setEnabled(!m_simulation.state().busy);
        connect(jump, &QAction::triggered, this, [this, row] { jumpTo(row); });
        menu.addSeparator();
    });
    connect(&context.theme, &Theme::changed, this, &TransportBar::themeChanged);
    m_ticker.setInterval(Session::frameMs);
    connect(&m_ticker, &QTimer::timeout, this, &TransportBar::showTime);
    m_event->setObjectName(QStringLiteral("stepEvent"));
    m_message->setObjectName(QStringLiteral("stepMessage"));
    m_time->setObjectName(QStringLiteral("stepTime"));
    m_back->setObjectName(QStringLiteral("stepBack"));
    themeChanged();
    retranslate();
}

QToolButton *TransportBar::tool()
{
    auto *button = new QToolButton(this);
    button->setProperty("transport", true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

void TransportBar::themeChanged()
{
    const Theme &theme = m_context.theme;
    m_column->setContentsMargins(theme.px(16), theme.px(7), theme.px(16), theme.px(3));
    m_column->setSpacing(theme.px(5));
    m_row->setSpacing(theme.px(6));
    const QSize icon(theme.px(16), theme.px(16));
    const auto set = [&](QToolButton *button, TransportSign sign) {
        button->setIcon(transportIcon(theme, sign));
        button->setIconSize(icon);
    };
    set(m_back, TransportSign::stepBack);
    set(m_event, TransportSign::stepEvent);
    set(m_message, TransportSign::stepMessage);
    set(m_time, TransportSign::stepTime);
    m_play->setIconSize(QSize(theme.px(14), theme.px(14)));
    m_asTable->setIcon(lineIcon(theme, QStringLiteral("table")));
    m_asTable->setIconSize(icon);
    m_asTable->setToolButtonStyle(Qt::ToolButtonIconOnly);
    // A few rows; the bar stays one.
    m_twin->setMaximumHeight(theme.px(190));
    m_speed->setFixedWidth(theme.px(150));
    m_speedCaption->setFont(theme.font(Theme::Type::small));
    m_speedCaption->setProperty("role", QStringLiteral("muted"));
    m_speedText->setFont(theme.font(Theme::Type::smallStrong));
    m_position->setFont(theme.font(Theme::Type::monoBody));
    m_events->setFont(theme.font(Theme::Type::small));
    m_events->setProperty("role", QStringLiteral("muted"));
    for (QFrame *line : m_rules) line->setFixedSize(theme.px(13), theme.px(20));
    refresh();
}

void TransportBar::retranslate()
{
    m_back->setToolTip(tr("One event back: the run is repeated up to there"));
    m_back->setAccessibleName(tr("One event back"));
    m_event->setText(tr("Event"));
    m_event->setToolTip(tr("To the next event: a message arrives, a timer is due, a sync is done"));
    m_message->setText(tr("Message"));
    m_message->setToolTip(tr("Until the next message arrives"));
    m_time->setText(SimulationText::step(m_step));
    m_time->setToolTip(tr("Simulated time passes: %1").arg(SimulationText::step(m_step)));
    m_speedCaption->setText(tr("Speed"));
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("Simulated seconds in a second, from a thousandth to as fast as it goes"));
    m_fork->setText(tr("Fork here"));
    m_fork->setToolTip(tr("A second branch begins at this time; this one stays as it is."));
    m_compare->setText(tr("Compare…"));
    m_scrubber->setAccessibleName(tr("Simulated time"));
    m_asTable->setAccessibleName(tr("Show as table"));
    const QString keys = m_tableKeys.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(m_tableKeys);
    m_asTable->setToolTip(tr("Show as table%1: what was done and what was violated, with its time, to jump to").arg(keys));
    m_twin->setTitles({tr("Moments of the run")});
    m_moments->retranslate();
    refresh();
}

void TransportBar::showTime()
{
    const SimulationState &state = m_simulation.state();
    m_position->setText(SimulationText::exactTime(m_simulation.now()));
    m_events->setText(state.busy ? tr("on the way to %1…").arg(SimulationText::time(state.target.now))
                                 : tr("event %1").arg(Format::number(static_cast<std::int64_t>(state.position.events))));
    m_scrubber->update();
}

void TransportBar::refresh()
{
    const SimulationState &state = m_simulation.state();
    const bool can = !state.busy && state.failure.isEmpty();
    if (state.playing != m_ticker.isActive()) state.playing ? m_ticker.start() : m_ticker.stop();
    m_play->setIcon(transportIcon(m_context.theme, state.playing ? TransportSign::pause : TransportSign::play, true));
    m_play->setText(state.playing ? tr("Pause") : tr("Play"));
    m_play->setToolTip(state.playing ? tr("Simulated time stands still (Space)") : tr("Simulated time goes on (Space)"));
    m_play->setEnabled(can && (state.playing || !state.finished));
    for (QToolButton *button : {m_event, m_message, m_time}) button->setEnabled(can && !state.finished);
    m_back->setEnabled(can && state.position.events > 0);

    const auto &speeds = SimulationText::speeds();
    const auto at = std::ranges::find_if(speeds, [&](double s) { return std::abs(s - state.speed) < 1e-9; });
    if (at != speeds.end() && !m_speed->isSliderDown()) {
        m_speed->blockSignals(true);
        m_speed->setValue(static_cast<int>(at - speeds.begin()));
        m_speed->blockSignals(false);
    }
    // What it comes to is said where it is not what was asked for.
    const bool measured = state.playing && state.measuredSpeed > 0 && (state.speed <= 0 || state.measuredSpeed < state.speed * 0.8);
    m_speedText->setText(measured ? tr("%1 (%2 ×)")
                                        .arg(SimulationText::shortSpeed(state.speed),
                                             Format::number(std::max<std::int64_t>(1, std::llround(state.measuredSpeed))))
                                  : SimulationText::speed(state.speed));
    showTime();

    const auto count = static_cast<int>(state.violationCount);
    m_violations->setVisible(count > 0);
    if (count > 0) {
        m_violations->setText(tr("%n rule(s) violated", nullptr, count));
        m_violations->setToolTip(state.violations.isEmpty() ? QString() : state.violations.first().sentence);
        setKind(m_violations, QStringLiteral("bad"));
    }
    m_rule->setVisible(!state.wrongRule.isEmpty());
    m_rule->setChecked(state.ruleIsWrong);
    m_rule->setText(state.ruleIsWrong ? tr("%1: wrong rule").arg(state.wrongRule) : tr("%1: right rule").arg(state.wrongRule));
    m_rule->setToolTip(state.ruleIsWrong ? tr("The brokers follow the rule as it once was, wrong. Click: the same run with the right one.")
                                         : tr("The brokers follow the right rule. Click: the same run with the rule as it once was."));
    m_rule->setEnabled(!state.busy);
    setKind(m_rule, state.ruleIsWrong ? QStringLiteral("alert") : QString());

    const bool several = state.branches.size() > 1;
    m_branch->setVisible(several);
    m_branch->setText(state.branch < state.branches.size() ? tr("Branch %1").arg(state.branches.at(state.branch).name) : QString());
    m_branch->setToolTip(SimulationText::branch(state, state.branch));
    m_fork->setEnabled(can);
    m_compare->setEnabled(can && several);
    m_compare->setToolTip(several ? tr("What differs between this branch and another")
                                  : tr("There is one branch. Fork here, do something, then compare."));
    m_scrubber->setEnabled(state.failure.isEmpty());
    showMoments();
    fit();
}

void TransportBar::showMoments()
{
    if (!m_twin->showsTable()) return;
    const SimulationState &state = m_simulation.state();
    m_twin->quietly([&] { m_moments->sync(Moments::rows(state)); });
    m_twin->setCaption(Moments::caption(state));
}

void TransportBar::jumpTo(int row)
{
    if (row < 0 || row >= m_moments->rowCount() || m_simulation.state().busy) return;
    const Moments::Place place = Moments::placeOf(m_moments->row(row));
    if (place.events) m_simulation.jumpTo(SimulationPosition{place.at, *place.events});
    else m_simulation.jumpTo(place.at);
}

void TransportBar::setTableKeys(const QString &keys)
{
    m_tableKeys = keys;
    retranslate();
}

void TransportBar::fit()
{
    const Theme &theme = m_context.theme;
    m_back->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_play->setFixedWidth(theme.px(84));
    m_speedText->setMinimumWidth(static_cast<int>(textWidth(m_speedText->font(), QStringLiteral("1/1,000 ×"))) + 2);
    m_position->setMinimumWidth(static_cast<int>(textWidth(m_position->font(), QStringLiteral("00:00.000 000"))) + 2);
    // Trying what fits lays the row out again: only where something has another width than the last time.
    int words = 0;
    for (const QWidget *part :
         std::initializer_list<const QWidget *>{m_speedText, m_events, m_violations, m_rule, m_branch, m_fork, m_compare})
        words = words * 31 + (part->isHidden() && part != m_events ? 0 : part->sizeHint().width());
    if (std::pair(width(), words) == m_fitted) return;
    m_fitted = {width(), words};
    for (Room room : {Room::ample, Room::narrow, Room::tight, Room::least}) {
        setRoom(room);
        m_row->invalidate();  // the outer layout alone is told of new sizes
        const QMargins margins = m_column->contentsMargins();
        if (m_row->sizeHint().width() + margins.left() + margins.right() <= width()) break;
    }
}

void TransportBar::setRoom(Room room)
{
    // Where it is narrow, signs stand without their words; the tooltips have them.
    const Theme &theme = m_context.theme;
    for (QToolButton *button : {m_event, m_message})
        button->setToolButtonStyle(room >= Room::narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    m_speedCaption->setVisible(room < Room::narrow);
    m_speed->setFixedWidth(theme.px(room >= Room::least ? 60 : room >= Room::tight ? 90 : room >= Room::narrow ? 120 : 150));
    m_events->setVisible(room < Room::tight);
    m_speedText->setVisible(room < Room::least);
}

// The bar gives way to the window, not the other way round: what does not fit goes without words, see fit().
QSize TransportBar::minimumSizeHint() const { return {m_context.theme.px(560), QFrame::minimumSizeHint().height()}; }

void TransportBar::fillBranches()
{
    QMenu &menu = *m_branch->menu();
    menu.clear();
    auto *group = new QActionGroup(&menu);
    const SimulationState &state = m_simulation.state();
    for (int i = 0; i < state.branches.size(); ++i) {
        QAction *action = menu.addAction(SimulationText::branch(state, i) + QStringLiteral("  ·  ") +
                                         SimulationText::time(state.branches.at(i).position.now));
        action->setCheckable(true);
        action->setChecked(i == state.branch);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] { m_simulation.showBranch(i); });
    }
}

void TransportBar::fillViolations()
{
    QMenu &menu = *m_violations->menu();
    menu.clear();
    menu.setToolTipsVisible(true);
    constexpr qsizetype shownMax = 20;
    const SimulationState &state = m_simulation.state();
    for (const SimulationViolation &violation : state.violations.first(std::min(shownMax, state.violations.size()))) {
        QAction *action = menu.addAction(SimulationText::time(violation.at) + QStringLiteral("  ") + violation.checker);
        action->setToolTip(violation.sentence);
        connect(action, &QAction::triggered, this, [this, violation] { Q_EMIT violationChosen(violation); });
    }
    if (state.violations.size() > shownMax)
        menu.addAction(tr("and %n more", nullptr, static_cast<int>(state.violationCount) - static_cast<int>(shownMax)))->setEnabled(false);
}

void TransportBar::resizeEvent(QResizeEvent *) { fit(); }

void TransportBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace vitrine::ui
