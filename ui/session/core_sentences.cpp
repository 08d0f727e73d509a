// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/core_sentences.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <QCoreApplication>
#include <QRegularExpression>

#include "ui/session/values.h"

namespace vitrine::ui {

namespace {

// What core/ says, with %1, %2 … where it has values. One list for both: by it a sentence is recognised, and it is what is translated.
// A test reads the sources of core/ and fails when one of their sentences is missing here.
constexpr std::array patterns{
    // Starting: ports, directories, addresses.
    QT_TRANSLATE_NOOP("vitrine::core", "port %1 on %2 is in use by another process; choose another with --base-port"),
    QT_TRANSLATE_NOOP("vitrine::core", "from port %1 on there is no free block of ports; choose one with --base-port"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 is not an address of this machine: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "listening at %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "the log directory %1 is in use by another broker; stop that one or choose another with --data-dir"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 is in use: a node runs on it; stop the cluster first"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 has no log directory of a node in it: none of its directories has a meta.properties"),
    QT_TRANSLATE_NOOP("vitrine::core", "this node has no log directory"),
    QT_TRANSLATE_NOOP("vitrine::core", "the node was stopped"),
    QT_TRANSLATE_NOOP("vitrine::core", "it was opened for reading only"),
    QT_TRANSLATE_NOOP("vitrine::core", "the position is negative"),
    QT_TRANSLATE_NOOP("vitrine::core", "it is the log directory itself"),
    QT_TRANSLATE_NOOP("vitrine::core", "'.' and '..' are not names of a log directory"),
    QT_TRANSLATE_NOOP("vitrine::core", "creating the log directory %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "creating %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "opening %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "locking %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "reading %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "writing to %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "appending to %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "looking for %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "renaming to %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "listing %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "removing %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "truncating %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "syncing %1 failed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 could not be removed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "The data directory %1 cannot be served: %2."),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 belongs to another cluster than the directories before it"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 is a node's own log directory; log.dirs names directories below which every broker has one"),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "it has %1 brokers and %2 controllers apart from them; served are 1 to %3 brokers and up to %4 controllers"),
    QT_TRANSLATE_NOOP("vitrine::core", "Permission denied"),
    QT_TRANSLATE_NOOP("vitrine::core", "No such file or directory"),
    QT_TRANSLATE_NOOP("vitrine::core", "No space left on device"),
    QT_TRANSLATE_NOOP("vitrine::core", "Read-only file system"),
    QT_TRANSLATE_NOOP("vitrine::core", "Not a directory"),
    QT_TRANSLATE_NOOP("vitrine::core", "Address already in use"),
    QT_TRANSLATE_NOOP("vitrine::core", "Cannot assign requested address"),
    QT_TRANSLATE_NOOP("vitrine::core", "Invalid argument"),
    QT_TRANSLATE_NOOP("vitrine::core", "Input/output error"),
    // Files of a stopped cluster.
    QT_TRANSLATE_NOOP("vitrine::core", "No node has a metadata log: topics and groups are not known."),
    QT_TRANSLATE_NOOP("vitrine::core", "The metadata log of node %1 ends for us at offset %2: %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 from byte %2 on: %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1. Was this directory formatted by another program?"),
    QT_TRANSLATE_NOOP("vitrine::core", "version is missing"),
    QT_TRANSLATE_NOOP("vitrine::core", "version %1 is not supported, only 1"),
    QT_TRANSLATE_NOOP("vitrine::core", "cluster.id is missing"),
    QT_TRANSLATE_NOOP("vitrine::core", "node.id is missing"),
    QT_TRANSLATE_NOOP("vitrine::core", "node.id '%1' is not a node id"),
    QT_TRANSLATE_NOOP("vitrine::core", "directory.id '%1' is not an id"),
    // Configuration.
    QT_TRANSLATE_NOOP("vitrine::core", "Unknown topic config name: %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "Invalid value %1 for configuration %2: %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "Not a number of type %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "Value must be at least %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "Value must be no more than %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "Value must be between 1 and 9 or equal to -1"),
    QT_TRANSLATE_NOOP("vitrine::core", "Expected value to be either true or false"),
    QT_TRANSLATE_NOOP("vitrine::core", "String must be one of: %1"),
    QT_TRANSLATE_NOOP(
        "vitrine::core",
        "%1 must be the literal '*' or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],..."),
    QT_TRANSLATE_NOOP("vitrine::core", "conflict topic config setting min.compaction.lag.ms (%1) > max.compaction.lag.ms (%2)"),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage."),
    QT_TRANSLATE_NOOP("vitrine::core", "queued.max.request.bytes must be larger or equal to socket.request.max.bytes"),
    QT_TRANSLATE_NOOP("vitrine::core", "log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread."),
    QT_TRANSLATE_NOOP("vitrine::core", "log.cleaner.threads must be at least 1 while the broker runs."),
    QT_TRANSLATE_NOOP("vitrine::core", "When cordoned.log.dirs is set to *, it must not contain other values"),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "Invalid entry in cordoned.log.dirs: %1. All cordoned log dirs must be entries of log.dirs or log.dir."),
    QT_TRANSLATE_NOOP("vitrine::core", "Can't %1 to key %2 because its type is not LIST."),
    QT_TRANSLATE_NOOP("vitrine::core", "Broker-level min.insync.replicas cannot be altered while ELR is enabled."),
    QT_TRANSLATE_NOOP("vitrine::core", "Cluster-level min.insync.replicas cannot be removed while ELR is enabled."),
    QT_TRANSLATE_NOOP("vitrine::core", "Null value not supported for topic configs: %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "Null value not supported for : %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "Each resource must appear at most once."),
    QT_TRANSLATE_NOOP("vitrine::core", "Error due to duplicate config keys"),
    QT_TRANSLATE_NOOP("vitrine::core", "Resource type %1 cannot be configured here: only topics and brokers can."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unknown operation type %1 of %2."),
    QT_TRANSLATE_NOOP("vitrine::core", "The topic '%1' does not exist."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unable to parse broker name as a base 10 number: %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "No node with id %1 found."),
    QT_TRANSLATE_NOOP("vitrine::core", "--config %1: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "--config: %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "takes KEY=VALUE, or a file of them that can be read, not \"%1\""),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 is of one node, and each broker here has its own"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1: not a configuration of Apache Kafka's brokers, and without effect."),
    QT_TRANSLATE_NOOP("vitrine::core", "%1: not taken. It is of one node, and each broker here has its own."),
    QT_TRANSLATE_NOOP("vitrine::core", "%1: without effect. %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "a value without a key"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 names an empty path"),
    QT_TRANSLATE_NOOP("vitrine::core", "Duplicate log directory found: %1"),
    // Words of a command.
    QT_TRANSLATE_NOOP("vitrine::core", "say it as: %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "the quote %1 is not closed"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 must be a number from %2 to %3, not \"%4\""),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 must be a time such as 250ms, 1.5s or 2m, not \"%2\""),
    QT_TRANSLATE_NOOP("vitrine::core", "a broker"),
    QT_TRANSLATE_NOOP("vitrine::core", "the broker"),
    QT_TRANSLATE_NOOP("vitrine::core", "the controller"),
    QT_TRANSLATE_NOOP("vitrine::core", "the partition"),
    QT_TRANSLATE_NOOP("vitrine::core", "the offset"),
    QT_TRANSLATE_NOOP("vitrine::core", "the lag"),
    QT_TRANSLATE_NOOP("vitrine::core", "the delay"),
    QT_TRANSLATE_NOOP("vitrine::core", "the time to wait"),
    QT_TRANSLATE_NOOP("vitrine::core", "the number of brokers"),
    QT_TRANSLATE_NOOP("vitrine::core", "the number of partitions"),
    QT_TRANSLATE_NOOP("vitrine::core", "the number of members"),
    QT_TRANSLATE_NOOP("vitrine::core", "the size of the ISR"),
    QT_TRANSLATE_NOOP("vitrine::core", "the chance of a loss, in percent,"),
    QT_TRANSLATE_NOOP("vitrine::core", "--acks is all, 1 or 0"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 commands run already; wait for one to end"),
    QT_TRANSLATE_NOOP("vitrine::core", "the cluster is paused and cannot do this; `cluster resume` lets it go on"),
    QT_TRANSLATE_NOOP("vitrine::core", "there is no command \"%1\"; `help` lists what there is"),
    QT_TRANSLATE_NOOP("vitrine::core", "\"%1\" is done to no machine"),
    QT_TRANSLATE_NOOP("vitrine::core", "\"%1\" is none of the simulation's own commands"),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "\"%1\" needs a simulation: this cluster runs on a real network, real disks and the machine's clock"),
    QT_TRANSLATE_NOOP("vitrine::core", "done: %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "expected %1, but %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "waited for %1, but in the end %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "waited %1 ms"),
    QT_TRANSLATE_NOOP("vitrine::core", "say what shall hold, for example: brokers 3, or: leader orders 0 is not 1"),
    QT_TRANSLATE_NOOP("vitrine::core", "say which broker: is N, is not N, or any"),
    QT_TRANSLATE_NOOP("vitrine::core", "\"%1\" cannot be waited for; there are: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "a broker can be ready, running, killed, stopped or paused, not \"%1\""),
    QT_TRANSLATE_NOOP("vitrine::core", "a group can be %1, not \"%2\""),
    // Brokers and controllers.
    QT_TRANSLATE_NOOP("vitrine::core", "there is no broker %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "there is no broker %1; there are %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 is not known"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 was killed"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 has shut down"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 was started"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 is paused"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 goes on"),
    QT_TRANSLATE_NOOP("vitrine::core", "controller %1 was killed"),
    QT_TRANSLATE_NOOP("vitrine::core", "controller %1 has shut down"),
    QT_TRANSLATE_NOOP("vitrine::core", "controller %1 was started"),
    QT_TRANSLATE_NOOP("vitrine::core", "controller %1 is paused"),
    QT_TRANSLATE_NOOP("vitrine::core", "controller %1 goes on"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 is %2, so it cannot be %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "controller %1 is %2, so it cannot be %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 was killed while it %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "controller %1 was killed while it %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "a broker's id is 1 to %1, not %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "there is a broker %1 already"),
    QT_TRANSLATE_NOOP("vitrine::core", "the port of broker %1 is taken by another broker"),
    QT_TRANSLATE_NOOP("vitrine::core", "a cluster has %1 brokers at most, and all are there"),
    QT_TRANSLATE_NOOP("vitrine::core", "the id of a controller that is added is %1 to %2, not %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "there is a controller %1 already"),
    QT_TRANSLATE_NOOP("vitrine::core", "the port of controller %1 is taken by another controller"),
    QT_TRANSLATE_NOOP("vitrine::core", "a cluster has %1 controllers apart from brokers at most, and all are there"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 is a voter of the metadata quorum and cannot be removed"),
    QT_TRANSLATE_NOOP("vitrine::core", "the cluster is paused already"),
    QT_TRANSLATE_NOOP("vitrine::core", "the cluster is not paused"),
    QT_TRANSLATE_NOOP("vitrine::core", "the cluster stands still"),
    QT_TRANSLATE_NOOP("vitrine::core", "the cluster goes on"),
    QT_TRANSLATE_NOOP("vitrine::core", "no broker runs"),
    QT_TRANSLATE_NOOP("vitrine::core", "the broker that coordinates the group went away"),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "broker %1 still holds %2 replicas (%3): `broker drain %4` moves them all away, `partition move` one"),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "broker %1 still holds %2 replica (%3): `broker drain %4` moves them all away, `partition move` one"),
    QT_TRANSLATE_NOOP("vitrine::core", "there is no other broker that could take %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "no broker confirms in time that broker %1 is %2 and holds nothing"),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "broker %1 is one of the controllers that the cluster began with: the voters of its metadata quorum stay, and only a "
                      "broker that was added can be removed"),
    QT_TRANSLATE_NOOP("vitrine::core", "controller %1 is no broker: it goes by `controller remove %2`"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 is being removed already"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 is being removed"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 is %2: it is removed when it runs, or is down"),
    QT_TRANSLATE_NOOP("vitrine::core", "a broker can be told to kill, stop, start, pause, resume, drain or remove, not to \"%1\""),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 joins on %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "controller %1 observes the quorum, on %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 is no broker: it has no replicas"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 replicas move from broker %2 to others"),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "%1 replicas move from broker %2 to others; %3 go without another in their place, since every other broker has one"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 holds no replica that is to stay"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 is removed"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 is no controller apart from brokers"),
    QT_TRANSLATE_NOOP("vitrine::core", "controller %1 is removed"),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "controller %1 is a voter of the metadata quorum: only one whose vote was taken from it can be removed"),
    QT_TRANSLATE_NOOP("vitrine::core", "controller %1 leads the quorum in epoch %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 of %2 %3 are ready"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 brokers are registered and unfenced"),
    QT_TRANSLATE_NOOP("vitrine::core", "the active controller is %1"),
    // Links, disks, faults.
    QT_TRANSLATE_NOOP("vitrine::core", "a link has two ends: name two brokers"),
    QT_TRANSLATE_NOOP("vitrine::core", "each frame between brokers %1 and %2 takes %3 ms longer"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 % of what passes between brokers %2 and %3 is lost and sent again"),
    QT_TRANSLATE_NOOP("vitrine::core", "nothing passes between brokers %1 and %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "the link between brokers %1 and %2 is healed"),
    QT_TRANSLATE_NOOP("vitrine::core", "a link can be cut, slow, lossy or healed (link heal A B), not \"%1\""),
    QT_TRANSLATE_NOOP("vitrine::core", "every fault is healed"),
    QT_TRANSLATE_NOOP("vitrine::core", "there is no batch on this disk that the next start would check"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 is running: a bit flips where its next start will look; kill it first"),
    // Topics and partitions.
    QT_TRANSLATE_NOOP("vitrine::core", "there are no topics"),
    QT_TRANSLATE_NOOP("vitrine::core", "there is no topic %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "there is no partition %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "topic %1 was created"),
    QT_TRANSLATE_NOOP("vitrine::core", "topic %1 was deleted"),
    QT_TRANSLATE_NOOP("vitrine::core", "topic %1 does not exist"),
    QT_TRANSLATE_NOOP("vitrine::core", "topic %1 exists"),
    QT_TRANSLATE_NOOP("vitrine::core", "topic %1 has %2 partitions"),
    QT_TRANSLATE_NOOP("vitrine::core", "topic %1 has %2 partitions, %3 under-replicated"),
    QT_TRANSLATE_NOOP("vitrine::core", "topic %1 has %2 partitions, not %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "topic %1 has %2 partitions, and no partition %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "topic %1 has partitions 0 to %2, not %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "topic %1 has the defaults"),
    QT_TRANSLATE_NOOP("vitrine::core", "--config takes KEY=VALUE, not \"%1\""),
    QT_TRANSLATE_NOOP("vitrine::core", "say how many partitions it shall have: topic alter NAME --partitions N"),
    QT_TRANSLATE_NOOP("vitrine::core", "a topic can be told to create, alter, delete or describe, not to \"%1\""),
    QT_TRANSLATE_NOOP("vitrine::core", "say which value: config set TOPIC KEY=VALUE"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 of topic %2 is %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 of topic %2 is the broker's again"),
    QT_TRANSLATE_NOOP("vitrine::core", "the replicas of %1 shall be %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "the replicas of %1 are %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "the replicas of %1 are being moved: wait until that is done, or cancel it"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 leads %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "the preferred replicas lead"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 has no leader"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 has no leader that could say its offsets"),
    QT_TRANSLATE_NOOP("vitrine::core", "the leader of %1 is %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "the ISR of %1 is %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 partitions are %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "the high watermark of %1 is not known"),
    QT_TRANSLATE_NOOP("vitrine::core", "the high watermark of %1 is %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 holds no replica of %2 and cannot lead it: its replicas are on %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 is not running and cannot lead %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 is not in sync for %2 and cannot lead it before it has caught up: in sync is %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "Topic '%1' already exists."),
    QT_TRANSLATE_NOOP("vitrine::core", "Topic '%1' collides with existing topic: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "Topic name is invalid: %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "the empty string is not allowed"),
    QT_TRANSLATE_NOOP("vitrine::core", "'%1' is not allowed"),
    QT_TRANSLATE_NOOP("vitrine::core", "the length of '%1' is longer than the max allowed length %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "'%1' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'"),
    QT_TRANSLATE_NOOP("vitrine::core", "A manual partition assignment was specified, but replication factor was not set to -1."),
    QT_TRANSLATE_NOOP("vitrine::core", "A manual partition assignment was specified, but numPartitions was not set to -1."),
    QT_TRANSLATE_NOOP("vitrine::core", "Found multiple manual partition assignments for partition %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "partitions should be a consecutive 0-based integer sequence"),
    QT_TRANSLATE_NOOP("vitrine::core", "Topic deletion is disabled."),
    QT_TRANSLATE_NOOP("vitrine::core", "Neither topic name nor id were specified."),
    QT_TRANSLATE_NOOP("vitrine::core", "You may not specify both topic name and topic id."),
    QT_TRANSLATE_NOOP("vitrine::core", "Duplicate topic id."),
    QT_TRANSLATE_NOOP("vitrine::core", "The provided topic name maps to an ID that was already supplied."),
    QT_TRANSLATE_NOOP("vitrine::core", "Topic already has %1 partition(s)."),
    QT_TRANSLATE_NOOP("vitrine::core", "The topic %1 currently has %2 partition(s); %3 would not be an increase."),
    QT_TRANSLATE_NOOP("vitrine::core", "Attempted to add %1 additional partition(s), but only %2 assignment(s) were specified."),
    QT_TRANSLATE_NOOP("vitrine::core", "Duplicate topic name."),
    QT_TRANSLATE_NOOP("vitrine::core", "Authorization failed."),
    QT_TRANSLATE_NOOP("vitrine::core", "The throttling quota has been exceeded."),
    QT_TRANSLATE_NOOP("vitrine::core", "Excessively large number of partitions per request."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unable to perform excessively large batch operation."),
    QT_TRANSLATE_NOOP("vitrine::core", "Replication factor must be larger than 0, or -1 to use the default value."),
    QT_TRANSLATE_NOOP("vitrine::core", "Number of partitions was set to an invalid non-positive value."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unable to replicate the partition %1 time(s): %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "All brokers are currently fenced or in controlled shutdown."),
    QT_TRANSLATE_NOOP("vitrine::core", "All brokers are currently fenced."),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "All brokers specified in the manual partition assignment for partition %1 are fenced or in controlled shutdown."),
    QT_TRANSLATE_NOOP("vitrine::core", "Invalid replication factor %1: the replication factor must be positive."),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "The target replication factor of %1 cannot be reached because only %2 broker(s) are registered or some brokers have "
                      "all their log directories cordoned."),
    QT_TRANSLATE_NOOP("vitrine::core", "The target replication factor of %1 cannot be reached because only %2 broker(s) are registered."),
    QT_TRANSLATE_NOOP("vitrine::core", "The manual partition assignment includes an empty replica list."),
    QT_TRANSLATE_NOOP("vitrine::core", "The manual partition assignment includes broker %1, but no such broker is registered."),
    QT_TRANSLATE_NOOP("vitrine::core", "The manual partition assignment includes the broker %1 more than once."),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "The manual partition assignment includes a partition with %1 replica(s), but this is not consistent with previous "
                      "partitions, which have %2 replica(s)."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unable to find a topic named %1."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unable to find partition %1:%2."),
    QT_TRANSLATE_NOOP("vitrine::core", "The replication factor is changed from %1 to %2"),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "Unable to revert partition assignment for %1:%2 because it would require an unclean leader election."),
    // Groups.
    QT_TRANSLATE_NOOP("vitrine::core", "there are no groups"),
    QT_TRANSLATE_NOOP("vitrine::core", "group %1 is %2 with %3 members"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 coordinates group %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1, the coordinator of group %2, is not in the cluster"),
    QT_TRANSLATE_NOOP("vitrine::core", "the coordinator of group %1: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "the coordinator of group %1 has moved"),
    QT_TRANSLATE_NOOP("vitrine::core", "the members of group %1 are asked to join again"),
    QT_TRANSLATE_NOOP("vitrine::core", "there is no assignor %1; there are range, roundrobin and cooperative-sticky"),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "--heartbeat-interval-ms must be below --session-timeout-ms, or the session ends before the first heartbeat"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 joins group %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "a member left group %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "member %1 was taken out of group %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "a member of group %1 is gone without a word"),
    QT_TRANSLATE_NOOP("vitrine::core", "a member of group %1 %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "a member of group %1 stops reading"),
    QT_TRANSLATE_NOOP("vitrine::core", "a member of group %1 reads again"),
    QT_TRANSLATE_NOOP("vitrine::core", "a group cannot be told to \"%1\"; `help` lists what there is"),
    QT_TRANSLATE_NOOP("vitrine::core", "offsets can only be reset while group %1 is inactive, but it is %2; stop its members first"),
    QT_TRANSLATE_NOOP("vitrine::core", "group %1 has committed no offsets; name topics with --topic"),
    QT_TRANSLATE_NOOP("vitrine::core", "the offsets of %1 partitions would be set; nothing was changed"),
    QT_TRANSLATE_NOOP("vitrine::core", "group %1 begins anew in %2 partitions"),
    QT_TRANSLATE_NOOP("vitrine::core", "group %1 has committed nothing"),
    QT_TRANSLATE_NOOP("vitrine::core", "group %1 lags by %2 records"),
    QT_TRANSLATE_NOOP("vitrine::core", "group %1 has no inner consumer %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "group %1 has no inner consumer; members from outside are stopped where they run"),
    QT_TRANSLATE_NOOP("vitrine::core", "there are %1 inner consumers already, which is the most; remove one first"),
    QT_TRANSLATE_NOOP("vitrine::core", "a group needs a name"),
    QT_TRANSLATE_NOOP("vitrine::core", "say which topic the member of %1 shall read: --topic NAME"),
    QT_TRANSLATE_NOOP("vitrine::core", "--dry-run and --execute do not go together"),
    QT_TRANSLATE_NOOP("vitrine::core", "--%1 and --%2 do not go together"),
    QT_TRANSLATE_NOOP("vitrine::core", "--%1 takes no value"),
    QT_TRANSLATE_NOOP("vitrine::core",
                      "say where to: --to-earliest, --to-latest, --to-current, --to-offset, --shift-by, --to-datetime or --by-duration"),
    QT_TRANSLATE_NOOP("vitrine::core", "say which partitions: --topic NAME, --topic NAME:0,1 or --all-topics"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 cannot be shifted: group %2 has committed no offset of it"),
    QT_TRANSLATE_NOOP("vitrine::core", "\"%1\" is no time as 2026-01-31T23:59:59.000, with Z or +01:00 behind it where it is not UTC"),
    QT_TRANSLATE_NOOP("vitrine::core", "\"%1\" is no duration as P1DT2H3M4S or PT30M"),
    QT_TRANSLATE_NOOP("vitrine::core", "--topic takes NAME or NAME:0,1,2, not \"%1\""),
    QT_TRANSLATE_NOOP("vitrine::core", "Group %1 not found."),
    QT_TRANSLATE_NOOP("vitrine::core", "Group %1 is not empty."),
    QT_TRANSLATE_NOOP("vitrine::core", "group %1: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "the group is rebalancing"),
    QT_TRANSLATE_NOOP("vitrine::core", "the group's coordinator is not known"),
    QT_TRANSLATE_NOOP("vitrine::core", "offsets cannot be committed: the group's coordinator is not known"),
    QT_TRANSLATE_NOOP("vitrine::core", "the offset of %1 was not committed: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "the consumer is being closed"),
    // Producing, reading, asking brokers.
    QT_TRANSLATE_NOOP("vitrine::core", "%1 records were acknowledged, the last at %2 offset %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 of %2 records were acknowledged; %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "workload %1 runs with %2 records per second"),
    QT_TRANSLATE_NOOP("vitrine::core", "the workload has ended"),
    QT_TRANSLATE_NOOP("vitrine::core", "there is no workload %1; there is: demo"),
    QT_TRANSLATE_NOOP("vitrine::core", "idempotence needs acks=all"),
    QT_TRANSLATE_NOOP("vitrine::core", "a record of %1 bytes is larger than max.request.size (%2)"),
    QT_TRANSLATE_NOOP("vitrine::core", "buffer.memory (%1 bytes) is full of records that wait for their acknowledgement"),
    QT_TRANSLATE_NOOP("vitrine::core", "broker %1 did not answer for %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1: not acknowledged within delivery.timeout.ms; the last attempt: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1: not acknowledged within delivery.timeout.ms"),
    QT_TRANSLATE_NOOP("vitrine::core", "the topic is not known to the cluster within delivery.timeout.ms"),
    QT_TRANSLATE_NOOP("vitrine::core", "subscribing needs a group"),
    QT_TRANSLATE_NOOP("vitrine::core", "a consumer without a group has nowhere to commit to"),
    QT_TRANSLATE_NOOP("vitrine::core", "no broker answered a Metadata request: %1"),
    QT_TRANSLATE_NOOP("vitrine::core", "no broker answered; the last one asked was %1: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "the broker at %1 does not serve %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "the broker at %1 serves %2 in versions %3 to %4, known here are %5 to %6"),
    QT_TRANSLATE_NOOP("vitrine::core", "the broker at %1 serves %2 up to version %3, which cannot say this: %4"),
    QT_TRANSLATE_NOOP("vitrine::core", "topic %1: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "%1 at offset %2: %3"),
    QT_TRANSLATE_NOOP("vitrine::core", "the checksum of a batch is wrong"),
    QT_TRANSLATE_NOOP("vitrine::core", "DescribeGroups answered for no group"),
    QT_TRANSLATE_NOOP("vitrine::core", "FindCoordinator answered for no group"),
    QT_TRANSLATE_NOOP("vitrine::core", "OffsetFetch answered for no group"),
    QT_TRANSLATE_NOOP("vitrine::core", "the quorum did not describe itself"),
    // Recordings of simulations.
    QT_TRANSLATE_NOOP("vitrine::core", "line %1: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "\"%1\" is no intervention; say it as: %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "this is no text, so it is no recording"),
    QT_TRANSLATE_NOOP("vitrine::core", "a recording begins once"),
    QT_TRANSLATE_NOOP("vitrine::core", "\"%1\" names no version of recordings"),
    QT_TRANSLATE_NOOP("vitrine::core", "this is a recording of version %1, and this program reads version %2"),
    QT_TRANSLATE_NOOP("vitrine::core", "interventions belong to a recording, which begins with \"%1\""),
    QT_TRANSLATE_NOOP("vitrine::core", "an intervention comes behind the one before it, not at its position or earlier"),
    QT_TRANSLATE_NOOP("vitrine::core", "a recording has at most %1 interventions"),
    QT_TRANSLATE_NOOP("vitrine::core", "there is nothing in it"),
    // Meanings of Kafka's error codes, of error_table().
    QT_TRANSLATE_NOOP("vitrine::core", "The broker met a failure that has no code of its own."),
    QT_TRANSLATE_NOOP("vitrine::core", "No error."),
    QT_TRANSLATE_NOOP("vitrine::core", "The offset lies outside what the partition's log still holds."),
    QT_TRANSLATE_NOOP("vitrine::core", "A batch has a wrong checksum, size or form."),
    QT_TRANSLATE_NOOP("vitrine::core", "This broker does not host that topic or partition."),
    QT_TRANSLATE_NOOP("vitrine::core", "The fetch size asked for is not valid."),
    QT_TRANSLATE_NOOP("vitrine::core", "The partition has no leader at the moment, an election is due."),
    QT_TRANSLATE_NOOP("vitrine::core", "This broker is not, or no longer, the leader or a follower of the partition."),
    QT_TRANSLATE_NOOP("vitrine::core", "The request was not finished within its time limit."),
    QT_TRANSLATE_NOOP("vitrine::core", "The broker is not available."),
    QT_TRANSLATE_NOOP("vitrine::core", "The replica is not available on that broker."),
    QT_TRANSLATE_NOOP("vitrine::core", "A batch is larger than max.message.bytes allows."),
    QT_TRANSLATE_NOOP("vitrine::core", "The controller moved on to a newer epoch."),
    QT_TRANSLATE_NOOP("vitrine::core", "The text committed with an offset is larger than offset.metadata.max.bytes."),
    QT_TRANSLATE_NOOP("vitrine::core", "The connection broke before the answer came."),
    QT_TRANSLATE_NOOP("vitrine::core", "The coordinator is still reading its partition of the log."),
    QT_TRANSLATE_NOOP("vitrine::core", "There is no coordinator at the moment."),
    QT_TRANSLATE_NOOP("vitrine::core", "This broker is not, or no longer, the coordinator."),
    QT_TRANSLATE_NOOP("vitrine::core", "The topic name or the operation on the topic is not valid."),
    QT_TRANSLATE_NOOP("vitrine::core", "The batches together are larger than a segment."),
    QT_TRANSLATE_NOOP("vitrine::core", "Fewer replicas are in sync than min.insync.replicas asks for; nothing was appended."),
    QT_TRANSLATE_NOOP("vitrine::core", "The records were appended, then the in-sync replicas fell below min.insync.replicas."),
    QT_TRANSLATE_NOOP("vitrine::core", "acks must be -1, 0 or 1."),
    QT_TRANSLATE_NOOP("vitrine::core", "The member names a generation that is not the group's current one."),
    QT_TRANSLATE_NOOP("vitrine::core", "The member shares no protocol type or assignor with the group."),
    QT_TRANSLATE_NOOP("vitrine::core", "The group id is not valid."),
    QT_TRANSLATE_NOOP("vitrine::core", "The group has no such member."),
    QT_TRANSLATE_NOOP("vitrine::core", "The session timeout lies outside group.min.session.timeout.ms and group.max.session.timeout.ms."),
    QT_TRANSLATE_NOOP("vitrine::core", "The group is rebalancing; the member should join again."),
    QT_TRANSLATE_NOOP("vitrine::core", "The offsets to commit are larger than a batch may be."),
    QT_TRANSLATE_NOOP("vitrine::core", "Topic authorization failed."),
    QT_TRANSLATE_NOOP("vitrine::core", "Group authorization failed."),
    QT_TRANSLATE_NOOP("vitrine::core", "Cluster authorization failed."),
    QT_TRANSLATE_NOOP("vitrine::core", "A record's timestamp is out of the accepted range."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unsupported sasl mechanism."),
    QT_TRANSLATE_NOOP("vitrine::core", "Illegal sasl state."),
    QT_TRANSLATE_NOOP("vitrine::core", "The broker does not serve that version of the API."),
    QT_TRANSLATE_NOOP("vitrine::core", "A topic of that name exists."),
    QT_TRANSLATE_NOOP("vitrine::core", "The number of partitions is not valid."),
    QT_TRANSLATE_NOOP("vitrine::core", "The replication factor is below 1 or above the number of usable brokers."),
    QT_TRANSLATE_NOOP("vitrine::core", "The given replica assignment is not valid."),
    QT_TRANSLATE_NOOP("vitrine::core", "A configuration key or value is not valid."),
    QT_TRANSLATE_NOOP("vitrine::core", "This node is not the active controller."),
    QT_TRANSLATE_NOOP("vitrine::core", "The request contradicts itself or the protocol."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unsupported for message format."),
    QT_TRANSLATE_NOOP("vitrine::core", "Policy violation."),
    QT_TRANSLATE_NOOP("vitrine::core", "The producer's sequence number is not the next one."),
    QT_TRANSLATE_NOOP("vitrine::core", "The producer's sequence number was seen before."),
    QT_TRANSLATE_NOOP("vitrine::core", "A newer producer with the same id has taken over."),
    QT_TRANSLATE_NOOP("vitrine::core", "Invalid txn state."),
    QT_TRANSLATE_NOOP("vitrine::core", "Invalid producer id mapping."),
    QT_TRANSLATE_NOOP("vitrine::core", "Invalid transaction timeout."),
    QT_TRANSLATE_NOOP("vitrine::core", "Concurrent transactions."),
    QT_TRANSLATE_NOOP("vitrine::core", "Transaction coordinator fenced."),
    QT_TRANSLATE_NOOP("vitrine::core", "Transactional id authorization failed."),
    QT_TRANSLATE_NOOP("vitrine::core", "Security disabled."),
    QT_TRANSLATE_NOOP("vitrine::core", "Operation not attempted."),
    QT_TRANSLATE_NOOP("vitrine::core", "The log directory of the partition failed."),
    QT_TRANSLATE_NOOP("vitrine::core", "Log dir not found."),
    QT_TRANSLATE_NOOP("vitrine::core", "Sasl authentication failed."),
    QT_TRANSLATE_NOOP("vitrine::core", "The broker holds no state for that producer id."),
    QT_TRANSLATE_NOOP("vitrine::core", "The partition's replicas are being reassigned."),
    QT_TRANSLATE_NOOP("vitrine::core", "Delegation token auth disabled."),
    QT_TRANSLATE_NOOP("vitrine::core", "Delegation token not found."),
    QT_TRANSLATE_NOOP("vitrine::core", "Delegation token owner mismatch."),
    QT_TRANSLATE_NOOP("vitrine::core", "Delegation token request not allowed."),
    QT_TRANSLATE_NOOP("vitrine::core", "Delegation token authorization failed."),
    QT_TRANSLATE_NOOP("vitrine::core", "Delegation token expired."),
    QT_TRANSLATE_NOOP("vitrine::core", "Invalid principal type."),
    QT_TRANSLATE_NOOP("vitrine::core", "The group still has members."),
    QT_TRANSLATE_NOOP("vitrine::core", "There is no such group."),
    QT_TRANSLATE_NOOP("vitrine::core", "The fetch session is unknown or was evicted."),
    QT_TRANSLATE_NOOP("vitrine::core", "The fetch session is at another epoch."),
    QT_TRANSLATE_NOOP("vitrine::core", "Listener not found."),
    QT_TRANSLATE_NOOP("vitrine::core", "Topic deletion disabled."),
    QT_TRANSLATE_NOOP("vitrine::core", "The leader epoch in the request is older than the partition's."),
    QT_TRANSLATE_NOOP("vitrine::core", "The leader epoch in the request is newer than this broker knows."),
    QT_TRANSLATE_NOOP("vitrine::core", "The broker does not support that compression type for this request."),
    QT_TRANSLATE_NOOP("vitrine::core", "The broker has registered again since that epoch."),
    QT_TRANSLATE_NOOP("vitrine::core", "The new leader's high watermark has not caught up yet."),
    QT_TRANSLATE_NOOP("vitrine::core", "The member must join again with the id that it was given."),
    QT_TRANSLATE_NOOP("vitrine::core", "The preferred leader was not available."),
    QT_TRANSLATE_NOOP("vitrine::core", "The group has as many members as group.max.size allows."),
    QT_TRANSLATE_NOOP("vitrine::core", "Another member with the same group.instance.id has taken over."),
    QT_TRANSLATE_NOOP("vitrine::core", "No replica may become leader."),
    QT_TRANSLATE_NOOP("vitrine::core", "The partition already has that leader."),
    QT_TRANSLATE_NOOP("vitrine::core", "No reassignment in progress."),
    QT_TRANSLATE_NOOP("vitrine::core", "Group subscribed to topic."),
    QT_TRANSLATE_NOOP("vitrine::core", "A record breaks a rule of its topic."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unstable offset commit."),
    QT_TRANSLATE_NOOP("vitrine::core", "Throttling quota exceeded."),
    QT_TRANSLATE_NOOP("vitrine::core", "Producer fenced."),
    QT_TRANSLATE_NOOP("vitrine::core", "Resource not found."),
    QT_TRANSLATE_NOOP("vitrine::core", "Duplicate resource."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unacceptable credential."),
    QT_TRANSLATE_NOOP("vitrine::core", "The sender does not belong to the quorum's voters."),
    QT_TRANSLATE_NOOP("vitrine::core", "The partition changed since the version that the request names."),
    QT_TRANSLATE_NOOP("vitrine::core", "Feature update failed."),
    QT_TRANSLATE_NOOP("vitrine::core", "Principal deserialization failure."),
    QT_TRANSLATE_NOOP("vitrine::core", "There is no such snapshot."),
    QT_TRANSLATE_NOOP("vitrine::core", "The position lies outside the snapshot."),
    QT_TRANSLATE_NOOP("vitrine::core", "This broker knows no topic with that id."),
    QT_TRANSLATE_NOOP("vitrine::core", "A live broker with the same id is registered."),
    QT_TRANSLATE_NOOP("vitrine::core", "No broker with that id is registered."),
    QT_TRANSLATE_NOOP("vitrine::core", "The topic id in the log does not match that of the request."),
    QT_TRANSLATE_NOOP("vitrine::core", "The request is meant for another cluster."),
    QT_TRANSLATE_NOOP("vitrine::core", "Transactional id not found."),
    QT_TRANSLATE_NOOP("vitrine::core", "Fetch session topic id error."),
    QT_TRANSLATE_NOOP("vitrine::core", "A replica of the new ISR is fenced, stopping or of an older broker epoch."),
    QT_TRANSLATE_NOOP("vitrine::core", "The change was accepted and ended in a new leader."),
    QT_TRANSLATE_NOOP("vitrine::core", "Offset moved to tiered storage."),
    QT_TRANSLATE_NOOP("vitrine::core", "Fenced member epoch."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unreleased instance id."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unsupported assignor."),
    QT_TRANSLATE_NOOP("vitrine::core", "Stale member epoch."),
    QT_TRANSLATE_NOOP("vitrine::core", "Mismatched endpoint type."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unsupported endpoint type."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unknown controller id."),
    QT_TRANSLATE_NOOP("vitrine::core", "Unknown subscription id."),
    QT_TRANSLATE_NOOP("vitrine::core", "Telemetry too large."),
    QT_TRANSLATE_NOOP("vitrine::core", "Invalid registration."),
    QT_TRANSLATE_NOOP("vitrine::core", "Transaction abortable."),
    QT_TRANSLATE_NOOP("vitrine::core", "Invalid record state."),
    QT_TRANSLATE_NOOP("vitrine::core", "Share session not found."),
    QT_TRANSLATE_NOOP("vitrine::core", "Invalid share session epoch."),
    QT_TRANSLATE_NOOP("vitrine::core", "Fenced state epoch."),
    QT_TRANSLATE_NOOP("vitrine::core", "Invalid voter key."),
    QT_TRANSLATE_NOOP("vitrine::core", "Duplicate voter."),
    QT_TRANSLATE_NOOP("vitrine::core", "Voter not found."),
    QT_TRANSLATE_NOOP("vitrine::core", "Invalid regular expression."),
    QT_TRANSLATE_NOOP("vitrine::core", "Rebootstrap required."),
    QT_TRANSLATE_NOOP("vitrine::core", "Streams invalid topology."),
    QT_TRANSLATE_NOOP("vitrine::core", "Streams invalid topology epoch."),
    QT_TRANSLATE_NOOP("vitrine::core", "Streams topology fenced."),
    QT_TRANSLATE_NOOP("vitrine::core", "Share session limit reached."),
};

struct Pattern {
    const char *text;
    QString head;                // before its first value: what most sentences fail at
    QRegularExpression form;
    QList<int> places;           // the numbers of the values in the order of the sentence
    qsizetype said = 0;          // characters that are not values
};

std::vector<Pattern> makePatterns()
{
    static const QRegularExpression place(QStringLiteral("%([1-9])"));
    std::vector<Pattern> all;
    for (const char *const text : patterns) {
        const QString whole = QString::fromUtf8(text);
        Pattern pattern{.text = text, .head = {}, .form = {}, .places = {}};
        QString form;
        qsizetype from = 0;
        for (const QRegularExpressionMatch &match : place.globalMatch(whole)) {
            form += QRegularExpression::escape(whole.sliced(from, match.capturedStart() - from)) + QStringLiteral("(.+?)");
            if (from == 0) pattern.head = whole.first(match.capturedStart());
            pattern.places << match.capturedView(1).toInt();
            from = match.capturedEnd();
        }
        if (pattern.places.isEmpty()) pattern.head = whole;
        form += QRegularExpression::escape(whole.sliced(from));
        pattern.form = QRegularExpression(QRegularExpression::anchoredPattern(form), QRegularExpression::DotMatchesEverythingOption);
        pattern.said = whole.size() - 2 * pattern.places.size();
        all.push_back(std::move(pattern));
    }
    // What says more is more exact: "there is no broker %1; there are %2" before "there is no broker %1".
    std::ranges::stable_sort(all, std::ranges::greater{}, &Pattern::said);
    return all;
}

const Pattern *patternOf(const QString &sentence, QRegularExpressionMatch &match)
{
    static const std::vector<Pattern> all = makePatterns();
    for (const Pattern &pattern : all) {
        if (!sentence.startsWith(pattern.head)) continue;
        match = pattern.form.match(sentence);
        if (match.hasMatch()) return &pattern;
    }
    return nullptr;
}

}  // namespace

QString CoreSentences::shown(const QString &sentence)
{
    QRegularExpressionMatch match;
    const Pattern *pattern = patternOf(sentence, match);
    if (!pattern) {
        // "orders: Unknown topic config name: …": of whom, and what.
        const qsizetype colon = sentence.indexOf(QLatin1String(": "));
        return colon < 0 ? sentence : sentence.first(colon + 2) + shown(sentence.sliced(colon + 2));
    }
    QStringList values;
    for (qsizetype i = 0; i < pattern->places.size(); ++i) {
        const int place = pattern->places[i];
        values.resize(std::max<qsizetype>(values.size(), place));
        // A value may be a sentence itself: why, or what is there instead.
        values[place - 1] = shown(match.captured(static_cast<int>(i) + 1));
    }
    const QString translated = QCoreApplication::translate("vitrine::core", pattern->text);
    QString text;
    for (qsizetype i = 0; i < translated.size(); ++i) {
        const int place = translated[i] == QLatin1Char('%') && i + 1 < translated.size() ? translated[i + 1].digitValue() : -1;
        if (place < 1 || place > values.size()) {
            text += translated[i];
            continue;
        }
        text += values[place - 1];
        ++i;
    }
    return text;
}

QString CoreSentences::shown(std::string_view sentence)
{
    return shown(QString::fromUtf8(sentence.data(), static_cast<qsizetype>(sentence.size())));
}

QString CoreSentences::shown(const Error &error)
{
    return QStringLiteral("%1: %2").arg(QLatin1String(name_of(error.code)),
                                        shown(error.message.empty() ? error_info(error.code).meaning : std::string_view(error.message)));
}

bool CoreSentences::isKnown(const QString &sentence)
{
    QRegularExpressionMatch match;
    return patternOf(sentence, match) != nullptr;
}

}  // namespace vitrine::ui
