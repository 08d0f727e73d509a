// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wire/wire_filter.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

#include "base/error.h"
#include "messages/registry.h"
#include "ui/common/format.h"
#include "ui/wire/wire_facts.h"

namespace vitrine::ui {

namespace {

enum class Operator { equal, unequal, less, lessOrEqual, greater, greaterOrEqual, contains, in };

constexpr int completionsMax = 12;
// Deeper than anybody writes; a text of nothing but brackets must not exhaust the stack.
constexpr int depthMax = 64;

struct Token {
    enum class Kind { word, string, comparison, both, either, negation, open, close, comma, end };
    Kind kind = Kind::end;
    QString text;        // of a word as written, of a string without quotes and escapes
    qsizetype at = 0;
    qsizetype length = 0;
    [[nodiscard]] qsizetype end() const { return at + length; }
};

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('.') || c == QLatin1Char('-') || c == QLatin1Char(':') ||
           c == QLatin1Char('/');
}

const std::pair<QLatin1String, Operator> comparisons[] = {
    {QLatin1String("=="), Operator::equal},          {QLatin1String("!="), Operator::unequal}, {QLatin1String("<="), Operator::lessOrEqual},
    {QLatin1String(">="), Operator::greaterOrEqual}, {QLatin1String("<"), Operator::less},     {QLatin1String(">"), Operator::greater},
    {QLatin1String("contains"), Operator::contains}, {QLatin1String("in"), Operator::in},
};

std::optional<Operator> operatorOf(const QString &text)
{
    for (const auto &[name, op] : comparisons)
        if (text == name) return op;
    return std::nullopt;
}

const QStringList &apiNames()
{
    static const QStringList names = [] {
        QStringList all;
        for (const messages::ApiMessages &api : messages::apis()) all << toQString(wire::name_of(api.key));
        return all;
    }();
    return names;
}

const QStringList &errorNames()
{
    static const QStringList names = [] {
        QStringList all;
        constexpr int highest = 200;  // above the last of Kafka's
        for (int code = -1; code <= highest; ++code) {
            const auto error = static_cast<ErrorCode>(code);
            if (error_info(error).code == error) all << toQString(name_of(error));
        }
        return all;
    }();
    return names;
}

void collect(const wire::Struct &declared, std::set<QString> &names)
{
    for (const wire::Field &field : declared.fields) {
        names.insert(toQString(field.name));
        if (field.structure) collect(field.structure(), names);
    }
}

const QStringList &memberNames(bool response)
{
    static const auto all = [](bool of) {
        std::set<QString> names;
        for (const messages::ApiMessages &api : messages::apis()) collect((of ? api.response : api.request)->body, names);
        return QStringList(names.begin(), names.end());
    };
    static const QStringList requests = all(false);
    static const QStringList responses = all(true);
    return response ? responses : requests;
}

// The values that a field can have, where they are known once and for all.
const QStringList *closedSet(FilterField::Id id)
{
    static const QStringList kinds = [] {
        QStringList all;
        for (const WireKind kind : WireText::kinds()) all << WireText::word(kind);
        return all;
    }();
    switch (id) {
    case FilterField::Id::api: return &apiNames();
    case FilterField::Id::error: return &errorNames();
    case FilterField::Id::kind: return &kinds;
    default: return nullptr;
    }
}

std::optional<QString> find(const QStringList &names, const QString &name)
{
    const auto at = std::ranges::find_if(names, [&](const QString &known) { return known.compare(name, Qt::CaseInsensitive) == 0; });
    return at == names.end() ? std::nullopt : std::optional(*at);
}

std::optional<FilterField> fieldOf(const QString &name)
{
    for (const FilterField &field : FilterField::all())
        if (field.name.compare(name, Qt::CaseInsensitive) == 0) return field;
    for (const bool response : {false, true}) {
        const QString prefix = response ? QStringLiteral("response.") : QStringLiteral("request.");
        if (!name.startsWith(prefix, Qt::CaseInsensitive)) continue;
        const auto member = find(memberNames(response), name.mid(prefix.size()));
        if (!member) return std::nullopt;
        return FilterField{response ? FilterField::Id::responseField : FilterField::Id::requestField, FilterField::Type::any,
                           prefix + *member, *member};
    }
    return std::nullopt;
}

int distance(const QString &a, const QString &b)
{
    std::vector<int> row(static_cast<std::size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0]++;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j) + 1;
            const int changed = diagonal + (a[i].toLower() == b[j].toLower() ? 0 : 1);
            diagonal = row[at];
            row[at] = std::min({changed, row[at] + 1, row[at - 1] + 1});
        }
    }
    return row.back();
}

