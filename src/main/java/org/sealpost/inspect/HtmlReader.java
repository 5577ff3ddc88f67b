package org.sealpost.inspect;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.owasp.html.Encoding;

/** One pass over the markup, as HTML 5 tokenizes it where that matters here. */
final class HtmlReader {

    private static final String CONTENT_ID = "cid:";

    /** Characters of a Content-ID: programs make them of some dozens. */
    private static final int LONGEST_ID = 256;

    /** Elements before and behind which a word ends; all others run on. */
    private static final Set<String> SEPARATING = Set.of("""
            address article aside blockquote body br button caption center dd details dialog dir div dl dt
            fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img
            input legend li listing main menu nav object ol optgroup option p plaintext pre search section
            select summary table tbody td textarea tfoot th thead title tr ul xmp
            """.split("\\s+"));

    /** Attributes that say how something looks: word processors repeat theirs at each paragraph. */
    private static final Set<String> OF_LOOKS = Set.of("style", "class");

    /** Attributes that may show what an element says in another order. */
    private static final Set<String> SAY_ORDER = Set.of("dir", "style", "direction", "unicode-bidi");

    private final String html;
    private final StringBuilder visible = new StringBuilder();
    private final StringBuilder aside = new StringBuilder();
    private final StringBuilder comments = new StringBuilder();
    private final Set<String> looks = new HashSet<>();
    private final Set<String> pictures = new HashSet<>();
    private final TurnedStyles styles = new TurnedStyles();
    private final DataUris sources = new DataUris();

    /** What tells how lines go on, the second time that a text is read since something in it turns its order. */
    private final Optional<HtmlOrder> order;

    private final StyleRules<Concealment> concealing =
            new StyleRules<>(Concealment::of, Concealment::and, Concealment.NONE);

    /** What takes out hidden words, when a text is read once more since something in it is hidden. */
    private final Optional<HiddenText> hidden;

    /** Whether each tag ends a word. */
    private final boolean apart;

    private String element = "";
    private boolean separates;
    private boolean embeds;

    private boolean turns;
    private boolean conceals;

    /** Whether styles may make boxes of elements that run on. */
    private boolean boxes;

    /** Whether a tag stands behind what was said last, and whether any stands within a word. */
    private boolean tagged;

    private boolean joins;

    private int at;

    private HtmlReader(
            String html, Optional<HtmlOrder> order, Optional<StyleRules<Concealment>> concealing, boolean apart) {
        this.html = html;
        this.order = order;
        this.hidden = concealing.map(styles -> new HiddenText(styles, visible));
        this.apart = apart;
    }

    /** Reads it as it stands. */
    static HtmlReader read(String html) {
        return new HtmlReader(html, Optional.empty(), Optional.empty(), false).toTheEnd();
    }

    /** Reads it once more, to learn in which order it is shown. */
    static HtmlReader inOrder(String html, HtmlOrder order) {
        return new HtmlReader(html, Optional.of(order), Optional.empty(), false).toTheEnd();
    }

    /** Reads it once more, without what styles hide. */
    static HtmlReader withoutHidden(String html, StyleRules<Concealment> concealing) {
        return new HtmlReader(html, Optional.empty(), Optional.of(concealing), false).toTheEnd();
    }

    /** Reads it once more, with each tag as the end of a word. */
    static HtmlReader apart(String html) {
        return new HtmlReader(html, Optional.empty(), Optional.empty(), true).toTheEnd();
    }

    /** What stands between tags, with its entities decoded. */
    String visible() {
        return Encoding.decodeHtml(visible.toString(), false);
    }

    /** The same as it was written. */
    String written() {
        return visible.toString();
    }

    /** Attributes, scripts and styles, as they were written. */
    String aside() {
        return aside.toString();
    }

    String comments() {
        return comments.toString();
    }

    /** Whether it holds content of another kind that is not read. */
    boolean embeds() {
        return embeds;
    }

    /** Whether an element may show its text in another order. */
    boolean turns() {
        return turns;
    }

