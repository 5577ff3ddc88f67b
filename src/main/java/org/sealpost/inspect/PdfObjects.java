package org.sealpost.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/**
 * What people write into a PDF beside what its pages say: whatever string an object of it holds, the data of an XFA form,
 * metadata; and what is drawn elsewhere than on a page, such as the appearance of a stamp or a field. Taken from all
 * objects, since programs show strings in more places than anyone lists.
 */
final class PdfObjects {

    /** Dictionaries and arrays: a book with the structure of each paragraph has some hundred thousand. */
    private static final int MOST = 400_000;

    private static final int CHECKED_EACH = 1024;

    /** Strings that programs write for programs, or that are read as properties or names of files. */
    private static final Set<String> OF_MACHINES = Set.of(
            "ID",
            "CreationDate",
            "ModDate",
            "M",
            "Producer",
            "Creator",
            "Lookup",
            "CharSet",
            "CheckSum",
            "Cert",
            "DA",
            "DS",
            "D",
            "Dest",
            "Names",
            "Limits",
            "Lang",
            "Registry",
            "Ordering",
            "LastModified");

    /** What holds numbers and programs for letters, and nothing that is read. */
    private static final Set<String> NOT_ENTERED = Set.of("Encrypt", "Font", "ColorSpace", "FontDescriptor", "Info");

    private static final Set<String> RICH = Set.of("RC", "RV");

    /** Text that may stand in a stream as well as in a string. */
    private static final Set<String> MAY_BE_STREAMS = Set.of("RC", "RV", "V", "DV");

    private static final COSName FORM_DATA = COSName.getPDFName("XFA");
    private static final COSName TOOLTIP = COSName.getPDFName("TU");

    /** Of which object a string is part. */
    private record Place(COSBase object, COSDictionary holder, String key) {}

    private final int mostOctets;
    private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Place> open = new ArrayDeque<>();
    private final Set<String> strings = new LinkedHashSet<>();
    private final Set<COSStream> drawn = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<PDPage> drawings = new ArrayList<>();
    private COSBase defaultResources = new COSDictionary();
    private boolean replacements;
    private int entered;
    private long read;

    private PdfObjects(int mostOctets) {
        this.mostOctets = mostOctets;
    }

    /**
     * Looks at each object that the document leads to.
     *
     * @param mostOctets of all strings and streams of text
     * @throws PdfEffort.TooMuch when there are more than are looked at
     * @throws IOException when one is broken, or the thread was interrupted
     */
    static PdfObjects of(PDDocument document, int mostOctets) throws IOException {
        PdfObjects objects = new PdfObjects(mostOctets);
        COSDictionary root = document.getDocumentCatalog().getCOSObject();
        COSDictionary form = root.getCOSDictionary(COSName.ACRO_FORM);
        if (form != null && form.getCOSDictionary(COSName.DR) != null) {
            objects.defaultResources = form.getCOSDictionary(COSName.DR);
        }
        objects.enter(document.getDocument().getTrailer(), root, "");
        objects.walk();
        return objects;
    }

    /** Each by itself, in its own line. */
    String strings() {
        return String.join("\n", strings);
    }

    /** Whether an element of the document's structure says what stands for a part of a page. */
    boolean haveReplacements() {
        return replacements;
    }

    /** What is drawn beside the pages, each as a page. */
    List<PDPage> drawings() {
        return drawings;
    }

    private void walk() throws IOException {
        while (!open.isEmpty()) {
            if (seen.size() > MOST) {
                throw new PdfEffort.TooMuch();
            }
            Place place = open.pop();
            if (place.object instanceof COSDictionary dictionary) {
                entries(dictionary, place.key);
            } else if (place.object instanceof COSArray array) {
                for (COSBase element : array) {
                    enter(element, place.holder, place.key);
                }
            }
        }
    }

    private void enter(COSBase written, COSDictionary holder, String key) throws IOException {
        if (++entered % CHECKED_EACH == 0) {
            Listening.check();
        }
        COSBase object = written instanceof COSObject reference ? reference.getObject() : written;
        if (object instanceof COSString string) {
            take(string, holder, key);
        } else if ((object instanceof COSDictionary || object instanceof COSArray) && seen.add(object)) {
            open.push(new Place(object, holder, key));
        }
    }

