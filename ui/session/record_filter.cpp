// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/record_filter.h"

#include <algorithm>
#include <compare>
#include <variant>
#include <vector>

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace vitrine::ui {
namespace {

enum class Field { key, value, partition, offset, timestamp, header, json };
enum class Operator { present, equal, unequal, less, lessEqual, greater, greaterEqual, contains, startsWith, endsWith, matches };

struct Number {
    double real = 0;
    std::optional<std::int64_t> whole;  // where it is one: offsets do not fit a double
};
// A name of an object's member, or an index of an array.
using Step = std::variant<QString, qsizetype>;
using Literal = std::variant<std::nullptr_t, bool, Number, QByteArray>;

bool isNumberField(Field field) { return field == Field::partition || field == Field::offset || field == Field::timestamp; }

}  // namespace

struct RecordFilter::Node {
    enum class Kind { all, any, not_, comparison };
    Kind kind = Kind::comparison;
    std::vector<std::shared_ptr<const Node>> parts;

    Field field = Field::key;
    QString header;
    std::vector<Step> path;
    Operator op = Operator::present;
    Literal literal = nullptr;
    QRegularExpression expression;
};

namespace {

using Node = RecordFilter::Node;

struct Stop {
    RecordFilter::Problem problem;
};

class Parser {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::RecordFilter)

public:
    explicit Parser(const QString &text) : m_text(text) {}

    std::shared_ptr<const Node> all()
    {
        auto node = any();
        skip();
        if (m_at < m_text.size())
            fail(m_at, m_text.at(m_at) == QLatin1Char(')') ? tr("this ) closes nothing")
                                                           : tr("expected && or || between two conditions, not \"%1\"").arg(rest()));
        return node;
    }

private:
    [[noreturn]] static void fail(qsizetype position, const QString &sentence) { throw Stop{{position, sentence}}; }

    void skip()
    {
        while (m_at < m_text.size() && m_text.at(m_at).isSpace()) ++m_at;
    }
    [[nodiscard]] QString rest() const
    {
        constexpr qsizetype shown = 12;
        const QString left = m_text.mid(m_at, shown);
        return m_at + shown < m_text.size() ? left + QChar(0x2026) : left;
    }
    static bool isNameChar(QChar c)
    {
        return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('-') || c == QLatin1Char('$');
    }

    bool take(QLatin1String sign)
    {
        skip();
        if (!QStringView(m_text).mid(m_at).startsWith(sign)) return false;
        m_at += sign.size();
        return true;
    }
    // A whole word, in any case.
    bool takeWord(QLatin1String word)
    {
        skip();
        const QStringView left = QStringView(m_text).mid(m_at);
        if (!left.startsWith(word, Qt::CaseInsensitive)) return false;
        if (left.size() > word.size() && isNameChar(left.at(word.size()))) return false;
        m_at += word.size();
        return true;
    }

    static std::shared_ptr<const Node> join(Node::Kind kind, std::vector<std::shared_ptr<const Node>> parts)
    {
        if (parts.size() == 1) return parts.front();
        auto node = std::make_shared<Node>();
        node->kind = kind;
        node->parts = std::move(parts);
        return node;
    }

    std::shared_ptr<const Node> any()
    {
        std::vector<std::shared_ptr<const Node>> parts{both()};
        while (take(QLatin1String("||")) || takeWord(QLatin1String("or"))) parts.push_back(both());
        return join(Node::Kind::any, std::move(parts));
    }
    std::shared_ptr<const Node> both()
    {
        std::vector<std::shared_ptr<const Node>> parts{one()};
        while (take(QLatin1String("&&")) || takeWord(QLatin1String("and"))) parts.push_back(one());
        return join(Node::Kind::all, std::move(parts));
    }
    std::shared_ptr<const Node> one()
    {
        skip();
        // Deeper than a person writes; the stack is not for a text to use up.
        constexpr int depthMax = 100;
        if (++m_depth > depthMax) fail(m_at, tr("too many brackets and negations inside each other"));
        std::shared_ptr<const Node> node;
        const qsizetype opened = m_at;
        if (take(QLatin1String("!")) || takeWord(QLatin1String("not"))) {
            auto negation = std::make_shared<Node>();
            negation->kind = Node::Kind::not_;
            negation->parts.push_back(one());
            node = negation;
        } else if (take(QLatin1String("("))) {
            node = any();
            if (!take(QLatin1String(")"))) fail(opened, tr("this ( is not closed"));
        } else {
            node = comparison();
        }
        --m_depth;
        return node;
    }

    std::shared_ptr<const Node> comparison()
    {
        auto node = std::make_shared<Node>();
        skip();
        const qsizetype begin = m_at;
        field(*node);
        skip();
        const qsizetype at = m_at;
        node->op = comparisonOperator();
        if (node->op == Operator::present) {
            if (isNumberField(node->field))
                fail(at, tr("expected an operator and a number after %1").arg(m_text.mid(begin, at - begin).trimmed()));
            return node;
        }
        skip();
        const qsizetype literalAt = m_at;
        node->literal = literal();
        check(*node, at, literalAt);
        return node;
    }

    void field(Node &node)
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && isNameChar(m_text.at(m_at))) ++m_at;
        const QString name = m_text.mid(begin, m_at - begin).toLower();
        if (name == QLatin1String("key")) node.field = Field::key;
        else if (name == QLatin1String("value")) node.field = Field::value;
        else if (name == QLatin1String("partition")) node.field = Field::partition;
        else if (name == QLatin1String("offset")) node.field = Field::offset;
        else if (name == QLatin1String("timestamp")) node.field = Field::timestamp;
        else if (name == QLatin1String("header")) {
            node.field = Field::header;
            const qsizetype after = m_at;
            if (take(QLatin1String("["))) {
                const qsizetype at = m_at;
                const auto text = quoted();
                if (!text || !take(QLatin1String("]"))) fail(at, tr("expected the name of a header, as in header[\"trace id\"]"));
                node.header = QString::fromUtf8(*text);
            } else {
                m_at = after;
                if (m_at < m_text.size() && m_text.at(m_at) == QLatin1Char('.')) ++m_at;
                const qsizetype nameAt = m_at;
                while (m_at < m_text.size() && (isNameChar(m_text.at(m_at)) || m_text.at(m_at) == QLatin1Char('.'))) ++m_at;
                node.header = m_text.mid(nameAt, m_at - nameAt);
                if (nameAt == after || node.header.isEmpty())
                    fail(after, tr("which header? write header.trace-id or header[\"trace id\"]"));
            }
        } else if (name == QLatin1String("json")) {
            node.field = Field::json;
            path(node);
        } else if (name.isEmpty()) {
            if (begin >= m_text.size()) fail(begin, tr("a condition is missing here"));
            fail(begin, tr("expected key, value, partition, offset, timestamp, header.NAME or json.PATH, not \"%1\"").arg(rest()));
        } else {
            m_at = begin;
            fail(begin, tr("there is no field \"%1\": key, value, partition, offset, timestamp, header.NAME and json.PATH are").arg(name));
        }
    }

    void path(Node &node)
    {
        while (m_at < m_text.size()) {
            const qsizetype at = m_at;
            if (m_text.at(m_at) == QLatin1Char('.')) {
                ++m_at;
                const qsizetype begin = m_at;
                while (m_at < m_text.size() && isNameChar(m_text.at(m_at))) ++m_at;
                if (m_at == begin) fail(at, tr("a name is missing after this point"));
                node.path.emplace_back(m_text.mid(begin, m_at - begin));
            } else if (m_text.at(m_at) == QLatin1Char('[')) {
                ++m_at;
                if (const auto text = quoted()) {
                    node.path.emplace_back(QString::fromUtf8(*text));
                } else {
                    const qsizetype begin = m_at;
                    while (m_at < m_text.size() && m_text.at(m_at).isDigit()) ++m_at;
                    bool ok = false;
                    node.path.emplace_back(static_cast<qsizetype>(m_text.mid(begin, m_at - begin).toInt(&ok)));
                    if (!ok) fail(begin, tr("expected an index or a name in quotation marks in [ ]"));
                }
                if (!take(QLatin1String("]"))) fail(at, tr("this [ is not closed"));
            } else break;
        }
    }

    Operator comparisonOperator()
    {
        if (take(QLatin1String("=="))) return Operator::equal;
        if (take(QLatin1String("!="))) return Operator::unequal;
        if (take(QLatin1String("<="))) return Operator::lessEqual;
        if (take(QLatin1String(">="))) return Operator::greaterEqual;
        if (take(QLatin1String("<"))) return Operator::less;
        if (take(QLatin1String(">"))) return Operator::greater;
        if (takeWord(QLatin1String("contains"))) return Operator::contains;
        if (takeWord(QLatin1String("startswith"))) return Operator::startsWith;
        if (takeWord(QLatin1String("endswith"))) return Operator::endsWith;
        if (takeWord(QLatin1String("matches"))) return Operator::matches;
        if (take(QLatin1String("="))) fail(m_at - 1, tr("write == to compare"));
        return Operator::present;
    }

    std::optional<QByteArray> quoted()
    {
        skip();
        if (m_at >= m_text.size()) return std::nullopt;
        const QChar mark = m_text.at(m_at);
        if (mark != QLatin1Char('"') && mark != QLatin1Char('\'')) return std::nullopt;
        const qsizetype begin = m_at++;
        QString text;
        while (m_at < m_text.size() && m_text.at(m_at) != mark) {
            QChar c = m_text.at(m_at++);
            if (c == QLatin1Char('\\') && m_at < m_text.size()) {
                c = m_text.at(m_at++);
                if (c == QLatin1Char('n')) c = QLatin1Char('\n');
                else if (c == QLatin1Char('t')) c = QLatin1Char('\t');
                else if (c != mark && c != QLatin1Char('\\')) text += QLatin1Char('\\');  // of a regular expression
            }
            text += c;
        }
        if (m_at >= m_text.size()) fail(begin, tr("this text is not closed: a quotation mark is missing at its end"));
        ++m_at;
        return text.toUtf8();
    }

    Literal literal()
    {
        const qsizetype begin = m_at;
        if (m_at + 1 < m_text.size() && m_text.at(m_at) == QLatin1Char('x') &&
            (m_text.at(m_at + 1) == QLatin1Char('"') || m_text.at(m_at + 1) == QLatin1Char('\''))) {
            ++m_at;
            const QByteArray digits = *quoted();
            const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
            if (digits.size() % 2 != 0 || !std::ranges::all_of(digits, isHex))
                fail(begin, tr("bytes are written as pairs of hexadecimal digits: x\"0aff\""));
            return QByteArray::fromHex(digits);
        }
        if (auto text = quoted()) return *text;
        if (takeWord(QLatin1String("null"))) return nullptr;
        if (takeWord(QLatin1String("true"))) return true;
        if (takeWord(QLatin1String("false"))) return false;
        while (m_at < m_text.size() && (m_text.at(m_at).isLetterOrNumber() || QStringLiteral("+-._").contains(m_text.at(m_at)))) ++m_at;
        const QString word = m_text.mid(begin, m_at - begin);
        if (word.isEmpty()) fail(begin, tr("expected a text in quotation marks, a number, true, false or null"));
        bool ok = false;
        Number number;
        number.real = word.toDouble(&ok);
        if (!ok) fail(begin, tr("a text stands in quotation marks: \"%1\"").arg(word));
        const qint64 whole = word.toLongLong(&ok);
        if (ok) number.whole = whole;
        return number;
    }

    void check(Node &node, qsizetype operatorAt, qsizetype literalAt)
    {
        const bool isText = std::holds_alternative<QByteArray>(node.literal);
        const bool onText = node.op >= Operator::contains;
        if (isNumberField(node.field)) {
            if (onText) fail(operatorAt, tr("this is a number: compare it with ==, !=, <, <=, > or >="));
            if (node.field == Field::timestamp && isText) {
                const QDateTime time = QDateTime::fromString(QString::fromUtf8(std::get<QByteArray>(node.literal)), Qt::ISODateWithMs);
                if (!time.isValid()) fail(literalAt, tr("a time is written as \"2026-03-01T14:02:33\" or in milliseconds since 1970"));
                node.literal = Number{static_cast<double>(time.toMSecsSinceEpoch()), time.toMSecsSinceEpoch()};
            }
            if (!std::holds_alternative<Number>(node.literal)) fail(literalAt, tr("this is compared with a number"));
            return;
        }
        if (onText && !isText && !(node.field == Field::json && node.op == Operator::contains))
            fail(literalAt, tr("a text in quotation marks is expected here"));
        if (node.op == Operator::matches) {
            node.expression = QRegularExpression(QString::fromUtf8(std::get<QByteArray>(node.literal)));
            if (!node.expression.isValid()) fail(literalAt, tr("this is no regular expression: %1").arg(node.expression.errorString()));
            node.expression.optimize();
            return;
        }
        const bool isNull = std::holds_alternative<std::nullptr_t>(node.literal);
        if (isNull && node.op != Operator::equal && node.op != Operator::unequal) fail(literalAt, tr("null is compared with == or !="));
        if (node.field != Field::json && !isText && !isNull) {
            fail(literalAt,
                 tr("keys, values and headers are texts: write \"%1\" in quotation marks, or json.PATH for a number within a value")
                     .arg(m_text.mid(literalAt, m_at - literalAt).trimmed()));
        }
    }

    const QString &m_text;
    qsizetype m_at = 0;
    int m_depth = 0;
};

