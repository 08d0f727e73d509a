// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QAbstractItemModel>

#include "ui/common/context.h"
#include "ui/common/paint.h"
#include "ui/common/table.h"

namespace vitrine::ui {

// The left side of the window: brokers, topics, groups and the quorum, each with its state and one number.
class NavigationModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Section { brokers, topics, groups, quorum, sectionCount };
    enum Role {
        SectionRole = Qt::UserRole,  // int(Section)
        KeyRole,                     // QString: broker id, topic, group
        NumberRole,                  // QString at the right end
        MarkRole,                    // int(Mark)
        ToneRole,                    // int(Tone)
        NumberToneRole,              // int(Tone)
    };
    struct Entry {
        QString key;
        QString name;
        QString number;
        QString tip;
        Mark mark = Mark::none;
        Tone tone = Tone::muted;
        Tone numberTone = Tone::muted;
        friend bool operator==(const Entry &, const Entry &) = default;
    };

    explicit NavigationModel(const Context &context, QObject *parent = nullptr);

    // Brings the entries up to date with the session, with as few changes as that takes.
    void refresh();
    void retranslate();
    [[nodiscard]] QModelIndex find(Section section, const QString &key) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const final;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const final;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const final;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const final;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const final;

private:
    [[nodiscard]] std::vector<Entry> brokerEntries() const;
    [[nodiscard]] std::vector<Entry> topicEntries() const;
    [[nodiscard]] std::vector<Entry> groupEntries() const;
    [[nodiscard]] std::vector<Entry> quorumEntries() const;
    void sync(Section section, std::vector<Entry> wanted);

    Context m_context;
    std::array<std::vector<Entry>, sectionCount> m_entries;
};

}  // namespace vitrine::ui
