// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rpc/frames.h"

#include <algorithm>

namespace vitrine::rpc {

env::Frame to_frame(wire::Encoded encoded) {
    env::Frame frame;
    frame.pieces.reserve(encoded.pieces.size());
    for (wire::Piece& piece : encoded.pieces) {
        if (auto* foreign = std::get_if<wire::ForeignBytes>(&piece)) {
            frame.pieces.emplace_back(
                env::FileSlice{std::static_pointer_cast<const env::File>(foreign->owner), foreign->position, foreign->size});
        } else {
            frame.pieces.emplace_back(std::move(std::get<SharedBytes>(piece)));
        }
    }
    return frame;
}

SharedBytes head_of(const env::Frame& frame) {
    Bytes head;
    for (const env::FramePiece& piece : frame.pieces) {
        if (std::holds_alternative<env::FileSlice>(piece)) break;
        const ByteSpan bytes =
            std::holds_alternative<Bytes>(piece) ? ByteSpan(std::get<Bytes>(piece)) : std::get<SharedBytes>(piece).span();
        const ByteSpan part = bytes.first(std::min(bytes.size(), observe::WireFrame::head_bytes_max - head.size()));
        head.insert(head.end(), part.begin(), part.end());
        if (head.size() == observe::WireFrame::head_bytes_max) break;
    }
    return SharedBytes(std::move(head));
}

SharedBytes head_of(const SharedBytes& frame) { return frame.slice(0, std::min(frame.size(), observe::WireFrame::head_bytes_max)); }

}  // namespace vitrine::rpc