bool holds(Operator op, std::partial_ordering order)
{
    switch (op) {
    case Operator::equal: return order == 0;
    case Operator::unequal: return order != 0;
    case Operator::less: return order < 0;
    case Operator::lessEqual: return order <= 0;
    case Operator::greater: return order > 0;
    case Operator::greaterEqual: return order >= 0;
    case Operator::present:
    case Operator::contains:
    case Operator::startsWith:
    case Operator::endsWith:
    case Operator::matches: return false;
    }
    return false;
}

bool compareText(const Node &node, const QByteArray &text)
{
    const auto &wanted = std::get<QByteArray>(node.literal);
    switch (node.op) {
    case Operator::contains: return text.contains(wanted);
    case Operator::startsWith: return text.startsWith(wanted);
    case Operator::endsWith: return text.endsWith(wanted);
    case Operator::matches: return node.expression.match(QString::fromUtf8(text)).hasMatch();
    case Operator::present:
    case Operator::equal:
    case Operator::unequal:
    case Operator::less:
    case Operator::lessEqual:
    case Operator::greater:
    case Operator::greaterEqual: break;
    }
    return holds(node.op, text.compare(wanted) <=> 0);
}

bool compareBytes(const Node &node, const std::optional<QByteArray> &bytes)
{
    if (node.op == Operator::present) return bytes.has_value();
    if (std::holds_alternative<std::nullptr_t>(node.literal)) return bytes.has_value() == (node.op == Operator::unequal);
    if (!bytes) return node.op == Operator::unequal;
    return compareText(node, *bytes);
}

