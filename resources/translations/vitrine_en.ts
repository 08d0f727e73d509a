<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>vitrine::ui::BatchFields</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::BatchStrip</name>
    <message numerus="yes">
        <source>%n of its records was removed by compaction</source>
        <translation>
            <numerusform>%n of its records was removed by compaction</numerusform>
            <numerusform>%n of its records were removed by compaction</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n offset(s) in front of it are not there</source>
        <translation>
            <numerusform>%n offset in front of it is not there</numerusform>
            <numerusform>%n offsets in front of it are not there</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::CompareDialog</name>
    <message numerus="yes">
        <source>%n thing(s) differ.</source>
        <translation>
            <numerusform>%n thing differs.</numerusform>
            <numerusform>%n things differ.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ConsumePage</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of aborted transactions left out</source>
        <translation>
            <numerusform>%n of aborted transactions left out</numerusform>
            <numerusform>%n of aborted transactions left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transaction marker(s) passed over</source>
        <translation>
            <numerusform>%n transaction marker passed over</numerusform>
            <numerusform>%n transaction markers passed over</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::EventSentences</name>
    <message numerus="yes">
        <source>%n record(s) after it were removed</source>
        <translation>
            <numerusform>%n record after it was removed</numerusform>
            <numerusform>%n records after it were removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) after it were not in the leader&apos;s log, which differs from epoch %1 on</source>
        <translation>
            <numerusform>%n record after it was not in the leader&apos;s log, which differs from epoch %1 on</numerusform>
            <numerusform>%n records after it were not in the leader&apos;s log, which differs from epoch %1 on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s), replication factor %1</source>
        <translation>
            <numerusform>%n partition, replication factor %1</numerusform>
            <numerusform>%n partitions, replication factor %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s), assignor %1</source>
        <translation>
            <numerusform>%n member, assignor %1</numerusform>
            <numerusform>%n members, assignor %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %n partition(s)</source>
        <translation>
            <numerusform>of %n partition</numerusform>
            <numerusform>of %n partitions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n offset(s) were not used for offsets.retention.minutes</source>
        <translation>
            <numerusform>%n offset was not used for offsets.retention.minutes</numerusform>
            <numerusform>%n offsets were not used for offsets.retention.minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::GroupText</name>
    <message numerus="yes">
        <source>%n partition(s) moved</source>
        <translation>
            <numerusform>%n partition moved</numerusform>
            <numerusform>%n partitions moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>everybody (%n partition(s))</source>
        <translation>
            <numerusform>everybody (%n partition)</numerusform>
            <numerusform>everybody (%n partitions)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s), of what moved</source>
        <translation>
            <numerusform>%n member, of what moved</numerusform>
            <numerusform>%n members, of what moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::GroupsModel</name>
    <message numerus="yes">
        <source>%n stopped</source>
        <translation>
            <numerusform>%n stopped</numerusform>
            <numerusform>%n stopped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s)</source>
        <translation>
            <numerusform>%n partition</numerusform>
            <numerusform>%n partitions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::GroupsPage</name>
    <message numerus="yes">
        <source>%n in the cluster</source>
        <translation>
            <numerusform>%n in the cluster</numerusform>
            <numerusform>%n in the cluster</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with a note</source>
        <translation>
            <numerusform>%n with a note</numerusform>
            <numerusform>%n with a note</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::Habits</name>
    <message numerus="yes">
        <source>%1 event(s) and %2 behind. The cluster goes on, and nothing of it is lost.</source>
        <translation>
            <numerusform>%1 event and %2 behind. The cluster goes on, and nothing of it is lost.</numerusform>
            <numerusform>%1 events and %2 behind. The cluster goes on, and nothing of it is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Topic, %n partition(s)</source>
        <translation>
            <numerusform>Topic, %n partition</numerusform>
            <numerusform>Topic, %n partitions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Group, %n member(s)</source>
        <translation>
            <numerusform>Group, %n member</numerusform>
            <numerusform>Group, %n members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LogPage</name>
    <message numerus="yes">
        <source>%n segment(s)</source>
        <translation>
            <numerusform>%n segment</numerusform>
            <numerusform>%n segments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::LogTexts</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MapPage</name>
    <message numerus="yes">
        <source>%n partition(s)</source>
        <translation>
            <numerusform>%n partition</numerusform>
            <numerusform>%n partitions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s)</source>
        <translation>
            <numerusform>%n topic</numerusform>
            <numerusform>%n topics</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MapTexts</name>
    <message numerus="yes">
        <source>CreatePartitions: %n partition(s) from then on. Keys hash to other partitions than before, so the order of a key&apos;s records holds only from there on; the number cannot be lowered again.</source>
        <translation>
            <numerusform>CreatePartitions: %n partition from then on. Keys hash to other partitions than before, so the order of a key&apos;s records holds only from there on; the number cannot be lowered again.</numerusform>
            <numerusform>CreatePartitions: %n partitions from then on. Keys hash to other partitions than before, so the order of a key&apos;s records holds only from there on; the number cannot be lowered again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MapView</name>
    <message numerus="yes">
        <source>%n partition(s)</source>
        <translation>
            <numerusform>%n partition</numerusform>
            <numerusform>%n partitions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n under-replicated</source>
        <translation>
            <numerusform>%n under-replicated</numerusform>
            <numerusform>%n under-replicated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a leader</source>
        <translation>
            <numerusform>%n without a leader</numerusform>
            <numerusform>%n without a leader</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MessageLayer</name>
    <message numerus="yes">
        <source>%n on the way</source>
        <translation>
            <numerusform>%n on the way</numerusform>
            <numerusform>%n on the way</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::MessagesPage</name>
    <message numerus="yes">
        <source>%n on the way</source>
        <translation>
            <numerusform>%n on the way</numerusform>
            <numerusform>%n on the way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them held</source>
        <translation>
            <numerusform>%n of them held</numerusform>
            <numerusform>%n of them held</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::NavigationModel</name>
    <message numerus="yes">
        <source>%1: %n partition(s) under-replicated</source>
        <translation>
            <numerusform>%1: %n partition under-replicated</numerusform>
            <numerusform>%1: %n partitions under-replicated</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::NewClusterDialog</name>
    <message numerus="yes">
        <source>%n controllers outlive no more failures than one less: a quorum needs a majority.</source>
        <translation>
            <numerusform>%n controller outlives no more failures than none: a quorum needs a majority.</numerusform>
            <numerusform>%n controllers outlive no more failures than one less: a quorum needs a majority.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::PlotCell</name>
    <message numerus="yes">
        <source>%n smaller one(s) not shown</source>
        <translation>
            <numerusform>%n smaller one not shown</numerusform>
            <numerusform>%n smaller ones not shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ProducePage</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>JSON, %n byte(s)</source>
        <translation>
            <numerusform>JSON, %n byte</numerusform>
            <numerusform>JSON, %n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s), %1; more records than that begin again with the first</source>
        <translation>
            <numerusform>%n value, %1; more records than that begin again with the first</numerusform>
            <numerusform>%n values, %1; more records than that begin again with the first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n retry(s)</source>
        <translation>
            <numerusform>%n retry</numerusform>
            <numerusform>%n retries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::QuorumText</name>
    <message numerus="yes">
        <source>Epoch %1 has no leader yet: %2; a majority of %n voter(s) is needed.</source>
        <translation>
            <numerusform>Epoch %1 has no leader yet: %2; the vote of its %n voter is needed.</numerusform>
            <numerusform>Epoch %1 has no leader yet: %2; a majority of its %n voters is needed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::RecordExport</name>
    <message numerus="yes">
        <source>%n record(s) written to %1</source>
        <translation>
            <numerusform>%n record written to %1</numerusform>
            <numerusform>%n records written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ReplicationView</name>
    <message numerus="yes">
        <source>acks=all waits for %n replica(s).</source>
        <translation>
            <numerusform>acks=all waits for %n replica.</numerusform>
            <numerusform>acks=all waits for %n replicas.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::ResetOffsetsDialog</name>
    <message numerus="yes">
        <source>Kafka resets offsets only while a group is inactive, or its members would go on from where they are: %1 has %n member(s), %2 of them our own.</source>
        <translation>
            <numerusform>Kafka resets offsets only while a group is inactive, or its members would go on from where they are: %1 has %n member, %2 of them our own.</numerusform>
            <numerusform>Kafka resets offsets only while a group is inactive, or its members would go on from where they are: %1 has %n members, %2 of them our own.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n partition(s): %1 offsets are read again, %2 are skipped.</source>
        <translation>
            <numerusform>%n partition: %1 offsets are read again, %2 are skipped.</numerusform>
            <numerusform>%n partitions: %1 offsets are read again, %2 are skipped.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SaveClusterDialog</name>
    <message numerus="yes">
        <source>Saved: %n node(s), %1 files with %2, packed into %3.</source>
        <translation>
            <numerusform>Saved: %n node, %1 files with %2, packed into %3.</numerusform>
            <numerusform>Saved: %n nodes, %1 files with %2, packed into %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::SequenceView</name>
    <message numerus="yes">
        <source>%n more selected exchange(s) are not drawn.</source>
        <translation>
            <numerusform>%n more selected exchange is not drawn.</numerusform>
            <numerusform>%n more selected exchanges are not drawn.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TableView</name>
    <message numerus="yes">
        <source>Copy %n row(s)</source>
        <translation>
            <numerusform>Copy %n row</numerusform>
            <numerusform>Copy %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TimelinePage</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) found</source>
        <translation>
            <numerusform>%n event found</numerusform>
            <numerusform>%n events found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TimelineView</name>
    <message numerus="yes">
        <source>%n fault(s) at once: %1, …</source>
        <translation>
            <numerusform>%n fault at once: %1, …</numerusform>
            <numerusform>%n faults at once: %1, …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more fault(s), named in the table.</source>
        <translation>
            <numerusform>%n more fault, named in the table.</numerusform>
            <numerusform>%n more faults, named in the table.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TopBar</name>
    <message numerus="yes">
        <source>%n broker(s)</source>
        <translation>
            <numerusform>%n broker</numerusform>
            <numerusform>%n brokers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s)</source>
        <translation>
            <numerusform>%n topic</numerusform>
            <numerusform>%n topics</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a leader</source>
        <translation>
            <numerusform>%n without a leader</numerusform>
            <numerusform>%n without a leader</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n under-replicated</source>
        <translation>
            <numerusform>%n under-replicated</numerusform>
            <numerusform>%n under-replicated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s)</source>
        <translation>
            <numerusform>%n fault</numerusform>
            <numerusform>%n faults</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::TransportBar</name>
    <message numerus="yes">
        <source>%n rule(s) violated</source>
        <translation>
            <numerusform>%n rule violated</numerusform>
            <numerusform>%n rules violated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vitrine::ui::WirePage</name>
    <message numerus="yes">
        <source>%1 exchange(s)</source>
        <translation>
            <numerusform>%1 exchange</numerusform>
            <numerusform>%1 exchanges</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 exchange(s)</source>
        <translation>
            <numerusform>%1 of %2 exchange</numerusform>
            <numerusform>%1 of %2 exchanges</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exchange(s) written to %1. In Wireshark, decode TCP ports %2 as Kafka.</source>
        <translation>
            <numerusform>%n exchange written to %1. In Wireshark, decode TCP ports %2 as Kafka.</numerusform>
            <numerusform>%n exchanges written to %1. In Wireshark, decode TCP ports %2 as Kafka.</numerusform>
        </translation>
    </message>
</context>
</TS>
