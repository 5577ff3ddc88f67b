package org.sealpost.delivery;

import org.sealpost.smtp.Reply;

/** Why mail for a domain can go nowhere. */
final class MailExchangerReplies {

    private MailExchangerReplies() {}

    static Lookup noSuchDomain() {
        return impossible(550, "5.1.2", "The recipient's domain does not exist: check the address");
    }

    /** RFC 7505: the domain says so. One that is only not set up, or not yet, says nothing. */
    static Lookup noMail() {
        return impossible(556, "5.1.10", "The recipient's domain accepts no mail: check the address");
    }

    static Lookup noServer() {
        return impossible(
                550,
                "5.4.4",
                "The recipient's domain has neither a mail server with an address nor an address of its own:"
                        + " check the recipient's address");
    }

    static Lookup loop() {
        return impossible(
                554,
                "5.4.6",
                "Mail for the recipient's domain would come back to this server:"
                        + " ask your IT staff to set its next hop by a rule");
    }

    static Lookup inside() {
        return impossible(
                550,
                "5.4.4",
                "The recipient's domain names mail servers in a network that is not public: ask your IT staff to allow it"
                        + " (sealpost.delivery.internal-networks)");
    }

    static Lookup addressless() {
        return impossible(
                550,
                "5.4.4",
                "The mail servers of the recipient's domain have no address: check the recipient's address");
    }

    private static Lookup impossible(int code, String enhanced, String text) {
        return new Lookup.Impossible(Reply.of(code, enhanced, text));
    }
}
