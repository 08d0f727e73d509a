// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_window BASE_PORT DIRECTORY: three brokers with the window on them, drawn offscreen. Prints "ready" when it serves. Each line of the
// standard input ends a span and begins the next: for the one that ended it prints {"frames": …, "p50_ms": …, "p99_ms": …, "max_ms": …,
// "longest_ms": …, "longest_cpu_ms": …, "longest": …, "busy": …}. A frame is the painting of all that is to be painted at one time;
// longest_ms is of any event, painting or not, and so what the GUI thread was blocked for at most, longest says which one that was, and
// longest_cpu_ms counts the processor time of the thread only, not what it waited for while others had the core; busy is the share of the
// time that it spent in events. At the end of the standard input it stops.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>

#include "ui/session/embedded_session.h"
#include "ui/window/main_window.h"

namespace {

using namespace vitrine;

class Application : public QApplication {
public:
    Application(int& count, char** words) : QApplication(count, words) { span_.start(); }

    bool notify(QObject* receiver, QEvent* event) override {
        if (depth_ > 0) return QApplication::notify(receiver, event);
        const bool paints = event->type() == QEvent::UpdateRequest;
        QElapsedTimer clock;
        clock.start();
        const double cpu_ms = threadTimeMs();
        // The receiver may be gone afterwards.
        const QByteArray name = receiver->metaObject()->className() + QByteArray(" ") + QByteArray::number(event->type());
        ++depth_;
        const bool result = QApplication::notify(receiver, event);
        --depth_;
        const double took_ms = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        busy_ms_ += took_ms;
        longest_cpu_ms_ = std::max(longest_cpu_ms_, threadTimeMs() - cpu_ms);
        if (took_ms > longest_ms_) {
            longest_ms_ = took_ms;
            longest_ = name;
        }
        if (paints) frames_ms_.push_back(took_ms);
        return result;
    }

    void endSpan() {
        std::ranges::sort(frames_ms_);
        const auto at = [&](double share) {
            return frames_ms_.empty() ? 0.0 : frames_ms_[static_cast<std::size_t>(static_cast<double>(frames_ms_.size() - 1) * share)];
        };
        std::printf(
            "{\"frames\": %zu, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"max_ms\": %.3f, \"longest_ms\": %.3f, "
            "\"longest_cpu_ms\": %.3f, \"longest\": \"%s\", \"busy\": %.4f}\n",
            frames_ms_.size(), at(0.5), at(0.99), at(1), longest_ms_, longest_cpu_ms_, longest_.constData(),
            busy_ms_ / static_cast<double>(span_.elapsed()));
        std::fflush(stdout);
        frames_ms_.clear();
        busy_ms_ = 0;
        longest_ms_ = 0;
        longest_cpu_ms_ = 0;
        longest_.clear();
        span_.restart();
    }

private:
    static double threadTimeMs() {
        timespec used{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
        return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
    }

    int depth_ = 0;
    QElapsedTimer span_;
    double busy_ms_ = 0;
    double longest_ms_ = 0;
    double longest_cpu_ms_ = 0;
    QByteArray longest_;
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
        while (std::getline(std::cin, line)) QMetaObject::invokeMethod(&application, [&] { application.endSpan(); });
        QMetaObject::invokeMethod(&application, [] { QApplication::quit(); });
    });
    const int ended = QApplication::exec();
    reader.join();
    return ended;
}