    /** Whether an element may hide its text, or go on in the line that it does not seem to. */
    boolean conceals() {
        return conceals;
    }

    /** Whether a tag within a word may end it, since styles may make boxes of elements that run on. */
    boolean mayEndWords() {
        return joins && boxes;
    }

    TurnedStyles styles() {
        return styles;
    }

    StyleRules<Concealment> concealing() {
        return concealing;
    }

    /** What was taken out; there where it was read {@linkplain #withoutHidden without it}. */
    Optional<HiddenText> hidden() {
        return hidden;
    }

    Set<String> pictures() {
        return pictures;
    }

    private HtmlReader toTheEnd() {
        while (at < html.length()) {
            int open = html.indexOf('<', at);
            said(html.substring(at, open < 0 ? html.length() : open));
            if (open < 0) {
                break;
            }
            at = open;
            markup();
        }
        hidden.ifPresent(HiddenText::finish);
        return this;
    }

    private void said(String words) {
        if (hidden.isPresent() && !words.isEmpty()) {
            hidden.get().say(words.charAt(0));
        }
        if (tagged && !words.isEmpty()) {
            tagged = false;
            joins |= Letters.isLetterOrDigit(words.charAt(0)) && endsInWord();
        }
        // A line's end is a space to who reads: it ends no line that is shown from right to left.
        visible.append(order.isPresent() ? words.replace('\n', ' ').replace('\r', ' ') : words);
    }

    private boolean endsInWord() {
        return !visible.isEmpty() && Letters.isLetterOrDigit(visible.charAt(visible.length() - 1));
    }

    private void markup() {
        char next = at + 1 < html.length() ? html.charAt(at + 1) : ' ';
        boolean closing = next == '/';
        char first = closing && at + 2 < html.length() ? html.charAt(at + 2) : next;
        if (html.startsWith("<!--", at)) {
            comment();
        } else if (isLetter(first)) {
            tag(closing);
        } else if (next == '!' || next == '?' || closing) {
            int end = html.indexOf('>', at);
            int stop = end < 0 ? html.length() : end;
            // What stands for an entity that XML declares itself is not put in its place here.
            embeds |= next == '!' && html.indexOf("<!ENTITY", at, stop) >= 0;
            comments.append(html, Math.min(at + 2, stop), stop).append('\n');
            at = end < 0 ? stop : end + 1;
        } else {
            said("<");
            at++;
        }
    }

    private void comment() {
        if (html.startsWith("<!-->", at) || html.startsWith("<!--->", at)) {
            at = html.indexOf('>', at) + 1;
            return;
        }
        int end = html.indexOf("--", at + 4);
        while (end >= 0 && !html.startsWith(">", end + 2) && !html.startsWith("!>", end + 2)) {
            end = html.indexOf("--", end + 1);
        }
        int stop = end < 0 ? html.length() : end;
        comments.append(html, at + 4, stop).append('\n');
        at = end < 0 ? stop : html.indexOf('>', end) + 1;
    }

    private void tag(boolean closing) {
        at += closing ? 2 : 1;
        int start = at;
        while (at < html.length() && !endsName(html.charAt(at))) {
            at++;
        }
        // Most elements are of the same name as the one before.
        if (at - start != element.length() || !html.startsWith(element, start)) {
            element = html.substring(start, at).toLowerCase(Locale.ROOT);
            separates = SEPARATING.contains(element);
            conceals |= HiddenText.ELEMENTS.contains(element);
        }
        if (separates && hidden.isEmpty()) {
            order.ifPresentOrElse(turned -> visible.append(turned.lineEnd()), () -> visible.append('\n'));
        } else if (apart) {
            visible.append(' ');
        }
        tagged = true;
        turns |= element.equals("bdo");
        attributes();
        order.ifPresent(turned -> visible.append(closing ? turned.end(element) : turned.begin(element)));
        if (hidden.isPresent() && closing) {
            hidden.get().end(element, separates);
        } else if (hidden.isPresent()) {
            hidden.get().begin(element, separates);
        }
        if (!closing && (element.equals("script") || element.equals("style"))) {
            rawText("</" + element);
        }
    }

