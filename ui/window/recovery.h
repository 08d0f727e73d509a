// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QDateTime>
#include <QJsonObject>
#include <QLockFile>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

class QWidget;

namespace vitrine::ui {

// How a window looked, in a file beside the settings: written every minute and soon after a change, and marked as done when the window is
// closed. A file without that mark is of a run that ended in the middle; its state is given back once, at the start of the next run.
//
// One running program writes the file; a second one at the same time leaves it alone.
class Recovery : public QObject {
    Q_OBJECT

public:
    static constexpr int everyMs = 60'000;
    static constexpr int afterChangeMs = 2'000;

    struct Found {
        QJsonObject state;
        QDateTime savedAt;
    };

    // `fileName` empty: nothing is read or written. `state` gives what shall be kept.
    Recovery(const QString &fileName, std::function<QJsonObject()> state, QObject *parent = nullptr);

    // What a run that ended in the middle left; asked once, before begin().
    [[nodiscard]] std::optional<Found> found() const;
    // From now on this run writes.
    void begin();
    void changed();
    // On a thread of its own: brokers may keep the disk busy, and syncing the file then takes long. Of several the last one counts.
    void saveNow();
    // The window was closed properly. Waits until the file is written.
    void end();
    [[nodiscard]] const QString &fileName() const { return m_fileName; }

    // What stands in the fields of a form: texts, numbers, choices, of all that is below `root`, by their place in it. Read-only fields and
    // those that belong to others (the field within a spin box) are left out.
    [[nodiscard]] static QJsonObject fieldsOf(const QWidget &root);
    static void setFields(QWidget &root, const QJsonObject &fields);

private:
    void write(bool done);

    QString m_fileName;
    std::function<QJsonObject()> m_state;
    std::unique_ptr<QLockFile> m_lock;
    QThreadPool m_writer;  // of one thread; ends before the lock
    QTimer m_timer;
    QTimer m_soon;
    bool m_writes = false;
};

}  // namespace vitrine::ui
