// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include <algorithm>
#include <utility>

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QIcon>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QPainter>
#include <QSaveFile>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/archive/archive.h"
#include "ui/archive/archive_dialogs.h"
#include "ui/common/format.h"
#include "ui/common/panel.h"
#include "ui/common/plot.h"
#include "ui/common/read_only.h"
#include "ui/common/selection.h"
#include "ui/common/user_settings.h"
#include "ui/consume/consume_page.h"
#include "ui/groups/groups_page.h"
#include "ui/log/log_page.h"
#include "ui/map/map_page.h"
#include "ui/map/replication_page.h"
#include "ui/plots/plots_page.h"
#include "ui/produce/produce_page.h"
#include "ui/quorum/quorum_page.h"
#include "ui/session/commands.h"
#include "ui/session/session.h"
#include "ui/session/simulation_session.h"
#include "ui/simulation/compare_dialog.h"
#include "ui/simulation/messages_page.h"
#include "ui/simulation/new_simulation_dialog.h"
#include "ui/simulation/transport_bar.h"
#include "ui/timeline/timeline_page.h"
#include "ui/window/about_dialog.h"
#include "ui/window/cluster_notes.h"
#include "ui/window/create_topic_dialog.h"
#include "ui/window/habits.h"
#include "ui/window/help_dialogs.h"
#include "ui/window/language.h"
#include "ui/window/navigation.h"
#include "ui/window/top_bar.h"
#include "ui/wire/wire_page.h"

