package org.sealpost.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.List;
import java.util.Optional;

/** Says of a part of a condition that cannot come to what is wanted why that is so, in words that say what was meant. */
final class NeverAlone {

    private final RuleLists lists;

    NeverAlone(RuleLists lists) {
        this.lists = lists;
    }

    /** A clause; nothing where {@link Why} has the words. */
    Optional<String> why(CelExpr atom, Wanted wanted) {
        return switch (atom.exprKind().getKind()) {
            case SELECT ->
                Vocabulary.neverIs(
                        ConditionText.of(atom.select().operand()), atom.select().field());
            case CALL -> called(atom.call(), wanted == Wanted.TRUE || wanted == Wanted.NOT_FALSE);
            case CONSTANT, IDENT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> Optional.empty();
        };
    }

    private Optional<String> called(CelExpr.CelCall call, boolean holds) {
        List<CelExpr> arguments = call.args();
        return switch (call.function()) {
            case ConditionTree.EQUAL -> holds ? equal(arguments.get(0), arguments.get(1)) : Optional.empty();
            case ConditionTree.NOT_EQUAL -> holds ? Optional.empty() : equal(arguments.get(0), arguments.get(1));
            case ConditionTree.IN -> holds ? in(arguments.get(0), arguments.get(1)) : Optional.empty();
            case "startsWith", "endsWith", "contains" ->
                call.target()
                        .flatMap(field -> ConditionTree.text(arguments.getFirst())
                                .flatMap(text -> Vocabulary.neverHolds(ConditionText.of(field), text)));
            case "_<_", "_<=_", "_>_", "_>=_" ->
                beyond(arguments.get(0), arguments.get(1)).or(() -> beyond(arguments.get(1), arguments.get(0)));
            default -> Optional.empty();
        };
    }

    private static Optional<String> equal(CelExpr one, CelExpr other) {
        return is(one, other)
                .or(() -> is(other, one))
                .or(() -> beyond(one, other))
                .or(() -> beyond(other, one));
    }

    private static Optional<String> is(CelExpr field, CelExpr constant) {
        return ConditionTree.text(constant).flatMap(text -> Vocabulary.neverIs(ConditionText.of(field), text));
    }

    private static Optional<String> beyond(CelExpr field, CelExpr constant) {
        boolean number = constant.exprKind().getKind() == Kind.CONSTANT
                && constant.constant().getKind() == CelConstant.Kind.INT64_VALUE;
        return number
                ? Vocabulary.neverReaches(
                        ConditionText.of(field), constant.constant().int64Value())
                : Optional.empty();
    }

    private Optional<String> in(CelExpr member, CelExpr collection) {
        String whole = ConditionText.of(collection);
        if (collection.exprKind().getKind() == Kind.LIST) {
            return collection.list().elements().stream()
                    .map(element -> equal(member, element))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        Optional<List<String>> entries = lists.named(collection);
        return entries.isPresent()
                ? listed(ConditionText.of(member), whole, entries.get())
                : ConditionTree.text(member).flatMap(word -> Vocabulary.neverIs(whole, word));
    }

    private static Optional<String> listed(String field, String list, List<String> entries) {
        return entries.isEmpty()
                ? Optional.of("the list " + list + " is empty")
                : Vocabulary.neverIs(field, entries.getFirst())
                        .map(why -> "the list " + list + " has nothing that could be meant: " + why);
    }
}
