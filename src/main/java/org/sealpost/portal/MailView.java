package org.sealpost.portal;

import java.util.List;
import java.util.Optional;

/**
 * A message as a patient sees it. All text in it is as the sender wrote it, and not escaped for HTML.
 *
 * @param date in words
 * @param sections of the body, in order
 * @param attachments everything that is no section
 */
record MailView(
        String subject, String from, Optional<String> date, List<Section> sections, List<Attachment> attachments) {

    MailView {
        sections = List.copyOf(sections);
        attachments = List.copyOf(attachments);
    }

    /** A part of the body that is shown. */
    sealed interface Section {
        /** Text to be escaped. */
        record PlainText(String text) implements Section {}

        /** HTML that {@link SafeHtml} has made harmless. */
        record Html(SafeHtml html) implements Section {}
    }

    /** Whether any of the body is HTML, which stands in no page of the portal. */
    boolean hasHtml() {
        return sections.stream().anyMatch(Section.Html.class::isInstance);
    }

    /** The attachment of that number. */
    Optional<Attachment> attachment(int number) {
        return attachments.stream().filter(one -> one.number() == number).findFirst();
    }
}
