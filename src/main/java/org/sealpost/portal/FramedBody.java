package org.sealpost.portal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.sealpost.portal.MailView.Section;

/**
 * A body with a sender's HTML as a document of its own, for a frame in the message's page. Even what the sanitiser
 * might let pass is without script, without the portal's origin and its cookies, and loads nothing: the answer's policy
 * says so, however it is opened. It is one for all of a body: each more would be a request that unseals and reads the
 * whole message again.
 *
 * @param sections of the body, in order
 */
record FramedBody(List<Section> sections) {

    /** What links need: they open pages of their own, which are as free as any other. */
    static final String SANDBOX = "allow-popups allow-popups-to-escape-sandbox";

    private static final String STYLE = """
            :root { color-scheme: light; }
            body { margin: 0 auto; max-width: 48rem; padding: 0.5rem; background: #ffffff; color: #12282f; overflow-wrap: anywhere;
              font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
            body > div { margin-bottom: 1rem; }
            body > div > :first-child { margin-top: 0; }
            .plain { white-space: pre-wrap; }
            a[href] { color: #0b5563; text-underline-offset: 0.15em; }
            a:focus-visible { outline: 3px solid #c77700; outline-offset: 2px; border-radius: 4px; }
            table { border-collapse: collapse; max-width: 100%; }
            td, th { padding: 0.35rem 0.6rem; border: 1px solid #c8d6da; text-align: left; vertical-align: top; overflow-wrap: break-word; }
            blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #c8d6da; color: #405860; }
            h1, h2, h3 { font-size: 1.2rem; }
            pre { white-space: pre-wrap; }
            """;

    /** The one style is named by its hash (CSP level 3, section 2.3.1): no other is applied. */
    static final String POLICY = "sandbox " + SANDBOX + "; default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    /** The document. Links of it must not be followed within the frame, which nothing of others may fill. */
    String document() {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width, initial-scale=1\"><title>Text of the message</title>"
                + "<base target=\"_blank\"><style>" + STYLE + "</style></head><body>"
                + sections.stream().map(FramedBody::element).collect(Collectors.joining())
                + "</body></html>";
    }

    private static String element(Section section) {
        return switch (section) {
            case Section.Html(SafeHtml html) -> "<div>" + html.markup() + "</div>";
            case Section.PlainText(String text) -> "<div class=\"plain\">" + escaped(text) + "</div>";
        };
    }

    /** What can begin markup within an element (HTML, section 13.1.3). */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
