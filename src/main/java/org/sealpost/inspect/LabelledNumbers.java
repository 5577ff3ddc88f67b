package org.sealpost.inspect;

import org.jspecify.annotations.Nullable;

/** Numbers that stand behind a label: "MRN: 00012345", "member ID for Mr. Okafor is XQ1234567". */
final class LabelledNumbers {

    /** Characters from the label to its number. */
    private static final int REACH = 64;

    private static final int IN_TABLE = -1;

    /** Characters from a number to a word that says whose it is. */
    private static final int OWNER = 150;

    private static final long OF_PATIENT =
            Label.bits(Label.CLINICAL, Label.PATIENT, Label.PATIENT_TALK, Label.ICD, Label.TIE, Label.BIRTH);

    /** Takes a number and the mark of its label. */
    interface Handler {
        /**
         * Whether the number was taken, so that others may follow it in a list.
         *
         * @param mark of the label; negative where it is the title of a table's column
         */
        boolean take(int mark, IdNumber number);
    }

    private LabelledNumbers() {}

    /**
     * Offers each number behind a label of the window's own.
     *
     * @param most letters and digits of the number
     * @param strangers words that may stand between besides "number", "is" and the like
     */
    static void each(SearchText text, long label, int most, int strangers, Handler handler) {
        Marks labels = text.labels();
        for (int mark = labels.next(0, label); mark < labels.count(); mark = labels.next(mark + 1, label)) {
            if (text.isOwn(labels.first(mark)) && !text.columns().isCell(labels.first(mark))) {
                IdNumber number = behind(text, mark, most, strangers);
                while (number != null && handler.take(mark, number)) {
                    number = nextInList(text, number, most);
                }
            }
        }
        text.columns().each(label, word -> {
            IdNumber number = text.isOwn(word) ? IdNumber.at(text.words(), word, most) : null;
            if (number != null) {
                handler.take(IN_TABLE, number);
            }
        });
    }

    /**
     * Whether the label of a number is one of everyday business, with no word of a patient's near it: the number counts
     * only if the message is about a patient.
     *
     * @param mark of the label; negative where it is the title of a table's column
     */
    static boolean isOfBusiness(SearchText text, int mark, IdNumber number) {
        boolean everyday = mark < 0
                ? text.columns().means(number.first(), Label.EVERYDAY_NUMBER.bit())
                : text.labels().means(mark, Label.EVERYDAY_NUMBER.bit());
        int first = mark < 0 ? number.first() : text.labels().first(mark);
        return everyday
                && !text.labels().isNear(first, number.end(), OF_PATIENT, OWNER)
                && !text.terms().isNear(first, number.end(), Term.CERTAIN, OWNER);
    }

    @Nullable
    private static IdNumber behind(SearchText text, int mark, int most, int strangers) {
        Words words = text.words();
        Marks labels = text.labels();
        int first = labels.end(mark);
        int place = words.end(first - 1);
        int strange = 0;
        for (int word = first; word < words.count() && words.start(word) - place <= REACH; word++) {
            if (words.beginsSentence(word) || (words.gap(word) & Words.AT) != 0) {
                return null;
            }
            if (words.hasDigit(word) || isPrefix(words, word)) {
                return IdNumber.at(words, word, most);
            }
            long meaning = labels.meaningAt(word);
            if (meaning == 0 && IdNumber.isPrefixed(words, word)) {
                return IdNumber.at(words, word, most);
            }
            if ((meaning & Label.FILLER.bit()) != 0) {
                word = labels.end(labels.at(word)) - 1;
            } else if ((meaning & Label.OF_NUMBERS) != 0
                    || (meaning & Label.BIRTH.bit()) != 0
                    || ++strange > strangers) {
                return null;
            }
        }
        return null;
    }

    /** Letters before a hyphen, of a number such as A-55512. */
    private static boolean isPrefix(Words words, int word) {
        return word + 1 < words.count()
                && words.length(word) <= 4
                && words.gap(word + 1) == Words.HYPHEN
                && words.gapLength(word + 1) == 1
                && words.hasDigit(word + 1);
    }

    @Nullable
    private static IdNumber nextInList(SearchText text, IdNumber number, int most) {
        Words words = text.words();
        int word = number.end();
        if (word >= words.count()
                || words.gapLength(word) > 3
                || (words.gap(word) & (Words.COMMA | Words.SLASH)) == 0) {
            return null;
        }
        IdNumber next = words.hasDigit(word) ? IdNumber.at(words, word, most) : null;
        return next != null && next.value().length() == number.value().length() ? next : null;
    }
}
