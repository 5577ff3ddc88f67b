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

    /** The name of a segment and as many fields as any has that is read: HI has twelve. */
    private static final int MOST_FIELDS = 13;

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
        segments.each("DG1|", '|', fields -> segments.diagnosis(fields.component(3, '^')));
        segments.each("NM1*IL*", '*', segments::member);
        segments.each("NM1*QC*", '*', segments::member);
        segments.each("DMG*D8*", '*', fields -> segments.birth(fields.get(2)));
        segments.each("HI*", '*', segments::diagnoses);
        return segments.entries;
    }

    private interface Reading {
        void read(Fields fields);
    }

    /** The fields of a segment, from its name on: where they begin; each ends before the next does. */
    private record Fields(String all, int[] begins, int count) {

        /** Each looks at its own fields alone, however closely the names of segments stand. */
        static Fields of(String all, int from, char separator) {
            char mark = separator == '*' ? '~' : '\n';
            int most = Math.min(all.length(), from + LONGEST);
            int[] begins = new int[MOST_FIELDS + 1];
            int count = 0;
            begins[0] = from;
            for (int at = from; count < MOST_FIELDS; at++) {
                boolean ends = at == most || all.charAt(at) == mark || all.charAt(at) == '\n';
                if (ends || all.charAt(at) == separator) {
                    begins[++count] = at + 1;
                }
                if (ends) {
                    break;
                }
            }
            return new Fields(all, begins, count);
        }

        /** One field; nothing where there is none. */
        String get(int index) {
            return index < count
                    ? all.substring(begins[index], begins[index + 1] - 1).strip()
                    : "";
        }

        /** Its first component. */
        String component(int index, char separator) {
            String field = get(index);
            int end = field.indexOf(separator);
            return end < 0 ? field : field.substring(0, end);
        }
    }

    private int place;

    private void each(String begin, char separator, Reading reading) {
        String all = text.text();
        for (int at = all.indexOf(begin); at >= 0; at = all.indexOf(begin, at + 1)) {
            if (!Letters.isLetterOrDigit(Matches.at(all, at - 1))) {
                place = text.words().atOrBehind(at);
                reading.read(Fields.of(all, at, separator));
            }
        }
    }

    private void patient(Fields fields) {
        number(PhiKind.MEDICAL_RECORD_NUMBER, fields.component(3, '^'));
        String name = fields.get(5);
        int caret = name.indexOf('^');
        if (caret > 0) {
            name(name.substring(0, caret), name.substring(caret + 1).split("\\^", -1)[0]);
        }
        birth(fields.get(7));
    }

    private void member(Fields fields) {
        name(fields.get(3), fields.get(4));
        number(PhiKind.HEALTH_PLAN, fields.get(9));
    }

    private void diagnoses(Fields fields) {
        for (int i = 1; i < fields.count(); i++) {
            String field = fields.all().startsWith("AB", fields.begins()[i]) ? fields.get(i) : "";
            int colon = field.indexOf(':');
            if (colon > 0) {
                diagnosis(field.substring(colon + 1).split(":", -1)[0]);
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
}
