<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
</TS>
