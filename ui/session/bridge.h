// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <mutex>
#include <utility>

#include <QMetaObject>

namespace vitrine::ui {

// The way from other threads to an object of the GUI thread: what is posted runs there in the order of posting, unless the object is gone
// by then. Whoever posts shares the bridge; the object closes it when it goes.
template <class Object>
class Bridge {
public:
    explicit Bridge(Object *object) : m_object(object) {}

    // From any thread.
    void post(std::function<void(Object &)> what)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_object) return;
        QMetaObject::invokeMethod(m_object, [object = m_object, what = std::move(what)] { what(*object); }, Qt::QueuedConnection);
    }
    // On the GUI thread; posted calls that wait are dropped with the object.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_object = nullptr;
    }

private:
    std::mutex m_mutex;
    Object *m_object;
};

}  // namespace vitrine::ui
