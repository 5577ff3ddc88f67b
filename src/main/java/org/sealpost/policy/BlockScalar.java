package org.sealpost.policy;

import java.util.ArrayList;
import java.util.List;

/** Reads a YAML scalar in block style, {@code |} or {@code >}, with its places (YAML 1.1, 9.2). */
final class BlockScalar {

    private final int[] file;
    private final int first;
    private final boolean folded;

    /** @param start of the indicator */
    BlockScalar(int[] file, int start, boolean folded) {
        this.file = file;
        int index = start;
        while (index < file.length && !ScalarOrigins.isLineEnd(file[index])) {
            index++;
        }
        this.first = index < file.length ? ScalarOrigins.behindLineEnd(file, index) : index;
        this.folded = folded;
    }

    /** How far the first line that is not empty is indented. */
    int firstIndent() {
        int index = first;
        while (index < file.length) {
            int indent = indent(index);
            index += indent;
            if (index < file.length && !ScalarOrigins.isLineEnd(file[index])) {
                return indent;
            }
            index = index < file.length ? ScalarOrigins.behindLineEnd(file, index) : index;
        }
        return 0;
    }

    private int indent(int start) {
        int index = start;
        while (index < file.length && file[index] == ' ') {
            index++;
        }
        return index - start;
    }

    /**
     * Without the line ends behind its last line.
     *
     * @param indentation of every line
     */
    TracedText read(int indentation) {
        TracedText text = new TracedText();
        List<Integer> empty = new ArrayList<>();
        int index = behindEmptyLines(first, indentation, empty);
        int lineEnd = -1;
        boolean wasIndented = false;
        while (indent(index) >= indentation && index + indentation < file.length) {
            index += indentation;
            boolean isIndented = ScalarOrigins.isBlank(file[index]);
            if (lineEnd >= 0) {
                boolean fold = folded && !wasIndented && !isIndented;
                if (!fold) {
                    text.add('\n', lineEnd);
                } else if (empty.isEmpty()) {
                    text.add(' ', lineEnd);
                }
            }
            empty.forEach(line -> text.add('\n', line));
            empty.clear();
            wasIndented = isIndented;
            while (index < file.length && !ScalarOrigins.isLineEnd(file[index])) {
                text.add(file[index], index);
                index++;
            }
            lineEnd = index;
            if (index < file.length) {
                index = behindEmptyLines(ScalarOrigins.behindLineEnd(file, index), indentation, empty);
            }
        }
        return text;
    }

    /** The index of the next line that has something in it. */
    private int behindEmptyLines(int start, int indentation, List<Integer> empty) {
        int index = start;
        while (true) {
            int end = index + Math.min(indent(index), indentation);
            if (end >= file.length || !ScalarOrigins.isLineEnd(file[end])) {
                return index;
            }
            empty.add(end);
            index = ScalarOrigins.behindLineEnd(file, end);
        }
    }
}
