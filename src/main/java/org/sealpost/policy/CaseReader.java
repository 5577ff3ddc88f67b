package org.sealpost.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Divides conditions at {@code &&}, {@code ||}, {@code !} and {@code ? :} into the ways in which they come to something. */
final class CaseReader {

    /** Fields that are true exactly when one of others is, or all; {@link FindingFacts} says which. */
    private static final Map<String, List<String>> ONE_OF = Map.of(
            "findings.health", List.of("findings.identifier", "findings.clinical"),
            "findings.phi", List.of("findings.identifier", "findings.clinical", "findings.other_patient"));

    private static final Map<String, List<String>> ALL_OF =
            Map.of("findings.identified_health", List.of("findings.identifier", "findings.clinical"));

    private final RuleLists lists;
    private final ClaimReader claims;
    private final NeverAlone alone;

    CaseReader(RuleLists lists) {
        this.lists = lists;
        this.claims = new ClaimReader(lists);
        this.alone = new NeverAlone(lists);
    }

    /** Whether the evaluation of that certainly comes to a value. */
    boolean isFaultless(CelExpr expression) {
        return claims.isFaultless(expression);
    }

    Cases read(CelExpr expression, Wanted wanted) {
        return switch (expression.exprKind().getKind()) {
            case CONSTANT -> constant(expression, wanted);
            case SELECT -> selected(expression, wanted);
            case CALL -> called(expression, wanted);
            case COMPREHENSION -> macro(expression, wanted);
            case IDENT, LIST, MAP, STRUCT, NOT_SET -> atom(expression, wanted);
        };
    }

    private Cases constant(CelExpr expression, Wanted wanted) {
        if (expression.constant().getKind() != CelConstant.Kind.BOOLEAN_VALUE) {
            return Cases.any();
        }
        boolean value = expression.constant().booleanValue();
        return is(value, wanted, "it is " + value);
    }

    private static Cases is(boolean value, Wanted wanted, String why) {
        boolean fits = switch (wanted) {
            case TRUE, NOT_FALSE -> value;
            case FALSE, NOT_TRUE -> !value;
        };
        return fits ? Cases.any() : Cases.never(new Why(List.of(), Optional.of(why)));
    }

    private Cases selected(CelExpr expression, Wanted wanted) {
        String field = ConditionText.of(expression);
        boolean needsAll = wanted.needsBothOfAnd();
        if (ONE_OF.containsKey(field)) {
            return joined(!needsAll, fields(expression, ONE_OF.getOrDefault(field, List.of()), wanted));
        }
        if (ALL_OF.containsKey(field)) {
            return joined(needsAll, fields(expression, ALL_OF.getOrDefault(field, List.of()), wanted));
        }
        return atom(expression, wanted);
    }

    private static List<Cases> fields(CelExpr expression, List<String> fields, Wanted wanted) {
        return fields.stream()
                .map(field -> Cases.of(new Claim(field, Answers.of(wanted, false), expression, wanted)))
                .toList();
    }

    private static Cases joined(boolean all, List<Cases> parts) {
        return all ? Cases.all(parts) : Cases.any(parts);
    }

    private Cases called(CelExpr expression, Wanted wanted) {
        CelExpr.CelCall call = expression.call();
        List<CelExpr> arguments = call.args();
        boolean needsBoth = wanted.needsBothOfAnd();
        return switch (call.function()) {
            case ConditionTree.AND ->
                joined(needsBoth, each(ConditionTree.operands(expression, ConditionTree.AND), wanted));
            case ConditionTree.OR ->
                joined(!needsBoth, each(ConditionTree.operands(expression, ConditionTree.OR), wanted));
            case ConditionTree.NOT -> negated(arguments.getFirst(), wanted);
            case ConditionTree.IF -> chosen(arguments.get(0), arguments.get(1), arguments.get(2), wanted);
            case ConditionTree.EQUAL -> equal(expression, true, wanted);
            case ConditionTree.NOT_EQUAL -> equal(expression, false, wanted);
            default -> atom(expression, wanted);
        };
    }

    private Cases negated(CelExpr operand, Wanted wanted) {
        return ConditionTree.isConstant(operand, true)
                ? is(false, wanted, "it is not true, and so false")
                : read(operand, wanted.negated());
    }

    private List<Cases> each(List<CelExpr> operands, Wanted wanted) {
        return operands.stream().map(operand -> read(operand, wanted)).toList();
    }

    /** {@code a ? b : c} comes to what is wanted: as b where a, or as c where not a; where a fails, it fails. */
    private Cases chosen(CelExpr test, CelExpr yes, CelExpr no, Wanted wanted) {
        return switch (wanted) {
            case TRUE, FALSE ->
                Cases.any(List.of(
                        Cases.all(List.of(read(test, Wanted.TRUE), read(yes, wanted))),
                        Cases.all(List.of(read(test, Wanted.FALSE), read(no, wanted)))));
            case NOT_TRUE, NOT_FALSE ->
                Cases.all(List.of(
                        Cases.any(List.of(read(test, Wanted.NOT_TRUE), read(yes, wanted))),
                        Cases.any(List.of(read(test, Wanted.NOT_FALSE), read(no, wanted)))));
        };
    }

    /** {@code a == true} is {@code a}. */
    private Cases equal(CelExpr expression, boolean equal, Wanted wanted) {
        CelExpr one = expression.call().args().get(0);
        CelExpr other = expression.call().args().get(1);
        for (boolean value : new boolean[] {true, false}) {
            Wanted same = value == equal ? wanted : wanted.negated();
            if (ConditionTree.isConstant(other, value)) {
                return read(one, same);
            }
            if (ConditionTree.isConstant(one, value)) {
                return read(other, same);
            }
        }
        return atom(expression, wanted);
    }

    /** Over a list that is empty, {@code exists} is false and {@code all} is true. */
    private Cases macro(CelExpr expression, Wanted wanted) {
        CelExpr.CelComprehension loop = expression.comprehension();
        boolean nothing = loop.iterRange().exprKind().getKind() == Kind.LIST
                ? loop.iterRange().list().elements().isEmpty()
                : lists.named(loop.iterRange()).filter(List::isEmpty).isPresent();
        boolean gathers = loop.result().exprKind().getKind() == Kind.IDENT
                && loop.result().ident().name().equals(loop.accuVar());
        for (boolean value : new boolean[] {true, false}) {
            if (nothing && gathers && ConditionTree.isConstant(loop.accuInit(), value)) {
                return is(value, wanted, "the list " + ConditionText.of(loop.iterRange()) + " is empty");
            }
        }
        return atom(expression, wanted);
    }

    private Cases atom(CelExpr atom, Wanted wanted) {
        List<Cases> each = new ArrayList<>();
        for (Claim claim : claims.read(atom, wanted)) {
            if (claim.values().isEmpty()) {
                return Cases.never(new Why(List.of(claim), alone.why(atom, wanted)));
            }
            each.add(Cases.of(claim));
        }
        return Cases.all(each);
    }
}
