package org.sealpost.launch;

import io.quarkus.runtime.Quarkus;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.sealpost.certificate.CertificateSettings;
import org.sealpost.consent.fhir.FhirSettings;
import org.sealpost.cryptography.Cryptography;
import org.sealpost.delivery.DeliverySettings;
import org.sealpost.delivery.RelaySettings;
import org.sealpost.embedded.EmbeddedServiceException;
import org.sealpost.embedded.EmbeddedServices;
import org.sealpost.embedded.HomeFolder;
import org.sealpost.gateway.RulesSettings;
import org.sealpost.gateway.SmtpSettings;
import org.sealpost.practice.TrustedClientSettings;

/** Runs the gateway: settings, embedded services, then Quarkus, and back again. */
public final class Launch {

    private static final int KAFKA_PORT = 9092;

    private final Path configuration;
    private final PrintStream errors;

    /**
     * @param configuration folder of {@code application.yaml}
     * @param errors where the one line goes that says why it did not start
     */
    public Launch(Path configuration, PrintStream errors) {
        this.configuration = configuration;
        this.errors = errors;
    }

    /**
     * Serves until it is told to stop.
     *
     * @param preset settings of this run that win over every file and the environment
     * @return the exit status: 0 after an orderly stop, 1 when it did not start
     */
    public int serve(Map<String, String> preset) {
        preset.forEach(System::setProperty);
        Cryptography.install();
        try {
            StartSettings settings = StartSettings.read(configuration);
            checkEdition(settings);
            checkTrust(settings);
            Preflight.certificates(settings.of(CertificateSettings.class));
            Preflight.rules(settings.of(RulesSettings.class).file());
            Preflight.relay(settings.of(RelaySettings.class), settings.of(DeliverySettings.class));
            Preflight.networks(settings.of(TrustedClientSettings.class).trustedClients());
            Preflight.listenerCertificate(settings.of(SmtpSettings.class).tls());
            Preflight.fhir(settings.of(FhirSettings.class));
            Preflight.kafka(settings.kafka());
            checkPorts(settings);
            SmtpSettings smtp = settings.of(SmtpSettings.class);
            try (OrderlyEnd end = OrderlyEnd.register(smtp.drainDelay().plus(smtp.stopTimeout()));
                    EmbeddedServices services = embedded(settings)) {
                services.settings().forEach(System::setProperty);
                checkServices(settings, services);
                return end.isWanted() ? 0 : run();
            }
        } catch (StartFailure | EmbeddedServiceException failure) {
            errors.println("sealpost: " + failure.getMessage());
            return 1;
        }
    }

    private int run() {
        int[] status = {0};
        Quarkus.run(null, (code, failure) -> {
            status[0] = code;
            // With a handler Quarkus itself says nothing of a start that failed.
            Optional.ofNullable(failure)
                    .flatMap(FailedStart::sentence)
                    .ifPresent(sentence -> errors.println("sealpost: " + sentence));
        });
        return status[0];
    }

    private static EmbeddedServices embedded(StartSettings settings) throws StartFailure, EmbeddedServiceException {
        boolean ownDatabase = settings.value("quarkus.datasource.jdbc.url").isEmpty();
        OptionalInt brokerPort = settings.value("kafka.bootstrap.servers").isPresent()
                ? OptionalInt.empty()
                : OptionalInt.of(settings.port("sealpost.kafka.port", KAFKA_PORT));
        if (!ownDatabase && brokerPort.isEmpty()) {
            // Replicas share the home folder, which then holds nothing but keys: none of them may lock it.
            return EmbeddedServices.none();
        }
        Path home = Path.of(settings.value("sealpost.home").orElse("data"));
        return EmbeddedServices.start(HomeFolder.lock(home), ownDatabase, brokerPort);
    }

    /** Whoever demands validated cryptography gets no other. */
    private static void checkEdition(StartSettings settings) throws StartFailure {
        String wanted = settings.value("sealpost.fips").orElse("false");
        if (!Set.of("true", "false").contains(wanted)) {
            throw new StartFailure("sealpost.fips must be true or false, not " + wanted + ".");
        }
        if (wanted.equals("true") && !Cryptography.isFips()) {
            throw new StartFailure(
                    "sealpost.fips demands the edition for FIPS 140-3, and this is the standard one: start"
                            + " it with SEALPOST_FIPS=true ./sealpost serve, or build it with mvn -Dfips package.");
        }
    }

    private static void checkTrust(StartSettings settings) throws StartFailure {
        Optional<String> file = settings.value("sealpost.certificates.trust");
        if (file.isPresent()) {
            Preflight.authorities(Path.of(file.get()));
        }
    }

    private static void checkPorts(StartSettings settings) throws StartFailure {
        Preflight.port(
                "sealpost.smtp.port",
                settings.value("sealpost.smtp.host").orElse("0.0.0.0"),
                settings.port("sealpost.smtp.port", 2525));
        Preflight.port(
                "quarkus.http.port",
                settings.value("quarkus.http.host").orElse("0.0.0.0"),
                settings.port("quarkus.http.port", 8080));
        Preflight.port(
                "quarkus.management.port",
                settings.value("quarkus.management.host").orElse("0.0.0.0"),
                settings.port("quarkus.management.port", 9000));
    }

    private void checkServices(StartSettings settings, EmbeddedServices services) throws StartFailure {
        if (!services.settings().containsKey("quarkus.datasource.jdbc.url")) {
            Preflight.database(
                    settings.value("quarkus.datasource.jdbc.url").orElseThrow(),
                    settings.value("quarkus.datasource.username").orElse(""),
                    settings.value("quarkus.datasource.password").orElse(""));
        }
        settings.value("kafka.bootstrap.servers")
                .filter(servers -> !Preflight.anyBrokerAnswers(servers))
                .ifPresent(servers -> errors.println("sealpost: No broker of kafka.bootstrap.servers (" + servers
                        + ") answers: mail flows and events wait; start the broker, or correct the setting."));
    }
}
