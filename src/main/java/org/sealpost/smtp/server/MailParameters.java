package org.sealpost.smtp.server;

import java.util.OptionalLong;
import org.sealpost.mail.BodyType;

/**
 * What a client declared with MAIL.
 *
 * @param size octets it will send (RFC 1870), within the limit
 * @param body what octets the body holds (RFC 6152)
 * @param smtpUtf8 whether the message is internationalised (RFC 6531)
 */
public record MailParameters(OptionalLong size, BodyType body, boolean smtpUtf8) {}
