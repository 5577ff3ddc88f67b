package rules;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.AttachmentFacts;
import org.sealpost.policy.ConsentChannel;
import org.sealpost.policy.ConsentFacts;
import org.sealpost.policy.ConsentPurpose;
import org.sealpost.policy.Facts;
import org.sealpost.policy.FindingFacts;
import org.sealpost.policy.MessageFacts;
import org.sealpost.policy.PatientFacts;
import org.sealpost.policy.RecipientFacts;
import org.sealpost.policy.SenderFacts;

/** For whom it is decided: patients and others, with and without health information, as a practice writes. */
final class Recipients {

    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-03-02T10:00:00-05:00");

    private Recipients() {}

    static List<Facts> all() {
        ConsentFacts consent = new ConsentFacts.Granted(
                EnumSet.of(ConsentChannel.TLS, ConsentChannel.PORTAL),
                EnumSet.of(ConsentPurpose.TREATMENT),
                Optional.empty(),
                "consent",
                Optional.empty());
        FindingFacts nothing = FindingFacts.nothing();
        FindingFacts health =
                new FindingFacts(Map.of("mrn", 1, "diagnosis-code", 2, "phone", 1), true, true, false, List.of());
        FindingFacts unread = new FindingFacts(Map.of("phone", 1), false, false, false, List.of("a part"));
        ConsentFacts none = new ConsentFacts.NoConsent(ConsentFacts.NoConsent.Reason.NONE_ON_RECORD);
        return List.of(
                facts("jane@mail.example", consent, health),
                facts("joe@mail.example", consent, nothing),
                facts("new@mail.example", none, nothing),
                facts("office@clinic.example", new ConsentFacts.NotAPatient(), nothing),
                facts("office@clinic.example", new ConsentFacts.NotAPatient(), health),
                facts("office@clinic.example", new ConsentFacts.NotAPatient(), unread),
                facts("results@lab.example.org", new ConsentFacts.NotAPatient(), health),
                facts("x@a4.example", new ConsentFacts.NotAPatient(), health));
    }

    private static Facts facts(String recipient, ConsentFacts consent, FindingFacts findings) {
        RawMessage message = RawMessage.of(("From: Dr. A <a@practice.example>\r\nTo: " + recipient
                        + "\r\nSubject: =?utf-8?Q?Your_visit?=\r\nDate: Mon, 2 Mar 2026 10:00:00 -0500\r\n"
                        + "Message-ID: <1@practice.example>\r\nMIME-Version: 1.0\r\nX-Mailer: Mail 1.0\r\n"
                        + "Content-Type: text/plain\r\n\r\nHello.\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        boolean patient = !(consent instanceof ConsentFacts.NotAPatient);
        return new Facts(
                MessageFacts.of(PracticeId.DEFAULT, message),
                SenderFacts.of(ReversePath.of(mailbox("a@practice.example"))),
                RecipientFacts.of(mailbox(recipient)),
                patient ? new PatientFacts(true, 1, "en") : PatientFacts.stranger(),
                consent,
                findings,
                List.of(new AttachmentFacts("letter.pdf", "application/pdf", 80_000)),
                NOW);
    }

    private static Mailbox mailbox(String address) {
        try {
            return Mailbox.parse(address);
        } catch (InvalidMailboxException wrong) {
            throw new IllegalStateException(wrong);
        }
    }
}