namespace vitrine::ui {

namespace {

// Counts up when the set of panels changes, so that an old layout is not forced on a new window.
constexpr int layoutVersion = 2;

const QList<double> scales{1.0, 1.25, 1.5};

// How long after the first topic the window may find a better one to show.
constexpr auto choosesFor = std::chrono::seconds(8);

}  // namespace

struct MainWindow::Actions {
    QMenu *file = nullptr;
    QAction *startPage = nullptr;
    QAction *newCluster = nullptr;
    QAction *openArchive = nullptr;
    QAction *openDirectory = nullptr;
    QAction *saveCluster = nullptr;
    QAction *newSimulation = nullptr;
    QAction *openSimulation = nullptr;
    QAction *saveSimulation = nullptr;
    QMenu *view = nullptr;
    QMenu *cluster = nullptr;
    QMenu *help = nullptr;
    QMenu *themeMenu = nullptr;
    QMenu *languageMenu = nullptr;
    QMenu *scaleMenu = nullptr;
    QList<QAction *> schemes;
    QList<QAction *> languages;
    QList<QAction *> scaleActions;
    QAction *motion = nullptr;
    QAction *navigation = nullptr;
    QAction *defaultLayout = nullptr;
    QAction *bookmark = nullptr;
    QAction *startWorkload = nullptr;
    QAction *stopWorkload = nullptr;
    QAction *createTopic = nullptr;
    QAction *pause = nullptr;
    QAction *healAll = nullptr;
    QAction *quit = nullptr;
    QAction *commands = nullptr;
    QAction *about = nullptr;
};

MainWindow::MainWindow(Session &session, const WindowOptions &options, QWidget *parent)
    : QMainWindow(parent), m_session(session), m_simulation(simulationOf(session)), m_theme(std::make_unique<Theme>()),
      m_selection(std::make_unique<Selection>()), m_language(std::make_unique<Language>()), m_context{session, *m_selection, *m_theme},
      m_screenshot(options.screenshot), m_dataDirectory(options.dataDirectory), m_actions(std::make_unique<Actions>())
{
    UserSettings::setKept(!m_screenshot);
    readSettings(options);
    m_theme->apply(*qApp);
    setWindowIcon(QIcon(QStringLiteral(":/vitrine/icons/vitrine.svg")));

    auto *surface = new QWidget(this);
    surface->setObjectName(QStringLiteral("surface"));
    auto *column = new QVBoxLayout(surface);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_menus = new QMenuBar(surface);
    m_menus->setNativeMenuBar(false);
    m_menus->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_topBar = new TopBar(m_context, m_menus, surface);
    column->addWidget(m_topBar);
    if (m_simulation) {
        m_transport = new TransportBar(m_context, *m_simulation, surface);
        column->addWidget(m_transport);
        connect(m_transport, &TransportBar::compareWanted, this, &MainWindow::compareBranches);
        connect(m_transport, &TransportBar::violationChosen, this, &MainWindow::showViolation);
    }

    m_splitter = new QSplitter(Qt::Horizontal, surface);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_navigation = new Navigation(m_context, m_splitter);
    m_docks = new QMainWindow(m_splitter);
    m_docks->setWindowFlags(Qt::Widget);
    m_docks->setObjectName(QStringLiteral("dockArea"));
    m_docks->setDockOptions(QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks | QMainWindow::AnimatedDocks);
    m_docks->setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    m_docks->setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    m_splitter->addWidget(m_navigation);
    m_splitter->addWidget(m_docks);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_navigation->setMinimumWidth(m_theme->px(150));
    column->addWidget(m_splitter, 1);
    setCentralWidget(surface);

    buildPanels();
    buildMenus();
    buildHabits(options);
    retranslate();
    resize(options.size);
    restoreDefaultLayout();
    if (!m_screenshot) {
        const QSettings settings;
        if (settings.value(QStringLiteral("window/layoutVersion")).toInt() == layoutVersion) {
            restoreGeometry(settings.value(layoutKey("geometry")).toByteArray());
            m_docks->restoreState(settings.value(layoutKey("docks")).toByteArray(), layoutVersion);
            m_splitter->restoreState(settings.value(layoutKey("navigation")).toByteArray());
        }
    }

    connect(m_navigation, &Navigation::commandGiven, this, [this](const QString &line) { m_topBar->commandLine().run(line); });
    connect(m_navigation, &Navigation::shown, this, [this](NavigationModel::Section section) {
        if (section == NavigationModel::groups) showPanel(QStringLiteral("groups"));
        if (section == NavigationModel::quorum) showPanel(QStringLiteral("quorum"));
    });
    connect(&m_session, &Session::updated, this, [this](const SessionUpdate &update) {
        // Positions of events are of the log that was.
        if (update.reset) m_selection->setEvent({});
        if (update.structureChanged() || !update.groups.empty() || !update.nodes.empty() || update.sampled) selectSomething();
        if (update.world) retranslate();
    });
    connect(m_theme.get(), &Theme::changed, this, [this] {
        updateChoices();
        const int margin = m_theme->px(14);
        m_docks->setContentsMargins(margin, margin, margin, margin);
        // Another presentation scale may need another arrangement; the user's own one is kept while it fits.
        if (room() != m_layoutRoom) restoreDefaultLayout();
    });
    m_docks->setContentsMargins(m_theme->px(14), m_theme->px(14), m_theme->px(14), m_theme->px(14));
    m_habits->begin();
    selectSomething();
    m_map->view().setFocus();
}

MainWindow::~MainWindow()
{
    // An active window tells its views that it goes, and they look at what they stand on: it must still be there.
    hide();
}

QString MainWindow::languageOf(const WindowOptions &options)
{
    if (options.language) return *options.language;
    if (options.screenshot) return QStringLiteral("en");
    return QSettings().value(QStringLiteral("window/language")).toString();
}

void MainWindow::readSettings(const WindowOptions &options)
{
    Theme::Scheme scheme = Theme::Scheme::system;
    double scale = 1.0;
    bool motion = true;
    if (!m_screenshot) {
        const QSettings settings;
        const int stored = settings.value(QStringLiteral("window/scheme"), 0).toInt();
        if (stored >= 0 && stored <= 2) scheme = static_cast<Theme::Scheme>(stored);
        scale = settings.value(QStringLiteral("window/scale"), 1.0).toDouble();
        motion = settings.value(QStringLiteral("window/motion"), true).toBool();
    } else {
        scheme = Theme::Scheme::light;
    }
    m_theme->setScheme(options.scheme.value_or(scheme));
    m_theme->setScale(options.scale.value_or(scale));
    m_theme->setMotion(options.motion.value_or(motion));
    m_language->set(languageOf(options));
}

void MainWindow::writeSettings() const
{
    if (m_screenshot) return;
    QSettings settings;
    settings.setValue(QStringLiteral("window/layoutVersion"), layoutVersion);
    settings.setValue(layoutKey("geometry"), saveGeometry());
    settings.setValue(layoutKey("docks"), m_docks->saveState(layoutVersion));
    settings.setValue(layoutKey("navigation"), m_splitter->saveState());
    settings.setValue(QStringLiteral("window/scheme"), static_cast<int>(m_theme->scheme()));
    settings.setValue(QStringLiteral("window/language"), m_language->code());
    settings.setValue(QStringLiteral("window/scale"), m_theme->scale());
    settings.setValue(QStringLiteral("window/motion"), m_theme->motion());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    writeSettings();
    saveNotes();
    m_habits->end();
    QMainWindow::closeEvent(event);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (m_raised.isEmpty()) return;
    QTimer::singleShot(0, this, [this, name = std::exchange(m_raised, QString())] { showPanel(name); });
}

DockPanel *MainWindow::addPanel(const QString &name, Page *page, Qt::DockWidgetArea area)
{
    auto *panel = new DockPanel(m_context, name, page, m_docks);
    m_docks->addDockWidget(area, panel);
    m_panels.append(panel);
    for (const auto signal : {&QDockWidget::visibilityChanged, &QDockWidget::topLevelChanged})
        connect(panel, signal, this, [this] { QTimer::singleShot(0, this, &MainWindow::updateTabs); });
    connect(panel, &QDockWidget::dockLocationChanged, this, [this] { QTimer::singleShot(0, this, &MainWindow::updateTabs); });
    return panel;
}

void MainWindow::buildPanels()
{
    m_map = new MapPage(m_context);
    m_docks->setCentralWidget(new Card(m_context, m_map, m_docks));
    addPanel(QStringLiteral("replication"), new ReplicationPage(m_context), Qt::RightDockWidgetArea);
    addPanel(QStringLiteral("groups"), new GroupsPage(m_context), Qt::RightDockWidgetArea);
    addPanel(QStringLiteral("timeline"), new TimelinePage(m_context), Qt::BottomDockWidgetArea);
    if (m_simulation) {
        auto *messages = new MessagesPage(m_context, *m_simulation);
        addPanel(QStringLiteral("messages"), messages, Qt::BottomDockWidgetArea);
        connect(messages, &MessagesPage::commandGiven, this, [this](const QString &line) { m_topBar->commandLine().run(line); });
        connect(&m_map->view(), &MapView::messageChosen, this, [this] { showPanel(QStringLiteral("messages")); });
    }
    addPanel(QStringLiteral("log"), new LogPage(m_context), Qt::BottomDockWidgetArea);
    addPanel(QStringLiteral("wire"), new WirePage(m_context), Qt::BottomDockWidgetArea);
    addPanel(QStringLiteral("quorum"), new QuorumPage(m_context), Qt::BottomDockWidgetArea);
    auto *produce = new ProducePage(m_context);
    auto *consume = new ConsumePage(m_context);
    addPanel(QStringLiteral("produce"), produce, Qt::BottomDockWidgetArea);
    addPanel(QStringLiteral("consume"), consume, Qt::BottomDockWidgetArea);
    connect(consume, &ConsumePage::sendAgain, this, [this, produce](const QString &topic, const ConsumedRecord &record) {
        showPanel(QStringLiteral("produce"));
        produce->fill(topic, record.key, record.value, record.headers);
    });
    auto *plots = new PlotsPage(m_context);
    addPanel(QStringLiteral("plots"), plots, Qt::BottomDockWidgetArea);
    m_notes = std::make_unique<ClusterNotes>(m_session, *plots);
    connect(m_notes.get(), &ClusterNotes::settled, this, &MainWindow::saveNotes);
}

DockPanel *MainWindow::panel(const QString &name) const
{
    const auto at = std::ranges::find_if(m_panels, [&](const DockPanel *panel) { return panel->objectName() == name; });
    return at == m_panels.end() ? nullptr : *at;
}

void MainWindow::showPanel(const QString &name)
{
    DockPanel *found = panel(name);
    if (!found) return;
    if (!isVisible()) m_raised = name;
    found->show();
    found->raise();
    updateTabs();
}

void MainWindow::putPanelToWork(const QString &name)
{
    DockPanel *found = panel(name);
    if (!found) return;
    if (auto *consume = qobject_cast<ConsumePage *>(&found->page())) consume->start();
    if (auto *produce = qobject_cast<ProducePage *>(&found->page())) produce->send();
    if (auto *wire = qobject_cast<WirePage *>(&found->page())) wire->chooseProduce();
}

QStringList MainWindow::bottomPanels() const
{
    QStringList names{QStringLiteral("timeline"), QStringLiteral("log"),     QStringLiteral("wire"), QStringLiteral("quorum"),
                      QStringLiteral("produce"),  QStringLiteral("consume"), QStringLiteral("plots")};
    if (m_simulation) names.insert(1, QStringLiteral("messages"));
    return names;
}

QString MainWindow::layoutKey(const char *name) const
{
    // A simulation has panels of its own, and its own arrangement of them.
    return (m_simulation ? QStringLiteral("simulation/") : QStringLiteral("window/")) + QLatin1String(name);
}

void MainWindow::restoreDefaultLayout()
{
    const QStringList right{QStringLiteral("replication"), QStringLiteral("groups")};
    const QStringList bottom = bottomPanels();
    for (DockPanel *dock : m_panels) {
        dock->setFloating(false);
        m_docks->removeDockWidget(dock);
    }
    for (const QString &name : right) {
        if (DockPanel *dock = panel(name)) {
            m_docks->addDockWidget(Qt::RightDockWidgetArea, dock, Qt::Vertical);
            dock->show();
        }
    }
    // Where height is short, panels lie over each other rather than being cut.
    m_layoutRoom = room();
    DockPanel *replication = panel(right.first());
    if (m_layoutRoom != Room::full) m_docks->tabifyDockWidget(replication, panel(right.last()));
    DockPanel *first = m_layoutRoom == Room::small ? replication : nullptr;
    for (const QString &name : bottom) {
        DockPanel *dock = panel(name);
        if (!dock) continue;
        if (!first) m_docks->addDockWidget(Qt::BottomDockWidgetArea, dock);
        else m_docks->tabifyDockWidget(first, dock);
        if (!first) first = dock;
        dock->show();
    }
    if (first) first->raise();
    replication->raise();
    // Many brokers need its width where that is short; the map has all that stands in it.
    const bool crowded = m_session.cluster().columns().size() > 6;
    m_actions->navigation->setChecked(m_layoutRoom == Room::full || (m_layoutRoom == Room::low && !crowded));
    sizePanels();
    updateTabs();
}

MainWindow::Room MainWindow::room() const
{
    const double logicalWidth = width() / m_theme->scale();
    const double logicalHeight = height() / m_theme->scale();
    if (logicalWidth < 1'000 || logicalHeight < 620) return Room::small;
    return logicalHeight < 860 ? Room::low : Room::full;
}

void MainWindow::sizePanels()
{
    // Sizes are shares of the window, as in the drawings, kept within what the panels need.
    const int share = m_layoutRoom == Room::small ? 45 : 31;
    const int right = std::clamp(width() * share / 100, m_theme->px(380), std::max(m_theme->px(380), width() * share / 100));
    const int bottom = std::clamp(height() * 35 / 100, m_theme->px(230), std::max(m_theme->px(230), height() * 45 / 100));
    QList<QDockWidget *> column;
    for (const QString &name : {QStringLiteral("replication"), QStringLiteral("groups")})
        if (DockPanel *dock = panel(name)) column << dock;
    const int upper = height() - m_topBar->height() - bottom - m_theme->px(42);
    if (!column.isEmpty()) m_docks->resizeDocks({column.first()}, {right}, Qt::Horizontal);
    if (column.size() == 2 && m_layoutRoom == Room::full) m_docks->resizeDocks(column, {upper / 2, upper / 2}, Qt::Vertical);
    if (DockPanel *dock = panel(QStringLiteral("timeline")); dock && m_layoutRoom != Room::small)
        m_docks->resizeDocks({dock}, {bottom}, Qt::Vertical);
}

void MainWindow::updateTabs()
{
    for (DockPanel *dock : m_panels) {
        const QList<QDockWidget *> siblings = m_docks->tabifiedDockWidgets(dock);
        QList<PanelHeader::Tab> tabs;
        for (DockPanel *other : m_panels) {
            const bool open = other->toggleViewAction()->isChecked();
            if (other != dock && (!siblings.contains(other) || !open)) continue;
            tabs.append({other->page().tabName(), other, other == dock});
        }
        dock->setTabs(tabs);
    }
}

void MainWindow::selectSomething()
{
    // A window that opens on a cluster shows at once where something happens. While the cluster comes to life that may change; from the
    // user's first choice on, and after a while anyway, the window chooses nothing any more.
    const ClusterState &cluster = m_session.cluster();
    const bool ownTopic = m_selection->topic() == m_ownTopic;
    const bool ownGroup = m_selection->group() == m_ownGroup;
    if (!m_choosingSince && !cluster.topics().empty()) m_choosingSince = m_session.now();
    const bool settled = m_choosingSince && m_session.now() - *m_choosingSince > choosesFor;

    if (ownTopic && (m_ownTopic.isEmpty() || !settled)) {
        const auto records = [](const TopicState &topic) {
            std::int64_t sum = 0;
            for (const PartitionState &partition : topic.partitions)
                if (const ReplicaState *leader = partition.leader()) sum += leader->view.log_end.value() - leader->view.log_start.value();
            return sum;
        };
        const TopicState *best = cluster.topic(m_ownTopic.toStdString());
        for (const TopicState *topic : cluster.topics()) {
            if (topic->internal || topic->partitions.empty()) continue;
            // Twice as much, or the choice would jump between topics that are alike.
            if (!best || records(*topic) > 2 * records(*best)) best = topic;
        }
        if (best && toQString(best->name) != m_ownTopic) {
            m_ownTopic = toQString(best->name);
            m_ownPartition = 0;
            m_selection->setPartition(m_ownTopic, m_ownPartition);
        }
    }
    // Of the topic that the window chose, the partition that needs attention; where several do, it stays with the first.
    const TopicState *topic = cluster.topic(m_ownTopic.toStdString());
    if (topic && m_selection->topic() == m_ownTopic && m_selection->partition() == m_ownPartition) {
        const auto leaderless = [&](const PartitionState &partition) { return !cluster.hasLiveLeader(partition); };
        const auto ailing = [&](const PartitionState &partition) { return leaderless(partition) || partition.isUnderReplicated(); };
        const PartitionState *shown = cluster.partition(topic->name, m_ownPartition);
        if (!shown || !ailing(*shown)) {
            auto worst = std::ranges::find_if(topic->partitions, leaderless);
            if (worst == topic->partitions.end()) worst = std::ranges::find_if(topic->partitions, ailing);
            if (worst != topic->partitions.end()) {
                m_ownPartition = worst->meta.index;
                m_selection->setPartition(m_ownTopic, m_ownPartition);
            }
        }
    }
    if (ownGroup && (m_ownGroup.isEmpty() || !settled)) {
        const GroupInfo *best = cluster.group(m_ownGroup.toStdString());
        for (const auto &[id, group] : cluster.groups()) {
            if (best && group.view.members.size() <= best->view.members.size()) continue;
            best = &group;
            m_ownGroup = toQString(id);
        }
        m_selection->setGroup(m_ownGroup);
    }
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    // Comes here only when what has the focus has no use for it: a field takes a blank, a button is pressed.
    if (event->key() == Qt::Key_Escape && m_selection->timeRange()) return m_selection->setTimeRange({});
    if (m_habits->handleKey(*event)) return;
    QMainWindow::keyPressEvent(event);
}

void MainWindow::setLanguage(const QString &code) { m_language->set(code); }
QString MainWindow::language() const { return m_language->code(); }

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::LanguageChange || !m_habits) return;
    retranslate();
    updateChoices();
    m_habits->retranslate();
}

