// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QImage>
#include <QList>
#include <QMainWindow>
#include <QSize>
#include <QString>

#include "base/time.h"
#include "ui/common/context.h"
#include "ui/common/theme.h"

class QAction;
class QMenu;
class QMenuBar;
class QSplitter;

// The window over one session. Called by app/, on the GUI thread, with a QApplication that lives longer.
//
//   MainWindow window(session, options);
//   window.show();
// or, for `vitrine --screenshot FILE --scenario FILE`, after the scenario has run:
//   window.render(options.size).save(file);
namespace vitrine::ui {

class ClusterNotes;
class DockPanel;
class Habits;
class Language;
class MapPage;
class Navigation;
class Page;
class Selection;
class Session;
class SimulationSession;
class TopBar;
class TransportBar;
struct SimulationViolation;

struct WindowOptions {
    // Absent: what the user chose last, else the system's.
    std::optional<Theme::Scheme> scheme;
    std::optional<QString> language;      // "en" or "ko"
    std::optional<double> scale;          // presentation: 1.0, 1.25, 1.5
    std::optional<bool> motion;
    QSize size{1600, 1000};
    // Nothing is read from or written to the user's settings: the same picture everywhere.
    bool screenshot = false;
    // Where the window saves itself while it runs (Recovery); empty: nowhere.
    QString recoveryFile;
    // Why the last run ended in the middle, where that is known.
    QString lastEnd;
    // Of the cluster; empty: it has none.
    QString dataDirectory;
};

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    // The session must outlive the window.
    explicit MainWindow(Session &session, const WindowOptions &options = {}, QWidget *parent = nullptr);
    ~MainWindow() override;

    // "en", "ko", or empty for the system's: what is given, else what the user chose last.
    [[nodiscard]] static QString languageOf(const WindowOptions &options);

    [[nodiscard]] Session &session() { return m_session; }
    [[nodiscard]] Theme &theme() { return *m_theme; }
    [[nodiscard]] Selection &selection() { return *m_selection; }
    void setLanguage(const QString &code);
    [[nodiscard]] QString language() const;
    [[nodiscard]] Habits &habits() { return *m_habits; }
    [[nodiscard]] bool isScreenshot() const { return m_screenshot; }
    // Brings the panel to the front: "timeline", "log", "wire", "quorum", "produce", "consume", "plots", "replication", "groups"; of a
    // simulation also "messages".
    void showPanel(const QString &name);
    // For pictures: a panel that shows only what was asked for asks for something (Consume reads, Produce sends).
    void putPanelToWork(const QString &name);
    [[nodiscard]] DockPanel *panel(const QString &name) const;
    [[nodiscard]] TopBar &topBar() { return *m_topBar; }
    // Null where the session is no simulation.
    [[nodiscard]] TransportBar *transportBar() { return m_transport; }
    // Of a simulation. False with a message for the user where the file cannot be written.
    bool saveRecording(const QString &fileName);
    // How the window is arranged, as JSON, and the same again; what cannot be read changes nothing.
    [[nodiscard]] QByteArray layoutText() const;
    void restoreLayout(const QByteArray &text);
    // Of the same text what was noted about the cluster: bookmarks, and which plots are looked at.
    void restoreNotes(const QByteArray &text);

    // The whole window as a picture of size * pixelRatio pixels; lays it out at `size` first and shows it if it is hidden.
    [[nodiscard]] QImage render(const QSize &size, qreal pixelRatio = 1.0);

Q_SIGNALS:
    // The user wants a simulation in a window of its own: a recording, as SimulationSession::fromText() takes it.
    void simulationWanted(const QString &recording);
    // Each asks for a window of its own.
    void startPageWanted();
    void newClusterWanted();
    void openArchiveWanted();
    void openDirectoryWanted();
    void clusterSaved(const QString &fileName);

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildPanels();
    void buildMenus();
    void buildHabits(const WindowOptions &options);
    void updateChoices();
    void retranslate();
    void restoreDefaultLayout();
    void sizePanels();
    // How much a window of this size holds at this presentation scale.
    enum class Room { full, low, small };
    [[nodiscard]] Room room() const;
    void updateTabs();
    void selectSomething();
    void readSettings(const WindowOptions &options);
    void writeSettings() const;
    // Into the data directory of a cluster that runs.
    void saveNotes() const;
    void createTopic();
    void showCommands();
    void showAbout();
    void newSimulation();
    void openSimulation();
    void saveSimulation();
    void saveCluster();
    void compareBranches();
    void showViolation(const SimulationViolation &violation);
    [[nodiscard]] QString layoutKey(const char *name) const;
    [[nodiscard]] QStringList bottomPanels() const;
    DockPanel *addPanel(const QString &name, Page *page, Qt::DockWidgetArea area);

    Session &m_session;
    SimulationSession *m_simulation;  // the session, where it is one
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<Language> m_language;
    Context m_context;
    bool m_screenshot;
    // What the window chose by itself, until the user chooses.
    QString m_ownTopic;
    std::int32_t m_ownPartition = -1;
    QString m_ownGroup;
    std::optional<Instant> m_choosingSince;
    QString m_raised;  // asked for while the window was hidden: stacked panels can be raised only when they are laid out
    Room m_layoutRoom = Room::full;
    QMenuBar *m_menus = nullptr;
    TopBar *m_topBar = nullptr;
    TransportBar *m_transport = nullptr;
    Navigation *m_navigation = nullptr;
    QMainWindow *m_docks = nullptr;
    QSplitter *m_splitter = nullptr;
    MapPage *m_map = nullptr;
    QList<DockPanel *> m_panels;
    QString m_dataDirectory;
    std::unique_ptr<ClusterNotes> m_notes;
    struct Actions;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<Habits> m_habits;
};

}  // namespace vitrine::ui
