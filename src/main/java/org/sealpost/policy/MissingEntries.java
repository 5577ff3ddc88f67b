package org.sealpost.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Entries that a condition reads and that a message may not have, such as {@code attachments[0]}: reading them fails, and holds
 * mail that the rule is not about. A condition that asks anywhere whether the list or map has something is left alone.
 */
final class MissingEntries {

    private static final String HEADERS = "message.headers";
    private static final String INDEX = "_[_]";

    private final String source;
    private final CelAbstractSyntaxTree tree;
    private final RuleLists lists;
    private final Set<String> askedFor = new HashSet<>();
    private final List<ConditionCompiler.Fault> found = new ArrayList<>();

    private MissingEntries(String source, CelAbstractSyntaxTree tree, RuleLists lists) {
        this.source = source;
        this.tree = tree;
        this.lists = lists;
    }

    /** Each at its place, with what to write instead. */
    static List<ConditionCompiler.Fault> find(String source, CelAbstractSyntaxTree tree, RuleLists lists) {
        MissingEntries entries = new MissingEntries(source, tree, lists);
        entries.collect(tree.getExpr());
        entries.look(tree.getExpr());
        return entries.found.stream().distinct().toList();
    }

    /** Lists of which anything is asked that shows that they are not empty, or how long they are; and fields of the header. */
    private void collect(CelExpr expression) {
        switch (expression.exprKind().getKind()) {
            case COMPREHENSION ->
                askedFor.add(ConditionText.of(expression.comprehension().iterRange()));
            case SELECT ->
                header(expression)
                        .filter(name -> expression.select().testOnly())
                        .ifPresent(this::header);
            case CALL -> collect(expression.call());
            case IDENT, CONSTANT, LIST, MAP, STRUCT, NOT_SET -> {}
        }
        KeptFields.parts(expression).forEach(this::collect);
    }

    private void collect(CelExpr.CelCall call) {
        switch (call.function()) {
            case "size" ->
                call.target()
                        .or(() -> call.args().stream().findFirst())
                        .ifPresent(list -> askedFor.add(ConditionText.of(list)));
            case ConditionTree.IN -> {
                CelExpr collection = call.args().get(1);
                if (ConditionText.of(collection).equals(HEADERS)) {
                    ConditionTree.text(call.args().getFirst()).ifPresent(this::header);
                } else {
                    askedFor.add(ConditionText.of(collection));
                }
            }
            case ConditionTree.EQUAL, ConditionTree.NOT_EQUAL ->
                call.args().forEach(side -> askedFor.add(ConditionText.of(side)));
            case "header" -> ConditionTree.text(call.args().getFirst()).ifPresent(this::header);
            default -> {}
        }
    }

    private void header(String name) {
        askedFor.add(Membership.of(HEADERS, name.toLowerCase(Locale.ROOT)));
    }

    private void look(CelExpr expression) {
        Optional<String> header = header(expression);
        boolean testOnly = expression.exprKind().getKind() == Kind.SELECT
                && expression.select().testOnly();
        if (header.isPresent()) {
            String name = header.get();
            if (!testOnly && !askedFor.contains(Membership.of(HEADERS, name))) {
                add(
                        expression,
                        "a message may not have this field: then this fails, which holds the message unless the rest of the"
                                + " condition rules it out; write message.header(\"" + name
                                + "\"), which is empty then");
            }
        } else if (expression.exprKind().getKind() == Kind.CALL
                && expression.call().function().equals(INDEX)) {
            indexed(
                    expression,
                    expression.call().args().get(0),
                    number(expression.call().args().get(1)));
        }
        KeptFields.parts(expression).forEach(this::look);
    }

    private void indexed(CelExpr expression, CelExpr list, OptionalLong place) {
        boolean isList = tree.getType(list.id())
                .filter(type -> type.kind() == CelKind.LIST)
                .isPresent();
        if (!isList || isThere(list, place) || askedFor.contains(ConditionText.of(list))) {
            return;
        }
        String name = ConditionWords.of(list, Wanted.TRUE);
        add(
                expression,
                name
                        + " may not have this entry: then this fails, which holds the message unless the rest of the condition"
                        + " rules it out; write " + name + ".exists(e, …)"
                        + (place.isPresent()
                                ? ", or \"size(" + name + ") > " + place.getAsLong() + " &&\" before it"
                                : ""));
    }

    private boolean isThere(CelExpr list, OptionalLong place) {
        boolean first = place.isPresent() && place.getAsLong() == 0;
        boolean written = list.exprKind().getKind() == Kind.LIST;
        // A field that is there has a value, and a text that is split has a part.
        boolean split =
                list.exprKind().getKind() == Kind.CALL && list.call().function().equals("split");
        boolean listed = lists.named(list)
                .filter(entries -> place.isPresent() && place.getAsLong() < entries.size())
                .isPresent();
        return written || listed || (first && (split || header(list).isPresent()));
    }

    /** The field of the header that is read by its name in the map. */
    private static Optional<String> header(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case SELECT ->
                Optional.of(expression.select())
                        .filter(select -> ConditionText.of(select.operand()).equals(HEADERS))
                        .map(CelExpr.CelSelect::field);
            case CALL ->
                Optional.of(expression.call())
                        .filter(call -> call.function().equals(INDEX)
                                && ConditionText.of(call.args().getFirst()).equals(HEADERS))
                        .flatMap(call -> ConditionTree.text(call.args().get(1)));
            case IDENT, CONSTANT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> Optional.empty();
        };
    }

    private static OptionalLong number(CelExpr expression) {
        return expression.exprKind().getKind() == Kind.CONSTANT
                        && expression.constant().getKind() == CelConstant.Kind.INT64_VALUE
                ? OptionalLong.of(expression.constant().int64Value())
                : OptionalLong.empty();
    }

    private void add(CelExpr place, String text) {
        found.add(ConditionCompiler.Fault.at(source, tree, place, text));
    }
}
