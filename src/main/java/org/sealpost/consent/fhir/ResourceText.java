package org.sealpost.consent.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.sealpost.consent.fhir.ResourceRefused.Kind;

/**
 * A resource as it was sent, read so that it has one reading only: no name twice, nothing behind it, and no null and
 * nothing empty, which FHIR does not know.
 */
public final class ResourceText {

    private static final int MAX_DEPTH = 60;
    private static final ObjectMapper STRICT = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ObjectNode root;
    private final String type;

    private ResourceText(ObjectNode root, String type) {
        this.root = root;
        this.type = type;
    }

    /**
     * Reads JSON in UTF-8.
     *
     * @throws ResourceRefused when it is no resource
     */
    public static ResourceText parse(byte[] json) throws ResourceRefused {
        try {
            return of(STRICT.readTree(json));
        } catch (JsonProcessingException | IllegalArgumentException broken) {
            throw notJson();
        } catch (IOException broken) {
            throw notJson();
        }
    }

    /** A resource within another, such as an entry of a bundle. */
    static ResourceText of(JsonNode node) throws ResourceRefused {
        if (node instanceof ObjectNode root && root.path("resourceType").isTextual()) {
            String type = root.path("resourceType").textValue();
            if (!type.matches("[A-Z][A-Za-z]{1,60}")) {
                throw notAResource();
            }
            checkNothingEmpty(root, type);
            return new ResourceText(root, type);
        }
        throw notAResource();
    }

    /** Such as {@code Consent}. */
    public String type() {
        return type;
    }

    /** @throws ResourceRefused when it is of another type */
    void require(String wanted) throws ResourceRefused {
        if (!type.equals(wanted)) {
            throw new ResourceRefused(Kind.STRUCTURE, type, "This takes a " + wanted + ", and it is none.");
        }
    }

    /** The resource's own id, if it has one. */
    Optional<String> id() {
        return text("id");
    }

    /** The text of an element of the resource, if it is one. */
    Optional<String> text(String element) {
        return Optional.ofNullable(root.path(element).textValue());
    }

    ObjectNode root() {
        return root;
    }

    /** Without the narrative, which is for people, and whose markup nobody here needs to read. */
    String withoutNarrative() {
        ObjectNode copy = root.objectNode();
        copy.setAll(root);
        copy.remove("text");
        return copy.toString();
    }

    /** Shows the type only. */
    @Override
    public String toString() {
        return "ResourceText[" + type + "]";
    }

    private static void checkNothingEmpty(JsonNode node, String path) throws ResourceRefused {
        if (node.isNull()
                || (node.isTextual() && node.textValue().isBlank())
                || (node.isContainerNode() && node.isEmpty())) {
            throw new ResourceRefused(Kind.STRUCTURE, path, path + " is empty: leave it out.");
        }
        if (node.isTextual() && !isText(node.textValue())) {
            throw new ResourceRefused(Kind.STRUCTURE, path, path + " has characters that no text has.");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            checkNothingEmpty(field.getValue(), path + "." + ElementCheck.name(field.getKey()));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            checkNothingEmpty(node.get(i), path + "[" + i + "]");
        }
    }

    /** Neither NUL nor half of a character, which no database keeps. */
    private static boolean isText(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    }

    private static ResourceRefused notJson() {
        return new ResourceRefused(
                Kind.STRUCTURE, "", "This is no JSON, or has a name twice: send a FHIR R4 resource as JSON in UTF-8.");
    }

    private static ResourceRefused notAResource() {
        return new ResourceRefused(Kind.STRUCTURE, "", "This is no FHIR resource: its resourceType says which it is.");
    }
}
