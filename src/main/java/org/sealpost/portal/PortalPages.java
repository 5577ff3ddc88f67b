package org.sealpost.portal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

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
     * @param sandbox what the frame of it may do
     */
    static native TemplateInstance message(
            String id, String formToken, PortalPractice practice, MailView mail, Body body, String sandbox);

    /**
     * A body as the template wants it.
     *
     * @param frame the class of the frame that shows all of it, which is at an address of its own; empty without HTML
     * @param texts that stand in the page
     */
    record Body(String frame, List<String> texts) {

        /** Of the letters that a line holds on a phone, and the lines of a frame that need not be scrolled. */
        private static final int LINE = 40;

        private static final int SHORT = 10;
        private static final int MIDDLE = 25;

        static Body of(MailView mail) {
            return mail.hasHtml()
                    ? new Body(frame(mail), List.of())
                    : new Body("", mail.sections().stream().map(Body::text).toList());
        }

        /** No script tells the page how high a text is, so its length has to. */
        private static String frame(MailView mail) {
            int lines = mail.sections().stream()
                    .mapToInt(section -> text(section).length() / LINE + breaks(section))
                    .sum();
            return lines <= SHORT ? "short" : lines <= MIDDLE ? "middle" : "long";
        }

        private static String text(MailView.Section section) {
            return switch (section) {
                case MailView.Section.PlainText(String text) -> text;
                case MailView.Section.Html(SafeHtml html) -> html.text();
            };
        }

        private static int breaks(MailView.Section section) {
            return switch (section) {
                case MailView.Section.PlainText(String text) ->
                    (int) text.chars().filter(letter -> letter == '\n').count();
                case MailView.Section.Html(SafeHtml html) -> html.blocks();
            };
        }
    }
}
