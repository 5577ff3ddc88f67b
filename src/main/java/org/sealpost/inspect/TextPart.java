package org.sealpost.inspect;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the octets of a text part and hands its text to the detectors. */
final class TextPart {

    private static final Set<String> MARKUP =
            Set.of("html", "xml", "enriched", "richtext", "x-html", "xhtml", "x-amp-html", "watch-html");
    private static final Set<String> FOLDED = Set.of("calendar", "vcard", "x-vcard", "directory", "x-vcalendar");

    private static final String QUOTED = "quoted-printable";

    private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]");

    private final Discovery discovery;
    private final Set<String> pictures = new HashSet<>();

    TextPart(Discovery discovery) {
        this.discovery = discovery;
    }

    void read(byte[] octets, ContentType type, String part) {
        Optional<String> charset = type.parameter("charset");
        CharsetText text = MARKUP.contains(type.subtype())
                ? OwnCharset.decode(octets, charset)
                : CharsetText.decode(octets, charset);
        text.fault().ifPresent(fault -> discovery.uninspectable(fault, part));
        if (startsWithWideMark(octets)
                && !charset.orElse("").toLowerCase(Locale.ROOT).startsWith("utf-16")) {
            // A reader that heeds the byte order mark sees another text than one that heeds the charset.
            discovery.uninspectable(UninspectableReason.BROKEN_CHARSET, part);
        }
        check(text.readings().getFirst(), part);
        unfold(text.readings().getFirst(), part);
        text.readings().forEach(reading -> look(reading, type, part));
        EncodedRuns runs = EncodedRuns.of(text.readings().getFirst());
        if (runs.holdFile()) {
            discovery.uninspectable(UninspectableReason.HIDDEN_CONTENT, part);
        }
        written(runs.said(), part);
    }

    private void written(String otherwise, String part) {
        if (!otherwise.isBlank()) {
            discovery.text(otherwise, part);
        }
    }

    /** Base64 within a text: what it says is read, if it is text. */
    private void unfold(String text, String part) {
        for (EncodedBlocks.Block block : EncodedBlocks.of(text)) {
            if (hides(block, part)) {
                discovery.uninspectable(UninspectableReason.HIDDEN_CONTENT, part);
            }
        }
    }

    private boolean hides(EncodedBlocks.Block block, String part) {
        if (!block.armoured() && Octets.haveBinaryControls(decoded(block.beginning()))) {
            // Whatever follows: a large file is not unpacked to learn that it is one.
            return true;
        }
        byte[] octets = decoded(block.encoded());
        boolean harmless = block.armoured() && ArmouredOctets.areWhatTheySay(octets);
        if (!FileOctets.kind(octets).isText() || Octets.haveBinaryControls(octets)) {
            return !harmless;
        }
        String said = new String(octets, StandardCharsets.UTF_8);
        discovery.text(said, part);
        return !harmless && (EmbeddedFile.isIn(said) || !EncodedBlocks.of(said).isEmpty());
    }

    private static byte[] decoded(String base64) {
        return TransferDecoding.decode(new Piece(base64, 0, base64.length()), "base64")
                .octets();
    }

    private void look(String text, ContentType type, String part) {
        if (MARKUP.contains(type.subtype())) {
            HtmlText html = HtmlText.of(text);
            if (html.embeds()) {
                discovery.uninspectable(UninspectableReason.HIDDEN_CONTENT, part);
            }
            shown(html.visible(), part);
            shown(html.turned(), part);
            shown(html.shown(), part);
            shown(html.apart(), part);
            discovery.text(html.aside(), part);
            written(EscapedCharacters.inStyles(html.aside()), part);
            written(EscapedCharacters.inData(html.aside()), part);
            remember(html.pictures());
            if (type.subtype().equals("xml") || text.startsWith("<?xml")) {
                elements(text, type, part);
            }
        } else if (FOLDED.contains(type.subtype())) {
            folded(text, part);
        } else {
            shown(text, part);
            if (FlowedText.says(type)) {
                shown(FlowedText.joined(text), part);
            }
            written(EscapedCharacters.inData(text), part);
        }
    }

    /** What XML reads otherwise than HTML. */
    private void elements(String text, ContentType type, String part) {
        String inPlace = XmlText.withSections(text);
        if (type.subtype().equals("xml")) {
            discovery.text(XmlText.separated(inPlace), part);
        }
        if (!inPlace.equals(text)) {
            discovery.text(HtmlText.of(inPlace).visible(), part);
        }
    }

    /** What its reader sees below the subject. */
    private void shown(String text, String part) {
        for (String reading : Readings.of(text)) {
            discovery.body(reading, part);
        }
    }

    private void folded(String text, String part) {
        String said = unescaped(FOLD.matcher(text).replaceAll(""));
        shown(said, part);
        if (said.indexOf('<') >= 0 || said.indexOf('&') >= 0) {
            // A description that is HTML beside the plain one (X-ALT-DESC).
            HtmlText html = HtmlText.of(said);
            discovery.text(html.visible(), part);
            discovery.text(html.turned(), part);
            discovery.text(html.shown(), part);
            discovery.text(html.apart(), part);
            discovery.text(html.aside(), part);
        }
        if (text.toLowerCase(Locale.ROOT).contains(QUOTED)) {
            discovery.text(unquoted(text), part);
        }
    }

    /** As versions before RFC 2426 and RFC 2445 write what is no ASCII; lines without such characters stay what they are. */
    private static String unquoted(String text) {
        byte[] octets = TransferDecoding.decode(Piece.of(text.getBytes(StandardCharsets.UTF_8)), QUOTED)
                .octets();
        return CharsetText.strictly(octets, StandardCharsets.UTF_8)
                .orElseGet(() -> new String(octets, StandardCharsets.ISO_8859_1));
    }

    /** RFC 5545 section 3.3.11, RFC 6350 section 3.4. */
    private static String unescaped(String text) {
        return text.indexOf('\\') < 0
                ? text
                : text.replace("\\,", ",")
                        .replace("\\;", ";")
                        .replace("\\n", "\n")
                        .replace("\\N", "\n");
    }

    /** Whether HTML that was read so far shows the part with that Content-ID (RFC 2392). */
    boolean shows(String contentId) {
        return pictures.contains(contentId.strip().replaceAll("^<|>$", ""));
    }

    private void remember(Set<String> shown) {
        if (pictures.size() < HtmlText.MOST_PICTURES) {
            pictures.addAll(shown);
        }
    }

    private void check(String text, String part) {
        if (text.contains("-----BEGIN P")
                && (text.contains("-----BEGIN PGP MESSAGE-----") || text.contains("-----BEGIN PKCS7-----"))) {
            discovery.uninspectable(UninspectableReason.ENCRYPTED, part);
        }
        boolean otherKind = text.startsWith("%PDF-") || text.startsWith("PK\u0003\u0004") || text.startsWith("{\\rtf");
        if (otherKind || Octets.hasBinaryControls(text) || EmbeddedFile.isIn(text)) {
            discovery.uninspectable(UninspectableReason.HIDDEN_CONTENT, part);
        }
    }

    private static boolean startsWithWideMark(byte[] octets) {
        return octets.length >= 2
                && ((octets[0] == (byte) 0xfe && octets[1] == (byte) 0xff)
                        || (octets[0] == (byte) 0xff && octets[1] == (byte) 0xfe));
    }
}
