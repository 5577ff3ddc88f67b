package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.owasp.html.Encoding;

/**
 * What the markup of an office document says beside the text that its reader gives: text in parts and elements that the
 * reader passes over, and the attributes in which people write (ECMA-376 part 1). Each part is gone through once.
 */
final class OfficeMarkup {

    /** Text of a run: what follows in the same paragraph may be the same word. */
    private static final Set<String> RUNS = Set.of("t", "delText", "instrText", "delInstrText");

    /** Places and sizes. */
    private static final Set<String> OF_LOOKS = Set.of(
            "posOffset", "align", "pctWidth", "pctHeight", "col", "colOff", "row", "rowOff", "Anchor", "Row", "Column");

    /** In any element. */
    private static final Set<String> WRITTEN = Set.of(
            "descr",
            "title",
            "alt",
            "string",
            "tooltip",
            "prompt",
            "promptTitle",
            "error",
            "errorTitle",
            "author",
            "userName",
            "displayText",
            "displayName",
            "display",
            "instr",
            "caption",
            "comment",
            "helpText",
            "statusText");

    /** In these elements only; elsewhere they name styles and the like. */
    private static final Map<String, Set<String>> WRITTEN_IN = Map.of(
            "val",
            Set.of(
                    "docVar",
                    "default",
                    "alias",
                    "tag",
                    "statusText",
                    "helpText",
                    "filter",
                    "customFilter",
                    "inputCells"),
            "value",
            Set.of("listItem"),
            "v",
            Set.of("s", "n", "d", "e"),
            "name",
            Set.of("docVar", "cNvPr", "docPr", "cacheField", "definedName", "cmAuthor", "tag", "scenario"));

    /** What people write among a document's properties (part 1 section 22), the rest of which programs count; titles of its parts. */
    private static final Set<String> PROPERTIES =
            Set.of("Manager", "Company", "HyperlinkBase", "lpstr", "lpwstr", "bstr");

    /** Of the strict form (part 1 annex A), in which the reader of documents does not find all parts. */
    private static final String STRICT = "http://purl.oclc.org/ooxml/";

    private final int most;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> attributes = new HashSet<>();
    private boolean full;

    /** @param most characters that are wanted */
    OfficeMarkup(int most) {
        this.most = most;
    }

    /** What was found, decoded. */
    String text() {
        return Encoding.decodeHtml(text.toString(), false);
    }

    /** Whether there was more than was wanted. */
    boolean isFull() {
        return full;
    }

