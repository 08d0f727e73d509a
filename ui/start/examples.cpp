// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/examples.h"

#include <QCoreApplication>

#include "ui/session/simulation_session.h"

namespace vitrine::ui {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::Examples)
};

}  // namespace

QList<Example> examples()
{
    ClusterPlan demo;
    demo.name = Texts::tr("Demo");
    demo.workload = true;
    ClusterPlan racks = demo;
    racks.name = Texts::tr("Racks");
    racks.brokers = 6;
    racks.racks = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    QList<Example> all{
        {.name = Texts::tr("Three brokers, demo workload"),
         .meaning = Texts::tr("A live cluster with orders, payments and a group that reads them. Any Kafka client can connect."),
         .plan = demo,
         .recording = {}},
        {.name = Texts::tr("Rack awareness"),
         .meaning = Texts::tr("Six brokers in three racks: each partition has its replicas in different ones. Kill a whole rack."),
         .plan = racks,
         .recording = {}},
        {.name = Texts::tr("A leader dies (simulation)"),
         .meaning = Texts::tr("At 12 s broker 1 is killed, at 30 s it comes back. Step through the failover, back and forth."),
         .plan = {},
         .recording = SimulationSession::quietRecording(1) + QStringLiteral("at 12s broker kill 1\nat 30s broker start 1\n")}};
#ifdef VITRINE_PLANTED_DEFECTS
    // tests/simulation/planted/scenarios/KIP_101.scenario
    all.append(
        {.name = Texts::tr("Violation: truncation to the high watermark"),
         .meaning = Texts::tr("Followers cut their logs as Kafka did before KIP-101, and acknowledged records are lost. Find the moment."),
         .plan = {},
         .recording = QStringLiteral("wrong-rule = KIP_101\nseed = 1\npartitions = 1\nproducers = 2\nrecords-per-second = 60\n"
                                     "groups = 0\nreaders = 1\nauditors = 1\nlink-delay = 50ms\nsafety = 18s\n"
                                     "at 2s elect leader t0 0 1\nat 8s link cut 2 3\nat 8s elect leader t0 0 2\n"
                                     "at 9.5s elect leader t0 0 3\nat 14s heal all\n")});
#endif
    return all;
}

}  // namespace vitrine::ui
