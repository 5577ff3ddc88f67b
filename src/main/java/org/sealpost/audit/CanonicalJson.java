package org.sealpost.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/**
 * JSON in the one form that RFC 8785 (JCS) gives it, so that a hash over it can be recomputed anywhere. Events have no
 * fractions; a number beyond 2^53 - 1 or with a fraction is refused instead of being written in a disputable way.
 */
final class CanonicalJson {

    private static final long LARGEST = (1L << 53) - 1;

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    /** @throws IllegalArgumentException when there is a number that has no exact form */
    static String of(JsonNode node) {
        CanonicalJson json = new CanonicalJson();
        json.write(node);
        return json.out.toString();
    }

    private void write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject((ObjectNode) node);
            case ARRAY -> writeArray((ArrayNode) node);
            case STRING -> writeString(out, node.textValue());
            case NUMBER -> writeNumber(node);
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON value");
        }
    }

    /** Members in the order of their names' UTF-16 units (RFC 8785 section 3.2.3), which is how Java sorts strings. */
    private void writeObject(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        out.append('{');
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            writeString(out, names.get(i));
            out.append(':');
            write(object.get(names.get(i)));
        }
        out.append('}');
    }

    private void writeArray(ArrayNode array) {
        out.append('[');
        Iterator<JsonNode> elements = array.elements();
        while (elements.hasNext()) {
            write(elements.next());
            if (elements.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private void writeNumber(JsonNode number) {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || Math.abs(number.longValue()) > LARGEST) {
            throw new IllegalArgumentException("an event's numbers are whole and below 2^53");
        }
        out.append(number.longValue());
    }

    /** Escapes only what must be (RFC 8785 section 3.2.2.2). */
    static void writeString(StringBuilder out, String text) {
        out.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                out.append(text, from, i);
                writeEscaped(out, c);
                from = i + 1;
            }
        }
        out.append(text, from, text.length()).append('"');
    }

    private static void writeEscaped(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append("\\u").append(HexFormat.of().toHexDigits(c));
        }
    }
}