bool compareNumber(const Node &node, std::int64_t value)
{
    const Number &number = std::get<Number>(node.literal);
    return number.whole ? holds(node.op, value <=> *number.whole) : holds(node.op, static_cast<double>(value) <=> number.real);
}

bool compareJson(const Node &node, const QJsonValue &value)
{
    const bool missing = value.isUndefined() || value.isNull();
    if (node.op == Operator::present) return !missing && !(value.isBool() && !value.toBool());
    if (std::holds_alternative<std::nullptr_t>(node.literal)) return missing == (node.op == Operator::equal);
    if (node.op == Operator::contains && value.isArray()) {
        Node equal;
        equal.op = Operator::equal;
        equal.literal = node.literal;
        const QJsonArray elements = value.toArray();
        return std::ranges::any_of(elements, [&](const auto &element) { return compareJson(equal, element); });
    }
    if (const auto *number = std::get_if<Number>(&node.literal); number && value.isDouble() && node.op < Operator::contains)
        return holds(node.op, value.toDouble() <=> number->real);
    if (const auto *truth = std::get_if<bool>(&node.literal); truth && value.isBool() && node.op < Operator::contains)
        return holds(node.op, value.toBool() <=> *truth);
    if (std::holds_alternative<QByteArray>(node.literal) && value.isString()) return compareText(node, value.toString().toUtf8());
    return node.op == Operator::unequal;
}

