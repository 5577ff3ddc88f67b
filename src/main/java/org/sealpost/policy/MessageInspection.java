package org.sealpost.policy;

import java.util.List;
import org.sealpost.mail.RawMessage;

/** How rule tests learn what a message holds; whoever runs them brings the detectors. */
@FunctionalInterface
public interface MessageInspection {

    Inspected inspect(RawMessage message);

    /**
     * What a message holds.
     *
     * @param failures what could not be found out
     */
    record Inspected(FindingFacts findings, List<AttachmentFacts> attachments, List<String> failures) {
        public Inspected {
            attachments = List.copyOf(attachments);
            failures = List.copyOf(failures);
        }
    }
}
