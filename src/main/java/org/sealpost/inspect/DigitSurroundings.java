package org.sealpost.inspect;

/**
 * The stretches of a text that stand around digits. Whatever the detectors look for holds a digit, and the words that
 * give it a meaning stand near; most of a letter is neither and need not be searched.
 */
final class DigitSurroundings {

    /** More than any detector looks back, so that cutting changes nothing it finds. */
    private static final int BEFORE = 120;

    private static final int BEHIND = 60;

    private DigitSurroundings() {}

    /** The stretches in order, each on a line of its own. */
    static String of(String text) {
        StringBuilder out = new StringBuilder();
        int taken = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Matches.isDigit(text, i)) {
                int from = Math.max(taken, i - BEFORE);
                if (from > taken) {
                    out.append('\n');
                }
                // Within one stretch the next digits are looked for behind its end only.
                int end = Math.min(text.length(), i + BEHIND);
                out.append(text, from, end);
                taken = end;
                i = end - 1;
            }
        }
        return out.toString();
    }
}
