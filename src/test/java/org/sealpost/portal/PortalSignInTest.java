package org.sealpost.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sealpost.portal.PortalWorld.BIRTH_DATE;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;
import org.sealpost.portal.PortalWorld.Kept;

/** From the link to the session, as the table "Portal" of the security requirements demands. */
@QuarkusTest
@TestProfile(PublicPortal.class)
class PortalSignInTest {

    private static final List<String> WRONG_DATE = List.of("4", "28", "1968");
    private static final String SESSION = "__Host-sealpost-session";
    private static final String UNKNOWN_LINK = "/portal/m/" + "A".repeat(43);

    @Inject
    PortalWorld world;

    @Inject
    PortalDesk desk;

    private final Browser browser = new Browser();

    @Test
    void signsInWithBirthDateAndCodeAndShowsTheMessage() {
        Kept kept = world.kept();

        Response answer = signIn(kept);

        assertThat(answer.statusCode()).isEqualTo(303);
        Response page = browser.get(answer.header("Location").replaceFirst("^https?://[^/]*", ""));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString()).contains("Your results", "All is well.", "Hillside Family Medicine");
        assertThat(world.events(kept)).containsExactly("access.signed-in", "portal.opened");
    }

    @Test
    void aLinkScannersGetChangesNothing() {
        Kept kept = world.kept();
        String row = row(kept);

        for (int i = 0; i < 10; i++) {
            assertThat(new Browser().get(kept.path()).statusCode()).isEqualTo(200);
            new Browser().get(kept.path() + "/code");
        }

        assertThat(row(kept)).isEqualTo(row);
        assertThat(world.value(
                        "select count(*) from portal_code where portal_message = ?1",
                        kept.stored().id()))
                .isEqualTo(0L);
        assertThat(signIn(kept).statusCode()).isEqualTo(303);
    }

    @Test
    void aWrongBirthDateAnUnknownLinkAndAnExpiredOneLookLikeARightOne() {
        Kept right = world.kept();
        Kept wrong = world.kept();
        Kept expired = world.kept();
        world.update(
                "update portal_message set expires_at = now() where id = ?1",
                expired.stored().id());

        String expected = trace(right.path(), BIRTH_DATE);

        assertThat(trace(wrong.path(), WRONG_DATE)).isEqualTo(expected);
        assertThat(trace(expired.path(), BIRTH_DATE)).isEqualTo(expected);
        assertThat(trace(UNKNOWN_LINK, BIRTH_DATE)).isEqualTo(expected);
        await().until(() -> !TextMessageReceiver.codes(right.patient().phone()).isEmpty());
        assertThat(TextMessageReceiver.codes(wrong.patient().phone())).isEmpty();
        assertThat(TextMessageReceiver.codes(expired.patient().phone())).isEmpty();
    }

    @Test
    void everyAnswerToABirthDateTakesAtLeastTheSameTime() {
        Kept kept = world.kept();
        browser.get(kept.path());

        assertThat(browser.birthDate(UNKNOWN_LINK, BIRTH_DATE).time()).isGreaterThanOrEqualTo(390);
        assertThat(browser.birthDate(kept.path(), WRONG_DATE).time()).isGreaterThanOrEqualTo(390);
        assertThat(browser.birthDate(kept.path(), BIRTH_DATE).time()).isGreaterThanOrEqualTo(390);
    }

    @Test
    void fiveWrongCodesLockUntilThePracticeUnlocks() {
        Kept kept = world.kept();
        browser.identify(kept.path(), BIRTH_DATE);
        String code = codeOf(kept);
        for (int i = 0; i < 4; i++) {
            assertThat(browser.code(kept.path(), other(code)).asString()).contains("This code is not right");
        }

        assertThat(browser.code(kept.path(), other(code)).asString()).contains("Please call your practice");
        assertThat(browser.code(kept.path(), code).asString()).contains("Please call your practice");
        assertThat(world.events(kept)).containsExactly("access.denied");
        assertThat(desk.unlock(new PracticeId("another"), kept.stored().id(), Actor.staff("ada")))
                .isFalse();
        assertThat(desk.unlock(kept.patient().practice(), kept.stored().id(), Actor.staff("ada")))
                .isTrue();
        assertThat(browser.code(kept.path(), code).statusCode()).isEqualTo(303);
    }

    @Test
    void wrongBirthDatesAndWrongCodesCountTogether() {
        Kept kept = world.kept();
        for (int i = 0; i < 4; i++) {
            browser.identify(kept.path(), WRONG_DATE);
        }
        browser.identify(kept.path(), BIRTH_DATE);

        assertThat(browser.code(kept.path(), other(codeOf(kept))).asString()).contains("Please call your practice");
    }

    @Test
    void theLockDoesNotTellARightBirthDateFromAWrongOne() {
        Kept right = world.kept();
        Kept wrong = world.kept();
        for (int i = 0; i < 5; i++) {
            assertThat(new Browser().identify(right.path(), BIRTH_DATE).statusCode())
                    .isEqualTo(303);
            assertThat(new Browser().identify(wrong.path(), WRONG_DATE).statusCode())
                    .isEqualTo(303);
        }

        assertThat(new Browser().identify(right.path(), BIRTH_DATE).statusCode())
                .isEqualTo(403);
        assertThat(new Browser().identify(wrong.path(), WRONG_DATE).statusCode())
                .isEqualTo(403);
        assertThat(TextMessageReceiver.codes(right.patient().phone())).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aSignInTakesBackTheTries() {
        Kept kept = world.kept();
        browser.identify(kept.path(), BIRTH_DATE);
        browser.code(kept.path(), other(codeOf(kept)));
        browser.code(kept.path(), codeOf(kept));

        assertThat(world.value(
                        "select tries from portal_message where id = ?1",
                        kept.stored().id()))
                .isEqualTo(0);
    }

    @Test
    void aCodeIsGoodOnce() {
        Kept kept = world.kept();
        signIn(kept);
        String code = codeOf(kept);

        Browser second = new Browser();
        second.identify(kept.path(), BIRTH_DATE);

        assertThat(second.code(kept.path(), code).statusCode()).isEqualTo(403);
    }

    @Test
    void aCodeIsGoodForTenMinutes() {
        Kept kept = world.kept();
        browser.identify(kept.path(), BIRTH_DATE);
        String code = codeOf(kept);
        world.update(
                "update portal_code set expires_at = expires_at - interval '10 minutes' where portal_message = ?1",
                kept.stored().id());

        assertThat(browser.code(kept.path(), code).statusCode()).isEqualTo(403);
    }

    @Test
    void aCodeIsGoodOnlyWhereTheBirthDateWasGiven() {
        Kept kept = world.kept();
        browser.identify(kept.path(), BIRTH_DATE);
        String code = codeOf(kept);
        Browser stranger = new Browser();
        stranger.identify(kept.path(), WRONG_DATE);

        assertThat(stranger.code(kept.path(), code).statusCode()).isEqualTo(403);
        assertThat(browser.code(kept.path(), code).statusCode()).isEqualTo(303);
    }

    @Test
    void aCodeThatThePracticeGivesSignsInAfterTheBirthDateOnly() {
        Kept kept = world.kept();
        String given = desk.giveCode(kept.patient().practice(), kept.stored().id(), Actor.staff("ada"))
                .orElseThrow()
                .digits();
        Browser stranger = new Browser();
        stranger.identify(kept.path(), WRONG_DATE);
        browser.identify(kept.path(), BIRTH_DATE);

        assertThat(stranger.code(kept.path(), given).statusCode()).isEqualTo(403);
        assertThat(browser.code(kept.path(), given).statusCode()).isEqualTo(303);
    }

    @Test
    void aSecondCodeIsSentAMinuteLaterAtTheEarliest() {
        Kept kept = world.kept();
        browser.identify(kept.path(), BIRTH_DATE);
        String first = codeOf(kept);
        browser.identify(kept.path(), BIRTH_DATE);
        assertThat(world.value(
                        "select count(*) from portal_code where portal_message = ?1",
                        kept.stored().id()))
                .isEqualTo(1L);
        assertThat(browser.code(kept.path(), other(first)).statusCode()).isEqualTo(403);

        world.update(
                "update portal_code set created_at = created_at - interval '61 seconds' where portal_message = ?1",
                kept.stored().id());
        browser.identify(kept.path(), BIRTH_DATE);

        await().until(() -> TextMessageReceiver.codes(kept.patient().phone()).size() == 2);
    }

    @Test
    void aCodeIsSentAgainWhenTheProviderFailsOnce() {
        Kept kept = world.kept();
        TextMessageReceiver.failNext(2);

        assertThat(signIn(kept).statusCode()).isEqualTo(303);
    }

    @Test
    void theSessionIsNewAndItsCookieIsHostBoundSecureHttpOnlyAndSameSite() {
        Kept kept = world.kept();
        String planted = Secret.next().value();
        browser.cookies.put(SESSION, planted);

        Cookie session = signIn(kept).detailedCookie(SESSION);

        assertThat(session.getValue()).isNotEqualTo(planted);
        assertThat(session.isSecured()).isTrue();
        assertThat(session.isHttpOnly()).isTrue();
        assertThat(session.getSameSite()).isEqualTo("Strict");
        assertThat(session.getPath()).isEqualTo("/");
        assertThat(session.getDomain()).isNull();
    }

    @Test
    void aFormWithoutItsTokenIsRefusedAndCountsNothing() {
        Kept kept = world.kept();
        Browser other = new Browser();
        other.get(kept.path());
        browser.get(kept.path());

        for (String token : List.of("", "x", other.formToken)) {
            browser.formToken = token;
            assertThat(browser.birthDate(kept.path(), BIRTH_DATE).statusCode()).isEqualTo(403);
            assertThat(browser.code(kept.path(), "123456").statusCode()).isEqualTo(403);
        }
        assertThat(world.value(
                        "select tries from portal_message where id = ?1",
                        kept.stored().id()))
                .isEqualTo(0);
    }

    @Test
    void whoNoLongerHasTheAddressCannotSignIn() {
        Kept kept = world.kept();
        browser.identify(kept.path(), BIRTH_DATE);
        String code = codeOf(kept);
        world.update(
                "delete from patient_address where practice = ?1",
                kept.patient().practice().value());

        assertThat(browser.code(kept.path(), code).statusCode()).isEqualTo(403);
    }

    @Test
    void theDatabaseHoldsNeitherLinkNorCodeNorSession() {
        Kept kept = world.kept();
        signIn(kept);
        String token = kept.path().substring(kept.path().lastIndexOf('/') + 1);
        String dump = (String) world.value("""
                select (select row_to_json(m)::text from portal_message m where id = ?1)
                    || (select row_to_json(c)::text from portal_code c where portal_message = ?1)
                    || (select row_to_json(s)::text from portal_session s where portal_message = ?1)""", kept.stored().id());

        assertThat(dump)
                .doesNotContain(token)
                .doesNotContain("\"" + codeOf(kept) + "\"")
                .doesNotContain(browser.cookies.get(SESSION))
                .doesNotContain("All is well");
        assertThat(token.length() * 6).isGreaterThanOrEqualTo(128);
    }

    @Test
    void linksComeFromTheSettingWhateverHostTheBrowserNames() {
        assertThat(world.kept().stored().link().toString()).startsWith("https://portal.practice.example/portal/m/");
    }

    private Response signIn(Kept kept) {
        browser.identify(kept.path(), BIRTH_DATE);
        return browser.code(kept.path(), codeOf(kept));
    }

    private static String codeOf(Kept kept) {
        String phone = kept.patient().phone();
        await().until(() -> !TextMessageReceiver.codes(phone).isEmpty());
        return TextMessageReceiver.codes(phone).getLast();
    }

    private static String other(String code) {
        return code.equals("000000") ? "111111" : "000000";
    }

    private String row(Kept kept) {
        return (String) world.value(
                "select row_to_json(m)::text from portal_message m where id = ?1",
                kept.stored().id());
    }

    /** All that a visitor sees up to and with a wrong code, without what is random. */
    private static String trace(String path, List<String> date) {
        Browser visitor = new Browser();
        StringBuilder seen = new StringBuilder();
        for (Response answer : List.of(
                visitor.get(path),
                visitor.birthDate(path, date),
                visitor.get(path + "/code"),
                visitor.code(path, "not-a-code"))) {
            seen.append(answer.statusCode())
                    .append(answer.headers().asList().stream()
                            .filter(header -> !header.hasSameNameAs(new io.restassured.http.Header("Date", "")))
                            .toList())
                    .append(answer.asString());
        }
        return seen.toString()
                .replace(path, "PATH")
                .replace(path.substring(path.lastIndexOf('/') + 1), "TOKEN")
                .replaceAll("[A-Za-z0-9_-]{43}", "SECRET");
    }
}
