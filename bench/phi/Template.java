package phi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sort of message, of which any number can be written.
 *
 * @param sort such as results or billing
 * @param test whether it belongs to the half that nobody tunes on
 * @param to patient, staff, partner or list
 * @param from practice, patient or outside
 * @param form how the text is carried; empty: drawn by lot
 * @param contactIdentifies whether a patient's own telephone number or address is what identifies
 */
record Template(
        String name,
        String sort,
        boolean test,
        Truth truth,
        String to,
        String from,
        String form,
        Style style,
        boolean contactIdentifies,
        Text subject,
        Text body,
        List<Attached> attached) {

    /** How a text is written. */
    enum Style {
        ORDINARY,
        CAPS,
        TYPOS
    }

    /** A text file that goes with it. */
    record Attached(String name, String type, Text content) {}

    private static final String FIELDS = "sort split truth to from form style identified-by subject";

    /**
     * Reads the templates of a file: {@code === name}, fields, {@code --}, the body, and what is attached, each behind
     * {@code -- attach NAME TYPE}.
     *
     * @throws IllegalArgumentException when a template is wrong, naming it
     */
    static List<Template> parse(byte[] octets) {
        List<Template> templates = new ArrayList<>();
        String file = "\n" + new String(octets, StandardCharsets.UTF_8);
        String[] sections = file.split("\n=== ");
        for (int section = 1; section < sections.length; section++) {
            String[] nameAndRest = sections[section].split("\n", 2);
            String name = nameAndRest[0].strip();
            try {
                templates.add(one(name, nameAndRest[1]));
            } catch (RuntimeException wrong) {
                throw new IllegalArgumentException("Template " + name + ": " + wrong.getMessage(), wrong);
            }
        }
        return templates;
    }

    private static Template one(String name, String text) {
        String[] headAndRest = text.split("\n--\n", 2);
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : headAndRest[0].split("\n")) {
            String[] pair = line.split(": ", 2);
            if (!List.of(FIELDS.split(" ")).contains(pair[0])) {
                throw new IllegalArgumentException("There is no field '" + pair[0] + "'.");
            }
            fields.put(pair[0], pair[1].strip());
        }
        String[] parts = headAndRest[1].split("\n-- attach ");
        List<Attached> attached = new ArrayList<>();
        for (int part = 1; part < parts.length; part++) {
            String[] headAndContent = parts[part].split("\n", 2);
            String[] nameAndType = headAndContent[0].strip().split(" ");
            attached.add(new Attached(nameAndType[0], nameAndType[1], TextParser.parse(headAndContent[1].strip() + "\n")));
        }
        String split = fields.get("split");
        if (!"dev".equals(split) && !"test".equals(split)) {
            throw new IllegalArgumentException("It says neither 'split: dev' nor 'split: test'.");
        }
        return new Template(
                name,
                fields.get("sort"),
                split.equals("test"),
                Truth.parse(fields.get("truth")),
                fields.getOrDefault("to", "patient"),
                fields.getOrDefault("from", "practice"),
                fields.getOrDefault("form", ""),
                Style.valueOf(fields.getOrDefault("style", "ordinary").toUpperCase(java.util.Locale.ROOT)),
                "contact".equals(fields.get("identified-by")),
                TextParser.parse(fields.get("subject")),
                TextParser.parse(parts[0].strip() + "\n"),
                List.copyOf(attached));
    }
}