// The known name that was probably meant; empty where none is near.
QString nearest(const QStringList &names, const QString &wrong)
{
    QString best;
    int least = static_cast<int>(std::max<qsizetype>(2, wrong.size() / 3)) + 1;
    for (const QString &name : names) {
        // A beginning is nearer than any other word.
        const int steps = name.startsWith(wrong, Qt::CaseInsensitive) ? 0 : distance(name, wrong);
        if (steps >= least) continue;
        least = steps;
        best = name;
    }
    return best;
}

}  // namespace

struct WireFilter::Node {
    enum class Kind { both, either, negation, comparison, presence };
    struct Value {
        QString text;
        std::optional<double> number;
    };

    Kind kind = Kind::presence;
    std::shared_ptr<const Node> left;
    std::shared_ptr<const Node> right;
    FilterField field;
    Operator op = Operator::equal;
    std::vector<Value> values;  // several for `in`

    [[nodiscard]] bool matches(const FilterSubject &subject) const
    {
        switch (kind) {
        case Kind::both: return left->matches(subject) && right->matches(subject);
        case Kind::either: return left->matches(subject) || right->matches(subject);
        case Kind::negation: return !left->matches(subject);
        case Kind::presence: {
            const FilterValues has = subject.valuesOf(field);
            return !has.texts.isEmpty() || !has.numbers.isEmpty();
        }
        case Kind::comparison: return compares(subject.valuesOf(field));
        }
        return false;
    }

private:
    [[nodiscard]] static bool equals(const FilterValues &has, const Value &value)
    {
        if (value.number && has.numbers.contains(*value.number)) return true;
        return std::ranges::any_of(has.texts, [&](const QString &text) { return text.compare(value.text, Qt::CaseInsensitive) == 0; });
    }
    [[nodiscard]] bool compares(const FilterValues &has) const
    {
        // What has no value is neither equal nor unequal.
        if (has.texts.isEmpty() && has.numbers.isEmpty()) return false;
        const Value &value = values.front();
        const auto anyNumber = [&](auto compare) {
            return value.number && std::ranges::any_of(has.numbers, [&](double number) { return compare(number, *value.number); });
        };
        switch (op) {
        case Operator::equal: return equals(has, value);
        case Operator::unequal: return !equals(has, value);
        case Operator::less: return anyNumber(std::less<>());
        case Operator::lessOrEqual: return anyNumber(std::less_equal<>());
        case Operator::greater: return anyNumber(std::greater<>());
        case Operator::greaterOrEqual: return anyNumber(std::greater_equal<>());
        case Operator::contains:
            return std::ranges::any_of(has.texts, [&](const QString &text) { return text.contains(value.text, Qt::CaseInsensitive); });
        case Operator::in: return std::ranges::any_of(values, [&](const Value &one) { return equals(has, one); });
        }
        return false;
    }
};

namespace {

using Node = WireFilter::Node;
using NodePointer = std::shared_ptr<const Node>;

// expression  = all { "||" all };  all = one { "&&" one };  one = "!" one | "(" expression ")" | field [ operator value ]
// value       = word | "string";   of `in`: "(" value { "," value } ")"
class Parser {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::WireFilter)

public:
    explicit Parser(const QString &text) : m_text(text) {}

    std::expected<NodePointer, FilterProblem> parse()
    {
        if (!tokenize()) return std::unexpected(m_problem);
        if (here().kind == Token::Kind::end) return NodePointer();
        NodePointer root = expression(0);
        if (root && here().kind == Token::Kind::close) fail(here(), tr("this bracket was not opened"));
        else if (root && here().kind != Token::Kind::end) fail(here(), tr("“&&” or “||” is missing before “%1”").arg(written(here())));
        if (m_failed) return std::unexpected(m_problem);
        return root;
    }

