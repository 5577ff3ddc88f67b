package org.sealpost.inspect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Which entries of a zip archive make it an office document (ECMA-376 part 2), and which of them its reader reads. */
final class OfficePackage {

    private static final String TYPES = "[Content_Types].xml";

    private static final List<String> MAIN = List.of("word/", "xl/", "ppt/");

    private static final List<String> OF_READER = List.of("word/", "xl/", "ppt/", "docProps/", "_rels/");

    /** Elements of all lists of relations and properties, for each of which its reader takes long: links, pictures, parts. */
    private static final int MOST_LISTED = 20_000;

    /** What the markup of documents never holds: all of its XML stands alone. */
    private static final String DOCTYPE = "<!DOCTYPE";

    private OfficePackage() {}

    static boolean is(ZipArchive zip) {
        return zip.holds(TYPES::equals) && zip.holds(name -> MAIN.stream().anyMatch(name::startsWith));
    }

    /** Whether the reader of documents takes it into account, or it holds nothing but how something is printed. */
    static boolean readsItself(String entry) {
        String name = entry.toLowerCase(Locale.ROOT);
        return entry.equals(TYPES)
                || name.endsWith(".rels")
                || (isMarkup(name) && OF_READER.stream().anyMatch(entry::startsWith))
                || name.endsWith("/vbaproject.bin")
                || name.startsWith("xl/printersettings/")
                || name.startsWith("word/fonts/")
                || name.startsWith("ppt/fonts/");
    }

    /**
     * Why the reader of documents must not have it: it unpacks all, and trusts what it unpacks.
     *
     * @param markup gets the parts that this reader reads, as they are unpacked once here
     */
    static Optional<UninspectableReason> fault(
            ZipArchive zip, Unpacking unpacking, OfficeMarkup markup, BooleanSupplier late) {
        long listed = 0;
        for (Optional<ZipArchive.Entry> next = zip.next(unpacking, name -> true);
                next.isPresent();
                next = zip.next(unpacking, name -> true)) {
            ZipArchive.Entry entry = next.get();
            if (entry.fault().isPresent()) {
                return entry.fault();
            }
            if (declaresEntities(entry.name(), entry.octets())) {
                return Optional.of(UninspectableReason.HIDDEN_CONTENT);
            }
            listed += listed(entry.name(), entry.octets());
            if (listed > MOST_LISTED) {
                return Optional.of(UninspectableReason.TOO_LARGE);
            }
            if (readsItself(entry.name()) && isMarkup(entry.name().toLowerCase(Locale.ROOT))) {
                markup.add(entry.name(), entry.octets());
            }
            if (late.getAsBoolean()) {
                return Optional.of(UninspectableReason.TIMED_OUT);
            }
        }
        return Optional.empty();
    }

    private static boolean declaresEntities(String entry, byte[] octets) {
        String latin = new String(octets, StandardCharsets.ISO_8859_1);
        return isMarkup(entry.toLowerCase(Locale.ROOT)) && (latin.contains(DOCTYPE) || latin.contains(wide()));
    }

    private static long listed(String entry, byte[] octets) {
        String name = entry.toLowerCase(Locale.ROOT);
        long elements = 0;
        if (name.endsWith(".rels") || (name.startsWith("docprops/") && isMarkup(name))) {
            for (int i = 0; i + 1 < octets.length; i++) {
                elements += octets[i] == '<' && octets[i + 1] != '/' ? 1 : 0;
            }
        }
        return elements;
    }

    /** As it stands in UTF-16, of either order. */
    private static String wide() {
        return String.join("\0", DOCTYPE.split(""));
    }

    private static boolean isMarkup(String name) {
        return name.endsWith(".xml") || name.endsWith(".rels") || name.endsWith(".vml");
    }
}
