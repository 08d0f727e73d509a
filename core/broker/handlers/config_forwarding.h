// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "broker/handlers/handlers.h"
#include "messages/incremental_alter_configs.h"

namespace vitrine::broker {

// Whether this broker's configuration, or that of every broker, may be changed so. Keys of brokers are known to brokers, as in Kafka's
// ConfigAdminManager.
[[nodiscard]] Status check_broker_resource(const HandlerContext& context,
                                           const messages::IncrementalAlterConfigsRequest::AlterConfigsResource& resource);

// The part that AlterConfigs and IncrementalAlterConfigs share: resources that `check` refuses are answered here, the others go to the
// active controller.
template <class Request, class Response>
void forward_configs(HandlerContext& context, const rpc::Request& request, rpc::Responder responder, Request asked,
                     const std::function<Status(const typename Request::AlterConfigsResource&)>& check) {
    using Row = typename Response::AlterConfigsResourceResponse;
    Request sent;
    sent.validate_only = asked.validate_only;
    std::vector<Row> rows;
    std::vector<std::size_t> places;  // of the resources that are sent on
    for (auto& resource : asked.resources) {
        Row& row = rows.emplace_back();
        row.error_message.reset();
        row.resource_type = resource.resource_type;
        row.resource_name = resource.resource_name;
        if (auto valid = check(resource); !valid) {
            row.error_code = valid.error().code;
            row.error_message = valid.error().message;
            continue;
        }
        places.push_back(rows.size() - 1);
        sent.resources.push_back(std::move(resource));
    }
    if (sent.resources.empty()) {
        if (!rows.empty()) context.count_error(request.header.request_api_key);
        Response response;
        response.responses = std::move(rows);
        return responder.respond(response);
    }
    std::vector<Row> unanswered;
    for (const std::size_t place : places) unanswered.push_back(rows[place]);
    forward<Response>(
        context, std::move(sent), request.version(), context.config.values().request_timeout_ms,
        [](const Response& response) {
            return std::ranges::any_of(response.responses, [](const auto& row) { return row.error_code == ErrorCode::NOT_CONTROLLER; });
        },
        [unanswered = std::move(unanswered)](const Error& error) {
            Response response;
            response.responses = unanswered;
            for (Row& row : response.responses) {
                row.error_code = error.code;
                row.error_message = error.message;
            }
            return response;
        },
        [rows = std::move(rows), places = std::move(places), responder = std::move(responder)](Response answered) mutable {
            std::map<std::pair<std::int8_t, std::string>, Row> by_resource;
            for (Row& row : answered.responses) by_resource.insert_or_assign({row.resource_type, row.resource_name}, std::move(row));
            for (const std::size_t place : places) {
                const auto found = by_resource.find({rows[place].resource_type, rows[place].resource_name});
                if (found != by_resource.end()) rows[place] = found->second;
                else rows[place].error_code = ErrorCode::UNKNOWN_SERVER_ERROR;
            }
            answered.responses = std::move(rows);
            responder.respond(answered);
        });
}

}  // namespace vitrine::broker