void MainWindow::updateChoices()
{
    const Actions &a = *m_actions;
    const auto check = [](const QList<QAction *> &actions, qsizetype index) {
        if (index >= 0 && index < actions.size()) actions[index]->setChecked(true);
    };
    check(a.schemes, static_cast<qsizetype>(m_theme->scheme()));
    check(a.languages, m_language->code() == QLatin1String("ko") ? 1 : 0);
    const auto scale = std::ranges::find_if(scales, [this](double s) { return qFuzzyCompare(s, m_theme->scale()); });
    check(a.scaleActions, scale - scales.begin());
    a.motion->setChecked(m_theme->motion());
}

void MainWindow::buildHabits(const WindowOptions &options)
{
    const Actions &a = *m_actions;
    m_habits = std::make_unique<Habits>(Habits::Parts{.window = *this,
                                                      .context = m_context,
                                                      .simulation = m_simulation,
                                                      .topBar = *m_topBar,
                                                      .transport = m_transport,
                                                      .docks = *m_docks,
                                                      .splitter = *m_splitter,
                                                      .map = m_map->view(),
                                                      .notes = *m_notes,
                                                      .panels = m_panels,
                                                      .menus = *m_menus,
                                                      .view = *a.view,
                                                      .help = *a.help,
                                                      .navigation = *a.navigation,
                                                      .restoreDefaultLayout = [this] { restoreDefaultLayout(); }},
                                        options);
    auto *column = qobject_cast<QVBoxLayout *>(centralWidget()->layout());
    column->insertWidget(column->indexOf(m_splitter), m_habits->bands());
    using Category = ActionRegistry::Category;
    const auto add = [this](const char *id, Category category, QAction *action, const char *icon) {
        m_habits->registry().add(QLatin1String(id), category, action, QLatin1String(icon));
    };
    add("file.newSimulation", Category::file, a.newSimulation, "simulation");
    add("file.openSimulation", Category::file, a.openSimulation, "open");
    add("file.saveSimulation", Category::file, a.saveSimulation, "save");
    add("file.quit", Category::file, a.quit, "quit");
    add("view.navigation", Category::view, a.navigation, "panel");
    add("view.defaultLayout", Category::view, a.defaultLayout, "layout");
    add("view.motion", Category::view, a.motion, "play");
    add("cluster.startWorkload", Category::cluster, a.startWorkload, "play");
    add("cluster.stopWorkload", Category::cluster, a.stopWorkload, "pause");
    add("cluster.createTopic", Category::cluster, a.createTopic, "plus");
    add("cluster.pause", Category::cluster, a.pause, "pause");
    add("cluster.healAll", Category::cluster, a.healAll, "heal");
    add("help.commands", Category::help, a.commands, "command");
    add("help.about", Category::help, a.about, "info");
}

