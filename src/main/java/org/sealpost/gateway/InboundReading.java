package org.sealpost.gateway;

import java.util.Locale;
import java.util.Optional;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.Decryption;
import org.sealpost.smime.HeaderProtection;
import org.sealpost.smime.SignatureFault;
import org.sealpost.smime.SignatureVerdict;
import org.sealpost.smime.SmimeReading;
import org.sealpost.smime.UnreadReason;

/**
 * What is known of a message to the practice once it was read.
 *
 * @param original as it came, without what outsiders may not say
 * @param view what to pass on
 * @param decryption how it was decrypted, if it was encrypted and could be
 * @param unread why it was not read though it is S/MIME
 * @param left what of S/MIME was left alone in a message that is none as a whole
 * @param signature what its signature proves
 * @param headers which header fields were protected
 */
record InboundReading(
        RawMessage original,
        RawMessage view,
        Optional<Decryption> decryption,
        Optional<Unread> unread,
        SmimeReading.Left left,
        Signature signature,
        HeaderProtection.Kind headers) {

    /** Why a message goes on as it came: what the reader said, and what only the gateway knows. */
    enum Unread {
        MALFORMED,
        TOO_COMPLEX,
        NO_KEY,
        ALGORITHM,
        NOT_AUTHENTIC,
        /** What is in it cannot go over SMTP, or the practice's mail server cannot take it (8BITMIME, SIZE). */
        UNSENDABLE,
        AMBIGUOUS_HEADER,
        /** Larger, or unfolds to more, than the memory for messages can ever open. */
        TOO_LARGE,
        /** It was read, and the practice's mail server proves nothing, so that it goes on as it came. */
        NEXT_HOP_UNPROVEN,
        /** It was read, and whoever signed it, or is protected in it as its author, is another than whom it says it is from. */
        SIGNED_BY_ANOTHER;

        /** As header fields and events have it. */
        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Unread of(UnreadReason reason) {
            return switch (reason) {
                case MALFORMED -> MALFORMED;
                case TOO_COMPLEX -> TOO_COMPLEX;
                case NO_KEY -> NO_KEY;
                case ALGORITHM -> ALGORITHM;
                case NOT_AUTHENTIC -> NOT_AUTHENTIC;
                case TOO_LARGE -> TOO_LARGE;
                case UNSENDABLE -> UNSENDABLE;
                case AMBIGUOUS_HEADER -> AMBIGUOUS_HEADER;
                case KEY_AWAY -> throw new IllegalStateException("a key that is away is a reason to wait");
            };
        }
    }

    /** A signature and what it is worth here, in the words of RFC 7281. */
    sealed interface Signature {

        /** Nobody signed the message as a whole, as far as could be seen. */
        record None() implements Signature {}

        /** It is around what was not read, and stands for no content that anyone saw (RFC 7281 section 3, neutral). */
        record Neutral() implements Signature {}

        /** It is the author's, by a certificate that is trusted. */
        record Pass(SignatureVerdict.Valid by) implements Signature {}

        /** It does not fit what was signed, or cannot be verified. */
        record Fail(SignatureFault fault) implements Signature {}

        /** It fits, and is not accepted: another's address, a weak algorithm. */
        record Unacceptable(SignatureFault fault) implements Signature {}

        /**
         * It fits and is the author's, and the certificate is not trusted.
         *
         * @param why in one sentence that names no address
         */
        record Untrusted(SignatureVerdict.Valid by, String why) implements Signature {}

        /** The result's name. */
        default String key() {
            return switch (this) {
                case None none -> "none";
                case Neutral neutral -> "neutral";
                case Pass pass -> "pass";
                case Fail fail -> "fail";
                case Unacceptable unacceptable -> "policy";
                case Untrusted untrusted -> "policy";
            };
        }

        /** Why it is not a pass, in words that hold nothing of the message. */
        default Optional<String> reason() {
            return switch (this) {
                case None none -> Optional.empty();
                case Neutral neutral -> Optional.of("it is around what was not read");
                case Pass pass -> Optional.empty();
                case Fail(SignatureFault fault) -> Optional.of(fault.words());
                case Unacceptable(SignatureFault fault) -> Optional.of(fault.words());
                case Untrusted untrusted -> Optional.of(untrusted.why());
            };
        }

        /** Whose certificate it was made with, where that is known. */
        default Optional<SignatureVerdict.Valid> signed() {
            return switch (this) {
                case None none -> Optional.empty();
                case Neutral neutral -> Optional.empty();
                case Pass(var valid) -> Optional.of(valid);
                case Fail fail -> Optional.empty();
                case Unacceptable unacceptable -> Optional.empty();
                case Untrusted(var valid, var why) -> Optional.of(valid);
            };
        }
    }

    /** A message that as a whole is no S/MIME, and is passed on as it came. */
    static InboundReading asItCame(RawMessage original, SmimeReading.Left left) {
        return new InboundReading(
                original,
                original,
                Optional.empty(),
                Optional.empty(),
                left,
                new Signature.None(),
                HeaderProtection.Kind.NONE);
    }

    /**
     * A message that is S/MIME and was not read.
     *
     * @param signed whether a signature is around what was not read
     */
    static InboundReading unread(RawMessage original, Unread why, boolean signed) {
        return new InboundReading(
                original,
                original,
                Optional.empty(),
                Optional.of(why),
                SmimeReading.Left.NOTHING,
                signed ? new Signature.Neutral() : new Signature.None(),
                HeaderProtection.Kind.NONE);
    }

    /** The same message as it came, though it was read. */
    InboundReading sealed(Unread why) {
        return new InboundReading(
                original, original, Optional.empty(), Optional.of(why), left, signature, HeaderProtection.Kind.NONE);
    }

    /** Whether its signature, for whatever reason, speaks against whom it says it is from. */
    boolean isContradicted() {
        return switch (signature) {
            case Signature.None none -> false;
            case Signature.Neutral neutral -> false;
            case Signature.Pass pass -> false;
            case Signature.Untrusted untrusted -> false;
            case Signature.Fail fail -> true;
            case Signature.Unacceptable(SignatureFault fault) -> fault != SignatureFault.SENDER_ADDED;
        };
    }

    /** The author, where a trusted signature proves them. */
    Optional<Mailbox> provenAuthor() {
        return signature instanceof Signature.Pass(SignatureVerdict.Valid valid)
                ? Optional.of(valid.from())
                : Optional.empty();
    }
}