struct Subject {
    const ConsumedRecord &record;
    std::optional<QJsonValue> json;  // parsed once

    QJsonValue at(const std::vector<Step> &path)
    {
        if (!json) {
            const QJsonDocument document = record.value ? QJsonDocument::fromJson(*record.value) : QJsonDocument();
            json = document.isObject()  ? QJsonValue(document.object())
                   : document.isArray() ? QJsonValue(document.array())
                                        : QJsonValue(QJsonValue::Undefined);
        }
        QJsonValue value = *json;
        for (const Step &step : path) {
            if (const auto *name = std::get_if<QString>(&step)) value = value.toObject().value(*name);
            else value = value.toArray().at(std::get<qsizetype>(step));
        }
        return value;
    }
};

bool passes(const Node &node, Subject &subject)
{
    const auto passesPart = [&](const auto &part) { return passes(*part, subject); };
    switch (node.kind) {
    case Node::Kind::all: return std::ranges::all_of(node.parts, passesPart);
    case Node::Kind::any: return std::ranges::any_of(node.parts, passesPart);
    case Node::Kind::not_: return !passes(*node.parts.front(), subject);
    case Node::Kind::comparison: break;
    }
    const ConsumedRecord &record = subject.record;
    switch (node.field) {
    case Field::key: return compareBytes(node, record.key);
    case Field::value: return compareBytes(node, record.value);
    case Field::partition: return compareNumber(node, record.partition);
    case Field::offset: return compareNumber(node, record.offset);
    case Field::timestamp: return compareNumber(node, record.timestampMs);
    case Field::json: return compareJson(node, subject.at(node.path));
    case Field::header: break;
    }
    // A header may stand there several times: one that fits is enough; "not like that" wants that none is.
    const bool negated = node.op == Operator::unequal;
    const auto fits = [&](const Header &header) {
        if (header.key != node.header) return false;
        if (!negated) return compareBytes(node, header.value);
        return !compareBytes(node, header.value);
    };
    if (node.op == Operator::equal && std::holds_alternative<std::nullptr_t>(node.literal)) {
        return std::ranges::none_of(record.headers,
                                    [&](const Header &header) { return header.key == node.header && header.value.has_value(); });
    }
    if (negated && std::holds_alternative<std::nullptr_t>(node.literal)) {
        return std::ranges::any_of(record.headers,
                                   [&](const Header &header) { return header.key == node.header && header.value.has_value(); });
    }
    const bool found = std::ranges::any_of(record.headers, fits);
    return negated ? !found : found;
}

}  // namespace

std::expected<RecordFilter, RecordFilter::Problem> RecordFilter::parse(const QString &text)
{
    RecordFilter filter;
    if (text.trimmed().isEmpty()) return filter;
    try {
        filter.m_root = Parser(text).all();
    } catch (const Stop &stop) {
        return std::unexpected(stop.problem);
    }
    return filter;
}

bool RecordFilter::matches(const ConsumedRecord &record) const
{
    if (!m_root) return true;
    Subject subject{record, {}};
    return passes(*m_root, subject);
}

QString RecordFilter::describe(const Problem &problem) { return tr("at character %1: %2").arg(problem.position + 1).arg(problem.sentence); }

}  // namespace vitrine::ui
