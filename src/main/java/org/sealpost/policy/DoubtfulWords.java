package org.sealpost.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sealpost.mail.Characters;

/**
 * Constants in a condition that what they are compared with never is, such as {@code "snn" in findings.kinds}: most
 * likely they are misspelt, and what the rule was to protect is not. So is mail with the other spelling of a domain.
 */
final class DoubtfulWords {

    private static final String INDEX = "_[_]";

    private final String source;
    private final CelAbstractSyntaxTree tree;
    private final List<ConditionCompiler.Fault> found = new ArrayList<>();

    private DoubtfulWords(String source, CelAbstractSyntaxTree tree) {
        this.source = source;
        this.tree = tree;
    }

    /** Each at its place, with why. */
    static List<ConditionCompiler.Fault> find(String source, CelAbstractSyntaxTree tree) {
        DoubtfulWords words = new DoubtfulWords(source, tree);
        words.look(tree.getExpr(), Map.of());
        return words.found.stream().distinct().toList();
    }

    /** What a variable that goes through the entries of something stands for. */
    private record Entry(String field, List<CelExpr> constants) {}

    private void look(CelExpr expression, Map<String, Entry> scope) {
        Map<String, Entry> inner = scope;
        switch (expression.exprKind().getKind()) {
            case COMPREHENSION -> inner = within(expression.comprehension(), scope);
            case CALL -> compared(expression.call(), scope);
            case SELECT -> {
                CelExpr.CelSelect select = expression.select();
                doubt(expression, Vocabulary.neverIs(field(select.operand(), scope), select.field()), isMap(select));
            }
            case IDENT, CONSTANT, LIST, MAP, STRUCT, NOT_SET -> {}
        }
        for (CelExpr part : KeptFields.parts(expression).toList()) {
            look(part, inner);
        }
    }

    private static boolean isMap(CelExpr.CelSelect select) {
        String operand = ConditionText.of(select.operand());
        return operand.equals("message.headers") || operand.equals("findings.counts");
    }

    private static Map<String, Entry> within(CelExpr.CelComprehension loop, Map<String, Entry> scope) {
        CelExpr range = loop.iterRange();
        List<CelExpr> constants =
                range.exprKind().getKind() == Kind.LIST ? range.list().elements() : List.of();
        Map<String, Entry> inner = new HashMap<>(scope);
        inner.put(loop.iterVar(), new Entry(field(range, scope), constants));
        return inner;
    }

    private void compared(CelExpr.CelCall call, Map<String, Entry> scope) {
        switch (call.function()) {
            case "_==_", "_!=_" -> eachWay(call, scope, Vocabulary::neverIs);
            case "_<_", "_<=_", "_>_", "_>=_" -> eachWay(call, scope, Vocabulary::noDate);
            case "@in" -> in(call.args().get(0), call.args().get(1), scope);
            case INDEX -> words(call.args().get(0), call.args().get(1), scope, Vocabulary::neverIs);
            case "startsWith", "endsWith", "contains" ->
                call.target().ifPresent(text -> words(text, call.args().getFirst(), scope, Vocabulary::neverHolds));
            default -> {}
        }
    }

    /** Why a field is never what a constant says. */
    @FunctionalInterface
    private interface Objection {
        Optional<String> to(String field, String text);
    }

    private void eachWay(CelExpr.CelCall call, Map<String, Entry> scope, Objection objection) {
        CelExpr one = call.args().get(0);
        CelExpr other = call.args().get(1);
        words(one, other, scope, objection);
        words(other, one, scope, objection);
        number(one, other, scope);
        number(other, one, scope);
    }

    private void in(CelExpr member, CelExpr collection, Map<String, Entry> scope) {
        if (collection.exprKind().getKind() == Kind.LIST) {
            for (CelExpr element : collection.list().elements()) {
                words(member, element, scope, Vocabulary::neverIs);
                number(member, element, scope);
            }
        } else {
            words(collection, member, scope, Vocabulary::neverIs);
        }
    }

    private void words(CelExpr compared, CelExpr constant, Map<String, Entry> scope, Objection objection) {
        String field = field(compared, scope);
        Function<String, Optional<String>> written = letters(compared);
        constants(constant, scope)
                .forEach(word -> ConditionTree.text(word)
                        .ifPresent(text -> doubt(
                                word,
                                written.apply(text)
                                        .or(() -> objection.to(field, text))
                                        .or(() -> DomainSpellings.missing(field, text, source)),
                                true)));
    }

    private void number(CelExpr compared, CelExpr constant, Map<String, Entry> scope) {
        if (constant.exprKind().getKind() == Kind.CONSTANT
                && constant.constant().getKind() == CelConstant.Kind.INT64_VALUE) {
            doubt(
                    constant,
                    Vocabulary.neverReaches(
                            field(compared, scope), constant.constant().int64Value()),
                    true);
        }
    }

    /** A text is one constant; a variable that goes through some that are written out is each of them. */
    private static Stream<CelExpr> constants(CelExpr expression, Map<String, Entry> scope) {
        return switch (expression.exprKind().getKind()) {
            case CONSTANT -> Stream.of(expression);
            case IDENT ->
                Optional.ofNullable(scope.get(expression.ident().name())).map(Entry::constants).stream()
                        .flatMap(List::stream);
            case SELECT, CALL, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> Stream.empty();
        };
    }

    /** The field by whose name {@link Vocabulary} knows what is compared, an entry by that of its list; empty for others. */
    private static String field(CelExpr expression, Map<String, Entry> scope) {
        return switch (expression.exprKind().getKind()) {
            case IDENT -> {
                String name = expression.ident().name();
                yield scope.containsKey(name) ? scope.get(name).field() : name;
            }
            case SELECT ->
                isMap(expression.select())
                        ? ""
                        : field(expression.select().operand(), scope) + "."
                                + expression.select().field();
            case CALL -> field(expression.call(), scope);
            case CONSTANT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> "";
        };
    }

    private static String field(CelExpr.CelCall call, Map<String, Entry> scope) {
        if (call.function().equals("header")) {
            return ConditionTree.text(call.args().getFirst())
                    .map(name -> Vocabulary.HEADER + name.toLowerCase(Locale.ROOT))
                    .orElse("");
        }
        // What a map has by its keys is no key.
        String entries = call.function().equals(INDEX) ? field(call.args().getFirst(), scope) : "";
        return entries.equals("message.headers") || entries.equals("findings.counts") ? "" : entries;
    }

    /** What a text that was put into one case never has. */
    private static Function<String, Optional<String>> letters(CelExpr compared) {
        String function =
                compared.exprKind().getKind() == Kind.CALL ? compared.call().function() : "";
        return switch (function) {
            case "lowerAscii" -> text -> differs(text, text.toLowerCase(Locale.ROOT), "lower");
            case "upperAscii" -> text -> differs(text, text.toUpperCase(Locale.ROOT), "upper");
            default -> text -> Optional.empty();
        };
    }

    private static Optional<String> differs(String text, String written, String which) {
        boolean ascii = Characters.areAscii(text);
        return !ascii || text.equals(written)
                ? Optional.empty()
                : Optional.of("a text in " + which + " case never has \"" + text + "\", write \"" + written + "\"");
    }

    private void doubt(CelExpr place, Optional<String> why, boolean counts) {
        if (counts) {
            why.ifPresent(text -> found.add(ConditionCompiler.Fault.at(source, tree, place, text)));
        }
    }
}
