package org.sealpost.keys;

import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.sealpost.audit.Actor;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.KeyEvent;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/** Records changes of keys, each in the transaction of the change. */
@Singleton
final class KeyChanges {

    private final AuditLog audit;
    private final Pseudonyms pseudonyms;

    KeyChanges(AuditLog audit, Pseudonyms pseudonyms) {
        this.audit = audit;
        this.pseudonyms = pseudonyms;
    }

    /** @param origin as {@link KeyEvent.Added} names it */
    void added(KeyRow row, String origin, Actor by) {
        append(row.practiceId(), new KeyEvent.Added(key(row), origin, by));
    }

    void certified(KeyRow row, X509Certificate certificate, Instant from, Actor by) {
        Instant end = certificate.getNotAfter().toInstant();
        append(row.practiceId(), new KeyEvent.Certified(key(row), fingerprint(certificate), end, from, by));
    }

    void expiring(KeyRow row, X509Certificate certificate, int days, boolean renewed, Actor by) {
        Instant end = certificate.getNotAfter().toInstant();
        append(row.practiceId(), new KeyEvent.Expiring(key(row), fingerprint(certificate), end, days, renewed, by));
    }

    void retired(KeyRow row, Instant at, Instant decryptsUntil, Actor by) {
        append(row.practiceId(), new KeyEvent.Retired(key(row), at, decryptsUntil, by));
    }

    void destroyed(KeyRow row, Actor by) {
        append(row.practiceId(), new KeyEvent.Destroyed(key(row), by));
    }

    void issued(KeyRow authority, X509Certificate certificate, Mailbox to, String holder, Actor by) {
        PracticeId practice = authority.practiceId();
        Instant end = certificate.getNotAfter().toInstant();
        append(
                practice,
                new KeyEvent.Issued(
                        key(authority), fingerprint(certificate), pseudonyms.of(practice, to), holder, end, by));
    }

    void revoked(PracticeId practice, String fingerprint, Mailbox of, Actor by) {
        append(practice, new KeyEvent.Revoked(fingerprint, pseudonyms.of(practice, of), by));
    }

    void backedUp(PracticeId practice, int keys, Actor by) {
        append(practice, new KeyEvent.BackedUp(keys, by));
    }

    void restored(PracticeId practice, int keys, Actor by) {
        append(practice, new KeyEvent.Restored(keys, by));
    }

    /** SHA-256 of a certificate, hex. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException neverAfterParsing) {
            throw new IllegalStateException(neverAfterParsing);
        }
    }

    private void append(PracticeId practice, KeyEvent event) {
        audit.append(List.of(AuditEvent.of(practice, event)));
    }

    private KeyEvent.Key key(KeyRow row) {
        KeyOwner owner = new KeyOwner(row.owner);
        Optional<Pseudonym> address =
                owner.isAddress() ? Optional.of(pseudonyms.of(row.practiceId(), mailbox(owner))) : Optional.empty();
        Optional<String> domain =
                owner.isAddress() || owner.isPractice() ? Optional.empty() : Optional.of(owner.value());
        return new KeyEvent.Key(
                row.id, row.purpose, address, domain, row.algorithm, row.shown().fingerprint());
    }

    private static Mailbox mailbox(KeyOwner owner) {
        try {
            return Mailbox.parse(owner.value());
        } catch (InvalidMailboxException neverStored) {
            throw new IllegalStateException("a key's owner is no mailbox", neverStored);
        }
    }
}