    /** Goes through a part, which stands alone: no entity is declared in it. */
    void add(String entry, byte[] octets) {
        if (entry.equals("docProps/core.xml")) {
            // Its reader gives them as properties.
            return;
        }
        String xml =
                new String(octets, FileOctets.startsWide(octets) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        new Part(xml, entry.toLowerCase(Locale.ROOT)).read();
        text.append('\n');
    }

    /**
     * Elements whose text the reader of documents gives. What a part is called does not tell: a document within the document
     * (altChunk, ECMA-376 part 1 section 17.17.2.1) may stand beside its parts, and nobody but us reads that.
     */
    private static Set<String> readElsewhere(String entry, String root) {
        boolean main = switch (root) {
            case "worksheet" -> entry.startsWith("xl/worksheets/");
            case "sst" -> entry.equals("xl/sharedstrings.xml");
            case "sld" -> entry.startsWith("ppt/slides/");
            case "notes" -> entry.startsWith("ppt/notesslides/");
            case "document", "hdr", "ftr", "footnotes", "endnotes", "comments" ->
                entry.startsWith("word/") && entry.indexOf('/', "word/".length()) < 0;
            default -> false;
        };
        if (!main) {
            return Set.of();
        }
        return root.equals("worksheet") ? Set.of("v", "t") : Set.of("t", "delText");
    }

    private final class Part {
        private final String xml;
        private final String entry;
        private final boolean relations;
        private Set<String> skipped = Set.of();
        private String root = "";
        private String element = "";
        private int at;

        /** How many alternatives are open of which the reader of documents takes the last one only (part 3 section 7.5). */
        private int choices;

        Part(String xml, String entry) {
            this.xml = xml;
            this.entry = entry;
            this.relations = entry.endsWith(".rels");
        }

        void read() {
            while (at < xml.length() && !full) {
                int open = xml.indexOf('<', at);
                said(at, open < 0 ? xml.length() : open);
                if (open < 0) {
                    return;
                }
                at = open + 1;
                if (xml.startsWith("![CDATA[", at)) {
                    int end = xml.indexOf("]]>", at);
                    said(at + "![CDATA[".length(), end < 0 ? xml.length() : end);
                    at = end < 0 ? xml.length() : end + "]]>".length();
                } else if (xml.startsWith("!--", at)) {
                    int end = xml.indexOf("-->", at);
                    write(xml.substring(at + 3, end < 0 ? xml.length() : Math.max(end, at + 3)), true);
                    at = end < 0 ? xml.length() : end + "-->".length();
                } else {
                    tag();
                }
            }
        }

        private void said(int from, int to) {
            boolean read = choices == 0 && skipped.contains(element);
            read |= root.equals("Properties") && !PROPERTIES.contains(element);
            if (from < to && !read && !OF_LOOKS.contains(element)) {
                String words = xml.substring(from, to);
                boolean run = RUNS.contains(element);
                if (run || !words.isBlank()) {
                    write(words, !run);
                }
            }
        }

        private void tag() {
            boolean closing = at < xml.length() && xml.charAt(at) == '/';
            int from = closing ? at + 1 : at;
            int end = from;
            while (end < xml.length() && !endsName(xml.charAt(end))) {
                end++;
            }
            String name = local(xml.substring(from, end));
            at = end;
            if (closing && name.equals("p")) {
                write("", true);
            }
            element = closing ? "" : name;
            if (root.isEmpty() && !name.startsWith("?") && !name.startsWith("!")) {
                root = name;
                skipped = xml.contains(STRICT) ? Set.of() : readElsewhere(entry, root);
            }
            boolean empty = attributes(name);
            if (empty) {
                element = "";
            } else if (name.equals("Choice")) {
                choices = Math.max(0, choices + (closing ? -1 : 1));
            }
        }

        /** Up to the tag's end; whether nothing stands in the element. */
        private boolean attributes(String of) {
            int from = at;
            while (at < xml.length() && xml.charAt(at) != '>') {
                if (xml.charAt(at) == '=') {
                    String name = local(xml.substring(from, at).strip());
                    at++;
                    String value = value();
                    attribute(of, name, value);
                    from = at;
                } else {
                    at++;
                }
            }
            boolean empty = at > 0 && xml.charAt(at - 1) == '/';
            at = Math.min(xml.length(), at + 1);
            return empty;
        }

        private String value() {
            while (at < xml.length() && Character.isWhitespace(xml.charAt(at))) {
                at++;
            }
            if (at == xml.length() || (xml.charAt(at) != '"' && xml.charAt(at) != '\'')) {
                return "";
            }
            int end = xml.indexOf(xml.charAt(at), at + 1);
            String value = xml.substring(at + 1, end < 0 ? xml.length() : end);
            at = end < 0 ? xml.length() : end + 1;
            return value;
        }

        private void attribute(String of, String name, String value) {
            if (of.equals("sym") && name.equals("char")) {
                symbol(value);
            } else if (relations ? isLink(name, value) : isWritten(of, name)) {
                if (!value.isBlank() && attributes.add(value)) {
                    write("\n" + value, true);
                }
            }
        }

        /** Fonts of symbols have their letters in the private area (ECMA-376 part 1 section 17.3.3.30). */
        private void symbol(String code) {
            try {
                int character = Integer.parseInt(code, 16);
                write(Character.toString(character >> 8 == 0xf0 ? character & 0xff : character & 0xffff), false);
            } catch (NumberFormatException none) {
                write(code, true);
            }
        }

        private static boolean isLink(String name, String value) {
            return name.equals("Target") && value.indexOf(':') > 0;
        }

        private static boolean isWritten(String of, String name) {
            return WRITTEN.contains(name)
                    || WRITTEN_IN.getOrDefault(name, Set.of()).contains(of);
        }

        private static boolean endsName(char c) {
            return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
        }

        private static String local(String name) {
            return name.substring(name.indexOf(':') + 1);
        }
    }

    private void write(String words, boolean ends) {
        if (text.length() + words.length() + 1 > most) {
            full = true;
            return;
        }
        text.append(words);
        if (ends) {
            text.append('\n');
        }
    }
}
