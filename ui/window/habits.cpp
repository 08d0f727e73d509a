// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/habits.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QApplication>
#include <QDataStream>
#include <QInputDialog>
#include <QJsonArray>
#include <QKeyEvent>
#include <QLocale>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/page.h"
#include "ui/common/panel.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/common/user_settings.h"
#include "ui/session/commands.h"
#include "ui/session/session.h"
#include "ui/session/simulation_session.h"
#include "ui/simulation/transport_bar.h"
#include "ui/window/cluster_notes.h"
#include "ui/window/command_copier.h"
#include "ui/window/main_window.h"
#include "ui/window/preferences_dialog.h"
#include "ui/window/top_bar.h"

namespace vitrine::ui {

namespace {

using Category = ActionRegistry::Category;

constexpr int stateVersion = 1;
// How far behind the display is, is told ten times a second.
constexpr int displayTellsMs = 100;
// Moving a panel is several changes.
constexpr int layoutSettlesMs = 300;
constexpr int windowSettlesMs = 800;
// Of a run that plays: so much of its way may be lost.
constexpr int playingSavedEachMs = 10'000;
// For topics and groups that the forms of the last run name.
constexpr int formsWaitMs = 4'000;

QString layoutsGroup(bool simulation) { return simulation ? QStringLiteral("layouts/simulation") : QStringLiteral("layouts/live"); }

// The first below it that takes the keyboard.
void focusInto(QWidget &page)
{
    for (QWidget *widget : page.findChildren<QWidget *>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible() || !widget->isEnabled()) continue;
        widget->setFocus(Qt::ShortcutFocusReason);
        return;
    }
}

}  // namespace

Habits::Habits(const Parts &parts, const WindowOptions &options)
    : QObject(&parts.window), m_parts(parts), m_lastEnd(options.lastEnd), m_dataDirectory(options.dataDirectory),
      m_layouts(layoutsGroup(parts.simulation != nullptr)), m_bands(new QWidget), m_displayBand(new Band(parts.context, m_bands)),
      m_worldBand(new Band(parts.context, m_bands)), m_noticeBand(new Band(parts.context, m_bands))
{
    auto *column = new QVBoxLayout(m_bands);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (Band *band : {m_noticeBand, m_worldBand, m_displayBand}) column->addWidget(band);
    m_bands->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);

    new CommandCopier(parts.context.session, this);
    makeActions();
    makePanelActions();

    Session &session = parts.context.session;
    m_displayTimer.setInterval(displayTellsMs);
    connect(&m_displayTimer, &QTimer::timeout, this, &Habits::showDisplay);
    connect(&session, &Session::displayChanged, this, [this] {
        // What grows behind it is told by the timer.
        if (m_parts.context.session.isDisplayPaused() != m_displayTimer.isActive()) showDisplay();
        showWorld();
    });
    connect(&session, &Session::updated, this, [this](const SessionUpdate &update) {
        if (update.world) showWorld();
        if (!m_formsToGiveBack.isEmpty() && !m_parts.context.session.cluster().topics().empty()) giveBackForms();
    });
    connect(m_displayBand, &Band::actionChosen, this, &Habits::toggleDisplay);
    connect(m_worldBand, &Band::actionChosen, this, [this] { m_parts.topBar.commandLine().run(commands::healAll()); });
    connect(&m_layouts, &Layouts::changed, this, &Habits::fillLayoutMenus);
    connect(&m_registry, &ActionRegistry::keysChanged, this, &Habits::showKeys);
    connect(&parts.context.theme, &Theme::changed, this, &Habits::showIcons);
    m_layoutTimer.setSingleShot(true);
    m_layoutTimer.setInterval(layoutSettlesMs);
    m_formsTimer.setSingleShot(true);
    m_formsTimer.setInterval(formsWaitMs);
    connect(&m_formsTimer, &QTimer::timeout, this, &Habits::giveBackForms);

    m_recovery = std::make_unique<Recovery>(options.recoveryFile, [this] { return state(); });
    connect(&parts.context.selection, &Selection::changed, this, [this] { m_recovery->changed(); });
    if (SimulationSession *simulation = parts.simulation) {
        m_openedRecording = simulation->recording();
        connect(simulation, &SimulationSession::stateChanged, this, [this] {
            const SimulationState &now = m_parts.simulation->state();
            // Where it stands, and what was done, at once; while it plays the place now and then.
            const bool recent = m_sinceSaved.isValid() && m_sinceSaved.elapsed() < playingSavedEachMs;
            if (now.playing && now.marks.size() == m_deeds && recent) return;
            m_deeds = now.marks.size();
            m_sinceSaved.start();
            m_recovery->changed();
        });
        connect(&parts.notes, &ClusterNotes::settled, this, [this] { m_recovery->changed(); });
        connect(m_noticeBand, &Band::actionChosen, this, [this] {
            if (!m_offeredRecording.isEmpty()) Q_EMIT m_parts.window.simulationWanted(m_offeredRecording);
        });
    }
}

