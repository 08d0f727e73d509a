// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QObject>
#include <QString>

#include "base/time.h"

namespace vitrine::ui {

// A moment that somebody named.
struct Bookmark {
    std::uint64_t id = 0;
    Instant at{};
    QString name;
    QString note;  // may have several lines, or none
    friend bool operator==(const Bookmark &, const Bookmark &) = default;
};

// The bookmarks of a session, which live as long as it does: its instants mean nothing to another one.
class Bookmarks : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t most = 200;
    using QObject::QObject;

    // Of the new one; 0 where there are `most` already.
    std::uint64_t add(Instant at, const QString &name, const QString &note = {});
    // Takes over name, note and time of the one with this id; unknown ones are ignored.
    void change(const Bookmark &bookmark);
    void remove(std::uint64_t id);
    // By time.
    [[nodiscard]] const std::vector<Bookmark> &all() const { return m_all; }
    [[nodiscard]] const Bookmark *find(std::uint64_t id) const;
    // How many were made so far; for a name.
    [[nodiscard]] std::uint64_t made() const { return m_last; }

Q_SIGNALS:
    void changed();

private:
    void sort();
    std::vector<Bookmark> m_all;
    std::uint64_t m_last = 0;
};

}  // namespace vitrine::ui
