package org.sealpost.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Collects the errors of one file, so that its writer sees all at once. */
final class FileErrors {

    private final String fileName;
    private final List<RuleError> errors = new ArrayList<>();

    FileErrors(String fileName) {
        this.fileName = fileName;
    }

    /** An error at the start of a node. */
    void at(Node node, String text) {
        at(node.getStartMark(), text);
    }

    /** An error at a mark, whose line and column count from 0. */
    void at(Mark mark, String text) {
        at(mark.getLine() + 1, mark.getColumn() + 1, text);
    }

    /** An error at a line and column that count from 1. */
    void at(int line, int column, String text) {
        errors.add(new RuleError(fileName, line, column, text));
    }

    /** An error within a condition. */
    void at(ConditionPlace.Place place, String text) {
        at(place.line(), place.column(), text);
    }

    /** An error in another file, which this one names. */
    void in(String file, int line, int column, String text) {
        errors.add(new RuleError(file, line, column, text));
    }

    /** What is no error, at the start of a node. */
    RuleWarning warning(Node node, String text) {
        Mark mark = node.getStartMark();
        return warning(mark.getLine() + 1, mark.getColumn() + 1, text);
    }

    /** What is no error, at a line and column that count from 1. */
    RuleWarning warning(int line, int column, String text) {
        return new RuleWarning(fileName, line, column, text);
    }

    /** An entry of a list, where it stands. */
    ListEntry entry(ScalarNode node) {
        Mark mark = node.getStartMark();
        return new ListEntry(node.getValue(), fileName, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Of this file first, in its order. */
    List<RuleWarning> inOrder(List<RuleWarning> warnings) {
        return warnings.stream()
                .sorted(Comparator.comparing(
                                (RuleWarning warning) -> !warning.file().equals(fileName))
                        .thenComparing(RuleWarning::file)
                        .thenComparingInt(RuleWarning::line)
                        .thenComparingInt(RuleWarning::column))
                .toList();
    }

    /** What is no error, within a condition. */
    RuleWarning warning(ConditionPlace.Place place, String text) {
        return warning(place.line(), place.column(), text);
    }

    boolean any() {
        return !errors.isEmpty();
    }

    /** In the order of the file. */
    List<RuleError> inOrder() {
        return errors.stream()
                .sorted(Comparator.comparing((RuleError error) -> !error.file().equals(fileName))
                        .thenComparing(RuleError::file)
                        .thenComparingInt(RuleError::line)
                        .thenComparingInt(RuleError::column))
                .distinct()
                .toList();
    }
}
