package org.sealpost.consent.fhir;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Settings of FHIR and of the FHIR server that knows consents, {@code sealpost.fhir.*}. */
@ConfigMapping(prefix = "sealpost.fhir")
public interface FhirSettings {

    /** What is done with the server. */
    enum Mode {
        /** Nothing. */
        NONE,
        /** What it has is recorded here again and again. */
        POLL,
        /** It is asked for the patients of each message. */
        ASK
    }

    /** Whether a FHIR server is polled or asked. */
    @WithDefault("none")
    Mode mode();

    /** Its base URL, for the practice {@code default}. */
    Optional<String> url();

    /** The bearer token that it wants. */
    Optional<String> token();

    /** The base URL of the server of each other practice. */
    Map<String, String> practiceUrls();

    /** The bearer token that each of these wants. */
    Map<String, String> practiceTokens();

    /** Whether a server elsewhere may be reached without TLS. One at the loopback address may. */
    @WithDefault("false")
    boolean allowHttp();

    /** The system of the identifier that is the practice's patient id. */
    Optional<String> patientSystem();

    /** That of each practice that has another. */
    Map<String, String> practicePatientSystems();

    /** How often the server is asked for what changed. */
    @WithDefault("1m")
    Duration pollEvery();

    /** How often everything is read, so that what was deleted there ends here. */
    @WithDefault("1h")
    Duration completeEvery();

    /** The age of the last successful poll from which on no consent counts. */
    @WithDefault("1h")
    Duration maxAge();

    /** How long the server may take to answer for a message's patients. */
    @WithDefault("2s")
    Duration timeout();
}
