package org.sealpost.policy;

import dev.cel.common.ast.CelExpr;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a condition asks for something of a message that is not kept with its decision. */
final class KeptFields {

    private static final Set<String> OF_CONTENT = Set.of("subject", "from", "headers", "name");

    /** The field of an attachment that is kept only where it is a common one. */
    private static final String TYPE = "type";

    /** Fields whose values are kept. */
    private static final Set<String> MARKS = Set.of(
            BuiltInFloors.MARK.toLowerCase(Locale.ROOT),
            MessageFacts.PURPOSE.toLowerCase(Locale.ROOT),
            SubstanceUse.LABEL.toLowerCase(Locale.ROOT));

    private KeptFields() {}

    /**
     * Whether it could be answered from what is kept alone.
     *
     * @param types whether the types of all attachments are
     */
    static boolean suffice(CelExpr expression, boolean types) {
        return isKept(expression, types) && parts(expression).allMatch(part -> suffice(part, types));
    }

    private static boolean isKept(CelExpr expression, boolean types) {
        return switch (expression.exprKind().getKind()) {
            case SELECT -> isKept(expression.select(), types);
            case CALL -> isKept(expression.call());
            case IDENT, CONSTANT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> true;
        };
    }

    /** However the message or the attachment is come by: nothing else has fields of these names. */
    private static boolean isKept(CelExpr.CelSelect select, boolean types) {
        return !OF_CONTENT.contains(select.field()) && (types || !select.field().equals(TYPE));
    }

    private static boolean isKept(CelExpr.CelCall call) {
        return !call.function().equals("header")
                || call.args().stream()
                        .allMatch(name -> MARKS.contains(
                                ConditionText.of(name).replace("\"", "").toLowerCase(Locale.ROOT)));
    }

    /** The expressions that one is made of. */
    static Stream<CelExpr> parts(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case SELECT -> Stream.of(expression.select().operand());
            case CALL -> Stream.concat(expression.call().target().stream(), expression.call().args().stream());
            case LIST -> expression.list().elements().stream();
            case MAP -> expression.map().entries().stream().flatMap(entry -> Stream.of(entry.key(), entry.value()));
            case COMPREHENSION -> {
                CelExpr.CelComprehension one = expression.comprehension();
                yield Stream.of(one.iterRange(), one.accuInit(), one.loopCondition(), one.loopStep(), one.result());
            }
            case IDENT, CONSTANT, STRUCT, NOT_SET -> Stream.empty();
        };
    }
}
