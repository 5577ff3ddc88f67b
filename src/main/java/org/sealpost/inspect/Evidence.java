package org.sealpost.inspect;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The values that were found in one message, and what the message is about: some values count only if it speaks of a
 * patient. A supplier's offer, an abstract or a newsletter names serial numbers, dates and people too, next to words of
 * health, and says nothing about anyone's.
 *
 * <p>What counts by itself, such as a social security number or a patient's name, counts in every message.
 */
final class Evidence {

    /** How much a certain identifier says that the message is about a patient. */
    private static final int IDENTIFIED = 2;

    /** Of words to a reader who is the patient: "your results". */
    private static final int TO_READER = 2;

    /** Values and clues of one message: all of a practice's patients may be in a list, and each is looked up. */
    private static final int MOST = 20_000;

    private static final long SUBJECT = WordHash.of("subject");

    private final Set<Identifier> certain = new LinkedHashSet<>();
    private final Set<Identifier> unlessBulk = new LinkedHashSet<>();
    private final Set<Identifier> ifOfPatient = new LinkedHashSet<>();
    private final Set<Identifier> ifIdentified = new LinkedHashSet<>();
    private final Set<PhiKind> contactsOfPatients = EnumSet.noneOf(PhiKind.class);
    private final Set<PatientClue> clues = new LinkedHashSet<>();
    private int patientTalk;
    private int bulkTalk;
    private boolean namesOthers;
    private boolean namesPatients;
    private boolean weighed;

    /** Takes whether the text that is looked through next is weighed as a whole: a name in one that is not has nothing against it. */
    void weighed(boolean isWeighed) {
        weighed = isWeighed;
    }

    /** Takes how a passage reads. */
    void read(Wording passage) {
        if (passage.tellsOfHealth()) {
            certain.add(new Identifier(PhiKind.HEALTH_WORDING, ""));
        }
        if (passage.tellsOfPatient()) {
            certain.add(new Identifier(PhiKind.PATIENT_WORDING, ""));
        }
        namesOthers |= passage.namesOthers();
        namesPatients |= !passage.namesOthers();
    }

    /** Whether it is certain that someone's health is told, so that how it is told cannot change anything. */
    boolean isCertain() {
        return certain.stream().anyMatch(one -> one.kind().nature() == PhiKind.Nature.IDENTIFIER)
                && certain.stream().anyMatch(one -> one.kind().nature() == PhiKind.Nature.HEALTH);
    }

    /** Whether a name that may be anyone's counts: not where every passage reads as if it named others than patients. */
    private boolean counts(Identifier uncertain) {
        return uncertain.kind() != PhiKind.NAME || namesPatients || !namesOthers;
    }

    /** Counts the window's own words about patients and about other things. */
    void weigh(SearchText window) {
        Marks labels = window.labels();
        for (int mark = 0; mark < labels.count(); mark++) {
            if (window.isNew(labels.first(mark))) {
                if (labels.means(mark, Label.PATIENT_TALK.bit())) {
                    patientTalk += Reader.isSpokenTo(window.words(), labels.first(mark)) ? TO_READER : 1;
                }
                bulkTalk += isOfBulk(window, mark) ? 1 : 0;
            }
        }
        for (int mark = 0; mark < window.terms().count(); mark++) {
            boolean own = window.isNew(window.terms().first(mark))
                    && isSomeones(window, window.terms().first(mark));
            if (own && window.terms().means(mark, Term.CERTAIN | Term.MAYBE_CONDITION.bit())) {
                patientTalk++;
            }
        }
    }

    /** Whether a phrase is one of trade, research or software; "a sleep study of" is none. */
    private static boolean isOfBulk(SearchText window, int mark) {
        return window.labels().means(mark, Label.BULK.bit())
                && !window.terms().covers(window.labels().first(mark))
                && !isKindOfMail(window, mark);
    }

    /** "Subject: Invitation: colposcopy": what programs write before the subject of what they send. */
    private static boolean isKindOfMail(SearchText window, int mark) {
        Words words = window.words();
        int first = window.labels().first(mark);
        int behind = window.labels().end(mark);
        return first > 0
                && words.hash(first - 1) == SUBJECT
                && (words.gap(first) & Words.COLON) != 0
                && behind < words.count()
                && (words.gap(behind) & Words.COLON) != 0;
    }

    /** "your Pap test", "her last mammogram" */
    private static boolean isSomeones(SearchText window, int term) {
        Words words = window.words();
        int whose = term - 1;
        if (whose > 0 && words.isJoined(term) && !PersonalFinding.isWhose(words, whose)) {
            whose = words.isJoined(whose) ? whose - 1 : whose;
        }
        return whose >= 0 && window.isOwn(whose) && PersonalFinding.isWhose(words, whose);
    }

    /** Takes values of a kind. */
    Found of(PhiKind kind) {
        return new Found() {
            @Override
            public void value(String value) {
                certain.add(new Identifier(kind, value));
            }

            @Override
            public void unlessBulk(String value) {
                namesPatients |= !weighed;
                unlessBulk.add(new Identifier(kind, value));
            }

            @Override
            public void ifOfPatient(String value) {
                namesPatients |= !weighed;
                ifOfPatient.add(new Identifier(kind, value));
            }

            @Override
            public void ifIdentified(String value) {
                ifIdentified.add(new Identifier(kind, value));
            }

            @Override
            public void ofPatient(String value) {
                value(value);
                contactsOfPatients.add(kind);
            }
        };
    }

    void clue(PatientClue clue) {
        clues.add(clue);
    }

    /** Whether there are more values than anyone looks up: further ones change nothing but the time it takes. */
    boolean isFull() {
        return certain.size() + unlessBulk.size() + ifOfPatient.size() + ifIdentified.size() + clues.size() >= MOST;
    }

    /** What is worth to be looked up: a family name alone only where a person's name would count. */
    Set<PatientClue> clues() {
        boolean names = bulkTalk <= talk();
        Set<PatientClue> counting = new LinkedHashSet<>();
        for (PatientClue clue : clues) {
            boolean counts = switch (clue) {
                case PatientClue.FamilyName name -> names;
                case PatientClue.RecordNumber number -> true;
                case PatientClue.FamilyAndDay birth -> true;
                case PatientClue.InnerAddress inner -> true;
                case PatientClue.ShownAddress shown -> true;
            };
            if (counts) {
                counting.add(clue);
            }
        }
        return counting;
    }

    private long talk() {
        long kinds = certain.stream()
                .map(Identifier::kind)
                .filter(kind -> kind.nature() == PhiKind.Nature.IDENTIFIER)
                .distinct()
                .count();
        return patientTalk + IDENTIFIED * kinds;
    }

    /** The values that count. */
    Set<Identifier> identifiers() {
        long talk = talk();
        Set<Identifier> counting = new LinkedHashSet<>(certain);
        if (bulkTalk <= talk) {
            unlessBulk.stream().filter(this::counts).forEach(counting::add);
        }
        if (bulkTalk < talk) {
            ifOfPatient.stream().filter(this::counts).forEach(counting::add);
            boolean identified = counting.stream().anyMatch(one -> one.kind().nature() == PhiKind.Nature.IDENTIFIER);
            if (identified || !contactsOfPatients.isEmpty()) {
                counting.addAll(ifIdentified);
            }
        }
        return counting;
    }

    Set<PhiKind> contactsOfPatients() {
        return contactsOfPatients;
    }
}