Habits::~Habits() = default;

void Habits::makeActions()
{
    m_edit = new QMenu(&m_parts.window);
    m_parts.menus.insertMenu(m_parts.view.menuAction(), m_edit);
    const auto action = [this](QMenu &menu, const auto &deed, const QKeySequence &keys = {}) {
        QAction *made = menu.addAction(QString());
        made->setShortcut(keys);
        connect(made, &QAction::triggered, this, deed);
        return made;
    };
    m_undo = action(*m_edit, [this] { m_history->undo(); }, QKeySequence(QStringLiteral("Ctrl+Z")));
    m_redo = action(*m_edit, [this] { m_history->redo(); }, QKeySequence(QStringLiteral("Ctrl+Shift+Z")));
    m_edit->addSeparator();
    m_palette = action(*m_edit, [this] { m_parts.topBar.commandLine().open(); }, QKeySequence(QStringLiteral("Ctrl+K")));
    m_preferences = action(*m_edit, [this] { showPreferences(); }, QKeySequence(QStringLiteral("Ctrl+,")));
    m_registry.add(QStringLiteral("edit.undo"), Category::edit, m_undo, QStringLiteral("undo"));
    m_registry.add(QStringLiteral("edit.redo"), Category::edit, m_redo, QStringLiteral("redo"));
    m_registry.add(QStringLiteral("edit.palette"), Category::edit, m_palette, QStringLiteral("search"));
    m_registry.add(QStringLiteral("edit.preferences"), Category::edit, m_preferences, QStringLiteral("settings"));

    // First in the menu, with the choice of layouts above the default one.
    QAction *first = m_parts.view.actions().value(0);
    m_display = new QAction(this);
    connect(m_display, &QAction::triggered, this, &Habits::toggleDisplay);
    m_parts.view.insertAction(first, m_display);
    m_asTable = new QAction(this);
    m_asTable->setShortcut(QKeySequence(QStringLiteral("Ctrl+T")));
    connect(m_asTable, &QAction::triggered, this, &Habits::toggleTable);
    m_parts.view.insertAction(first, m_asTable);
    m_layoutMenu = new QMenu(&m_parts.view);
    m_parts.view.insertMenu(first, m_layoutMenu);
    m_parts.view.insertSeparator(first);
    m_deleteMenu = new QMenu(m_layoutMenu);
    m_saveLayout = new QAction(this);
    connect(m_saveLayout, &QAction::triggered, this, &Habits::askLayoutName);
    m_registry.addByWindow(m_parts.simulation ? QStringLiteral("simulation.play") : QStringLiteral("view.pauseDisplay"),
                           m_parts.simulation ? Category::simulation : Category::view, m_display, QKeySequence(Qt::Key_Space),
                           QStringLiteral("pause"));
    m_registry.add(QStringLiteral("view.asTable"), Category::view, m_asTable, QStringLiteral("table"));
    m_registry.add(QStringLiteral("view.saveLayout"), Category::view, m_saveLayout, QStringLiteral("layout"));

    m_shortcuts = new QAction(this);
    m_shortcuts->setShortcut(QKeySequence(QStringLiteral("F1")));
    connect(m_shortcuts, &QAction::triggered, this, &Habits::showShortcuts);
    m_parts.help.insertAction(m_parts.help.actions().value(0), m_shortcuts);
    m_registry.add(QStringLiteral("help.shortcuts"), Category::help, m_shortcuts, QStringLiteral("keyboard"));
}

