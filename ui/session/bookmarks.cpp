// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/bookmarks.h"

#include <algorithm>

namespace vitrine::ui {

std::uint64_t Bookmarks::add(Instant at, const QString &name, const QString &note)
{
    if (m_all.size() >= most) return 0;
    m_all.push_back({++m_last, at, name, note});
    sort();
    return m_last;
}

void Bookmarks::change(const Bookmark &bookmark)
{
    const auto found = std::ranges::find(m_all, bookmark.id, &Bookmark::id);
    if (found == m_all.end() || *found == bookmark) return;
    *found = bookmark;
    sort();
}

void Bookmarks::remove(std::uint64_t id)
{
    if (std::erase_if(m_all, [id](const Bookmark &bookmark) { return bookmark.id == id; }) > 0) Q_EMIT changed();
}

const Bookmark *Bookmarks::find(std::uint64_t id) const
{
    const auto found = std::ranges::find(m_all, id, &Bookmark::id);
    return found == m_all.end() ? nullptr : &*found;
}

void Bookmarks::sort()
{
    std::ranges::stable_sort(m_all, {}, &Bookmark::at);
    Q_EMIT changed();
}

}  // namespace vitrine::ui
