package org.sealpost.inspect;

/** People whom a text names and who are no patients: they treat, sign, write or come from a company. */
final class Bystander {

    private static final long FROM = WordHash.of("from");
    private static final int BEFORE = 3;
    private static final int SIGN_OFF = 4;
    private static final int BEHIND = 3;

    private Bystander() {}

    /**
     * Whether the words around a name say that it is one.
     *
     * @param first the first word of what is looked at, a title before the name included
     */
    static boolean isAt(SearchText text, int first, WrittenName name) {
        Words words = text.words();
        Marks labels = text.labels();
        int end = name.end();
        int doctor = labels.lastBefore(first, Label.DOCTOR.bit(), BEFORE);
        int begin = withInitials(words, first);
        int signOff = labels.lastBefore(begin, Label.SIGN_OFF.bit(), SIGN_OFF);
        boolean signed = signOff >= 0 && (words.gap(begin) & (Words.COMMA | Words.LINE_END)) != 0;
        boolean inBrackets = (words.gap(first) & Words.BRACKET) != 0
                && labels.lastBefore(first, Label.ORGANISATION.bit(), BEFORE) >= 0;
        if ((doctor >= 0 && !isEmployeeOfForm(text, doctor, end))
                || signed
                || inBrackets
                || isDepartmentBefore(words, name)
                || isContact(words, begin, end)
                || isOfDepartment(words, begin, end)) {
            return true;
        }
        if (end >= words.count()) {
            return false;
        }
        boolean credential = (labels.meaningAt(end) & Label.CREDENTIAL.bit()) != 0
                && words.gapLength(end) <= BEHIND
                && !words.beginsSentence(end);
        boolean fromCompany = words.hash(end) == FROM
                && !(first > 0 && TAKEN_OVER.contains(words.hash(first - 1)))
                && end + 1 < words.count()
                && words.isCapitalised(end + 1);
        return credential || fromCompany || isOfCompany(text, end);
    }

    /** The first of the initials before a name: "Yours, M. T. Quillfeather". */
    private static int withInitials(Words words, int first) {
        int begin = first;
        while (begin > 0
                && words.length(begin - 1) == 1
                && words.isCapitals(begin - 1)
                && words.gapLength(begin) <= 2
                && (words.gap(begin) & ~(Words.SPACE | Words.FULL_STOP)) == 0) {
            begin--;
        }
        return begin;
    }

    /** "Employee: Dana Whitfield" of a form about someone's fitness for work; "Employee Dana Whitfield has hives". */
    private static boolean isEmployeeOfForm(SearchText text, int mark, int behind) {
        return text.labels().means(mark, Label.NAMED.bit())
                && ((text.words().gap(text.labels().end(mark)) & Words.COLON) != 0
                        || ((text.labels().meaningAt(behind) & Label.BEHIND_NAME.bit()) != 0
                                && HealthNearby.isBehind(text, behind, TOLD)));
    }

    /** Characters behind an employee's name in which something of health is told of them. */
    private static final int TOLD = 32;

    /** "Accepting Perpetua Lindgren from Lakeside" */
    private static final HashTable TAKEN_OVER = HashTable.ofWords(
            "accepting accepted accept admitting admitted admit receiving received transferring transferred transfer"
                    + " patient pt");

    /** "HR, Jennifer Osei" at the end of a line. */
    private static boolean isOfDepartment(Words words, int first, int end) {
        return first > 0
                && DEPARTMENTS.contains(words.hash(first - 1))
                && (words.gap(first) & ~Words.SPACE) == Words.COMMA
                && (end >= words.count() || (words.gap(end) & Words.LINE_END) != 0);
    }

    /** "Contact: Rosa Whitman" at the end of a line, as notices to many have it; an emergency contact is a patient's. */
    private static boolean isContact(Words words, int first, int end) {
        return first > 0
                && CONTACT.contains(words.hash(first - 1))
                && (words.gap(first) & ~Words.SPACE) == Words.COLON
                && !(first > 1 && words.gap(first - 1) == Words.SPACE)
                && (end >= words.count() || (words.gap(end) & Words.LINE_END) != 0);
    }

    private static final HashTable CONTACT = HashTable.ofWords("contact contacts owner questions organizer organiser");

    /** "Infection Control, Terri": no family name before its given one. */
    private static boolean isDepartmentBefore(Words words, WrittenName name) {
        return name.given() > name.family() && DEPARTMENTS.contains(words.hash(name.familyEnd() - 1));
    }

    private static final HashTable DEPARTMENTS = HashTable.ofWords(
            "hr it billing accounting payroll purchasing scheduling marketing facilities reception compliance resources"
                    + " control prevention quality safety education informatics engineering security relations"
                    + " pharmacy radiology laboratory nursing nutrition sales support training"
                    + " department desk office administration recruiting maintenance");

    /**
     * "Jean-Paul Church, Brightline Office Supply": a row of capitalised words that are no names behind a comma;
     * "Kelsey Dunn, AstraZeneca" at the end of a line.
     */
    private static boolean isOfCompany(SearchText text, int end) {
        Words words = text.words();
        int second = end + 1;
        boolean last = second >= words.count() || (words.gap(second) & Words.LINE_END) != 0;
        if (last && WordSet.PROPER.contains(words, end) && words.isCapitalised(end)) {
            return (words.gap(end) & ~Words.SPACE) == Words.COMMA;
        }
        return second < words.count()
                && (words.gap(end) & ~Words.SPACE) == Words.COMMA
                && words.gap(second) == Words.SPACE
                && isOfCompany(text.terms(), words, end)
                && isOfCompany(text.terms(), words, second);
    }

    private static boolean isOfCompany(Marks terms, Words words, int word) {
        return words.isLetters(word)
                && words.length(word) > 2
                && words.isCapitalised(word)
                && !words.isCapitals(word)
                && !terms.covers(word)
                && !WordSet.GIVEN_NAMES.contains(words, word);
    }
}
