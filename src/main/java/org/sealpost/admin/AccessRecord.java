package org.sealpost.admin;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealpost.audit.AccessEvent;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.EventData;
import org.sealpost.mail.PracticeId;

/**
 * Records who came in and who was kept out. Anyone who reaches the port can be kept out as often as they like, so that
 * only a few such events a minute are stored: enough to see that someone tries, too few to fill the disk.
 */
@Singleton
final class AccessRecord {

    /** Whoever holds the token. */
    static final Actor TOKEN_HOLDER = Actor.staff("admin-token");

    private static final int DENIALS_A_WINDOW = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final AuditLog audit;
    private Instant windowEnd = Instant.MIN;
    private int denials;

    AccessRecord(AuditLog audit) {
        this.audit = audit;
    }

    /** @param to {@code api} or {@code console} */
    void denied(String to, String why) {
        if (mayRecordDenial(Instant.now())) {
            append(new AccessEvent.Denied(Optional.empty(), to, why));
        }
    }

    void signedIn(String to) {
        append(new AccessEvent.SignedIn(TOKEN_HOLDER, to, "token"));
    }

    private synchronized boolean mayRecordDenial(Instant now) {
        if (now.isAfter(windowEnd)) {
            windowEnd = now.plus(WINDOW);
            denials = 0;
        }
        denials++;
        return denials <= DENIALS_A_WINDOW;
    }

    private void append(EventData data) {
        // Of no single practice: the token is the installation's.
        audit.commitEventually(List.of(AuditEvent.of(PracticeId.DEFAULT, data)));
    }
}