void Habits::makePanelActions()
{
    m_toMap = new QAction(this);
    m_toMap->setShortcut(QKeySequence(QStringLiteral("Alt+0")));
    connect(m_toMap, &QAction::triggered, this, [this] { m_parts.map.setFocus(Qt::ShortcutFocusReason); });
    m_parts.window.addAction(m_toMap);
    m_registry.add(QStringLiteral("panel.map"), Category::panels, m_toMap, QStringLiteral("panel"));
    int number = 1;
    for (DockPanel *panel : m_parts.panels) {
        auto *show = new QAction(this);
        if (number <= 9) show->setShortcut(QKeySequence(QStringLiteral("Alt+%1").arg(number)));
        ++number;
        connect(show, &QAction::triggered, this, [this, panel] {
            m_parts.window.showPanel(panel->objectName());
            focusInto(panel->page());
        });
        m_parts.window.addAction(show);
        m_toPanels << show;
        m_registry.add(QStringLiteral("panel.") + panel->objectName(), Category::panels, show, QStringLiteral("panel"));
        // Shortcuts of panels' own.
        for (QShortcut *shortcut : panel->findChildren<QShortcut *>())
            if (!shortcut->objectName().isEmpty())
                m_registry.add(shortcut->objectName(), Category::panels, shortcut, QStringLiteral("panel"));
    }
    if (!m_parts.transport) return;
    const QList<QKeySequence> keys{Qt::Key_F10, Qt::Key_F11, Qt::Key_F12, Qt::SHIFT | Qt::Key_F10};
    const QList<QToolButton *> buttons = m_parts.transport->stepButtons();
    for (qsizetype i = 0; i < buttons.size(); ++i) {
        // Not a shortcut of the button: that goes with each change of its text.
        auto *step = new QAction(this);
        step->setShortcut(keys.value(i));
        connect(step, &QAction::triggered, buttons[i], &QToolButton::click);
        m_parts.window.addAction(step);
        m_steps << step;
        m_registry.add(QStringLiteral("simulation.") + buttons[i]->objectName(), Category::simulation, step, QStringLiteral("simulation"));
    }
}

void Habits::begin()
{
    QList<QAction *> toggles;
    for (DockPanel *panel : m_parts.panels) toggles << panel->toggleViewAction();
    const QList<Category> categories{Category::file, Category::edit, Category::view, Category::cluster, Category::help};
    const QList<QAction *> menus = m_parts.menus.actions();
    for (qsizetype i = 0; i < menus.size() && i < categories.size(); ++i) {
        const QMenu *menu = menus[i]->menu();
        if (!menu) continue;
        const QList<QAction *> actions = menu->actions();
        for (qsizetype k = 0; k < actions.size(); ++k) {
            QAction *action = actions[k];
            if (action->isSeparator() || toggles.contains(action) || m_registry.find(action) || action->menu() == m_layoutMenu) continue;
            const QString id = QStringLiteral("menu.%1.%2").arg(i).arg(k);
            if (action->menu()) m_registry.adopt(id, categories[i], *action->menu());
            else m_registry.add(id, categories[i], action);
        }
    }
    m_registry.readShortcuts();
    m_parts.topBar.commandLine().setOffers([this] { return offers(); });
    m_history = std::make_unique<History>(m_parts.context.session,
                                          History::Layout{.state = [this] { return layout(); },
                                                          .arrangement = [this] { return arrangement(); },
                                                          .restore = [this](const QByteArray &state) { useLayout(state); }},
                                          [this](const QString &line) { m_parts.topBar.commandLine().run(line); });
    connect(&m_history->stack(), &QUndoStack::indexChanged, this, &Habits::updateUndo);
    connect(&m_layoutTimer, &QTimer::timeout, this, [this] {
        // A window that comes up lays itself out, and that is no step.
        if (m_sinceShown.isValid() && m_sinceShown.elapsed() > windowSettlesMs) m_history->layoutChanged();
        else m_history->settle();
        m_recovery->changed();
    });
    watchLayout();
    retranslate();
    showIcons();
    recover();
    m_recovery->begin();
}

