package org.sealpost.smtp.client;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.EightBitScan;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.RawMessage;
import org.sealpost.smtp.Parameter;
import org.sealpost.smtp.Parameters;
import org.sealpost.smtp.Reply;

/**
 * What a message needs of the next hop, by its octets rather than by what was declared. Sealpost never converts: what
 * the next hop cannot take is refused.
 *
 * @param size octets
 * @param eightBit whether it has octets beyond ASCII (RFC 6152)
 * @param utf8Address whether an address needs RFC 6531
 * @param utf8Header whether it was declared as internationalised, and a header in it is
 * @param requireTls whether every further hop must keep TLS verified (RFC 8689)
 * @param asksTls whether it is asked for where it is offered: a bounce goes without that promise too (section 5)
 */
record MessageNeeds(
        long size, boolean eightBit, boolean utf8Address, boolean utf8Header, boolean requireTls, boolean asksTls) {

    static MessageNeeds of(Envelope envelope, RawMessage message, boolean requireTls) {
        boolean addresses = envelope.recipients().stream().anyMatch(mailbox -> !mailbox.isAscii())
                || envelope.from().mailbox().map(mailbox -> !mailbox.isAscii()).orElse(false);
        boolean bounce = envelope.from().mailbox().isEmpty();
        boolean asked = envelope.request().requireTls();
        boolean header = isEightBit(message::writeHeader);
        boolean body = isEightBit(message::writeBody);
        boolean utf8Header = envelope.smtpUtf8() && (header || body && EightBitHeaders.areWithin(message));
        return new MessageNeeds(
                message.size(),
                header || body,
                addresses,
                utf8Header,
                requireTls || asked && !bounce,
                requireTls || asked);
    }

    /** Why the next hop cannot take it at all. */
    Optional<Reply> refusal(Capabilities offered) {
        if (requireTls && !offered.requireTls()) {
            // For now only: at the next attempt it is decided anew what this next hop can do.
            return Optional.of(Reply.of(
                    451,
                    "4.7.30",
                    "The next mail server does not promise to keep the message under TLS (REQUIRETLS, RFC 8689)"));
        }
        if (utf8Address && !offered.smtpUtf8()) {
            return Optional.of(Reply.of(
                    550,
                    "5.6.7",
                    "The next mail server takes no internationalised addresses"
                            + " (SMTPUTF8): use addresses in plain ASCII"));
        }
        if (utf8Header && !offered.smtpUtf8()) {
            // Of the message, not of an address (RFC 6531 section 3.5).
            return Optional.of(Reply.of(
                    554,
                    "5.6.9",
                    "The next mail server takes no internationalised mail"
                            + " (SMTPUTF8): use plain ASCII in names, in the subject and in names of files"));
        }
        if (eightBit && !offered.eightBitMime()) {
            return Optional.of(Reply.of(
                    554,
                    "5.6.3",
                    "The next mail server takes no 8-bit mail (8BITMIME):" + " send the message in a 7-bit encoding"));
        }
        if (offered.size().isPresent()
                && offered.size().getAsLong() > 0
                && size > offered.size().getAsLong()) {
            return Optional.of(Reply.of(
                    552,
                    "5.3.4",
                    "The message is larger than the next mail server takes ("
                            + offered.size().getAsLong() + " octets)"));
        }
        return Optional.empty();
    }

    /** The parameters of MAIL. */
    Parameters parameters(Capabilities offered) {
        List<Parameter> all = new ArrayList<>();
        if (offered.sizeParameter()) {
            all.add(Parameter.of("SIZE", Long.toString(size)));
        }
        if (eightBit) {
            all.add(Parameter.of("BODY", BodyType.EIGHT_BIT_MIME.keyword()));
        }
        if (utf8Address || utf8Header) {
            all.add(Parameter.of("SMTPUTF8"));
        }
        if (asksTls && offered.requireTls()) {
            all.add(Parameter.of("REQUIRETLS"));
        }
        return new Parameters(all);
    }

    private static boolean isEightBit(Part part) {
        EightBitScan scan = new EightBitScan();
        try {
            part.writeTo(scan);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return scan.found();
    }

    private interface Part {
        void writeTo(OutputStream out) throws IOException;
    }
}
