package org.sealpost.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.sealpost.delivery.AwakeDestinations;
import org.sealpost.smtp.server.SelfSignedCertificate;

/**
 * Points the gateway at a relay on a port that is free, with a certificate that it trusts, and makes it impatient. The
 * relay itself is a {@link MailSink} that each test starts as it needs it.
 */
public final class RelayForTests implements QuarkusTestResourceLifecycleManager {

    private static final String FOLDER = "test.relay.folder";
    private static final String LABORATORY = "test.laboratory.port";

    private Map<String, String> changed = Map.of();

    /** The relay that the gateway knows, which offers STARTTLS with the certificate that it trusts. */
    public static MailSink listening() throws Exception {
        MailSink relay = MailSink.withTls(port(), folder());
        AwakeDestinations.wakeAll();
        return relay;
    }

    /** Where the gateway expects the relay. */
    public static int port() {
        return ConfigProvider.getConfig().getValue("sealpost.relay.port", Integer.class);
    }

    /** Where a rule sends what is for the laboratory. */
    public static int laboratoryPort() {
        return ConfigProvider.getConfig().getValue(LABORATORY, Integer.class);
    }

    /** Of the relay's certificate and key. */
    public static Path folder() {
        return ConfigProvider.getConfig().getValue(FOLDER, Path.class);
    }

    /** @param settings of the gateway that differ from those below */
    @Override
    public void init(Map<String, String> settings) {
        changed = Map.copyOf(settings);
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("sealpost-relay");
            Path certificate = folder.resolve("certificate.pem");
            SelfSignedCertificate.createIfMissing(certificate, folder.resolve("key.pem"), "localhost");
            Path rules = folder.resolve("rules.yaml");
            int laboratory = FreePort.next();
            Files.writeString(rules, """
                    version: 1
                    rules:
                      - name: to be held
                        when: message.subject.startsWith("[hold]")
                        require: hold
                      - name: no clear text
                        when: recipient.domain == "tls.example"
                        require: tls
                      - name: no public sites
                        when: recipient.domain == "social.example" && findings.health
                        refuse: "Patient information must not be posted to a public site."
                      - name: footer
                        when: message.subject.startsWith("[footer]")
                        disclaimer: This message is for its recipient only.
                      - name: look-alike domain
                        when: message.subject.startsWith("[lookalike]") && findings.lookalike_domain
                        hold: The domain looks like another.
                      - name: first time
                        when: message.subject.startsWith("[first]") && findings.first_time
                        hold: Health information goes there for the first time.
                      - name: shared address
                        when: message.subject.startsWith("[shared]") && findings.shared_address
                        hold: Others read that mailbox.
                      - name: first mail to a patient
                        when: message.subject.startsWith("[invite]") && consent.status == "none"
                        require: portal
                        invite: true
                      - name: signed letters
                        when: message.subject.startsWith("[sign]")
                        sign: true
                      - name: old mail programs
                        when: message.subject.startsWith("[old]")
                        exactly: smime
                        smime: [aes-256-cbc, rsa-pkcs1]
                      - name: encrypted newsletters
                        when: message.subject.startsWith("[smime]")
                        exactly: smime
                      - name: by the laboratory
                        when: message.subject.startsWith("[laboratory]")
                        exactly: verified-tls
                        via: localhost:%d
                    """.formatted(laboratory));
            Map<String, String> settings = new HashMap<>(Map.ofEntries(
                    Map.entry("sealpost.relay.host", "localhost"),
                    Map.entry("sealpost.relay.port", Integer.toString(FreePort.next())),
                    Map.entry("sealpost.relay.tls", "opportunistic"),
                    Map.entry("sealpost.relay.trust", certificate.toString()),
                    Map.entry("sealpost.relay.protects-onward", "true"),
                    Map.entry("sealpost.rules.file", rules.toString()),
                    Map.entry("sealpost.delivery.cut-through-budget", "2s"),
                    Map.entry("sealpost.delivery.retry-initial", "300ms"),
                    Map.entry("sealpost.delivery.poll-every", "100ms"),
                    Map.entry("sealpost.delivery.lease", "5s"),
                    Map.entry("sealpost.audit.commit-timeout", "2s"),
                    Map.entry(LABORATORY, Integer.toString(laboratory)),
                    Map.entry(FOLDER, folder.toString())));
            settings.putAll(changed);
            return settings;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        // Nothing runs.
    }
}