    /** Everything up to the tag's end goes aside, names of attributes too. */
    private void attributes() {
        String name = "";
        while (at < html.length()) {
            char c = html.charAt(at);
            if (c == '>') {
                at++;
                return;
            }
            if (c == '=') {
                at++;
                attributeValue(name);
            } else {
                int start = at;
                while (at < html.length() && html.charAt(at) != '=' && html.charAt(at) != '>') {
                    at++;
                }
                String written = html.substring(start, at);
                name = lastName(written);
                embeds |= name.equals("srcdoc");
                conceals |= HiddenText.isIn(written);
                hidden.ifPresent(text -> text.names(written));
                aside.append(written).append('\n');
            }
        }
    }

    /** Attributes without a value may stand before the one whose value follows. */
    private static String lastName(String written) {
        int end = written.length();
        while (end > 0 && endsName(written.charAt(end - 1))) {
            end--;
        }
        int from = end;
        while (from > 0 && !endsName(written.charAt(from - 1))) {
            from--;
        }
        return written.substring(from, end).toLowerCase(Locale.ROOT);
    }

    private void attributeValue(String name) {
        while (at < html.length() && isSpace(html.charAt(at))) {
            at++;
        }
        if (at == html.length()) {
            return;
        }
        char quote = html.charAt(at);
        int start = quote == '"' || quote == '\'' ? at + 1 : at;
        int end = start;
        if (start > at) {
            int found = html.indexOf(quote, start);
            end = found < 0 ? html.length() : found;
            at = found < 0 ? end : found + 1;
        } else {
            while (end < html.length() && !isSpace(html.charAt(end)) && html.charAt(end) != '>') {
                end++;
            }
            at = end;
        }
        String value = html.substring(start, end);
        order.ifPresent(turned -> turned.attribute(name, value));
        hidden.ifPresent(text -> text.attribute(name, value));
        if (OF_LOOKS.contains(name) && !looks.add(value)) {
            return;
        }
        if (name.equals("style")) {
            String plain = value.indexOf('\\') < 0 && value.indexOf('&') < 0 ? value : HiddenText.plain(value);
            conceals |= conceals(plain);
            boxes = boxes || StyledBoxes.mayBeMade(plain);
        }
        turns |= SAY_ORDER.contains(name) && TurnedStyles.mayTurn(Encoding.decodeHtml(value, true));
        embeds |= sources.hideInAttribute(value);
        if (value.startsWith(CONTENT_ID) && value.length() <= LONGEST_ID && pictures.size() < HtmlText.MOST_PICTURES) {
            pictures.add(Encoding.decodeHtml(value.substring(CONTENT_ID.length()), true));
        }
        aside.append(value).append('\n');
    }

    private static boolean conceals(String plain) {
        return Concealment.mayConceal(plain)
                && !Concealment.of(TurnedStyles.plain(plain)).equals(Concealment.NONE);
    }

    private void rawText(String closing) {
        int end = at;
        while (end < html.length() && !html.regionMatches(true, end, closing, 0, closing.length())) {
            end++;
        }
        aside.append(html, at, end).append('\n');
        if (element.equals("style")) {
            String sheet = html.substring(at, end);
            embeds |= sources.hide(sheet);
            if (TurnedStyles.mayTurn(sheet)) {
                turns = true;
                styles.add(sheet);
            }
            String plain = sheet.indexOf('\\') < 0 ? sheet : TurnedStyles.plain(sheet);
            boxes = boxes || StyledBoxes.mayBeMade(plain);
            if (Concealment.mayConceal(plain)) {
                concealing.add(TurnedStyles.plain(plain));
                conceals |= !concealing.isEmpty();
            }
        }
        at = end;
    }

    private static boolean endsName(char c) {
        return c == '>' || c == '/' || isSpace(c);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
    }
}
