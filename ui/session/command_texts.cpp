// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include <QtGlobal>

// The sentences of cluster::command_help() for the translators: lupdate finds them here, the program reads them there. A test fails
// when a sentence of the language is missing here or has no translation.
namespace vitrine::ui::commands {

[[maybe_unused]] static constexpr std::array meanings{
    QT_TRANSLATE_NOOP("vitrine::cluster", "Takes the broker's memory and connections away this instant; its directory stays as it is."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Controlled shutdown: leadership moves away first, then the broker ends cleanly."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Starts a killed or stopped broker on its directory."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "The broker stands still, as after SIGSTOP; its connections stay open."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "A paused broker goes on."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "One more broker joins, beside the controllers; it gets nothing until somebody reassigns."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Moves every replica of the broker to the others."),
    QT_TRANSLATE_NOOP("vitrine::cluster",
                      "A broker that was added and holds no replica shuts down, is unregistered, and its directory goes."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "One more controller, which observes the quorum until it is made a voter."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "A controller that does not vote shuts down, and its directory goes."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "The replicas of a partition shall be brokers A, B, C, the first the preferred leader."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Every broker and every client of our own stands still, and their time with them."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Everything goes on where it stood."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Nothing passes between two brokers, as if packets were dropped."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Each frame between two brokers takes that much longer, in each direction."),
    QT_TRANSLATE_NOOP("vitrine::cluster",
                      "Packets between two brokers get lost with that chance; TCP sends them again later, and what follows waits."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "The link is as it was."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Heals every link, disk and clock, resumes paused brokers, starts killed and stopped ones."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Creates a topic."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Adds partitions, up to that number."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Deletes a topic and its records."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Names the topics."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Leader, replicas and ISR of each partition."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Sets a topic's configuration."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Back to the broker's value."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Every key with its value."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Names the groups."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "State, members and committed offsets."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Which broker coordinates the group."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Makes every member join again."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Adds a consumer of our own to the group."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "A member of our own leaves politely; a member from outside is taken out by its member id."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "A member of our own is gone without a word; the session timeout notices."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "A member of our own stops reading, and goes on with heartbeats."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "It reads again."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Sets where a group without members begins; --dry-run only tells."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Makes the first replica the leader again, where it is in sync."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Makes broker N the partition's preferred replica and its leader."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Sends records; {n} stands for the record's number."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "A shop at work: records per second for its topic orders."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Ends the workload."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Does nothing for so long."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Waits until the condition holds; fails after the timeout."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Fails unless the condition holds now."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Leader, epoch and positions of the quorum."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Nodes, faults, workload."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "This list."),
    // Of a simulation: cluster::simulation_command_help().
    QT_TRANSLATE_NOOP("vitrine::cluster",
                      "The broker's machine loses power: what its disk had not synced is gone; always: also where that may cost records."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Nothing passes from broker A to broker B; the other direction goes on."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "All connections between two brokers break; they may connect again at once."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "The wall clock of a broker goes forward, or back (-5s); off: to the right time."),
    QT_TRANSLATE_NOOP(
        "vitrine::cluster",
        "Each sync of a broker's disk takes so much longer (N.2: of the disk of its second log directory alone); 0: as it was."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "The broker ends, and its machine gets an empty disk; always: also where that may cost records."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "A broker is busy for so long after each thing that it does; 0: as it was."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "Only so many bytes pass between two brokers in a second, one after another."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "The wall clock of a broker runs faster by so many millionths, or slower (-500); 0: as it was."),
    QT_TRANSLATE_NOOP("vitrine::cluster",
                      "Only so many bytes more fit on a broker's disk (N.2: of its second log directory alone); off: as it was."),
    QT_TRANSLATE_NOOP(
        "vitrine::cluster",
        "A broker's disk (N.2: of its second log directory alone) answers CALLS with an error: reads, writes or syncs; off: as it was."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "One bit flips on the disk of a broker that is down, where its next start checks the log."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "This one message never arrives; its connection stays."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "This message arrives so much later, and what follows on its connection behind it."),
    QT_TRANSLATE_NOOP("vitrine::cluster", "This message arrives twice, which no real network does within a connection."),
};

}  // namespace vitrine::ui::commands
