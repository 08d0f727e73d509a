// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace vitrine::ui {

// The last `capacity` values, oldest first. Memory grows to the capacity and no further.
template <class T>
class Ring {
public:
    explicit Ring(std::size_t capacity) : m_capacity(capacity) {}

    // True when the oldest value made room.
    bool push(T value)
    {
        if (m_values.size() < m_capacity) {
            m_values.push_back(std::move(value));
            return false;
        }
        m_values[m_first] = std::move(value);
        m_first = (m_first + 1) % m_capacity;
        return true;
    }
    void clear()
    {
        m_values.clear();
        m_first = 0;
    }
    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    [[nodiscard]] bool empty() const { return m_values.empty(); }
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] const T &operator[](std::size_t index) const { return m_values[(m_first + index) % m_values.size()]; }
    [[nodiscard]] const T &back() const { return (*this)[size() - 1]; }
    [[nodiscard]] const T &front() const { return (*this)[0]; }

private:
    std::size_t m_capacity;
    std::size_t m_first = 0;
    std::vector<T> m_values;
};

}  // namespace vitrine::ui
