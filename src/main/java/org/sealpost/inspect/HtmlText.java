package org.sealpost.inspect;

import java.util.HashSet;
import java.util.Set;
import org.owasp.html.Encoding;

/**
 * The text of an HTML part: all of it, whether a reader would show it or hide it.
 *
 * @param visible text between tags, in order; tags inside a word leave no gap, blocks and cells stand apart
 * @param aside comments, attributes, scripts and styles
 * @param turned the visible text in the order in which it is shown, where that is another one; mostly empty
 * @param shown the visible text without what nobody sees of it within words or against them; mostly empty
 * @param apart the visible text with each tag as the end of a word, where styles may end one there; mostly empty
 * @param embeds whether it holds content of another kind that is not read, such as a data URI or entities of its own
 * @param pictures the Content-IDs of other parts that it shows (RFC 2392), as many as a message may have parts
 */
record HtmlText(
        String visible, String aside, String turned, String shown, String apart, boolean embeds, Set<String> pictures) {

    /** Pictures that are remembered: of one that is not, the part counts by itself. */
    static final int MOST_PICTURES = 1000;

    static HtmlText of(String html) {
        HtmlReader outer = HtmlReader.read(html);
        // Comments often hold markup that one mail reader shows after all (conditional comments).
        HtmlReader inner = HtmlReader.read(outer.comments());
        String aside = outer.aside() + "\n" + inner.written() + "\n" + inner.aside() + "\n" + inner.comments();
        String visible = outer.visible();
        boolean embeds = outer.embeds() || inner.embeds();
        String turned = "";
        if (outer.turns() || ShownOrder.isTurned(visible)) {
            HtmlOrder order = new HtmlOrder(outer.styles());
            turned = ShownOrder.of(HtmlReader.inOrder(html, order).visible());
            embeds |= order.isTooDeep() || outer.styles().areTooMany();
        }
        String shown = "";
        if (outer.conceals()) {
            HtmlReader again = HtmlReader.withoutHidden(html, outer.concealing());
            HiddenText hidden = again.hidden().orElseThrow();
            shown = hidden.cuts() ? again.visible() : "";
            // What is hidden in a text that is turned as well is written by nobody who wants to be read.
            boolean both = hidden.cuts() && !turned.isEmpty();
            embeds |= hidden.isDoubtful() || both || outer.concealing().areTooMany();
        }
        String apart = outer.mayEndWords() ? HtmlReader.apart(html).visible() : "";
        Set<String> pictures = new HashSet<>(outer.pictures());
        pictures.addAll(inner.pictures());
        return new HtmlText(visible, Encoding.decodeHtml(aside, false), turned, shown, apart, embeds, pictures);
    }
}
