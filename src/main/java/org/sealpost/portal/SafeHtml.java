package org.sealpost.portal;

import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * HTML of a mail without anything that acts or loads: no script, no style, no image, no form, no frame, no class or id.
 * Links stay, to http, https and mailto only.
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
            .onElements("a")
            .allowUrlProtocols("http", "https", "mailto")
            .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
            .allowAttributes("colspan", "rowspan")
            .matching(java.util.regex.Pattern.compile("[1-9][0-9]?"))
            .onElements("td", "th")
            .allowAttributes("dir")
            .matching(true, "ltr", "rtl", "auto")
            .globally()
            .toFactory();

    /** Makes a sender's HTML harmless. */
    static SafeHtml of(String untrusted) {
        return new SafeHtml(POLICY.sanitize(untrusted));
    }

    /** Whether nothing is left to read. */
    boolean isEmpty() {
        return markup.replaceAll("<[^>]*>|&nbsp;|&#160;", "").isBlank();
    }
}
