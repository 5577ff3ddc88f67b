package org.sealpost.policy;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Where in the file a place of a condition is. Exact for a condition on one line and for a literal block; in folded
 * and in escaped text the start of the condition stands for all its places.
 */
final class ConditionPlace {

    private final ScalarNode scalar;
    private final String[] fileLines;

    ConditionPlace(ScalarNode scalar, String file) {
        this.scalar = scalar;
        this.fileLines = file.split("\\R", -1);
    }

    /** @param line of the condition, from 1 */
    int line(int line) {
        int start = scalar.getStartMark().getLine() + 1;
        return scalar.getScalarStyle() == ScalarStyle.LITERAL ? Math.min(start + line, fileLines.length) : start;
    }

    /** @param column of the condition's line, from 0 */
    int column(int line, int column) {
        if (scalar.getScalarStyle() == ScalarStyle.LITERAL) {
            String[] lines = scalar.getValue().split("\n", -1);
            String own = lines[Math.min(line, lines.length) - 1];
            return indent(fileLines[line(line) - 1]) - indent(own) + column + 1;
        }
        int start = scalar.getStartMark().getColumn() + 1;
        boolean oneLine = scalar.getStartMark().getLine() == scalar.getEndMark().getLine();
        if (!oneLine) {
            return start;
        }
        int quote = scalar.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
        return start + quote + column;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