    // For completion: what could be read, also of a text that is not finished.
    static std::vector<Token> tokensOf(const QString &text)
    {
        Parser parser(text);
        (void)parser.tokenize();
        return parser.m_tokens;
    }

private:
    bool tokenize()
    {
        for (qsizetype at = 0; at < m_text.size();) {
            const QChar c = m_text[at];
            if (c.isSpace()) {
                ++at;
                continue;
            }
            Token token{.at = at, .length = 1};
            const auto is = [&](QLatin1String text) { return QStringView(m_text).mid(at).startsWith(text); };
            if (c == QLatin1Char('"')) {
                if (!string(token)) return false;
            } else if (isWordCharacter(c)) {
                while (token.end() < m_text.size() && isWordCharacter(m_text[token.end()])) ++token.length;
                token.text = m_text.mid(at, token.length);
                token.kind = Token::Kind::word;
                if (token.text == QLatin1String("and")) token.kind = Token::Kind::both;
                if (token.text == QLatin1String("or")) token.kind = Token::Kind::either;
                if (token.text == QLatin1String("not")) token.kind = Token::Kind::negation;
                if (operatorOf(token.text)) token.kind = Token::Kind::comparison;
            } else if (is(QLatin1String("&&")) || is(QLatin1String("||"))) {
                token.kind = c == QLatin1Char('&') ? Token::Kind::both : Token::Kind::either;
                token.length = 2;
            } else if (is(QLatin1String("==")) || is(QLatin1String("!=")) || is(QLatin1String("<=")) || is(QLatin1String(">="))) {
                token.kind = Token::Kind::comparison;
                token.length = 2;
            } else if (c == QLatin1Char('<') || c == QLatin1Char('>')) {
                token.kind = Token::Kind::comparison;
            } else if (c == QLatin1Char('!')) {
                token.kind = Token::Kind::negation;
            } else if (c == QLatin1Char('(')) {
                token.kind = Token::Kind::open;
            } else if (c == QLatin1Char(')')) {
                token.kind = Token::Kind::close;
            } else if (c == QLatin1Char(',')) {
                token.kind = Token::Kind::comma;
            } else {
                fail(token, c == QLatin1Char('=') ? tr("equal is written “==”")
                                                  : tr("“%1” has no meaning here; a value with such characters stands in quotes").arg(c));
                return false;
            }
            if (token.kind == Token::Kind::comparison && token.text.isEmpty()) token.text = m_text.mid(at, token.length);
            m_tokens.push_back(token);
            at = token.end();
        }
        m_tokens.push_back({.kind = Token::Kind::end, .text = {}, .at = m_text.size(), .length = 0});
        return true;
    }

    bool string(Token &token)
    {
        token.kind = Token::Kind::string;
        for (qsizetype at = token.at + 1; at < m_text.size(); ++at) {
            if (m_text[at] == QLatin1Char('"')) {
                token.length = at + 1 - token.at;
                return true;
            }
            if (m_text[at] == QLatin1Char('\\') && at + 1 < m_text.size()) ++at;
            token.text += m_text[at];
        }
        token.length = m_text.size() - token.at;
        fail(token, tr("the quotation mark that begins here is not closed"));
        return false;
    }

    [[nodiscard]] const Token &here() const { return m_tokens[m_at]; }
    const Token &take() { return m_tokens[m_at++]; }
    [[nodiscard]] QString written(const Token &token) const { return m_text.mid(token.at, token.length); }

    NodePointer fail(const Token &token, const QString &sentence)
    {
        // The first thing that is wrong is the one to be told.
        if (!m_failed) m_problem = {token.at, token.length, sentence};
        m_failed = true;
        return nullptr;
    }

    NodePointer expression(int depth)
    {
        NodePointer left = all(depth);
        while (left && here().kind == Token::Kind::either) {
            take();
            const NodePointer right = all(depth);
            if (!right) return nullptr;
            left = join(Node::Kind::either, left, right);
        }
        return left;
    }
    NodePointer all(int depth)
    {
        NodePointer left = one(depth);
        while (left && here().kind == Token::Kind::both) {
            take();
            const NodePointer right = one(depth);
            if (!right) return nullptr;
            left = join(Node::Kind::both, left, right);
        }
        return left;
    }
    static NodePointer join(Node::Kind kind, const NodePointer &left, const NodePointer &right)
    {
        auto node = std::make_shared<Node>();
        node->kind = kind;
        node->left = left;
        node->right = right;
        return node;
    }

