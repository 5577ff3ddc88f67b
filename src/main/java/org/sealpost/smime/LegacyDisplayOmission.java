package org.sealpost.smime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;

/**
 * Leaves out the Legacy Display Elements of a message that was decrypted, for its reader sees the protected fields in the
 * header (RFC 9788 section 4.5.3). Only a main body part that is marked has one, however much another one looks as if.
 *
 * <p>A reader that leaves out the first lines of a text can show them when it is asked to; what is left out here nobody sees
 * again. So only what says no more than the header that is shown is left out, and everything else stays, at the price of
 * saying it twice.
 */
final class LegacyDisplayOmission {

    private static final String MARK = "hp-legacy-display";

    private LegacyDisplayOmission() {}

    /**
     * The same without them.
     *
     * @param payload whose Content-Type may keep its mark: whoever writes the header takes it off
     * @param shown the protected fields that are shown
     */
    static RawMessage of(RawMessage payload, List<HeaderField> shown) {
        try (InputStream body = payload.openBody()) {
            byte[] window = body.readNBytes(LegacyDisplay.WINDOW);
            List<SplicedBody.Splice> splices = splices(payload, window, new DisplayedFields(shown));
            return splices.isEmpty() ? payload : spliced(payload, splices);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (SmimeException readInTwoWays) {
            return payload;
        }
    }

    private static List<SplicedBody.Splice> splices(RawMessage payload, byte[] window, DisplayedFields shown)
            throws SmimeException {
        List<SplicedBody.Splice> splices = new ArrayList<>();
        for (MainBodyPart part :
                MainBodyPart.find(MessageEntity.decrypted(payload), window, MainBodyPart.Display.LEFT_OUT)) {
            // One that goes on behind the window is none that was written by anyone.
            boolean whole = part.end() < window.length || window.length == payload.bodySize();
            if (whole && "1".equals(part.contentType().parameters().get(MARK))) {
                Optional<SplicedBody.Splice> display = part.text(window)
                        .flatMap(text -> shown.in(part.contentType(), text)
                                .flatMap(range -> part.remove(text, range.from(), range.to(), window)));
                display.ifPresent(splice -> {
                    part.declaration().ifPresent(splices::add);
                    splices.add(splice);
                });
            }
        }
        return splices;
    }

    private static RawMessage spliced(RawMessage payload, List<SplicedBody.Splice> splices) throws IOException {
        SplicedBody body = new SplicedBody(payload, splices);
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(Math.toIntExact(payload.size() - payload.bodySize() + body.size()));
        payload.writeHeader(out);
        body.writeTo(out);
        return RawMessage.of(out.toByteArray());
    }
}
