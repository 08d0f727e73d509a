// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The load of tests/bench/compare: an unmodified client (librdkafka) of whatever cluster it is pointed at. One JSON object on the standard
// output when it is done; an error is a sentence on the standard error and status 1.
//
//   create  SERVERS TOPIC PARTITIONS REPLICAS [key=value …]
//           the settings are of the topic
//   produce SERVERS TOPIC RECORDS SIZE [key=value …]
//           as fast as the client can; all must be acknowledged
//   consume SERVERS TOPIC PARTITIONS RECORDS [key=value …]
//           all partitions from the beginning, until so many records came
//   probe   SERVERS TOPIC PARTITION SECONDS [key=value …]
//           one record after another into the partition; for each a line "acked TIME LATENCY", in seconds of CLOCK_MONOTONIC and
//           milliseconds
//   mixed   SERVERS TOPIC[,TOPIC…] CLIENTS RATE SIZE SECONDS [key=value …]
//           half of the clients produce RATE records/s in all, half consume them, in one group for each topic; each client has one of the
//           topics, in turn; the settings are of all
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <librdkafka/rdkafka.h>

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

struct ClientDeleter {
    void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
};
struct ListDeleter {
    void operator()(rd_kafka_topic_partition_list_t* list) const { rd_kafka_topic_partition_list_destroy(list); }
};
struct TopicDeleter {
    void operator()(rd_kafka_topic_t* topic) const { rd_kafka_topic_destroy(topic); }
};
using Client = std::unique_ptr<rd_kafka_t, ClientDeleter>;
using List = std::unique_ptr<rd_kafka_topic_partition_list_t, ListDeleter>;
using Topic = std::unique_ptr<rd_kafka_topic_t, TopicDeleter>;
using Settings = std::vector<std::string>;

rd_kafka_conf_t* configuration(const std::string& servers, Settings settings) {
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    settings.insert(settings.begin(), "bootstrap.servers=" + servers);
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('=');
        char error[512];
        if (equals == std::string::npos) throw std::runtime_error("not KEY=VALUE: " + setting);
        if (rd_kafka_conf_set(conf, setting.substr(0, equals).c_str(), setting.substr(equals + 1).c_str(), error, sizeof error) !=
            RD_KAFKA_CONF_OK) {
            throw std::runtime_error(error);
        }
    }
    return conf;
}

Client make(rd_kafka_type_t type, rd_kafka_conf_t* conf) {
    char error[512];
    rd_kafka_t* client = rd_kafka_new(type, conf, error, sizeof error);
    if (client == nullptr) throw std::runtime_error(error);
    if (type == RD_KAFKA_CONSUMER) rd_kafka_poll_set_consumer(client);
    return Client(client);
}

// Text as logs have it, which codecs make about a third of; the same in each run.
std::string text_of(std::size_t bytes) {
    std::mt19937_64 random(7);
    static constexpr const char* words[] = {"order", "payment", "accepted", "customer", "shipped", "warehouse", "retry", "timeout",
                                            "seoul", "busan",   "invoice",  "refund",   "cart",    "session",   "login", "checkout"};
    std::string text;
    while (text.size() < bytes) {
        text += words[random() % std::size(words)];
        text += random() % 4 == 0 ? "=" + std::to_string(random() % 1'000'000'000) + " " : std::string(" ");
    }
    return text;
}

// --- create ---

int create(const std::string& servers, const std::string& topic, int partitions, int replicas, const Settings& settings) {
    const Client client = make(RD_KAFKA_PRODUCER, configuration(servers, {}));
    char error[512];
    rd_kafka_NewTopic_t* wanted = rd_kafka_NewTopic_new(topic.c_str(), partitions, replicas, error, sizeof error);
    if (wanted == nullptr) throw std::runtime_error(error);
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('=');
        rd_kafka_NewTopic_set_config(wanted, setting.substr(0, equals).c_str(), setting.substr(equals + 1).c_str());
    }
    const auto begin = Clock::now();
    rd_kafka_queue_t* queue = rd_kafka_queue_new(client.get());
    rd_kafka_CreateTopics(client.get(), &wanted, 1, nullptr, queue);
    rd_kafka_event_t* event = rd_kafka_queue_poll(queue, 120'000);
    const auto* result = event == nullptr ? nullptr : rd_kafka_event_CreateTopics_result(event);
    if (result == nullptr || rd_kafka_event_error(event) != RD_KAFKA_RESP_ERR_NO_ERROR)
        throw std::runtime_error("CreateTopics was not answered");
    std::size_t count = 0;
    const rd_kafka_topic_result_t* const* rows = rd_kafka_CreateTopics_result_topics(result, &count);
    if (count != 1 || rd_kafka_topic_result_error(rows[0]) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        throw std::runtime_error(count == 1 ? rd_kafka_topic_result_error_string(rows[0]) : "CreateTopics answered nothing");
    }
    std::printf("{\"seconds\": %.6f}\n", seconds_since(begin));
    rd_kafka_event_destroy(event);
    rd_kafka_queue_destroy(queue);
    rd_kafka_NewTopic_destroy(wanted);
    return 0;
}

// --- produce ---

struct Deliveries {
    std::atomic<std::int64_t> acknowledged{0};
    std::atomic<std::int64_t> failed{0};
    std::atomic<int> last_error{0};
};

void on_delivery(rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
    auto& deliveries = *static_cast<Deliveries*>(opaque);
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        ++deliveries.acknowledged;
    } else {
        ++deliveries.failed;
        deliveries.last_error = message->err;
    }
}

