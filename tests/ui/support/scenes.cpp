// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/fake_session.h"

namespace vitrine::ui::test::scene {

const char *const demo = R"(
cluster Orders lab
at 20
broker 1 running in 412000 out 1100000 records 480
broker 2 running in 396000 out 980000 records 390
broker 3 running in 388000 out 900000 records 370
quorum leader 1 epoch 7 end 1842
topic orders 6 rf 3 min 2
topic payments 3 rf 3 min 2
topic audit-log 3 rf 3 min 1
topic user-profile-snapshots 1 rf 3 min 1
topic __consumer_offsets 50 rf 3 min 1 internal
p orders 0 leader 2 epoch 7 replicas 2,1,3 isr 2,1,3
p orders 1 leader 2 epoch 5 replicas 2,1,3 isr 2,1,3
p orders 2 leader 3 epoch 7 replicas 3,1,2 isr 3,1,2
p orders 3 leader 3 epoch 8 replicas 3,1,2 isr 3,1,2
p orders 4 leader 1 epoch 9 replicas 1,2,3 isr 1,2,3
p orders 5 leader 3 epoch 10 replicas 3,2,1 isr 3,2,1
r orders 0 on 1 log 0..18398 hw 18396
r orders 0 on 2 log 0..18400 hw 18398
r orders 0 on 3 log 0..18398 hw 18397
r orders 1 on 1 log 1200..13999 hw 13999
r orders 1 on 2 log 1200..14000 hw 13999
r orders 1 on 3 log 1200..13999 hw 13999
r orders 2 on 1 log 0..16600 hw 16598
r orders 2 on 2 log 0..16600 hw 16600
r orders 2 on 3 log 0..16600 hw 16600
r orders 3 on 1 log 4800..19599 hw 19598
r orders 3 on 2 log 4800..19599 hw 19599
r orders 3 on 3 log 4800..19600 hw 19599
r orders 4 on 1 log 0..10800 hw 10512
r orders 4 on 2 log 0..10512 hw 10512
r orders 4 on 3 log 0..10800 hw 10512
r orders 5 on 1 log 600..15199 hw 15198
r orders 5 on 2 log 600..15199 hw 15199
r orders 5 on 3 log 600..15200 hw 15199
r payments 0 on 1 log 0..4210 hw 4210
r payments 0 on 2 log 0..4210 hw 4210
r payments 0 on 3 log 0..4210 hw 4210
r payments 1 on 1 log 0..3980 hw 3980
r payments 1 on 2 log 0..3981 hw 3980
r payments 1 on 3 log 0..3980 hw 3980
r payments 2 on 1 log 0..4410 hw 4410
r payments 2 on 2 log 0..4410 hw 4410
r payments 2 on 3 log 0..4412 hw 4410
r audit-log 0 on 1 log 0..904 hw 904
r audit-log 0 on 2 log 0..904 hw 904
r audit-log 0 on 3 log 0..904 hw 904
r audit-log 1 on 1 log 0..911 hw 911
r audit-log 1 on 2 log 0..911 hw 911
r audit-log 1 on 3 log 0..911 hw 911
r audit-log 2 on 1 log 0..880 hw 880
r audit-log 2 on 2 log 0..880 hw 880
r audit-log 2 on 3 log 0..880 hw 880
r user-profile-snapshots 0 on 1 log 120..240 hw 240
r user-profile-snapshots 0 on 2 log 120..240 hw 240
r user-profile-snapshots 0 on 3 log 120..240 hw 240
segments orders 0 on 1 0-3800:1598000@-6100 3800-7600:1600400@-4400 7600-11400:1599100@-2500 11400-15200:1600000@-700 15200-18398:1340000@-1* retention 7200
segments orders 0 on 2 0-3800:1598000@-6100 3800-7600:1600400@-4400 7600-11400:1599100@-2500 11400-15200:1600000@-700 15200-18400:1340000@-1* retention 7200
segments orders 4 on 1 0-4000:1680000@-5900 4000-8000:1680200@-2900 8000-10520:1051000@-1* retention 7200
move orders 0 on 1
move orders 0 on 3
move orders 2 on 1
move orders 3 on 1
move orders 3 on 2
move orders 5 on 2
group billing Stable generation 13 protocol cooperative-sticky coordinator 3
member billing billing-1 orders:0,1,4
member billing billing-2 orders:2,3,5
group billing Stable generation 14 protocol cooperative-sticky coordinator 3 began -20 ended -18.8 reason a new member joined: billing-3
member billing billing-1 orders:0,1
member billing billing-2 orders:2,3
member billing billing-3 orders:4,5
offset billing orders 0 18310
offset billing orders 1 13960
offset billing orders 2 16570
offset billing orders 3 19540
offset billing orders 4 10460
offset billing orders 5 15150
group dashboard Stable generation 3 protocol range coordinator 1 began -220 ended -219.7 reason a new member joined: dashboard-web
member dashboard dashboard-web payments:0,1,2
offset dashboard payments 0 4210
offset dashboard payments 1 3980
offset dashboard payments 2 4410
event -14 topic orders 6 3
event -8 joined billing billing-3
event -7.6 rebalance billing a new member joined: billing-3
event -6.4 stable billing 14
event -4 rolled orders 3 18200
)";

