// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "client/consumer.h"
#include "client/producer.h"
#include "cluster/host.h"
#include "ui/session/values.h"

// The producers and consumers behind the panels: inner clients on the cluster's control loop. Every call and callback here
// is on that loop; the session carries the progress over to the window's thread.
namespace vitrine::ui {

class ClientTask {
public:
    virtual ~ClientTask() = default;
    // The last progress, with `finished`, still comes.
    virtual void stop() = 0;
    [[nodiscard]] virtual bool finished() const = 0;
};

// Whether the window has taken what was reported before; while it has not, a report waits and grows, within its limits. Empty: always.
using TakesReports = std::function<bool()>;

// Sends the records of one request, at its rate, and reports at most once per frame.
[[nodiscard]] std::unique_ptr<ClientTask> makeProduceTask(cluster::Host &host, const ProduceRequest &request,
                                                          std::function<void(ProduceProgress)> report, TakesReports takes = {});
// Reads as the request says; records that come faster than frames can show are dropped and counted.
[[nodiscard]] std::unique_ptr<ClientTask> makeConsumeTask(cluster::Host &host, const ConsumeRequest &request,
                                                          std::function<void(ConsumeProgress)> report, TakesReports takes = {});

}  // namespace vitrine::ui
