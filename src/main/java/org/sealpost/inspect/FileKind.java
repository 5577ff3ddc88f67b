package org.sealpost.inspect;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a file is, as far as reading it depends on that. */
enum FileKind {
    TEXT(true),
    HTML(true),
    /** XML that is no HTML: each element may end a word. */
    XML(true),
    /** iCalendar and vCard, whose lines are folded. */
    CALENDAR(true),
    /** A whole message as octets. */
    MESSAGE(true),
    PDF(false),
    /** Also what office documents are made of. */
    ZIP(false),
    /** Microsoft's compound file: old office documents, Outlook's messages, encrypted new ones. */
    COMPOUND(false),
    RTF(false),
    /** Outlook's {@code winmail.dat}. */
    TNEF(false),
    GZIP(false),
    /** Pixels of a kind that mail readers show. */
    PICTURE(false),
    /** What is not read: sound, film, programs, other archives. */
    OTHER(false);

    private static final Map<String, FileKind> BY_EXTENSION = Map.ofEntries(
            Map.entry("txt", TEXT),
            Map.entry("csv", TEXT),
            Map.entry("html", HTML),
            Map.entry("htm", HTML),
            Map.entry("xhtml", HTML),
            Map.entry("xml", XML),
            Map.entry("svg", XML),
            Map.entry("ics", CALENDAR),
            Map.entry("vcs", CALENDAR),
            Map.entry("vcf", CALENDAR),
            Map.entry("eml", MESSAGE),
            Map.entry("pdf", PDF),
            Map.entry("zip", ZIP),
            Map.entry("docx", ZIP),
            Map.entry("docm", ZIP),
            Map.entry("xlsx", ZIP),
            Map.entry("xlsm", ZIP),
            Map.entry("pptx", ZIP),
            Map.entry("odt", ZIP),
            Map.entry("ods", ZIP),
            Map.entry("doc", COMPOUND),
            Map.entry("xls", COMPOUND),
            Map.entry("ppt", COMPOUND),
            Map.entry("msg", COMPOUND),
            Map.entry("rtf", RTF),
            Map.entry("gz", GZIP),
            Map.entry("png", PICTURE),
            Map.entry("jpg", PICTURE),
            Map.entry("jpeg", PICTURE),
            Map.entry("gif", PICTURE),
            Map.entry("bmp", PICTURE),
            Map.entry("webp", PICTURE),
            Map.entry("tif", OTHER),
            Map.entry("tiff", OTHER),
            Map.entry("heic", OTHER),
            Map.entry("dcm", OTHER),
            // Of ASCII, and still no text: what they show is drawn or packed.
            Map.entry("ps", OTHER),
            Map.entry("eps", OTHER),
            Map.entry("hqx", OTHER),
            Map.entry("exe", OTHER),
            Map.entry("7z", OTHER),
            Map.entry("rar", OTHER));

    private static final Map<String, FileKind> BY_TYPE = Map.ofEntries(
            Map.entry("text/html", HTML),
            Map.entry("application/xhtml+xml", HTML),
            Map.entry("text/x-amp-html", HTML),
            Map.entry("text/xml", XML),
            Map.entry("application/xml", XML),
            Map.entry("image/svg+xml", XML),
            Map.entry("text/calendar", CALENDAR),
            Map.entry("text/vcard", CALENDAR),
            Map.entry("text/x-vcard", CALENDAR),
            Map.entry("text/directory", CALENDAR),
            Map.entry("application/ics", CALENDAR),
            Map.entry("application/postscript", OTHER),
            Map.entry("application/eps", OTHER),
            Map.entry("application/x-eps", OTHER),
            Map.entry("application/mac-binhex", OTHER),
            Map.entry("application/mac-binhex40", OTHER),
            Map.entry("application/pdf", PDF),
            Map.entry("application/zip", ZIP),
            Map.entry("application/x-zip-compressed", ZIP),
            Map.entry("application/msword", COMPOUND),
            Map.entry("application/vnd.ms-excel", COMPOUND),
            Map.entry("application/vnd.ms-powerpoint", COMPOUND),
            Map.entry("application/vnd.ms-outlook", COMPOUND),
            Map.entry("application/rtf", RTF),
            Map.entry("text/rtf", RTF),
            Map.entry("application/ms-tnef", TNEF),
            Map.entry("application/vnd.ms-tnef", TNEF),
            Map.entry("application/gzip", GZIP),
            Map.entry("application/x-gzip", GZIP));

    private final boolean text;

    FileKind(boolean text) {
        this.text = text;
    }

    /** Whether its octets are characters. */
    boolean isText() {
        return text;
    }

    /** Whether it holds other files or far more text than octets: it takes time or memory out of proportion. */
    boolean unfolds() {
        return switch (this) {
            case TEXT, HTML, XML, CALENDAR, MESSAGE, PICTURE, OTHER -> false;
            case PDF, ZIP, COMPOUND, RTF, TNEF, GZIP -> true;
        };
    }

    /** What a file's name says that it is. */
    static Optional<FileKind> named(String fileName) {
        String name = fileName.strip().toLowerCase(Locale.ROOT);
        if (name.equals("winmail.dat")) {
            return Optional.of(TNEF);
        }
        return Optional.ofNullable(BY_EXTENSION.get(name.substring(name.lastIndexOf('.') + 1)));
    }

    /** What a declared type says; {@code application/octet-stream} and its like say nothing. */
    static Optional<FileKind> declared(ContentType type) {
        if (BY_TYPE.containsKey(type.name())) {
            return Optional.of(BY_TYPE.get(type.name()));
        }
        if (type.name().startsWith("application/vnd.openxmlformats-")) {
            return Optional.of(ZIP);
        }
        return switch (type.type()) {
            case "text" -> Optional.of(TEXT);
            case "image", "audio", "video" -> Optional.of(OTHER);
            default -> Optional.empty();
        };
    }
}
