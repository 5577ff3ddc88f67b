package org.sealpost.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.jspecify.annotations.Nullable;

/**
 * The fonts of a PDF before anyone loads them: each stays in memory with its program and all that its maps and lists say, of which
 * each octet becomes many. What several fonts share is loaded for each.
 */
final class PdfFonts {

    /** A book that was put together of many has some hundred. */
    private static final int MOST = 2000;

    /** Octets of all maps from codes to letters: one of all letters of Chinese has some 200,000. */
    private static final int MOST_IN_MAPS = 8 * 1024 * 1024;

    /** Octets of all programs: one with all letters of Chinese has ten million. */
    private static final int MOST_IN_PROGRAMS = 48 * 1024 * 1024;

    /** Widths and names of glyphs. */
    private static final int MOST_IN_LISTS = 1_000_000;

    private static final Set<COSName> PROGRAMS = Set.of(COSName.FONT_FILE, COSName.FONT_FILE2, COSName.FONT_FILE3);

    private static final int CHUNK = 8 * 1024;

    private final Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final byte[] chunk = new byte[CHUNK];
    private int inMaps;
    private int inPrograms;
    private long inLists;

    /**
     * Takes a font that is about to be loaded.
     *
     * @throws PdfEffort.TooMuch when there are too many, or their maps are too large
     */
    void take(COSDictionary font) throws IOException {
        Listening.check();
        if (!seen.add(font)) {
            return;
        }
        if (seen.size() > MOST) {
            throw new PdfEffort.TooMuch();
        }
        if (font.getDictionaryObject(COSName.TO_UNICODE) instanceof COSStream map) {
            inMaps += octets(map, MOST_IN_MAPS - inMaps);
            count(LetterRanges.letters(map));
        }
        inMaps += octets(font.getDictionaryObject(COSName.ENCODING), MOST_IN_MAPS - inMaps);
        if (font.getDictionaryObject(COSName.ENCODING) instanceof COSDictionary encoding) {
            list(encoding.getDictionaryObject(COSName.DIFFERENCES));
        }
        list(font.getDictionaryObject(COSName.WIDTHS));
        described(font);
        if (font.getDictionaryObject(COSName.DESCENDANT_FONTS) instanceof COSArray composed
                && composed.size() > 0
                && composed.getObject(0) instanceof COSDictionary descendant) {
            ranges(descendant.getDictionaryObject(COSName.W), 1);
            ranges(descendant.getDictionaryObject(COSName.W2), 3);
            inPrograms += octets(descendant.getDictionaryObject(COSName.CID_TO_GID_MAP), MOST_IN_PROGRAMS - inPrograms);
            described(descendant);
        }
    }

    private void described(COSDictionary font) throws IOException {
        COSDictionary descriptor = font.getCOSDictionary(COSName.FONT_DESC);
        for (COSName program : PROGRAMS) {
            if (descriptor != null) {
                inPrograms += octets(descriptor.getDictionaryObject(program), MOST_IN_PROGRAMS - inPrograms);
            }
        }
    }

    /**
     * Widths of glyphs: behind the first one's number a list, or the last one's number and what holds for all of them (ISO 32000-2
     * section 9.7.4.3).
     *
     * @param each how many numbers hold for all: one across, three down
     */
    private void ranges(@Nullable COSBase list, int each) throws PdfEffort.TooMuch {
        if (!(list instanceof COSArray array)) {
            return;
        }
        int i = 0;
        while (i + 1 < array.size()) {
            if (array.getObject(i + 1) instanceof COSArray widths) {
                count(widths.size());
                i += 2;
            } else {
                if (array.getObject(i) instanceof COSNumber first && array.getObject(i + 1) instanceof COSNumber last) {
                    count(Math.max(0, (long) last.intValue() - first.intValue()) + 1);
                }
                i += 2 + each;
            }
        }
    }

    private void list(@Nullable COSBase list) throws PdfEffort.TooMuch {
        if (list instanceof COSArray array) {
            count(array.size());
        }
    }

    private void count(long more) throws PdfEffort.TooMuch {
        inLists += more;
        if (inLists > MOST_IN_LISTS) {
            throw new PdfEffort.TooMuch();
        }
    }

    private int octets(@Nullable COSBase object, int left) throws IOException {
        if (!(object instanceof COSStream stream)) {
            return 0;
        }
        int octets = 0;
        try (InputStream in = stream.createInputStream()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                octets += read;
                if (octets > left) {
                    throw new PdfEffort.TooMuch();
                }
            }
        }
        return octets;
    }
}
