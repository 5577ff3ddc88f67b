package org.sealpost.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Regular expressions that are written in a condition, tried by the engine that will run them: what it cannot run (such as
 * look-ahead and references back, which would not be linear) would hold every message.
 */
final class RegexLiterals {

    private RegexLiterals() {}

    /** What is wrong with them, each at its place. */
    static List<ConditionCompiler.Fault> faults(String source, CelAbstractSyntaxTree tree) {
        List<ConditionCompiler.Fault> faults = new ArrayList<>();
        literals(tree.getExpr()).forEach(literal -> {
            try {
                Pattern.compile(literal.constant().stringValue());
            } catch (PatternSyntaxException wrong) {
                faults.add(ConditionCompiler.Fault.at(
                        source,
                        tree,
                        literal,
                        "this regular expression cannot be run (" + wrong.getDescription()
                                + "): use RE2's syntax, which has no look-ahead and no references back"));
            }
        });
        return faults;
    }

    private static Stream<CelExpr> literals(CelExpr expression) {
        Stream<CelExpr> own = expression.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
                        && expression.call().function().equals("matches")
                ? expression.call().args().stream().filter(RegexLiterals::isText)
                : Stream.empty();
        return Stream.concat(own, KeptFields.parts(expression).flatMap(RegexLiterals::literals));
    }

    private static boolean isText(CelExpr expression) {
        return expression.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }
}
