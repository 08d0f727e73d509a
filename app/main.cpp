// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/archives.h"
#include "app/options.h"
#include "app/settings/settings.h"
#include "app/simulate.h"
#include "app/temporary_directory.h"
#include "app/tools/tools.h"
#include "base/log_silence.h"
#include "base/logging.h"
#include "broker/node.h"
#include "cluster/workload.h"

namespace {

std::string defaultDataDirectory()
{
    const std::string home = dataHome();
    return home.empty() ? "vitrine-data" : home + "/cluster";
}

// Clients are told the address at which a broker listens.
std::string hostMistake(const std::string &host)
{
    if (const std::string mistake = CLI::ValidIPV4(host); !mistake.empty())
        return "it must be an IPv4 address of this machine, such as 192.168.1.5";
    if (host == "0.0.0.0") return "clients are told this address, and nobody can be reached at 0.0.0.0: name one of this machine's own";
    return {};
}

void sayWhoGetsIn(const std::string &host)
{
    if (host.starts_with("127.")) return;
    std::fprintf(stderr,
                 "vitrine: listening at %s, not on loopback: whoever reaches this address can read, change and delete everything in this "
                 "cluster, for nobody is asked who they are\n",
                 host.c_str());
}

void addClusterOptions(CLI::App &app, Options &options)
{
    app.add_option("--brokers", options.cluster.brokers, "Number of brokers; each is a controller too, unless --controllers")
        ->check(CLI::Range(1, vitrine::cluster::ClusterOptions::brokers_max))
        ->capture_default_str();
    app.add_option("--controllers", options.cluster.controllers,
                   "Number of controllers apart from the brokers; 0: the brokers are controllers")
        ->check(CLI::Range(0, vitrine::cluster::ClusterOptions::controllers_max))
        ->capture_default_str();
    app.add_option("--racks", options.cluster.racks, "Racks with commas between them, dealt to the brokers in turn (broker.rack): a,b,c")
        ->delimiter(',');
    app.add_option("--base-port", options.cluster.base_port, "Port of broker 1; the next ones follow, controllers listen 100 above")
        ->check(CLI::Range(1024, 65000))
        ->capture_default_str();
    app.add_option("--host", options.cluster.host,
                   "Address of this machine where everything listens; other machines reach the cluster unless it is one of loopback")
        ->check(CLI::Validator(hostMistake, "IPv4"))
        ->capture_default_str();
    app.add_option("--data-dir", options.cluster.data_dir, "Directory with the brokers' log directories; kept after the end")
        ->default_str(defaultDataDirectory());
    app.add_option("--log-dirs", options.cluster.log_directories, "Number of log directories of each broker")
        ->check(CLI::Range(1, 16))
        ->capture_default_str();
    app.add_option(
        "--config", options.settings,
        "KEY=VALUE, or a file of them such as Kafka's server.properties: broker configuration, for every broker; may be given again");
    app.add_option("--rate", options.workloadRate, "Records per second of the workload")->check(CLI::Range(1, 100000));
    app.add_flag("--verbose", options.verbose, "Log what happens inside to standard error");
}

// By default glibc keeps, in each thread's arena, up to twice the largest block that was ever freed: a follower that catches up receives
// 10 MB at once, and after some lives of some nodes (each a thread) most of the resident memory was free. With fixed bounds an arena keeps
// at most 4 MB at its end, which is several requests of a producer, and what is larger goes straight back to the system.
void boundFreedMemory()
{
#if defined(__GLIBC__)
    constexpr int keptBytesMax = 4 * 1024 * 1024;
    mallopt(M_TRIM_THRESHOLD, keptBytesMax);
    mallopt(M_MMAP_THRESHOLD, keptBytesMax);
#endif
}

// The content of a regular file.
std::optional<std::string> fileText(const std::string &path)
{
    std::error_code error;
    std::ifstream file;
    if (std::filesystem::is_regular_file(path, error)) file.open(path, std::ios::binary);
    if (!file.is_open()) return std::nullopt;
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

bool applySettings(Options &options)
{
    const bool dataDirectoryGiven = !options.cluster.data_dir.empty();
    auto settings =
        vitrine::settings::readSettings(options.settings, fileText, !dataDirectoryGiven && options.cluster.log_directories == 1);
    if (!settings) {
        std::fprintf(stderr, "vitrine: %s\n", settings.error().message.c_str());
        return false;
    }
    for (const std::string &remark : settings->remarks) std::fprintf(stderr, "vitrine: %s\n", remark.c_str());
    options.cluster.settings = std::move(settings->values);
    options.cluster.log_dirs = std::move(settings->logDirs);
    return true;
}

CLI::App *addSimulateCommand(CLI::App &app, SimulateOptions &options)
{
    auto *command =
        app.add_subcommand("simulate", "Run simulated clusters under faults, each from a seed, and say whether every rule held");
    command->add_option("--seeds", options.seeds, "A..B, A.., or one seed; 1..1000 where nothing is said");
    command->add_option("--minutes", options.minutes, "Begin no further seed after so many minutes")->check(CLI::PositiveNumber);
    command->add_option("--faults", options.faults, "all, none, or kinds with commas between them, such as kill,cut,clock-jump")
        ->capture_default_str();
    command->add_option("--jobs", options.jobs, "Threads; one for each core where nothing is said")->check(CLI::Range(1, 256));
    command->add_option("--twice-every", options.twiceEvery, "Run each K-th seed twice and compare the digests; 0: none")
        ->capture_default_str();
    command->add_flag("--keep-going", options.keepGoing, "Go on after a seed that fails");
    command->add_option("--shrink-runs", options.shrinkRuns, "Runs that may be spent on making what failed smaller")
        ->check(CLI::Range(0, 100000))
        ->capture_default_str();
    command->add_option("--write", options.directory, "Directory for the scenario files of what failed; here where nothing is said");
    command->add_option("--scenario", options.scenarioFile, "Replay this file, and shrink it if it fails and --write is given");
    command->add_option("--digests", options.digests, "A..B: print one line \"seed digest\" for each seed, to be compared between builds");
    command->add_option(
        "--wrong-rule", options.wrongRules,
        "Rules that are wrong in these runs, such as KAFKA_13141,KIP_101, or none: planted defects, which builds for development have");
    return command;
}

// What `vitrine archive` was asked for.
struct ArchiveOptions {
    CLI::App *save = nullptr;
    CLI::App *show = nullptr;
    std::string file;
    bool timeline = false;
};

CLI::App *addArchiveCommand(CLI::App &app, ArchiveOptions &options)
{
    auto *command = app.add_subcommand("archive", "Save a stopped cluster as one file, or show what is in one");
    command->require_subcommand(1);
    options.save = command->add_subcommand("save", "Put the log directories of all nodes below --data-dir into FILE");
    options.save->add_option("FILE", options.file, "The archive, NAME.vitrine; replaced where it is there")->required();
    options.show = command->add_subcommand("show", "Print what is in FILE, with sizes and checksums");
    options.show->add_option("FILE", options.file, "The archive")->required();
    options.show->add_flag("--timeline", options.timeline, "Print its timeline instead");
    for (CLI::App *one : {command, options.save, options.show}) one->fallthrough();
    return command;
}

int runArchiveCommand(const Options &options, const ArchiveOptions &asked)
{
#if VITRINE_WITH_WINDOW
    if (asked.show->parsed()) return showArchive(asked.file, asked.timeline);
    if (options.cluster.data_dir.empty() && options.cluster.log_dirs.empty()) {
        std::fputs("vitrine: say whose cluster is to be saved: --data-dir DIR\n", stderr);
        return 2;
    }
    return saveArchive(options, asked.file);
#else
    (void)options;
    (void)asked;
    std::fputs("vitrine: this build has no archives: they come with the window\n", stderr);
    return 2;
#endif
}

}  // namespace

std::string dataHome()
{
    if (const char *data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0') return std::string(data) + "/vitrine";
    if (const char *home = std::getenv("HOME"); home != nullptr && *home != '\0') return std::string(home) + "/.local/share/vitrine";
    return {};
}

bool readFile(const std::string &path, std::string &text)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::fprintf(stderr, "vitrine: %s cannot be read\n", path.c_str());
        return false;
    }
    std::ostringstream content;
    content << file.rdbuf();
    text = content.str();
    return true;
}

