package org.sealpost.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sealpost.mail.EightBitScan;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.MessageDate;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.RawMessage;

/**
 * The message by which the journal gets a copy: first the envelope in lines of a fixed form, blind recipients included,
 * then the message as an attachment, octet by octet. Its own header says nothing of the message.
 */
final class JournalReport {

    /** The field that names the message that the copy is of. */
    static final String OF = "X-Sealpost-Journal-Of";

    private static final int TEXT = 2048;

    private final ByteArrayOutputStream out;

    private JournalReport(int size) {
        out = new ByteArrayOutputStream(size);
    }

    /**
     * Writes one.
     *
     * @param host what this server calls itself
     */
    static RawMessage write(String host, Mailbox journal, MessageId message, JournalEntry entry) {
        JournalReport report = new JournalReport(Math.toIntExact(entry.content().size() + TEXT));
        String boundary = "sealpost-" + UUID.randomUUID();
        Instant now = Instant.now();
        String envelope = envelope(message, entry, now);
        boolean eightBitEnvelope = isEightBit(out -> out.write(envelope.getBytes(StandardCharsets.UTF_8)));
        boolean eightBitCopy = isEightBit(entry.content()::writeTo);
        report.line("From: Sealpost <postmaster@" + host + ">");
        report.line("To: <" + journal.address() + ">");
        report.line("Subject: Journal of " + message);
        report.line("Date: " + MessageDate.of(now));
        report.line("Message-ID: <" + UUID.randomUUID() + "@" + host + ">");
        report.line("Auto-Submitted: auto-generated");
        report.line(OF + ": " + message);
        report.line("MIME-Version: 1.0");
        // RFC 2045 section 6.4: no less than any of its parts.
        report.encoding(eightBitEnvelope || eightBitCopy);
        report.line("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"");
        report.line("");
        report.line("--" + boundary);
        report.line("Content-Type: text/plain; charset=utf-8");
        report.encoding(eightBitEnvelope);
        report.line("");
        report.line(envelope);
        report.line("--" + boundary);
        // RFC 6532 section 3.7: a header in UTF-8 makes it a message/global.
        report.line("Content-Type: " + (entry.envelope().smtpUtf8() ? "message/global" : "message/rfc822"));
        report.encoding(eightBitCopy);
        report.line("");
        report.message(entry.content());
        report.line("");
        report.line("--" + boundary + "--");
        return RawMessage.of(report.out.toByteArray());
    }

    private static String envelope(MessageId message, JournalEntry entry, Instant now) {
        Envelope envelope = entry.envelope();
        List<String> lines = new ArrayList<>();
        lines.add("Message: " + message);
        lines.add("Practice: " + entry.practice());
        lines.add("Sent: " + now);
        lines.add("Sender: <" + envelope.from().mailbox().map(Mailbox::address).orElse("") + ">");
        envelope.recipients().forEach(recipient -> lines.add("Recipient: <" + recipient.address() + ">"));
        lines.add("Protection: " + entry.protection());
        lines.add("Next-Hop: " + entry.nextHop());
        entry.certificates().forEach(fingerprint -> lines.add("Certificate: " + fingerprint));
        return String.join("\r\n", lines) + "\r\n";
    }

    private interface Octets {
        void writeTo(OutputStream out) throws IOException;
    }

    private static boolean isEightBit(Octets octets) {
        EightBitScan scan = new EightBitScan();
        try {
            octets.writeTo(scan);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return scan.found();
    }

    /** By the octets, not by what might be: servers on the way encode anew, or return, what is labelled 8bit. */
    private void encoding(boolean eightBit) {
        line("Content-Transfer-Encoding: " + (eightBit ? "8bit" : "7bit"));
    }

    private void message(RawMessage content) {
        try {
            content.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void line(String text) {
        out.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