Client producer(const std::string& servers, Settings settings, Deliveries& deliveries) {
    rd_kafka_conf_t* conf = configuration(servers, std::move(settings));
    rd_kafka_conf_set_opaque(conf, &deliveries);
    rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
    return make(RD_KAFKA_PRODUCER, conf);
}

int produce(const std::string& servers, const std::string& name, std::int64_t records, std::size_t size, Settings settings) {
    settings.insert(settings.begin(), {"linger.ms=5", "queue.buffering.max.messages=500000", "queue.buffering.max.kbytes=524288"});
    Deliveries deliveries;
    const Client client = producer(servers, settings, deliveries);
    const Topic topic(rd_kafka_topic_new(client.get(), name.c_str(), nullptr));
    // Connections and metadata are there before the clock starts.
    const struct rd_kafka_metadata* metadata = nullptr;
    if (rd_kafka_metadata(client.get(), 0, topic.get(), &metadata, 30'000) != RD_KAFKA_RESP_ERR_NO_ERROR)
        throw std::runtime_error("no metadata");
    rd_kafka_metadata_destroy(metadata);

    const std::string text = text_of(std::size_t{1} << 20);
    const std::size_t places = text.size() - size;
    std::size_t place = 0;
    const auto begin = Clock::now();
    for (std::int64_t sent = 0; sent < records;) {
        auto* value = const_cast<char*>(text.data() + place);
        if (rd_kafka_produce(topic.get(), RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, value, size, nullptr, 0, nullptr) == 0) {
            ++sent;
            place = (place + 7919) % places;
            if (sent % 1000 == 0) rd_kafka_poll(client.get(), 0);
        } else if (rd_kafka_last_error() == RD_KAFKA_RESP_ERR__QUEUE_FULL) {
            rd_kafka_poll(client.get(), 5);
        } else {
            throw std::runtime_error(rd_kafka_err2str(rd_kafka_last_error()));
        }
    }
    while (deliveries.acknowledged + deliveries.failed < records) rd_kafka_poll(client.get(), 10);
    const double took = seconds_since(begin);
    if (deliveries.failed > 0) {
        throw std::runtime_error(std::to_string(deliveries.failed) + " records were not acknowledged: " +
                                 rd_kafka_err2str(static_cast<rd_kafka_resp_err_t>(deliveries.last_error.load())));
    }
    std::printf("{\"seconds\": %.6f, \"records\": %lld, \"bytes\": %lld}\n", took, static_cast<long long>(records),
                static_cast<long long>(records * static_cast<std::int64_t>(size)));
    return 0;
}

// --- consume ---

int consume(const std::string& servers, const std::string& name, int partitions, std::int64_t records, Settings settings) {
    // With a full queue librdkafka 2.0 rests for a second, which only a quick broker lets happen: the queue has room for all.
    settings.insert(settings.begin(), {"group.id=bench", "enable.auto.commit=false", "queued.min.messages=10000000",
                                       "queued.max.messages.kbytes=1048576", "fetch.message.max.bytes=1048576"});
    const Client client = make(RD_KAFKA_CONSUMER, configuration(servers, settings));
    const List list(rd_kafka_topic_partition_list_new(partitions));
    for (int i = 0; i < partitions; ++i) rd_kafka_topic_partition_list_add(list.get(), name.c_str(), i)->offset = RD_KAFKA_OFFSET_BEGINNING;
    rd_kafka_queue_t* queue = rd_kafka_queue_get_consumer(client.get());
    const auto begin = Clock::now();
    if (rd_kafka_assign(client.get(), list.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
        throw std::runtime_error("the partitions could not be assigned");
    std::vector<rd_kafka_message_t*> messages(10'000);
    std::int64_t got = 0;
    std::int64_t bytes = 0;
    auto last = begin;
    while (got < records) {
        const ssize_t count = rd_kafka_consume_batch_queue(queue, 100, messages.data(), messages.size());
        for (ssize_t i = 0; i < count; ++i) {
            const rd_kafka_message_t& message = *messages[static_cast<std::size_t>(i)];
            if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
                ++got;
                bytes += static_cast<std::int64_t>(message.len);
            }
            rd_kafka_message_destroy(messages[static_cast<std::size_t>(i)]);
        }
        if (count > 0) last = Clock::now();
        if (seconds_since(last) > 30) throw std::runtime_error("only " + std::to_string(got) + " records came");
    }
    const double took = seconds_since(begin);
    rd_kafka_queue_destroy(queue);
    std::printf("{\"seconds\": %.6f, \"records\": %lld, \"bytes\": %lld}\n", took, static_cast<long long>(got),
                static_cast<long long>(bytes));
    return 0;
}

// --- probe ---

int probe(const std::string& servers, const std::string& name, int partition, double seconds, Settings settings) {
    settings.insert(settings.begin(), {"linger.ms=0", "acks=all", "message.timeout.ms=120000"});
    Deliveries deliveries;
    const Client client = producer(servers, settings, deliveries);
    const Topic topic(rd_kafka_topic_new(client.get(), name.c_str(), nullptr));
    const auto begin = Clock::now();
    while (seconds_since(begin) < seconds) {
        const std::int64_t before = deliveries.acknowledged + deliveries.failed;
        char value[] = "probe";
        const auto sent = Clock::now();
        if (rd_kafka_produce(topic.get(), partition, RD_KAFKA_MSG_F_COPY, value, sizeof value, nullptr, 0, nullptr) != 0) {
            throw std::runtime_error(rd_kafka_err2str(rd_kafka_last_error()));
        }
        while (deliveries.acknowledged + deliveries.failed == before) rd_kafka_poll(client.get(), 1);
        if (deliveries.failed > 0) throw std::runtime_error("a record was not acknowledged");
        std::printf("acked %.6f %.3f\n", std::chrono::duration<double>(Clock::now().time_since_epoch()).count(),
                    seconds_since(sent) * 1000);
        std::fflush(stdout);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return 0;
}

// --- mixed ---

int mixed(const std::string& servers, const std::vector<std::string>& names, int clients, double rate, std::size_t size, double seconds,
          const Settings& settings) {
    const auto each = static_cast<std::size_t>(clients / 2);
    if (each < names.size()) throw std::runtime_error("there are fewer pairs of clients than topics");
    const std::string text = text_of(std::size_t{1} << 20);
    std::vector<std::unique_ptr<Deliveries>> deliveries;
    std::vector<Client> producers;
    std::vector<Topic> topics;
    std::vector<Client> consumers;
    for (std::size_t i = 0; i < each; ++i) {
        const std::string& name = names[i % names.size()];
        Settings own = settings;
        // What waits is bounded for all of them together: a rate that is not taken fills the queues.
        own.insert(own.begin(), {"linger.ms=100", "sticky.partitioning.linger.ms=100", "enable.sparse.connections=false",
                                 "queue.buffering.max.messages=" + std::to_string(1'000'000 / each)});
        deliveries.push_back(std::make_unique<Deliveries>());
        producers.push_back(producer(servers, own, *deliveries.back()));
        topics.emplace_back(rd_kafka_topic_new(producers.back().get(), name.c_str(), nullptr));
        Settings reading = settings;
        reading.insert(reading.begin(), {"group.id=mixed-" + name, "auto.offset.reset=latest", "enable.sparse.connections=false"});
        consumers.push_back(make(RD_KAFKA_CONSUMER, configuration(servers, reading)));
        const List subscription(rd_kafka_topic_partition_list_new(1));
        rd_kafka_topic_partition_list_add(subscription.get(), name.c_str(), RD_KAFKA_PARTITION_UA);
        if (rd_kafka_subscribe(consumers.back().get(), subscription.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
            throw std::runtime_error("subscribe");
    }
    std::atomic<bool> stop{false};
    std::atomic<std::int64_t> consumed{0};
    std::vector<std::thread> readers;
    constexpr int readers_count = 2;
    // To ask hundreds of clients each time for the little that each of them has would take the brokers' time from them.
    constexpr std::chrono::milliseconds rest{10};
    for (int reader = 0; reader < readers_count; ++reader) {
        readers.emplace_back([&, reader] {
            while (!stop) {
                bool any = false;
                for (std::size_t i = static_cast<std::size_t>(reader); i < consumers.size(); i += readers_count) {
                    for (int k = 0; k < 500; ++k) {
                        rd_kafka_message_t* message = rd_kafka_consumer_poll(consumers[i].get(), 0);
                        if (message == nullptr) break;
                        any = true;
                        if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) ++consumed;
                        rd_kafka_message_destroy(message);
                    }
                }
                if (!any) std::this_thread::sleep_for(rest);
            }
        });
    }
    const auto run_for = [&](double span, std::int64_t& sent, std::int64_t& refused) {
        const auto begin = Clock::now();
        std::int64_t asked = 0;
        for (double now = 0; now < span; now = seconds_since(begin)) {
            for (const auto due = static_cast<std::int64_t>(now * rate); asked < due; ++asked) {
                const auto i = static_cast<std::size_t>(asked) % producers.size();
                auto* value = const_cast<char*>(text.data() + static_cast<std::size_t>(asked * 7919) % (text.size() - size));
                if (rd_kafka_produce(topics[i].get(), RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, value, size, nullptr, 0, nullptr) == 0)
                    ++sent;
                else ++refused;
            }
            for (const Client& client : producers) rd_kafka_poll(client.get(), 0);
            std::this_thread::sleep_for(rest);
        }
    };
    const auto acknowledged = [&] {
        std::int64_t sum = 0;
        for (const auto& one : deliveries) sum += one->acknowledged;
        return sum;
    };
    // Until the groups are stable and every connection is there.
    std::int64_t ignored = 0;
    std::int64_t sent = 0;
    std::int64_t refused = 0;
    const auto warming = Clock::now();
    do {
        run_for(1, ignored, ignored);
        if (seconds_since(warming) > 180) throw std::runtime_error("the groups did not read anything in three minutes");
    } while (seconds_since(warming) < 10 || consumed == 0);
    const std::int64_t acknowledged_before = acknowledged();
    const std::int64_t consumed_before = consumed;
    const auto begin = Clock::now();
    run_for(seconds, sent, refused);
    const double took = seconds_since(begin);
    const std::int64_t produced = acknowledged() - acknowledged_before;
    const std::int64_t read = consumed - consumed_before;
    std::int64_t failed = 0;
    for (const auto& one : deliveries) failed += one->failed;
    std::printf("{\"seconds\": %.3f, \"records\": %lld, \"consumed\": %lld, \"refused\": %lld, \"failed\": %lld}\n", took,
                static_cast<long long>(produced), static_cast<long long>(read), static_cast<long long>(refused),
                static_cast<long long>(failed));
    std::fflush(stdout);
    stop = true;
    for (std::thread& reader : readers) reader.join();
    // A thousand clients that leave politely one by one are not what is measured.
    std::_Exit(0);
}

std::vector<std::string> divided(const std::string& names) {
    std::vector<std::string> each;
    std::istringstream text(names);
    for (std::string name; std::getline(text, name, ',');) each.push_back(name);
    return each;
}

int run(const std::vector<std::string>& words) {
    const auto rest = [&](std::size_t from) {
        return Settings(words.begin() + static_cast<std::ptrdiff_t>(std::min(from, words.size())), words.end());
    };
    const std::string what = words.empty() ? "" : words[0];
    if (what == "create" && words.size() >= 5) return create(words[1], words[2], std::stoi(words[3]), std::stoi(words[4]), rest(5));
    if (what == "produce" && words.size() >= 5) return produce(words[1], words[2], std::stoll(words[3]), std::stoul(words[4]), rest(5));
    if (what == "consume" && words.size() >= 5) return consume(words[1], words[2], std::stoi(words[3]), std::stoll(words[4]), rest(5));
    if (what == "probe" && words.size() >= 5) return probe(words[1], words[2], std::stoi(words[3]), std::stod(words[4]), rest(5));
    if (what == "mixed" && words.size() >= 7) {
        return mixed(words[1], divided(words[2]), std::stoi(words[3]), std::stod(words[4]), std::stoul(words[5]), std::stod(words[6]),
                     rest(7));
    }
    throw std::runtime_error("usage: rdkafka_load create|produce|consume|probe|mixed …, see the head of its source");
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run({argv + 1, argv + argc});
    } catch (const std::exception& error) {
        std::fprintf(stderr, "rdkafka_load: %s\n", error.what());
        return 1;
    }
}
