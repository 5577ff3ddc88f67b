package org.sealpost.smtp;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.mail.Characters;

/**
 * The parameters of one MAIL or RCPT command.
 *
 * @param all in order, no keyword twice
 */
public record Parameters(List<Parameter> all) {

    /** @throws IllegalArgumentException when a keyword stands twice */
    public Parameters {
        all = List.copyOf(all);
        if (all.size() > 1 && !areDifferent(all)) {
            throw new IllegalArgumentException("a parameter is given twice");
        }
    }

    private static boolean areDifferent(List<Parameter> all) {
        Set<String> keywords = new HashSet<>();
        return all.stream().map(Parameter::keyword).allMatch(keywords::add);
    }

    /** No parameters. */
    public static Parameters none() {
        return new Parameters(List.of());
    }

    /**
     * Reads parameters that single spaces separate; an empty text has none.
     *
     * @throws IllegalArgumentException when the text does not follow the grammar
     */
    public static Parameters parse(String text) {
        return text.isEmpty()
                ? none()
                : new Parameters(
                        Stream.of(text.split(" ", -1)).map(Parameter::parse).toList());
    }

    /** The parameter of that keyword, given in upper case. */
    public Optional<Parameter> find(String keyword) {
        return all.stream().filter(one -> one.keyword().equals(keyword)).findFirst();
    }

    /** Whether all of them are ASCII as they stand. */
    public boolean areAscii() {
        return all.stream()
                .allMatch(one -> one.value().map(Characters::areAscii).orElse(true));
    }

    /** As they stand behind a path, each with the space before it. */
    public String wire() {
        return all.stream().map(one -> " " + one).collect(Collectors.joining());
    }
}
