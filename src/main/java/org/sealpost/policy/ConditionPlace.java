package org.sealpost.policy;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Where in the file a place of a condition is, however the condition is written in YAML. Where that cannot be told for
 * certain, its beginning stands for all its places.
 */
final class ConditionPlace {

    private final ScalarNode scalar;
    private final String file;

    ConditionPlace(ScalarNode scalar, String file) {
        this.scalar = scalar;
        this.file = file;
    }

    /**
     * A place in the file.
     *
     * @param line from 1
     * @param column from 1, in characters
     */
    record Place(int line, int column) {}

    /**
     * @param line of the condition, from 1
     * @param column of that line, from 0, in characters
     */
    Place of(int line, int column) {
        int[] characters = file.codePoints().toArray();
        return ScalarOrigins.of(scalar, characters)
                .map(from -> place(characters, from[index(line, column)]))
                .orElseGet(this::start);
    }

    private Place start() {
        Mark mark = scalar.getStartMark();
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Of the condition's character, or of what stands behind the last one. */
    private int index(int line, int column) {
        int[] value = scalar.getValue().codePoints().toArray();
        int index = 0;
        for (int lines = 1; lines < line && index < value.length; index++) {
            lines += value[index] == '\n' ? 1 : 0;
        }
        return Math.min(index + column, value.length);
    }

    /** As YAML counts lines and columns, and as editors do. */
    private static Place place(int[] file, int index) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < index; i++) {
            boolean ends = switch (file[i]) {
                case '\n', 0x85, 0x2028, 0x2029 -> true;
                case '\r' -> i + 1 == file.length || file[i + 1] != '\n';
                default -> false;
            };
            if (ends) {
                line++;
                start = i + 1;
            }
        }
        // A byte order mark is no character of the line.
        int marks = start == 0 && file.length > 0 && file[0] == 0xFEFF && index > 0 ? 1 : 0;
        return new Place(line, index - start - marks + 1);
    }
}
