package org.sealpost.smtp.server;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.sealpost.mail.BodyType;
import org.sealpost.mail.Characters;
import org.sealpost.mail.EnvelopeId;
import org.sealpost.mail.NotifyRequest;
import org.sealpost.mail.OriginalRecipient;
import org.sealpost.mail.RecipientRequest;
import org.sealpost.mail.ReturnContent;
import org.sealpost.smtp.Keyword;
import org.sealpost.smtp.Parameter;
import org.sealpost.smtp.Parameters;
import org.sealpost.smtp.RequestParameters;

/**
 * Reads the parameters of MAIL and RCPT. One that is not known is 555 5.5.4, a value that is not accepted is 501 5.5.4
 * (RFC 5321 section 4.1.1.11, RFC 3461 section 4).
 */
final class ParameterReader {

    private ParameterReader() {}

    static MailParameters mail(Parameters given) throws CommandFault {
        OptionalLong size = OptionalLong.empty();
        BodyType body = BodyType.SEVEN_BIT;
        boolean smtpUtf8 = false;
        boolean requireTls = false;
        Optional<ReturnContent> content = Optional.empty();
        Optional<EnvelopeId> envelopeId = Optional.empty();
        boolean namesSubmitter = false;
        for (Parameter parameter : given.all()) {
            switch (parameter.keyword()) {
                case "SIZE" -> size = OptionalLong.of(size(parameter.value()));
                case "BODY" -> body = body(parameter.value());
                case "SMTPUTF8" -> smtpUtf8 = withoutValue(parameter);
                case RequestParameters.REQUIRE_TLS -> requireTls = withoutValue(parameter);
                case "RET" -> content = Optional.of(value(parameter, RequestParameters::returnContent));
                case "ENVID" -> envelopeId = Optional.of(value(parameter, RequestParameters::envelopeId));
                case "AUTH" -> namesSubmitter = value(parameter, RequestParameters::submitter);
                default -> throw new CommandFault(Replies.UNKNOWN_PARAMETER);
            }
        }
        return new MailParameters(size, body, smtpUtf8, requireTls, content, envelopeId, namesSubmitter);
    }

    static RecipientRequest recipient(Parameters given) throws CommandFault {
        NotifyRequest notify = NotifyRequest.unstated();
        Optional<OriginalRecipient> original = Optional.empty();
        for (Parameter parameter : given.all()) {
            switch (parameter.keyword()) {
                case "NOTIFY" -> notify = value(parameter, RequestParameters::notification);
                case "ORCPT" -> original = Optional.of(value(parameter, RequestParameters::originalRecipient));
                default -> throw new CommandFault(Replies.UNKNOWN_PARAMETER);
            }
        }
        return new RecipientRequest(notify, original);
    }

    private static <T> T value(Parameter parameter, Function<Optional<String>, T> reader) throws CommandFault {
        try {
            return reader.apply(parameter.value());
        } catch (IllegalArgumentException notAccepted) {
            throw new CommandFault(Replies.BAD_PARAMETER_VALUE);
        }
    }

    /** 1 to 20 digits (RFC 1870 section 4); what does not fit is larger than any limit all the same. */
    private static long size(Optional<String> value) throws CommandFault {
        String digits = value.orElse("");
        boolean valid = digits.length() <= 20 && Characters.areDigits(digits);
        if (!valid) {
            throw new CommandFault(Replies.BAD_PARAMETER_VALUE);
        }
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static BodyType body(Optional<String> value) throws CommandFault {
        if (value.filter(type -> Keyword.isSame(type, "BINARYMIME")).isPresent()) {
            throw new CommandFault(Replies.NO_BINARY);
        }
        for (BodyType type : BodyType.values()) {
            if (value.isPresent() && Keyword.isSame(value.get(), type.keyword())) {
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
