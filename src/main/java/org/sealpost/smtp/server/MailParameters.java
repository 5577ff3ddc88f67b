package org.sealpost.smtp.server;

import java.util.Optional;
import java.util.OptionalLong;
import org.sealpost.mail.BodyType;
import org.sealpost.smtp.Parameter;
import org.sealpost.smtp.Parameters;

/**
 * What a client declared with MAIL.
 *
 * @param size octets it will send (RFC 1870), within the limit
 * @param body what octets the body holds (RFC 6152)
 * @param smtpUtf8 whether the message is internationalised (RFC 6531)
 */
public record MailParameters(OptionalLong size, BodyType body, boolean smtpUtf8) {

    /** Reads what stands behind the path of MAIL; what is not announced is refused (RFC 5321 section 4.1.1.11). */
    static MailParameters of(Parameters given) throws CommandFault {
        OptionalLong size = OptionalLong.empty();
        BodyType body = BodyType.SEVEN_BIT;
        boolean smtpUtf8 = false;
        for (Parameter parameter : given.all()) {
            switch (parameter.keyword()) {
                case "SIZE" -> size = OptionalLong.of(size(parameter.value()));
                case "BODY" -> body = body(parameter.value());
                case "SMTPUTF8" -> smtpUtf8 = withoutValue(parameter);
                default -> throw new CommandFault(Replies.UNKNOWN_PARAMETER);
            }
        }
        return new MailParameters(size, body, smtpUtf8);
    }

    /** 1 to 20 digits (RFC 1870 section 4); what does not fit is larger than any limit all the same. */
    private static long size(Optional<String> value) throws CommandFault {
        String digits = value.orElse("");
        boolean valid =
                !digits.isEmpty() && digits.length() <= 20 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!valid) {
            throw new CommandFault(Replies.BAD_PARAMETER_VALUE);
        }
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static BodyType body(Optional<String> value) throws CommandFault {
        if (value.filter("BINARYMIME"::equalsIgnoreCase).isPresent()) {
            throw new CommandFault(Replies.NO_BINARY);
        }
        for (BodyType type : BodyType.values()) {
            if (value.isPresent() && value.get().equalsIgnoreCase(type.keyword())) {
                return type;
            }
        }
        throw new CommandFault(Replies.BAD_PARAMETER_VALUE);
    }

    private static boolean withoutValue(Parameter parameter) throws CommandFault {
        if (parameter.value().isPresent()) {
            throw new CommandFault(Replies.BAD_PARAMETER_VALUE);
        }
        return true;
    }
}