void Habits::watchLayout()
{
    const auto later = [this] { m_layoutTimer.start(); };
    for (DockPanel *panel : m_parts.panels) {
        connect(panel, &QDockWidget::visibilityChanged, this, later);
        connect(panel, &QDockWidget::topLevelChanged, this, later);
        connect(panel, &QDockWidget::dockLocationChanged, this, later);
    }
    connect(&m_parts.navigation, &QAction::toggled, this, later);
    // Borders between panels belong to the area of the docks.
    m_parts.docks.installEventFilter(this);
    m_parts.window.installEventFilter(this);
}

bool Habits::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_parts.docks) {
        if (event->type() == QEvent::MouseButtonPress) m_pressedLayout = layout();
        else if (event->type() == QEvent::MouseButtonRelease && !m_pressedLayout.isEmpty()) {
            if (std::exchange(m_pressedLayout, {}) != layout()) m_history->layoutChanged(true);
            m_recovery->changed();
        }
    }
    if (watched == &m_parts.window && event->type() == QEvent::Show) {
        m_sinceShown.start();
        m_layoutTimer.start();
    }
    return QObject::eventFilter(watched, event);
}

QString Habits::arrangement() const
{
    QStringList parts{m_parts.navigation.isChecked() ? QStringLiteral("navigation") : QString()};
    for (DockPanel *panel : m_parts.panels) {
        QStringList beside;
        for (const QDockWidget *other : m_parts.docks.tabifiedDockWidgets(panel)) beside << other->objectName();
        beside.sort();
        parts << QStringLiteral("%1:%2:%3:%4:%5")
                     .arg(panel->objectName())
                     .arg(panel->toggleViewAction()->isChecked())
                     .arg(panel->isFloating())
                     .arg(static_cast<int>(m_parts.docks.dockWidgetArea(panel)))
                     .arg(beside.join(QLatin1Char(',')));
    }
    return parts.join(QLatin1Char('\n'));
}

QByteArray Habits::layout() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << m_parts.docks.saveState(stateVersion) << m_parts.splitter.saveState() << m_parts.navigation.isChecked();
    return state;
}

void Habits::useLayout(const QByteArray &state)
{
    QByteArray docks;
    QByteArray splitter;
    bool navigation = true;
    QDataStream stream(state);
    stream >> docks >> splitter >> navigation;
    if (stream.status() != QDataStream::Ok) return;
    m_parts.docks.restoreState(docks, stateVersion);
    m_parts.splitter.restoreState(splitter);
    m_parts.navigation.setChecked(navigation);
}

void Habits::saveLayout(const QString &name) { m_layouts.save(name, layout()); }

void Habits::restoreDefaultLayout()
{
    m_parts.restoreDefaultLayout();
    m_layoutTimer.start();
}

void Habits::askLayoutName()
{
    QInputDialog dialog(&m_parts.window);
    dialog.setWindowTitle(tr("Save the layout"));
    dialog.setLabelText(tr("Name of the layout; one of the same name is replaced:"));
    dialog.setOkButtonText(tr("Save"));
    dialog.setCancelButtonText(tr("Cancel"));
    if (dialog.exec() == QDialog::Accepted) saveLayout(dialog.textValue());
}

