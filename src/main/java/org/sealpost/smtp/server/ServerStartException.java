package org.sealpost.smtp.server;

import org.jspecify.annotations.Nullable;

/** The server cannot start. The message is one sentence for the operator that says what to do. */
public final class ServerStartException extends Exception {

    private static final long serialVersionUID = 1L;

    public ServerStartException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    public ServerStartException(String sentence) {
        super(sentence);
    }
}
