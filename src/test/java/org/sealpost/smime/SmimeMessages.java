package org.sealpost.smime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sealpost.mail.RawMessage;
import org.sealpost.testing.TestIdentity;

/** Messages for the tests of this package. */
final class SmimeMessages {

    static final String LETTER = """
            Received: from desk.practice.example by mail.practice.example; Mon, 2 Nov 2026 09:00:01 +0000
            X-Sealpost-Id: 0199f0aa-0000-7000-8000-000000000001
            From: "Dr. Ada Example" <ada@practice.example>
            To: Bo Sample <bo@patient.example>
            Cc: office@practice.example
            Bcc: blind@patient.example
            Date: Mon, 2 Nov 2026 09:00:00 +0000
            Subject: Your potassium is
              too high
            Message-ID: <1@practice.example>
            In-Reply-To: <0@patient.example>
            References: <z@patient.example>
             <0@patient.example>
            Thread-Topic: Potassium
            Keywords: hyperkalemia
            X-Mailer: Desk 7
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit
            Content-Language: en

            Grüße, your potassium is 6.2 mmol/l.
            """;

    private SmimeMessages() {}

    /** A message with CRLF line ends, in UTF-8. */
    static RawMessage of(String text) {
        return RawMessage.of(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A message with that body, octet by octet. */
    static RawMessage of(String header, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((header + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(body);
        return RawMessage.of(out.toByteArray());
    }

    /** The header section as text. */
    static String header(RawMessage message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeHeader(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The body's octets. */
    static byte[] body(RawMessage message) {
        try {
            return message.openBody().readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What was encrypted for that recipient, octet by octet. */
    static RawMessage payload(RawMessage encrypted, TestIdentity recipient) throws UnreadException {
        return RawMessage.of(new EnvelopeOpener(List.of(recipient.smime()), false)
                .open(Envelope.of(TransferDecoded.contentInfo(encrypted)))
                .content());
    }

    /** As that recipient's mail program reads it. */
    static SmimeReading.Read read(RawMessage encrypted, TestIdentity recipient) {
        return (SmimeReading.Read) new SmimeReader(false).read(encrypted, List.of(recipient.smime()));
    }

    /** The whole message as text. */
    static String text(RawMessage message) {
        return new String(message.octets(), StandardCharsets.UTF_8);
    }
}
