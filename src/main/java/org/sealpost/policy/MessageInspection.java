package org.sealpost.policy;

import java.util.List;
import java.util.Set;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.RawMessage;

/** How a message is looked into where there is no gateway; whoever asks brings the detectors. */
@FunctionalInterface
public interface MessageInspection {

    /**
     * Looks into a message.
     *
     * @param patients the names of the practice's patients, which are found wherever they stand
     * @param own the domains of the practice
     */
    Inspected inspect(RawMessage message, Set<PersonName> patients, Set<Domain> own);

    /**
     * What a message holds.
     *
     * @param clues by what it may identify patients
     * @param failures what could not be found out
     */
    record Inspected(FindingFacts findings, List<AttachmentFacts> attachments, ToldClues clues, List<String> failures) {

        public Inspected {
            attachments = List.copyOf(attachments);
            failures = List.copyOf(failures);
        }

        /** Without what identifies a patient. */
        @Override
        public String toString() {
            return "Inspected[" + findings.counts().keySet() + "]";
        }
    }
}
