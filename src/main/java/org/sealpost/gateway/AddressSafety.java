package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sealpost.consent.KnownRecipients;
import org.sealpost.consent.PatientConsent;
import org.sealpost.mail.Domain;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.AddressFinding;
import org.sealpost.policy.Decider;
import org.sealpost.policy.LookalikeDomains;
import org.sealpost.practice.PracticeDirectory;

/** What may be wrong with an address (HHS FAQ 570): shared by several, like another, or written to for the first time. */
@Singleton
final class AddressSafety {

    private final KnownRecipients recipients;
    private final PracticeDirectory practices;
    private final KnownDomains known = new KnownDomains();

    AddressSafety(KnownRecipients recipients, PracticeDirectory practices) {
        this.recipients = recipients;
        this.practices = practices;
    }

    /** Those to whom health information would go for the first time; none when there is nothing to protect. */
    Set<Mailbox> firstTime(PracticeId practice, List<Mailbox> to, MessageContent content) {
        return content.isSensitive() ? recipients.newAmong(practice, to) : Set.of();
    }

    /** Remembers to whom a part is about to go. */
    void goes(PracticeId practice, MessagePart part) {
        if (part.first().considered().content().isSensitive()) {
            recipients.remember(practice, part.mailboxes());
        }
    }

    /**
     * The domains that others may be mistaken for: the practice's own, its partners', and the usual providers. Of a practice
     * that has not said which domains are its own the sender's is.
     */
    LookalikeDomains lookalikes(PracticeId practice, ReversePath from, Decider rules) {
        Set<Domain> own = practices.settings(practice).domains();
        return own.isEmpty()
                ? known.ofSender(practice, rules, from.mailbox().map(Mailbox::domain))
                : known.of(practice, rules, own);
    }

    static Set<AddressFinding> findings(
            Mailbox recipient, List<PatientConsent> patients, LookalikeDomains lookalikes, Set<Mailbox> firstTime) {
        Set<AddressFinding> findings = EnumSet.noneOf(AddressFinding.class);
        if (patients.size() > 1 || patients.stream().anyMatch(PatientConsent::sharedMailbox)) {
            findings.add(AddressFinding.SHARED);
        }
        if (lookalikes.resembled(recipient.domain()).isPresent()) {
            findings.add(AddressFinding.LOOKALIKE_DOMAIN);
        }
        if (firstTime.contains(recipient)) {
            findings.add(AddressFinding.FIRST_TIME);
        }
        return findings;
    }
}
