// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windows.h"

#include <cstdio>

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QSettings>
#include <QStandardPaths>

#include "app/settings/settings.h"
#include "app/temporary_directory.h"
#include "cluster/workload.h"
#include "ui/archive/archive_dialogs.h"
#include "ui/session/commands.h"
#include "ui/session/core_sentences.h"
#include "ui/session/directory_session.h"
#include "ui/session/embedded_session.h"
#include "ui/session/simulation_session.h"
#include "ui/simulation/new_simulation_dialog.h"
#include "ui/start/recent.h"
#include "ui/window/habits.h"
#include "ui/window/port_question.h"

using namespace vitrine;

cluster::ClusterOptions optionsOf(const ui::ClusterPlan &plan, const std::string &dataDirectory)
{
    cluster::ClusterOptions options;
    options.brokers = plan.brokers;
    options.controllers = plan.controllers;
    options.base_port = static_cast<std::uint16_t>(plan.basePort);
    options.data_dir = dataDirectory;
    for (const QString &rack : plan.racks) options.racks.push_back(rack.toStdString());
    for (const QString &line : plan.configuration) {
        const qsizetype equals = line.indexOf(QLatin1Char('='));
        if (equals > 0) options.settings[line.left(equals).trimmed().toStdString()] = line.mid(equals + 1).trimmed().toStdString();
    }
    return options;
}

ui::PlanChecks planChecks()
{
    const auto setting = [](const QString &line) -> ui::PlanChecks::Setting {
        if (line.indexOf(QLatin1Char('=')) <= 0)
            return {.refused = true, .sentence = Windows::tr("“%1” is no configuration: say it as key=value.").arg(line)};
        const auto read = settings::readSettings({line.toStdString()}, [](const std::string &) { return std::nullopt; }, false);
        if (!read) return {.refused = true, .sentence = ui::CoreSentences::shown(read.error().message)};
        return {.refused = false, .sentence = read->remarks.empty() ? QString() : ui::CoreSentences::shown(read->remarks.front())};
    };
    const auto ports = [](const ui::ClusterPlan &plan) -> ui::PlanChecks::Ports {
        // Without its directory: nothing is looked into, or locked, that was only typed.
        const cluster::ClusterOptions options = optionsOf(plan, {});
        const Status free = cluster::check_ports(options);
        if (free) return {};
        ui::PlanChecks::Ports answer{.problem = ui::CoreSentences::shown(free.error().message), .proposal = {}};
        if (const auto next = cluster::next_free_base_port(options)) answer.proposal = *next;
        return answer;
    };
    return {.setting = setting, .ports = ports};
}

bool agreeOnPorts(cluster::ClusterOptions &options, bool ask)
{
    const Status free = cluster::check_ports(options);
    if (free) return true;
    const auto other = cluster::next_free_base_port(options);
    if (!ask || !other) {
        std::fprintf(stderr, "vitrine: %s\n", free.error().message.c_str());
        return false;
    }
    ui::PortQuestion question(ui::CoreSentences::shown(free.error().message), *other,
                              *other + cluster::ClusterOptions::controller_port_distance);
    question.exec();
    if (!question.agreed()) return false;
    options.base_port = *other;
    return true;
}

Windows::Windows(const ui::WindowOptions &options, const QString &dataHome) : m_options(options), m_dataHome(dataHome)
{
    m_language.set(ui::MainWindow::languageOf(options));
    ui::Theme::Scheme scheme = options.screenshot ? ui::Theme::Scheme::light : ui::Theme::Scheme::system;
    if (!options.screenshot) {
        const int stored = QSettings().value(QStringLiteral("window/scheme"), 0).toInt();
        if (stored >= 0 && stored <= 2) scheme = static_cast<ui::Theme::Scheme>(stored);
    }
    m_theme.setScheme(options.scheme.value_or(scheme));
    m_theme.apply(*qApp);
}

