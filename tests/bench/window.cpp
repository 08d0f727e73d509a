// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_window BASE_PORT DIRECTORY: three brokers with the window on them, drawn offscreen. Prints "ready" when it serves. A line of the
// standard input is a command of the command language ("broker kill 2"); an empty one ends a span and begins the next: for the one that
// ended it prints {"frames": …, "p50_ms": …, "p99_ms": …, "max_ms": …, "longest_ms": …, "longest": …, "longest_part": …, "longest_cpu_ms":
// …, "longest_cpu": …, "longest_cpu_part": …, "busy": …}. A frame is the painting of all that is to be painted at one time; longest_ms is
// of any event, painting or not, and so what the GUI thread was blocked for at most; longest says which one that was, longest_part in which
// of the events within it most of that time went by. With _cpu the same by the processor time of the thread only, not what it waited for
// while others had the core. busy is the share of the time that it spent in events. At the end of the standard input it stops.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QPointer>

#include "ui/session/embedded_session.h"
#include "ui/window/main_window.h"

namespace {

using namespace vitrine;

// An event as people find it in the sources: who gets it, or the nearest of ours around that, and QEvent's number of its kind.
QByteArray nameOf(const QObject* receiver, int type) {
    QByteArray name = receiver->metaObject()->className();
    if (!receiver->objectName().isEmpty()) name += " " + receiver->objectName().toUtf8();
    name += " " + QByteArray::number(type);
    const QObject* ours = receiver;
    while (ours && !QByteArrayView(ours->metaObject()->className()).startsWith("vitrine")) ours = ours->parent();
    if (ours && ours != receiver) name += QByteArray(" in ") + ours->metaObject()->className();
    return name;
}

struct Times {
    double wall_ms = 0;
    double cpu_ms = 0;

    static Times now() {
        const auto read = [](clockid_t clock) {
            timespec at{};
            clock_gettime(clock, &at);
            return static_cast<double>(at.tv_sec) * 1e3 + static_cast<double>(at.tv_nsec) / 1e6;
        };
        return {.wall_ms = read(CLOCK_MONOTONIC), .cpu_ms = read(CLOCK_THREAD_CPUTIME_ID)};
    }
    friend Times operator-(const Times& a, const Times& b) { return {.wall_ms = a.wall_ms - b.wall_ms, .cpu_ms = a.cpu_ms - b.cpu_ms}; }
};

// The longest event of a span by one of both clocks, and what of it took longest by itself.
struct Longest {
    double Times::* clock;
    double ms = 0;
    QByteArray event;
    QByteArray part;
    // Of the event that runs.
    double part_ms = 0;
    QByteArray running_part;

    void endPart(const Times& own, const QObject* receiver, int type) {
        if (own.*clock <= part_ms) return;
        part_ms = own.*clock;
        running_part = nameOf(receiver, type) + ": " + QByteArray::number(part_ms, 'f', 1) + " ms";
    }
    void endEvent(const Times& took, const QByteArray& name) {
        if (took.*clock > ms) {
            ms = took.*clock;
            event = name;
            part = running_part;
        }
        part_ms = 0;
        running_part.clear();
    }
};

class Application : public QApplication {
public:
    Application(int& count, char** words) : QApplication(count, words) { span_.start(); }

    bool notify(QObject* receiver, QEvent* event) override {
        const int type = event->type();
        // The receiver may be gone afterwards.
        const QPointer<QObject> guard(receiver);
        const QByteArray name = depth_ == 0 ? nameOf(receiver, type) : QByteArray();
        const Times within_before = std::exchange(within_, {});
        const Times begun = Times::now();
        ++depth_;
        const bool result = QApplication::notify(receiver, event);
        --depth_;
        const Times took = Times::now() - begun;
        for (Longest* longest : {&by_wall_, &by_cpu_}) {
            if (guard) longest->endPart(took - within_, receiver, type);
            if (depth_ == 0) longest->endEvent(took, name);
        }
        within_ = {.wall_ms = within_before.wall_ms + took.wall_ms, .cpu_ms = within_before.cpu_ms + took.cpu_ms};
        if (depth_ > 0) return result;
        within_ = {};
        busy_ms_ += took.wall_ms;
        if (type == QEvent::UpdateRequest) frames_ms_.push_back(took.wall_ms);
        return result;
    }

    void endSpan() {
        std::ranges::sort(frames_ms_);
        const auto at = [&](double share) {
            return frames_ms_.empty() ? 0.0 : frames_ms_[static_cast<std::size_t>(static_cast<double>(frames_ms_.size() - 1) * share)];
        };
        std::printf(
            "{\"frames\": %zu, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"max_ms\": %.3f, \"longest_ms\": %.3f, \"longest\": \"%s\", "
            "\"longest_part\": \"%s\", \"longest_cpu_ms\": %.3f, \"longest_cpu\": \"%s\", \"longest_cpu_part\": \"%s\", \"busy\": %.4f}\n",
            frames_ms_.size(), at(0.5), at(0.99), at(1), by_wall_.ms, by_wall_.event.constData(), by_wall_.part.constData(), by_cpu_.ms,
            by_cpu_.event.constData(), by_cpu_.part.constData(), busy_ms_ / static_cast<double>(span_.elapsed()));
        std::fflush(stdout);
        frames_ms_.clear();
        busy_ms_ = 0;
        by_wall_ = {.clock = &Times::wall_ms};
        by_cpu_ = {.clock = &Times::cpu_ms};
        span_.restart();
    }

private:
    int depth_ = 0;
    // What the events within the one that runs took.
    Times within_;
    QElapsedTimer span_;
    double busy_ms_ = 0;
    Longest by_wall_{.clock = &Times::wall_ms};
    Longest by_cpu_{.clock = &Times::cpu_ms};
    std::vector<double> frames_ms_;
};

}  // namespace

int main(int count, char** words) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    Application application(count, words);
    if (count != 3) {
        std::fprintf(stderr, "usage: bench_window BASE_PORT DIRECTORY\n");
        return 2;
    }
    cluster::ClusterOptions options;
    options.brokers = 3;
    options.base_port = static_cast<std::uint16_t>(std::stoi(words[1]));
    options.data_dir = words[2];
    ui::EmbeddedSession session(options);
    ui::MainWindow window(session, {.scheme = ui::Theme::Scheme::light, .language = QStringLiteral("en"), .screenshot = true});
    window.resize(1600, 1000);
    window.show();
    QObject::connect(&session, &ui::EmbeddedSession::started, &application, [](bool ok, const QString& sentence) {
        std::printf("%s\n", ok ? "ready" : qPrintable(sentence));
        std::fflush(stdout);
        if (!ok) QApplication::exit(1);
    });
    session.start();
    std::thread reader([&] {
        std::string line;
        while (std::getline(std::cin, line)) {
            QMetaObject::invokeMethod(&application, [&, line] {
                if (line.empty()) application.endSpan();
                else session.execute(QString::fromStdString(line));
            });
        }
        QMetaObject::invokeMethod(&application, [] { QApplication::quit(); });
    });
    const int ended = QApplication::exec();
    reader.join();
    return ended;
}
