package org.sealpost.inspect;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that a file can be taken for, by its octets, its name and its declared type. The octets decide; the other two add
 * what a program that believes them would show of the same octets.
 *
 * @param kinds each is read
 * @param faults why something could be in it that none of these shows
 */
record FileReadings(List<FileKind> kinds, Set<UninspectableReason> faults) {

    /** A text of which more octets than this share are no ASCII is in an alphabet of its own. */
    private static final int LATIN_SHARE = 4;

    /** Where the letters of Latin alphabets end. */
    private static final char LATIN_END = 0x250;

    static FileReadings of(byte[] octets, String name, ContentType type) {
        List<FileKind> claims = new ArrayList<>();
        FileKind.named(name).ifPresent(claims::add);
        type.fileName().flatMap(FileKind::named).ifPresent(claims::add);
        FileKind.declared(type).ifPresent(claims::add);
        Set<UninspectableReason> faults = EnumSet.noneOf(UninspectableReason.class);
        if (octets.length == 0) {
            return new FileReadings(List.of(), faults);
        }
        FileKind kind = FileOctets.kind(octets);
        if (kind == FileKind.OTHER && claims.stream().allMatch(FileKind::isText) && isWideText(octets, type)) {
            kind = FileKind.TEXT;
        }
        if (kind == FileKind.MESSAGE && claims.contains(FileKind.TEXT)) {
            // A text may begin with the word Subject; that does not make its lines fields.
            kind = FileKind.TEXT;
        }
        Set<FileKind> kinds = new LinkedHashSet<>();
        boolean saysMore = claims.stream().anyMatch(claim -> claim.isText() && claim != FileKind.TEXT);
        if (kind != FileKind.TEXT || claims.contains(FileKind.TEXT) || !saysMore) {
            kinds.add(kind);
        }
        boolean shownAsText = claims.contains(FileKind.TEXT) && !claims.contains(FileKind.COMPOUND);
        if (kind == FileKind.TEXT && !shownAsText && FileOctets.startsAsMarkup(octets)) {
            // A table that a web program exports for Excel, and what a browser finds HTML in.
            kinds.add(FileKind.HTML);
        }
        if (kind.isText()) {
            for (FileKind claim : claims) {
                if (claim.isText()) {
                    kinds.add(claim);
                } else if (claim != FileKind.COMPOUND) {
                    // Word and Excel show a text that calls itself one of theirs as what it is; about others who knows.
                    faults.add(UninspectableReason.ATTACHMENT_NOT_READ);
                }
            }
        } else {
            if (type.type().equals("text")
                    && FileKind.declared(type).filter(FileKind::isText).isPresent()) {
                // Mail readers show it as text, whatever it is.
                kinds.add(FileKind.TEXT);
            }
            if (kind == FileKind.OTHER && !Octets.haveBinaryControls(octets)) {
                // PostScript's strings, for one: not all that it shows, and better than nothing.
                kinds.add(FileKind.TEXT);
            }
            if (kind != FileKind.ZIP && FileOctets.alsoEndsAsArchive(octets)) {
                faults.add(UninspectableReason.HIDDEN_CONTENT);
            }
        }
        return new FileReadings(List.copyOf(kinds), faults);
    }

    /**
     * Whether octets that have no mark are the text in UTF-16 that they are declared as. Nearly any octets are some
     * letters of UTF-16: most must be of our alphabets, and none a control character.
     */
    private static boolean isWideText(byte[] octets, ContentType type) {
        Optional<Charset> charset = type.parameter("charset")
                .filter(name -> type.type().equals("text"))
                .flatMap(CharsetText::charset)
                .filter(OwnCharset::isWide);
        return FileOctets.magic(octets).isEmpty()
                && !FileOctets.alsoEndsAsArchive(octets)
                && charset.flatMap(wide -> CharsetText.strictly(octets, wide))
                        .filter(FileReadings::isOfOurAlphabets)
                        .isPresent();
    }

    private static boolean isOfOurAlphabets(String text) {
        boolean odd = Octets.hasBinaryControls(text)
                || text.codePoints()
                        .anyMatch(c -> !Character.isDefined(c) || Character.getType(c) == Character.PRIVATE_USE);
        long latin = text.chars().filter(c -> c < LATIN_END).count();
        return !odd && latin > text.length() / 2;
    }

    /** In which charset a text that declares none is read. */
    static Optional<String> charset(byte[] octets) {
        if (FileOctets.startsWide(octets)) {
            return Optional.of("utf-16");
        }
        if (CharsetText.strictly(octets, StandardCharsets.UTF_8).isPresent()) {
            return Optional.empty();
        }
        Optional<String> own = OwnCharset.named(octets);
        if (own.isPresent()) {
            return own;
        }
        int foreign = 0;
        for (byte octet : octets) {
            foreign += octet >>> 31;
        }
        // A file of an older program of Europe or America; its digits and most of its letters are ASCII.
        return foreign < octets.length / LATIN_SHARE ? Optional.of("iso-8859-1") : Optional.empty();
    }
}
