package org.sealpost.consent.fhir;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Patient;
import org.jboss.logging.Logger;

/** Makes the first use of the FHIR parser, which takes seconds, before anyone waits for it. */
@Singleton
final class FhirWarmUp {

    private static final Logger LOG = Logger.getLogger(FhirWarmUp.class);

    void start(@Observes StartupEvent starting) {
        Thread thread = new Thread(FhirWarmUp::warmUp, "fhir-warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private static void warmUp() {
        try {
            FhirJson.read(text("{\"resourceType\": \"Consent\", \"status\": \"draft\"}"), Consent.class);
            FhirJson.read(text("{\"resourceType\": \"Patient\", \"active\": true}"), Patient.class);
            FhirJson.write(new Bundle().setType(Bundle.BundleType.SEARCHSET));
        } catch (ResourceRefused | RuntimeException fault) {
            LOG.warnf("The FHIR parser cannot be used: %s", fault.getClass().getSimpleName());
        }
    }

    private static ResourceText text(String json) throws ResourceRefused {
        return ResourceText.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
