package org.sealpost.policy;

import java.util.EnumSet;
import java.util.Set;

/** What a part of a condition may come to that is not understood any further, or that is a yes or no itself. */
record Answers(Set<Answer> possible) implements Values {

    /** What an evaluation of the part comes to. */
    enum Answer {
        YES,
        NO,
        FAILED
    }

    Answers {
        possible = Set.copyOf(possible);
    }

    /** @param canFail whether the evaluation may fail */
    static Answers of(Wanted wanted, boolean canFail) {
        Set<Answer> possible = switch (wanted) {
            case TRUE -> EnumSet.of(Answer.YES);
            case FALSE -> EnumSet.of(Answer.NO);
            case NOT_TRUE -> EnumSet.of(Answer.NO, Answer.FAILED);
            case NOT_FALSE -> EnumSet.of(Answer.YES, Answer.FAILED);
        };
        if (!canFail) {
            possible.remove(Answer.FAILED);
        }
        return new Answers(possible);
    }

    boolean isYes() {
        return possible.equals(Set.of(Answer.YES));
    }

    @Override
    public Values and(Values other) {
        if (!(other instanceof Answers(Set<Answer> others))) {
            return this;
        }
        Set<Answer> both = EnumSet.noneOf(Answer.class);
        possible.stream().filter(others::contains).forEach(both::add);
        return new Answers(both);
    }

    @Override
    public boolean isEmpty() {
        return possible.isEmpty();
    }
}
