package org.sealpost.inspect;

/**
 * Whether a contact detail is a patient's: words before it say so ("her cell", "call the patient at", "home phone"), or
 * it stands in a block that begins with a patient's name or birth date, with no word of an organisation between them. A
 * signature's own details are nobody's health information.
 */
final class PatientContact {

    private static final int WORDS = 48;
    private static final int BLOCK = 160;
    private static final long HEADS = Label.bits(Label.PATIENT, Label.BIRTH, Label.MRN);
    private static final long OTHERS = Label.bits(Label.ORGANISATION, Label.SIGN_OFF, Label.DOCTOR, Label.CREDENTIAL);

    private PatientContact() {}

    static boolean isAt(SearchText text, int first, int end) {
        Marks labels = text.labels();
        int tie = labels.lastBefore(first, Label.TIE.bit(), WORDS);
        int other = labels.lastBefore(first, OTHERS, BLOCK);
        if (tie >= 0) {
            return other < tie || labels.means(tie, Label.ORGANISATION.bit());
        }
        int head = labels.lastBefore(first, HEADS, BLOCK);
        return head >= 0 && other < head && isLabel(text, head);
    }

    /** "Patient:" begins a block, "the patient" does not. */
    private static boolean isLabel(SearchText text, int mark) {
        int behind = text.labels().end(mark);
        return behind < text.words().count() && (text.words().gap(behind) & Words.COLON) != 0;
    }
}
