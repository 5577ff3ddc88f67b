package org.sealpost.policy;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/** Reads a YAML scalar that is plain or in quotes, with its places (YAML 1.1, 9.1): lines are folded, escapes resolved. */
final class FlowScalar {

    private static final String ESCAPES = "0abtnvfre \"/\\N_LP";
    private static final int[] ESCAPED = {
        0, 7, 8, '\t', '\n', 11, 12, '\r', 27, ' ', '"', '/', '\\', 0x85, 0xA0, 0x2028, 0x2029
    };

    private final int[] file;
    private final int end;
    private final ScalarStyle style;
    private final TracedText text = new TracedText();
    private int index;

    /** @param end behind the closing quote, or behind the last character */
    FlowScalar(int[] file, int start, int end, ScalarStyle style) {
        this.file = file;
        boolean quoted = style != ScalarStyle.PLAIN;
        this.index = quoted ? start + 1 : start;
        this.end = quoted ? end - 1 : end;
        this.style = style;
    }

    TracedText read() {
        while (index < end) {
            int c = file[index];
            if (ScalarOrigins.isSpace(c)) {
                space();
            } else if (c == '\'' && style == ScalarStyle.SINGLE_QUOTED) {
                text.add(c, index);
                index += 2;
            } else if (c == '\\' && style == ScalarStyle.DOUBLE_QUOTED) {
                escape();
            } else {
                text.add(c, index);
                index++;
            }
        }
        return text;
    }

    /** Blanks within a line stay; around a line end they go, and it becomes a blank unless empty lines follow. */
    private void space() {
        int from = index;
        while (index < end && ScalarOrigins.isBlank(file[index])) {
            index++;
        }
        if (index == end || !ScalarOrigins.isLineEnd(file[index])) {
            for (int i = from; i < index; i++) {
                text.add(file[i], i);
            }
            return;
        }
        int lineEnd = index;
        index = ScalarOrigins.behindLineEnd(file, index);
        if (!emptyLines()) {
            text.add(' ', lineEnd);
        }
    }

    /** Whether there are some; each is a line end. */
    private boolean emptyLines() {
        boolean any = false;
        while (true) {
            while (index < end && ScalarOrigins.isBlank(file[index])) {
                index++;
            }
            if (index == end || !ScalarOrigins.isLineEnd(file[index])) {
                return any;
            }
            text.add('\n', index);
            index = ScalarOrigins.behindLineEnd(file, index);
            any = true;
        }
    }

    private void escape() {
        int from = index;
        int c = file[index + 1];
        index += 2;
        if (ScalarOrigins.isLineEnd(c)) {
            index = ScalarOrigins.behindLineEnd(file, from + 1);
            emptyLines();
            return;
        }
        int digits = switch (c) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
        int code = 0;
        for (int i = 0; i < digits && index < end; i++) {
            code = 16 * code + Math.max(0, Character.digit(file[index], 16));
            index++;
        }
        int known = ESCAPES.indexOf(c);
        text.add(digits > 0 ? code : known < 0 ? c : ESCAPED[known], from);
    }
}
