// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <cstdio>

#include <sys/signalfd.h>
#include <unistd.h>

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPainter>
#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>

#include "app/crash_note.h"
#include "app/options.h"
#include "app/simulation_script.h"
#include "app/windows.h"
#include "cluster/scenario.h"
#include "ui/session/directory_session.h"
#include "ui/session/embedded_session.h"
#include "ui/session/simulation_session.h"
#include "ui/window/command_line.h"
#include "ui/window/habits.h"
#include "ui/window/main_window.h"
#include "ui/window/top_bar.h"

using namespace vitrine;

namespace {

ui::WindowOptions windowOptions(const Options &options)
{
    ui::WindowOptions window;
    if (options.theme == "light") window.scheme = ui::Theme::Scheme::light;
    if (options.theme == "dark") window.scheme = ui::Theme::Scheme::dark;
    if (!options.language.empty()) window.language = QString::fromStdString(options.language);
    const QStringList sizes = QString::fromStdString(options.size).split(QLatin1Char('x'));
    if (sizes.size() == 2 && sizes[0].toInt() >= 640 && sizes[1].toInt() >= 400) window.size = QSize(sizes[0].toInt(), sizes[1].toInt());
    window.screenshot = !options.screenshotFile.empty();
    return window;
}

// Autosave and the reason of a crash lie beside the user's other data; a picture has neither.
void prepareRecovery(ui::WindowOptions &window, const QString &name)
{
    if (window.screenshot) return;
    window.recoveryFile = Windows::recoveryFile(name);
    if (window.recoveryFile.isEmpty()) return;
    const QString note = QFileInfo(window.recoveryFile).dir().filePath(QStringLiteral("crash-%1.txt").arg(name));
    window.lastEnd = QString::fromStdString(CrashNote::begin(QFile::encodeName(note).toStdString()));
}

// SIGINT and SIGTERM close the window as its button does: the brokers shut down before the process ends. Made before any thread, so that
// no thread takes the signals; a second one ends the process at once.
class SignalWatch {
public:
    SignalWatch()
    {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGINT);
        sigaddset(&set, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &set, nullptr);
        m_signals = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    }
    ~SignalWatch()
    {
        if (m_signals >= 0) ::close(m_signals);
    }
    SignalWatch(const SignalWatch &) = delete;
    SignalWatch &operator=(const SignalWatch &) = delete;

    void closesOnSignal(QObject *context)
    {
        if (m_signals < 0) return;
        auto *notifier = new QSocketNotifier(m_signals, QSocketNotifier::Read, context);
        QObject::connect(notifier, &QSocketNotifier::activated, context, [notifier, signals = m_signals] {
            signalfd_siginfo info{};
            if (::read(signals, &info, sizeof info) != static_cast<ssize_t>(sizeof info)) return;
            notifier->setEnabled(false);
            sigset_t set;
            sigemptyset(&set);
            sigaddset(&set, SIGINT);
            sigaddset(&set, SIGTERM);
            pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
            QApplication::quit();
        });
    }

private:
    int m_signals = -1;
};

// Runs commands one after another, each from the window's event loop.
class ScriptRunner : public QObject {
public:
    ScriptRunner(ui::Session &session, QStringList commands, std::function<void(bool)> done, QObject *parent)
        : QObject(parent), m_session(session), m_commands(std::move(commands)), m_done(std::move(done))
    {
    }
    void next()
    {
        if (m_at == m_commands.size()) return m_done(true);
        const QString command = m_commands[m_at++];
        m_session.execute(command, this, [this, command](const ui::CommandAnswer &answer) {
            if (answer.ok) return next();
            std::fprintf(stderr, "vitrine: %s: %s\n", qPrintable(command), qPrintable(answer.sentence));
            m_done(false);
        });
    }

private:
    ui::Session &m_session;
    QStringList m_commands;
    qsizetype m_at = 0;
    std::function<void(bool)> m_done;
};

// Of an archive that was opened before there was a window: its timeline, its name and how its window was arranged.
void restoreWhatWasOpened(const Windows::OpenedCluster &cluster, const Options &options)
{
    const auto manifest = ui::Archive::manifest(QString::fromStdString(options.archiveFile));
    if (!manifest) return;
    const QString directory = QString::fromStdString(options.cluster.data_dir);
    ui::OpenedArchive archive{
        .manifest = *manifest, .dataDirectory = directory, .events = ui::Archive::timelineOf(directory), .window = {}};
    if (!cluster.window->isScreenshot()) archive.window = ui::Archive::windowOf(directory);
    Windows::restore(cluster, archive);
}

