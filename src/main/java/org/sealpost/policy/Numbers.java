package org.sealpost.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Whole numbers that a field can be.
 *
 * @param ranges in order, none overlapping another
 */
record Numbers(List<Range> ranges) implements Values {

    /** From the least to the most, both included. */
    record Range(long least, long most) {}

    static final Numbers ALL = new Numbers(List.of(new Range(Long.MIN_VALUE, Long.MAX_VALUE)));

    static final Numbers NONE = new Numbers(List.of());

    Numbers {
        ranges = List.copyOf(ranges);
    }

    /** Both included. */
    static Numbers between(long least, long most) {
        return least > most ? NONE : new Numbers(List.of(new Range(least, most)));
    }

    static Numbers atLeast(long least) {
        return between(least, Long.MAX_VALUE);
    }

    static Numbers of(Collection<Long> numbers) {
        return new Numbers(numbers.stream()
                .distinct()
                .sorted()
                .map(number -> new Range(number, number))
                .toList());
    }

    static Numbers only(long number) {
        return between(number, number);
    }

    /** What {@code < number} and its like leave, by the operator's sign. */
    static Numbers compared(String sign, long number) {
        return switch (sign) {
            case "<" -> number == Long.MIN_VALUE ? NONE : between(Long.MIN_VALUE, number - 1);
            case "<=" -> between(Long.MIN_VALUE, number);
            case ">" -> number == Long.MAX_VALUE ? NONE : atLeast(number + 1);
            case ">=" -> atLeast(number);
            case "==" -> only(number);
            case "!=" -> only(number).others();
            default -> ALL;
        };
    }

    /** All that are not in it. */
    Numbers others() {
        List<Range> others = new ArrayList<>();
        long next = Long.MIN_VALUE;
        for (Range range : ranges) {
            if (range.least() > next) {
                others.add(new Range(next, range.least() - 1));
            }
            if (range.most() == Long.MAX_VALUE) {
                return new Numbers(others);
            }
            next = range.most() + 1;
        }
        others.add(new Range(next, Long.MAX_VALUE));
        return new Numbers(others);
    }

    boolean has(long number) {
        return ranges.stream().anyMatch(range -> range.least() <= number && number <= range.most());
    }

    /** The least; asked of what is not empty. */
    long least() {
        return ranges.getFirst().least();
    }

    /** The most; asked of what is not empty. */
    long most() {
        return ranges.getLast().most();
    }

    @Override
    public Values and(Values other) {
        return other instanceof Numbers numbers ? and(numbers) : this;
    }

    Numbers and(Numbers other) {
        List<Range> both = new ArrayList<>();
        for (Range one : ranges) {
            for (Range two : other.ranges) {
                long least = Math.max(one.least(), two.least());
                long most = Math.min(one.most(), two.most());
                if (least <= most) {
                    both.add(new Range(least, most));
                }
            }
        }
        return new Numbers(both);
    }

    @Override
    public boolean isEmpty() {
        return ranges.isEmpty();
    }
}