    NodePointer one(int depth)
    {
        const Token &token = here();
        if (depth > depthMax) return fail(token, tr("the brackets are nested too deeply"));
        switch (token.kind) {
        case Token::Kind::negation: {
            take();
            const NodePointer operand = one(depth + 1);
            return operand ? join(Node::Kind::negation, operand, nullptr) : nullptr;
        }
        case Token::Kind::open: {
            const Token opened = take();
            NodePointer inner = expression(depth + 1);
            if (!inner) return nullptr;
            if (here().kind != Token::Kind::close) return fail(opened, tr("the bracket that begins here is not closed"));
            take();
            return inner;
        }
        case Token::Kind::word: return comparison();
        case Token::Kind::end: return fail(token, tr("a field is missing at the end, as “api” or “latency_ms”"));
        default: return fail(token, tr("a field is expected here, not “%1”").arg(written(token)));
        }
    }

    NodePointer comparison()
    {
        const Token name = take();
        const auto field = fieldOf(name.text);
        if (!field) return fail(name, unknownField(name.text));
        auto node = std::make_shared<Node>();
        node->field = *field;
        if (here().kind != Token::Kind::comparison) {
            node->kind = Node::Kind::presence;
            return node;
        }
        const Token op = take();
        node->kind = Node::Kind::comparison;
        node->op = *operatorOf(op.text);
        const bool ordering = node->op == Operator::less || node->op == Operator::lessOrEqual || node->op == Operator::greater ||
                              node->op == Operator::greaterOrEqual;
        if (ordering && field->type == FilterField::Type::text)
            return fail(op, tr("%1 is a text; “%2” compares numbers").arg(field->name, op.text));
        if (node->op == Operator::contains && field->type == FilterField::Type::number)
            return fail(op, tr("%1 is a number; “contains” looks into texts").arg(field->name));
        if (node->op == Operator::in) return list(*node) ? node : nullptr;
        return value(*node, ordering) ? node : nullptr;
    }

    bool list(Node &node)
    {
        const Token opened = here();
        if (opened.kind != Token::Kind::open) {
            fail(opened, tr("“in” is followed by values in brackets: %1 in (A, B)").arg(node.field.name));
            return false;
        }
        do {
            take();
            if (!value(node, false)) return false;
        } while (here().kind == Token::Kind::comma);
        if (here().kind != Token::Kind::close) {
            fail(opened, tr("the bracket that begins here is not closed"));
            return false;
        }
        take();
        return true;
    }

    bool value(Node &node, bool ordering)
    {
        const Token &token = here();
        const FilterField &field = node.field;
        // A word of the language can be a value, too: client == in
        const bool isWord = token.kind == Token::Kind::word || (token.kind != Token::Kind::end && isWordCharacter(m_text[token.at]));
        if (!isWord && token.kind != Token::Kind::string) {
            fail(token, token.kind == Token::Kind::end ? tr("a value is missing at the end")
                                                       : tr("a value is expected here, not “%1”").arg(written(token)));
            return false;
        }
        Node::Value value{token.kind == Token::Kind::string ? token.text : written(token), {}};
        bool isNumber = false;
        const double number = value.text.toDouble(&isNumber);
        if (isNumber && token.kind != Token::Kind::string) value.number = number;
        if ((field.type == FilterField::Type::number || ordering) && !value.number) {
            fail(token, tr("%1 is compared with a number, and “%2” is none").arg(field.name, written(token)));
            return false;
        }
        if (const QStringList *known = closedSet(field.id); known && node.op != Operator::contains) {
            std::optional<QString> name = find(*known, value.text);
            if (!name && value.number) name = find(*known, named(field.id, static_cast<int>(number)));
            if (!name) {
                fail(token, unknownValue(field, value.text, *known));
                return false;
            }
            value = {*name, {}};
        }
        node.values.push_back(value);
        take();
        return true;
    }

    // Codes and keys may be written as Kafka numbers them.
    static QString named(FilterField::Id id, int number)
    {
        if (id == FilterField::Id::api) return toQString(wire::name_of(static_cast<wire::ApiKey>(number)));
        if (id == FilterField::Id::error && error_info(static_cast<ErrorCode>(number)).code == static_cast<ErrorCode>(number))
            return toQString(name_of(static_cast<ErrorCode>(number)));
        return {};
    }

    static QString unknownField(const QString &name)
    {
        QStringList names;
        for (const FilterField &field : FilterField::all()) names << field.name;
        for (const bool response : {false, true}) {
            const QString prefix = response ? QStringLiteral("response.") : QStringLiteral("request.");
            if (!name.startsWith(prefix, Qt::CaseInsensitive)) continue;
            names.clear();
            for (const QString &member : memberNames(response)) names << prefix + member;
        }
        const QString meant = nearest(names, name);
        return meant.isEmpty() ? tr("there is no field “%1”").arg(name) : tr("there is no field “%1”; is “%2” meant?").arg(name, meant);
    }

