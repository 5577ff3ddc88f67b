package org.sealpost.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a condition says, as far as that can be told without a message: what it demands all together, and whether it can
 * hold at all. It looks for mistakes that people make, not for every contradiction that logic could find: what it says is
 * certain, what it does not say may be wrong all the same.
 */
final class ConditionTree {

    static final String AND = "_&&_";
    static final String OR = "_||_";
    static final String NOT = "!_";
    static final String EQUAL = "_==_";
    static final String NOT_EQUAL = "_!=_";
    static final String IN = "@in";

    private final CelExpr root;
    private final RuleLists lists;

    /** @param root of the checked tree, its macros expanded */
    ConditionTree(CelExpr root, RuleLists lists) {
        this.root = root;
        this.lists = lists;
    }

    /** What must hold together, each in one spelling, so that conditions can be compared. */
    Set<String> demands() {
        Set<String> demands = new LinkedHashSet<>();
        operands(root, AND).forEach(operand -> demands.add(ConditionText.of(operand)));
        return demands;
    }

    /** The values without which it is certainly false, if it can be looked up by such. */
    Optional<ConditionKeys> keys() {
        return ConditionKeys.of(root, lists);
    }

    /** What of it can be told without evaluating it. */
    Screen screen() {
        return new ScreenReader(lists).read(root);
    }

    /** Whether what was kept of a decision is enough to ask it again. */
    boolean isAnsweredBy(KeptDecision kept) {
        return KeptFields.suffice(root, kept.knowsTypes());
    }

    /** A clause that says why it never holds, if it is certain that it does not. */
    Optional<String> whyNever() {
        return never(root);
    }

    private Optional<String> never(CelExpr expression) {
        if (isConstant(expression, false)) {
            return Optional.of("it is false");
        }
        if (expression.exprKind().getKind() != Kind.CALL) {
            return Optional.empty();
        }
        CelExpr.CelCall call = expression.call();
        return switch (call.function()) {
            case AND -> neverTogether(operands(expression, AND));
            case OR -> neverAny(operands(expression, OR));
            case NOT ->
                isConstant(call.args().getFirst(), true)
                        ? Optional.of("it is not true, and so false")
                        : Optional.empty();
            case EQUAL -> neverEqual(call.args().get(0), call.args().get(1));
            case IN -> neverIn(call.args().get(0), call.args().get(1));
            default -> Optional.empty();
        };
    }

    private Optional<String> neverTogether(List<CelExpr> operands) {
        for (CelExpr operand : operands) {
            Optional<String> why = never(operand);
            if (why.isPresent()) {
                return why;
            }
        }
        return opposites(operands).or(() -> differentValues(operands));
    }

    private static Optional<String> opposites(List<CelExpr> operands) {
        Set<String> texts = new LinkedHashSet<>();
        operands.forEach(operand -> texts.add(ConditionText.of(operand)));
        return texts.stream()
                .filter(text -> texts.contains(ConditionText.not(text)))
                .findFirst()
                .map(text -> "it demands " + text + " and the opposite");
    }

    /** A field that must have two values at once. */
    private static Optional<String> differentValues(List<CelExpr> operands) {
        Map<String, String> values = new HashMap<>();
        for (CelExpr operand : operands) {
            Optional<Comparison> comparison = Comparison.of(operand);
            if (comparison.isEmpty()) {
                continue;
            }
            String field = comparison.get().field();
            String value = comparison.get().value();
            String before = values.putIfAbsent(field, value);
            if (before != null && !before.equals(value)) {
                return Optional.of(field + " cannot be \"" + before + "\" and \"" + value + "\"");
            }
        }
        return Optional.empty();
    }

    private Optional<String> neverAny(List<CelExpr> operands) {
        Optional<String> first = Optional.empty();
        for (CelExpr operand : operands) {
            Optional<String> why = never(operand);
            if (why.isEmpty()) {
                return Optional.empty();
            }
            first = first.or(() -> why);
        }
        return first;
    }

    private static Optional<String> neverEqual(CelExpr one, CelExpr other) {
        return Comparison.of(one, other)
                .flatMap(comparison -> Vocabulary.neverIs(comparison.field(), comparison.value()));
    }

    private Optional<String> neverIn(CelExpr member, CelExpr collection) {
        String whole = ConditionText.of(collection);
        if (collection.exprKind().getKind() == Kind.LIST) {
            return neverAmong(member, collection.list().elements());
        }
        Optional<List<String>> entries = lists.named(collection);
        return entries.isPresent()
                ? neverListed(ConditionText.of(member), whole, entries.get())
                : text(member).flatMap(word -> Vocabulary.neverIs(whole, word));
    }

    /** A list may serve several fields, so that it is doubtful only if it has nothing at all for this one. */
    private static Optional<String> neverListed(String field, String list, List<String> entries) {
        boolean never = entries.stream()
                .allMatch(entry -> Vocabulary.neverIs(field, entry).isPresent());
        if (!never) {
            return Optional.empty();
        }
        return entries.isEmpty()
                ? Optional.of("the list " + list + " is empty")
                : Vocabulary.neverIs(field, entries.getFirst())
                        .map(why -> "the list " + list + " has nothing that could be meant: " + why);
    }

    private static Optional<String> neverAmong(CelExpr member, List<CelExpr> elements) {
        if (elements.isEmpty()) {
            return Optional.of("its list is empty");
        }
        Optional<String> first = Optional.empty();
        for (CelExpr element : elements) {
            Optional<String> why = neverEqual(member, element);
            if (why.isEmpty()) {
                return Optional.empty();
            }
            first = first.or(() -> why);
        }
        return first;
    }

    /** A field and the one text that it must be. */
    private record Comparison(String field, String value) {

        static Optional<Comparison> of(CelExpr expression) {
            boolean compares = expression.exprKind().getKind() == Kind.CALL
                    && expression.call().function().equals(EQUAL);
            return compares
                    ? of(
                            expression.call().args().get(0),
                            expression.call().args().get(1))
                    : Optional.empty();
        }

        static Optional<Comparison> of(CelExpr one, CelExpr other) {
            Optional<String> value = text(other);
            if (value.isPresent() && text(one).isEmpty()) {
                return Optional.of(new Comparison(ConditionText.of(one), value.get()));
            }
            return text(one).filter(left -> value.isEmpty()).map(left -> new Comparison(ConditionText.of(other), left));
        }
    }

    /** The text that a constant is. */
    static Optional<String> text(CelExpr expression) {
        return expression.exprKind().getKind() == Kind.CONSTANT
                        && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expression.constant().stringValue())
                : Optional.empty();
    }

    static boolean isConstant(CelExpr expression, boolean value) {
        return expression.exprKind().getKind() == Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE
                && expression.constant().booleanValue() == value;
    }

    /** The operands of one operator that are joined without another between them. */
    static List<CelExpr> operands(CelExpr expression, String operator) {
        boolean joined = expression.exprKind().getKind() == Kind.CALL
                && expression.call().function().equals(operator);
        if (!joined) {
            return List.of(expression);
        }
        List<CelExpr> operands = new ArrayList<>();
        expression.call().args().forEach(argument -> operands.addAll(operands(argument, operator)));
        return operands;
    }
}
