package org.sealpost.portal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.stream.IntStream;

/** The pages, each a template of the same name under {@code templates/portal}. */
@CheckedTemplate(basePath = "portal")
final class PortalPages {

    private PortalPages() {}

    /** Who are you? */
    static native TemplateInstance who(String token, String formToken, String error);

    /** Type the code. */
    static native TemplateInstance code(String token, String formToken, String error);

    /** Something to say and nothing to do. */
    static native TemplateInstance note(String heading, String text);

    /** How may we write to you? */
    static native TemplateInstance preferences(String id, String formToken, PortalPractice practice, String error);

    /**
     * The message.
     *
     * @param sandbox what frames of it may do
     */
    static native TemplateInstance message(
            String id,
            String formToken,
            PortalPractice practice,
            MailView mail,
            List<BodySection> sections,
            String sandbox);

    /**
     * A section of a body as the template wants it.
     *
     * @param number its place in the body, by which its address names it
     * @param frame the class of the frame that shows it; empty for plain text
     * @param text plain text; HTML is at its own address
     */
    record BodySection(int number, String frame, String text) {

        /** Of the letters that a line holds on a phone, and the lines of a frame that need not be scrolled. */
        private static final int LINE = 40;

        private static final int SHORT = 10;
        private static final int MIDDLE = 25;

        static List<BodySection> of(MailView mail) {
            return IntStream.range(0, mail.sections().size())
                    .mapToObj(at -> of(at + 1, mail.sections().get(at)))
                    .toList();
        }

        private static BodySection of(int number, MailView.Section section) {
            return switch (section) {
                case MailView.Section.PlainText plain -> new BodySection(number, "", plain.text());
                case MailView.Section.Html safe -> new BodySection(number, frame(safe.html()), "");
            };
        }

        /** No script tells the page how high a text is, so its length has to. */
        private static String frame(SafeHtml html) {
            int lines = html.text().length() / LINE + html.blocks();
            return lines <= SHORT ? "short" : lines <= MIDDLE ? "middle" : "long";
        }
    }
}
