package org.sealpost.smtp;

import java.io.IOException;

/** A message holds a bare CR, a bare LF or NUL and must not go over the wire (RFC 5321 section 2.3.8). */
public final class UnsafeLineEndException extends IOException {

    private static final long serialVersionUID = 1L;

    UnsafeLineEndException() {
        super("The message holds a bare CR, a bare LF or a NUL, which no server may be sent.");
    }
}
