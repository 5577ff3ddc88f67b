package org.sealpost.smtp.server;

import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.sealpost.mail.MemoryBudget;
import org.sealpost.testing.SmtpDialogue;

/** A real listener on a free port for each test, with a receiver that remembers. */
final class ServerFixture implements AfterEachCallback {

    static final long MEMORY = 10_000_000;

    /** Greeting and EHLO. */
    static final String HELLO = """
            S: 220 localhost ESMTP Sealpost
            C: EHLO client.example
            S+ 250 HELP
            """;

    RecordingReceiver receiver = new RecordingReceiver();
    final MemoryBudget memory = new MemoryBudget(MEMORY);
    private SmtpServer server;

    /** Starts the server; without a call it starts with the defaults at its first use. */
    SmtpServer start(UnaryOperator<ServerSettings> change) {
        server = new SmtpServer(change.apply(ServerSettings.defaults()), receiver, memory);
        try {
            server.start();
        } catch (ServerStartException failed) {
            throw new AssertionError(failed);
        }
        return server;
    }

    SmtpServer server() {
        return server == null ? start(settings -> settings) : server;
    }

    void play(String script) throws IOException {
        SmtpDialogue.play(server().port(), script);
    }

    SmtpDialogue connect() throws IOException {
        return SmtpDialogue.connect(server().port());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (server != null) {
            server.stop(Duration.ZERO);
            server = null;
        }
        receiver = new RecordingReceiver();
    }
}
