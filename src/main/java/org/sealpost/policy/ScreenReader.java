package org.sealpost.policy;

import com.google.common.base.Ascii;
import com.google.re2j.Pattern;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Makes the {@link Screen} of a condition out of its checked tree. It knows the forms that practices write; every other
 * one stays open. It never goes into a macro, within which a name may stand for something else.
 */
final class ScreenReader {

    private static final String ATTACHMENTS = "attachments";

    private final RuleLists lists;

    ScreenReader(RuleLists lists) {
        this.lists = lists;
    }

    Screen read(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case CONSTANT -> constant(expression);
            case SELECT -> FactFields.yesOrNo(expression).map(Screen::exact).orElse(Screen.open());
            case CALL -> call(expression, expression.call());
            case COMPREHENSION -> overAttachments(expression.comprehension());
            case IDENT, LIST, MAP, STRUCT, NOT_SET -> Screen.open();
        };
    }

    private static Screen constant(CelExpr expression) {
        boolean yes = ConditionTree.isConstant(expression, true);
        return yes || ConditionTree.isConstant(expression, false) ? Screen.exact(facts -> yes) : Screen.open();
    }

    private Screen call(CelExpr expression, CelExpr.CelCall call) {
        List<CelExpr> arguments = call.args();
        return switch (call.function()) {
            case ConditionTree.AND -> Screen.all(each(ConditionTree.operands(expression, ConditionTree.AND)));
            case ConditionTree.OR -> Screen.any(each(ConditionTree.operands(expression, ConditionTree.OR)));
            case ConditionTree.NOT -> Screen.not(read(arguments.getFirst()));
            case ConditionTree.EQUAL -> equal(arguments.get(0), arguments.get(1));
            case ConditionTree.NOT_EQUAL -> Screen.not(equal(arguments.get(0), arguments.get(1)));
            case ConditionTree.IN -> in(arguments.get(0), arguments.get(1));
            case "_>_" -> compared(arguments, (number, limit) -> number > limit);
            case "_>=_" -> compared(arguments, (number, limit) -> number >= limit);
            case "_<_" -> compared(arguments, (number, limit) -> number < limit);
            case "_<=_" -> compared(arguments, (number, limit) -> number <= limit);
            case "startsWith" -> ofText(call, String::startsWith);
            case "endsWith" -> ofText(call, String::endsWith);
            case "contains" -> ofText(call, String::contains);
            case "matches" -> matches(call);
            default -> Screen.open();
        };
    }

    private List<Screen> each(List<CelExpr> operands) {
        return operands.stream().map(this::read).toList();
    }

    private static Screen equal(CelExpr one, CelExpr other) {
        return equals(one, other).or(() -> equals(other, one)).orElse(Screen.open());
    }

    private static Optional<Screen> equals(CelExpr field, CelExpr constant) {
        return text(field)
                .flatMap(text -> ConditionTree.text(constant)
                        .map(value -> Screen.exact(facts -> text.apply(facts).equals(value))));
    }

    private Screen in(CelExpr member, CelExpr collection) {
        Optional<String> constant = ConditionTree.text(member);
        if (constant.isPresent()) {
            return FactFields.set(collection)
                    .map(set -> Screen.exact(facts -> set.apply(facts).contains(constant.get())))
                    .orElse(Screen.open());
        }
        Optional<Function<Facts, String>> text = text(member);
        Optional<Set<String>> among =
                texts(collection).or(() -> lists.named(collection).map(Set::copyOf));
        return text.isPresent() && among.isPresent()
                ? Screen.exact(facts -> among.get().contains(text.get().apply(facts)))
                : Screen.open();
    }

    private static Optional<Set<String>> texts(CelExpr collection) {
        if (collection.exprKind().getKind() != Kind.LIST) {
            return Optional.empty();
        }
        Set<String> texts = new HashSet<>();
        for (CelExpr element : collection.list().elements()) {
            Optional<String> text = ConditionTree.text(element);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(text.get());
        }
        return Optional.of(texts);
    }

    private interface Comparison {
        boolean holds(long number, long limit);
    }

    private static Screen compared(List<CelExpr> arguments, Comparison comparison) {
        Optional<ToLongFunction<Facts>> number = FactFields.number(arguments.get(0));
        OptionalLong limit = wholeNumber(arguments.get(1));
        return number.isPresent() && limit.isPresent()
                ? Screen.exact(facts -> comparison.holds(number.get().applyAsLong(facts), limit.getAsLong()))
                : Screen.open();
    }

    private static OptionalLong wholeNumber(CelExpr expression) {
        return expression.exprKind().getKind() == Kind.CONSTANT
                        && expression.constant().getKind() == CelConstant.Kind.INT64_VALUE
                ? OptionalLong.of(expression.constant().int64Value())
                : OptionalLong.empty();
    }

    private static Screen ofText(CelExpr.CelCall call, BiPredicate<String, String> test) {
        Optional<Function<Facts, String>> text = call.target().flatMap(ScreenReader::text);
        Optional<String> argument = call.args().stream().findFirst().flatMap(ConditionTree::text);
        return text.isPresent() && argument.isPresent()
                ? Screen.exact(facts -> test.test(text.get().apply(facts), argument.get()))
                : Screen.open();
    }

    /** By the engine of the evaluation, with the expression compiled once instead of for each message. */
    private static Screen matches(CelExpr.CelCall call) {
        Optional<Function<Facts, String>> text = call.target().flatMap(ScreenReader::text);
        Optional<Pattern> pattern =
                call.args().stream().findFirst().flatMap(ConditionTree::text).map(Pattern::compile);
        return text.isPresent() && pattern.isPresent()
                ? Screen.exact(
                        facts -> pattern.get().matcher(text.get().apply(facts)).find())
                : Screen.open();
    }

    /** A text that is read without a fault: a field, a field of the header, or one of these in small letters. */
    private static Optional<Function<Facts, String>> text(CelExpr expression) {
        if (expression.exprKind().getKind() != Kind.CALL) {
            return FactFields.text(expression);
        }
        CelExpr.CelCall call = expression.call();
        return switch (call.function()) {
            case "header" ->
                call.args().stream()
                        .findFirst()
                        .flatMap(ConditionTree::text)
                        .map(name -> facts -> String.join(", ", facts.message().header(name)));
            case "lowerAscii" ->
                call.target().flatMap(ScreenReader::text).map(inner -> inner.andThen(Ascii::toLowerCase));
            default -> Optional.empty();
        };
    }

    /**
     * A macro that gathers yes or no over the attachments, such as {@code exists}: without attachments it is what it began
     * with, and most messages have none.
     */
    private static Screen overAttachments(CelExpr.CelComprehension macro) {
        boolean gathers = macro.iterRange().exprKind().getKind() == Kind.IDENT
                && macro.iterRange().ident().name().equals(ATTACHMENTS)
                && macro.result().exprKind().getKind() == Kind.IDENT
                && macro.result().ident().name().equals(macro.accuVar());
        Screen began = constant(macro.accuInit());
        return gathers
                ? facts -> facts.attachments().isEmpty() ? began.look(facts) : Screen.Answer.OPEN
                : Screen.open();
    }
}
