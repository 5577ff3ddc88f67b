package org.sealpost.smtp.server;

import java.util.Optional;

/**
 * Takes the octets of BDAT as they come (RFC 3030 section 2): they are counted and not stuffed, so a dot means nothing
 * here. What DATA must not hold, BDAT must not hold either, because the next hop may get it by DATA.
 */
final class ChunkDecoder {

    private static final byte[] LINE_END = {'\r', '\n'};

    private final DataDecoder.Sink sink;
    private final LineEnds lineEnds;
    private byte last = '\n';
    private Optional<ForbiddenOctet> forbidden = Optional.empty();

    ChunkDecoder(DataDecoder.Sink sink, LineEnds lineEnds) {
        this.sink = sink;
        this.lineEnds = lineEnds;
    }

    /** The first octet so far that a message must not hold; a CR at the end may still get its LF. */
    Optional<ForbiddenOctet> forbidden() {
        return forbidden;
    }

    /** Takes all of these octets. */
    void accept(byte[] octets, int from, int to) {
        byte before = last;
        for (int i = from; i < to; i++) {
            byte octet = octets[i];
            if (octet == '\n' && before != '\r') {
                forbid(ForbiddenOctet.BARE_LF);
            } else if (octet != '\n' && before == '\r') {
                forbid(ForbiddenOctet.BARE_CR);
            }
            if (octet == 0) {
                forbid(ForbiddenOctet.NUL);
            }
            before = octet;
        }
        last = before;
        sink.append(octets, from, to);
    }

    /** No chunk follows. An unfinished last line is ended, as every line of a message is (RFC 5321 section 2.3.8). */
    void end() {
        if (last == '\r') {
            forbid(ForbiddenOctet.BARE_CR);
        }
        if (last != '\n') {
            // A CR that is not refused gets the LF that it lacks.
            sink.append(LINE_END, last == '\r' ? 1 : 0, LINE_END.length);
        }
    }

    private void forbid(ForbiddenOctet octet) {
        if (forbidden.isEmpty() && lineEnds.forbid(octet)) {
            forbidden = Optional.of(octet);
        }
    }
}
