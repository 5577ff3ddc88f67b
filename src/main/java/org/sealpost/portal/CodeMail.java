package org.sealpost.portal;

import java.util.Locale;
import org.sealpost.mail.RawMessage;

/** The e-mail that carries a one-time code. It says nothing of the message, and not that there is one about health. */
public final class CodeMail {

    private CodeMail() {}

    /** Builds it, in the patient's language if there is a translation. It goes out with the null reverse path. */
    public static RawMessage build(CodeAddressee addressee, OneTimeCode code) {
        Wording wording = Wording.of(Locale.forLanguageTag(addressee.language()));
        PortalPractice practice = addressee.practice();
        return new AutomaticMail(practice, addressee.mailbox())
                .subject(wording.text("code.subject", practice.name()))
                .paragraph(wording.text("code.is"))
                .code(code)
                .paragraph(wording.text("code.lifetime"))
                .small(wording.text("code.unexpected"))
                .small(wording.text("notice.automatic"))
                .build(wording.locale());
    }
}
