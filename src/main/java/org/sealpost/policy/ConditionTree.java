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
 * What a condition says, as far as that can be told without a message. It looks for mistakes that people make, not for every
 * contradiction that logic could find: what it says is certain, what it does not say may be wrong all the same.
 */
final class ConditionTree {

    static final String AND = "_&&_";
    static final String OR = "_||_";
    static final String NOT = "!_";
    static final String IF = "_?_:_";
    static final String EQUAL = "_==_";
    static final String NOT_EQUAL = "_!=_";
    static final String IN = "@in";

    private final CelExpr root;
    private final RuleLists lists;
    private final CaseReader reader;

    /**
     * @param root of the checked tree, its macros expanded
     * @param reader of conditions with these lists
     */
    ConditionTree(CelExpr root, RuleLists lists, CaseReader reader) {
        this.root = root;
        this.lists = lists;
        this.reader = reader;
    }

    CelExpr root() {
        return root;
    }

    /** What must hold together, each in one spelling, so that conditions can be compared. */
    Set<String> demands() {
        Set<String> demands = new LinkedHashSet<>();
        operands(root, AND).forEach(operand -> demands.add(ConditionText.of(operand)));
        return demands;
    }

    /** What the lists hold that it names, by their names. */
    Map<String, List<String>> namedLists() {
        Map<String, List<String>> named = new HashMap<>();
        lists.entries().forEach((name, entries) -> {
            if (names(root, RuleLists.PREFIX + name)) {
                named.put(name, entries);
            }
        });
        return named;
    }

    private static boolean names(CelExpr expression, String list) {
        boolean whole = expression.exprKind().getKind() == Kind.SELECT
                && ConditionText.of(expression).equals(list);
        return whole || KeptFields.parts(expression).anyMatch(part -> names(part, list));
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

    /** The ways in which it may come to that. */
    Cases cases(Wanted wanted) {
        return reader.read(root, wanted);
    }

    /** The ways in which its evaluation may fail, which holds the message. */
    Cases failures() {
        return reader.isFaultless(root)
                ? Cases.NEVER
                : Cases.all(List.of(cases(Wanted.NOT_TRUE), cases(Wanted.NOT_FALSE)));
    }

    /** Whether it is certain that it never holds. */
    boolean isNever() {
        return cases(Wanted.TRUE).isNever();
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
