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

    /** The message. */
    static native TemplateInstance message(
            String id, String formToken, PortalPractice practice, MailView mail, List<BodySection> sections);

    /**
     * A section of a body as the template wants it.
     *
     * @param html whether the text is markup that {@link SafeHtml} made harmless
     */
    record BodySection(boolean html, String text) {

        static BodySection of(MailView.Section section) {
            return switch (section) {
                case MailView.Section.PlainText plain -> new BodySection(false, plain.text());
                case MailView.Section.Html safe ->
                    new BodySection(true, safe.html().markup());
            };
        }
    }
}
