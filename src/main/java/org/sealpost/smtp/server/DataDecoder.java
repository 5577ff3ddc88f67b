package org.sealpost.smtp.server;

import java.util.Optional;
import org.sealpost.smtp.LineBreaks;

/**
 * Finds the end of the data of DATA and takes the dot-stuffing away (RFC 5321 sections 4.1.1.4 and 4.5.2), octets in, octets
 * out, in whatever pieces they come.
 *
 * <p>Guarantee: the end is CRLF.CRLF, or .CRLF as the very first line, and nothing else. A CR or LF that stands alone
 * never ends the data here, whatever another server makes of it (CVE-2023-51764, -51765, -51766, -51747); it is remembered as
 * {@link #forbidden()}, and reading goes on to the true end. Where it is not forbidden but becomes a line end, a dot that was
 * stuffed behind it is taken away as well; a single one is kept, for it is neither stuffed nor the end.
 */
final class DataDecoder {

    /** Takes the decoded octets of a message. */
    @FunctionalInterface
    interface Sink {
        void append(byte[] octets, int from, int to);
    }

    /** What stands before the next octet. */
    private enum State {
        /** The start of the data, or CRLF. */
        LINE_START,
        /** A dot at the start of a line. */
        DOT,
        /** A dot at the start of a line, and a CR. */
        DOT_CR,
        /** A bare CR or LF that becomes a line end. */
        BARE_LINE_START,
        /** A dot behind it. */
        BARE_DOT,
        /** Anything else. */
        TEXT,
        /** A CR that no LF followed yet. */
        CR,
        /** CRLF.CRLF. */
        END
    }

    private static final byte[] CARRIAGE_RETURN = {'\r'};
    private static final byte[] DOT = {'.'};

    private final Sink sink;
    private final LineEnds lineEnds;
    private State state = State.LINE_START;
    private Optional<ForbiddenOctet> forbidden = Optional.empty();

    /** @param lineEnds says which octets are {@link #forbidden()} */
    DataDecoder(Sink sink, LineEnds lineEnds) {
        this.sink = sink;
        this.lineEnds = lineEnds;
    }

    /** Whether the end was seen; what follows it is no data. */
    boolean ended() {
        return state == State.END;
    }

    /** The first octet so far that a message must not hold. */
    Optional<ForbiddenOctet> forbidden() {
        return forbidden;
    }

    /**
     * Decodes octets up to the end of the data.
     *
     * @return how many were taken: all of them, unless the data ended among them
     */
    int accept(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && state != State.END) {
            at = switch (state) {
                case LINE_START -> lineStart(octets, at);
                case DOT -> afterDot(octets, at);
                case DOT_CR -> afterDotCr(octets, at);
                case BARE_LINE_START -> bareLineStart(octets, at);
                case BARE_DOT -> afterBareDot(octets, at);
                case CR -> afterCr(octets, at);
                case TEXT -> text(octets, at, to);
                case END -> at;
            };
        }
        return at - from;
    }

    private int lineStart(byte[] octets, int at) {
        if (octets[at] == '.') {
            state = State.DOT;
            return at + 1;
        }
        state = State.TEXT;
        return at;
    }

    /** The dot itself is dropped: it was stuffed, or ends the data. */
    private int afterDot(byte[] octets, int at) {
        if (octets[at] == '\r') {
            state = State.DOT_CR;
            return at + 1;
        }
        state = State.TEXT;
        return at;
    }

    private int afterDotCr(byte[] octets, int at) {
        if (octets[at] == '\n') {
            state = State.END;
            return at + 1;
        }
        return bareCr(at);
    }

    private int bareLineStart(byte[] octets, int at) {
        if (octets[at] == '.') {
            state = State.BARE_DOT;
            return at + 1;
        }
        state = State.TEXT;
        return at;
    }

    /** A dot before anything but another dot was not stuffed: whoever stuffs sends two there. */
    private int afterBareDot(byte[] octets, int at) {
        if (octets[at] != '.') {
            sink.append(DOT, 0, 1);
        }
        state = State.TEXT;
        return at;
    }

    private int afterCr(byte[] octets, int at) {
        if (octets[at] != '\n') {
            return bareCr(at);
        }
        // The CR may have come in an earlier piece, so it is not taken from this one.
        sink.append(CARRIAGE_RETURN, 0, 1);
        sink.append(octets, at, at + 1);
        state = State.LINE_START;
        return at + 1;
    }

    private int bareCr(int at) {
        forbid(ForbiddenOctet.BARE_CR);
        sink.append(CARRIAGE_RETURN, 0, 1);
        state = afterBare();
        return at;
    }

    /** What a bare CR or LF begins: a line where it becomes a line end, else nothing. */
    private State afterBare() {
        return lineEnds == LineEnds.NORMALIZE ? State.BARE_LINE_START : State.TEXT;
    }

    /** Copies whole stretches: nearly all octets of a message go through this loop. */
    private int text(byte[] octets, int from, int to) {
        int at = LineBreaks.next(octets, from, to);
        while (at < to && octets[at] != '\r') {
            forbid(octets[at] == 0 ? ForbiddenOctet.NUL : ForbiddenOctet.BARE_LF);
            if (octets[at] == '\n' && afterBare() != State.TEXT) {
                state = afterBare();
                sink.append(octets, from, at + 1);
                return at + 1;
            }
            at = LineBreaks.next(octets, at + 1, to);
        }
        sink.append(octets, from, at);
        if (at == to) {
            return to;
        }
        state = State.CR;
        return at + 1;
    }

    private void forbid(ForbiddenOctet octet) {
        if (forbidden.isEmpty() && lineEnds.forbid(octet)) {
            forbidden = Optional.of(octet);
        }
    }
}
