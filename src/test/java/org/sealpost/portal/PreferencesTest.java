package org.sealpost.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.ConsentInForce;
import org.sealpost.portal.PortalWorld.Kept;

/** A patient says in the portal how they prefer to be written to. */
@QuarkusTest
@TestProfile(PublicPortal.class)
class PreferencesTest {

    @Inject
    PortalWorld world;

    @Inject
    ConsentDirectory directory;

    private final Browser browser = new Browser();

    @ParameterizedTest
    @CsvSource({"portal, PORTAL", "tls, TLS;PORTAL", "none, NONE"})
    void whatIsChosenIsRecordedAndHoldsFromThenOn(String way, String channels) {
        Kept kept = signedIn();

        assertThat(choose(kept, Map.of("way", way)).statusCode()).isEqualTo(303);

        assertThat(channels(kept)).contains(channels(channels));
        assertThat(String.valueOf(world.value(
                        "select cast(data as text) from audit_event where practice = ?1 and type = 'consent.recorded'"
                                + " order by position desc limit 1",
                        kept.patient().practice().value())))
                .contains("\"method\":\"portal\"", "\"kind\":\"patient\"");
    }

    @Test
    void ordinaryMailNeedsTheWarningThatIsRecordedWithItsVersion() {
        Kept kept = signedIn();
        Optional<Set<Channel>> before = channels(kept);

        Response unwarned = choose(kept, Map.of("way", "ordinary"));
        assertThat(unwarned.statusCode()).isEqualTo(400);
        assertThat(unwarned.asString()).contains("tick that you accept it");
        assertThat(channels(kept)).isEqualTo(before);

        assertThat(choose(kept, Map.of("way", "ordinary", "warned", "yes")).statusCode())
                .isEqualTo(303);
        assertThat(channels(kept)).contains(Set.of(Channel.UNENCRYPTED, Channel.PORTAL));
        assertThat(world.value(
                        "select warning_version from consent where patient = ?1 and method = 'portal'",
                        kept.patient().id()))
                .isEqualTo(Preference.WARNING.version());
    }

    @Test
    void neitherNothingNorSomethingElseCanBeChosen() {
        Kept kept = signedIn();

        assertThat(choose(kept, Map.of()).statusCode()).isEqualTo(400);
        assertThat(choose(kept, Map.of("way", "carrier pigeon")).statusCode()).isEqualTo(400);
    }

    @Test
    void whoeverIsNotSignedInForThatMessageChoosesNothing() {
        Kept own = signedIn();
        Kept other = world.kept();

        assertThat(browser.get(page(other)).statusCode()).isEqualTo(404);
        assertThat(choose(other, Map.of("way", "none")).statusCode()).isEqualTo(404);
        browser.formToken = "forged";
        assertThat(choose(own, Map.of("way", "none")).statusCode()).isEqualTo(403);
        assertThat(new Browser().get(page(own)).statusCode()).isEqualTo(404);
        assertThat(channels(other)).isNotEqualTo(Optional.of(Set.of(Channel.NONE)));
    }

    private Kept signedIn() {
        Kept kept = world.kept();
        signIn(kept);
        assertThat(browser.get(page(kept)).statusCode()).isEqualTo(200);
        return kept;
    }

    private void signIn(Kept kept) {
        browser.identify(kept.path(), PortalWorld.BIRTH_DATE);
        await().until(() -> !TextMessageReceiver.codes(kept.patient().phone()).isEmpty());
        String code = TextMessageReceiver.codes(kept.patient().phone()).getLast();
        assertThat(browser.code(kept.path(), code).statusCode()).isEqualTo(303);
    }

    private Response choose(Kept kept, Map<String, String> fields) {
        return browser.post(page(kept), fields);
    }

    private static String page(Kept kept) {
        return "/portal/messages/" + kept.stored().id() + "/preferences";
    }

    private Optional<Set<Channel>> channels(Kept kept) {
        return directory
                .patient(kept.patient().practice(), kept.patient().id(), Instant.now())
                .flatMap(known -> known.consent())
                .map(ConsentInForce::channels);
    }

    private static Set<Channel> channels(String names) {
        return Arrays.stream(names.split(";")).map(Channel::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
