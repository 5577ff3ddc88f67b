package org.sealpost.policy;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles conditions (CEL) against the declared variables. Whatever a message holds, evaluation ends soon: regular
 * expressions are RE2 (linear), comprehensions have a budget, and nothing can be called but pure functions.
 */
final class ConditionCompiler {

    private static final int MAX_CHARACTERS = 10_000;
    private static final int MAX_RECURSION = 100;

    private final Cel cel;
    private final ConditionFaults faults;
    private final RuleLists lists;
    private final CaseReader reader;

    ConditionCompiler(RuleLists lists) {
        this.lists = lists;
        this.reader = new CaseReader(lists);
        VariableTypes types = new VariableTypes(lists);
        this.cel = cel(types, Iterations.allowed(lists));
        this.faults = new ConditionFaults(types);
    }

    /** What compiling came to. */
    sealed interface Result {}

    /** @param doubts what is valid and most likely not meant */
    record Compiled(Condition condition, List<Fault> doubts) implements Result {}

    record Wrong(List<Fault> faults) implements Result {}

    /**
     * @param line of the condition, from 1
     * @param column of that line, from 0, in code points
     */
    record Fault(int line, int column, String text) {

        /** At the place of a part of the condition. */
        static Fault at(String source, CelAbstractSyntaxTree tree, CelExpr part, String text) {
            // The compiler counts code points.
            int offset = tree.getSource().getPositionsMap().getOrDefault(part.id(), 0);
            int end = source.offsetByCodePoints(0, Math.min(offset, source.codePointCount(0, source.length())));
            String before = source.substring(0, end);
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            int start = before.lastIndexOf('\n') + 1;
            return new Fault(line, before.codePointCount(start, before.length()), text);
        }
    }

    Result compile(String source) {
        CelValidationResult compiled = cel.compile(source);
        if (compiled.hasError()) {
            return new Wrong(faults.explain(source, compiled.getErrors()));
        }
        try {
            CelAbstractSyntaxTree tree = compiled.getAst();
            CelType type = tree.getResultType();
            List<Fault> wrong = new ArrayList<>(RegexLiterals.faults(source, tree));
            wrong.addAll(FindingCounts.faults(source, tree));
            if (!type.equals(SimpleType.BOOL)) {
                wrong.add(new Fault(
                        1, 0, "a condition must come to true or false, this one gives " + ConditionFaults.words(type)));
            }
            if (!wrong.isEmpty()) {
                return new Wrong(List.copyOf(wrong));
            }
            ConditionTree conditions = new ConditionTree(tree.getExpr(), lists, reader);
            return new Compiled(
                    new Condition(cel.createProgram(runnable(tree)), conditions), doubts(source, tree, conditions));
        } catch (CelValidationException | CelEvaluationException fault) {
            return new Wrong(List.of(new Fault(1, 0, "this condition cannot be compiled")));
        }
    }

    /** Where a word is wrong, or nothing ever matches, that is said alone. */
    private List<Fault> doubts(String source, CelAbstractSyntaxTree tree, ConditionTree conditions) {
        List<Fault> words = DoubtfulWords.find(source, tree);
        List<Fault> doubts = new ArrayList<>(new IdleParts(source, tree, reader).find(words));
        if (words.isEmpty() && !conditions.isNever()) {
            doubts.addAll(MissingEntries.find(source, tree, lists));
            doubts.addAll(SureFailures.find(source, tree));
            Iterations.tooMany(source, tree, lists).ifPresent(doubts::add);
        }
        return List.copyOf(doubts);
    }

    /** What is evaluated; everything else looks at the condition as it is written. */
    private CelAbstractSyntaxTree runnable(CelAbstractSyntaxTree tree) throws CelValidationException {
        Optional<CelAbstractSyntaxTree> counting = FindingCounts.counting(tree);
        return counting.isPresent() ? cel.check(counting.get()).getAst() : tree;
    }

    private static Cel cel(VariableTypes types, int iterations) {
        CelOptions options = CelOptions.current()
                .maxExpressionCodePointSize(MAX_CHARACTERS)
                .maxParseRecursionDepth(MAX_RECURSION)
                .comprehensionMaxIterations(iterations)
                .build();
        var builder = CelFactory.standardCelBuilder()
                .setOptions(options)
                .setTypeProvider(types)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(CelExtensions.strings())
                .addRuntimeLibraries(CelExtensions.strings())
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        "header",
                        CelOverloadDecl.newMemberOverload(
                                "message_header", SimpleType.STRING, VariableTypes.MESSAGE, SimpleType.STRING)))
                .addFunctionDeclarations(FindingCounts.declaration())
                .addFunctionBindings(
                        FindingCounts.binding(),
                        CelFunctionBinding.from("message_header", Map.class, String.class, ConditionCompiler::header));
        types.variables().forEach(builder::addVar);
        return builder.build();
    }

    /** {@code message.header("Name")}: all values of a field joined with ", ", empty when the message lacks it. */
    private static Object header(Map<?, ?> message, String name) {
        Object values =
                message.get("headers") instanceof Map<?, ?> headers ? headers.get(name.toLowerCase(Locale.ROOT)) : null;
        return values instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : "";
    }
}
