// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cluster/real_cluster.h"

// What the command line says.
struct Options {
    vitrine::cluster::ClusterOptions cluster;
    std::string workload;          // "demo", or empty
    int workloadRate = 0;          // records per second; 0: the workload's own
    std::vector<std::string> settings;  // KEY=VALUE, or a file
    bool verbose = false;

    // run, --screenshot
    std::string scenarioFile;

    // serve, the window
    std::string archiveFile;       // opened in the cluster's data directory; empty: none
    bool portsGiven = false;       // --base-port was said; else an archive goes on where ports are free

    // the window
    std::string screenshotFile;
    std::string theme;             // "light", "dark", or empty: the system's
    std::string language;          // "en", "ko", or empty: the system's
    std::string size = "1600x1000";
    double pixelRatio = 1.0;
    std::string panel;             // brought to the front before a screenshot
    std::string stoppedDirectory;  // looked into, read-only; empty: none
    bool startPage = false;
    bool simulation = false;       // the window on a simulation
    std::string simulationFile;    // a recording or a scenario; empty: a quiet cluster, or the seed
    std::optional<std::uint64_t> seed;
};

// Each returns the exit code of the process.
int serve(const Options &options);
int runScenario(const Options &options);
int openWindow(int argc, char **argv, const Options &options);
int openSimulation(int argc, char **argv, const Options &options);
int openStartPage(int argc, char **argv, const Options &options);
int openStoppedCluster(int argc, char **argv, const Options &options);

// $XDG_DATA_HOME/vitrine or what stands for it.
std::string dataHome();
// Every line of text, or a sentence on standard error and false.
bool readFile(const std::string &path, std::string &text);
