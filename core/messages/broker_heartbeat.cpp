// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/broker_heartbeat.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& BrokerHeartbeatRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 63,
        .versions = between(0, 2),
        .flexible_from = 0,
        .listeners = ListenerType::controller,
        .body = declare_struct<BrokerHeartbeatRequest>("BrokerHeartbeatRequest", {
            field("BrokerId", &BrokerHeartbeatRequest::broker_id, since(0)),
            field("BrokerEpoch", &BrokerHeartbeatRequest::broker_epoch, since(0)),
            field("CurrentMetadataOffset", &BrokerHeartbeatRequest::current_metadata_offset, since(0)),
            field("WantFence", &BrokerHeartbeatRequest::want_fence, since(0)),
            field("WantShutDown", &BrokerHeartbeatRequest::want_shut_down, since(0)),
            field("OfflineLogDirs", &BrokerHeartbeatRequest::offline_log_dirs, since(1)).tagged_as(0, since(1)),
            field("CordonedLogDirs", &BrokerHeartbeatRequest::cordoned_log_dirs, since(2)).nullable_in(since(2)).tagged_as(1, since(2)),
        }),
    };
    return declared;
}

const Message& BrokerHeartbeatResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 63,
        .versions = between(0, 2),
        .flexible_from = 0,
        .body = declare_struct<BrokerHeartbeatResponse>("BrokerHeartbeatResponse", {
            field("ThrottleTimeMs", &BrokerHeartbeatResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &BrokerHeartbeatResponse::error_code, since(0)),
            field("IsCaughtUp", &BrokerHeartbeatResponse::is_caught_up, since(0)),
            field("IsFenced", &BrokerHeartbeatResponse::is_fenced, since(0)),
            field("ShouldShutDown", &BrokerHeartbeatResponse::should_shut_down, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