void describeApplication()
{
    QApplication::setApplicationName(QStringLiteral("Vitrine"));
    QApplication::setOrganizationName(QStringLiteral("Vitrine"));
    QApplication::setApplicationVersion(QStringLiteral(VITRINE_VERSION));
}

// What happened a moment ago shall be in the picture.
constexpr int settleMs = 700;

// Small files: no transparency, and time for the compression.
bool saveImage(const QImage &image, const std::string &name)
{
    const QString file = QString::fromStdString(name);
    const bool saved = image.convertToFormat(QImage::Format_RGB888)
                           .save(file, nullptr, file.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive) ? 0 : -1);
    if (!saved) std::fprintf(stderr, "vitrine: %s cannot be written\n", name.c_str());
    return saved;
}

}  // namespace

int openWindow(int argc, char **argv, const Options &given)
{
    Options options = given;
    const bool screenshot = !options.screenshotFile.empty();
    SignalWatch signalWatch;
    if (screenshot && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    signalWatch.closesOnSignal(&application);
    describeApplication();

    QStringList commands;
    if (!options.workload.empty()) {
        commands << QStringLiteral("workload start ") + QString::fromStdString(options.workload) +
                        (options.workloadRate > 0 ? QStringLiteral(" --rate %1").arg(options.workloadRate) : QString());
    }
    if (!options.scenarioFile.empty()) {
        std::string text;
        if (!readFile(options.scenarioFile, text)) return 2;
        for (const auto &step : cluster::parse_scenario(text)) commands << QString::fromStdString(step.command);
    }
    // Before any thread starts.
    ui::WindowOptions windowed = windowOptions(options);
    prepareRecovery(windowed, QStringLiteral("cluster"));
    Windows windows(windowed, QString::fromStdString(dataHome()));
    QPointer<ui::MainWindow> window;
    int exitCode = 0;
    const auto finish = [&](bool ok) {
        if (!screenshot || !window) return;
        const QString panel = QString::fromStdString(options.panel);
        if (!panel.isEmpty()) {
            window->showPanel(panel);
            window->putPanelToWork(panel);
        }
        QTimer::singleShot(settleMs, window, [&, ok, panel] {
            if (!panel.isEmpty()) window->showPanel(panel);
            const ui::WindowOptions shown = windowOptions(options);
            // The answer to the scenario's last command would cover what the picture is of.
            window->topBar().commandLine().popup().hide();
            const bool saved = saveImage(window->render(shown.size, options.pixelRatio), options.screenshotFile);
            exitCode = ok && saved ? 0 : 1;
            QApplication::quit();
        });
    };
    const auto begin = [&](const Windows::OpenedCluster &cluster) {
        window = cluster.window;
        // Lives as long as the window, which may be closed while others go on.
        auto *script = new ScriptRunner(*cluster.session, commands, finish, window);
        QObject::connect(cluster.session, &ui::EmbeddedSession::started, window, [script, finish](bool ok) {
            if (ok) return script->next();
            finish(false);
        });
        window->resize(windowOptions(options).size);
        window->show();
        cluster.session->start();
    };
    if (!options.archiveFile.empty() && !screenshot) {
        // Something stands there at once, says how far it is and can be told to stop; where the archive is refused, the start page stays.
        const QPointer<ui::StartPage> page = windows.showStartPage();
        QTimer::singleShot(0, &application, [&, page] {
            const Windows::ArchivePlace place{.dataDirectory = options.cluster.data_dir,
                                              .basePort = options.portsGiven ? std::optional(options.cluster.base_port) : std::nullopt};
            const auto opened = windows.unpackArchive(QString::fromStdString(options.archiveFile), options.cluster, place, page);
            if (!opened) return;
            begin(*opened);
            if (page) page->close();
        });
        QApplication::exec();
        return exitCode;
    }
    if (!agreeOnPorts(options.cluster, !screenshot)) return 1;
    const Windows::OpenedCluster cluster = windows.addCluster(options.cluster, {});
    if (!options.archiveFile.empty()) restoreWhatWasOpened(cluster, options);
    begin(cluster);
    QApplication::exec();
    return exitCode;
}

int openStartPage(int argc, char **argv, const Options &options)
{
    SignalWatch signalWatch;
    const bool screenshot = !options.screenshotFile.empty();
    if (screenshot && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    signalWatch.closesOnSignal(&application);
    describeApplication();
    Windows windows(windowOptions(options), QString::fromStdString(dataHome()));
    ui::StartPage *page = windows.showStartPage();
    if (!screenshot) return QApplication::exec();
    page->resize(windowOptions(options).size);
    QCoreApplication::processEvents();
    return saveImage(page->grab().toImage(), options.screenshotFile) ? 0 : 1;
}

int openStoppedCluster(int argc, char **argv, const Options &options)
{
    SignalWatch signalWatch;
    const bool screenshot = !options.screenshotFile.empty();
    if (screenshot && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    signalWatch.closesOnSignal(&application);
    describeApplication();
    Windows windows(windowOptions(options), QString::fromStdString(dataHome()));
    const QPointer<ui::MainWindow> window = windows.addStopped(QString::fromStdString(options.stoppedDirectory));
    int exitCode = 0;
    QObject::connect(qobject_cast<ui::DirectorySession *>(&window->session()), &ui::DirectorySession::started, window,
                     [&](bool ok, const QString &sentence) {
                         if (!ok) std::fprintf(stderr, "vitrine: %s\n", qPrintable(sentence));
                         if (!screenshot) return;
                         const QString panel = QString::fromStdString(options.panel);
                         if (!panel.isEmpty()) {
                             window->showPanel(panel);
                             window->putPanelToWork(panel);
                         }
                         QTimer::singleShot(settleMs, window, [&, ok] {
                             const bool saved =
                                 saveImage(window->render(windowOptions(options).size, options.pixelRatio), options.screenshotFile);
                             exitCode = ok && saved ? 0 : 1;
                             QApplication::quit();
                         });
                     });
    window->resize(windowOptions(options).size);
    window->show();
    QApplication::exec();
    return exitCode;
}

int openSimulation(int argc, char **argv, const Options &options)
{
    const bool screenshot = !options.screenshotFile.empty();
    if (screenshot && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    describeApplication();

    QString recording;
    if (!options.simulationFile.empty()) {
        std::string text;
        if (!readFile(options.simulationFile, text)) return 2;
        recording = QString::fromStdString(text);
    } else {
        recording = options.seed ? ui::SimulationSession::seedRecording(*options.seed) : ui::SimulationSession::quietRecording(1);
    }
    QStringList lines;
    if (!options.scenarioFile.empty()) {
        std::string text;
        if (!readFile(options.scenarioFile, text)) return 2;
        for (const auto &step : cluster::parse_scenario(text)) lines << QString::fromStdString(step.command);
    }
    const ui::WindowOptions shown = windowOptions(options);
    ui::WindowOptions windowed = shown;
    prepareRecovery(windowed, QStringLiteral("simulation"));
    Windows windows(windowed, QString::fromStdString(dataHome()));
    ui::MainWindow *window = windows.addSimulation(recording, nullptr);
    if (!window) return 2;
    auto &simulation = *ui::simulationOf(window->session());
    int exitCode = 0;
    SimulationScript script(simulation, *window, lines, [&](const QString &problem) {
        if (!problem.isEmpty()) std::fprintf(stderr, "vitrine: %s\n", qPrintable(problem));
        if (!screenshot) return;
        const QString panel = QString::fromStdString(options.panel);
        if (!panel.isEmpty()) window->showPanel(panel);
        QTimer::singleShot(settleMs, window, [&, panel, ok = problem.isEmpty()] {
            if (!panel.isEmpty()) {
                window->putPanelToWork(panel);
                window->showPanel(panel);
            }
            window->topBar().commandLine().popup().hide();
            QImage image = window->render(shown.size, options.pixelRatio);
            if (QWidget *over = script.comparison()) {
                // As a dialog stands over its window.
                QPainter painter(&image);
                painter.fillRect(QRect(QPoint(), shown.size), QColor(0, 0, 0, 90));
                const QPixmap dialog = over->grab();
                painter.drawPixmap(QPointF((shown.size.width() - over->width()) / 2.0, (shown.size.height() - over->height()) / 2.0),
                                   dialog);
            }
            exitCode = saveImage(image, options.screenshotFile) && ok ? 0 : 1;
            window->close();
        });
    });
    window->resize(shown.size);
    window->show();
    // What was given back after a crash stands where it stood.
    if (lines.isEmpty() && !screenshot && !window->habits().gaveBackRecording()) simulation.play();
    else script.start();
    QApplication::exec();
    return exitCode;
}
