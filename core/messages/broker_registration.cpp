// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/broker_registration.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& BrokerRegistrationRequest::Listener::structure() {
    static const Struct declared = declare_struct<Listener>("Listener", {
        field("Name", &Listener::name, since(0)),
        field("Host", &Listener::host, since(0)),
        field("Port", &Listener::port, since(0)),
        field("SecurityProtocol", &Listener::security_protocol, since(0)),
    });
    return declared;
}

const Struct& BrokerRegistrationRequest::Feature::structure() {
    static const Struct declared = declare_struct<Feature>("Feature", {
        field("Name", &Feature::name, since(0)),
        field("MinSupportedVersion", &Feature::min_supported_version, since(0)),
        field("MaxSupportedVersion", &Feature::max_supported_version, since(0)),
    });
    return declared;
}

const Message& BrokerRegistrationRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 62,
        .versions = between(0, 4),
        .flexible_from = 0,
        .listeners = ListenerType::controller,
        .body = declare_struct<BrokerRegistrationRequest>("BrokerRegistrationRequest", {
            field("BrokerId", &BrokerRegistrationRequest::broker_id, since(0)),
            field("ClusterId", &BrokerRegistrationRequest::cluster_id, since(0)),
            field("IncarnationId", &BrokerRegistrationRequest::incarnation_id, since(0)),
            field("Listeners", &BrokerRegistrationRequest::listeners, since(0)),
            field("Features", &BrokerRegistrationRequest::features, since(0)),
            field("Rack", &BrokerRegistrationRequest::rack, since(0)).nullable_in(since(0)),
            field("IsMigratingZkBroker", &BrokerRegistrationRequest::is_migrating_zk_broker, since(1)),
            field("LogDirs", &BrokerRegistrationRequest::log_dirs, since(2)).ignored_where_absent(),
            field("PreviousBrokerEpoch", &BrokerRegistrationRequest::previous_broker_epoch, since(3)).ignored_where_absent(),
        }),
    };
    return declared;
}

const Message& BrokerRegistrationResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 62,
        .versions = between(0, 4),
        .flexible_from = 0,
        .body = declare_struct<BrokerRegistrationResponse>("BrokerRegistrationResponse", {
            field("ThrottleTimeMs", &BrokerRegistrationResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &BrokerRegistrationResponse::error_code, since(0)),
            field("BrokerEpoch", &BrokerRegistrationResponse::broker_epoch, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
