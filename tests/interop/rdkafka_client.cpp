// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An outside client for the interop tests, on librdkafka. Prints one line for each thing that happens; ends at SIGTERM.
//
//   produce SERVERS TOPIC [key=value …]          values 0, 1, 2, … with acks=all and idempotence; "acked P OFFSET VALUE"
//   consume SERVERS TOPIC                         all of it, from the beginning to the end; "record P OFFSET VALUE"
//   member  SERVERS TOPIC GROUP [key=value …]     "assigned P …", "revoked P …", "record P OFFSET VALUE", "committed P OFFSET"
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <librdkafka/rdkafka.h>

namespace {

std::atomic<bool> stopping{false};

struct ClientDeleter {
    void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
};
struct ListDeleter {
    void operator()(rd_kafka_topic_partition_list_t* list) const { rd_kafka_topic_partition_list_destroy(list); }
};
struct MessageDeleter {
    void operator()(rd_kafka_message_t* message) const { rd_kafka_message_destroy(message); }
};
using Client = std::unique_ptr<rd_kafka_t, ClientDeleter>;
using List = std::unique_ptr<rd_kafka_topic_partition_list_t, ListDeleter>;
using Message = std::unique_ptr<rd_kafka_message_t, MessageDeleter>;

void set(rd_kafka_conf_t* conf, const std::string& key, const std::string& value) {
    char error[512];
    if (rd_kafka_conf_set(conf, key.c_str(), value.c_str(), error, sizeof error) != RD_KAFKA_CONF_OK) throw std::runtime_error(error);
}

void set_all(rd_kafka_conf_t* conf, const std::vector<std::string>& settings) {
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('=');
        if (equals == std::string::npos) throw std::runtime_error("not KEY=VALUE: " + setting);
        set(conf, setting.substr(0, equals), setting.substr(equals + 1));
    }
}

Client make(rd_kafka_type_t type, rd_kafka_conf_t* conf) {
    char error[512];
    rd_kafka_t* client = rd_kafka_new(type, conf, error, sizeof error);
    if (client == nullptr) throw std::runtime_error(error);
    return Client(client);
}

void print_partitions(const char* what, const rd_kafka_topic_partition_list_t* partitions) {
    std::printf("%s", what);
    for (int i = 0; i < partitions->cnt; ++i) std::printf(" %d", partitions->elems[i].partition);
    std::printf("\n");
    std::fflush(stdout);
}

void on_delivered(rd_kafka_t*, const rd_kafka_message_t* message, void*) {
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        std::printf("failed %.*s %s\n", static_cast<int>(message->len), static_cast<const char*>(message->payload),
                    rd_kafka_err2str(message->err));
    } else {
        std::printf("acked %d %lld %.*s\n", message->partition, static_cast<long long>(message->offset), static_cast<int>(message->len),
                    static_cast<const char*>(message->payload));
    }
}

int produce(const std::string& servers, const std::string& topic, const std::vector<std::string>& settings) {
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    set(conf, "bootstrap.servers", servers);
    set(conf, "enable.idempotence", "true");
    set(conf, "acks", "all");
    set(conf, "linger.ms", "2");
    set_all(conf, settings);
    rd_kafka_conf_set_dr_msg_cb(conf, on_delivered);
    const Client client = make(RD_KAFKA_PRODUCER, conf);
    long long next = 0;
    while (!stopping) {
        const std::string value = std::to_string(next);
        // The key fixes the partition, so that values rise within each partition.
        const std::string key = std::to_string(next % 16);
        const rd_kafka_resp_err_t error = rd_kafka_producev(
            client.get(), RD_KAFKA_V_TOPIC(topic.c_str()), RD_KAFKA_V_KEY(key.data(), key.size()),
            RD_KAFKA_V_VALUE(const_cast<char*>(value.data()), value.size()), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_END);
        if (error == RD_KAFKA_RESP_ERR_NO_ERROR) ++next;
        rd_kafka_poll(client.get(), next % 8 == 0 ? 1 : 0);
    }
    const rd_kafka_resp_err_t flushed = rd_kafka_flush(client.get(), 60'000);
    std::printf("sent %lld\n", next);
    std::fflush(stdout);
    return flushed == RD_KAFKA_RESP_ERR_NO_ERROR ? 0 : 1;
}

int consume(const std::string& servers, const std::string& topic) {
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    set(conf, "bootstrap.servers", servers);
    set(conf, "group.id", "reader-of-everything");
    set(conf, "enable.auto.commit", "false");
    set(conf, "auto.offset.reset", "earliest");
    set(conf, "enable.partition.eof", "true");
    set(conf, "check.crcs", "true");
    const Client client = make(RD_KAFKA_CONSUMER, conf);
    rd_kafka_poll_set_consumer(client.get());
    const rd_kafka_metadata_t* metadata = nullptr;
    std::unique_ptr<rd_kafka_topic_t, void (*)(rd_kafka_topic_t*)> handle(rd_kafka_topic_new(client.get(), topic.c_str(), nullptr),
                                                                          rd_kafka_topic_destroy);
    if (rd_kafka_metadata(client.get(), 0, handle.get(), &metadata, 10'000) != RD_KAFKA_RESP_ERR_NO_ERROR || metadata->topic_cnt != 1)
        return 1;
    const int partitions = metadata->topics[0].partition_cnt;
    rd_kafka_metadata_destroy(metadata);
    const List list(rd_kafka_topic_partition_list_new(partitions));
    for (int partition = 0; partition < partitions; ++partition) {
        rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), partition)->offset = RD_KAFKA_OFFSET_BEGINNING;
    }
    rd_kafka_assign(client.get(), list.get());
    int ended = 0;
    while (ended < partitions && !stopping) {
        const Message message(rd_kafka_consumer_poll(client.get(), 10'000));
        if (message == nullptr) return 1;
        if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
            ++ended;
        } else if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
            std::printf("record %d %lld %.*s\n", message->partition, static_cast<long long>(message->offset),
                        static_cast<int>(message->len), static_cast<const char*>(message->payload));
        }
    }
    std::fflush(stdout);
    rd_kafka_consumer_close(client.get());
    return 0;
}

void on_committed(rd_kafka_t*, rd_kafka_resp_err_t error, rd_kafka_topic_partition_list_t* offsets, void*) {
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR || offsets == nullptr) return;
    for (int i = 0; i < offsets->cnt; ++i) {
        if (offsets->elems[i].err == RD_KAFKA_RESP_ERR_NO_ERROR && offsets->elems[i].offset >= 0) {
            std::printf("committed %d %lld\n", offsets->elems[i].partition, static_cast<long long>(offsets->elems[i].offset));
        }
    }
    std::fflush(stdout);
}