    static QString unknownValue(const FilterField &field, const QString &value, const QStringList &known)
    {
        const QString meant = nearest(known, value);
        return meant.isEmpty() ? tr("“%2” is no value of %1").arg(field.name, value)
                               : tr("“%2” is no value of %1; is “%3” meant?").arg(field.name, value, meant);
    }

    const QString &m_text;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    bool m_failed = false;
    FilterProblem m_problem;
};

}  // namespace

std::expected<WireFilter, FilterProblem> WireFilter::parse(const QString &text)
{
    auto root = Parser(text).parse();
    if (!root) return std::unexpected(root.error());
    WireFilter filter;
    filter.m_root = *root;
    return filter;
}

bool WireFilter::matches(const FilterSubject &subject) const { return !m_root || m_root->matches(subject); }

QString WireFilter::quoted(const QString &value)
{
    const bool plain = !value.isEmpty() && std::ranges::all_of(value, isWordCharacter);
    if (plain) return value;
    QString escaped = value;
    escaped.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + escaped + QLatin1Char('"');
}

QList<FilterCompletion> WireFilter::complete(const QString &text, qsizetype cursor, const FilterVocabulary &vocabulary)
{
    const QString before = text.left(cursor);
    std::vector<Token> tokens = Parser::tokensOf(before);
    if (!tokens.empty() && tokens.back().kind == Token::Kind::end) tokens.pop_back();
    // What stands right before the cursor is being written.
    QString prefix;
    qsizetype from = cursor;
    qsizetype to = cursor;
    const qsizetype opened = before.count(QLatin1Char('"')) % 2 == 1 ? before.lastIndexOf(QLatin1Char('"')) : -1;
    if (opened >= 0) {
        prefix = before.mid(opened + 1);
        from = opened;
        while (!tokens.empty() && tokens.back().at >= opened) tokens.pop_back();
    } else if (!tokens.empty() && tokens.back().end() == cursor && isWordCharacter(before.back())) {
        prefix = before.mid(tokens.back().at);
        from = tokens.back().at;
        tokens.pop_back();
        while (to < text.size() && isWordCharacter(text[to])) ++to;
    }

    enum class Wanted { field, comparison, value, connective, nothing } wanted = Wanted::field;
    std::optional<FilterField> field;
    bool inList = false;
    for (const Token &token : tokens) {
        switch (token.kind) {
        case Token::Kind::both:
        case Token::Kind::either:
        case Token::Kind::negation:
            wanted = Wanted::field;
            inList = false;
            break;
        case Token::Kind::open:
            if (wanted == Wanted::value) inList = true;
            else wanted = Wanted::field;
            break;
        case Token::Kind::close:
            inList = false;
            wanted = Wanted::connective;
            break;
        case Token::Kind::comma: wanted = inList ? Wanted::value : Wanted::nothing; break;
        case Token::Kind::comparison: wanted = field ? Wanted::value : Wanted::nothing; break;
        case Token::Kind::word:
        case Token::Kind::string:
            if (wanted == Wanted::field) {
                field = fieldOf(token.text);
                wanted = field ? Wanted::comparison : Wanted::nothing;
            } else {
                wanted = Wanted::connective;
            }
            break;
        case Token::Kind::end: break;
        }
    }

    QList<FilterCompletion> offered;
    const auto offer = [&](const QString &insert, const QString &hint, const QString &matched) {
        if (offered.size() < completionsMax && matched.startsWith(prefix, Qt::CaseInsensitive) && insert != prefix)
            offered.append({insert, hint, from, to});
    };
    switch (wanted) {
    case Wanted::field:
        for (const bool response : {false, true}) {
            const QString word = response ? QStringLiteral("response.") : QStringLiteral("request.");
            if (!prefix.startsWith(word, Qt::CaseInsensitive)) continue;
            for (const QString &member : memberNames(response)) offer(word + member, {}, word + member);
        }
        if (!offered.isEmpty()) break;
        for (const FilterField &known : FilterField::all())
            if (!prefix.isEmpty() || known.id <= FilterField::Id::node || known.id >= FilterField::Id::latencyMs)
                offer(known.name, known.what(), known.name);
        if (!prefix.isEmpty()) {
            offer(QStringLiteral("request."), tr("any field of the request"), QStringLiteral("request."));
            offer(QStringLiteral("response."), tr("any field of the response"), QStringLiteral("response."));
        }
        break;
    case Wanted::comparison:
        for (const auto &[name, op] : comparisons) {
            const bool ordering =
                op == Operator::less || op == Operator::lessOrEqual || op == Operator::greater || op == Operator::greaterOrEqual;
            if (ordering && field->type == FilterField::Type::text) continue;
            if (op == Operator::contains && field->type == FilterField::Type::number) continue;
            offer(name, {}, name);
        }
        break;
    case Wanted::value: {
        QStringList values;
        if (const QStringList *known = closedSet(field->id)) values = *known;
        if (field->id == FilterField::Id::topic) values = vocabulary.topics;
        if (field->id == FilterField::Id::group) values = vocabulary.groups;
        if (field->id == FilterField::Id::client) values = vocabulary.clients;
        if (field->id == FilterField::Id::from) values = vocabulary.names + vocabulary.clients;
        if (field->id == FilterField::Id::to) values = vocabulary.names;
        if (field->id == FilterField::Id::node) values = vocabulary.nodes;
        if (field->id == FilterField::Id::acks) values = {QStringLiteral("-1"), QStringLiteral("0"), QStringLiteral("1")};
        for (const QString &value : values) offer(quoted(value), {}, value);
        break;
    }
    case Wanted::connective:
        offer(QStringLiteral("&&"), tr("both"), QStringLiteral("&&"));
        offer(QStringLiteral("||"), tr("one of them"), QStringLiteral("||"));
        break;
    case Wanted::nothing: break;
    }
    return offered;
}

