package org.sealpost.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds what else is wrong with a file that is no YAML. A parser stops at the first fault; so the entry of a list that has it
 * is taken out, each line left empty so that the others stay where they are, and the rest is read again. Of the rest only
 * what stands in an entry is told: whatever is said of the whole may come of what was taken out.
 */
final class BrokenEntries {

    /** Whoever has more faults than these mends them first. */
    private static final int MOST = 20;

    private final String[] lines;
    private final String fileName;
    /** The first line of the entry that each line is in, from 0; -1 in none. */
    private final int[] entries;

    BrokenEntries(String yaml, String fileName) {
        this.lines = yaml.split("\n", -1);
        this.fileName = fileName;
        this.entries = entries(lines);
    }

    /** Reads a text and says whether it is YAML. */
    @FunctionalInterface
    interface Reader {
        boolean read(String yaml, FileErrors errors);
    }

    /** The errors that are known, and those of the rest, in the order of the file. */
    List<RuleError> allErrors(List<RuleError> known, Reader reader) {
        List<RuleError> all = new ArrayList<>(known);
        String[] rest = lines.clone();
        Optional<RuleError> fault = known.stream().findFirst();
        for (int i = 0; i < MOST && fault.isPresent(); i++) {
            if (!takeOut(rest, fault.get().line() - 1)) {
                return inOrder(all);
            }
            FileErrors found = new FileErrors(fileName);
            boolean isYaml = reader.read(String.join("\n", rest), found);
            if (isYaml) {
                found.inOrder().stream().filter(this::isOfAnEntry).forEach(all::add);
                return inOrder(all);
            }
            fault = found.inOrder().stream().findFirst().filter(this::isOfAnEntry);
            fault.ifPresent(all::add);
        }
        return inOrder(all);
    }

    private List<RuleError> inOrder(List<RuleError> all) {
        FileErrors errors = new FileErrors(fileName);
        all.forEach(error -> errors.in(error.file(), error.line(), error.column(), error.text()));
        return errors.inOrder();
    }

    /** A test may ask for a rule that was taken out. */
    private boolean isOfAnEntry(RuleError error) {
        int line = error.line() - 1;
        if (!error.file().equals(fileName)) {
            return true;
        }
        return line < lines.length && entries[line] >= 0 && !error.text().startsWith(RuleTestExpectation.NO_SUCH_RULE);
    }

    /** Whether there was something to take out. */
    private boolean takeOut(String[] rest, int line) {
        if (line >= lines.length || entries[line] < 0) {
            return false;
        }
        boolean any = false;
        for (int i = 0; i < lines.length; i++) {
            if (entries[i] == entries[line]) {
                any |= !rest[i].isBlank();
                rest[i] = "";
            }
        }
        return any;
    }

    /** An entry begins with a dash, no deeper than the one before, and goes on until the next or a line at the margin. */
    private static int[] entries(String[] lines) {
        int[] entries = new int[lines.length];
        Arrays.fill(entries, -1);
        int current = -1;
        int dash = -1;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            int indent = indent(line);
            boolean empty = line.isBlank() || line.charAt(indent) == '#';
            if (!empty && line.startsWith("- ", indent) && (current < 0 || indent <= dash)) {
                current = i;
                dash = indent;
            } else if (!empty && indent == 0 && line.charAt(0) != '\t') {
                current = -1;
                dash = -1;
            }
            entries[i] = current;
        }
        return entries;
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return Math.min(indent, Math.max(0, line.length() - 1));
    }
}