const char *const brokerKilled = R"(
at 33.120
broker 1 running in 412000 out 1100000 records 700
broker 2 killed since -7
broker 3 running in 388000 out 900000 records 540
quorum leader 1 epoch 7 end 1842
p orders 0 leader 1 epoch 8 isr 1,3
p orders 1 leader 1 epoch 6 isr 1,3
p orders 2 leader 3 epoch 7 isr 3,1
p orders 3 leader 3 epoch 8 isr 3,1
p orders 4 leader 1 epoch 9 isr 1
p orders 5 leader 3 epoch 10 isr 3,1
r orders 0 on 1 log 0..18400 hw 18400
r orders 0 on 3 log 0..18400 hw 18398
r orders 1 on 1 log 1200..14000 hw 13999
r orders 1 on 3 log 1200..13999 hw 13999
r orders 2 on 1 log 0..16600 hw 16600
r orders 2 on 3 log 0..16600 hw 16600
r orders 3 on 1 log 4800..19599 hw 19598
r orders 3 on 3 log 4800..19600 hw 19599
r orders 4 on 1 log 0..12004 hw 10800
r orders 4 on 3 log 0..10800 hw 10800
behind orders 4 of 1 follower 3 for 31.2 fetch 31.2
r orders 5 on 1 log 600..15199 hw 15198
r orders 5 on 3 log 600..15200 hw 15199
p payments 0 leader 1 epoch 2 isr 1,3
p payments 1 leader 3 epoch 3 isr 1,3
p payments 2 leader 3 epoch 2 isr 3,1
r payments 0 on 1 log 0..4260 hw 4260
r payments 1 on 3 log 0..4003 hw 4003
move orders 0 on 3
move orders 1 on 3
move orders 2 on 1
move orders 3 on 1
move orders 5 on 1
offset billing orders 4 10460
offset billing orders 0 18320
event -5.916 killed 2 by you: broker kill 2
event -5.8 fenced 2
event -5.759 leader orders 0 2 1 epoch 8 isr 1,3 because -1
event -5.75 leader orders 1 2 1 epoch 6 isr 1,3 because -2
event -5.74 leader payments 1 2 3 epoch 3 isr 1,3 because -3
event -5.7 isr orders 0 2,1,3 1,3 replica 2 because -4
event -5.69 isr orders 2 3,1,2 3,1 replica 2 because -5
event -5.2 left billing consumer-on-2
event -4.6 stable dashboard 3
event -3.2 rolled orders 3 19400
event -0.4 isr orders 4 1,3 1 replica 3 behind 30 min 2
)";

const char *const rebalance = R"(
at 41
group billing PreparingRebalance generation 15 protocol cooperative-sticky coordinator 3 began -0.6 reason member billing-3 left on session.timeout.ms
member billing billing-1 orders:0,1 joining
member billing billing-2 orders:2,3
event -0.7 left billing billing-3
event -0.6 rebalance billing member billing-3 left on session.timeout.ms
event -0.2 isr orders 4 1,3 1,3,2 replica 2
)";

const char *const single = R"(
cluster One of everything
at 10
broker 1 running in 1200 out 2400 records 3
quorum leader 1 epoch 1 end 41
topic notes 1 rf 1 min 1
r notes 0 on 1 log 0..17 hw 17
event -2 topic notes 1 1
)";

