package org.sealpost.inspect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Gathers what one message is found to hold. */
final class Discovery {

    private static final long MOST_OCTETS = 12_000_000;

    private final List<Detector> detectors;
    private final List<ClueFinder> clues;
    private final Evidence evidence = new Evidence();
    private final Set<Uninspectable> uninspectable = new LinkedHashSet<>();
    private final List<AttachmentView> attachments = new ArrayList<>();
    private Optional<StructureFault> fault = Optional.empty();
    private final int limit;
    private long until;
    private Duration left;
    private int characters;
    private final Subjects subjects = new Subjects();

    Discovery(InspectionLimits limits, KnownNames names) {
        this.detectors = detectors(names);
        this.clues = List.of(new RecordNumberFinder(), new BirthDayFinder(names), new FamilyNameFinder(names));
        this.limit = limits.textCharacters();
        this.left = limits.time();
        this.until = System.nanoTime() + left.toNanos();
    }

    /**
     * Octets of text that may still count, in the charset that needs the most for a character; never more than what fits
     * the memory of one inspection.
     */
    long octetsWanted() {
        return Math.min(4L * charactersWanted(), MOST_OCTETS);
    }

    /** Characters of text that may still count. */
    int charactersWanted() {
        return Math.max(0, limit - characters);
    }

    /** How much of the time for this message is left, never less than nothing. */
    Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    }

    /** Its time stands still until it is let run again. */
    void pause() {
        left = timeLeft();
    }

    void goOn() {
        until = System.nanoTime() + left.toNanos();
    }

    /** Whether the time for this message is over: what was not looked at by then counts as unreadable. */
    boolean isLate(String part) {
        boolean late = System.nanoTime() - until >= 0;
        if (late) {
            uninspectable(UninspectableReason.TIMED_OUT, part);
        }
        return late;
    }

    /** What a message says it is about; its texts are looked through with it. */
    void subject(String text, String path) {
        subjects.begin(path, text);
    }

    /** Looks through decoded text that its reader sees below the subject. */
    void body(String text, String part) {
        look(subjects.over(part), text, part, this::lookAsProse);
    }

    /** Looks through the text of a document. */
    void document(String text, String part) {
        look("", text, part, text.length() < SHORTEST_DOCUMENT ? this::look : this::lookAsProse);
    }

    /** Looks through decoded text of a part that nobody reads as a whole: fields, names, what is written beside. */
    void text(String text, String part) {
        look("", text, part, this::look);
    }

    /** Characters of a document that is more than a word on a stamp. */
    private static final int SHORTEST_DOCUMENT = 200;

    /** Looks through a text, and through what its links say once more. */
    private void look(String before, String text, String part, BiConsumer<SearchText, String> look) {
        once(before, text, part, look);
        String links = PercentEncoding.decoded(text);
        if (!links.isEmpty()) {
            once("", links, part, this::look);
        }
    }

    private void once(String before, String text, String part, BiConsumer<SearchText, String> look) {
        int rest = charactersWanted();
        if (text.length() > rest) {
            uninspectable(UninspectableReason.TOO_LARGE, part);
        }
        String read = text.substring(0, Math.min(text.length(), rest));
        characters += read.length();
        TextWindows.each(
                before,
                read,
                () -> isLate(part) || isFull(part),
                window -> look.accept(window, part),
                more -> characters += more);
    }

    /** Whether characters that stand for several were too many, so that the rest of their text is left. */
    private boolean isFull(String part) {
        boolean full = characters > limit;
        if (full) {
            uninspectable(UninspectableReason.TOO_LARGE, part);
        }
        return full;
    }

    private void lookAsProse(SearchText window, String part) {
        evidence.weighed(!evidence.isCertain());
        look(window, part);
        if (!evidence.isCertain()) {
            Wording.each(window, evidence::read);
        }
        evidence.weighed(false);
    }

    /** Whoever is told of by so many values is protected by the first of them; words about health are sought all the same. */
    private void look(SearchText window, String part) {
        evidence.weigh(window);
        boolean full = evidence.isFull();
        if (full) {
            uninspectable(UninspectableReason.TOO_LARGE, part);
        }
        for (Detector detector : detectors) {
            if (!full || detector.kind().nature() == PhiKind.Nature.HEALTH) {
                detector.find(window, evidence.of(detector.kind()));
            }
        }
        if (!full) {
            clues.forEach(finder -> finder.find(window, evidence::clue));
        }
    }

    /** Takes what is no text and may tell who a patient is all the same. */
    void clue(PatientClue clue) {
        evidence.clue(clue);
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
        Set<Identifier> identifiers = evidence.identifiers();
        Map<PhiKind, Integer> counts = new EnumMap<>(PhiKind.class);
        identifiers.forEach(identifier -> counts.merge(identifier.kind(), 1, Integer::sum));
        return new Findings(
                counts,
                identifiers,
                evidence.contactsOfPatients(),
                evidence.clues(),
                List.copyOf(uninspectable),
                attachments,
                fault);
    }

    private static List<Detector> detectors(KnownNames names) {
        return List.of(
                new KnownNameDetector(names),
                new LabelledNameDetector(names),
                new CareNameDetector(names),
                new NameRowDetector(names),
                new OwnStoryDetector(names),
                new SegmentDetector(PhiKind.NAME),
                new SegmentDetector(PhiKind.MEDICAL_RECORD_NUMBER),
                new SegmentDetector(PhiKind.DATE_OF_BIRTH),
                new SegmentDetector(PhiKind.HEALTH_PLAN),
                new SegmentDetector(PhiKind.DIAGNOSIS_CODE),
                new SocialSecurityNumberDetector(),
                new MedicalRecordNumberDetector(),
                new HealthPlanDetector(),
                new AccountDetector(),
                new LicenseDetector(),
                new VehicleDetector(),
                new DeviceDetector(),
                new DateOfBirthDetector(names),
                new OldAgeDetector(),
                new CareDateDetector(),
                new PhoneDetector(),
                new FaxDetector(),
                new EmailDetector(),
                new UrlDetector(),
                new InternetAddressDetector(),
                new ProviderDetector(),
                new DiagnosisCodeDetector(),
                new ProcedureCodeDetector(),
                new LoincDetector(),
                new DrugDetector(),
                new LabResultDetector(),
                new ConditionDetector());
    }
}