void Habits::fillLayoutMenus()
{
    m_layoutMenu->clear();
    m_deleteMenu->clear();
    for (const QString &name : m_layouts.names()) {
        const QString shown = QString(name).replace(QLatin1Char('&'), QStringLiteral("&&"));
        connect(m_layoutMenu->addAction(shown), &QAction::triggered, this, [this, name] {
            useLayout(m_layouts.layout(name));
            m_layoutTimer.start();
        });
        connect(m_deleteMenu->addAction(shown), &QAction::triggered, this, [this, name] { m_layouts.remove(name); });
    }
    if (!m_layoutMenu->isEmpty()) m_layoutMenu->addSeparator();
    m_layoutMenu->addAction(m_saveLayout);
    m_deleteMenu->setTitle(tr("Delete layout"));
    m_deleteMenu->setEnabled(!m_deleteMenu->isEmpty());
    m_layoutMenu->addMenu(m_deleteMenu);
}

void Habits::updateUndo()
{
    const QString undo = m_history ? m_history->undoText() : QString();
    const QString redo = m_history ? m_history->redoText() : QString();
    m_undo->setText(undo.isEmpty() ? tr("Undo") : tr("Undo: %1").arg(undo));
    m_redo->setText(redo.isEmpty() ? tr("Redo") : tr("Redo: %1").arg(redo));
    m_undo->setEnabled(!undo.isEmpty());
    m_redo->setEnabled(!redo.isEmpty());
}

void Habits::retranslate()
{
    m_edit->setTitle(tr("&Edit"));
    updateUndo();
    m_palette->setText(tr("Find anything…"));
    m_preferences->setText(tr("Preferences…"));
    m_layoutMenu->setTitle(tr("Layouts"));
    m_saveLayout->setText(tr("Save layout…"));
    m_shortcuts->setText(tr("Shortcuts"));
    m_asTable->setText(tr("Show as table, or drawn"));
    m_toMap->setText(tr("Cluster map"));
    for (qsizetype i = 0; i < m_toPanels.size(); ++i) m_toPanels[i]->setText(m_parts.panels[i]->page().tabName());
    const QStringList steps{tr("To the next event"), tr("To the next message"), tr("Let simulated time pass"), tr("One event back")};
    for (qsizetype i = 0; i < m_steps.size(); ++i) m_steps[i]->setText(steps.value(i));
    fillLayoutMenus();
    showDisplay();
    showWorld();
    showKeys();
}

void Habits::showIcons()
{
    for (const ActionRegistry::Entry &entry : m_registry.entries())
        if (entry.action && !entry.icon.isEmpty() && !entry.action->isCheckable())
            entry.action->setIcon(lineIcon(m_parts.context.theme, entry.icon));
}

void Habits::showKeys()
{
    const ActionRegistry::Entry *palette = m_registry.find(QStringLiteral("edit.palette"));
    m_parts.topBar.commandLine().setHint(palette->keys.toString(QKeySequence::NativeText));
    const QString tableKeys = m_registry.find(m_asTable)->keys.toString(QKeySequence::NativeText);
    for (PanelHeader *header : m_parts.window.findChildren<PanelHeader *>()) header->setTableKeys(tableKeys);
    if (TransportBar *bar = m_parts.window.transportBar()) bar->setTableKeys(tableKeys);
    showDisplay();
}

void Habits::toggleTable()
{
    // Of the panel where one is, or of the bar of a simulation; else of the map.
    if (TransportBar *bar = m_parts.window.transportBar(); bar && bar->isAncestorOf(QApplication::focusWidget()))
        return bar->tableButton().toggle();
    Page *page = nullptr;
    for (QWidget *at = QApplication::focusWidget(); at && !page; at = at->parentWidget()) page = qobject_cast<Page *>(at);
    for (QWidget *at = &m_parts.map; at && (!page || !page->hasTwins()); at = at->parentWidget()) page = qobject_cast<Page *>(at);
    if (page) page->setShowsTables(!page->showsTables());
}

