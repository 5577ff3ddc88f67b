package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sealpost.audit.Actor;
import org.sealpost.certificate.CertificateImport;
import org.sealpost.certificate.TrustDirectory;
import org.sealpost.delivery.QueuedPart;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;
import org.sealpost.testing.TestServices;

/** The console's sign-in, pages and forms, as a browser without script sends them. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class ConsoleTest {

    private static final String NAME = "sealpost-console";
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");

    @Inject
    AdminWorld world;

    @Inject
    CertificateImport certificates;

    @Inject
    TrustDirectory authorities;

    private PracticeId practice;
    private MessageId held;

    @BeforeEach
    void makeMessages() throws Exception {
        practice = world.practice();
        world.delivered(practice);
        held = world.held(practice);
    }

    @Test
    void leadsFromTheRootToTheConsole() {
        given().redirects().follow(false).get("/").then().statusCode(302).header("Location", endsWith("/console"));
    }

    @Test
    void showsNothingBeforeTheSignIn() {
        String page = given().queryParam("practice", practice.value())
                .queryParam("message", held.toString())
                .get("/console")
                .asString();
        assertThat(page).contains("Sign in to the console").doesNotContain("counsel@lawyers.example", "Hillside");
    }

    @Test
    void refusesAWrongTokenAndSetsNoCookie() {
        Response answer = form().formParam("token", "wrong").post("/console/sign-in");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.cookies()).isEmpty();
        assertThat(answer.asString()).contains("This is not the token");
    }

    @Test
    void theCookieIsHttpOnlyStrictAndNotTheToken() {
        Cookie cookie = signIn();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getValue()).doesNotContain(world.token());
    }

    @Test
    void aSessionThatWasMadeUpOrMadeLongerIsNone() {
        String value = signIn().getValue();
        String longer = "99999999999" + value.substring(value.indexOf('.'));
        assertThat(page(longer)).contains("Sign in to the console");
        assertThat(page(value.substring(0, value.length() - 2) + "AA")).contains("Sign in to the console");
        assertThat(page(value)).contains("Sign out");
    }

    @Test
    void explainsAMessageAfterTheSignIn() {
        String page = browser(signIn().getValue())
                .queryParam("practice", practice.value())
                .queryParam("message", held.toString())
                .get("/console")
                .asString();
        assertThat(page)
                .contains("counsel@lawyers.example", "Demanded at least", "A rule demands it.", "Held for a person");
    }

    @Test
    void saysWhichCertificatesExpireSoonToTheirPracticeAlone() throws Exception {
        Instant soon = Instant.now().plus(Duration.ofDays(9));
        TestIdentity bo = TestCertificate.of("CN=Bo", "bo@patients.example")
                .valid(soon.minus(Duration.ofDays(90)), soon)
                .issue();
        certificates.importPem(practice, bo.pem(), true, Actor.staff("ada"));
        Cookie cookie = signIn();

        assertThat(page(cookie.getValue())).contains("A recipient's certificate expires soon", "bo@patients.example");
        assertThat(browser(cookie.getValue())
                        .queryParam("practice", world.practice().value())
                        .get("/console")
                        .asString())
                .doesNotContain("expires soon", "bo@patients.example");
    }

    @Test
    void saysWhichAuthoritiesExpireSoonToTheirPracticeAlone() throws Exception {
        Instant soon = Instant.now().plus(Duration.ofDays(9));
        TestIdentity root = TestCertificate.of("CN=Clinics Root")
                .valid(soon.minus(Duration.ofDays(90)), soon)
                .forAuthority()
                .issue();
        authorities.addAnchors(practice, root.pem(), "clinics", Optional.empty(), Actor.staff("ada"));
        Cookie cookie = signIn();

        assertThat(page(cookie.getValue()))
                .contains("An authority that the practice trusts expires soon", "CN=Clinics Root", "(clinics)");
        assertThat(browser(cookie.getValue())
                        .queryParam("practice", world.practice().value())
                        .get("/console")
                        .asString())
                .doesNotContain("Clinics Root");
    }

    @Test
    void listsCountsAndExplainsWhatSealpostWroteItself() {
        MessageId notice = world.ownMail(practice, QueuedPart.Kind.NOTICE, MessageId.next());
        String page = browser(signIn().getValue())
                .queryParam("practice", practice.value())
                .queryParam("state", "queued")
                .queryParam("message", notice.toString())
                .get("/console")
                .asString();
        assertThat(page).contains("Sealpost: notice of the portal", AdminWorld.OWN_WHY, "Not decided yet.");
    }

    @Test
    void answers404ForAnotherPracticesMessage() {
        browser(signIn().getValue())
                .queryParam("practice", world.practice().value())
                .queryParam("message", held.toString())
                .get("/console")
                .then()
                .statusCode(404)
                .body(containsString("no message of this id"));
    }

    @Test
    void doesNothingForAFormWithoutItsToken() {
        String session = signIn().getValue();
        for (String formToken : new String[] {"", "made-up"}) {
            browser(session)
                    .contentType("application/x-www-form-urlencoded")
                    .formParam("form", formToken)
                    .formParam("reason", "forged")
                    .queryParam("practice", practice.value())
                    .post("/console/messages/" + held + "/release")
                    .then()
                    .statusCode(403);
        }
        assertThat(page(session)).contains("class=\"count\">1<");
    }

    @Test
    void doesNothingForAFormFromAnotherSite() {
        String session = signIn().getValue();
        release(browser(session).header("Sec-Fetch-Site", "cross-site"), session)
                .then()
                .statusCode(403);
    }

    @Test
    void releasesAHeldMessageWithAReason() {
        String session = signIn().getValue();
        Response answer = release(browser(session), session);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).contains("message=" + held, "done=release");
        assertThat(page(session)).doesNotContain("class=\"count\">");
    }

    @Test
    void allowsNoScriptNoFrameAndNoCache() {
        for (String path :
                new String[] {"/console", "/console/nothing", "/api/v1/messages", "/fhir/Consent", "/fhir"}) {
            given().get(path)
                    .then()
                    .header("Content-Security-Policy", containsString("default-src 'none'"))
                    .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Cache-Control", "no-store");
        }
    }

    private Response release(RequestSpecification browser, String session) {
        return browser.contentType("application/x-www-form-urlencoded")
                .formParam("form", formToken(page(session)))
                .formParam("reason", "read and approved")
                .queryParam("practice", practice.value())
                .post("/console/messages/" + held + "/release");
    }

    private Cookie signIn() {
        return form().formParam("token", world.token()).post("/console/sign-in").detailedCookie(NAME);
    }

    private String page(String session) {
        return browser(session)
                .queryParam("practice", practice.value())
                .get("/console")
                .asString();
    }

    private static String formToken(String page) {
        Matcher token = FORM_TOKEN.matcher(page);
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static RequestSpecification form() {
        return given().redirects().follow(false).contentType("application/x-www-form-urlencoded");
    }

    private static RequestSpecification browser(String session) {
        return given().redirects().follow(false).cookie(NAME, session);
    }
}
