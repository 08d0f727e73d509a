// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/quorum/metadata_record.h"

#include <algorithm>

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "base/varint.h"
#include "messages/registry.h"
#include "ui/common/format.h"
#include "wire/codec.h"
#include "wire/walk.h"

namespace vitrine::ui {

namespace {

using Json = nlohmann::ordered_json;

// Nobody reads more of one line; all of it stands in the tree of fields.
constexpr qsizetype lineMax = 400;

ByteSpan spanOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

std::optional<std::int16_t> int16At(ByteSpan bytes, std::size_t at)
{
    if (bytes.size() < at + 2) return std::nullopt;
    return static_cast<std::int16_t>(bytes[at] << 8 | bytes[at + 1]);
}

// The head of a metadata record: unsigned varints frame version, type and version of the message that follows (MetadataRecordSerde).
struct Head {
    std::int16_t type = -1;
    std::int16_t version = -1;
    ByteSpan message;
};
std::optional<Head> headOf(const QByteArray &value)
{
    ByteSpan rest = spanOf(value);
    const auto frame = take_unsigned_varint(rest);
    const auto type = take_unsigned_varint(rest);
    const auto version = take_unsigned_varint(rest);
    if (!frame || *frame > 1 || !type || !version || *type > 0x7fff || *version > 0x7fff) return std::nullopt;
    return Head{static_cast<std::int16_t>(*type), static_cast<std::int16_t>(*version), rest};
}

const messages::OtherMessage *declared(std::int16_t type)
{
    static const auto byType = [] {
        std::map<std::int16_t, const messages::OtherMessage *> found;
        for (const messages::OtherMessage &other : messages::other_messages())
            if (other.message->type == wire::MessageType::metadata) found[other.message->api_key] = &other;
        return found;
    }();
    const auto at = byType.find(type);
    return at == byType.end() ? nullptr : at->second;
}

// Control records by their type (ControlRecordType of Kafka); their values begin with their version.
struct Control {
    std::int16_t type;
    const char *name;
    const wire::Message &message;
    std::shared_ptr<void> (*create)();
};
template <class Message>
Control control(std::int16_t type, const char *name)
{
    return {type, name, Message::message(), [] { return std::static_pointer_cast<void>(std::make_shared<Message>()); }};
}
const Control *controlOf(const QByteArray &key)
{
    static const std::vector<Control> all{
        control<messages::LeaderChangeMessage>(2, "LeaderChange"), control<messages::SnapshotHeaderRecord>(3, "SnapshotHeader"),
        control<messages::SnapshotFooterRecord>(4, "SnapshotFooter"), control<messages::KRaftVersionRecord>(5, "KRaftVersion"),
        control<messages::VotersRecord>(6, "KRaftVoters")};
    const auto type = int16At(spanOf(key), 2);
    const auto at = type ? std::ranges::find(all, *type, &Control::type) : all.end();
    return at == all.end() ? nullptr : &*at;
}

template <class Message>
std::optional<Message> decoded(wire::Version version, ByteSpan bytes)
{
    if (!Message::message().versions.contains(version)) return std::nullopt;
    Message body;
    std::size_t at = 0;
    if (!wire::decode(Message::message(), &body, SharedBytes(Bytes(bytes.begin(), bytes.end())), at, version)) return std::nullopt;
    return body;
}

Json jsonOf(const wire::Message &message, void *body, wire::Version version, ByteSpan bytes)
{
    std::size_t at = 0;
    if (!message.versions.contains(version) || !wire::decode(message, body, SharedBytes(Bytes(bytes.begin(), bytes.end())), at, version))
        return {};
    return wire::to_json(message, body, version);
}

QString plain(const Json &value)
{
    if (value.is_string()) return toQString(value.get_ref<const std::string &>());
    if (value.is_array()) {
        QStringList parts;
        for (const Json &element : value) {
            if (parts.size() == 40) {
                parts << QStringLiteral("…");
                break;
            }
            parts << plain(element);
        }
        return QLatin1Char('[') + parts.join(QStringLiteral(", ")) + QLatin1Char(']');
    }
    if (value.is_object()) {
        QStringList parts;
        for (const auto &[key, field] : value.items()) parts << toQString(key) + QStringLiteral(": ") + plain(field);
        return QLatin1Char('{') + parts.join(QStringLiteral(", ")) + QLatin1Char('}');
    }
    return toQString(value.dump());
}

// Kafka's names are known to all rows that have them.
QString sharedName(std::string_view name)
{
    static thread_local std::map<std::string_view, QString> names;
    auto &known = names[name];
    if (known.isNull()) known = toQString(name);
    return known;
}

}  // namespace

std::optional<std::int32_t> MetadataFacts::epochAt(std::int64_t offset) const
{
    const auto after = std::ranges::upper_bound(epochs, offset, {}, &Epoch::startOffset);
    if (after == epochs.begin()) return std::nullopt;
    return std::prev(after)->epoch;
}

MetadataRow MetadataReplay::take(const LogBatch &batch, const LogRecord &record)
{
    if (m_facts.epochs.empty() || batch.leaderEpoch > m_facts.epochs.back().epoch) {
        m_facts.epochs.push_back(
            {.epoch = batch.leaderEpoch, .startOffset = record.offset, .election = {}, .timestampMs = record.timestampMs});
        ++m_version;
    }
    MetadataRow row = decode(batch, record, record.offset >= m_factsFrom);
    m_facts.lastOffset = record.offset;
    m_facts.lastEpoch = batch.leaderEpoch;
    m_facts.lastTimestampMs = record.timestampMs;
    return row;
}

MetadataRow MetadataReplay::takeOfSnapshot(const LogBatch &batch, const LogRecord &record) { return decode(batch, record, true); }

MetadataRow MetadataReplay::decode(const LogBatch &batch, const LogRecord &record, bool apply)
{
    MetadataRow row;
    row.offset = record.offset;
    row.epoch = batch.leaderEpoch;
    row.timestampMs = record.timestampMs;
    row.control = batch.control;
    row.value = record.value.value_or(QByteArray());
    if (batch.control) {
        row.key = record.key.value_or(QByteArray());
        decodeControl(row, apply);
    } else {
        decodeRecord(row, apply);
    }
    return row;
}

void MetadataReplay::decodeControl(MetadataRow &row, bool apply)
{
    const Control *known = controlOf(row.key);
    const auto version = int16At(spanOf(row.value), 0);
    const auto body = known ? known->create() : nullptr;
    const Json json = known && version ? jsonOf(known->message, body.get(), *version, spanOf(row.value)) : Json();
    if (!json.is_object()) {
        row.fields = QCoreApplication::translate("vitrine::ui::MetadataReplay", "This is no control record of a known type and version.");
        return;
    }
    row.type = sharedName(known->name);
    row.fields = plain(json).sliced(1).chopped(1).left(lineMax);
    if (!apply) return;
    ++m_version;
    if (&known->message == &messages::LeaderChangeMessage::message() && !m_facts.epochs.empty()) {
        m_facts.epochs.back().election = *std::static_pointer_cast<messages::LeaderChangeMessage>(body);
        m_facts.epochs.back().timestampMs = row.timestampMs;
    }
    if (&known->message == &messages::VotersRecord::message()) m_facts.voters = *std::static_pointer_cast<messages::VotersRecord>(body);
    if (&known->message == &messages::KRaftVersionRecord::message())
        m_facts.kraftVersion = std::static_pointer_cast<messages::KRaftVersionRecord>(body)->kraft_version;
}

void MetadataReplay::decodeRecord(MetadataRow &row, bool apply)
{
    const auto head = headOf(row.value);
    const messages::OtherMessage *known = head ? declared(head->type) : nullptr;
    if (known && known->message == &messages::NoOpRecord::message()) {
        row.type = sharedName("NoOpRecord");
        row.noOp = true;
        row.value = {};
        return;
    }
    const std::unique_ptr<void, void (*)(void *)> body(known ? known->create() : nullptr, known ? known->destroy : [](void *) {});
    Json json = known ? jsonOf(*known->message, body.get(), head->version, head->message) : Json();
    if (!json.is_object()) {
        row.fields =
            head ? QCoreApplication::translate("vitrine::ui::MetadataReplay", "A record of type %1 in version %2 is not known here.")
                       .arg(head->type)
                       .arg(head->version)
                 : QCoreApplication::translate("vitrine::ui::MetadataReplay", "This is no record of the cluster's metadata.");
        return;
    }
    row.type = sharedName(known->message->name());
    // What names a topic by its id is about that topic: people know it by its name.
    if (known->message == &messages::TopicRecord::message()) {
        const auto &topic = *static_cast<const messages::TopicRecord *>(body.get());
        m_topicNames[topic.topic_id] = row.about = toQString(topic.name);
    } else if (const auto id = json.find("topicId"); id != json.end() && id->is_string()) {
        const auto parsed = Uuid::parse(id->get<std::string>());
        const auto name = parsed ? m_topicNames.find(*parsed) : m_topicNames.end();
        if (name != m_topicNames.end()) row.about = name->second;
        if (const auto partition = json.find("partitionId"); !row.about.isEmpty() && partition != json.end())
            row.about += QLatin1Char('-') + QString::number(partition->get<int>());
    }
    if (!row.about.isEmpty() && known->message != &messages::TopicRecord::message()) {
        json.erase("topicId");
        json.erase("partitionId");
    }
    row.fields = plain(json).sliced(1).chopped(1).left(lineMax);
    if (apply) applyRecord(head->type, head->version, head->message, row.timestampMs);
}

void MetadataReplay::applyRecord(std::int16_t type, std::int16_t version, ByteSpan bytes, std::int64_t timestampMs)
{
    const std::uint64_t before = m_version++;
    const auto take = [&]<class Record>(const std::function<void(Record &)> &what) {
        if (Record::message().api_key != type) return false;
        if (auto record = decoded<Record>(version, bytes)) what(*record);
        return true;
    };
    MetadataFacts &f = m_facts;
    using namespace messages;
    const bool taken =
        take(std::function([&](RegisterBrokerRecord &r) { f.brokers[r.broker_id.value()] = {r, timestampMs}; })) ||
        take(std::function([&](UnregisterBrokerRecord &r) { f.brokers.erase(r.broker_id.value()); })) ||
        take(std::function([&](RegisterControllerRecord &r) { f.controllers[r.controller_id] = r; })) ||
        take(std::function([&](FeatureLevelRecord &r) {
            if (r.feature_level == 0) f.features.erase(r.name);
            else f.features[r.name] = r.feature_level;
        })) ||
        take(std::function([&](ConfigRecord &r) {
            constexpr std::int8_t topic = 2;
            if (r.resource_type == topic) return;
            const MetadataFacts::ConfigResource resource{r.resource_type, r.resource_name};
            if (r.value) f.configs[resource][r.name] = *r.value;
            else if (const auto at = f.configs.find(resource); at != f.configs.end()) {
                at->second.erase(r.name);
                if (at->second.empty()) f.configs.erase(at);
            }
        })) ||
        take(std::function([&](ClientQuotaRecord &r) {
            MetadataFacts::QuotaEntity entity;
            for (const auto &part : r.entity) entity[part.entity_type] = part.entity_name;
            if (!r.remove) f.quotas[entity][r.key] = r.value;
            else if (const auto at = f.quotas.find(entity); at != f.quotas.end()) {
                at->second.erase(r.key);
                if (at->second.empty()) f.quotas.erase(at);
            }
        })) ||
        take(std::function([&](ProducerIdsRecord &r) { f.producerIds = r; })) ||
        take(std::function([&](AccessControlEntryRecord &r) { f.acls[r.id.to_string()] = r; })) ||
        take(std::function([&](RemoveAccessControlEntryRecord &r) { f.acls.erase(r.id.to_string()); })) ||
        take(std::function([&](UserScramCredentialRecord &r) { f.scram[{r.mechanism, r.name}] = r; })) ||
        take(std::function([&](RemoveUserScramCredentialRecord &r) { f.scram.erase({r.mechanism, r.name}); })) ||
        take(std::function([&](DelegationTokenRecord &r) { f.tokens[r.token_id] = r; })) ||
        take(std::function([&](RemoveDelegationTokenRecord &r) { f.tokens.erase(r.token_id); })) ||
        take(std::function([&](RemoveTopicRecord &r) { m_topicNames.erase(r.topic_id); })) ||
        // Of an aborted transaction nothing stays (KIP-868), but epochs are no part of it.
        take(std::function([&](BeginTransactionRecord &) { m_beforeTransaction = std::make_shared<const MetadataFacts>(f); })) ||
        take(std::function([&](EndTransactionRecord &) { m_beforeTransaction.reset(); })) ||
        take(std::function([&](AbortTransactionRecord &) {
            if (!m_beforeTransaction) return;
            auto epochs = std::move(f.epochs);
            f = *m_beforeTransaction;
            f.epochs = std::move(epochs);
            m_beforeTransaction.reset();
        }));
    if (!taken) m_version = before;
}

nlohmann::ordered_json metadataJson(const MetadataRow &row)
{
    if (row.noOp) return Json::object();
    if (row.control) {
        const Control *known = controlOf(row.key);
        const auto version = int16At(spanOf(row.value), 0);
        if (!known || !version) return {};
        return jsonOf(known->message, known->create().get(), *version, spanOf(row.value));
    }
    const auto head = headOf(row.value);
    const messages::OtherMessage *known = head ? declared(head->type) : nullptr;
    if (!known) return {};
    const std::unique_ptr<void, void (*)(void *)> body(known->create(), known->destroy);
    return jsonOf(*known->message, body.get(), head->version, head->message);
}

}  // namespace vitrine::ui
