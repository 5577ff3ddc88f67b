package org.sealpost.portal;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import org.sealpost.testing.TestServices;

/** The portal as patients reach it from outside: behind https, with a provider of text messages. */
public final class PublicPortal implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("sealpost.portal.url", "https://portal.practice.example");
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
