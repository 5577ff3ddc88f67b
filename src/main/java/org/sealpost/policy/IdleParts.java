package org.sealpost.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts of a condition that do nothing: one way of {@code ||} that never holds, something beside {@code &&} that always
 * does; or a whole condition that never or always does. Who writes {@code recipient.domain != "a" || recipient.domain != "b"} means something
 * else.
 */
final class IdleParts {

    private final String source;
    private final CelAbstractSyntaxTree tree;
    private final CaseReader reader;
    private final List<ConditionCompiler.Fault> found = new ArrayList<>();

    IdleParts(String source, CelAbstractSyntaxTree tree, CaseReader reader) {
        this.source = source;
        this.tree = tree;
        this.reader = reader;
    }

    /**
     * Each at its place, with why.
     *
     * @param words that nothing ever is, at their places: where one of them is the reason, that is the place
     */
    List<ConditionCompiler.Fault> find(List<ConditionCompiler.Fault> words) {
        CelExpr root = tree.getExpr();
        Cases matches = reader.read(root, Wanted.TRUE);
        if (matches.isNever()) {
            String why = matches.why().map(Why::never).orElse("it is false");
            add(root, matches, "this rule never matches: " + why);
            return words.stream()
                    .filter(word -> word.text().equals(why))
                    .findFirst()
                    .map(word -> new ConditionCompiler.Fault(
                            word.line(), word.column(), found.getFirst().text()))
                    .map(List::of)
                    .orElse(found);
        }
        // Where a word is wrong, that is said, and not again of the part that it stands in.
        if (words.isEmpty() && !isConstant(root) && !always(root, "this rule matches every message")) {
            look(root);
        }
        return words.isEmpty() ? found : words;
    }

    private void look(CelExpr expression) {
        if (expression.exprKind().getKind() != Kind.CALL) {
            return;
        }
        CelExpr.CelCall call = expression.call();
        switch (call.function()) {
            case ConditionTree.AND -> {
                for (CelExpr operand : ConditionTree.operands(expression, ConditionTree.AND)) {
                    if (isConstant(operand) || !always(operand, "this part does nothing")) {
                        look(operand);
                    }
                }
            }
            case ConditionTree.OR -> {
                for (CelExpr operand : ConditionTree.operands(expression, ConditionTree.OR)) {
                    if (isConstant(operand) || !never(operand)) {
                        look(operand);
                    }
                }
            }
            case ConditionTree.NOT -> look(call.args().getFirst());
            default -> {}
        }
    }

    private static boolean isConstant(CelExpr expression) {
        return expression.exprKind().getKind() == Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE;
    }

    private boolean always(CelExpr part, String what) {
        Cases otherwise = reader.read(part, Wanted.NOT_TRUE);
        if (!otherwise.isNever()) {
            return false;
        }
        add(
                part,
                otherwise,
                what + otherwise.why().map(why -> ": " + why.always()).orElse(""));
        return true;
    }

    private boolean never(CelExpr part) {
        Cases cases = reader.read(part, Wanted.TRUE);
        if (!cases.isNever()) {
            return false;
        }
        add(
                part,
                cases,
                "this part does nothing"
                        + cases.why().map(why -> ": " + why.never()).orElse(""));
        return true;
    }

    private void add(CelExpr part, Cases cases, String text) {
        CelExpr place = cases.why().flatMap(Why::place).orElse(part);
        found.add(ConditionCompiler.Fault.at(source, tree, place, text));
    }
}
