package org.sealpost.policy;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.List;
import java.util.Set;

/**
 * Whether the evaluation of a part of a condition certainly comes to a value. What may fail (an entry that is not there, a
 * number that is too large, very many entries) holds the message, so that a rule has an effect without matching.
 */
final class Faultless {

    private static final Set<String> FUNCTIONS = Set.of(
            "_&&_",
            "_||_",
            "!_",
            "_?_:_",
            "_==_",
            "_!=_",
            "_<_",
            "_<=_",
            "_>_",
            "_>=_",
            "@in",
            "startsWith",
            "endsWith",
            "contains",
            "size",
            "header",
            "lowerAscii",
            "upperAscii",
            "trim");

    private static final Set<String> MAPS = Set.of("message.headers", "findings.counts");

    /** Lists that are never long. */
    private static final Set<String> SHORT = Set.of("consent.channels", "consent.purposes", "findings.kinds");

    private static final int MOST_ENTRIES = 1_000;

    private final RuleLists lists;

    Faultless(RuleLists lists) {
        this.lists = lists;
    }

    boolean is(CelExpr part) {
        return switch (part.exprKind().getKind()) {
            case CONSTANT, IDENT -> true;
            case SELECT -> FindingCounts.isCount(part) || is(part.select());
            case CALL -> FindingCounts.isCount(part) || is(part.call());
            case LIST -> part.list().elements().stream().allMatch(this::is);
            case COMPREHENSION -> is(part.comprehension());
            case MAP, STRUCT, NOT_SET -> false;
        };
    }

    /** What is declared is there; an entry of a map may not be. */
    private boolean is(CelExpr.CelSelect select) {
        return is(select.operand()) && (select.testOnly() || !MAPS.contains(ConditionText.of(select.operand())));
    }

    private boolean is(CelExpr.CelCall call) {
        boolean known = FUNCTIONS.contains(call.function())
                // A regular expression that is written out was tried when the file was read.
                || (call.function().equals("matches") && isText(call.args()));
        return known
                && call.target().map(this::is).orElse(true)
                && call.args().stream().allMatch(this::is);
    }

    private static boolean isText(List<CelExpr> arguments) {
        return arguments.size() == 1 && ConditionTree.text(arguments.getFirst()).isPresent();
    }

    private boolean is(CelExpr.CelComprehension loop) {
        return isShort(loop.iterRange())
                && KeptFields.parts(loop.result()).count() == 0
                && is(loop.accuInit())
                && !goesThroughMore(loop.loopStep())
                && isStep(loop.loopCondition())
                && isStep(loop.loopStep());
    }

    /** Of a macro the condition to go on has a function of its own that cannot fail. */
    private boolean isStep(CelExpr step) {
        boolean own =
                step.exprKind().getKind() == Kind.CALL && step.call().function().equals("@not_strictly_false");
        return own ? step.call().args().stream().allMatch(this::is) : is(step);
    }

    private boolean isShort(CelExpr range) {
        return range.exprKind().getKind() == Kind.LIST
                ? is(range) && range.list().elements().size() <= MOST_ENTRIES
                : SHORT.contains(ConditionText.of(range))
                        || lists.named(range)
                                .filter(entries -> entries.size() <= MOST_ENTRIES)
                                .isPresent();
    }

    private static boolean goesThroughMore(CelExpr step) {
        return step.exprKind().getKind() == Kind.COMPREHENSION
                || KeptFields.parts(step).anyMatch(Faultless::goesThroughMore);
    }
}