void Habits::showDisplay()
{
    const Session &session = m_parts.context.session;
    const ActionRegistry::Entry *entry = m_registry.find(m_display);
    const QString keys = entry ? entry->keys.toString(QKeySequence::NativeText) : QString();
    const QString after = keys.isEmpty() ? QString() : QLatin1Char('\t') + keys;
    if (m_parts.simulation) {
        m_display->setText(tr("Play or stand still") + after);
        return;
    }
    const bool paused = session.isDisplayPaused();
    m_display->setText((paused ? tr("Let the display go on") : tr("Pause the display")) + after);
    if (!paused) {
        m_displayTimer.stop();
        m_displayBand->setContent({});
        return;
    }
    if (!m_displayTimer.isActive()) m_displayTimer.start();
    const Session::DisplayLag lag = session.displayLag();
    m_displayBand->setContent(
        {.mark = Mark::half,
         .tone = Tone::warning,
         .headline = tr("Display paused"),
         .sentence = tr("%1 event(s) and %2 behind. The cluster goes on, and nothing of it is lost.", nullptr, static_cast<int>(lag.events))
                         .arg(Format::number(static_cast<std::int64_t>(lag.events)), Format::duration(lag.time)),
         .action = keys.isEmpty() ? tr("Go on") : tr("Go on (%1)").arg(keys),
         .tip = tr("Shows at once everything that came in meanwhile.")});
}

void Habits::showWorld()
{
    const WorldState &world = m_parts.context.session.world();
    switch (world.phase) {
    case WorldState::Phase::starting:
    case WorldState::Phase::running:
    case WorldState::Phase::failed:
        // The map says what is going on, or what to do: it has nothing else to show.
        m_worldBand->setContent({});
        return;
    case WorldState::Phase::stopped: {
        const QString reason = m_parts.context.session.readOnlyReason();
        const bool canStart = reason.isEmpty();
        m_worldBand->setContent(
            {.mark = Mark::square,
             .tone = Tone::muted,
             .headline = tr("No broker is running"),
             .sentence = canStart ? tr("What is shown is what they showed last. Their directories are as they left them.") : reason,
             .action = canStart ? tr("Start all") : QString(),
             .tip = canStart ? commands::healAll() : QString()});
        return;
    }
    }
}

bool Habits::handleKey(const QKeyEvent &event)
{
    if (event.isAutoRepeat()) return false;
    const QKeySequence keys(event.keyCombination());
    for (const ActionRegistry::Entry &entry : m_registry.entries()) {
        if (!entry.byWindow || entry.keys.isEmpty() || entry.keys != keys) continue;
        entry.trigger();
        return true;
    }
    return false;
}

void Habits::toggleDisplay()
{
    if (m_parts.simulation) {
        m_parts.simulation->togglePlaying();
        return;
    }
    Session &session = m_parts.context.session;
    session.setDisplayPaused(!session.isDisplayPaused());
}

void Habits::end() { m_recovery->end(); }

std::unique_ptr<PreferencesDialog> Habits::preferences()
{
    return std::make_unique<PreferencesDialog>(
        m_parts.context, m_registry, m_layouts,
        PreferencesDialog::Hooks{.language = [this] { return m_parts.window.language(); },
                                 .setLanguage = [this](const QString &code) { m_parts.window.setLanguage(code); },
                                 .useLayout =
                                     [this](const QString &name) {
                                         useLayout(m_layouts.layout(name));
                                         m_layoutTimer.start();
                                     },
                                 .saveLayout = [this] { askLayoutName(); },
                                 .restoreDefaultLayout = [this] { restoreDefaultLayout(); },
                                 .dataDirectory = m_dataDirectory,
                                 .recoveryFile = m_recovery->fileName()},
        &m_parts.window);
}

void Habits::showPreferences() { preferences()->exec(); }

void Habits::editShortcut(const QString &id)
{
    const auto dialog = preferences();
    dialog->showPage(PreferencesDialog::Section::shortcuts);
    if (!id.isEmpty()) dialog->editShortcut(id);
    dialog->exec();
}

