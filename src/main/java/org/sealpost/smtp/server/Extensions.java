package org.sealpost.smtp.server;

import java.util.ArrayList;
import java.util.List;
import org.sealpost.smtp.Reply;

/** The answer to EHLO: what this connection is offered now. Whatever stands here works in full. */
final class Extensions {

    private Extensions() {}

    static Reply offered(ServerSettings settings, Wire wire, boolean honoursRequests, Authentication authentication) {
        List<String> lines = new ArrayList<>(List.of(
                settings.hostname(),
                "PIPELINING",
                "SIZE " + settings.message().maxSize(),
                "8BITMIME",
                "CHUNKING",
                "SMTPUTF8",
                "ENHANCEDSTATUSCODES",
                "LIMITS RCPTMAX=" + settings.message().maxRecipients()));
        if (settings.tls().isPresent() && wire.tls().isEmpty()) {
            lines.add("STARTTLS");
        }
        lines.addAll(authentication.announced());
        lines.addAll(Requests.announced(honoursRequests, wire.tls().isPresent()));
        lines.add("HELP");
        return Reply.plain(250, lines.toArray(String[]::new));
    }
}
