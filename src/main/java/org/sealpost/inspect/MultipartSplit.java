package org.sealpost.inspect;

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
        if (boundary.filter(MultipartSplit::isUsable).isEmpty()) {
            return new MultipartSplit(List.of(), List.of(body), true);
        }
        String delimiter = "--" + boundary.get().stripTrailing();
        List<Piece> parts = new ArrayList<>();
        List<Piece> around = new ArrayList<>();
        boolean broken = false;
        boolean closed = false;
        int start = body.from();
        boolean inside = false;
        for (int at = nextLine(body, delimiter, start); at >= 0 && !closed; ) {
            int end = body.lineEnd(at);
            String rest = body.text(at + delimiter.length(), end).strip();
            if (rest.isEmpty() || rest.equals("--")) {
                (inside ? parts : around).add(body.range(start, beforeLineEnd(body, start, at)));
                inside = true;
                closed = !rest.isEmpty();
                start = end;
            } else {
                broken = true;
            }
            at = nextLine(body, delimiter, end);
        }
        (closed || !inside ? around : parts).add(body.range(start, body.to()));
        around.removeIf(piece -> piece.size() <= 0);
        // Readers that go on behind the one that closed would find parts there.
        boolean later = nextLine(body, delimiter, start) >= 0;
        return new MultipartSplit(parts, around, broken || !closed || later);
    }

    private static boolean isUsable(String boundary) {
        return !boundary.isBlank() && boundary.indexOf('\n') < 0;
    }

    /** Where the next line that begins with the delimiter starts, from a line's beginning on, or -1. */
    private static int nextLine(Piece body, String delimiter, int from) {
        if (body.startsWith(delimiter, from)) {
            return from;
        }
        // The line end goes first: each octet is then compared once, whatever the delimiter is made of.
        int before = from < body.to() ? body.find("\n" + delimiter, from) : -1;
        return before < 0 ? -1 : before + 1;
    }

    /** The line end before a boundary belongs to the boundary. */
    private static int beforeLineEnd(Piece body, int start, int at) {
        int end = at;
        if (end > start && body.at(end - 1) == '\n') {
            end--;
        }
        if (end > start && body.at(end - 1) == '\r') {
            end--;
        }
        return end;
    }
}
