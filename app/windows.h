// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QList>
#include <QObject>

#include "cluster/real_cluster.h"
#include "ui/archive/archive.h"
#include "ui/start/cluster_plan.h"
#include "ui/start/new_cluster_dialog.h"
#include "ui/start/start_page.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"

namespace vitrine::ui {
class EmbeddedSession;
}

// The windows of this process: one for each cluster, simulation and stopped directory that is looked at, and the start page. A window that
// is closed ends what it shows; the others go on.
class Windows : public QObject {
    Q_OBJECT

public:
    // `dataHome`: below it archives are unpacked where nobody says where.
    Windows(const vitrine::ui::WindowOptions &options, const QString &dataHome);
    ~Windows() override;

    // Of windows that show such things ("cluster", "simulation"); beside the user's other data, empty where there is no place.
    [[nodiscard]] static QString recoveryFile(const QString &name);

    struct OpenedCluster {
        vitrine::ui::EmbeddedSession *session = nullptr;
        vitrine::ui::MainWindow *window = nullptr;
    };
    // A window on a cluster that is not started yet. `kept` lives until the cluster has ended.
    OpenedCluster addCluster(const vitrine::cluster::ClusterOptions &options, const QString &name, std::shared_ptr<void> kept = {});
    // Before the start: timeline and arrangement.
    static void restore(const OpenedCluster &cluster, const vitrine::ui::OpenedArchive &archive);
    // Null where the recording cannot be read: the user was told.
    vitrine::ui::MainWindow *addSimulation(const QString &recording, QWidget *asker);
    vitrine::ui::MainWindow *addStopped(const QString &directory);
    vitrine::ui::StartPage *showStartPage();
    // Agrees on ports first, starts it and shows it.
    void startPlan(vitrine::ui::ClusterPlan plan, QWidget *asker);
    // Where an archive goes on; what is not said is found: a new directory below `dataHome`, free ports.
    struct ArchivePlace {
        std::string dataDirectory;
        std::optional<std::uint16_t> basePort;
    };
    // Unpacks it behind a dialog with progress and Cancel, and makes the window, which is not started or shown yet. Nothing where it was
    // refused or cancelled: the user was told.
    [[nodiscard]] std::optional<OpenedCluster> unpackArchive(const QString &fileName, vitrine::cluster::ClusterOptions options,
                                                             const ArchivePlace &place, QWidget *asker);
    void openArchive(const QString &fileName, QWidget *asker);

private:
    void connectWindow(vitrine::ui::MainWindow *window);
    void newCluster(QWidget *asker);
    void chooseArchive(QWidget *asker);
    void chooseDirectory(QWidget *asker);
    void openRecent(const vitrine::ui::RecentEntry &entry, QWidget *asker);
    void remember(const vitrine::ui::RecentEntry &entry);
    void refreshRecent();
    // Of the next window; the first one saves itself and is told how the last run ended. Of simulations each that finds the file free does.
    [[nodiscard]] vitrine::ui::WindowOptions takeOptions(const QString &dataDirectory);

    vitrine::ui::WindowOptions m_options;
    QString m_dataHome;
    vitrine::ui::Language m_language;
    vitrine::ui::Theme m_theme;  // of what is no main window
    QList<vitrine::ui::MainWindow *> m_windows;
    vitrine::ui::StartPage *m_startPage = nullptr;
    bool m_ending = false;
};

// What the command line would say of the plan.
[[nodiscard]] vitrine::cluster::ClusterOptions optionsOf(const vitrine::ui::ClusterPlan &plan, const std::string &dataDirectory);
[[nodiscard]] vitrine::ui::PlanChecks planChecks();
// An occupied port: says which, and offers the next free block. False: the user does not want it.
[[nodiscard]] bool agreeOnPorts(vitrine::cluster::ClusterOptions &options, bool ask);