int main(int argc, char **argv)
{
    boundFreedMemory();
    // The tools read their options themselves, as Kafka's own do: --config, for one, means another thing there.
    if (argc > 1) {
        if (const auto *tool = vitrine::tools::findTool(argv[1])) {
            vitrine::silence_log();  // what is wrong is in the tool's own sentence
            return tool->run({argv + 2, argv + argc});
        }
    }
    Options options;
    CLI::App app{"A Kafka-compatible cluster in a window. Without a command the window opens on a running cluster."};
    app.name("vitrine");
    app.require_subcommand(0, 1);
    app.fallthrough();
    app.set_version_flag("--version", "vitrine " VITRINE_VERSION);
    addClusterOptions(app, options);
    std::string workload = "demo";
    auto *workloadOption =
        app.add_option("--workload", workload, "Workload to start: demo, or none")->check(CLI::IsMember({"demo", "none"}));
    app.add_option("--screenshot", options.screenshotFile, "Write a picture of the window after the scenario, and end");
    app.add_option("--scenario", options.scenarioFile, "File of commands to run first");
    app.add_option("--theme", options.theme, "light or dark")->check(CLI::IsMember({"light", "dark"}));
    app.add_option("--lang", options.language, "en or ko")->check(CLI::IsMember({"en", "ko"}));
    app.add_option("--size", options.size, "Size of the window, WIDTHxHEIGHT")->capture_default_str();
    app.add_option("--pixel-ratio", options.pixelRatio, "Pixels of the picture for each of the window")->check(CLI::Range(0.5, 4.0));
    app.add_option("--panel", options.panel, "Panel to bring to the front");

    auto *simulationOption =
        app.add_option("--simulation", options.simulationFile,
                       "Open the window on a simulation: a recording, a scenario of vitrine simulate, or, without FILE, a quiet cluster")
            ->expected(0, 1)
            ->option_text("[FILE]");
    app.add_option("--seed", options.seed, "With --simulation and no FILE: what vitrine simulate --seeds N runs")->needs(simulationOption);

    auto *openOption = app.add_option("--open", options.archiveFile,
                                      "Open a saved cluster (.vitrine): it goes on in a new directory, or in --data-dir, on free ports");
    auto *stoppedOption =
        app.add_option("--look-into", options.stoppedDirectory, "Open the window on the data directory of a stopped cluster, read-only");
    openOption->excludes(stoppedOption)->excludes(simulationOption);
    stoppedOption->excludes(simulationOption);
    app.add_flag("--start-page", options.startPage, "Open the start page: recent clusters, examples, a new one");

    auto *serveCommand = app.add_subcommand("serve", "Run the cluster without a window; commands on standard input, answers as JSON lines");
    auto *runCommand = app.add_subcommand("run", "Run a scenario on a fresh cluster and say whether every step held");
    runCommand->add_option("FILE", options.scenarioFile, "File of commands, one a line")->required();
    SimulateOptions simulation;
    auto *simulateCommand = addSimulateCommand(app, simulation);
    ArchiveOptions archive;
    auto *archiveCommand = addArchiveCommand(app, archive);
    auto *apisCommand = app.add_subcommand("apis", "Print the API keys and versions that are served");
    // For the list of commands in the help.
    for (const auto &tool : vitrine::tools::allTools())
        app.add_subcommand(tool.name, tool.what)->group("Tools for any Kafka cluster (vitrine NAME --help)");
    auto *helpCommand = app.add_subcommand("help", "Print this");

    CLI11_PARSE(app, argc, argv);
    if (helpCommand->parsed()) {
        std::fputs(app.help().c_str(), stdout);
        return 0;
    }
    if (!options.archiveFile.empty() && app.get_option("--brokers")->empty()) options.cluster.brokers = 1;  // as many as it has
    if (!applySettings(options)) return 2;
    if (options.verbose) vitrine::set_log_level(vitrine::LogLevel::info);
    options.simulation = simulationOption->count() > 0;
    if (options.seed && !options.simulationFile.empty()) {
        std::fputs("vitrine: a file says its seed itself: --seed does not go with it\n", stderr);
        return 2;
    }

    if (apisCommand->parsed()) {
        std::fputs(vitrine::broker::api_table_markdown().c_str(), stdout);
        return 0;
    }
    if (archiveCommand->parsed()) {
        vitrine::silence_log();  // what is wrong is in the sentence
        return runArchiveCommand(options, archive);
    }
    if (simulateCommand->parsed()) {
        // What nodes think of faults is not what is looked for here, not even where a disk fails and a broker ends.
        if (!options.verbose) vitrine::silence_log();
        return simulate(simulation);
    }
    if (options.simulation && !serveCommand->parsed() && !runCommand->parsed()) {
        if (!options.verbose) vitrine::set_log_level(vitrine::LogLevel::error);
#if VITRINE_WITH_WINDOW
        return openSimulation(argc, argv, options);
#else
        std::fputs("vitrine: this build has no window; use: vitrine simulate\n", stderr);
        return 2;
#endif
    }
    // The window shows a cluster at work; a server does what it is told.
    const bool windowed = !serveCommand->parsed() && !runCommand->parsed();
    if (windowed && (options.startPage || !options.stoppedDirectory.empty())) {
#if VITRINE_WITH_WINDOW
        return options.startPage ? openStartPage(argc, argv, options) : openStoppedCluster(argc, argv, options);
#else
        std::fputs("vitrine: this build has no window\n", stderr);
        return 2;
#endif
    }
    // A cluster that was saved goes on as it was: what worked then is not started again unasked.
    if (!options.archiveFile.empty() && workloadOption->empty()) workload.clear();
    if (workload == "none" || (!windowed && workloadOption->empty())) workload.clear();
    if (!options.screenshotFile.empty() && workloadOption->empty()) workload.clear();
    options.workload = workload;
    if (!workload.empty()) options.cluster.settings.merge(vitrine::cluster::Workload::broker_settings());

    // Scenarios begin with nothing, and leave nothing behind unless a directory is named.
    TemporaryDirectory temporary;
    bool unpacksInWindow = false;
    if (!options.archiveFile.empty()) {
#if VITRINE_WITH_WINDOW
        if (runCommand->parsed()) {
            std::fputs("vitrine: a scenario runs on a fresh cluster: --open does not go with it\n", stderr);
            return 2;
        }
        // What is opened for a picture leaves nothing behind.
        if (options.cluster.data_dir.empty() && !options.screenshotFile.empty()) options.cluster.data_dir = temporary.create() + "/opened";
        options.portsGiven = !app.get_option("--base-port")->empty();
        // A window unpacks it before people's eyes, and can be told to stop.
        unpacksInWindow = windowed && options.screenshotFile.empty();
        if (!unpacksInWindow && !openArchive(options, options.portsGiven)) return 1;
#else
        std::fputs("vitrine: this build has no archives: they come with the window\n", stderr);
        return 2;
#endif
    }
    if (options.cluster.data_dir.empty() && !unpacksInWindow) {
        const bool fresh = runCommand->parsed() || !options.screenshotFile.empty();
        options.cluster.data_dir = fresh ? temporary.create() : defaultDataDirectory();
        if (options.cluster.data_dir.empty()) {
            std::fputs("vitrine: no temporary directory can be made; name one with --data-dir\n", stderr);
            return 1;
        }
    }
    sayWhoGetsIn(options.cluster.host);
    if (serveCommand->parsed()) return serve(options);
    if (runCommand->parsed()) return runScenario(options);
#if VITRINE_WITH_WINDOW
    return openWindow(argc, argv, options);
#else
    std::fputs("vitrine: this build has no window; use: vitrine serve\n", stderr);
    return 2;
#endif
}
