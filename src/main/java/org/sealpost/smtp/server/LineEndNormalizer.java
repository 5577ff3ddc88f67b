package org.sealpost.smtp.server;

/** Ends every line of a message with CRLF, whatever it ended with: CRLF, a CR alone or an LF alone. */
final class LineEndNormalizer implements DataDecoder.Sink {

    private static final byte[] LINE_END = {'\r', '\n'};

    private final DataDecoder.Sink sink;
    private boolean afterCarriageReturn;

    LineEndNormalizer(DataDecoder.Sink sink) {
        this.sink = sink;
    }

    /** A CR is written as a whole line end at once; the LF that may follow it is then dropped. */
    @Override
    public void append(byte[] octets, int from, int to) {
        int start = from;
        for (int i = from; i < to; i++) {
            byte octet = octets[i];
            if (octet == '\r' || octet == '\n') {
                sink.append(octets, start, i);
                start = i + 1;
                if (octet == '\r' || !afterCarriageReturn) {
                    sink.append(LINE_END, 0, LINE_END.length);
                }
            }
            afterCarriageReturn = octet == '\r';
        }
        sink.append(octets, start, to);
    }
}
