package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A multipart body taken apart at its boundary (RFC 2046 section 5.1.1).
 *
 * @param around what stands before the first boundary and behind the last: readers that know no MIME show it
 * @param broken whether the boundary lines leave a doubt: one is missing, or one only begins like the boundary
 */
record MultipartSplit(List<Piece> parts, List<Piece> around, boolean broken) {

    static MultipartSplit of(Piece body, Optional<String> boundary) {
        if (boundary.isEmpty() || boundary.get().isBlank()) {
            return new MultipartSplit(List.of(), List.of(body), true);
        }
        byte[] delimiter = ("--" + boundary.get().stripTrailing()).getBytes(StandardCharsets.ISO_8859_1);
        List<Piece> parts = new ArrayList<>();
        List<Piece> around = new ArrayList<>();
        boolean broken = false;
        boolean closed = false;
        int start = body.from();
        int at = body.from();
        boolean inside = false;
        while (at < body.to() && !closed) {
            int end = body.lineEnd(at);
            if (startsWith(body, at, end, delimiter)) {
                String rest = body.latin(at + delimiter.length, end).strip();
                if (rest.isEmpty() || rest.equals("--")) {
                    (inside ? parts : around).add(body.range(start, beforeLineEnd(body, start, at)));
                    inside = true;
                    closed = !rest.isEmpty();
                    start = end;
                } else {
                    broken = true;
                }
            }
            at = end;
        }
        (closed || !inside ? around : parts).add(body.range(start, body.to()));
        around.removeIf(piece -> piece.size() <= 0);
        return new MultipartSplit(parts, around, broken || !closed || laterBoundary(body, start, delimiter));
    }

    /** Whether a boundary stands behind the one that closed: readers that go on would find parts there. */
    private static boolean laterBoundary(Piece body, int start, byte[] delimiter) {
        for (int at = start; at < body.to(); at = body.lineEnd(at)) {
            if (startsWith(body, at, body.to(), delimiter)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(Piece body, int at, int end, byte[] delimiter) {
        if (end - at < delimiter.length) {
            return false;
        }
        for (int i = 0; i < delimiter.length; i++) {
            if (body.octets()[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    /** The line end before a boundary belongs to the boundary. */
    private static int beforeLineEnd(Piece body, int start, int at) {
        int end = at;
        if (end > start && body.octets()[end - 1] == '\n') {
            end--;
        }
        if (end > start && body.octets()[end - 1] == '\r') {
            end--;
        }
        return end;
    }
}
