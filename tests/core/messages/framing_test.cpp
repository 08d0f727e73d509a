// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/framing.h"

#include <gtest/gtest.h>

#include "messages/api_versions.h"
#include "messages/fetch.h"
#include "messages/metadata.h"
#include "messages/packet.h"

namespace vitrine::messages::test {
namespace {

TEST(Framing, HeaderVersionsFollowTheFlexibleVersions) {
    EXPECT_EQ(request_header_version(MetadataRequest::message(), 8), 1);
    EXPECT_EQ(request_header_version(MetadataRequest::message(), 9), 2);
    EXPECT_EQ(response_header_version(MetadataResponse::message(), 8), 0);
    EXPECT_EQ(response_header_version(MetadataResponse::message(), 9), 1);
}

TEST(Framing, TheAnswerToApiVersionsAlwaysHasHeaderVersion0) {
    EXPECT_EQ(request_header_version(ApiVersionsRequest::message(), 3), 2);
    EXPECT_EQ(response_header_version(ApiVersionsResponse::message(), 4), 0);
    const Bytes frame = encode_response(ApiVersionsResponse{}, 3, 5).to_bytes();
    EXPECT_EQ(frame, (Bytes{0, 0, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0}));
}

TEST(Framing, ARequestIsHeaderAndBody) {
    ApiVersionsRequest request;
    request.client_software_name = "x";
    request.client_software_version = "1";
    const Bytes frame = encode_request(request, 3, 7, "me").to_bytes();
    // key, version, correlation id, client id (never compact), tags; then the body
    EXPECT_EQ(frame, (Bytes{0, 18, 0, 3, 0, 0, 0, 7, 0, 2, 'm', 'e', 0, 2, 'x', 2, '1', 0}));
    const SharedBytes shared(frame);
    const auto header = decode_request_header(shared);
    ASSERT_TRUE(header) << header.error().message;
    EXPECT_EQ(header->header.request_api_key, 18);
    EXPECT_EQ(header->header.request_api_version, 3);
    EXPECT_EQ(header->header.correlation_id, 7);
    EXPECT_EQ(header->header.client_id, "me");
    EXPECT_EQ(decode_request_body<ApiVersionsRequest>(shared, *header), request);
}

TEST(Framing, AClientNeedNotSayItsName) {
    const SharedBytes frame(encode_request(MetadataRequest{}, 1, 7, std::nullopt).to_bytes());
    const auto header = decode_request_header(frame);
    ASSERT_TRUE(header);
    EXPECT_EQ(header->header.client_id, std::nullopt);
}

TEST(Framing, HeadersOfUnknownApisAndVersionsAreRead) {
    const SharedBytes unknown_key(Bytes{0x03, 0xe7, 0, 0, 0, 0, 0, 9, 0, 1, 'c', 1, 2, 3});
    const auto header = decode_request_header(unknown_key);
    ASSERT_TRUE(header) << header.error().message;
    EXPECT_EQ(header->header.correlation_id, 9);
    EXPECT_EQ(header->header.client_id, "c");

    // A later ApiVersions must be answered, so its header must be understood: flexible stays flexible.
    const SharedBytes later(Bytes{0, 18, 0, 99, 0, 0, 0, 9, 0, 1, 'c', 0, 1, 2, 3});
    const auto later_header = decode_request_header(later);
    ASSERT_TRUE(later_header) << later_header.error().message;
    EXPECT_EQ(later_header->body_at, 12u);
    const auto body = decode_request_body<ApiVersionsRequest>(later, *later_header);
    ASSERT_FALSE(body);
    EXPECT_EQ(body.error().code, ErrorCode::UNSUPPORTED_VERSION);
}

TEST(Framing, FramesWithoutAHeaderAreRefused) {
    const Bytes frame = encode_request(MetadataRequest{}, 9, 7, "me").to_bytes();
    for (std::size_t size = 0; size < 13; ++size) {
        const auto header = decode_request_header(SharedBytes(Bytes(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(size))));
        ASSERT_FALSE(header) << size;
        EXPECT_EQ(header.error().code, ErrorCode::INVALID_REQUEST);
    }
    EXPECT_FALSE(peek_correlation_id(SharedBytes(Bytes{0, 0, 1})));
}

TEST(Framing, BytesBehindTheBodyPassAsTheyDoInKafka) {
    Bytes frame = encode_request(MetadataRequest{}, 9, 7, "me").to_bytes();
    frame.push_back(1);
    const SharedBytes shared(frame);
    const auto header = decode_request_header(shared);
    ASSERT_TRUE(header);
    EXPECT_TRUE(decode_request_body<MetadataRequest>(shared, *header));
    EXPECT_FALSE(decode_request_body<FetchRequest>(shared, *header)) << "another body";
}

TEST(Framing, AResponseComesBack) {
    FetchResponse response;
    response.session_id = 3;
    response.responses.resize(1);
    response.responses[0].partitions.resize(2);
    response.responses[0].partitions[1].records = wire::Records(Bytes{1, 2, 3});
    const SharedBytes frame(encode_response(response, 18, 77).to_bytes());
    EXPECT_EQ(peek_correlation_id(frame), 77);
    const auto read = decode_response<FetchResponse>(frame, 18);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, response);
    EXPECT_GE(read->responses[0].partitions[1].records->span().data(), frame.data()) << "a part of the frame";
}

TEST(PacketOfAFrame, HasHeaderAndBody) {
    const Bytes frame = encode_request(MetadataRequest{.topics = std::nullopt}, 9, 7, "me").to_bytes();
    const wire::PacketTree tree = read_request_packet(frame);
    ASSERT_FALSE(tree.trouble) << *tree.trouble;
    ASSERT_EQ(tree.root.children.size(), 2u);
    EXPECT_EQ(tree.root.children[0].name, "RequestHeader");
    EXPECT_EQ(tree.root.children[0].children[0].value, "3 Metadata");
    EXPECT_EQ(tree.root.children[1].name, "MetadataRequest");
    EXPECT_EQ(tree.root.children[1].children[0].value, "null");
    EXPECT_EQ(tree.root.end, frame.size());
    EXPECT_TRUE(read_request_packet(ByteSpan(frame).first(9)).trouble);

    Bytes longer = frame;
    longer.push_back(0);
    EXPECT_EQ(read_request_packet(longer).trouble, "1 bytes are left after the last field");
}

TEST(PacketOfAFrame, OfAResponseIsReadAsWhatWasAsked) {
    const Bytes frame = encode_response(MetadataResponse{.cluster_id = "c"}, 9, 7).to_bytes();
    const wire::PacketTree tree = read_response_packet(frame, 3, 9);
    ASSERT_FALSE(tree.trouble) << *tree.trouble;
    EXPECT_EQ(tree.root.children[1].name, "MetadataResponse");
    EXPECT_EQ(read_response_packet(frame, 999, 0).trouble, "the body of API key 999 (unknown) is not declared");
}

TEST(PacketOfAFrame, OfAnUndeclaredApiShowsItsHeader) {
    const Bytes frame{0x03, 0xe7, 0, 0, 0, 0, 0, 9, 0, 1, 'c', 1, 2, 3};
    const wire::PacketTree tree = read_request_packet(frame);
    EXPECT_EQ(tree.trouble, "the body of API key 999 (unknown) is not declared");
    EXPECT_EQ(tree.root.children.at(0).children.at(3).value, "c");
}

}  // namespace
}  // namespace vitrine::messages::test