Windows::~Windows()
{
    m_ending = true;
    delete m_startPage;
    // Their sessions end in the background, all at once; the application waits for them.
    qDeleteAll(QList<ui::MainWindow *>(m_windows));
    for (int i = 0; i < 2; ++i) QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

ui::WindowOptions Windows::takeOptions(const QString &dataDirectory)
{
    ui::WindowOptions options = m_options;
    options.scheme = m_theme.scheme();
    options.dataDirectory = dataDirectory;
    m_options.recoveryFile.clear();
    m_options.lastEnd.clear();
    return options;
}

QString Windows::recoveryFile(const QString &name)
{
    const QString directory = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    if (directory.isEmpty() || !QDir().mkpath(directory)) return {};
    return directory + QStringLiteral("/autosave-%1.json").arg(name);
}

void Windows::connectWindow(ui::MainWindow *window)
{
    m_windows.append(window);
    window->setAttribute(Qt::WA_DeleteOnClose);
    connect(window, &QObject::destroyed, this, [this, window] { m_windows.removeOne(window); });
    connect(window, &ui::MainWindow::simulationWanted, this, [this, window](const QString &recording) {
        if (ui::MainWindow *opened = addSimulation(recording, window)) opened->show();
    });
    connect(window, &ui::MainWindow::startPageWanted, this, &Windows::showStartPage);
    connect(window, &ui::MainWindow::newClusterWanted, this, [this, window] { newCluster(window); });
    connect(window, &ui::MainWindow::openArchiveWanted, this, [this, window] { chooseArchive(window); });
    connect(window, &ui::MainWindow::openDirectoryWanted, this, [this, window] { chooseDirectory(window); });
    connect(window, &ui::MainWindow::clusterSaved, this, [this, window](const QString &file) {
        ui::RecentEntry entry{.kind = ui::RecentEntry::Kind::archive,
                              .path = QFileInfo(file).absoluteFilePath(),
                              .when = QDateTime::currentDateTimeUtc(),
                              .plan = {}};
        entry.plan.name = window->session().world().clusterName;
        remember(entry);
    });
    // The application has one style: what one window chooses all have.
    connect(&window->theme(), &ui::Theme::changed, this, [this, window] {
        QList<ui::Theme *> others{&m_theme};
        for (ui::MainWindow *other : m_windows)
            if (other != window) others.append(&other->theme());
        for (ui::Theme *other : others) {
            if (other->scheme() != window->theme().scheme()) other->setScheme(window->theme().scheme());
            if (!qFuzzyCompare(other->scale(), window->theme().scale())) other->setScale(window->theme().scale());
        }
    });
}

Windows::OpenedCluster Windows::addCluster(const cluster::ClusterOptions &options, const QString &name, std::shared_ptr<void> kept)
{
    auto *session = new ui::EmbeddedSession(options);
    if (!name.isEmpty()) session->setName(name);
    const QString directory = QString::fromStdString(options.data_dir);
    auto *window = new ui::MainWindow(*session, takeOptions(directory));
    window->restoreNotes(ui::Archive::windowOf(directory));
    connectWindow(window);
    connect(window, &QObject::destroyed, session, [session, kept] { session->endInBackground(kept); });
    connect(session, &ui::EmbeddedSession::started, window, [](bool ok, const QString &sentence) {
        if (!ok) std::fprintf(stderr, "vitrine: %s\n", qPrintable(sentence));
    });
    return {session, window};
}

void Windows::restore(const OpenedCluster &cluster, const ui::OpenedArchive &archive)
{
    cluster.session->setName(archive.manifest.name);
    cluster.session->restoreTimeline(archive.events, archive.manifest.at, wall_time(archive.manifest.created.toMSecsSinceEpoch()));
    if (!archive.window.isEmpty()) cluster.window->restoreLayout(archive.window);
}

ui::MainWindow *Windows::addSimulation(const QString &recording, QWidget *asker)
{
    QString problem;
    auto session = ui::SimulationSession::fromText(recording, &problem);
    if (!session) {
        if (asker) QMessageBox::warning(asker, QStringLiteral("Vitrine"), problem);
        else std::fprintf(stderr, "vitrine: %s\n", qPrintable(problem));
        return nullptr;
    }
    auto *simulation = session.release();
    ui::WindowOptions shown = takeOptions({});
    if (!shown.screenshot && shown.recoveryFile.isEmpty()) shown.recoveryFile = recoveryFile(QStringLiteral("simulation"));
    auto *window = new ui::MainWindow(*simulation, shown);
    connectWindow(window);
    connect(window, &QObject::destroyed, simulation, &QObject::deleteLater);
    return window;
}

ui::MainWindow *Windows::addStopped(const QString &directory)
{
    auto *session = new ui::DirectorySession(directory);
    session->setTimeline(ui::Archive::timelineOf(directory));
    auto *window = new ui::MainWindow(*session, takeOptions(directory));
    window->restoreNotes(ui::Archive::windowOf(directory));
    connectWindow(window);
    connect(window, &QObject::destroyed, session, &QObject::deleteLater);
    connect(session, &ui::DirectorySession::started, window, [window](bool ok, const QString &sentence) {
        if (!ok && !window->isScreenshot()) QMessageBox::warning(window, QStringLiteral("Vitrine"), sentence);
    });
    session->start();
    return window;
}

void Windows::startPlan(ui::ClusterPlan plan, QWidget *asker)
{
    std::shared_ptr<TemporaryDirectory> temporary;
    std::string directory = plan.dataDirectory.toStdString();
    if (directory.empty()) {
        temporary = std::make_shared<TemporaryDirectory>();
        directory = temporary->create();
        if (directory.empty()) {
            QMessageBox::warning(asker, QStringLiteral("Vitrine"), tr("No temporary directory can be made; choose a data directory."));
            return;
        }
    }
    cluster::ClusterOptions options = optionsOf(plan, directory);
    if (plan.workload) options.settings.merge(cluster::Workload::broker_settings());
    if (!agreeOnPorts(options, true)) return;
    plan.basePort = options.base_port;
    const OpenedCluster opened = addCluster(options, plan.name, temporary);
    if (plan.workload) {
        connect(opened.session, &ui::EmbeddedSession::started, opened.window, [session = opened.session](bool ok) {
            if (ok) session->execute(ui::commands::startWorkload(QStringLiteral("demo")));
        });
    }
    opened.window->show();
    opened.session->start();
    if (!plan.dataDirectory.isEmpty())
        remember(
            {.kind = ui::RecentEntry::Kind::cluster, .path = plan.dataDirectory, .when = QDateTime::currentDateTimeUtc(), .plan = plan});
}

void Windows::newCluster(QWidget *asker)
{
    ui::NewClusterDialog dialog(m_theme, planChecks(), asker);
    ui::ClusterPlan plan;
    // Several run side by side: the first block of ports that is free.
    if (const auto port = cluster::next_free_base_port(optionsOf(plan, {}))) plan.basePort = *port;
    dialog.setPlan(plan);
    if (dialog.exec() == QDialog::Accepted) startPlan(dialog.plan(), asker);
}

std::optional<Windows::OpenedCluster> Windows::unpackArchive(const QString &fileName, cluster::ClusterOptions options,
                                                             const ArchivePlace &place, QWidget *asker)
{
    const QString directory =
        place.dataDirectory.empty() ? ui::Archive::directoryFor(m_dataHome, fileName) : QString::fromStdString(place.dataDirectory);
    ui::OpenArchiveDialog dialog(m_theme, fileName, directory, asker);
    if (dialog.exec() != QDialog::Accepted) {
        std::fprintf(stderr, "vitrine: %s\n", qPrintable(dialog.problem()));
        return {};
    }
    const ui::OpenedArchive &archive = dialog.opened();
    options.data_dir = archive.dataDirectory.toStdString();
    if (place.basePort) {
        options.base_port = *place.basePort;
        if (!agreeOnPorts(options, true)) return {};
    } else {
        const auto port = cluster::next_free_base_port(options);
        if (!port) {
            QMessageBox::warning(asker, QStringLiteral("Vitrine"), ui::CoreSentences::shown(port.error().message));
            return {};
        }
        options.base_port = *port;
    }
    const OpenedCluster opened = addCluster(options, archive.manifest.name);
    restore(opened, archive);
    ui::RecentEntry entry{.kind = ui::RecentEntry::Kind::archive,
                          .path = QFileInfo(fileName).absoluteFilePath(),
                          .when = QDateTime::currentDateTimeUtc(),
                          .plan = {}};
    entry.plan.name = archive.manifest.name;
    remember(entry);
    return opened;
}

void Windows::openArchive(const QString &fileName, QWidget *asker)
{
    cluster::ClusterOptions options;
    options.brokers = 1;  // as many as it has
    const auto opened = unpackArchive(fileName, options, {}, asker);
    if (!opened) return;
    opened->window->show();
    opened->session->start();
}

void Windows::chooseArchive(QWidget *asker)
{
    const QString file = QFileDialog::getOpenFileName(asker, tr("Open saved cluster"), {}, tr("Clusters (*.vitrine);;All files (*)"));
    if (!file.isEmpty()) openArchive(file, asker);
}

void Windows::chooseDirectory(QWidget *asker)
{
    const QString directory = QFileDialog::getExistingDirectory(asker, tr("Data directory of a stopped cluster"));
    if (!directory.isEmpty()) addStopped(directory)->show();
}

void Windows::openRecent(const ui::RecentEntry &entry, QWidget *asker)
{
    if (!entry.isThere()) {
        QMessageBox::warning(asker, QStringLiteral("Vitrine"), tr("%1 is no longer there.").arg(entry.path));
        return refreshRecent();
    }
    if (entry.kind == ui::RecentEntry::Kind::archive) openArchive(entry.path, asker);
    else startPlan(entry.plan, asker);
}

void Windows::remember(const ui::RecentEntry &entry)
{
    if (m_options.screenshot) return;
    QSettings settings;
    ui::RecentList::add(settings, entry);
    refreshRecent();
}

void Windows::refreshRecent()
{
    if (m_startPage && !m_options.screenshot) m_startPage->setRecent(ui::RecentList::read(QSettings()));
}

ui::StartPage *Windows::showStartPage()
{
    if (!m_startPage) {
        auto *page = m_startPage = new ui::StartPage(m_theme);
        page->setAttribute(Qt::WA_DeleteOnClose);
        connect(page, &QObject::destroyed, this, [this] { m_startPage = nullptr; });
        connect(page, &ui::StartPage::newClusterWanted, this, [this, page] { newCluster(page); });
        connect(page, &ui::StartPage::newSimulationWanted, this, [this, page] {
            ui::NewSimulationDialog dialog(m_theme, page);
            if (dialog.exec() != QDialog::Accepted) return;
            if (ui::MainWindow *window = addSimulation(dialog.recording(), page)) window->show();
        });
        connect(page, &ui::StartPage::openArchiveWanted, this, [this, page] { chooseArchive(page); });
        connect(page, &ui::StartPage::openDirectoryWanted, this, [this, page] { chooseDirectory(page); });
        connect(page, &ui::StartPage::recentWanted, this, [this, page](const ui::RecentEntry &entry) { openRecent(entry, page); });
        connect(page, &ui::StartPage::forgetWanted, this, [this](const QString &path) {
            QSettings settings;
            ui::RecentList::remove(settings, path);
            refreshRecent();
        });
        connect(page, &ui::StartPage::exampleWanted, this, [this, page](const ui::Example &example) {
            if (example.plan) {
                ui::ClusterPlan plan = *example.plan;
                if (const auto port = cluster::next_free_base_port(optionsOf(plan, {}))) plan.basePort = *port;
                return startPlan(plan, page);
            }
            ui::MainWindow *window = addSimulation(example.recording, page);
            if (!window) return;
            window->show();
            if (!window->habits().gaveBackRecording()) ui::simulationOf(window->session())->play();
        });
        page->resize(m_theme.px(980), m_theme.px(760));
        refreshRecent();
    }
    m_startPage->show();
    m_startPage->raise();
    m_startPage->activateWindow();
    return m_startPage;
}
