package org.sealpost.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions and parts of them in one spelling: what means the same and is written the same but for space is equal. */
final class ConditionText {

    private ConditionText() {}

    /** A field as people write it, such as {@code recipient.domain}; of the rest, a text of its own. */
    static String of(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case CONSTANT -> constant(expression.constant());
            case IDENT -> expression.ident().name();
            case SELECT -> select(expression.select());
            case CALL -> call(expression.call());
            case LIST -> "[" + all(expression.list().elements()) + "]";
            case MAP ->
                expression.map().entries().stream()
                        .map(entry -> of(entry.key()) + ": " + of(entry.value()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case COMPREHENSION -> comprehension(expression.comprehension());
            // The first cannot be in what was checked, and no variable has a type that could be made.
            case NOT_SET, STRUCT -> expression.toString();
        };
    }

    /** The opposite of a condition in this spelling. */
    static String not(String text) {
        return "!(" + text + ")";
    }

    private static String constant(CelConstant constant) {
        return constant.getKind() == CelConstant.Kind.STRING_VALUE
                ? "\"" + constant.stringValue().replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : constant.toString();
    }

    private static String select(CelExpr.CelSelect select) {
        String field = of(select.operand()) + "." + select.field();
        return select.testOnly() ? "has(" + field + ")" : field;
    }

    private static String call(CelExpr.CelCall call) {
        List<String> arguments = call.args().stream().map(ConditionText::of).toList();
        return switch (call.function()) {
            case "!_" -> not(arguments.getFirst());
            // Either side first is the same.
            case "_==_" -> arguments.stream().sorted().collect(Collectors.joining(" == "));
            case "_!=_" -> not(arguments.stream().sorted().collect(Collectors.joining(" == ")));
            default ->
                call.target().map(target -> of(target) + ".").orElse("") + call.function() + "("
                        + String.join(", ", arguments) + ")";
        };
    }

    private static String comprehension(CelExpr.CelComprehension one) {
        return "for " + one.iterVar() + " " + one.iterVar2() + " in " + of(one.iterRange()) + ": "
                + all(List.of(one.accuInit(), one.loopCondition(), one.loopStep(), one.result()));
    }

    private static String all(List<CelExpr> expressions) {
        return expressions.stream().map(ConditionText::of).collect(Collectors.joining(", "));
    }
}
