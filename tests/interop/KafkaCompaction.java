// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.server.util.KafkaScheduler;
import org.apache.kafka.storage.internals.log.Cleaner;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.apache.kafka.storage.internals.log.LogToClean;
import org.apache.kafka.storage.internals.log.ProducerStateManagerConfig;
import org.apache.kafka.storage.internals.log.SkimpyOffsetMap;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.internals.utils.Throttler;
import org.apache.kafka.storage.log.metrics.BrokerTopicStats;

/**
 * Apache Kafka's own cleaner on logs that lie there, and what its own reader sees in logs.
 * The one argument is a file of jobs, a line each:
 *   clean DIRECTORY SEGMENT_BYTES DELETE_RETENTION_MS DEDUPE_BYTES NOW_MS:FIRST_UNCLEANABLE...   prints where each round ended
 *   dump DIRECTORY FILE                                                                          every batch and record, in words
 */
public class KafkaCompaction {
    public static void main(String[] arguments) throws Exception {
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] words = line.split(" ");
            if (words[0].equals("clean")) clean(words);
            else dump(new File(words[1]), new File(words[2]));
        }
        System.exit(0);
    }

    /** The time at which the logs were written: their producers are not forgotten. */
    private static final Time THEN = new Time() {
        @Override
        public long milliseconds() {
            return 1_700_000_000_000L;
        }

        @Override
        public long nanoseconds() {
            return Time.SYSTEM.nanoseconds();
        }

        @Override
        public void sleep(long ms) {
            Time.SYSTEM.sleep(ms);
        }

        @Override
        public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) throws InterruptedException {
            Time.SYSTEM.waitObject(object, condition, deadlineMs);
        }
    };

    private static UnifiedLog open(File directory, String segmentBytes, String deleteRetentionMs, KafkaScheduler scheduler) throws Exception {
        Properties properties = new Properties();
        properties.put("cleanup.policy", "compact");
        properties.put("internal.segment.bytes", segmentBytes);
        properties.put("delete.retention.ms", deleteRetentionMs);
        properties.put("index.interval.bytes", "200");
        properties.put("file.delete.delay.ms", "0");
        return UnifiedLog.create(directory, new LogConfig(properties), 0L, 0L, scheduler, new BrokerTopicStats(), THEN, 300000,
            new ProducerStateManagerConfig(Integer.MAX_VALUE, false), 600000, new LogDirFailureChannel(1), false, Optional.empty());
    }

    private static void clean(String[] words) throws Exception {
        KafkaScheduler scheduler = new KafkaScheduler(1);
        scheduler.startup();
        UnifiedLog log = open(new File(words[1]), words[2], words[3], scheduler);
        log.updateHighWatermark(log.logEndOffset());
        StringBuilder ends = new StringBuilder(words[1]);
        long dirty = 0;
        for (int i = 5; i < words.length; ++i) {
            String[] round = words[i].split(":");
            Throttler throttler = new Throttler(Double.MAX_VALUE, 300, "cleaner-io", "bytes", Time.SYSTEM);
            Cleaner cleaner = new Cleaner(0, new SkimpyOffsetMap(Integer.parseInt(words[4])), 65536, 1 << 20, 0.9, throttler, Time.SYSTEM,
                partition -> { });
            dirty = cleaner.doClean(new LogToClean(log, dirty, Long.parseLong(round[1]), false), Long.parseLong(round[0])).getKey();
            ends.append(' ').append(dirty);
        }
        log.close();
        scheduler.shutdown();
        System.out.println(ends);
    }

    private static String text(java.nio.ByteBuffer bytes) {
        return bytes == null ? "null" : Utils.utf8(bytes);
    }

    private static void dump(File directory, File to) throws Exception {
        File[] files = directory.listFiles((parent, name) -> name.endsWith(".log"));
        java.util.Arrays.sort(files);
        try (PrintWriter out = new PrintWriter(to)) {
            for (File file : files) {
                out.println(file.getName());
                try (FileRecords records = FileRecords.open(file, false)) {
                    for (RecordBatch batch : records.batches()) {
                        batch.ensureValid();
                        out.println(batch.baseOffset() + ".." + batch.lastOffset() + " producer " + batch.producerId() + " epoch "
                            + batch.producerEpoch() + " sequence " + batch.baseSequence() + ".." + batch.lastSequence() + " leader "
                            + batch.partitionLeaderEpoch() + " " + batch.compressionType() + " " + batch.timestampType() + " max "
                            + batch.maxTimestamp() + " horizon " + batch.deleteHorizonMs() + " transactional " + batch.isTransactional()
                            + " control " + batch.isControlBatch() + " count " + batch.countOrNull());
                        for (Record record : batch) {
                            StringBuilder line = new StringBuilder("  " + record.offset() + " at " + record.timestamp() + " "
                                + (batch.isControlBatch() ? record.keySize() : text(record.key())) + "="
                                + (batch.isControlBatch() ? record.valueSize() : text(record.value())));
                            for (org.apache.kafka.common.header.Header header : record.headers()) {
                                line.append(' ').append(header.key()).append(':').append(new String(header.value()));
                            }
                            out.println(line);
                        }
                    }
                }
            }
        }
    }
}
