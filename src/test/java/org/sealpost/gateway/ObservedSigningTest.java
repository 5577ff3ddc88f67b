package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.keys.KeyCustody;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.policy.Protection;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** Where a practice only observes, its mail goes as it came: unsigned, though everything else is signed. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
@TestProfile(ObservedSigningTest.Always.class)
class ObservedSigningTest {

    /** Whatever can be signed is. */
    public static final class Always implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sealpost.smime.sign", "always");
        }
    }

    @Inject
    Protecting protecting;

    @Inject
    KeyCustody keys;

    private final String sender = "s-" + UUID.randomUUID() + "@practice.example";

    @BeforeEach
    void bringAKey() throws Exception {
        TestIdentity authority =
                TestCertificate.of("CN=Test authority").forAuthority().issue();
        TestIdentity signer = TestCertificate.of("CN=Ada", sender).by(authority).issue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("ada", signer.key(), "secret".toCharArray(), new Certificate[] {signer.certificate()});
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, "secret".toCharArray());
        keys.importFile(
                PracticeId.DEFAULT,
                Optional.empty(),
                file.toByteArray(),
                "secret".toCharArray(),
                Optional.empty(),
                any -> true,
                Actor.staff("ada"));
    }

    @Test
    void signsNothingWhereThePracticeOnlyObserves() throws Exception {
        DecidedRecipient one = MessagePartTest.decided(Protection.PLAIN, "friend@example.org");
        DecidedRecipient observed = new DecidedRecipient(
                one.considered().observing(), one.decision(), one.choice(), one.lookup(), one.reached());

        assertThat(sent(one)).contains("multipart/signed");
        assertThat(sent(observed)).doesNotContain("multipart/signed").endsWith("\r\n\r\nSee you on Monday.\r\n");
    }

    private String sent(DecidedRecipient recipient) throws Exception {
        RawMessage message = RawMessage.of(("From: <" + sender + ">\r\nSubject: Visit\r\n\r\nSee you on Monday.\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return new String(
                protecting
                        .protect(PracticeId.DEFAULT, message, new MessagePart(List.of(recipient)))
                        .octets(),
                StandardCharsets.ISO_8859_1);
    }
}