void MainWindow::buildMenus()
{
    Actions &a = *m_actions;
    a.file = m_menus->addMenu(QString());
    a.view = m_menus->addMenu(QString());
    a.cluster = m_menus->addMenu(QString());
    a.help = m_menus->addMenu(QString());
    for (QMenu *menu : {a.view, a.cluster, a.help}) menu->setToolTipsVisible(true);

    a.startPage = a.file->addAction(QString());
    connect(a.startPage, &QAction::triggered, this, &MainWindow::startPageWanted);
    a.file->addSeparator();
    a.newCluster = a.file->addAction(QString());
    a.newCluster->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+N")));
    connect(a.newCluster, &QAction::triggered, this, &MainWindow::newClusterWanted);
    a.openArchive = a.file->addAction(QString());
    a.openArchive->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+O")));
    connect(a.openArchive, &QAction::triggered, this, &MainWindow::openArchiveWanted);
    a.openDirectory = a.file->addAction(QString());
    connect(a.openDirectory, &QAction::triggered, this, &MainWindow::openDirectoryWanted);
    a.saveCluster = a.file->addAction(QString());
    a.saveCluster->setVisible(!m_simulation);
    if (!m_simulation) a.saveCluster->setShortcut(QKeySequence::Save);
    connect(a.saveCluster, &QAction::triggered, this, &MainWindow::saveCluster);
    a.file->addSeparator();
    a.newSimulation = a.file->addAction(QString());
    a.newSimulation->setShortcut(QKeySequence::New);
    connect(a.newSimulation, &QAction::triggered, this, &MainWindow::newSimulation);
    a.openSimulation = a.file->addAction(QString());
    a.openSimulation->setShortcut(QKeySequence::Open);
    connect(a.openSimulation, &QAction::triggered, this, &MainWindow::openSimulation);
    a.saveSimulation = a.file->addAction(QString());
    if (m_simulation) a.saveSimulation->setShortcut(QKeySequence::Save);
    a.saveSimulation->setVisible(m_simulation != nullptr);
    connect(a.saveSimulation, &QAction::triggered, this, &MainWindow::saveSimulation);
    a.file->addSeparator();
    a.quit = a.file->addAction(QString());
    a.quit->setShortcut(QKeySequence::Quit);
    connect(a.quit, &QAction::triggered, this, &QWidget::close);

    a.navigation = a.view->addAction(QString());
    a.navigation->setCheckable(true);
    a.navigation->setChecked(true);
    connect(a.navigation, &QAction::toggled, m_navigation, &QWidget::setVisible);
    a.view->addSeparator();
    for (DockPanel *dock : m_panels) a.view->addAction(dock->toggleViewAction());
    a.view->addSeparator();
    a.defaultLayout = a.view->addAction(QString());
    connect(a.defaultLayout, &QAction::triggered, this, &MainWindow::restoreDefaultLayout);
    a.bookmark = a.view->addAction(QString());
    a.bookmark->setShortcut(QKeySequence(Qt::Key_B));
    connect(a.bookmark, &QAction::triggered, this, [this] {
        showPanel(QStringLiteral("timeline"));
        if (auto *timeline = qobject_cast<TimelinePage *>(&panel(QStringLiteral("timeline"))->page())) timeline->addBookmark();
    });
    a.view->addSeparator();

    const auto choice = [this](QMenu *menu, QList<QAction *> &actions, int count, int current, const auto &chosen) {
        auto *group = new QActionGroup(this);
        for (int i = 0; i < count; ++i) {
            QAction *action = menu->addAction(QString());
            action->setCheckable(true);
            action->setChecked(i == current);
            group->addAction(action);
            actions.append(action);
            connect(action, &QAction::triggered, this, [chosen, i] { chosen(i); });
        }
    };
    a.themeMenu = a.view->addMenu(QString());
    choice(a.themeMenu, a.schemes, 3, static_cast<int>(m_theme->scheme()),
           [this](int i) { m_theme->setScheme(static_cast<Theme::Scheme>(i)); });
    a.languageMenu = a.view->addMenu(QString());
    choice(a.languageMenu, a.languages, 2, m_language->code() == QLatin1String("ko") ? 1 : 0,
           [this](int i) { m_language->set(i == 1 ? QStringLiteral("ko") : QStringLiteral("en")); });
    a.scaleMenu = a.view->addMenu(QString());
    const auto scale = std::ranges::find_if(scales, [this](double s) { return qFuzzyCompare(s, m_theme->scale()); });
    choice(a.scaleMenu, a.scaleActions, static_cast<int>(scales.size()), static_cast<int>(scale - scales.begin()),
           [this](int i) { m_theme->setScale(scales[i]); });
    a.motion = a.view->addAction(QString());
    a.motion->setCheckable(true);
    a.motion->setChecked(m_theme->motion());
    connect(a.motion, &QAction::toggled, m_theme.get(), &Theme::setMotion);

    const auto command = [this](QAction *&action, const auto &line) {
        action = m_actions->cluster->addAction(QString());
        action->setObjectName(QStringLiteral("command"));
        action->setProperty("command", line());
        connect(action, &QAction::triggered, this, [this, line] { m_topBar->commandLine().run(line()); });
    };
    command(a.startWorkload, [] { return commands::startWorkload(QStringLiteral("demo")); });
    command(a.stopWorkload, [] { return commands::stopWorkload(); });
    a.cluster->addSeparator();
    a.createTopic = a.cluster->addAction(QString());
    connect(a.createTopic, &QAction::triggered, this, &MainWindow::createTopic);
    a.cluster->addSeparator();
    command(a.pause, [this] { return m_session.world().paused ? commands::resumeCluster() : commands::pauseCluster(); });
    command(a.healAll, [] { return commands::healAll(); });
    a.pause->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+P")));
    // A simulation is paused by standing still, see the transport bar.
    a.pause->setVisible(!m_simulation);
    a.cluster->setToolTipsVisible(true);
    connect(a.cluster, &QMenu::aboutToShow, this, [this] {
        const WorldState &world = m_session.world();
        const bool running = world.phase == WorldState::Phase::running;
        m_actions->startWorkload->setEnabled(running && !world.workloadRunning);
        m_actions->stopWorkload->setEnabled(running && world.workloadRunning);
        m_actions->createTopic->setEnabled(running);
        m_actions->pause->setEnabled(running);
        m_actions->pause->setText(world.paused ? tr("Resume the cluster") : tr("Pause the cluster"));
        m_actions->pause->setProperty("command", world.paused ? commands::resumeCluster() : commands::pauseCluster());
        m_actions->healAll->setEnabled(!world.faults.isEmpty());
    });

    a.commands = a.help->addAction(QString());
    connect(a.commands, &QAction::triggered, this, &MainWindow::showCommands);
    a.about = a.help->addAction(QString());
    connect(a.about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::retranslate()
{
    const Actions &a = *m_actions;
    const QString name = m_session.world().clusterName;
    const bool readOnly = m_session.world().mode == WorldState::Mode::stopped;
    const QString shown = readOnly ? tr("%1 (read-only)").arg(name) : name;
    setWindowTitle(name.isEmpty() ? QStringLiteral("Vitrine") : shown + QStringLiteral(" – Vitrine"));
    a.file->setTitle(tr("&File"));
    a.startPage->setText(tr("Start page"));
    a.newCluster->setText(tr("New cluster…"));
    a.openArchive->setText(tr("Open saved cluster…"));
    a.openDirectory->setText(tr("Look into a stopped cluster…"));
    a.saveCluster->setText(tr("Save cluster…"));
    a.newSimulation->setText(tr("New simulation…"));
    a.openSimulation->setText(tr("Open simulation…"));
    a.saveSimulation->setText(tr("Save recording…"));
    a.view->setTitle(tr("&View"));
    a.cluster->setTitle(tr("&Cluster"));
    a.help->setTitle(tr("&Help"));
    if (readOnly)
        for (QAction *action : {a.startWorkload, a.stopWorkload, a.createTopic, a.pause, a.healAll}) setDeed(*action, m_session, false, {});
    a.navigation->setText(tr("Navigation"));
    a.defaultLayout->setText(tr("Restore default layout"));
    a.bookmark->setText(tr("Bookmark this moment"));
    a.themeMenu->setTitle(tr("Theme"));
    const QStringList schemes{tr("System"), tr("Light"), tr("Dark")};
    for (qsizetype i = 0; i < a.schemes.size(); ++i) a.schemes[i]->setText(schemes[i]);
    a.languageMenu->setTitle(tr("Language"));
    const QStringList languages{QStringLiteral("English"), QStringLiteral("한국어")};
    for (qsizetype i = 0; i < a.languages.size(); ++i) a.languages[i]->setText(languages[i]);
    a.scaleMenu->setTitle(tr("Presentation"));
    for (qsizetype i = 0; i < a.scaleActions.size(); ++i) a.scaleActions[i]->setText(QStringLiteral("%1 %").arg(qRound(scales[i] * 100)));
    a.motion->setText(tr("Motion"));
    a.startWorkload->setText(tr("Start the demo workload"));
    a.stopWorkload->setText(tr("Stop the demo workload"));
    a.createTopic->setText(tr("Create topic…"));
    a.pause->setText(m_session.world().paused ? tr("Resume the cluster") : tr("Pause the cluster"));
    a.healAll->setText(tr("Heal all faults"));
    a.quit->setText(tr("Quit"));
    a.commands->setText(tr("Command language"));
    a.about->setText(tr("About Vitrine"));
    for (DockPanel *dock : m_panels) dock->setWindowTitle(dock->page().tabName());
    updateTabs();
}

void MainWindow::createTopic()
{
    CreateTopicDialog dialog(m_context, this);
    if (dialog.exec() == QDialog::Accepted) m_topBar->commandLine().run(dialog.commandLine());
}

void MainWindow::newSimulation()
{
    NewSimulationDialog dialog(*m_theme, this);
    if (dialog.exec() == QDialog::Accepted) Q_EMIT simulationWanted(dialog.recording());
}

void MainWindow::openSimulation()
{
    const QString name = QFileDialog::getOpenFileName(this, tr("Open a recording or a scenario"), {},
                                                      tr("Recordings and scenarios (*.recording *.scenario *.txt);;All files (*)"));
    if (name.isEmpty()) return;
    QFile file(name);
    if (file.open(QIODevice::ReadOnly)) {
        Q_EMIT simulationWanted(QString::fromUtf8(file.readAll()));
        return;
    }
    QMessageBox::warning(this, QStringLiteral("Vitrine"), tr("%1 cannot be read: %2").arg(name, file.errorString()));
}

void MainWindow::saveCluster()
{
    QString name = m_session.world().clusterName;
    name.replace(QLatin1Char('/'), QLatin1Char('-'));
    SaveClusterDialog dialog(m_context, QDir::home().filePath(name + QStringLiteral(".vitrine")), layoutText(), this);
    connect(&dialog, &SaveClusterDialog::saved, this, &MainWindow::clusterSaved);
    dialog.exec();
}

QByteArray MainWindow::layoutText() const
{
    const auto text = [](const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); };
    return QJsonDocument(QJsonObject{{QStringLiteral("version"), layoutVersion},
                                     {QStringLiteral("geometry"), text(saveGeometry())},
                                     {QStringLiteral("docks"), text(m_docks->saveState(layoutVersion))},
                                     {QStringLiteral("navigation"), text(m_splitter->saveState())},
                                     {QStringLiteral("topic"), m_selection->topic()},
                                     {QStringLiteral("partition"), m_selection->partition()},
                                     {QStringLiteral("group"), m_selection->group()},
                                     {QStringLiteral("notes"), m_notes->state()}})
        .toJson(QJsonDocument::Indented);
}

void MainWindow::restoreLayout(const QByteArray &text)
{
    const QJsonObject layout = QJsonDocument::fromJson(text).object();
    if (layout.value(QLatin1String("version")).toInt() != layoutVersion) return;
    const auto bytes = [&layout](const char *key) {
        return QByteArray::fromBase64(layout.value(QLatin1String(key)).toString().toLatin1());
    };
    restoreGeometry(bytes("geometry"));
    m_docks->restoreState(bytes("docks"), layoutVersion);
    m_splitter->restoreState(bytes("navigation"));
    const QString topic = layout.value(QLatin1String("topic")).toString();
    if (!topic.isEmpty()) m_selection->setPartition(topic, layout.value(QLatin1String("partition")).toInt());
    const QString group = layout.value(QLatin1String("group")).toString();
    if (!group.isEmpty()) m_selection->setGroup(group);
}

void MainWindow::restoreNotes(const QByteArray &text)
{
    const QJsonObject notes = QJsonDocument::fromJson(text).object().value(QLatin1String("notes")).toObject();
    if (!notes.isEmpty()) m_notes->restore(notes);
}

void MainWindow::saveNotes() const
{
    // A stopped cluster is looked at read-only; where the disk is full the notes stay in the window.
    if (!m_notes->isChanged() || m_dataDirectory.isEmpty() || m_session.world().mode != WorldState::Mode::live) return;
    Archive::saveWindow(m_dataDirectory, layoutText());
}

void MainWindow::saveSimulation()
{
    if (!m_simulation) return;
    const QString proposal = QStringLiteral("seed-%1.recording").arg(m_simulation->state().seed);
    const QString name =
        QFileDialog::getSaveFileName(this, tr("Save the recording"), proposal, tr("Recordings (*.recording);;All files (*)"));
    if (!name.isEmpty()) saveRecording(name);
}

bool MainWindow::saveRecording(const QString &fileName)
{
    if (!m_simulation) return false;
    QSaveFile file(fileName);
    const QByteArray text = m_simulation->recording().toUtf8();
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) return true;
    QMessageBox::warning(this, QStringLiteral("Vitrine"), tr("%1 cannot be written: %2").arg(fileName, file.errorString()));
    return false;
}

