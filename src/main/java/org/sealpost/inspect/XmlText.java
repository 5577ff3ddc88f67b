package org.sealpost.inspect;

import java.util.Set;
import org.owasp.html.Encoding;

/** XML of any kind with each tag as the end of a word, beside the reading in which words run on through tags. */
final class XmlText {

    private static final String SECTION = "<![CDATA[";
    private static final String SECTION_END = "]]>";

    private XmlText() {}

    /** The same markup with its sections as what they are: text in its place (XML 1.0 section 2.7), where HTML sees comments. */
    static String withSections(String xml) {
        int open = xml.indexOf(SECTION);
        if (open < 0) {
            return xml;
        }
        StringBuilder text = new StringBuilder(xml.length());
        int at = 0;
        while (open >= 0) {
            int from = open + SECTION.length();
            int found = xml.indexOf(SECTION_END, from);
            int end = found < 0 ? xml.length() : found;
            text.append(xml, at, open)
                    .append(xml.substring(from, end).replace("&", "&amp;").replace("<", "&lt;"));
            at = found < 0 ? end : end + SECTION_END.length();
            open = xml.indexOf(SECTION, at);
        }
        return text.append(xml, at, xml.length()).toString();
    }

    static String separated(String xml) {
        return Encoding.decodeHtml(withoutTags(xml), false);
    }

    private static String withoutTags(String xml) {
        StringBuilder text = new StringBuilder(xml.length());
        int at = 0;
        while (at < xml.length()) {
            int open = xml.indexOf('<', at);
            int stop = open < 0 ? xml.length() : open;
            text.append(xml, at, stop);
            int close = open < 0 ? -1 : xml.indexOf('>', open);
            if (close < 0) {
                return text.append(xml, stop, xml.length()).toString();
            }
            text.append('\n');
            at = close + 1;
        }
        return text.toString();
    }

    /** What programs write into metadata (XMP, ISO 16684-1) for programs: times, versions, their own numbers. */
    private static final Set<String> OF_MACHINES = Set.of(
            "x",
            "rdf",
            "xml",
            "xmlns",
            "xmp",
            "xmpMM",
            "xmpTPg",
            "xmpG",
            "xmpGImg",
            "stRef",
            "stEvt",
            "stDim",
            "stFnt",
            "stMfs",
            "tiff",
            "exif",
            "aux",
            "pdfaid",
            "pdfuaid",
            "pdfxid",
            "pdfaExtension",
            "pdfaSchema",
            "pdfaProperty");

    /** What people write into metadata, as elements and as attributes, each in its own line. */
    static String described(String xml) {
        StringBuilder text = new StringBuilder();
        String property = "";
        int at = xml.indexOf('<');
        while (at >= 0) {
            int close = xml.indexOf('>', at);
            if (close < 0) {
                break;
            }
            String tag = xml.substring(at + 1, close);
            String name = tag.substring(0, nameEnd(tag));
            if (!tag.startsWith("/") && !tag.startsWith("?") && !name.startsWith("rdf:")) {
                property = name;
            }
            attributes(tag, name.length(), text);
            int next = xml.indexOf('<', close);
            String said = xml.substring(close + 1, next < 0 ? xml.length() : next);
            if (!isOfMachines(property) && !said.isBlank()) {
                text.append(said.strip()).append('\n');
            }
            at = next;
        }
        return Encoding.decodeHtml(text.toString(), false);
    }

    private static int nameEnd(String tag) {
        int end = 0;
        while (end < tag.length() && !Character.isWhitespace(tag.charAt(end)) && (tag.charAt(end) != '/' || end == 0)) {
            end++;
        }
        return end;
    }

    private static void attributes(String tag, int from, StringBuilder text) {
        int equals = tag.indexOf('=', from);
        int before = from;
        while (equals >= 0) {
            int open = equals + 1;
            while (open < tag.length() && Character.isWhitespace(tag.charAt(open))) {
                open++;
            }
            int close = open < tag.length() ? tag.indexOf(tag.charAt(open), open + 1) : -1;
            if (close < 0) {
                return;
            }
            if (!isOfMachines(tag.substring(before, equals).strip())) {
                text.append(tag, open + 1, close).append('\n');
            }
            before = close + 1;
            equals = tag.indexOf('=', before);
        }
    }

    private static boolean isOfMachines(String name) {
        int colon = name.indexOf(':');
        return name.equals("xmlns")
                || name.equals("pdf:Producer")
                || (colon > 0 && OF_MACHINES.contains(name.substring(0, colon)));
    }
}