// What was read so far; answers when it is done. One commit at a time: of several under way, librdkafka may send an older one last when
// the coordinator was away meanwhile, as auto-commit does.
void commit(rd_kafka_t* client) { rd_kafka_commit_queue(client, nullptr, nullptr, on_committed, nullptr); }

void on_rebalance(rd_kafka_t* client, rd_kafka_resp_err_t error, rd_kafka_topic_partition_list_t* partitions, void*) {
    const bool cooperative = std::strcmp(rd_kafka_rebalance_protocol(client), "COOPERATIVE") == 0;
    if (error == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
        print_partitions("assigned", partitions);
        if (cooperative) rd_kafka_error_destroy(rd_kafka_incremental_assign(client, partitions));
        else rd_kafka_assign(client, partitions);
    } else {
        commit(client);
        print_partitions("revoked", partitions);
        if (cooperative) rd_kafka_error_destroy(rd_kafka_incremental_unassign(client, partitions));
        else rd_kafka_assign(client, nullptr);
    }
}

int member(const std::string& servers, const std::string& topic, const std::string& group, const std::vector<std::string>& settings) {
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    set(conf, "bootstrap.servers", servers);
    set(conf, "group.id", group);
    set(conf, "auto.offset.reset", "earliest");
    set(conf, "enable.auto.commit", "false");
    set(conf, "session.timeout.ms", "6000");
    set(conf, "heartbeat.interval.ms", "300");
    set_all(conf, settings);
    rd_kafka_conf_set_rebalance_cb(conf, on_rebalance);
    const Client client = make(RD_KAFKA_CONSUMER, conf);
    rd_kafka_poll_set_consumer(client.get());
    const List topics(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(topics.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
    rd_kafka_subscribe(client.get(), topics.get());
    auto next_commit = std::chrono::steady_clock::now();
    while (!stopping) {
        const Message message(rd_kafka_consumer_poll(client.get(), 100));
        if (std::chrono::steady_clock::now() >= next_commit) {
            commit(client.get());
            next_commit = std::chrono::steady_clock::now() + std::chrono::milliseconds(200);
        }
        if (message == nullptr || message->err != RD_KAFKA_RESP_ERR_NO_ERROR) continue;
        std::printf("record %d %lld %.*s\n", message->partition, static_cast<long long>(message->offset), static_cast<int>(message->len),
                    static_cast<const char*>(message->payload));
    }
    rd_kafka_consumer_close(client.get());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGTERM, [](int) { stopping = true; });
    std::signal(SIGINT, [](int) { stopping = true; });
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    try {
        if (arguments.size() >= 3 && arguments[0] == "produce")
            return produce(arguments[1], arguments[2], {arguments.begin() + 3, arguments.end()});
        if (arguments.size() == 3 && arguments[0] == "consume") return consume(arguments[1], arguments[2]);
        if (arguments.size() >= 4 && arguments[0] == "member")
            return member(arguments[1], arguments[2], arguments[3], {arguments.begin() + 4, arguments.end()});
        std::fprintf(stderr, "usage: rdkafka_client produce|consume|member SERVERS TOPIC …\n");
    } catch (const std::exception& error) {
        std::fprintf(stderr, "rdkafka_client: %s\n", error.what());
    }
    return 2;
}
