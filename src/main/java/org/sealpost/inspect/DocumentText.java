package org.sealpost.inspect;

import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The text that a reader of documents gives, up to a number of characters; and the end of reading when it is no longer wanted. */
final class DocumentText extends DefaultHandler {

    /** Attributes in which people write, and where a link leads. */
    private static final Set<String> WRITTEN = Set.of("href", "alt", "title", "src");

    /** What programs write about a document, whose digits mean nothing about a patient. */
    private static final Set<String> OF_MACHINES = Set.of(
            "access_permission", "xmptpg", "content-", "x-tika", "pdf:", "xmpmm", "dcterms", "extended-properties");

    /** Of these, what people write all the same. */
    private static final Set<String> OF_PEOPLE =
            Set.of("pdf:docinfo:custom", "extended-properties:manager", "extended-properties:company");

    /** More than was asked for, or it was asked to end. */
    static final class Ended extends SAXException {
        private static final long serialVersionUID = 1;

        Ended() {
            super("no more text is wanted");
        }
    }

    private final int most;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder aside = new StringBuilder();
    private boolean full;

    /** Where the last cell of the row that is open begins; negative when it has none yet. */
    private int cellFrom = -1;

    /** Whether a line ended within that row. */
    private boolean broken;

    DocumentText(int most) {
        this.most = most;
    }

    String text() {
        return text.toString();
    }

    String aside() {
        return aside.toString();
    }

    /** Whether there was more than was asked for. */
    boolean isFull() {
        return full;
    }

    /** What people wrote about the document: its title, author, keywords and properties of their own. */
    static String described(Metadata metadata) {
        StringBuilder all = new StringBuilder();
        for (String name : metadata.names()) {
            String key = name.toLowerCase(java.util.Locale.ROOT);
            if (OF_PEOPLE.stream().anyMatch(key::startsWith)
                    || OF_MACHINES.stream().noneMatch(key::startsWith)) {
                for (String value : metadata.getValues(name)) {
                    all.append(name).append(": ").append(value).append('\n');
                }
            }
        }
        return all.toString();
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        if (Thread.currentThread().isInterrupted()) {
            throw new Ended();
        }
        int room = most - text.length() - aside.length();
        if (length > room) {
            text.append(characters, start, Math.max(0, room));
            full = true;
            throw new Ended();
        }
        text.append(characters, start, length);
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) throws SAXException {
        characters(characters, start, length);
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) throws SAXException {
        switch (local) {
            case "tr" -> cellFrom = -1;
            case "td", "th" -> cell();
            default -> {}
        }
        if (local.equals("meta")) {
            return;
        }
        for (int i = 0; i < attributes.getLength(); i++) {
            if (WRITTEN.contains(attributes.getLocalName(i))) {
                aside.append(attributes.getValue(i)).append('\n');
            }
        }
        characters(new char[0], 0, 0);
    }

    /** A cell is of the row whose line it stands in, unless it says that it goes on with the one before. */
    private void cell() {
        broken = cellFrom >= 0 && (broken || text.indexOf("\n", cellFrom) >= 0);
        text.append(' ');
        cellFrom = text.length();
        text.append(broken ? TableRows.GOES_ON : TableColumns.CELL);
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
        switch (local) {
            case "p", "div", "tr", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "title" -> text.append('\n');
            default -> {}
        }
    }
}
