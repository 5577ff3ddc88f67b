package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What words around a number, a date or a name say it is. The words stand in {@code labels.txt}, in a section with the
 * label's name.
 */
enum Label {
    SSN("ssn"),
    MRN("mrn"),
    PLAN("plan"),
    ACCOUNT("account"),
    LICENSE("license"),
    DEA("dea"),
    VIN("vin"),
    PLATE("plate"),
    /** A car, near which a plate needs no other word. */
    CAR("car"),
    DEVICE("device"),
    PHONE("phone"),
    FAX("fax"),
    NPI("npi"),
    ICD("icd"),
    /** Some code: of diagnoses, if the code looks like one. */
    CODE("code"),
    PROCEDURE("procedure"),
    LOINC("loinc"),
    /** A test is ordered: its code may follow. */
    ORDERED("ordered"),
    /** What is done to bill it, beside its code. */
    BILLED("billed"),
    /** Of those before, what numbers a landlord's, a bank's or a supplier's letters too: a file, a client, a policy. */
    EVERYDAY_NUMBER("everyday number"),
    /** The number of a person where others are: an id without a word of whose. */
    ID("id"),
    BIRTH("birth"),
    CARE("care"),
    /** Words that make a date one of care only right beside it: they stand in texts of every sort. */
    CARE_NEAR("care near"),
    /** The number of something that is no person's: an order, an invoice, a version. */
    NOT("not"),
    /** Words between a label and its number. */
    FILLER("filler"),
    /** A date of a paper, a payment or a term, not of care. */
    OTHER_DATE("other date"),
    /** That a contact detail is a patient's. */
    TIE("tie"),
    /** That a contact detail is an organisation's. */
    ORGANISATION("organisation"),
    /** A patient's name follows. */
    PATIENT("patient"),
    /** A name or any other text follows. */
    NAMED("named"),
    /** A patient's name follows within a sentence: "results for". */
    SPOKEN("spoken"),
    /** What is said of a patient, behind the name. */
    BEHIND_NAME("behind name"),
    TITLE("title"),
    /** A name that follows is of someone who treats, writes or sells. */
    DOCTOR("doctor"),
    /** A name before it is of someone who treats, writes or sells. */
    CREDENTIAL("credential"),
    SIGN_OFF("sign-off"),
    SALUTATION("salutation"),
    /** A practice is at work: words with a meaning of everyday life have their other one. */
    CLINICAL("clinical"),
    DOSE("dose"),
    /** A part of the body. */
    BODY("body"),
    /** What may be wrong with a part of the body. */
    COMPLAINT("complaint"),
    /** A unit in which people are weighed. */
    WEIGHT("weight"),
    /** The text is about a patient, or written to one. */
    PATIENT_TALK("patient talk"),
    /** The text is written to many, or is about trade, research or software. */
    BULK("bulk");

    private static final List<String> NUMBER_WORDS = List.of(
            "no",
            "nr",
            "num",
            "number",
            "numbers",
            "id",
            "ids",
            "identifier",
            "#",
            "id number",
            "id no",
            "id #",
            "number is",
            "numero");

    /** What gives a number its meaning: the nearest of these decides. */
    static final long OF_NUMBERS = bits(
            SSN, MRN, PLAN, ACCOUNT, LICENSE, DEA, VIN, PLATE, DEVICE, PHONE, FAX, NPI, ICD, PROCEDURE, LOINC, NOT,
            TIE);

    /** What a phrase takes from the words at its end. */
    private static final long INHERITED = bits(CARE, CARE_NEAR, BIRTH, CLINICAL, DOSE, PHONE);

    private final String section;

    Label(String section) {
        this.section = section;
    }

    long bit() {
        return 1L << ordinal();
    }

    static long bits(Label... labels) {
        return Arrays.stream(labels).mapToLong(Label::bit).reduce(0, (a, b) -> a | b);
    }

    /** All labels, to be looked for at once. */
    static Lexicon lexicon() {
        return Loaded.LEXICON;
    }

    private static final class Loaded {
        private static final Lexicon LEXICON = load();

        private static Lexicon load() {
            Map<String, Label> sections = new HashMap<>();
            Arrays.stream(values()).forEach(label -> sections.put("[" + label.section + "]", label));
            Lexicon lexicon = new Lexicon();
            List<String> phrases = new ArrayList<>();
            long meaning = 0;
            for (String line : Lexicon.lines("labels.txt")) {
                if (line.startsWith("[")) {
                    meaning = Objects.requireNonNull(sections.get(line), line).bit();
                } else if (line.startsWith("^")) {
                    lexicon.addCapitals(line.substring(1), meaning);
                } else if (line.endsWith(" *")) {
                    for (String word : NUMBER_WORDS) {
                        lexicon.add(line.substring(0, line.length() - 1) + word, meaning);
                    }
                } else {
                    lexicon.add(line, meaning);
                    phrases.add(line);
                }
            }
            inherit(lexicon, phrases);
            return lexicon;
        }

        /** "Your appointment" is an appointment too: a phrase also means what the words at its end mean. */
        private static void inherit(Lexicon lexicon, List<String> phrases) {
            for (String phrase : phrases) {
                Words words = new Words(phrase);
                long meaning = 0;
                for (int word = 1; word < words.count(); word++) {
                    meaning |= lexicon.meaningOf(words, word) & INHERITED;
                }
                if (meaning != 0) {
                    lexicon.add(phrase, meaning);
                }
            }
        }
    }
}
