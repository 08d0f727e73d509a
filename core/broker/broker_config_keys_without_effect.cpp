// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/broker_config_keys.h"

#include <string_view>

// Keys of parts that do not exist here, or that are made in another way. They are taken from a server.properties and told by
// DescribeConfigs as Kafka's brokers tell them, their values are checked by Kafka's rules, and that is all.
namespace vitrine::broker {

namespace {

using storage::ConfigType;
using namespace key_words;  // NOLINT(google-build-using-namespace): the words of a row
constexpr bool internal = true;
constexpr bool any_case = true;

struct Row {
    std::string_view name;
    ConfigType type;
    std::optional<std::string_view> default_value;
    std::optional<std::int64_t> min;
    std::optional<std::int64_t> max;
    UpdateMode update;
    std::vector<std::string_view> allowed = {};
    bool is_internal = false;
    bool is_any_case = false;
};

void add(std::vector<BrokerConfigKey>& table, std::string_view why, std::vector<Row> rows) {
    for (Row& row : rows) {
        table.push_back({row.name, row.type, row.default_value, row.min, row.max, row.update, std::move(row.allowed), why, row.is_internal,
                         row.is_any_case, false, true});
    }
}

std::vector<Row> no_authentication() {
    return {
        {"authorizer.class.name", text, "", any, any, read_only},
        {"connection.failed.authentication.delay.ms", int32, "100", 0, any, read_only},
        {"connections.max.reauth.ms", int64, "0", any, any, read_only},
        {"delegation.token.expiry.check.interval.ms", int64, "3600000", 1, any, read_only},
        {"delegation.token.expiry.time.ms", int64, "86400000", 1, any, read_only},
        {"delegation.token.max.lifetime.ms", int64, "604800000", 1, any, read_only},
        {"delegation.token.secret.key", password, null, any, any, read_only},
        {"early.start.listeners", list, null, any, any, read_only},
        {"principal.builder.class", class_name, "org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder", any, any,
         per_broker},
        {"sasl.client.callback.handler.class", class_name, null, any, any, read_only},
        {"sasl.enabled.mechanisms", list, "GSSAPI", any, any, per_broker},
        {"sasl.jaas.config", password, null, any, any, per_broker},
        {"sasl.kerberos.kinit.cmd", text, "/usr/bin/kinit", any, any, per_broker},
        {"sasl.kerberos.min.time.before.relogin", int64, "60000", any, any, per_broker},
        {"sasl.kerberos.principal.to.local.rules", list, "DEFAULT", any, any, per_broker},
        {"sasl.kerberos.service.name", text, null, any, any, per_broker},
        {"sasl.kerberos.ticket.renew.jitter", float64, "0.05", any, any, per_broker},
        {"sasl.kerberos.ticket.renew.window.factor", float64, "0.8", any, any, per_broker},
        {"sasl.login.callback.handler.class", class_name, null, any, any, read_only},
        {"sasl.login.class", class_name, null, any, any, read_only},
        {"sasl.login.connect.timeout.ms", int32, null, any, any, read_only},
        {"sasl.login.read.timeout.ms", int32, null, any, any, read_only},
        {"sasl.login.refresh.buffer.seconds", int16, "300", any, any, per_broker},
        {"sasl.login.refresh.min.period.seconds", int16, "60", any, any, per_broker},
        {"sasl.login.refresh.window.factor", float64, "0.8", any, any, per_broker},
        {"sasl.login.refresh.window.jitter", float64, "0.05", any, any, per_broker},
        {"sasl.login.retry.backoff.max.ms", int64, "10000", any, any, read_only},
        {"sasl.login.retry.backoff.ms", int64, "100", any, any, read_only},
        {"sasl.mechanism.controller.protocol", text, "GSSAPI", any, any, read_only},
        {"sasl.mechanism.inter.broker.protocol", text, "GSSAPI", any, any, per_broker},
        {"sasl.oauthbearer.assertion.algorithm", text, "RS256", any, any, read_only, {"ES256", "RS256"}, false, any_case},
        {"sasl.oauthbearer.assertion.claim.aud", text, null, any, any, read_only},
        {"sasl.oauthbearer.assertion.claim.exp.seconds", int32, "300", 0, 86400, read_only},
        {"sasl.oauthbearer.assertion.claim.iss", text, null, any, any, read_only},
        {"sasl.oauthbearer.assertion.claim.jti.include", boolean, "false", any, any, read_only},
        {"sasl.oauthbearer.assertion.claim.nbf.seconds", int32, "60", 0, 3600, read_only},
        {"sasl.oauthbearer.assertion.claim.sub", text, null, any, any, read_only},
        {"sasl.oauthbearer.assertion.file", text, null, any, any, read_only},
        {"sasl.oauthbearer.assertion.private.key.file", text, null, any, any, read_only},
        {"sasl.oauthbearer.assertion.private.key.passphrase", password, null, any, any, read_only},
        {"sasl.oauthbearer.assertion.template.file", text, null, any, any, read_only},
        {"sasl.oauthbearer.client.credentials.client.id", text, null, any, any, read_only},
        {"sasl.oauthbearer.client.credentials.client.secret", password, null, any, any, read_only},
        {"sasl.oauthbearer.clock.skew.seconds", int32, "30", any, any, read_only},
        {"sasl.oauthbearer.expected.audience", list, "", any, any, read_only},
        {"sasl.oauthbearer.expected.issuer", text, null, any, any, read_only},
        {"sasl.oauthbearer.jwks.endpoint.refresh.ms", int64, "3600000", any, any, read_only},
        {"sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms", int64, "10000", any, any, read_only},
        {"sasl.oauthbearer.jwks.endpoint.retry.backoff.ms", int64, "100", any, any, read_only},
        {"sasl.oauthbearer.jwks.endpoint.url", text, null, any, any, read_only},
        {"sasl.oauthbearer.jwt.retriever.class", class_name, "org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever", any, any,
         read_only},
        {"sasl.oauthbearer.jwt.validator.class", class_name, "org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator", any, any,
         read_only},
        {"sasl.oauthbearer.scope", text, null, any, any, read_only},
        {"sasl.oauthbearer.scope.claim.name", text, "scope", any, any, read_only},
        {"sasl.oauthbearer.sub.claim.name", text, "sub", any, any, read_only},
        {"sasl.oauthbearer.token.endpoint.url", text, null, any, any, read_only},
        {"sasl.server.callback.handler.class", class_name, null, any, any, read_only},
        {"sasl.server.max.receive.size", int32, "524288", any, any, read_only},
        {"security.inter.broker.protocol", text, "PLAINTEXT", any, any, read_only, {"PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"}},
        {"security.providers", text, null, any, any, read_only},
        {"ssl.allow.dn.changes", boolean, "false", any, any, read_only},
        {"ssl.allow.san.changes", boolean, "false", any, any, read_only},
        {"ssl.cipher.suites", list, "", any, any, per_broker},
        {"ssl.client.auth", text, "none", any, any, per_broker, {"required", "requested", "none"}},
        {"ssl.enabled.protocols", list, "TLSv1.2,TLSv1.3", any, any, per_broker},
        {"ssl.endpoint.identification.algorithm", text, "https", any, any, per_broker},
        {"ssl.engine.factory.class", class_name, null, any, any, per_broker},
        {"ssl.key.password", password, null, any, any, per_broker},
        {"ssl.keymanager.algorithm", text, "SunX509", any, any, per_broker},
        {"ssl.keystore.certificate.chain", password, null, any, any, per_broker},
        {"ssl.keystore.key", password, null, any, any, per_broker},
        {"ssl.keystore.location", text, null, any, any, per_broker},
        {"ssl.keystore.password", password, null, any, any, per_broker},
        {"ssl.keystore.type", text, "JKS", any, any, per_broker},
        {"ssl.principal.mapping.rules", text, "DEFAULT", any, any, read_only},
        {"ssl.protocol", text, "TLSv1.3", any, any, per_broker},
        {"ssl.provider", text, null, any, any, per_broker},
        {"ssl.secure.random.implementation", text, null, any, any, per_broker},
        {"ssl.trustmanager.algorithm", text, "PKIX", any, any, per_broker},
        {"ssl.truststore.certificates", password, null, any, any, per_broker},
        {"ssl.truststore.location", text, null, any, any, per_broker},
        {"ssl.truststore.password", password, null, any, any, per_broker},
        {"ssl.truststore.type", text, "JKS", any, any, per_broker},
    };
}

std::vector<Row> no_tiered_storage() {
    return {
        {"follower.fetch.last.tiered.offset.enable", boolean, "false", any, any, cluster_wide},
        {"log.local.retention.bytes", int64, "-2", -2, any, cluster_wide},
        {"log.local.retention.ms", int64, "-2", -2, any, cluster_wide},
        {"remote.fetch.max.wait.ms", int32, "500", 1, any, cluster_wide},
        {"remote.list.offsets.request.timeout.ms", int64, "30000", 1, any, cluster_wide},
        {"remote.log.index.file.cache.total.size.bytes", int64, "1073741824", 1, any, cluster_wide},
        {"remote.log.index.file.cache.ttl.ms", int64, "900000", -1, any, read_only, {}, internal},
        {"remote.log.manager.copier.thread.pool.size", int32, "10", 1, any, cluster_wide},
        {"remote.log.manager.copy.max.bytes.per.second", int64, "9223372036854775807", 1, any, cluster_wide},
        {"remote.log.manager.copy.quota.window.num", int32, "11", 1, any, read_only},
        {"remote.log.manager.copy.quota.window.size.seconds", int32, "1", 1, any, read_only},
        {"remote.log.manager.expiration.thread.pool.size", int32, "10", 1, any, cluster_wide},
        {"remote.log.manager.fetch.max.bytes.per.second", int64, "9223372036854775807", 1, any, cluster_wide},
        {"remote.log.manager.fetch.quota.window.num", int32, "11", 1, any, read_only},
        {"remote.log.manager.fetch.quota.window.size.seconds", int32, "1", 1, any, read_only},
        {"remote.log.manager.follower.thread.pool.size", int32, "2", 1, any, cluster_wide},
        {"remote.log.manager.task.interval.ms", int64, "30000", 1, any, read_only},
        {"remote.log.manager.task.retry.backoff.max.ms", int64, "30000", 1, any, read_only, {}, internal},
        {"remote.log.manager.task.retry.backoff.ms", int64, "500", 1, any, read_only, {}, internal},
        {"remote.log.manager.task.retry.jitter", float64, "0.2", 0, any, read_only, {}, internal},
        {"remote.log.manager.thread.pool.size", int32, "2", 1, any, read_only},
        {"remote.log.metadata.custom.metadata.max.bytes", int32, "128", 0, any, read_only},
        {"remote.log.metadata.manager.class.name", text,
         "org.apache.kafka.server.log.remote.metadata.storage.TopicBasedRemoteLogMetadataManager", any, any, read_only},
        {"remote.log.metadata.manager.class.path", text, null, any, any, read_only},
        {"remote.log.metadata.manager.impl.prefix", text, "rlmm.config.", any, any, read_only},
        {"remote.log.metadata.manager.listener.name", text, null, any, any, read_only},
        {"remote.log.reader.max.pending.tasks", int32, "100", 1, any, read_only},
        {"remote.log.reader.threads", int32, "10", 1, any, cluster_wide},
        {"remote.log.storage.manager.class.name", text, null, any, any, read_only},
        {"remote.log.storage.manager.class.path", text, null, any, any, read_only},
        {"remote.log.storage.manager.impl.prefix", text, "rsm.config.", any, any, read_only},
        {"remote.log.storage.system.enable", boolean, "false", any, any, read_only},
    };
}

std::vector<Row> classic_groups_only() {
    return {
        {"group.consumer.assignment.interval.ms", int32, "1000", 0, any, cluster_wide},
        {"group.consumer.assignors", list, "uniform,range", any, any, read_only},
        {"group.consumer.heartbeat.interval.ms", int32, "5000", 1, any, read_only},
        {"group.consumer.max.assignment.interval.ms", int32, "15000", 0, any, read_only},
        {"group.consumer.max.heartbeat.interval.ms", int32, "15000", 1, any, read_only},
        {"group.consumer.max.session.timeout.ms", int32, "60000", 1, any, read_only},
        {"group.consumer.max.size", int32, "2147483647", 1, any, read_only},
        {"group.consumer.migration.policy",
         text,
         "bidirectional",
         any,
         any,
         read_only,
         {"DISABLED", "DOWNGRADE", "UPGRADE", "BIDIRECTIONAL"},
         false,
         any_case},
        {"group.consumer.min.assignment.interval.ms", int32, "0", 0, any, read_only},
        {"group.consumer.min.heartbeat.interval.ms", int32, "5000", 1, any, read_only},
        {"group.consumer.min.session.timeout.ms", int32, "45000", 1, any, read_only},
        {"group.consumer.regex.refresh.interval.ms", int32, "600000", 10000, any, read_only, {}, internal},
        {"group.consumer.session.timeout.ms", int32, "45000", 1, any, read_only},
        {"group.coordinator.rebalance.protocols",
         list,
         "classic,consumer,streams",
         any,
         any,
         read_only,
         {"consumer", "classic", "share", "streams"}},
        {"group.share.assignment.interval.ms", int32, "1000", 0, any, cluster_wide},
        {"group.share.assignors", list, "simple", any, any, read_only},
        {"group.share.delivery.count.limit", int32, "5", 2, 10, read_only},
        {"group.share.heartbeat.interval.ms", int32, "5000", 1, any, read_only},
        {"group.share.initialize.retry.interval.ms", int32, "30000", 1, any, read_only, {}, internal},
        {"group.share.max.assignment.interval.ms", int32, "15000", 0, any, read_only},
        {"group.share.max.delivery.count.limit", int32, "10", 5, 25, read_only},
        {"group.share.max.heartbeat.interval.ms", int32, "15000", 1, any, read_only},
        {"group.share.max.partition.max.record.locks", int32, "4000", 2000, 10000, read_only},
        {"group.share.max.record.lock.duration.ms", int32, "60000", 30000, 3600000, read_only},
        {"group.share.max.session.timeout.ms", int32, "60000", 1, any, read_only},
        {"group.share.max.share.sessions", int32, "2000", 1, any, read_only},
        {"group.share.max.size", int32, "200", 1, 1000, read_only},
        {"group.share.min.assignment.interval.ms", int32, "0", 0, any, read_only},
        {"group.share.min.delivery.count.limit", int32, "2", 2, 5, read_only},
        {"group.share.min.heartbeat.interval.ms", int32, "5000", 1, any, read_only},
        {"group.share.min.partition.max.record.locks", int32, "100", 100, 2000, read_only},
        {"group.share.min.record.lock.duration.ms", int32, "15000", 1000, 30000, read_only},
        {"group.share.min.session.timeout.ms", int32, "45000", 1, any, read_only},
        {"group.share.partition.max.record.locks", int32, "2000", 100, 10000, read_only},
        {"group.share.persister.class.name",
         text,
         "org.apache.kafka.server.share.persister.DefaultStatePersister",
         any,
         any,
         read_only,
         {},
         internal},
        {"group.share.record.lock.duration.ms", int32, "30000", 1000, 3600000, read_only},
        {"group.share.session.timeout.ms", int32, "45000", 1, any, read_only},
        {"group.streams.assignment.interval.ms", int32, "1000", 0, any, cluster_wide},
        {"group.streams.heartbeat.interval.ms", int32, "5000", 1, any, read_only},
        {"group.streams.initial.rebalance.delay.ms", int32, "3000", 0, any, read_only},
        {"group.streams.max.assignment.interval.ms", int32, "15000", 0, any, read_only},
        {"group.streams.max.heartbeat.interval.ms", int32, "15000", 1, any, read_only},
        {"group.streams.max.session.timeout.ms", int32, "60000", 1, any, read_only},
        {"group.streams.max.size", int32, "2147483647", 1, any, read_only},
        {"group.streams.max.standby.replicas", int32, "2", 0, any, read_only},
        {"group.streams.min.assignment.interval.ms", int32, "0", 0, any, read_only},
        {"group.streams.min.heartbeat.interval.ms", int32, "5000", 1, any, read_only},
        {"group.streams.min.session.timeout.ms", int32, "45000", 1, any, read_only},
        {"group.streams.num.standby.replicas", int32, "0", 0, any, read_only},
        {"group.streams.session.timeout.ms", int32, "45000", 1, any, read_only},
        {"share.coordinator.append.linger.ms", int32, "-1", -1, any, read_only},
        {"share.coordinator.cached.buffer.max.bytes", int32, "1048588", 524288, any, cluster_wide},
        {"share.coordinator.cold.partition.snapshot.interval.ms", int32, "300000", 1, any, read_only, {}, internal},
        {"share.coordinator.load.buffer.size", int32, "5242880", 1, any, read_only},
        {"share.coordinator.snapshot.update.records.per.snapshot", int32, "500", 0, 500, read_only},
        {"share.coordinator.state.topic.compression.codec", int32, "0", any, any, read_only},
        {"share.coordinator.state.topic.min.isr", int16, "2", 1, any, read_only},
        {"share.coordinator.state.topic.num.partitions", int32, "50", 1, any, read_only},
        {"share.coordinator.state.topic.prune.interval.ms", int32, "300000", 1, any, read_only, {}, internal},
        {"share.coordinator.state.topic.replication.factor", int16, "3", 1, any, read_only},
        {"share.coordinator.state.topic.segment.bytes", int32, "104857600", 1, any, read_only},
        {"share.coordinator.threads", int32, "1", 1, any, read_only},
        {"share.coordinator.write.timeout.ms", int32, "5000", 1, any, read_only},
        {"share.fetch.purgatory.purge.interval.requests", int32, "1000", any, any, read_only},
    };
}

std::vector<Row> no_transactions() {
    return {
        {"add.partitions.to.txn.retry.backoff.max.ms", int32, "100", 0, any, read_only},
        {"add.partitions.to.txn.retry.backoff.ms", int32, "20", 1, any, read_only},
        {"transaction.abort.timed.out.transaction.cleanup.interval.ms", int32, "10000", 1, any, read_only},
        {"transaction.max.timeout.ms", int32, "900000", 1, any, read_only},
        {"transaction.partition.verification.enable", boolean, "true", any, any, cluster_wide},
        {"transaction.remove.expired.transaction.cleanup.interval.ms", int32, "3600000", 1, any, read_only},
        {"transaction.state.log.load.buffer.size", int32, "5242880", 1, any, read_only},
        {"transaction.state.log.min.isr", int32, "2", 1, any, read_only},
        {"transaction.state.log.num.partitions", int32, "50", 1, any, read_only},
        {"transaction.state.log.replication.factor", int16, "3", 1, any, read_only},
        {"transaction.state.log.segment.bytes", int32, "104857600", 1, any, read_only},
        {"transaction.two.phase.commit.enable", boolean, "false", any, any, read_only},
        {"transactional.id.expiration.ms", int32, "604800000", 1, any, read_only},
    };
}

std::vector<Row> one_thread() {
    return {
        {"delete.records.purgatory.purge.interval.requests", int32, "1", any, any, read_only},
        {"group.coordinator.append.linger.ms", int32, "-1", -1, any, read_only},
        {"group.coordinator.background.threads", int32, "2", 1, any, read_only},
        {"group.coordinator.cached.buffer.max.bytes", int32, "1048588", 524288, any, cluster_wide},
        {"group.coordinator.threads", int32, "4", 1, any, read_only},
    };
}

std::vector<Row> no_plug_ins() {
    return {
        {"alter.config.policy.class.name", class_name, null, any, any, read_only},
        {"client.quota.callback.class", class_name, null, any, any, read_only},
        {"config.providers", list, "", any, any, cluster_wide},
        {"controller.performance.always.log.threshold.ms", int64, "2000", 0, any, read_only, {}, internal},
        {"controller.performance.sample.period.ms", int64, "60000", 100, any, read_only, {}, internal},
        {"create.topic.policy.class.name", class_name, null, any, any, read_only},
        {"kafka.metrics.polling.interval.secs", int32, "10", 1, any, read_only},
        {"kafka.metrics.reporters", list, "", any, any, read_only},
        {"metric.reporters", list, "org.apache.kafka.common.metrics.JmxReporter", any, any, cluster_wide},
        {"metrics.num.samples", int32, "2", 1, any, read_only},
        {"metrics.recording.level", text, "INFO", any, any, read_only},
        {"metrics.sample.window.ms", int64, "30000", 1, any, read_only},
        {"telemetry.max.bytes", int32, "1048576", 1, any, read_only},
    };
}

std::vector<Row> fixed() {
    return {
        {"broker.id", int32, "-1", any, any, read_only},
        {"controller.quorum.fetch.max.bytes", int32, "1048576", 1, any, read_only},
        {"controller.quorum.fetch.snapshot.max.bytes", int32, "1048576", 1, any, read_only},
        {"controller.socket.timeout.ms", int32, "30000", any, any, read_only},
        {"internal.metadata.delete.delay.millis", int64, "60000", any, any, read_only, {}, internal},
        {"internal.metadata.log.segment.bytes", int32, null, any, any, read_only, {}, internal},
        {"internal.metadata.max.batch.size.in.bytes", int32, "8388608", any, any, read_only, {}, internal},
        {"server.max.startup.time.ms", int64, "9223372036854775807", 0, any, read_only, {}, internal},
        {"socket.connection.setup.timeout.max.ms", int64, "30000", any, any, read_only},
        {"socket.connection.setup.timeout.ms", int64, "10000", any, any, read_only},
        {"unstable.api.versions.enable", boolean, "false", any, any, read_only, {}, internal},
        {"unstable.feature.versions.enable", boolean, "false", any, any, read_only, {}, internal},
    };
}

}  // namespace

std::vector<BrokerConfigKey> broker_config_keys_without_effect() {
    std::vector<BrokerConfigKey> table;
    add(table, "There is no authentication and no authorization, and no encryption: whoever reaches the listener may do all.",
        no_authentication());
    add(table, "There is no tiered storage.", no_tiered_storage());
    add(table, "Groups are of the classic protocol.", classic_groups_only());
    add(table, "Transactions are not served yet.", no_transactions());
    add(table, "A node has one thread for everything, which writes at once what it has.", one_thread());
    add(table, "There are no plug-ins: metrics are shown in the window, and policies are Kafka's own.", no_plug_ins());
    add(table, "What this says is fixed here.", fixed());
    return table;
}

}  // namespace vitrine::broker
