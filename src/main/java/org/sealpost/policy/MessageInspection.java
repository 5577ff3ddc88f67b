package org.sealpost.policy;

import java.util.List;
import java.util.Set;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.RawMessage;

/** How a message is looked into where there is no gateway; whoever asks brings the detectors. */
@FunctionalInterface
public interface MessageInspection {

    /** @param patients the names of the practice's patients, which are found wherever they stand */
    Inspected inspect(RawMessage message, Set<PersonName> patients);

    /**
     * What a message holds.
     *
     * @param names the {@linkplain PersonName#lookupKeys forms} of names that were found
     * @param failures what could not be found out
     */
    record Inspected(
            FindingFacts findings, List<AttachmentFacts> attachments, Set<String> names, List<String> failures) {

        public Inspected {
            attachments = List.copyOf(attachments);
            names = Set.copyOf(names);
            failures = List.copyOf(failures);
        }

        /** Without the names, which are a patient's. */
        @Override
        public String toString() {
            return "Inspected[" + findings.counts().keySet() + "]";
        }
    }
}
