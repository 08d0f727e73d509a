// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <expected>
#include <memory>
#include <optional>

#include <QCoreApplication>
#include <QList>
#include <QString>
#include <QStringList>

// The display filter: a small language of comparisons, `api == Produce && latency_ms > 5`. It is described in README.md beside this.
namespace vitrine::ui {

// What a comparison asks for.
struct FilterField {
    enum class Id {
        api,
        kind,
        version,
        correlation,
        client,
        from,
        to,
        node,
        peer,
        connection,
        requestBytes,
        responseBytes,
        latencyMs,
        error,
        topic,
        partition,
        group,
        acks,
        requestField,   // "request.MaxWaitMs": any field of that name in the decoded request
        responseField,
    };
    enum class Type { text, number, any };

    Id id = Id::api;
    Type type = Type::text;
    QString name;        // as written: "latency_ms", "request.MaxWaitMs"
    QString member;      // of requestField and responseField: "MaxWaitMs"

    [[nodiscard]] static const QList<FilterField> &all();  // without fields of messages
    [[nodiscard]] QString what() const;                    // a sentence, translated
};

// What an exchange has for a field; several where it names several (topics, errors). Nothing where it has none (yet).
struct FilterValues {
    QStringList texts;
    QList<double> numbers;
};

class FilterSubject {
public:
    virtual ~FilterSubject() = default;
    [[nodiscard]] virtual FilterValues valuesOf(const FilterField &field) const = 0;
};

struct FilterProblem {
    qsizetype at = 0;      // the first character that is wrong
    qsizetype length = 0;  // 0: something is missing there
    QString sentence;
};

// What completion offers besides the language's own words.
struct FilterVocabulary {
    QStringList topics;
    QStringList groups;
    QStringList clients;
    QStringList names;     // of brokers and controllers, as the table shows them
    QStringList nodes;     // ids
};

struct FilterCompletion {
    QString insert;        // takes the place of [from, to)
    QString hint;
    qsizetype from = 0;
    qsizetype to = 0;
};

class WireFilter {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::WireFilter)

public:
    // Matches everything, as an empty text does.
    WireFilter() = default;
    [[nodiscard]] static std::expected<WireFilter, FilterProblem> parse(const QString &text);
    [[nodiscard]] bool matchesAll() const { return m_root == nullptr; }
    [[nodiscard]] bool matches(const FilterSubject &subject) const;

    [[nodiscard]] static QList<FilterCompletion> complete(const QString &text, qsizetype cursor, const FilterVocabulary &vocabulary);
    // A value as it is written in a filter: in quotes where it is no plain word.
    [[nodiscard]] static QString quoted(const QString &value);

    struct Node;

private:
    std::shared_ptr<const Node> m_root;
};

}  // namespace vitrine::ui
