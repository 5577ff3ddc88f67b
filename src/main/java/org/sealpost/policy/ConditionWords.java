package org.sealpost.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parts of conditions in the words in which people write them, for sentences about them. Long ones are cut short. */
final class ConditionWords {

    private static final int MOST_CHARACTERS = 90;
    private static final int MOST_ENTRIES = 3;

    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("_==_", "=="),
            Map.entry("_!=_", "!="),
            Map.entry("_<_", "<"),
            Map.entry("_<=_", "<="),
            Map.entry("_>_", ">"),
            Map.entry("_>=_", ">="),
            Map.entry("@in", "in"),
            Map.entry("_&&_", "&&"),
            Map.entry("_||_", "||"),
            Map.entry("_+_", "+"),
            Map.entry("_-_", "-"),
            Map.entry("_*_", "*"),
            Map.entry("_/_", "/"),
            Map.entry("_%_", "%"));

    private static final Map<String, String> OPPOSITES =
            Map.of("==", "!=", "!=", "==", "<", ">=", "<=", ">", ">", "<=", ">=", "<");

    private ConditionWords() {}

    /** The part itself where it holds, its opposite where it does not. */
    static String of(CelExpr part, Wanted wanted) {
        return switch (wanted) {
            case TRUE, NOT_FALSE -> shortened(written(part));
            case FALSE, NOT_TRUE -> shortened(opposite(part));
        };
    }

    /** The sign of an operator that stands between two operands, such as {@code <}. */
    static Optional<String> sign(CelExpr.CelCall call) {
        return call.args().size() == 2 && call.target().isEmpty()
                ? Optional.ofNullable(OPERATORS.get(call.function()))
                : Optional.empty();
    }

    private static String opposite(CelExpr part) {
        if (part.exprKind().getKind() == Kind.CALL) {
            CelExpr.CelCall call = part.call();
            if (call.function().equals(ConditionTree.NOT)) {
                return written(call.args().getFirst());
            }
            Optional<String> opposite = sign(call).map(OPPOSITES::get);
            if (opposite.isPresent()) {
                return operation(call, opposite.get());
            }
        }
        return "!" + operand(part);
    }

    private static String written(CelExpr part) {
        return switch (part.exprKind().getKind()) {
            case CONSTANT -> constant(part.constant());
            case IDENT -> part.ident().name();
            case SELECT -> {
                String field =
                        operand(part.select().operand()) + "." + part.select().field();
                yield part.select().testOnly() ? "has(" + field + ")" : field;
            }
            case CALL -> call(part.call());
            case LIST -> list(part.list().elements());
            case MAP -> "{…}";
            case COMPREHENSION -> macro(part.comprehension());
            case STRUCT, NOT_SET -> "…";
        };
    }

    private static String constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> "\"" + constant.stringValue() + "\"";
            case INT64_VALUE -> Long.toString(constant.int64Value());
            case BOOLEAN_VALUE -> Boolean.toString(constant.booleanValue());
            case DOUBLE_VALUE -> Double.toString(constant.doubleValue());
            default -> "…";
        };
    }

    private static String call(CelExpr.CelCall call) {
        Optional<String> sign = sign(call);
        if (sign.isPresent()) {
            return operation(call, sign.get());
        }
        return switch (call.function()) {
            case "!_" -> "!" + operand(call.args().getFirst());
            case "-_" -> "-" + operand(call.args().getFirst());
            case "_[_]" ->
                operand(call.args().get(0)) + "[" + written(call.args().get(1)) + "]";
            case "_?_:_" ->
                operand(call.args().get(0)) + " ? " + operand(call.args().get(1)) + " : "
                        + operand(call.args().get(2));
            default ->
                call.target().map(target -> operand(target) + ".").orElse("")
                        + call.function()
                        + call.args().stream().map(ConditionWords::written).collect(Collectors.joining(", ", "(", ")"));
        };
    }

    private static String operation(CelExpr.CelCall call, String sign) {
        return operand(call.args().get(0)) + " " + sign + " "
                + operand(call.args().get(1));
    }

    /** In parentheses where it is an operation itself. */
    private static String operand(CelExpr part) {
        boolean operation = part.exprKind().getKind() == Kind.CALL
                && (sign(part.call()).isPresent() || part.call().function().equals("_?_:_"));
        return operation ? "(" + written(part) + ")" : written(part);
    }

    private static String list(List<CelExpr> elements) {
        String some = elements.stream()
                .limit(MOST_ENTRIES)
                .map(ConditionWords::written)
                .collect(Collectors.joining(", "));
        return "[" + some + (elements.size() > MOST_ENTRIES ? ", …]" : "]");
    }

    /** A macro is not kept as it was written; by what it begins with, {@code all} and {@code exists} can be told. */
    private static String macro(CelExpr.CelComprehension loop) {
        String name = ConditionTree.isConstant(loop.accuInit(), true)
                ? "all"
                : ConditionTree.isConstant(loop.accuInit(), false) ? "exists" : "…";
        return operand(loop.iterRange()) + "." + name + "(" + loop.iterVar() + ", …)";
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= MOST_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
    }
}
