package org.sealpost.portal;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import org.sealpost.testing.TestServices;

/** The portal as it is on one's own machine: plain http on localhost. */
public final class LocalPortal implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("sealpost.portal.url", "http://localhost:8080");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TestServices.class), new TestResourceEntry(TextMessageReceiver.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