const char *const longNames = R"(
cluster A name that somebody typed without thinking of the width of a window
at 10
broker 1 running in 412000 out 1100000 records 480
broker 2 running in 396000 out 980000 records 390
broker 3 running in 388000 out 900000 records 370
quorum leader 2 epoch 1284 end 1842111
topic com.example.production.europe-west.customer-relations.address-changes.v2 4 rf 3 min 2
topic com.example.production.europe-west.customer-relations.address-changes.v2.retry-5m 2 rf 3 min 2
r com.example.production.europe-west.customer-relations.address-changes.v2 0 on 1 log 8123456789..9123456789 hw 9123456789
r com.example.production.europe-west.customer-relations.address-changes.v2 0 on 2 log 8123456789..9123456780 hw 9123456770
r com.example.production.europe-west.customer-relations.address-changes.v2 0 on 3 log 8123456789..9123456780 hw 9123456770
p com.example.production.europe-west.customer-relations.address-changes.v2 1 leader 2 epoch 14512 replicas 2,3,1 isr 2,3
r com.example.production.europe-west.customer-relations.address-changes.v2 1 on 2 log 8123456789..9123456789 hw 9123456780
r com.example.production.europe-west.customer-relations.address-changes.v2 1 on 3 log 8123456789..9123456789 hw 9123456780
r com.example.production.europe-west.customer-relations.address-changes.v2 1 on 1 log 8123456789..9003456789 hw 9003456789
behind com.example.production.europe-west.customer-relations.address-changes.v2 1 of 2 follower 1 for 4210 fetch 0.4
p com.example.production.europe-west.customer-relations.address-changes.v2 2 leader 3 epoch 3 replicas 3,1 isr 3,1 adding 2
r com.example.production.europe-west.customer-relations.address-changes.v2 2 on 3 log 0..1200 hw 1200
r com.example.production.europe-west.customer-relations.address-changes.v2 2 on 1 log 0..1200 hw 1200
r com.example.production.europe-west.customer-relations.address-changes.v2 2 on 2 log 0..300 hw 300
p com.example.production.europe-west.customer-relations.address-changes.v2 3 leader -1 epoch 4 replicas 1,2 isr 1
group com.example.production.address-changes-to-search-index.consumer-group Stable generation 7 protocol range coordinator 2 began -5 ended -4.1 reason first member
member com.example.production.address-changes-to-search-index.consumer-group address-changes-to-search-index-worker-0000000017 com.example.production.europe-west.customer-relations.address-changes.v2:0,1,2,3
offset com.example.production.address-changes-to-search-index.consumer-group com.example.production.europe-west.customer-relations.address-changes.v2 0 9023456789
)";

const char *const faults = R"(
at 46
broker 3 paused since -4
fault link cut 1 2
fault link slow 2 3
event -4 paused 3 by you: broker pause 3
event -2 fault link cut 1 2
)";

std::string large(int brokers, int partitions)
{
    std::string text = "cluster Large\nat 30\n";
    for (int b = 1; b <= brokers; ++b) text += "broker " + std::to_string(b) + " running in 5200000 out 9800000 records 21000\n";
    text += "quorum leader 4 epoch 12 end 99120\n";
    text += "topic clicks " + std::to_string(partitions) + " rf 3 min 2\ntopic sessions 12 rf 3 min 2\n";
    for (int p = 0; p < partitions; ++p) {
        for (int r = 0; r < 3; ++r) {
            const int broker = 1 + (p + r) % brokers;
            const int end = 100'000 + (p * 7919) % 900'000;
            text += "r clicks " + std::to_string(p) + " on " + std::to_string(broker) + " log " + std::to_string(end / 3) + ".." +
                    std::to_string(end - (r > 0 ? (p + r) % 7 : 0)) + " hw " + std::to_string(end - (p % 9)) + "\n";
        }
        if (p % 3 == 0) text += "move clicks " + std::to_string(p) + " on " + std::to_string(1 + (p + 1) % brokers) + "\n";
    }
    return text;
}

