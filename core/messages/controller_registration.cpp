// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/controller_registration.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& ControllerRegistrationRequest::Listener::structure() {
    static const Struct declared = declare_struct<Listener>("Listener", {
        field("Name", &Listener::name, since(0)),
        field("Host", &Listener::host, since(0)),
        field("Port", &Listener::port, since(0)),
        field("SecurityProtocol", &Listener::security_protocol, since(0)),
    });
    return declared;
}

const Struct& ControllerRegistrationRequest::Feature::structure() {
    static const Struct declared = declare_struct<Feature>("Feature", {
        field("Name", &Feature::name, since(0)),
        field("MinSupportedVersion", &Feature::min_supported_version, since(0)),
        field("MaxSupportedVersion", &Feature::max_supported_version, since(0)),
    });
    return declared;
}

const Message& ControllerRegistrationRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 70,
        .versions = between(0, 0),
        .flexible_from = 0,
        .listeners = ListenerType::controller,
        .body = declare_struct<ControllerRegistrationRequest>("ControllerRegistrationRequest", {
            field("ControllerId", &ControllerRegistrationRequest::controller_id, since(0)),
            field("IncarnationId", &ControllerRegistrationRequest::incarnation_id, since(0)),
            field("ZkMigrationReady", &ControllerRegistrationRequest::zk_migration_ready, since(0)),
            field("Listeners", &ControllerRegistrationRequest::listeners, since(0)),
            field("Features", &ControllerRegistrationRequest::features, since(0)),
        }),
    };
    return declared;
}

const Message& ControllerRegistrationResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 70,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ControllerRegistrationResponse>("ControllerRegistrationResponse", {
            field("ThrottleTimeMs", &ControllerRegistrationResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &ControllerRegistrationResponse::error_code, since(0)),
            field("ErrorMessage", &ControllerRegistrationResponse::error_message, since(0)).nullable_in(since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
