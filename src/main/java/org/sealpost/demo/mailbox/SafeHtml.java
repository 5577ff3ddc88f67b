package org.sealpost.demo.mailbox;

import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.owasp.html.Sanitizers;

/**
 * HTML of a message made harmless: no script, no form, nothing fetched. The frame that shows it is sandboxed, and its
 * Content-Security-Policy forbids the same once more.
 */
final class SafeHtml {

    private static final PolicyFactory POLICY = Sanitizers.FORMATTING
            .and(Sanitizers.BLOCKS)
            .and(Sanitizers.TABLES)
            .and(Sanitizers.STYLES)
            .and(new HtmlPolicyBuilder()
                    .allowElements("a", "hr", "center")
                    .allowUrlProtocols("http", "https", "mailto")
                    .allowAttributes("href")
                    .onElements("a")
                    .requireRelsOnLinks("noopener", "noreferrer")
                    .toFactory());

    private SafeHtml() {}

    /** A whole document for the frame; its links open in a window of their own. */
    static String document(String html) {
        return "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>Message</title><base target=\"_blank\">"
                + "<style>body{margin:16px;font:16px/1.5 system-ui,sans-serif;color:#1c2529;background:#fff;"
                + "overflow-wrap:anywhere}</style></head>\n<body>" + POLICY.sanitize(html) + "</body></html>\n";
    }
}
