package org.sealpost.portal;

import java.util.regex.Pattern;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * HTML of a mail without anything that acts or loads: no script, no style, no image, no form, no frame, no class or id.
 * Links stay, to whole addresses of http, https and mailto only: a relative one would lead into the portal.
 *
 * @param markup safe to stand in a page's body
 */
record SafeHtml(String markup) {

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "div",
                    "span",
                    "br",
                    "hr",
                    "b",
                    "strong",
                    "i",
                    "em",
                    "u",
                    "s",
                    "small",
                    "sub",
                    "sup",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "ul",
                    "ol",
                    "li",
                    "dl",
                    "dt",
                    "dd",
                    "blockquote",
                    "pre",
                    "code",
                    "table",
                    "caption",
                    "thead",
                    "tbody",
                    "tfoot",
                    "tr",
                    "th",
                    "td",
                    "a")
            .allowWithoutAttributes("span", "a")
            .allowAttributes("href")
            .matching(Pattern.compile("(?is)\\s*(https?://|mailto:).*"))
            .onElements("a")
            .allowUrlProtocols("http", "https", "mailto")
            .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
            .allowAttributes("colspan", "rowspan")
            .matching(Pattern.compile("[1-9][0-9]?"))
            .onElements("td", "th")
            .allowAttributes("dir")
            .matching(true, "ltr", "rtl", "auto")
            .globally()
            .toFactory();

    private static final Pattern BLOCK = Pattern.compile("<(p|div|br|hr|h[1-6]|li|dt|dd|blockquote|pre|tr)\\b");

    /** Makes a sender's HTML harmless. */
    static SafeHtml of(String untrusted) {
        return new SafeHtml(POLICY.sanitize(untrusted));
    }

    /** Whether nothing is left to read. */
    boolean isEmpty() {
        return text().isBlank();
    }

    /** What is left to read, roughly. */
    String text() {
        return markup.replaceAll("<[^>]*>|&nbsp;|&#160;", "");
    }

    /** How often a new line begins, roughly. */
    int blocks() {
        return (int) BLOCK.matcher(markup).results().count();
    }
}