    private void entries(COSDictionary dictionary, String key) throws IOException {
        if (dictionary instanceof COSStream stream) {
            if (MAY_BE_STREAMS.contains(key)) {
                string(text(stream), dictionary, key);
            } else if (dictionary.getInt(COSName.PATTERN_TYPE) == 1) {
                draw(stream);
            } else if (key.equals("Metadata")) {
                strings.add(XmlText.described(text(stream)));
            }
        }
        if (dictionary.getDictionaryObject(FORM_DATA) instanceof COSBase data) {
            form(data);
        }
        if (dictionary.getDictionaryObject(COSName.AP) instanceof COSDictionary appearance) {
            appearances(appearance);
        }
        for (Map.Entry<COSName, COSBase> entry : dictionary.entrySet()) {
            String name = entry.getKey().getName();
            replacements |= name.equals("ActualText") && dictionary.containsKey(COSName.S);
            if (!NOT_ENTERED.contains(name)) {
                enter(entry.getValue(), dictionary, name);
            }
        }
    }

    private void take(COSString string, COSDictionary holder, String key) throws IOException {
        boolean signature = key.equals("Contents") && holder.containsKey(COSName.BYTERANGE);
        if (!signature && !OF_MACHINES.contains(key) && string.getBytes().length > 0) {
            // One that many objects share counts as often as it is read.
            count(string.getBytes().length);
            string(string.getString(), holder, key);
        }
    }

    private void count(int octets) throws IOException {
        Listening.check();
        read += octets;
        if (read > mostOctets) {
            throw new PdfEffort.TooMuch();
        }
    }

    private void string(String text, COSDictionary holder, String key) {
        if (text.isBlank() || Octets.hasBinaryControls(text)) {
            return;
        }
        if (RICH.contains(key)) {
            HtmlText rich = HtmlText.of(text);
            strings.add(rich.visible() + "\n" + rich.aside());
        } else if (key.equals("V") || key.equals("DV")) {
            strings.add(label(holder) + text);
        } else {
            strings.add(text);
        }
    }

    private static String label(COSDictionary field) {
        String label = field.getString(TOOLTIP, field.getString(COSName.T, ""));
        return label.isBlank() ? "" : label + ": ";
    }

    /** The packets of an XFA form: one stream, or an array of names and streams that are one text together. */
    private void form(COSBase data) throws IOException {
        StringBuilder xml = new StringBuilder();
        if (data instanceof COSStream stream) {
            xml.append(text(stream));
        } else if (data instanceof COSArray packets) {
            for (int i = 0; i < packets.size(); i++) {
                if (packets.getObject(i) instanceof COSStream stream) {
                    xml.append(text(stream));
                }
            }
        }
        HtmlText form = HtmlText.of(xml.toString());
        strings.add(form.visible());
        strings.add(form.aside());
        strings.add(XmlText.separated(xml.toString()));
    }

    /** For each state of a button and of the mouse. */
    private void appearances(COSDictionary appearance) {
        for (COSName mouse : appearance.keySet()) {
            COSBase shown = appearance.getDictionaryObject(mouse);
            if (shown instanceof COSStream stream) {
                draw(stream);
            } else if (shown instanceof COSDictionary states) {
                for (COSName state : states.keySet()) {
                    if (states.getDictionaryObject(state) instanceof COSStream stream) {
                        draw(stream);
                    }
                }
            }
        }
    }

    /** Once, however many show it. */
    private void draw(COSStream stream) {
        if (!drawn.add(stream)) {
            return;
        }
        COSDictionary page = new COSDictionary();
        page.setItem(COSName.TYPE, COSName.PAGE);
        COSBase resources = stream.getCOSDictionary(COSName.RESOURCES);
        page.setItem(COSName.RESOURCES, resources == null ? defaultResources : resources);
        page.setItem(COSName.CONTENTS, stream);
        drawings.add(new PDPage(page));
    }

    private String text(COSStream stream) throws IOException {
        try (InputStream in = stream.createInputStream()) {
            byte[] octets = in.readNBytes((int) (mostOctets - read) + 1);
            count(octets.length);
            return new String(octets, FileOctets.startsWide(octets) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        }
    }
}
