package org.sealpost.inspect;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;

/**
 * What the structure of a PDF says in place of parts of its pages (ISO 32000-2 sections 14.7 and 14.9.4), in the order of the
 * structure.
 */
final class PdfStructure {

    private static final int CHECKED_EACH = 1024;

    /** Characters that stand for something in one document: who sets more than a book that way wants readers to be slow. */
    private static final int MOST = 500_000;

    /** What stands for the parts of one element; each is one of its own, whatever it says. */
    static final class Replacement {
        private final String text;

        Replacement(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** An element, with what it takes over from the one that it is in. */
    private record Place(COSBase element, @Nullable COSDictionary page, Optional<Replacement> instead) {}

    private final Map<COSDictionary, Map<Integer, Replacement>> pages = new IdentityHashMap<>();
    private final StringBuilder joined = new StringBuilder();

    private final int characters;

    private PdfStructure(int characters) {
        this.characters = characters;
    }

    /** Of a document in whose structure nothing stands for anything. */
    static PdfStructure none() {
        return new PdfStructure(0);
    }

    /**
     * Goes through the structure, of which it is known that it is within limits.
     *
     * @param characters that are wanted
     * @throws PdfEffort.TooMuch when more stand for something
     */
    static PdfStructure of(PDDocument document, int characters) throws IOException {
        PdfStructure structure = new PdfStructure(Math.min(characters, MOST));
        COSBase root = document.getDocumentCatalog().getCOSObject().getDictionaryObject(COSName.STRUCT_TREE_ROOT);
        if (root instanceof COSDictionary tree) {
            structure.walk(tree);
        }
        return structure;
    }

    private void walk(COSDictionary tree) throws IOException {
        Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Place> open = new ArrayDeque<>();
        open.push(new Place(tree, null, Optional.empty()));
        while (!open.isEmpty()) {
            if (seen.size() % CHECKED_EACH == 0) {
                Listening.check();
            }
            Place place = open.pop();
            if (place.element instanceof COSInteger marked) {
                mark(place, marked.intValue());
            } else if (seen.add(place.element)) {
                if (place.element instanceof COSArray kids) {
                    for (int i = kids.size() - 1; i >= 0; i--) {
                        push(open, kids.getObject(i), place.page, place.instead);
                    }
                } else if (place.element instanceof COSDictionary element) {
                    element(element, place, open);
                }
            }
        }
    }

    private void element(COSDictionary element, Place place, Deque<Place> open) throws PdfEffort.TooMuch {
        COSDictionary own = element.getCOSDictionary(COSName.PG);
        COSDictionary page = own == null ? place.page : own;
        int marked = element.getInt(COSName.MCID);
        if (marked >= 0 && !element.containsKey(COSName.S)) {
            mark(new Place(element, page, place.instead), marked);
            return;
        }
        Optional<Replacement> instead = place.instead;
        String text = instead.isPresent() ? null : element.getString(COSName.ACTUAL_TEXT);
        if (text != null) {
            if (text.length() > characters - joined.length()) {
                throw new PdfEffort.TooMuch();
            }
            joined.append(text);
            instead = Optional.of(new Replacement(text));
        }
        push(open, element.getDictionaryObject(COSName.K), page, instead);
    }

    private static void push(
            Deque<Place> open, @Nullable COSBase element, @Nullable COSDictionary page, Optional<Replacement> instead) {
        if (element != null) {
            open.push(new Place(element, page, instead));
        }
    }

    private void mark(Place place, int marked) {
        if (place.page != null && place.instead.isPresent()) {
            pages.computeIfAbsent(place.page, none -> new HashMap<>()).put(marked, place.instead.get());
        }
    }

    /** The pages for parts of which something stands. */
    Set<COSDictionary> pages() {
        return pages.keySet();
    }

    /** What stands for a part of a page, which the page calls by a number. */
    Optional<Replacement> of(PDPage page, int marked) {
        return Optional.ofNullable(
                pages.getOrDefault(page.getCOSObject(), Map.of()).get(marked));
    }

    /** All that stands for something, joined. */
    String joined() {
        return joined.toString();
    }
}
