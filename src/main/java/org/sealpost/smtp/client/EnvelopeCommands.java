package org.sealpost.smtp.client;

import java.util.ArrayList;
import java.util.List;
import org.sealpost.mail.Envelope;
import org.sealpost.mail.Mailbox;
import org.sealpost.smtp.Parameter;
import org.sealpost.smtp.Parameters;
import org.sealpost.smtp.RequestParameters;

/**
 * MAIL and RCPT of one envelope for one next hop, with the parameters that it offers. What the sender asked is handed on
 * unchanged where the next hop honours it (RFC 3461 section 5.2.1), and left out where it does not (section 5.2.2).
 */
record EnvelopeCommands(Envelope envelope, MessageNeeds needs, Capabilities offered) {

    String mail() {
        List<Parameter> all = new ArrayList<>(needs.parameters(offered).all());
        if (offered.dsn()) {
            all.addAll(RequestParameters.ofMessage(envelope.request()));
        }
        return "MAIL FROM:<" + envelope.from().address() + ">" + new Parameters(all).wire();
    }

    String rcpt(Mailbox recipient) {
        Parameters asked = offered.dsn()
                ? new Parameters(
                        RequestParameters.ofRecipient(envelope.request().of(recipient)))
                : Parameters.none();
        return "RCPT TO:<" + recipient.address() + ">" + asked.wire();
    }
}
