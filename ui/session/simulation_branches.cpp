// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Of SimulationSession: branches, their comparison, and the rule that is right in one and wrong in another.
#include <algorithm>

#include <QPointer>

#include "ui/session/simulation_private.h"

namespace vitrine::ui {

QString SimulationSession::Private::nextBranchName() const
{
    const auto index = static_cast<int>(branches.size());
    const QChar letter(static_cast<char16_t>(u'A' + index % 26));
    return index < 26 ? QString(letter) : letter + QString::number(index / 26);
}

bool SimulationSession::hasFuture() const { return m_state.position < m_state.horizon; }

void SimulationSession::fork()
{
    // The run that stands here becomes the new branch, at once; the old one comes back to this place on a thread of its own.
    Branch &old = d->now();
    if (!old.shown.ready) return;
    order([](SimulationWorker::Driver &driver) { driver.stand(); });
    auto made = std::make_unique<Branch>();
    made->shown.name = d->nextBranchName();
    made->shown.origin = old.shown.name;
    made->shown.forkedAt = made->shown.position = made->shown.horizon = old.shown.position;
    made->shown.ready = true;
    made->recording = old.recording.cut_at(corePosition(old.shown.position));
    made->violations = old.violations;
    made->violationCount = old.violationCount;
    made->report = old.report;
    made->worker = std::move(old.worker);
    old.cluster = cluster();
    old.events = events();
    d->branches.push_back(std::move(made));
    d->current = static_cast<int>(d->branches.size()) - 1;
    order([](SimulationWorker::Driver &driver) { driver.forgetFuture(); });
    run(old, simulation::WatchedRun::at(corePosition(old.shown.position)));
    publish();
}

void SimulationSession::showBranch(int index)
{
    if (index < 0 || index >= static_cast<int>(d->branches.size()) || index == d->current) return;
    pause();
    Branch &before = d->now();
    d->current = index;
    Branch &after = d->now();
    // What the one before still had on its way is taken along, so that it is whole when it is shown again.
    if (before.worker && before.shown.ready) {
        observe::ClusterDelta mail = before.worker->takeMail();
        receive(std::move(mail.nodes), std::move(mail.events), mail.events_dropped);
    }
    if (before.shown.ready) {
        before.cluster = cluster();
        before.events = events();
    }
    exchange(after.cluster, after.events);
    d->sampled = after.report.position.now;
    if (after.worker && after.shown.ready) after.worker->post([](SimulationWorker::Driver &driver) { driver.touch(); });
    publish();
}

void SimulationSession::compare(int index, QObject *context, CompareCallback callback)
{
    if (index < 0 || index >= static_cast<int>(d->branches.size())) return;
    pause();
    Branch &here = d->now();
    Branch &there = *d->branches[static_cast<std::size_t>(index)];
    if (!here.worker || !there.worker) return;
    const QString hereName = here.shown.name;
    const QString thereName = there.shown.name;
    const auto guard = QPointer<QObject>(context);
    // Both answer on their own threads, each from the place where it stands.
    here.worker->post([bridge = d->bridge, there = &there, guard, callback, hereName, thereName](SimulationWorker::Driver &driver) {
        auto mine = std::make_shared<simulation::ClusterState>(driver.run().state());
        bridge->post([there, mine, guard, callback, hereName, thereName, bridge](SimulationSession &session) {
            const bool known = std::ranges::any_of(session.d->branches, [there](const auto &one) { return one.get() == there; });
            if (!known || !there->worker) return;
            there->worker->post([bridge, mine, guard, callback, hereName, thereName](SimulationWorker::Driver &other) {
                const simulation::ClusterState theirs = other.run().state();
                SimulationComparison result{
                    .hereName = hereName, .thereName = thereName, .hereAt = shownPosition(mine->at), .thereAt = shownPosition(theirs.at)};
                for (const simulation::Difference &difference : simulation::differences(*mine, theirs))
                    result.differences.append({shownText(difference.what), shownText(difference.in_a), shownText(difference.in_b)});
                bridge->post([guard, callback, result](SimulationSession &) {
                    if (guard) callback(result);
                });
            });
        });
    });
}

void SimulationSession::alignBranches(int index)
{
    if (index < 0 || index >= static_cast<int>(d->branches.size())) return;
    Branch &here = d->now();
    Branch &there = *d->branches[static_cast<std::size_t>(index)];
    const Instant at = std::max(here.shown.position.now, there.shown.position.now);
    for (Branch *branch : {&here, &there})
        if (branch->worker && branch->shown.position.now < at)
            branch->worker->post([at](SimulationWorker::Driver &driver) { driver.goAndWait(simulation::WatchedRun::at(at)); });
}

QString SimulationSession::ruleOf(const simulation::Recording &recording)
{
    // "KAFKA-13141"; empty where every rule is right.
    const simulation::WrongRules &rules = recording.scenario.options.wrong_rules;
    return rules.empty() ? QString() : shownText(simulation::to_text(rules)).replace(QLatin1Char('_'), QLatin1Char('-'));
}

void SimulationSession::setRuleWrong(bool wrong)
{
    Branch &old = d->now();
    if ((!old.shown.ready && old.failure.isEmpty()) || d->wrongRule.isEmpty() || ruleOf(old.recording).isEmpty() == !wrong) return;
    // The same deeds at the same times, but another run, in which events count differently: a branch of its own, from the beginning.
    pause();
    simulation::Recording other = old.recording;
    std::vector<simulation::Intervention> deeds = std::exchange(other.interventions, {});
    other.scenario.options.wrong_rules = wrong ? d->wrongRules : simulation::WrongRules{};
    const Instant at = old.shown.position.now;
    auto made = std::make_unique<Branch>();
    made->shown.name = d->nextBranchName();
    made->shown.origin = old.shown.name;
    made->recording = std::move(other);
    old.cluster = cluster();
    old.events = events();
    d->branches.push_back(std::move(made));
    d->current = static_cast<int>(d->branches.size()) - 1;
    m_state.target = {at, 0};
    run(d->now(), simulation::WatchedRun::at(at), std::move(deeds));
    publish();
}

}  // namespace vitrine::ui