void Habits::showShortcuts()
{
    ShortcutsDialog dialog(m_parts.context, m_registry, &m_parts.window);
    connect(&dialog, &ShortcutsDialog::changeWanted, this, [this] { editShortcut({}); }, Qt::QueuedConnection);
    dialog.exec();
}

QList<PaletteItem> Habits::offers() const
{
    QList<PaletteItem> items;
    for (const ActionRegistry::Entry &entry : m_registry.entries()) {
        if (!entry.isVisible() || entry.text().isEmpty() || entry.action == m_palette) continue;
        QString hint = ActionRegistry::categoryText(entry.category);
        if (entry.action && entry.action->isCheckable()) hint += QStringLiteral(" · ") + (entry.action->isChecked() ? tr("on") : tr("off"));
        items.append({.id = entry.id,
                      .text = entry.text(),
                      .hint = hint,
                      .icon = entry.icon.isEmpty() ? QStringLiteral("panel") : entry.icon,
                      .keys = entry.keys.toString(QKeySequence::NativeText),
                      .line = entry.action ? CommandCopier::lineOf(*entry.action) : QString(),
                      .enabled = entry.isEnabled(),
                      .run = [entry] { entry.trigger(); }});
    }
    for (const QString &name : m_layouts.names())
        items.append({.id = QStringLiteral("layout/") + name,
                      .text = name,
                      .hint = tr("Layout"),
                      .icon = QStringLiteral("layout"),
                      .keys = {},
                      .line = {},
                      .run = [this, name] { const_cast<Habits *>(this)->useLayout(m_layouts.layout(name)); }});
    const ClusterState &cluster = m_parts.context.session.cluster();
    Selection &selection = m_parts.context.selection;
    for (const BrokerId id : cluster.columns())
        items.append({.id = {},
                      .text = Format::nodeName(id, cluster.node(id) && cluster.node(id)->isControllerAlone()),
                      .hint = tr("Go to"),
                      .icon = QStringLiteral("broker"),
                      .keys = {},
                      .line = {},
                      .run = [&selection, id] { selection.setBroker(id.value()); }});
    for (const TopicState *topic : cluster.topics()) {
        const QString name = toQString(topic->name);
        items.append({.id = QStringLiteral("topic/") + name,
                      .text = name,
                      .hint = topic->internal ? tr("Internal topic")
                                              : tr("Topic, %n partition(s)", nullptr, static_cast<int>(topic->partitions.size())),
                      .icon = QStringLiteral("topic"),
                      .keys = {},
                      .line = {},
                      .run = [&selection, name] { selection.setTopic(name); }});
    }
    for (const auto &[id, group] : cluster.groups()) {
        const QString name = toQString(id);
        items.append({.id = QStringLiteral("group/") + name,
                      .text = name,
                      .hint = tr("Group, %n member(s)", nullptr, static_cast<int>(group.view.members.size())),
                      .icon = QStringLiteral("group"),
                      .keys = {},
                      .line = {},
                      .run = [this, &selection, name] {
                          selection.setGroup(name);
                          m_parts.window.showPanel(QStringLiteral("groups"));
                      }});
    }
    return items;
}

QJsonObject Habits::state() const
{
    const Selection &selection = m_parts.context.selection;
    QJsonObject forms;
    for (DockPanel *panel : m_parts.panels)
        if (const QJsonObject fields = Recovery::fieldsOf(panel->page()); !fields.isEmpty()) forms.insert(panel->objectName(), fields);
    QJsonObject state{{QStringLiteral("version"), stateVersion},
                      {QStringLiteral("layout"), QString::fromLatin1(layout().toBase64())},
                      {QStringLiteral("topic"), selection.topic()},
                      {QStringLiteral("partition"), selection.partition()},
                      {QStringLiteral("broker"), selection.broker()},
                      {QStringLiteral("group"), selection.group()},
                      {QStringLiteral("forms"), forms}};
    if (m_parts.simulation) state.insert(QStringLiteral("simulation"), simulationState());
    return state;
}

