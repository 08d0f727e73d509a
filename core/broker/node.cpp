// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/node.h"

#include "broker/node_implementation.h"

namespace vitrine::broker {

Node::Node(env::Environment environment, NodeConfig config)
    : implementation_(std::make_unique<NodeImplementation>(environment, std::move(config))) {}
Node::~Node() = default;

Status Node::start() { return implementation_->start(); }
void Node::leave(std::move_only_function<void()> left, Duration patience) { implementation_->leave(std::move(left), patience); }
void Node::close(std::move_only_function<void()> done) { implementation_->close(std::move(done)); }
void Node::shutdown(std::move_only_function<void()> done, Duration patience) { implementation_->shutdown(std::move(done), patience); }
NodeState Node::state() const { return implementation_->state(); }
observe::NodeStatus Node::status() const { return implementation_->status(); }
const NodeConfig& Node::config() const { return implementation_->config(); }
env::Endpoint Node::broker_endpoint() const { return implementation_->broker_endpoint(); }
env::Endpoint Node::controller_endpoint() const { return implementation_->controller_endpoint(); }
void Node::publish_all() { implementation_->publish_all(); }
observe::NodeDelta Node::snapshot(bool with_segments) const { return implementation_->snapshot(with_segments); }
Status Node::rebalance_group(const std::string& group, const std::string& reason) {
    return implementation_->rebalance_group(group, reason);
}

}  // namespace vitrine::broker
