package org.sealpost.policy;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What conditions compare the entries of named lists with. */
final class ListUses {

    private static final String PREFIX = "lists.";
    private static final Set<String> PARTS = Set.of("startsWith", "endsWith", "contains");

    private final Map<String, Set<Use>> uses = new HashMap<>();
    private final Set<String> others = new HashSet<>();

    private ListUses() {}

    /**
     * @param field that an entry is compared with
     * @param whole whether an entry is the whole value, or a part of it
     */
    record Use(String field, boolean whole) {}

    static ListUses of(List<CelExpr> conditions) {
        ListUses uses = new ListUses();
        conditions.forEach(condition -> uses.look(condition, Map.of()));
        return uses;
    }

    /** Everything that the entries of a list are compared with; nothing when that is not all that is done with them. */
    Set<Use> of(String list) {
        return others.contains(list) ? Set.of() : uses.getOrDefault(list, Set.of());
    }

    /** @param scope variables that go through the entries of a list, and which */
    private void look(CelExpr expression, Map<String, String> scope) {
        switch (expression.exprKind().getKind()) {
            case CALL -> call(expression.call(), scope);
            case COMPREHENSION -> loop(expression.comprehension(), scope);
            case SELECT -> {
                Optional<String> list = list(expression);
                list.ifPresent(others::add);
                if (list.isEmpty()) {
                    look(expression.select().operand(), scope);
                }
            }
            case IDENT ->
                Optional.ofNullable(scope.get(expression.ident().name())).ifPresent(others::add);
            case CONSTANT, LIST, MAP, STRUCT, NOT_SET ->
                KeptFields.parts(expression).forEach(part -> look(part, scope));
        }
    }

    private void call(CelExpr.CelCall call, Map<String, String> scope) {
        List<CelExpr> arguments = call.args();
        switch (call.function()) {
            case ConditionTree.IN -> {
                look(arguments.get(0), scope);
                list(arguments.get(1))
                        .ifPresentOrElse(
                                list -> add(list, arguments.get(0), true), () -> look(arguments.get(1), scope));
            }
            case ConditionTree.EQUAL, ConditionTree.NOT_EQUAL -> {
                compared(arguments.get(0), arguments.get(1), true, scope);
                compared(arguments.get(1), arguments.get(0), true, scope);
            }
            default -> {
                call.target().ifPresent(target -> look(target, scope));
                for (CelExpr argument : arguments) {
                    boolean part =
                            PARTS.contains(call.function()) && call.target().isPresent();
                    if (part) {
                        compared(call.target().get(), argument, false, scope);
                    } else {
                        look(argument, scope);
                    }
                }
            }
        }
    }

    private void compared(CelExpr field, CelExpr entry, boolean whole, Map<String, String> scope) {
        Optional<String> list = entry.exprKind().getKind() == Kind.IDENT
                ? Optional.ofNullable(scope.get(entry.ident().name()))
                : Optional.empty();
        if (list.isPresent()) {
            add(list.get(), field, whole);
        } else {
            look(entry, scope);
        }
    }

    private void loop(CelExpr.CelComprehension loop, Map<String, String> scope) {
        Map<String, String> inner = new HashMap<>(scope);
        inner.remove(loop.iterVar());
        list(loop.iterRange())
                .ifPresentOrElse(list -> inner.put(loop.iterVar(), list), () -> look(loop.iterRange(), scope));
        look(loop.loopCondition(), inner);
        look(loop.loopStep(), inner);
        look(loop.result(), inner);
    }

    private void add(String list, CelExpr field, boolean whole) {
        uses.computeIfAbsent(list, name -> new LinkedHashSet<>()).add(new Use(ConditionText.of(field), whole));
    }

    /** The name of the list that an expression names. */
    private static Optional<String> list(CelExpr expression) {
        String text = expression.exprKind().getKind() == Kind.SELECT ? ConditionText.of(expression) : "";
        return text.startsWith(PREFIX) ? Optional.of(text.substring(PREFIX.length())) : Optional.empty();
    }
}
