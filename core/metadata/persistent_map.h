// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <utility>

// An ordered map whose copies share what they have in common. Copying costs one pointer; set() and erase() change this copy
// alone and cost O(log n) new nodes, so an older copy stays as it was, for as long as somebody holds it, on any thread.
// (An AVL tree with path copying.) Values are copied with their nodes: keep them small, or behind shared_ptr<const T>.
// Iterators and the pointers of find() stay valid as long as some copy that holds the node is alive and unchanged.
namespace vitrine::metadata {

template <class Key, class Value, class Less = std::less<>>
class PersistentMap {
public:
    using value_type = std::pair<const Key, Value>;

private:
    struct Node;
    using Link = std::shared_ptr<const Node>;
    struct Node {
        Node(value_type entry_, Link left_, Link right_)
            : entry(std::move(entry_)),
              left(std::move(left_)),
              right(std::move(right_)),
              height(static_cast<std::uint8_t>(1 + std::max(height_of(left), height_of(right)))) {}
        value_type entry;
        Link left;
        Link right;
        std::uint8_t height;
    };
    static int height_of(const Link& link) { return link ? link->height : 0; }
    // An AVL tree of 2^32 nodes is at most 46 high.
    static constexpr std::size_t height_max = 48;

public:
    class const_iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = PersistentMap::value_type;
        using difference_type = std::ptrdiff_t;
        using pointer = const value_type*;
        using reference = const value_type&;

        const_iterator() = default;
        reference operator*() const { return path_[depth_ - 1]->entry; }
        pointer operator->() const { return &path_[depth_ - 1]->entry; }
        const_iterator& operator++() {
            const Node* node = path_[--depth_]->right.get();
            descend(node);
            return *this;
        }
        const_iterator operator++(int) {
            const_iterator before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const const_iterator& a, const const_iterator& b) {
            return a.depth_ == b.depth_ && (a.depth_ == 0 || a.path_[a.depth_ - 1] == b.path_[b.depth_ - 1]);
        }

    private:
        friend class PersistentMap;
        void descend(const Node* node) {
            for (; node != nullptr; node = node->left.get()) path_[depth_++] = node;
        }
        // The nodes whose entry is still to come: the present one on top.
        std::array<const Node*, height_max> path_{};
        std::size_t depth_ = 0;
    };
    using iterator = const_iterator;

    PersistentMap() = default;

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] const_iterator begin() const {
        const_iterator at;
        at.descend(root_.get());
        return at;
    }
    [[nodiscard]] const_iterator end() const { return {}; }

    // nullptr where there is none.
    template <class K>
    [[nodiscard]] const Value* find(const K& key) const {
        const Less less;
        const Node* node = root_.get();
        while (node != nullptr) {
            if (less(key, node->entry.first)) node = node->left.get();
            else if (less(node->entry.first, key)) node = node->right.get();
            else return &node->entry.second;
        }
        return nullptr;
    }
    template <class K>
    [[nodiscard]] bool contains(const K& key) const {
        return find(key) != nullptr;
    }
    // The first entry whose key is not before `key`.
    template <class K>
    [[nodiscard]] const_iterator lower_bound(const K& key) const {
        const Less less;
        const_iterator at;
        const Node* node = root_.get();
        while (node != nullptr) {
            if (less(node->entry.first, key)) {
                node = node->right.get();
            } else {
                at.path_[at.depth_++] = node;
                node = node->left.get();
            }
        }
        return at;
    }

    // Inserts or replaces.
    void set(Key key, Value value) {
        bool added = false;
        root_ = inserted(root_, std::move(key), std::move(value), added);
        if (added) ++size_;
    }
    // Whether there was one.
    template <class K>
    bool erase(const K& key) {
        if (!contains(key)) return false;
        root_ = erased(root_, key);
        --size_;
        return true;
    }
    void clear() {
        root_.reset();
        size_ = 0;
    }

    // Whether both are the same tree: then they are equal without a look at the entries.
    [[nodiscard]] bool same_as(const PersistentMap& other) const { return root_ == other.root_; }
    friend bool operator==(const PersistentMap& a, const PersistentMap& b) {
        if (a.root_ == b.root_) return true;
        if (a.size_ != b.size_) return false;
        for (auto in_a = a.begin(), in_b = b.begin(); in_a != a.end(); ++in_a, ++in_b) {
            if (!(in_a->first == in_b->first) || !(in_a->second == in_b->second)) return false;
        }
        return true;
    }

private:
    static Link make(value_type entry, Link left, Link right) {
        return std::make_shared<const Node>(std::move(entry), std::move(left), std::move(right));
    }
    // A node over two trees whose heights differ by at most two.
    static Link balanced(const value_type& entry, const Link& left, const Link& right) {
        if (height_of(left) > height_of(right) + 1) {
            if (height_of(left->left) >= height_of(left->right)) {
                return make(left->entry, left->left, make(entry, left->right, right));
            }
            const Link& middle = left->right;
            return make(middle->entry, make(left->entry, left->left, middle->left), make(entry, middle->right, right));
        }
        if (height_of(right) > height_of(left) + 1) {
            if (height_of(right->right) >= height_of(right->left)) {
                return make(right->entry, make(entry, left, right->left), right->right);
            }
            const Link& middle = right->left;
            return make(middle->entry, make(entry, left, middle->left), make(right->entry, middle->right, right->right));
        }
        return make(entry, left, right);
    }
    static Link inserted(const Link& node, Key&& key, Value&& value, bool& added) {
        if (!node) {
            added = true;
            return make(value_type(std::move(key), std::move(value)), nullptr, nullptr);
        }
        const Less less;
        if (less(key, node->entry.first))
            return balanced(node->entry, inserted(node->left, std::move(key), std::move(value), added), node->right);
        if (less(node->entry.first, key))
            return balanced(node->entry, node->left, inserted(node->right, std::move(key), std::move(value), added));
        return make(value_type(std::move(key), std::move(value)), node->left, node->right);
    }
    static Link without_first(const Link& node) {
        if (!node->left) return node->right;
        return balanced(node->entry, without_first(node->left), node->right);
    }
    template <class K>
    static Link erased(const Link& node, const K& key) {
        const Less less;
        if (less(key, node->entry.first)) return balanced(node->entry, erased(node->left, key), node->right);
        if (less(node->entry.first, key)) return balanced(node->entry, node->left, erased(node->right, key));
        if (!node->left) return node->right;
        if (!node->right) return node->left;
        const Node* first = node->right.get();
        while (first->left) first = first->left.get();
        return balanced(first->entry, node->left, without_first(node->right));
    }

    Link root_;
    std::size_t size_ = 0;
};

}  // namespace vitrine::metadata
