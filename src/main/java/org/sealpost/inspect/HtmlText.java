package org.sealpost.inspect;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.owasp.html.Encoding;

/**
 * The text of an HTML part: all of it, whether a reader would show it or hide it.
 *
 * @param visible text between tags, in order; tags inside a word leave no gap, blocks and cells stand apart
 * @param aside comments, attributes, scripts and styles
 * @param turned the visible text in the order in which it is shown, where that is another one; mostly empty
 * @param embeds whether it holds content of another kind that is not read, such as a data URI or entities of its own
 */
record HtmlText(String visible, String aside, String turned, boolean embeds) {

    /** Elements before and behind which a word ends; all others run on. */
    private static final Set<String> SEPARATING = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "br",
            "button",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hr",
            "html",
            "iframe",
            "img",
            "input",
            "legend",
            "li",
            "main",
            "nav",
            "object",
            "ol",
            "option",
            "p",
            "pre",
            "section",
            "select",
            "summary",
            "table",
            "tbody",
            "td",
            "textarea",
            "tfoot",
            "th",
            "thead",
            "title",
            "tr",
            "ul");

    /** Attributes that say how something looks: word processors repeat theirs at each paragraph. */
    private static final Set<String> OF_LOOKS = Set.of("style", "class");

    /** Attributes that may show what an element says in another order. */
    private static final Set<String> SAY_ORDER = Set.of("dir", "style", "direction", "unicode-bidi");

    static HtmlText of(String html) {
        Reader outer = new Reader(html, Optional.empty());
        outer.read();
        // Comments often hold markup that one mail reader shows after all (conditional comments).
        Reader inner = new Reader(outer.comments.toString(), Optional.empty());
        inner.read();
        String aside = outer.aside + "\n" + inner.visible + "\n" + inner.aside + "\n" + inner.comments;
        String visible = Encoding.decodeHtml(outer.visible.toString(), false);
        boolean embeds = outer.embeds || inner.embeds;
        String turned = "";
        if (outer.turns || ShownOrder.isTurned(visible)) {
            HtmlOrder order = new HtmlOrder(outer.styles);
            Reader again = new Reader(html, Optional.of(order));
            again.read();
            turned = ShownOrder.of(Encoding.decodeHtml(again.visible.toString(), false));
            embeds |= order.isTooDeep() || outer.styles.areTooMany();
        }
        return new HtmlText(visible, Encoding.decodeHtml(aside, false), turned, embeds);
    }

    /** One pass over the markup, as HTML 5 tokenizes it where that matters here. */
    private static final class Reader {
        private final String html;
        private final StringBuilder visible = new StringBuilder();
        private final StringBuilder aside = new StringBuilder();
        private final StringBuilder comments = new StringBuilder();
        private final Set<String> looks = new HashSet<>();
        private final TurnedStyles styles = new TurnedStyles();

        /** What tells how lines go on, the second time that a text is read since something in it turns its order. */
        private final Optional<HtmlOrder> order;

        private String element = "";
        private boolean separates;
        private boolean embeds;

        /** Whether an element may show its text in another order. */
        private boolean turns;

        private int at;

        Reader(String html, Optional<HtmlOrder> order) {
            this.html = html;
            this.order = order;
        }

        void read() {
            while (at < html.length()) {
                int open = html.indexOf('<', at);
                said(html.substring(at, open < 0 ? html.length() : open));
                if (open < 0) {
                    return;
                }
                at = open;
                markup();
            }
        }

        private void said(String words) {
            // A line's end is a space to who reads: it ends no line that is shown from right to left.
            visible.append(order.isPresent() ? words.replace('\n', ' ').replace('\r', ' ') : words);
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
                visible.append('<');
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
            }
            if (separates) {
                order.ifPresentOrElse(turned -> visible.append(turned.lineEnd()), () -> visible.append('\n'));
            }
            turns |= element.equals("bdo");
            attributes();
            order.ifPresent(turned -> visible.append(closing ? turned.end(element) : turned.begin(element)));
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
            if (OF_LOOKS.contains(name) && !looks.add(value)) {
                return;
            }
            turns |= SAY_ORDER.contains(name) && TurnedStyles.mayTurn(Encoding.decodeHtml(value, true));
            embeds |= Encoding.decodeHtml(value.substring(0, Math.min(value.length(), 100)), true)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .startsWith("data:");
            aside.append(value).append('\n');
        }

        private void rawText(String closing) {
            int end = at;
            while (end < html.length() && !html.regionMatches(true, end, closing, 0, closing.length())) {
                end++;
            }
            aside.append(html, at, end).append('\n');
            if (element.equals("style") && TurnedStyles.mayTurn(html.substring(at, end))) {
                turns = true;
                styles.add(html.substring(at, end));
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
}