std::string crowded()
{
    const auto n = [](int number) { return std::to_string(number); };
    const std::string addresses = "com.example.production.europe-west.customer-relations.address-changes.v2";
    const std::string index = "com.example.production.address-changes-to-search-index.consumer-group";
    constexpr int partitions = 300;
    constexpr int dead = 7;
    std::string text = large(9, partitions);
    text += "cluster A name that somebody typed without thinking of the width of a window\n";
    text += "topic " + addresses + " 24 rf 3 min 2\ntopic " + addresses + ".retry-5m 2 rf 3 min 2\n";
    text += "topic __consumer_offsets 50 rf 3 min 1 internal\n";
    for (int p = 0; p < 24; ++p)
        for (int r = 0; r < 3; ++r)
            text += "r " + addresses + " " + n(p) + " on " + n(1 + (p + r) % 9) + " log 8123456789..9123456" + n(700 + p - r) +
                    " hw 9123456698 size 61000000\n";
    text += "segments " + addresses +
            " 0 on 1 8123456789-8523456789:1073741824@-6100 8523456789-9023456789:1073741800@-2500 "
            "9023456789-9123456700:214748364@-1* retention 7200\n";

    // Broker 7 dies; others lead what it led.
    text += "at 40\nbroker 7 killed since -8\nevent -8 killed 7 by you: broker kill 7\nevent -7.9 fenced 7\n";
    int events = 1;  // since the broker was fenced
    for (int p = 0; p < partitions; ++p) {
        std::string replicas;
        std::string alive;
        int leader = -1;
        bool concerned = false;
        for (int r = 0; r < 3; ++r) {
            const int broker = 1 + (p + r) % 9;
            replicas += (r ? "," : "") + n(broker);
            concerned = concerned || broker == dead;
            if (broker == dead) continue;
            alive += (alive.empty() ? "" : ",") + n(broker);
            if (leader < 0) leader = broker;
        }
        if (!concerned) continue;
        text += "p clicks " + n(p) + " leader " + n(leader) + " epoch " + n(3 + p % 5) + " isr " + alive + "\n";
        const std::string at = "event " + std::to_string(-7.8 + p * 0.004);
        if (1 + p % 9 == dead)
            text += at + " leader clicks " + n(p) + " 7 " + n(leader) + " epoch " + n(3 + p % 5) + " isr " + alive + " because -" +
                    n(events) + "\n";
        else text += at + " isr clicks " + n(p) + " " + replicas + " " + alive + " replica 7 because -" + n(events) + "\n";
        ++events;
    }
    // Four faults at once.
    text +=
        "fault link cut 1 2\nfault link slow 3 5 200ms\nfault link lossy 8 9 10%\nfault disk full 4 0\n"
        "event -6 fault link cut 1 2\nevent -5 fault link slow 3 5 200ms\nevent -3.8 fault link lossy 8 9 10%\n"
        "event -2.5 fault disk full 4 0\n";
    // A group that shares all of it, and one whose names are long.
    for (const int generation : {40, 41}) {
        const int members = generation == 40 ? 50 : 48;
        text += "group clicks-to-sessions Stable generation " + n(generation) + " protocol range coordinator 2 began -6 ended -5.2\n";
        for (int m = 0; m < members; ++m) {
            text += "member clicks-to-sessions worker-" + n(100 + m) + " clicks:";
            for (int p = m * partitions / members; p < (m + 1) * partitions / members; ++p)
                text += n(p) + (p + 1 < (m + 1) * partitions / members ? "," : "");
            text += "\n";
        }
    }
    for (int p = 0; p < partitions; ++p)
        text += "offset clicks-to-sessions clicks " + n(p) + " " + n(99'000 + (p * 7'919) % 900'000 - p % 70) + "\n";
    text +=
        "group " + index + " Stable generation 1284 protocol cooperative-sticky coordinator 3 began -5 ended -4.1 reason first member\n";
    for (int m = 0; m < 3; ++m) {
        text += "member " + index + " address-changes-to-search-index-worker-" + n(1'000'000'017 + m) + " " + addresses + ":";
        for (int p = m * 8; p < m * 8 + 8; ++p) text += n(p) + (p < m * 8 + 7 ? "," : "");
        text += m == 1 ? " instance address-changes-to-search-index-static-member-17 heartbeat -31\n" : "\n";
    }
    for (int p = 0; p < 20; ++p) text += "offset " + index + " " + addresses + " " + n(p) + " 9023456" + n(100 + p) + "\n";
    text += "event -5 rebalance " + index + " first member\nevent -4.1 stable " + index + " 1284\n";
    return text;
}

}  // namespace vitrine::ui::test::scene
