package org.sealpost.cli;

/** A call to the gateway that failed. The message is one sentence that says what to do. */
final class GatewayException extends Exception {

    private static final long serialVersionUID = 1L;

    GatewayException(String message) {
        super(message);
    }
}
