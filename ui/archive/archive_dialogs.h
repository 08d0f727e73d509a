// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QDialog>

#include "ui/archive/archive.h"
#include "ui/archive/cluster_saver.h"
#include "ui/common/context.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace vitrine::ui {

class ArchiveJob;

// Says what saving does to the cluster, asks where to, and does it.
class SaveClusterDialog : public QDialog {
    Q_OBJECT

public:
    SaveClusterDialog(const Context &context, const QString &fileName, const QByteArray &window, QWidget *parent = nullptr);
    [[nodiscard]] QString fileName() const;
    void save();
    [[nodiscard]] const ClusterSaver *saver() const { return m_saver.get(); }

Q_SIGNALS:
    void saved(const QString &fileName);

protected:
    void reject() override;

private:
    void browse();
    void showStage(ClusterSaver::Stage stage);

    Context m_context;
    QByteArray m_window;
    std::unique_ptr<ClusterSaver> m_saver;
    QLineEdit *m_name;
    QLabel *m_state;
    QProgressBar *m_progress;
    QPushButton *m_browse;
    QPushButton *m_save;
    QPushButton *m_close;
};

// Unpacks an archive while it shows how far it is; accepted once it is there.
class OpenArchiveDialog : public QDialog {
    Q_OBJECT

public:
    OpenArchiveDialog(const Theme &theme, const QString &fileName, const QString &directory, QWidget *parent = nullptr);
    ~OpenArchiveDialog() override;
    // Once accepted.
    [[nodiscard]] const OpenedArchive &opened() const { return *m_opened; }
    // Why the archive was refused; empty: it was not, or not yet.
    [[nodiscard]] const QString &problem() const { return m_problem; }

protected:
    void reject() override;

private:
    QLabel *m_state;
    QProgressBar *m_progress;
    QPushButton *m_close;
    std::unique_ptr<ArchiveJob> m_job;
    std::optional<OpenedArchive> m_opened;
    QString m_problem;
};

}  // namespace vitrine::ui
