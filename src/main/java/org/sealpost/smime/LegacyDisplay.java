package org.sealpost.smime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.HeaderField;

/**
 * Where a body gets a Legacy Display Element: header fields once more as text, for readers that do not show the protected
 * ones (RFC 9788 section 5.2). Every main body part gets one, or none does.
 *
 * @param inWholeBody whether the body is the one text that gets it, so that the parameter belongs in the payload's header
 * @param splices that put it in
 */
record LegacyDisplay(boolean inWholeBody, List<SplicedBody.Splice> splices) {

    /** It says in a Content-Type that the text begins with one (RFC 9788 section 2.1.2). */
    static final String PARAMETER = "hp-legacy-display=\"1\"";

    /** Octets of a body in which its main body parts must begin: a reader shows those first. */
    static final int WINDOW = 1024 * 1024;

    /** @return empty when the encoding or the character set of a main body part does not allow it, or there is none */
    static Optional<LegacyDisplay> in(MessageEntity entity, List<HeaderField> fields) {
        try (InputStream body = entity.message().openBody()) {
            byte[] window = body.readNBytes(WINDOW);
            List<MainBodyPart> parts = MainBodyPart.find(entity, window, MainBodyPart.Display.PUT_IN);
            List<SplicedBody.Splice> splices = new ArrayList<>();
            for (MainBodyPart part : parts) {
                Optional<SplicedBody.Splice> display =
                        DisplayElement.of(fields, part.contentType()).flatMap(element -> part.insert(element, window));
                if (display.isEmpty()) {
                    return Optional.empty();
                }
                part.declaration().ifPresent(splices::add);
                splices.add(display.get());
            }
            boolean whole = parts.stream().anyMatch(part -> part.declaration().isEmpty());
            return parts.isEmpty() ? Optional.empty() : Optional.of(new LegacyDisplay(whole, List.copyOf(splices)));
        } catch (IOException | SmimeException notReadable) {
            // A part whose header can be read in two ways gets nothing put in; the fields are protected all the same.
            return Optional.empty();
        }
    }
}
