package org.sealpost.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parts of a condition that fail whatever message comes, such as a division by zero, and so hold mail. */
final class SureFailures {

    private static final String HOLDS =
            "; this fails for every message, and holds it unless the rest of the condition rules it out: ";

    private final String source;
    private final CelAbstractSyntaxTree tree;
    private final List<ConditionCompiler.Fault> found = new ArrayList<>();

    private SureFailures(String source, CelAbstractSyntaxTree tree) {
        this.source = source;
        this.tree = tree;
    }

    /** Each at its place, with what to write instead. */
    static List<ConditionCompiler.Fault> find(String source, CelAbstractSyntaxTree tree) {
        SureFailures failures = new SureFailures(source, tree);
        failures.look(tree.getExpr());
        return List.copyOf(failures.found);
    }

    private void look(CelExpr expression) {
        if (expression.exprKind().getKind() == Kind.CALL) {
            why(expression.call())
                    .ifPresent(why -> found.add(ConditionCompiler.Fault.at(source, tree, expression, why)));
        }
        KeptFields.parts(expression).forEach(this::look);
    }

    private static Optional<String> why(CelExpr.CelCall call) {
        return switch (call.function()) {
            case "_/_", "_%_" ->
                isZero(call.args().getLast())
                        ? Optional.of("nothing is divided by zero" + HOLDS + "divide by another number")
                        : Optional.empty();
            case "timestamp" -> noMoment(call.args().getFirst());
            default -> Optional.empty();
        };
    }

    /** A division of numbers with a fraction has no such failure. */
    private static boolean isZero(CelExpr divisor) {
        return divisor.exprKind().getKind() == Kind.CONSTANT
                && divisor.constant().getKind() == CelConstant.Kind.INT64_VALUE
                && divisor.constant().int64Value() == 0;
    }

    private static Optional<String> noMoment(CelExpr text) {
        if (ConditionText.of(text).equals("time.date")) {
            return Optional.of("time.date is a day alone" + HOLDS + "write timestamp(time.date + \"T00:00:00Z\"), or"
                    + " compare time.date itself with a text such as \"2026-01-05\"");
        }
        return ConditionTree.text(text)
                .filter(SureFailures::isNoMoment)
                .map(moment -> "\"" + moment + "\" is no moment" + HOLDS + "write it like 2026-01-05T00:00:00Z");
    }

    /** RFC 3339 is stricter than what is read here: a doubt must be certain. */
    private static boolean isNoMoment(String text) {
        try {
            OffsetDateTime.parse(text.replace(' ', 'T'));
            return false;
        } catch (DateTimeException wrong) {
            return true;
        }
    }
}
