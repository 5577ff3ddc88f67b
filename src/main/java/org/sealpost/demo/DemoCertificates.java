package org.sealpost.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sealpost.demo.mailbox.RecipientKeys;
import org.sealpost.smime.SmimeIdentity;

/** The certificates of one demonstration, made at its first start and kept in its folder. */
final class DemoCertificates {

    private static final String RSA_RECIPIENT = "ana.silva@mail.example";
    private static final String EC_RECIPIENT = "tom.baker@mail.example";

    private final DemoHome home;
    private final Map<String, DemoIdentity> recipients = new LinkedHashMap<>();

    private DemoCertificates(DemoHome home) {
        this.home = home;
    }

    /**
     * Reads them, and makes what is missing.
     *
     * @throws DemoFailure when the folder cannot be written or what is there is damaged
     */
    static DemoCertificates prepare(DemoHome home) throws DemoFailure {
        DemoCertificates certificates = new DemoCertificates(home);
        try {
            certificates.prepare();
        } catch (IOException unwritable) {
            throw new DemoFailure(
                    "The certificates in " + home.folder() + " cannot be read or written: make the folder writable.",
                    unwritable);
        }
        return certificates;
    }

    /** The authority's certificate, which the gateway trusts for its relay. */
    Path authority() {
        return home.pem("trust");
    }

    /** The mailbox's certificate with its key. */
    Path mailbox() {
        return home.pem("mailbox");
    }

    /** The recipients' certificates, for the import. */
    String recipientsPem() {
        StringBuilder pem = new StringBuilder();
        recipients.values().forEach(identity -> pem.append(identity.certificatePem()));
        return pem.toString();
    }

    /** The recipients' keys, for the mailbox to show what they read. */
    RecipientKeys keys() {
        Map<String, SmimeIdentity> identities = new LinkedHashMap<>();
        recipients.forEach((address, identity) -> identities.put(
                address, new SmimeIdentity(identity.certificate(), List.of(), identity.key(), Optional.empty())));
        return new RecipientKeys(identities);
    }

    private void prepare() throws IOException, DemoFailure {
        DemoAuthority authority = new DemoAuthority(
                kept("authority", nothing -> DemoAuthority.create().identity()));
        home.write(home.pem("trust"), authority.identity().certificatePem());
        kept("mailbox", nothing -> authority.server("localhost"));
        recipients.put(RSA_RECIPIENT, kept(RSA_RECIPIENT, authority::rsaRecipient));
        recipients.put(EC_RECIPIENT, kept(EC_RECIPIENT, authority::ellipticCurveRecipient));
    }

    private DemoIdentity kept(String name, Function<String, DemoIdentity> make) throws IOException, DemoFailure {
        Path file = home.pem(name);
        if (Files.exists(file)) {
            return DemoIdentity.parse(Files.readString(file));
        }
        DemoIdentity made = make.apply(name);
        home.write(file, made.pem());
        return made;
    }
}
