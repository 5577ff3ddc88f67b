package org.sealpost.consent.fhir;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sealpost.consent.fhir.FhirSettings.Mode;
import org.sealpost.mail.PracticeId;

/**
 * The FHIR servers of the practices.
 *
 * @param byPractice none when nothing is polled or asked
 */
public record FhirServers(Mode mode, Map<PracticeId, FhirServer> byPractice) {

    private static final String URL = "sealpost.fhir.url";
    private static final String URLS = "sealpost.fhir.practice-urls";

    public FhirServers {
        byPractice = Map.copyOf(byPractice);
    }

    /** @throws IllegalArgumentException in one sentence, when the settings cannot be */
    public static FhirServers of(FhirSettings settings) {
        if (settings.mode() == Mode.NONE) {
            return new FhirServers(Mode.NONE, Map.of());
        }
        Map<PracticeId, FhirServer> servers = new LinkedHashMap<>();
        settings.url()
                .ifPresent(url -> servers.put(
                        PracticeId.DEFAULT, FhirServer.of(URL, url, settings.token(), settings.allowHttp())));
        settings.practiceUrls()
                .forEach((practice, url) -> servers.put(
                        new PracticeId(practice),
                        FhirServer.of(
                                URLS,
                                url,
                                Optional.ofNullable(settings.practiceTokens().get(practice)),
                                settings.allowHttp())));
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("sealpost.fhir.mode is "
                    + settings.mode().name().toLowerCase(Locale.ROOT)
                    + ", and there is no server: set sealpost.fhir.url, or remove the mode.");
        }
        return new FhirServers(settings.mode(), servers);
    }
}
