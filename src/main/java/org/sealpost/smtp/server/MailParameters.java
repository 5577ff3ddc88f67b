package org.sealpost.smtp.server;

import java.util.Optional;
import java.util.OptionalLong;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.EnvelopeId;
import org.sealpost.mail.ReturnContent;

/**
 * What a client declared with MAIL.
 *
 * @param size octets it will send (RFC 1870), within the limit
 * @param body what octets the body holds (RFC 6152)
 * @param smtpUtf8 whether the message is internationalised (RFC 6531)
 * @param requireTls whether it may only go on over proven TLS (RFC 8689)
 * @param content how much of it a notification may carry (RFC 3461 section 4.3)
 * @param envelopeId the client's own name of it (RFC 3461 section 4.4)
 * @param namesSubmitter whether AUTH= was there (RFC 4954 section 5), which is read and, from a client like this, not believed
 */
public record MailParameters(
        OptionalLong size,
        BodyType body,
        boolean smtpUtf8,
        boolean requireTls,
        Optional<ReturnContent> content,
        Optional<EnvelopeId> envelopeId,
        boolean namesSubmitter) {}
