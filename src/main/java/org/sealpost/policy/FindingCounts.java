package org.sealpost.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelEvaluationExceptionBuilder;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How often a kind was found, by {@code findings.counts}: 0 where none was, as everyone reads {@code findings.counts["ssn"] > 0};
 * an index of CEL would fail there, and hold the message. The map itself has the kinds that were found, so that {@code in},
 * {@code has} and macros ask for these.
 */
final class FindingCounts {

    private static final String COUNTS = "findings.counts";
    private static final String INDEX = "_[_]";

    /** Nobody can write it. */
    private static final String FUNCTION = "@count";

    private static final String OVERLOAD = "count_of_kind";
    private static final Set<String> KINDS = Set.copyOf(Vocabulary.KINDS);

    private FindingCounts() {}

    static CelFunctionDecl declaration() {
        return CelFunctionDecl.newFunctionDeclaration(
                FUNCTION,
                CelOverloadDecl.newGlobalOverload(
                        OVERLOAD,
                        SimpleType.INT,
                        MapType.create(SimpleType.STRING, SimpleType.INT),
                        SimpleType.STRING));
    }

    static CelFunctionBinding binding() {
        return CelFunctionBinding.from(OVERLOAD, Map.class, String.class, FindingCounts::count);
    }

    /** What is no kind has no count: that fails, and holds the message. */
    private static Object count(Map<?, ?> counts, String kind) throws CelEvaluationException {
        Object found = counts.get(kind);
        if (found == null && !KINDS.contains(kind)) {
            throw CelEvaluationExceptionBuilder.newBuilder("unknown kind of findings")
                    .setErrorCode(CelErrorCode.ATTRIBUTE_NOT_FOUND)
                    .build();
        }
        return found == null ? (Object) 0L : found;
    }

    /** The kind whose count is read, where it is written out. */
    static Optional<String> kind(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case SELECT -> {
                CelExpr.CelSelect select = expression.select();
                yield isCounts(select.operand()) && !select.testOnly() ? Optional.of(select.field()) : Optional.empty();
            }
            case CALL -> {
                CelExpr.CelCall call = expression.call();
                yield call.function().equals(INDEX) && isCounts(call.args().getFirst())
                        ? ConditionTree.text(call.args().get(1))
                        : Optional.empty();
            }
            case IDENT, CONSTANT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> Optional.empty();
        };
    }

    /** Whether that is a count that is certainly there. */
    static boolean isCount(CelExpr expression) {
        return kind(expression).filter(KINDS::contains).isPresent();
    }

    private static boolean isCounts(CelExpr expression) {
        return ConditionText.of(expression).equals(COUNTS);
    }

    /** Kinds that there are none of, each at its place. */
    static List<ConditionCompiler.Fault> faults(String source, CelAbstractSyntaxTree tree) {
        List<ConditionCompiler.Fault> faults = new ArrayList<>();
        look(source, tree, tree.getExpr(), faults);
        return faults;
    }

    private static void look(
            String source, CelAbstractSyntaxTree tree, CelExpr part, List<ConditionCompiler.Fault> faults) {
        kind(part).filter(kind -> !KINDS.contains(kind)).ifPresent(kind -> {
            String text = "unknown kind of findings `" + kind + "`" + Spelling.hint(kind, Vocabulary.KINDS);
            faults.add(
                    part.exprKind().getKind() == Kind.SELECT
                            ? ConditionName.ofField(source, ConditionCompiler.Fault.at(source, tree, part, text), kind)
                            : ConditionCompiler.Fault.at(
                                    source, tree, part.call().args().get(1), text));
        });
        KeptFields.parts(part).forEach(inner -> look(source, tree, inner, faults));
    }

    /** The same condition with every count read so that it is there; nothing where it reads none. */
    static Optional<CelAbstractSyntaxTree> counting(CelAbstractSyntaxTree tree) {
        CelMutableAst copy = CelMutableAst.fromCelAst(tree);
        List<CelMutableExpr> parts = CelNavigableMutableAst.fromAst(copy)
                .getRoot()
                .allNodes()
                .map(CelNavigableMutableExpr.class::cast)
                .map(CelNavigableMutableExpr::expr)
                .toList();
        long free = 1 + parts.stream().mapToLong(CelMutableExpr::id).max().orElse(0);
        boolean changed = false;
        for (CelMutableExpr part : parts) {
            if (part.getKind() == Kind.CALL && part.call().function().equals(INDEX)) {
                if (isCounts(copy, part.call().args().getFirst())) {
                    part.call().setFunction(FUNCTION);
                    changed = true;
                }
            } else if (part.getKind() == Kind.SELECT
                    && !part.select().testOnly()
                    && isCounts(copy, part.select().operand())) {
                CelMutableExpr kind = CelMutableExpr.ofConstant(
                        free++, CelConstant.ofValue(part.select().field()));
                part.setCall(CelMutableCall.create(FUNCTION, part.select().operand(), kind));
                changed = true;
            }
        }
        return changed ? Optional.of(copy.toParsedAst()) : Optional.empty();
    }

    /** However the findings are called there: nothing else of that type has counts. */
    private static boolean isCounts(CelMutableAst tree, CelMutableExpr part) {
        return part.getKind() == Kind.SELECT
                && part.select().field().equals("counts")
                && tree.getType(part.select().operand().id())
                        .map(CelType::name)
                        .filter("findings"::equals)
                        .isPresent();
    }
}
