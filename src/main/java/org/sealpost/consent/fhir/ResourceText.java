package org.sealpost.consent.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.sealpost.consent.fhir.ResourceRefused.Kind;

/**
 * A resource as it was sent, read so that it has one reading only: no name twice and nothing behind it. Nothing in it is
 * empty, which FHIR does not know; of one that came within a bundle whoever reads it has to require that.
 */
public final class ResourceText {

    private static final int MAX_DEPTH = 60;
    private static final Pattern ENTRY = Pattern.compile("Bundle\\.entry\\[\\d+]");
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
        ResourceText text = unchecked(json);
        text.requireNothingEmpty();
        return text;
    }

    /** The same, whatever is empty in it. */
    static ResourceText unchecked(byte[] json) throws ResourceRefused {
        try {
            return of(STRICT.readTree(json));
        } catch (JsonProcessingException | IllegalArgumentException broken) {
            throw notJson();
        } catch (IOException broken) {
            throw notJson();
        }
    }

    /** A resource within another, such as an entry of a bundle, whatever is empty in it. */
    static ResourceText of(JsonNode node) throws ResourceRefused {
        if (node instanceof ObjectNode root && root.path("resourceType").isTextual()) {
            String type = root.path("resourceType").textValue();
            if (!type.matches("[A-Z][A-Za-z]{1,60}")) {
                throw notAResource();
            }
            return new ResourceText(root, type);
        }
        throw notAResource();
    }

    /** Such as {@code Consent}. */
    public String type() {
        return type;
    }

    /**
     * Of a bundle, the resources in its entries are left to whoever reads them, so that a fault in one is not the others'.
     *
     * @throws ResourceRefused when something in it is empty, or no text
     */
    void requireNothingEmpty() throws ResourceRefused {
        checkNothingEmpty(root, type);
    }

    /**
     * The resource with one of its elements only.
     *
     * @throws ResourceRefused when something in that is empty, or no text
     */
    ResourceText only(String element) throws ResourceRefused {
        ObjectNode part = root.objectNode().put("resourceType", type);
        Optional.ofNullable(root.get(element)).ifPresent(value -> part.set(element, value));
        ResourceText only = new ResourceText(part, type);
        only.requireNothingEmpty();
        return only;
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
            String name = field.getKey();
            if (!(name.equals("resource") && ENTRY.matcher(path).matches())) {
                checkNothingEmpty(withoutFillers(node, name), path + "." + ElementCheck.name(name));
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            checkNothingEmpty(node.get(i), path + "[" + i + "]");
        }
    }

    /**
     * An element with what its partner has in each place that it only keeps by a null: values that repeat, and what else is
     * said of each, stand in two arrays of the same length (FHIR R4, section 2.6.2.3).
     */
    private static JsonNode withoutFillers(JsonNode parent, String name) {
        JsonNode element = parent.get(name);
        JsonNode partner = parent.path(name.startsWith("_") ? name.substring(1) : "_" + name);
        if (!element.isArray() || !partner.isArray() || element.size() != partner.size()) {
            return element;
        }
        ArrayNode values = name.startsWith("_") ? (ArrayNode) partner : (ArrayNode) element;
        boolean plain = StreamSupport.stream(values.spliterator(), false).allMatch(JsonNode::isValueNode);
        ArrayNode filled = element.deepCopy();
        for (int i = 0; plain && i < element.size(); i++) {
            if (element.get(i).isNull() && !partner.get(i).isNull()) {
                filled.set(i, partner.get(i));
            }
        }
        return filled;
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
