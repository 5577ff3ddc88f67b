package org.sealpost.policy;

import java.util.Arrays;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Where each character of a YAML scalar comes from. The parser does not keep that, so the scalar is read once more; only
 * where this reading gives what the parser's did is it believed.
 */
final class ScalarOrigins {

    private ScalarOrigins() {}

    /**
     * For each code point of the scalar's value its index in the file, and as the last what stands behind; nothing when that
     * cannot be told.
     *
     * @param file in code points
     */
    static Optional<int[]> of(ScalarNode scalar, int[] file) {
        int start = behindProperties(file, scalar.getStartMark().getIndex());
        int end = Math.min(scalar.getEndMark().getIndex(), file.length);
        if (start >= end) {
            return Optional.empty();
        }
        ScalarStyle style = scalar.getScalarStyle();
        return switch (style) {
            case PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED ->
                agreeing(new FlowScalar(file, start, end, style).read(), scalar);
            case LITERAL, FOLDED -> block(scalar, file, start);
            case JSON_SCALAR_STYLE -> Optional.empty();
        };
    }

    /** With an indentation that is written out, how far the lines are indented follows from what is around them: it is tried. */
    private static Optional<int[]> block(ScalarNode scalar, int[] file, int start) {
        BlockScalar block = new BlockScalar(file, start, scalar.getScalarStyle() == ScalarStyle.FOLDED);
        for (int indent = block.firstIndent(); indent >= 0; indent--) {
            Optional<int[]> origins = agreeing(block.read(indent), scalar);
            if (origins.isPresent()) {
                return origins;
            }
        }
        return Optional.empty();
    }

    private static Optional<int[]> agreeing(TracedText read, ScalarNode scalar) {
        int[] value = scalar.getValue().codePoints().toArray();
        // How many line ends are kept at the end of a block is of no matter here.
        int length = value.length;
        while (length > 0 && value[length - 1] == '\n') {
            length--;
        }
        if (!read.startsWith(Arrays.copyOf(value, length))) {
            return Optional.empty();
        }
        int[] origins = Arrays.copyOf(read.origins(), value.length + 1);
        int behind = length == 0 ? scalar.getStartMark().getIndex() : origins[length - 1] + 1;
        Arrays.fill(origins, length, origins.length, behind);
        return Optional.of(origins);
    }

    /** A scalar's mark is that of its anchor or tag where it has one: {@code &name}, {@code !!str}. */
    private static int behindProperties(int[] file, int start) {
        int index = start;
        while (index < file.length && (file[index] == '&' || file[index] == '!')) {
            while (index < file.length && !isSpace(file[index])) {
                index++;
            }
            while (index < file.length && (isSpace(file[index]) || file[index] == '#')) {
                if (file[index] == '#') {
                    while (index < file.length && file[index] != '\n' && file[index] != '\r') {
                        index++;
                    }
                } else {
                    index++;
                }
            }
        }
        return index;
    }

    static boolean isSpace(int c) {
        return isBlank(c) || isLineEnd(c);
    }

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }

    /** The index behind the line end at an index. */
    static int behindLineEnd(int[] file, int index) {
        boolean two = file[index] == '\r' && index + 1 < file.length && file[index + 1] == '\n';
        return index + (two ? 2 : 1);
    }
}
