package org.sealpost.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What became of a practice's own keys for S/MIME. No event holds more of a key than its fingerprint. */
public sealed interface KeyEvent extends EventData {

    /** Who did it. */
    Actor by();

    /**
     * A key by its public half.
     *
     * @param purpose {@code smime} or {@code authority}
     * @param address whose mail it is for, when it is one address's
     * @param domain whose mail it is for, when it is a domain's; neither: all of the practice
     * @param algorithm such as {@code rsa-3072}
     * @param fingerprint SHA-256 of its SubjectPublicKeyInfo, hex
     */
    record Key(
            UUID id,
            String purpose,
            Optional<Pseudonym> address,
            Optional<String> domain,
            String algorithm,
            String fingerprint) {}

    /**
     * It is ours from now on.
     *
     * @param origin {@code made}, {@code imported}, {@code made-in-token} or {@code found-in-token}
     */
    record Added(Key key, String origin, Actor by) implements KeyEvent {}

    /**
     * It has a certificate.
     *
     * @param certificate SHA-256 of it, hex
     * @param activeFrom when it begins to sign
     */
    record Certified(Key key, String certificate, Instant notAfter, Instant activeFrom, Actor by) implements KeyEvent {}

    /**
     * It signs no more.
     *
     * @param at may be a date to come
     * @param decryptsUntil when it is destroyed
     */
    record Retired(Key key, Instant at, Instant decryptsUntil, Actor by) implements KeyEvent {}

    /**
     * The certificate of a key in use ends.
     *
     * @param certificate SHA-256 of it, hex
     * @param days within how many of them: 30, 14 or 3
     * @param renewed whether another key of the same owner goes on
     */
    record Expiring(Key key, String certificate, Instant notAfter, int days, boolean renewed, Actor by)
            implements KeyEvent {}

    /** Its private half is gone. */
    record Destroyed(Key key, Actor by) implements KeyEvent {}

    /**
     * The internal authority issued a certificate.
     *
     * @param authority its key
     * @param certificate SHA-256, hex
     * @param holder {@code staff} or {@code patient}
     */
    record Issued(Key authority, String certificate, Pseudonym address, String holder, Instant notAfter, Actor by)
            implements KeyEvent {}

    /**
     * The internal authority revoked a certificate that it issued.
     *
     * @param certificate SHA-256, hex
     */
    record Revoked(String certificate, Pseudonym address, Actor by) implements KeyEvent {}

    /**
     * All keys of the installation were written into an encrypted file.
     *
     * @param keys how many of this practice's
     */
    record BackedUp(int keys, Actor by) implements KeyEvent {}

    /**
     * Keys came back from such a file.
     *
     * @param keys how many of this practice's were missing and are there again
     */
    record Restored(int keys, Actor by) implements KeyEvent {}
}
