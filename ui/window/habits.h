// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QElapsedTimer>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QTimer>

#include "ui/common/context.h"
#include "ui/window/action_registry.h"
#include "ui/window/band.h"
#include "ui/window/history.h"
#include "ui/window/layouts.h"
#include "ui/window/palette.h"
#include "ui/window/recovery.h"

class QAction;
class QKeyEvent;
class QMainWindow;
class QMenu;
class QMenuBar;
class QSplitter;

namespace vitrine::ui {

class ClusterNotes;
class DockPanel;
class MainWindow;
class SimulationSession;
class TopBar;
class TransportBar;
struct WindowOptions;

// What the window does as windows do, whatever stands in it: shortcuts and palette over every action, undo, layouts with names, the pause
// of the display, preferences, autosave and recovery. Made by MainWindow, which keeps what is particular to it.
class Habits : public QObject {
    Q_OBJECT

public:
    struct Parts {
        MainWindow &window;
        Context context;
        SimulationSession *simulation = nullptr;   // null: a live cluster
        TopBar &topBar;
        TransportBar *transport = nullptr;
        QMainWindow &docks;
        QSplitter &splitter;
        QWidget &map;                              // takes the focus when one goes to the map
        ClusterNotes &notes;                       // go with a simulation's recording; a cluster's lie with its data
        QList<DockPanel *> panels;
        QMenuBar &menus;
        QMenu &view;
        QMenu &help;
        QAction &navigation;                       // whether the navigation is shown
        std::function<void()> restoreDefaultLayout;
    };
    Habits(const Parts &parts, const WindowOptions &options);
    ~Habits() override;

    // Stands below the top bar; without height while nothing is to be said.
    [[nodiscard]] QWidget *bands() const { return m_bands; }
    [[nodiscard]] ActionRegistry &registry() { return m_registry; }
    [[nodiscard]] History &history() { return *m_history; }
    [[nodiscard]] Layouts &layouts() { return m_layouts; }
    [[nodiscard]] Band &displayBand() { return *m_displayBand; }
    [[nodiscard]] Band &worldBand() { return *m_worldBand; }
    [[nodiscard]] Band &noticeBand() { return *m_noticeBand; }

    // When all actions of the window are in the registry.
    void begin();
    void retranslate();
    // Keys for which what has the focus has no use. True: used.
    bool handleKey(const QKeyEvent &event);
    // The window is being closed by somebody.
    void end();

    // The recording of a run that ended in the middle was given back, and goes to where that run stood.
    [[nodiscard]] bool gaveBackRecording() const { return m_gaveBackRecording; }

    // Of all panels, sizes included.
    [[nodiscard]] QByteArray layout() const;
    void useLayout(const QByteArray &state);
    void saveLayout(const QString &name);
    void showPreferences();
    void editShortcut(const QString &id);
    void showShortcuts();
    void toggleDisplay();
    [[nodiscard]] QList<PaletteItem> offers() const;
    [[nodiscard]] QJsonObject state() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeActions();
    void makePanelActions();
    void fillLayoutMenus();
    void askLayoutName();
    void watchLayout();
    void restoreDefaultLayout();
    [[nodiscard]] QString arrangement() const;
    void showDisplay();
    void toggleTable();
    void showWorld();
    void showKeys();
    void showIcons();
    void recover();
    // Of a simulation; false where the recording is another one than this window was opened with, and is only offered.
    bool recoverRecording(const QJsonObject &state);
    [[nodiscard]] QJsonObject simulationState() const;
    void giveBackForms();
    void updateUndo();
    [[nodiscard]] std::unique_ptr<class PreferencesDialog> preferences();

    Parts m_parts;
    QString m_lastEnd;
    QString m_dataDirectory;
    ActionRegistry m_registry;
    Layouts m_layouts;
    std::unique_ptr<History> m_history;
    std::unique_ptr<Recovery> m_recovery;
    QWidget *m_bands;
    Band *m_displayBand;
    Band *m_worldBand;
    Band *m_noticeBand;
    QTimer m_displayTimer;
    QTimer m_layoutTimer;
    QTimer m_formsTimer;
    QElapsedTimer m_sinceShown;
    QMenu *m_edit = nullptr;
    QMenu *m_layoutMenu = nullptr;
    QMenu *m_deleteMenu = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QAction *m_palette = nullptr;
    QAction *m_preferences = nullptr;
    QAction *m_display = nullptr;
    QAction *m_asTable = nullptr;
    QAction *m_saveLayout = nullptr;
    QAction *m_shortcuts = nullptr;
    QAction *m_toMap = nullptr;
    QList<QAction *> m_toPanels;  // as m_parts.panels
    QList<QAction *> m_steps;     // of a simulation
    QByteArray m_pressedLayout;
    QJsonObject m_formsToGiveBack;
    QString m_openedRecording;
    QString m_offeredRecording;   // by the notice
    qsizetype m_deeds = 0;        // in the recording, when it was saved,
    QElapsedTimer m_sinceSaved;   // so long ago
    bool m_gaveBackRecording = false;
};

}  // namespace vitrine::ui