const QList<FilterField> &FilterField::all()
{
    using enum Type;
    static const QList<FilterField> fields{
        {Id::api, text, QStringLiteral("api"), {}},
        {Id::kind, text, QStringLiteral("kind"), {}},
        {Id::version, number, QStringLiteral("version"), {}},
        {Id::correlation, number, QStringLiteral("correlation"), {}},
        {Id::client, text, QStringLiteral("client"), {}},
        {Id::from, text, QStringLiteral("from"), {}},
        {Id::to, text, QStringLiteral("to"), {}},
        {Id::node, number, QStringLiteral("node"), {}},
        {Id::peer, text, QStringLiteral("peer"), {}},
        {Id::connection, number, QStringLiteral("connection"), {}},
        {Id::requestBytes, number, QStringLiteral("request_bytes"), {}},
        {Id::responseBytes, number, QStringLiteral("response_bytes"), {}},
        {Id::latencyMs, number, QStringLiteral("latency_ms"), {}},
        {Id::error, text, QStringLiteral("error"), {}},
        {Id::topic, text, QStringLiteral("topic"), {}},
        {Id::partition, number, QStringLiteral("partition"), {}},
        {Id::group, text, QStringLiteral("group"), {}},
        {Id::acks, number, QStringLiteral("acks"), {}},
    };
    return fields;
}

QString FilterField::what() const
{
    switch (id) {
    case Id::api: return WireFilter::tr("the API, by name or key");
    case Id::kind: return WireFilter::tr("produce, consume, replication, group, quorum or admin");
    case Id::version: return WireFilter::tr("the version of the API");
    case Id::correlation: return WireFilter::tr("the correlation id");
    case Id::client: return WireFilter::tr("the client.id of the request");
    case Id::from: return WireFilter::tr("who asked, as in the table");
    case Id::to: return WireFilter::tr("who was asked, as in the table");
    case Id::node: return WireFilter::tr("the id of a broker or controller at either end");
    case Id::peer: return WireFilter::tr("the address that the server saw");
    case Id::connection: return WireFilter::tr("the number of the connection at its server");
    case Id::requestBytes: return WireFilter::tr("size of the request");
    case Id::responseBytes: return WireFilter::tr("size of the response");
    case Id::latencyMs: return WireFilter::tr("milliseconds from the request to its answer");
    case Id::error: return WireFilter::tr("error codes in the response; NONE where all went well");
    case Id::topic: return WireFilter::tr("a topic that the request or response names");
    case Id::partition: return WireFilter::tr("a partition that the request or response names");
    case Id::group: return WireFilter::tr("a group that the request or response names");
    case Id::acks: return WireFilter::tr("what a Produce waits for: -1 (all), 1 or 0");
    case Id::requestField: return WireFilter::tr("any field of the request");
    case Id::responseField: return WireFilter::tr("any field of the response");
    }
    return {};
}

}  // namespace vitrine::ui
