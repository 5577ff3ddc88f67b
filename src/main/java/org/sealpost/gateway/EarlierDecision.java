package org.sealpost.gateway;

import org.sealpost.delivery.QueuedPart;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Requirement;

/** What was decided about a queued part before, and what people decided since, in what a later attempt demands. */
final class EarlierDecision {

    private EarlierDecision() {}

    /**
     * Whether the very ciphertext goes again, of which nothing can be said that was not said of its clear text: an
     * inspection would only find that it cannot be inspected, and give back what may have arrived.
     */
    static boolean isCiphertext(QueuedPart part) {
        return part.kind() == QueuedPart.Kind.ORDINARY
                && part.form() == QueuedPart.Form.FINAL
                && part.protection().equals(Protection.SMIME.key());
    }

    /**
     * What was decided before is a floor now, and what a person saw and released holds no more. Fixed octets can go at
     * their own level or not at all.
     */
    static Requirement raised(QueuedPart part, Requirement now) {
        Protection before = Protection.parse(part.protection()).orElse(Protection.HOLD);
        Requirement asked = part.releasedBy().isPresent() ? now.released(part.heldFor()) : now;
        if (part.form() == QueuedPart.Form.FINAL) {
            return (isCiphertext(part) ? asked.ofCiphertext() : asked).exactly(before);
        }
        return before.isStop() ? asked : asked.atLeast(before);
    }

    /** Octets that were made for one level are never sent as if they were protected by another. */
    static void requireAsFixed(QueuedPart part, Protection decided) {
        if (part.form() == QueuedPart.Form.FINAL && !part.protection().equals(decided.key())) {
            throw new IllegalStateException("fixed octets go at their own level or not at all");
        }
    }
}
