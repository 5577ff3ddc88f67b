package org.sealpost.policy;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Without which values a condition is certainly false: when each of these fields has none of its values. So a rule can be
 * looked up by what a message has, and need not be asked about every other.
 *
 * <p>Certain also where another part of the condition would fail to evaluate: in CEL {@code false && failure} is false,
 * whichever side comes first, and a comparison of such a field with a constant cannot fail.
 *
 * @param values fields and the values of which one is needed; with no field at all the condition is never true
 */
record ConditionKeys(Map<IndexedField, Set<String>> values) {

    /** The keys of a condition, or nothing when it may be true whatever these fields hold. */
    static Optional<ConditionKeys> of(CelExpr expression, RuleLists lists) {
        if (ConditionTree.isConstant(expression, false)) {
            return Optional.of(new ConditionKeys(Map.of()));
        }
        if (expression.exprKind().getKind() != Kind.CALL) {
            return Optional.empty();
        }
        CelExpr.CelCall call = expression.call();
        return switch (call.function()) {
            case ConditionTree.AND -> fewest(ConditionTree.operands(expression, ConditionTree.AND), lists);
            case ConditionTree.OR -> all(ConditionTree.operands(expression, ConditionTree.OR), lists);
            case ConditionTree.EQUAL ->
                equal(call.args().get(0), call.args().get(1))
                        .or(() -> equal(call.args().get(1), call.args().get(0)));
            case ConditionTree.IN -> among(call.args().get(0), call.args().get(1), lists);
            default -> Optional.empty();
        };
    }

    /** All operands must be true: any of their keys will do, and the fewest spare the most. */
    private static Optional<ConditionKeys> fewest(List<CelExpr> operands, RuleLists lists) {
        return operands.stream()
                .map(operand -> of(operand, lists))
                .flatMap(Optional::stream)
                .min(Comparator.comparingInt(ConditionKeys::count));
    }

    /** One operand must be true: the keys of all are needed. */
    private static Optional<ConditionKeys> all(List<CelExpr> operands, RuleLists lists) {
        Map<IndexedField, Set<String>> together = new EnumMap<>(IndexedField.class);
        for (CelExpr operand : operands) {
            Optional<ConditionKeys> keys = of(operand, lists);
            if (keys.isEmpty()) {
                return Optional.empty();
            }
            keys.get()
                    .values()
                    .forEach((field, values) -> together.computeIfAbsent(field, one -> new HashSet<>())
                            .addAll(values));
        }
        return Optional.of(new ConditionKeys(together));
    }

    private static Optional<ConditionKeys> equal(CelExpr field, CelExpr constant) {
        return IndexedField.of(field)
                .flatMap(known ->
                        ConditionTree.text(constant).map(value -> new ConditionKeys(Map.of(known, Set.of(value)))));
    }

    private static Optional<ConditionKeys> among(CelExpr member, CelExpr collection, RuleLists lists) {
        Optional<IndexedField> field = IndexedField.of(member);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        return constants(collection)
                .or(() -> lists.named(collection))
                .map(values -> new ConditionKeys(Map.of(field.get(), Set.copyOf(values))));
    }

    private static Optional<List<String>> constants(CelExpr collection) {
        if (collection.exprKind().getKind() != Kind.LIST) {
            return Optional.empty();
        }
        List<String> constants = new ArrayList<>();
        for (CelExpr element : collection.list().elements()) {
            Optional<String> constant = ConditionTree.text(element);
            if (constant.isEmpty()) {
                return Optional.empty();
            }
            constants.add(constant.get());
        }
        return Optional.of(constants);
    }

    private int count() {
        return values.values().stream().mapToInt(Set::size).sum();
    }
}
