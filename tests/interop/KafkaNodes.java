// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nodes of Apache Kafka, its tools and its clients in one virtual machine, which a test may kill with all that is in it. Each line of the
// standard input is a command and its words, with U+001F between them. The answer is a line of three numbers, 0 or the status with which it did
// not succeed and two sizes, and then so many bytes of output and of errors.
//
//   start FILE…                                  a node for each server.properties, until all of them serve
//   stop                                         all nodes, politely
//   tool CLASS WORD…                             one of the tools; the status is the tool's
//   create SERVERS TOPIC PARTITIONS REPLICAS KEY=VALUE…
//   configure SERVERS TYPE NAME KEY=VALUE…       TYPE: topic or broker, or user for quotas; the name of the cluster's default is empty
//   credential SERVERS USER
//   produce SERVERS TOPIC CODEC COUNT SEED KEYS  drawn from the seed; KEYS: how many different keys, 0: some records have one, some have none
//   transact SERVERS TOPIC ID COUNT OUTCOME      a transaction that ends with commit or abort
//   subscribe SERVERS GROUP TOPIC COUNT PROTOCOL joins by this protocol, reads so many records, commits, leaves
//   offset SERVERS GROUP TOPIC PARTITION OFFSET  as an administrator sets one
//   consume SERVERS TOPIC ISOLATION              every record
//   await SERVERS NODES                          until so many nodes are there and every replica is in sync
//   state SERVERS                                everything that an administrator can see, without what changes by itself
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

public class KafkaNodes {
    static PrintStream out;  // the answer
    static PrintStream errors;
    static final List<Object> nodes = new ArrayList<>();
    static CompletableFuture<Integer> ended;
    static final List<Runnable> hooks = new ArrayList<>();

    // --- nodes ---

    static void start(List<String> files) throws Exception {
        List<CompletableFuture<Void>> starting = new ArrayList<>();
        for (String file : files) {
            Properties properties = new Properties();
            try (FileInputStream in = new FileInputStream(file)) {
                properties.load(in);
            }
            Object config = Class.forName("kafka.server.KafkaConfig").getMethod("fromProps", Properties.class).invoke(null, properties);
            Object node = Class.forName("kafka.server.KafkaRaftServer").getConstructor(config.getClass(), Time.class).newInstance(config, Time.SYSTEM);
            nodes.add(node);
            starting.add(later(node, "startup"));
        }
        for (CompletableFuture<Void> one : starting) one.get(120, TimeUnit.SECONDS);
    }

    // All brokers first: a broker leaves by asking the controllers.
    static void stop() throws Exception {
        List<CompletableFuture<Void>> stopping = new ArrayList<>();
        for (Object node : nodes) {
            Field field = node.getClass().getDeclaredField("broker");
            field.setAccessible(true);
            scala.Option<?> broker = (scala.Option<?>) field.get(node);
            if (broker.isDefined()) stopping.add(later(broker.get(), "shutdown"));
        }
        for (CompletableFuture<Void> one : stopping) one.get(120, TimeUnit.SECONDS);
        stopping.clear();
        for (Object node : nodes) stopping.add(later(node, "shutdown"));
        for (CompletableFuture<Void> one : stopping) one.get(120, TimeUnit.SECONDS);
        nodes.clear();
    }

    static CompletableFuture<Void> later(Object object, String method) {
        return CompletableFuture.runAsync(() -> {
            try {
                object.getClass().getMethod(method).invoke(object);
            } catch (ReflectiveOperationException thrown) {
                throw new IllegalStateException(thrown);
            }
        }, command -> new Thread(command, method).start());
    }

    // --- tools ---

    static int tool(String[] words) throws Exception {
        CompletableFuture<Integer> status = ended = new CompletableFuture<>();
        PrintStream oldOut = System.out;
        PrintStream oldErr = System.err;
        System.setOut(out);
        System.setErr(errors);
        Thread thread = new Thread(() -> {
            try {
                Class.forName(words[0]).getMethod("main", String[].class).invoke(null, (Object) Arrays.copyOfRange(words, 1, words.length));
                status.complete(0);
            } catch (ReflectiveOperationException thrown) {
                Throwable cause = thrown;
                while (cause.getCause() != null) cause = cause.getCause();
                cause.printStackTrace();
                status.complete(1);
            }
        });
        thread.setDaemon(true);
        thread.start();
        int code = status.get();
        for (Runnable hook : hooks) hook.run();
        hooks.clear();
        System.setOut(oldOut);
        System.setErr(oldErr);
        return code;
    }