void MainWindow::compareBranches()
{
    if (!m_simulation) return;
    CompareDialog dialog(m_context, *m_simulation, -1, this);
    dialog.exec();
}

void MainWindow::showViolation(const SimulationViolation &violation)
{
    showPanel(QStringLiteral("timeline"));
    // The last thing that had happened when it was noticed.
    const EventLog &events = m_session.events();
    std::optional<EventLog::Position> nearest;
    for (EventLog::Position position = events.begin(); position < events.end(); ++position) {
        if (events.at(position).at > violation.at) break;
        nearest = position;
    }
    if (violation.partition >= 0) m_selection->setPartition(violation.topic, violation.partition);
    if (nearest) m_selection->setEvent(*nearest);
}

void MainWindow::showCommands()
{
    CommandsDialog dialog(m_context, this);
    dialog.exec();
}

void MainWindow::showAbout()
{
    AboutDialog dialog(m_context, this);
    dialog.exec();
}

QImage MainWindow::render(const QSize &size, qreal pixelRatio)
{
    resize(size);
    if (!isVisible()) show();
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    if (m_screenshot && room() != m_layoutRoom) restoreDefaultLayout();
    else if (m_screenshot) sizePanels();
    m_session.flush();
    // Twice: what was laid out may ask for another layout of what is in it.
    for (int i = 0; i < 2; ++i) QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    QImage image(size * pixelRatio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(m_theme->colors().window);
    QMainWindow::render(&image);
    if (!qFuzzyCompare(pixelRatio, 1.0)) {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        for (Plot *plot : findChildren<Plot *>()) plot->paintSharp(painter, this, pixelRatio);
    }
    return image;
}

}  // namespace vitrine::ui
