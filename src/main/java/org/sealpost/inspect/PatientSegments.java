package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.List;
import org.sealpost.mail.PersonName;

/**
 * What records in the forms that machines exchange say of a patient, where someone pasted them into a text: HL7 v2's PID
 * and DG1 segments, and X12's NM1 (of an insured or a patient), DMG and HI (HIPAA 837 and 278). Linear in the text.
 */
final class PatientSegments {

    /**
     * One value of a record.
     *
     * @param word the first word of the segment
     */
    record Entry(PhiKind kind, String value, int word) {}

    private static final int LONGEST = 1000;
    private static final int DATE = 8;

    private final SearchText text;
    private final List<Entry> entries = new ArrayList<>();

    private PatientSegments(SearchText text) {
        this.text = text;
    }

    static List<Entry> of(SearchText text) {
        boolean bars = text.text().indexOf('|') >= 0;
        boolean stars = text.text().indexOf('*') >= 0;
        if (!bars && !stars) {
            return List.of();
        }
        PatientSegments segments = new PatientSegments(text);
        segments.each("PID|", '|', segments::patient);
        segments.each("DG1|", '|', fields -> segments.diagnosis(component(fields, 3, '^')));
        segments.each("NM1*IL*", '*', segments::member);
        segments.each("NM1*QC*", '*', segments::member);
        segments.each("DMG*D8*", '*', fields -> segments.birth(field(fields, 2)));
        segments.each("HI*", '*', segments::diagnoses);
        return segments.entries;
    }

    private interface Reading {
        void read(String[] fields);
    }

    private int place;

    private void each(String begin, char separator, Reading reading) {
        String all = text.text();
        for (int at = all.indexOf(begin); at >= 0; at = all.indexOf(begin, at + 1)) {
            int end = end(all, at, separator == '*' ? '~' : '\n');
            if (!Letters.isLetterOrDigit(Matches.at(all, at - 1))) {
                place = text.words().atOrBehind(at);
                reading.read(all.substring(at, end).split(separator == '*' ? "\\*" : "\\|", -1));
            }
        }
    }

    private static int end(String all, int from, char mark) {
        int most = Math.min(all.length(), from + LONGEST);
        int end = from;
        while (end < most && all.charAt(end) != mark && all.charAt(end) != '\n') {
            end++;
        }
        return end;
    }

    private void patient(String[] fields) {
        number(PhiKind.MEDICAL_RECORD_NUMBER, component(fields, 3, '^'));
        String name = field(fields, 5);
        int caret = name.indexOf('^');
        if (caret > 0) {
            name(name.substring(0, caret), name.substring(caret + 1).split("\\^", -1)[0]);
        }
        birth(field(fields, 7));
    }

    private void member(String[] fields) {
        name(field(fields, 3), field(fields, 4));
        number(PhiKind.HEALTH_PLAN, field(fields, 9));
    }

    private void diagnoses(String[] fields) {
        for (int i = 1; i < fields.length; i++) {
            int colon = fields[i].indexOf(':');
            if (colon > 0 && fields[i].startsWith("AB")) {
                diagnosis(fields[i].substring(colon + 1).split(":", -1)[0]);
            }
        }
    }

    private void name(String family, String given) {
        String familyWord = PersonName.word(family);
        String givenWord = PersonName.word(given);
        if (!familyWord.isEmpty() && !givenWord.isEmpty()) {
            entries.add(new Entry(PhiKind.NAME, PersonName.key(givenWord, familyWord), place));
        }
    }

    private void birth(String digits) {
        WrittenDate date = digits.length() >= DATE ? WrittenDate.at(digits.substring(0, DATE), 0) : null;
        if (date != null) {
            date.date().ifPresent(day -> entries.add(new Entry(PhiKind.DATE_OF_BIRTH, day.toString(), place)));
        }
    }

    private void number(PhiKind kind, String written) {
        Words words = new Words(written);
        IdNumber number = words.count() == 0 ? null : IdNumber.at(words, 0, 17);
        if (number != null && number.digits() >= 3) {
            entries.add(new Entry(kind, number.value(), place));
        }
    }

    private void diagnosis(String written) {
        String code = DiagnosisCodeDetector.code(written.strip());
        if (!code.isEmpty()) {
            entries.add(new Entry(PhiKind.DIAGNOSIS_CODE, code, place));
        }
    }

    private static String field(String[] fields, int index) {
        return index < fields.length ? fields[index].strip() : "";
    }

    private static String component(String[] fields, int index, char separator) {
        String field = field(fields, index);
        int end = field.indexOf(separator);
        return end < 0 ? field : field.substring(0, end);
    }
}