    static void end(int status, String message) {
        ended.complete(status);
        while (true) LockSupport.park();
    }

    // --- clients ---

    static Properties client(String servers) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        properties.put("key.serializer", ByteArraySerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("metadata.max.age.ms", "2000");
        return properties;
    }

    static Admin admin(String servers) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", servers);
        properties.put("metadata.max.age.ms", "2000");
        return Admin.create(properties);
    }

    static Map<String, String> pairs(List<String> words) {
        Map<String, String> map = new TreeMap<>();
        for (String word : words) map.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        return map;
    }

    static void configure(Admin admin, String type, String name, Map<String, String> values) throws Exception {
        if (type.equals("user")) {
            List<ClientQuotaAlteration.Op> quotas = new ArrayList<>();
            values.forEach((key, value) -> quotas.add(new ClientQuotaAlteration.Op(key, Double.valueOf(value))));
            Map<String, String> entity = new HashMap<>();
            entity.put(ClientQuotaEntity.USER, name.isEmpty() ? null : name);
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(new ClientQuotaEntity(entity), quotas))).all().get();
            return;
        }
        ConfigResource resource = new ConfigResource(type.equals("topic") ? ConfigResource.Type.TOPIC : ConfigResource.Type.BROKER, name);
        Collection<AlterConfigOp> operations = new ArrayList<>();
        values.forEach((key, value) -> operations.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
        admin.incrementalAlterConfigs(Map.of(resource, operations)).all().get();
    }

    static byte[] drawn(Random random, int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        // Half of it compresses well.
        if (random.nextBoolean()) random.nextBytes(bytes);
        else Arrays.fill(bytes, (byte) ('a' + random.nextInt(26)));
        return bytes;
    }

    static void produce(String servers, String topic, String codec, int count, long seed, int keys) throws Exception {
        Properties properties = client(servers);
        properties.put("compression.type", codec);
        properties.put("linger.ms", "20");
        properties.put("enable.idempotence", "true");
        properties.put("acks", "all");
        Random random = new Random(seed);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
            int partitions = producer.partitionsFor(topic).size();
            long now = System.currentTimeMillis();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < count; ++i) {
                byte[] key = keys > 0 ? ("key-" + random.nextInt(keys)).getBytes(StandardCharsets.UTF_8) : random.nextBoolean() ? drawn(random, 20) : null;
                byte[] value = random.nextInt(8) == 0 ? null : drawn(random, 400);
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, keys > 0 ? Math.floorMod(Arrays.hashCode(key), partitions) : i % partitions,
                        now - random.nextInt(1000), key, value);
                for (int header = random.nextInt(3); header > 0; --header)
                    record.headers().add("header-" + header, random.nextBoolean() ? drawn(random, 20) : null);
                sent.add(producer.send(record));
                if (random.nextInt(12) == 0) producer.flush();
            }
            producer.flush();
            for (Future<RecordMetadata> one : sent) one.get();
        }
    }

    static void transact(String servers, String topic, String id, int count, String outcome) throws Exception {
        Properties properties = client(servers);
        properties.put("transactional.id", id);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < count; ++i)
                producer.send(new ProducerRecord<>(topic, 0, null, (id + "-" + i + "-" + outcome).getBytes(StandardCharsets.UTF_8)));
            producer.flush();
            if (outcome.equals("commit")) producer.commitTransaction();
            else producer.abortTransaction();
        }
    }

    static void subscribe(String servers, String group, String topic, int count, String protocol) {
        Properties properties = client(servers);
        properties.put("group.id", group);
        properties.put("group.protocol", protocol);
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        properties.put("max.poll.records", "7");
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            consumer.subscribe(List.of(topic));
            long deadline = System.currentTimeMillis() + 60_000;
            for (int read = 0; read < count;) {
                if (System.currentTimeMillis() > deadline) throw new IllegalStateException("only " + read + " of " + count + " records were read");
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    ++read;
                    consumer.commitSync(Map.of(new TopicPartition(record.topic(), record.partition()),
                            new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), "read " + record.offset())));
                }
            }
        }
    }

    static String hex(byte[] bytes) {
        return bytes == null ? "null" : "\"" + HexFormat.of().formatHex(bytes) + "\"";
    }

    static void consume(String servers, String topic, String isolation) {
        Properties properties = client(servers);
        properties.put("enable.auto.commit", "false");
        properties.put("isolation.level", isolation);
        properties.put("check.crcs", "true");
        Map<TopicPartition, List<String>> read = new TreeMap<>((a, b) -> Integer.compare(a.partition(), b.partition()));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            consumer.partitionsFor(topic).forEach(info -> read.put(new TopicPartition(topic, info.partition()), new ArrayList<>()));
            consumer.assign(read.keySet());
            consumer.seekToBeginning(read.keySet());
            Map<TopicPartition, Long> ends = consumer.endOffsets(read.keySet());
            long deadline = System.currentTimeMillis() + 60_000;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.currentTimeMillis() > deadline) throw new IllegalStateException("the end of " + topic + " was not reached");
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    StringBuilder line = new StringBuilder();
                    line.append(record.partition()).append(' ').append(record.offset()).append(' ').append(record.timestampType()).append(' ')
                            .append(record.timestamp()).append(" epoch ").append(record.leaderEpoch().orElse(-1)).append(" key ").append(hex(record.key()))
                            .append(" value ").append(hex(record.value()));
                    for (Header header : record.headers()) line.append(' ').append(header.key()).append('=').append(hex(header.value()));
                    read.get(new TopicPartition(topic, record.partition())).add(line.toString());
                }
            }
        }
        read.values().forEach(lines -> lines.forEach(out::println));
    }

    // Until all nodes are there and every replica is in sync: what a cluster that has just started does not say at once.
    static void awaitNodes(Admin admin, int count) throws Exception {
        long deadline = System.currentTimeMillis() + 120_000;
        while (true) {
            boolean whole = admin.describeCluster().nodes().get().size() == count;
            if (whole) {
                TreeSet<String> names = new TreeSet<>(admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get());
                whole = admin.describeTopics(names).allTopicNames().get().values().stream().flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition -> partition.leader() != null && partition.isr().size() == partition.replicas().size());
            }
            if (whole) return;
            if (System.currentTimeMillis() > deadline) throw new IllegalStateException("the cluster did not become whole");
            Thread.sleep(100);
        }
    }

    static void state(Admin admin) throws Exception {
        out.println("cluster " + admin.describeCluster().clusterId().get() + " nodes " + new TreeSet<>(admin.describeCluster().nodes().get().stream().map(Node::id).toList()));
        Map<String, Short> features = new TreeMap<>();
        admin.describeFeatures().featureMetadata().get().finalizedFeatures().forEach((name, range) -> features.put(name, range.maxVersionLevel()));
        out.println("features " + features);
        TreeSet<String> names = new TreeSet<>(admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get());
        Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        List<ConfigResource> resources = new ArrayList<>();
        for (TopicDescription topic : new TreeMap<>(admin.describeTopics(names).allTopicNames().get()).values()) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                out.println("partition " + topic.name() + "-" + partition.partition() + " id " + topic.topicId() + " internal " + topic.isInternal() + " replicas "
                        + partition.replicas().stream().map(Node::id).toList());
                earliest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.earliest());
                latest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
            }
            resources.add(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
        }
        for (String broker : List.of("", "1", "2", "3")) resources.add(new ConfigResource(ConfigResource.Type.BROKER, broker));
        Map<String, String> configs = new TreeMap<>();
        admin.describeConfigs(resources).all().get().forEach((resource, config) -> config.entries().forEach(entry -> {
            boolean own = switch (entry.source()) {
                case DYNAMIC_TOPIC_CONFIG -> resource.type() == ConfigResource.Type.TOPIC;
                case DYNAMIC_BROKER_CONFIG -> resource.type() == ConfigResource.Type.BROKER;
                case DYNAMIC_DEFAULT_BROKER_CONFIG -> resource.type() == ConfigResource.Type.BROKER && resource.name().isEmpty();
                default -> false;
            };
            if (own) configs.put("config " + resource.type() + " '" + resource.name() + "' " + entry.name(), entry.value());
        }));
        configs.forEach((key, value) -> out.println(key + " = " + value));
        Map<String, String> offsets = new TreeMap<>();
        admin.listOffsets(earliest).all().get().forEach((partition, offset) -> {
            // What compaction, retention and new commits change is no part of the state.
            if (!partition.topic().startsWith("__")) offsets.put("earliest " + partition, String.valueOf(offset.offset()));
        });
        admin.listOffsets(latest).all().get().forEach((partition, offset) -> {
            if (!partition.topic().startsWith("__")) offsets.put("latest " + partition, String.valueOf(offset.offset()));
        });
        offsets.forEach((key, value) -> out.println(key + " = " + value));
        Map<String, String> quotas = new TreeMap<>();
        admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get().forEach((entity, values) -> quotas.put(entity.entries().toString(), new TreeMap<>(values).toString()));
        quotas.forEach((key, value) -> out.println("quota " + key + " = " + value));
        TreeSet<String> groups = new TreeSet<>();
        admin.listGroups().all().get().forEach(group -> groups.add(group.groupId()));
        for (String group : groups) {
            Map<String, String> committed = new TreeMap<>();
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().forEach(
                    (partition, offset) -> committed.put(partition.toString(), offset.offset() + " epoch " + offset.leaderEpoch().orElse(-1) + " '" + offset.metadata() + "'"));
            committed.forEach((partition, offset) -> out.println("committed " + group + " " + partition + " = " + offset));
            if (committed.isEmpty()) out.println("group " + group);
        }
    }

    static int run(String[] words) throws Exception {
        List<String> rest = Arrays.asList(words).subList(1, words.length);
        switch (words[0]) {
            case "start" -> start(rest);
            case "stop" -> stop();
            case "tool" -> {
                return tool(rest.toArray(new String[0]));
            }
            case "produce" -> produce(words[1], words[2], words[3], Integer.parseInt(words[4]), Long.parseLong(words[5]), Integer.parseInt(words[6]));
            case "transact" -> transact(words[1], words[2], words[3], Integer.parseInt(words[4]), words[5]);
            case "subscribe" -> subscribe(words[1], words[2], words[3], Integer.parseInt(words[4]), words[5]);
            case "consume" -> consume(words[1], words[2], words[3]);
            default -> {
                try (Admin admin = admin(words[1])) {
                    switch (words[0]) {
                        case "create" -> admin.createTopics(List.of(new NewTopic(words[2], Integer.parseInt(words[3]), Short.parseShort(words[4]))
                                .configs(pairs(rest.subList(4, rest.size()))))).all().get();
                        case "configure" -> configure(admin, words[2], words[3], pairs(rest.subList(3, rest.size())));
                        case "credential" -> admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(words[2],
                                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096), "secret"))).all().get();
                        case "offset" -> admin.alterConsumerGroupOffsets(words[2], Map.of(new TopicPartition(words[3], Integer.parseInt(words[4])),
                                new OffsetAndMetadata(Long.parseLong(words[5]), "set"))).all().get();
                        case "await" -> awaitNodes(admin, Integer.parseInt(words[2]));
                        case "state" -> state(admin);
                        default -> throw new IllegalArgumentException("there is no command " + words[0]);
                    }
                }
            }
        }
        return 0;
    }

    public static void main(String[] arguments) throws Exception {
        // What the nodes log is for a human, after a failure.
        PrintStream answers = System.out;
        PrintStream log = new PrintStream(new FileOutputStream(arguments[0], true), true, StandardCharsets.UTF_8);
        System.setOut(log);
        System.setErr(log);
        Exit.setExitProcedure(KafkaNodes::end);
        Exit.setHaltProcedure(KafkaNodes::end);
        Exit.setShutdownHookAdder((name, hook) -> hooks.add(hook));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null;) {
            int status = 1;
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            ByteArrayOutputStream wrong = new ByteArrayOutputStream();
            out = new PrintStream(told, false, StandardCharsets.UTF_8);
            errors = new PrintStream(wrong, false, StandardCharsets.UTF_8);
            try {
                status = run(line.split("\u001f", -1));
            } catch (Exception thrown) {
                thrown.printStackTrace(errors);
            }
            out.flush();
            errors.flush();
            answers.println(status + " " + told.size() + " " + wrong.size());
            told.writeTo(answers);
            wrong.writeTo(answers);
            answers.flush();
        }
        System.exit(0);
    }
}
