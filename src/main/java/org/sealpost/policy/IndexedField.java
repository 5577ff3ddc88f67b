package org.sealpost.policy;

import dev.cel.common.ast.CelExpr;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** The fields by whose values rules are looked up: who writes, and to whom. */
enum IndexedField {
    RECIPIENT_DOMAIN("recipient.domain", facts -> facts.recipient().domain()),
    RECIPIENT_ADDRESS("recipient.address", facts -> facts.recipient().address()),
    SENDER_DOMAIN("sender.domain", facts -> facts.sender().domain()),
    SENDER_ADDRESS("sender.address", facts -> facts.sender().address()),
    MESSAGE_FROM("message.from", facts -> facts.message().from());

    private final String text;
    private final Function<Facts, String> value;

    IndexedField(String text, Function<Facts, String> value) {
        this.text = text;
        this.value = value;
    }

    /** The field that an expression names. */
    static Optional<IndexedField> of(CelExpr expression) {
        String written = ConditionText.of(expression);
        return Arrays.stream(values())
                .filter(field -> field.text.equals(written))
                .findFirst();
    }

    /** As it is written in a condition. */
    String text() {
        return text;
    }

    /** What a condition sees as the field's value. */
    String in(Facts facts) {
        return value.apply(facts);
    }
}
