package org.sealpost.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many entries one evaluation of a condition goes through at most ({@code exists}, {@code all}, {@code filter},
 * {@code map}): what a message brings cannot keep the gateway busy for long, and yet each list of the rules file can be
 * gone through to its end. Past it a condition fails, which holds the message.
 */
final class Iterations {

    private static final int LEAST = 10_000;
    private static final int MOST = 1_000_000;

    /** As often can all lists be gone through, for each attachment or in several parts of a condition. */
    private static final int TIMES = 10;

    /** More than anyone asks for, and few enough that no product of it overflows. */
    private static final long UNCOUNTED = 1_000_000_000_000L;

    private Iterations() {}

    /** For every condition of a rules file. */
    static int allowed(RuleLists lists) {
        long entries = lists.entries().values().stream().mapToLong(List::size).sum();
        return Math.clamp(TIMES * entries, LEAST, MOST);
    }

    /** Where lists within lists are too many together, at the outermost. */
    static Optional<ConditionCompiler.Fault> tooMany(String source, CelAbstractSyntaxTree tree, RuleLists lists) {
        int allowed = allowed(lists);
        return tooMany(tree.getExpr(), lists, allowed)
                .map(place -> ConditionCompiler.Fault.at(
                        source,
                        tree,
                        place,
                        String.format(
                                Locale.ROOT,
                                "this may go through %,d entries, and past %,d a condition fails, which holds the"
                                        + " message: make the lists shorter, or ask by `in`",
                                entries(place, lists),
                                allowed)));
    }

    private static Optional<CelExpr> tooMany(CelExpr expression, RuleLists lists, int allowed) {
        if (expression.exprKind().getKind() == Kind.COMPREHENSION && entries(expression, lists) > allowed) {
            return Optional.of(expression);
        }
        return KeptFields.parts(expression)
                .flatMap(part -> tooMany(part, lists, allowed).stream())
                .findFirst();
    }

    /** At most, should everything else than the lists have one entry. */
    private static long entries(CelExpr expression, RuleLists lists) {
        long parts = KeptFields.parts(expression)
                .mapToLong(part -> entries(part, lists))
                .sum();
        if (expression.exprKind().getKind() != Kind.COMPREHENSION) {
            return parts;
        }
        CelExpr.CelComprehension loop = expression.comprehension();
        long each = entries(loop.loopCondition(), lists) + entries(loop.loopStep(), lists);
        long times = lists.named(loop.iterRange()).map(List::size).orElse(1);
        return Math.min(UNCOUNTED, parts - each + times * (1 + each));
    }
}
