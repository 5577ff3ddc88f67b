package org.sealpost.policy;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Texts that a field can be: certain ones, or all but some, as far as they have and lack certain parts.
 *
 * @param among the only ones, where there are such; then the rest is empty
 * @param not those that it is not
 * @param has what it has in it
 * @param lacks what it does not have in it
 */
record Texts(Optional<Set<String>> among, Set<String> not, Set<Part> has, Set<Part> lacks) implements Values {

    private static final int MANY = 1_000;

    static final Texts ALL = new Texts(Optional.empty(), Set.of(), Set.of(), Set.of());

    /** Where a part of a text stands. */
    enum Place {
        START,
        END,
        ANYWHERE
    }

    /** Something that a text has in it. */
    record Part(Place place, String text) {

        boolean isIn(String whole) {
            return switch (place) {
                case START -> whole.startsWith(text);
                case END -> whole.endsWith(text);
                case ANYWHERE -> whole.contains(text);
            };
        }

        /** Whether no text has both. */
        private boolean excludes(Part other) {
            return place == other.place
                    && switch (place) {
                        case START -> !text.startsWith(other.text) && !other.text.startsWith(text);
                        case END -> !text.endsWith(other.text) && !other.text.endsWith(text);
                        case ANYWHERE -> false;
                    };
        }

        /** Whether every text that has this has the other, too. */
        private boolean implies(Part other) {
            return other.text.isEmpty()
                    || switch (other.place) {
                        case START -> place == Place.START && text.startsWith(other.text);
                        case END -> place == Place.END && text.endsWith(other.text);
                        case ANYWHERE -> text.contains(other.text);
                    };
        }
    }

    static Texts among(Set<String> texts) {
        return new Texts(Optional.of(texts), Set.of(), Set.of(), Set.of());
    }

    static Texts except(Set<String> texts) {
        return new Texts(Optional.empty(), texts, Set.of(), Set.of());
    }

    static Texts with(Part part) {
        return new Texts(Optional.empty(), Set.of(), Set.of(part), Set.of());
    }

    static Texts without(Part part) {
        return new Texts(Optional.empty(), Set.of(), Set.of(), Set.of(part));
    }

    boolean has(String text) {
        return among.map(texts -> texts.contains(text)).orElse(true)
                && !not.contains(text)
                && has.stream().allMatch(part -> part.isIn(text))
                && lacks.stream().noneMatch(part -> part.isIn(text));
    }

    @Override
    public Values and(Values other) {
        return other instanceof Texts texts ? and(texts) : this;
    }

    Texts and(Texts other) {
        Optional<Set<String>> fewest = fewest(other);
        return fewest.map(texts -> among(texts.stream()
                        .filter(text -> has(text) && other.has(text))
                        .collect(Collectors.toUnmodifiableSet())))
                .orElseGet(() -> new Texts(
                        Optional.empty(), both(not, other.not), both(has, other.has), both(lacks, other.lacks)));
    }

    /** Soon told of long lists that have something in common. */
    @Override
    public boolean excludes(Values other) {
        if (!(other instanceof Texts texts)) {
            return isEmpty();
        }
        return fewest(texts)
                .map(few -> few.stream().noneMatch(text -> has(text) && texts.has(text)))
                .orElseGet(() -> new Texts(Optional.empty(), Set.of(), both(has, texts.has), both(lacks, texts.lacks))
                        .contradictsItself());
    }

    /** Long lists are compared as wholes only. */
    @Override
    public boolean clearlyExcludes(Values other) {
        if (!(other instanceof Texts texts) || fewest(texts).map(Set::size).orElse(0) <= MANY) {
            return excludes(other);
        }
        return isWithin(among, texts.not) || isWithin(texts.among, not);
    }

    /** Whether they are one and the same list. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isWithin(Optional<Set<String>> some, Set<String> others) {
        return some.filter(texts -> texts == others).isPresent();
    }

    private Optional<Set<String>> fewest(Texts other) {
        if (among.isPresent() && other.among.isPresent()) {
            return among.get().size() <= other.among.get().size() ? among : other.among;
        }
        return among.or(() -> other.among);
    }

    private static <T> Set<T> both(Set<T> one, Set<T> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        Set<T> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    @Override
    public boolean isEmpty() {
        return among.map(Set::isEmpty).orElseGet(this::contradictsItself);
    }

    private boolean contradictsItself() {
        return has.stream().anyMatch(one -> has.stream().anyMatch(one::excludes))
                || lacks.stream()
                        .anyMatch(lacking ->
                                lacking.text().isEmpty() || has.stream().anyMatch(part -> part.implies(lacking)));
    }
}
