// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/top_bar.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QPainter>
#include <QStyle>

#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/session/commands.h"
#include "ui/session/session.h"

namespace vitrine::ui {

StateLabel::StateLabel(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void StateLabel::setState(Mark mark, Tone tone, const QString &text, bool pill, const QString &tip)
{
    setVisible(!text.isEmpty());
    setToolTip(tip);
    if (mark == m_mark && tone == m_tone && text == m_text && pill == m_pill) return;
    m_mark = mark;
    m_tone = tone;
    m_text = text;
    m_pill = pill;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StateLabel::sizeHint() const
{
    const qreal mark = m_mark == Mark::none ? 0 : m_theme.pxf(9) + m_theme.px(6);
    const qreal width = textWidth(m_theme.font(m_tone == Tone::muted ? Theme::Type::small : Theme::Type::smallStrong), m_text);
    return {static_cast<int>(width + mark) + 2 + (m_pill ? m_theme.px(20) : 0), m_theme.px(28)};
}

void StateLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &c = m_theme.colors();
    QRectF area = rect();
    if (m_pill) {
        paintBox(painter, area, m_theme.px(6), c.sunk, c.line);
        area.adjust(m_theme.px(10), 0, -m_theme.px(10), 0);
    }
    if (m_mark != Mark::none) {
        const qreal mark = m_theme.pxf(9);
        paintMark(painter, m_mark, QRectF(area.left(), area.center().y() - mark / 2, mark, mark), shapeColor(m_theme, m_tone));
        area.setLeft(area.left() + mark + m_theme.px(6));
    }
    paintText(painter, area, m_text, m_theme.font(m_tone == Tone::muted ? Theme::Type::small : Theme::Type::smallStrong),
              m_tone == Tone::good && m_pill ? c.text : textColor(m_theme, m_tone), Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
}

TopBar::TopBar(const Context &context, QMenuBar *menus, QWidget *parent)
    : QFrame(parent), m_context(context), m_layout(new QHBoxLayout(this)), m_name(new QLabel(this)), m_summary(new ElidedLabel(this)),
      m_command(new CommandLine(context, this)), m_mode(new StateLabel(context.theme, this)), m_health(new StateLabel(context.theme, this)),
      m_quorum(new StateLabel(context.theme, this)), m_faults(new StateLabel(context.theme, this)), m_pause(new QPushButton(this)),
      m_heal(new QPushButton(this))
{
    setObjectName(QStringLiteral("topBar"));
    // What stands in it follows the width that there is (fit()), not the other way round.
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_layout->addWidget(m_name);
    m_layout->addWidget(menus);
    m_layout->addWidget(m_summary, 1);
    m_layout->addStretch(0);
    m_layout->addWidget(m_command);
    m_layout->addWidget(m_mode);
    m_layout->addWidget(m_pause);
    m_layout->addWidget(m_health);
    m_layout->addWidget(m_quorum);
    m_layout->addWidget(m_faults);
    m_layout->addWidget(m_heal);
    for (QPushButton *button : {m_pause, m_heal}) {
        button->setProperty("dense", true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    connect(m_pause, &QPushButton::clicked, this, &TopBar::togglePause);
    connect(m_heal, &QPushButton::clicked, this, [this] { m_command->run(commands::healAll()); });
    connect(&context.session, &Session::updated, this, [this] { refresh(); });
    // The state of the world is told while the display is paused, too.
    connect(&context.session, &Session::displayChanged, this, [this] { refresh(); });
    m_heal->setProperty("command", commands::healAll());
    connect(&context.theme, &Theme::changed, this, &TopBar::themeChanged);
    themeChanged();
    refresh();
}

QString TopBar::stateText() const
{
    return QStringList{m_mode->text(), m_health->text(), m_quorum->text(), m_faults->text()}.join(QStringLiteral(" | "));
}

void TopBar::themeChanged()
{
    const Theme &theme = m_context.theme;
    m_name->setFont(theme.font(Theme::Type::brand));
    m_summary->setFont(theme.font(Theme::Type::small));
    m_summary->setColor(theme.colors().muted);
    m_layout->setContentsMargins(theme.px(20), theme.px(6), theme.px(16), theme.px(6));
    m_layout->setSpacing(theme.px(14));
    setFixedHeight(theme.px(48));
    fit();
}

void TopBar::resizeEvent(QResizeEvent *) { fit(); }

QSize TopBar::minimumSizeHint() const { return {m_context.theme.px(640), QFrame::minimumSizeHint().height()}; }

void TopBar::fit()
{
    // What is said elsewhere, too, gives way first; the state of the world never does.
    const Theme &theme = m_context.theme;
    const auto roomForCommand = [&] {
        int room = width() - theme.px(36);
        for (int i = 0; i < m_layout->count(); ++i) {
            const QWidget *widget = m_layout->itemAt(i)->widget();
            if (!widget || widget == m_summary || widget == m_command || !widget->isVisibleTo(this)) continue;
            room -= widget->sizeHint().width() + m_layout->spacing();
        }
        return room;
    };
    const QString name = m_context.session.world().clusterName;
    m_name->setText(
        name.isEmpty()
            ? QStringLiteral("Vitrine")
            : QFontMetrics(m_name->font()).elidedText(name, Qt::ElideRight, std::clamp(width() / 7, theme.px(72), theme.px(220))));
    if (m_terse) {
        m_terse = false;
        showQuorum();
    }
    int room = roomForCommand();
    if (room < theme.px(130)) {
        m_terse = true;
        showQuorum();
        room = roomForCommand();
    }
    const bool summary = room >= theme.px(320) + theme.px(230);
    m_summary->setVisible(summary);
    m_command->setFixedWidth(std::clamp(summary ? theme.px(320) : room, theme.px(64), theme.px(320)));
}

void TopBar::showQuorum()
{
    const QuorumInfo &quorum = m_context.session.cluster().quorum();
    const bool running = m_context.session.world().phase == WorldState::Phase::running;
    if (quorum.leader != no_broker) {
        const QString epoch = Format::number(quorum.epoch.value());
        m_quorum->setState(Mark::none, Tone::muted,
                           m_terse ? tr("Quorum %1 @ %2").arg(quorum.leader.value()).arg(epoch)
                                   : tr("Quorum leader %1, epoch %2").arg(quorum.leader.value()).arg(epoch),
                           false, tr("the active controller; metadata log at %1").arg(Format::number(quorum.highWatermark.value())));
    } else if (running) {
        m_quorum->setState(Mark::triangle, Tone::warning, tr("No quorum leader"), false,
                           tr("metadata cannot change until a majority elects one"));
    } else {
        m_quorum->setState(Mark::none, Tone::muted, {});
    }
}

void TopBar::togglePause()
{
    const WorldState &world = m_context.session.world();
    if (world.phase != WorldState::Phase::running) return;
    m_command->run(world.paused ? commands::resumeCluster() : commands::pauseCluster());
}

void TopBar::showPause()
{
    const WorldState &world = m_context.session.world();
    // A simulation has its own bar for time.
    m_pause->setVisible(world.mode == WorldState::Mode::live);
    m_pause->setEnabled(world.phase == WorldState::Phase::running);
    m_pause->setText(world.paused ? tr("Resume") : tr("Pause"));
    m_pause->setToolTip((world.paused ? tr("Everything goes on where it stood: %1")
                                      : tr("Every broker and every client of this window stands still, and their time with them: %1"))
                            .arg(world.paused ? commands::resumeCluster() : commands::pauseCluster()));
}

void TopBar::refresh()
{
    const ClusterState &cluster = m_context.session.cluster();
    const WorldState &world = m_context.session.world();
    m_name->setToolTip(world.clusterName);

    int topics = 0;
    for (const TopicState *topic : cluster.topics()) topics += topic->internal ? 0 : 1;
    m_summary->setText(QStringList{tr("%n broker(s)", nullptr, cluster.brokerCount()), tr("%n topic(s)", nullptr, topics),
                                   tr("%1 records/s").arg(Format::perSecond(cluster.recordsPerSecond()))}
                           .join(QStringLiteral(" · ")));

    const bool live = world.mode == WorldState::Mode::live;
    const bool stopped = world.mode == WorldState::Mode::stopped;
    const QString mode = live ? tr("Live") : stopped ? tr("Read-only") : tr("Simulation");
    const QString modeTip =
        stopped
            ? tr("The files of a cluster that does not run, as they lie on the disk. Nothing here can change them.\n%1").arg(world.message)
        : live ? tr("Brokers run now, on this machine, on 127.0.0.1. Clients: bootstrap.servers=%1").arg(world.bootstrapServers)
               : tr("Brokers, clients, network and disks are simulated, in a time of their own. No client from outside can connect.");
    switch (world.phase) {
    case WorldState::Phase::starting: m_mode->setState(Mark::ring, Tone::good, tr("%1, starting").arg(mode), true, modeTip); break;
    case WorldState::Phase::running:
        if (world.paused)
            m_mode->setState(Mark::half, live ? Tone::warning : Tone::moving, tr("%1, paused").arg(mode), true,
                             live ? tr("Every broker stands still; clients from outside keep their own clocks.") : modeTip);
        else m_mode->setState(live ? Mark::circle : Mark::diamond, live ? Tone::good : Tone::moving, mode, true, modeTip);
        break;
    case WorldState::Phase::stopped:
        if (stopped) {
            m_mode->setState(Mark::square, Tone::warning, mode, true, modeTip.trimmed());
            break;
        }
        m_mode->setState(Mark::square, Tone::muted, tr("%1, stopped").arg(mode), true, modeTip);
        break;
    case WorldState::Phase::failed: m_mode->setState(Mark::square, Tone::bad, tr("Could not start"), true, world.message); break;
    }

    const auto under = static_cast<int>(cluster.underReplicatedCount());
    const auto leaderless = static_cast<int>(cluster.leaderlessCount());
    if (world.phase != WorldState::Phase::running || cluster.topics().empty()) m_health->setState(Mark::none, Tone::muted, {});
    else if (leaderless > 0)
        m_health->setState(Mark::square, Tone::bad, tr("%n without a leader", nullptr, leaderless), false,
                           tr("partitions that nobody can write to or read from"));
    else if (under > 0)
        m_health->setState(Mark::triangle, Tone::warning, tr("%n under-replicated", nullptr, under), false,
                           tr("partitions whose ISR is smaller than their replicas"));
    else m_health->setState(Mark::circle, Tone::good, tr("fully replicated"), false, tr("the ISR of every partition has all its replicas"));

    showQuorum();
    showPause();

    const auto faults = static_cast<int>(world.faults.size());
    m_faults->setState(Mark::square, Tone::bad, faults > 0 ? tr("%n fault(s)", nullptr, faults) : QString(), false,
                       world.faults.join(QLatin1Char('\n')));
    m_heal->setText(tr("Heal all"));
    m_heal->setEnabled(faults > 0);
    m_heal->setToolTip(faults > 0 ? tr("End every fault in force:\n%1").arg(world.faults.join(QLatin1Char('\n')))
                                  : tr("No fault is in force."));
    const QString kind = faults > 0 ? QStringLiteral("alert") : QString();
    if (m_heal->property("kind").toString() != kind) {
        m_heal->setProperty("kind", kind);
        m_heal->style()->unpolish(m_heal);
        m_heal->style()->polish(m_heal);
    }
    fit();
}

void TopBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace vitrine::ui
