package org.sealpost.inspect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers what one message is found to hold. */
final class Discovery {

    private static final List<Detector> DETECTORS = List.of(
            new SocialSecurityNumberDetector(),
            new MedicalRecordNumberDetector(),
            new DateOfBirthDetector(),
            new DiagnosisCodeDetector(),
            new PhoneDetector());

    private final Set<Identifier> identifiers = new LinkedHashSet<>();
    private final Set<Uninspectable> uninspectable = new LinkedHashSet<>();
    private final List<AttachmentView> attachments = new ArrayList<>();
    private Optional<StructureFault> fault = Optional.empty();
    private final int limit;
    private final long until;
    private int characters;

    Discovery(InspectionLimits limits) {
        this.limit = limits.textCharacters();
        this.until = System.nanoTime() + limits.time().toNanos();
    }

    /** Octets of text that may still count, in the charset that needs the most for a character. */
    long octetsWanted() {
        return 4L * (limit - characters);
    }

    /** Characters of text that may still count. */
    int charactersWanted() {
        return limit - characters;
    }

    /** How much of the time for this message is left, never less than nothing. */
    Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    }

    /** Whether the time for this message is over: what was not looked at by then counts as unreadable. */
    boolean isLate(String part) {
        boolean late = System.nanoTime() - until >= 0;
        if (late) {
            uninspectable(UninspectableReason.TIMED_OUT, part);
        }
        return late;
    }

    /** Looks through decoded text of a part. */
    void text(String text, String part) {
        int rest = limit - characters;
        if (text.length() > rest) {
            uninspectable(UninspectableReason.TOO_LARGE, part);
        }
        String read = text.substring(0, Math.min(text.length(), rest));
        characters += read.length();
        TextWindows.each(read, () -> isLate(part), window -> {
            for (Detector detector : DETECTORS) {
                detector.find(window, value -> identifiers.add(new Identifier(detector.kind(), value)));
            }
        });
    }

    void uninspectable(UninspectableReason reason, String part) {
        uninspectable.add(new Uninspectable(reason, part));
    }

    void attachment(AttachmentView view) {
        attachments.add(view);
    }

    /** The first fault counts. */
    void fault(StructureFault found) {
        fault = fault.or(() -> Optional.of(found));
    }

    Findings findings() {
        Map<PhiKind, Integer> counts = new EnumMap<>(PhiKind.class);
        identifiers.forEach(identifier -> counts.merge(identifier.kind(), 1, Integer::sum));
        return new Findings(counts, identifiers, List.copyOf(uninspectable), attachments, fault);
    }
}
