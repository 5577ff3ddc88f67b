package org.sealpost.dkim;

import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.DkimKeyEvent;
import org.sealpost.mail.PracticeId;

/** Records changes of keys, each in the transaction of the change. */
@Singleton
final class DkimKeyChanges {

    private final AuditLog audit;

    DkimKeyChanges(AuditLog audit) {
        this.audit = audit;
    }

    void added(PracticeId practice, DkimKey key, Actor by) {
        append(practice, new DkimKeyEvent.Added(identity(key), by));
    }

    /** @param seenInDns whether its record was found before */
    void activated(PracticeId practice, DkimKey key, boolean seenInDns, Actor by) {
        append(practice, new DkimKeyEvent.Activated(identity(key), seenInDns, by));
    }

    void retired(PracticeId practice, DkimKey key, Instant publishUntil, Actor by) {
        append(practice, new DkimKeyEvent.Retired(identity(key), publishUntil, by));
    }

    void removed(PracticeId practice, DkimKey key, Actor by) {
        append(practice, new DkimKeyEvent.Removed(identity(key), key.state().key(), by));
    }

    private void append(PracticeId practice, DkimKeyEvent event) {
        audit.append(List.of(AuditEvent.of(practice, event)));
    }

    private static DkimKeyEvent.Key identity(DkimKey key) {
        return new DkimKeyEvent.Key(
                key.domain(), key.selector(), key.algorithm().key(), fingerprint(key));
    }

    private static String fingerprint(DkimKey key) {
        try {
            byte[] published = Base64.getDecoder().decode(key.publicKey());
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(published));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK lacks SHA-256", missing);
        }
    }
}