QJsonObject Habits::simulationState() const
{
    const SimulationState &now = m_parts.simulation->state();
    // Where it is on its way to: there it would stand.
    const SimulationPosition place = now.busy ? now.target : now.position;
    return {{QStringLiteral("opened"), m_openedRecording},
            {QStringLiteral("recording"), m_parts.simulation->recording()},
            {QStringLiteral("events"), static_cast<qint64>(place.events)},
            {QStringLiteral("at_ns"), static_cast<qint64>(place.now.time_since_epoch().count())},
            {QStringLiteral("notes"), m_parts.notes.state()}};
}

bool Habits::recoverRecording(const QJsonObject &state)
{
    const QString recording = state.value(QLatin1String("recording")).toString();
    if (recording.isEmpty()) return false;
    const SimulationPosition place{Instant(Duration(state.value(QLatin1String("at_ns")).toInteger())),
                                   static_cast<std::uint64_t>(std::max<qint64>(0, state.value(QLatin1String("events")).toInteger()))};
    if (state.value(QLatin1String("opened")).toString() != m_openedRecording) {
        m_offeredRecording = recording;
        return false;
    }
    m_gaveBackRecording = m_parts.simulation->reopen(recording, place);
    if (m_gaveBackRecording) m_parts.notes.restore(state.value(QLatin1String("notes")).toObject());
    return m_gaveBackRecording;
}

void Habits::recover()
{
    const auto found = m_recovery->found();
    if (!found) return;
    const QString when = QLocale().toString(found->savedAt, QLocale::ShortFormat);
    const QString reason =
        m_lastEnd.isEmpty() ? tr("The reason is not known: it was killed, or the machine stopped.") : tr("Reason: %1.").arg(m_lastEnd);
    const bool usable = found->state.value(QStringLiteral("version")).toInt() == stateVersion;
    const QJsonObject simulation = found->state.value(QStringLiteral("simulation")).toObject();
    const bool runsAgain = usable && m_parts.simulation && recoverRecording(simulation);
    const QString place = runsAgain ? m_parts.context.session.timeText(m_parts.simulation->state().target.now) : QString();
    m_noticeBand->setContent({.mark = Mark::triangle,
                              .tone = Tone::warning,
                              .headline = tr("Vitrine ended in the middle"),
                              .sentence = runsAgain ? tr("%1 The recording is run again up to %2; layout, selection and forms are as "
                                                         "they were at %3.")
                                                          .arg(reason, place, when)
                                          : usable ? tr("%1 Layout, selection and forms are as they were at %2.").arg(reason, when)
                                                   : reason,
                              .action = m_offeredRecording.isEmpty() ? QString() : tr("Open its recording"),
                              .tip = m_offeredRecording.isEmpty() ? QString() : tr("The simulation of that run, in a window of its own."),
                              .closable = true});
    if (!usable) return;
    const QJsonObject &state = found->state;
    useLayout(QByteArray::fromBase64(state.value(QStringLiteral("layout")).toString().toLatin1()));
    Selection &selection = m_parts.context.selection;
    const QString topic = state.value(QStringLiteral("topic")).toString();
    if (!topic.isEmpty()) selection.setPartition(topic, state.value(QStringLiteral("partition")).toInt(-1));
    selection.setBroker(state.value(QStringLiteral("broker")).toInt(-1));
    if (const QString group = state.value(QStringLiteral("group")).toString(); !group.isEmpty()) selection.setGroup(group);
    m_formsToGiveBack = state.value(QStringLiteral("forms")).toObject();
    if (!m_parts.context.session.cluster().topics().empty()) giveBackForms();
    else m_formsTimer.start();
}

void Habits::giveBackForms()
{
    m_formsTimer.stop();
    const QJsonObject forms = std::exchange(m_formsToGiveBack, {});
    for (DockPanel *panel : m_parts.panels) Recovery::setFields(panel->page(), forms.value(panel->objectName()).toObject());
}

}  // namespace vitrine::ui
