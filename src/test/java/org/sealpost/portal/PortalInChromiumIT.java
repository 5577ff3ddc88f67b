package org.sealpost.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sealpost.portal.PortalWorld.BIRTH_DATE;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentDirectory;
import org.sealpost.consent.ConsentInForce;
import org.sealpost.consent.PatientConsent;
import org.sealpost.portal.PortalWorld.Kept;

/** A patient reads in a real browser, without script. Pictures of every page stay in {@code target/portal}. */
@QuarkusTest
@TestProfile(LocalPortal.class)
class PortalInChromiumIT {

    private static final Path PICTURES = Path.of("target", "portal");
    private static Playwright playwright;
    private static Browser chromium;

    @Inject
    PortalWorld world;

    @Inject
    ConsentDirectory directory;

    @TestHTTPResource("/")
    URI root;

    @BeforeAll
    static void launch() {
        playwright = Playwright.create();
        chromium = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        // Playwright waits for ever for what stands in a sandboxed frame that has a process of its own.
                        .setArgs(List.of("--no-sandbox", "--disable-features=IsolateSandboxedIframes")));
    }

    @AfterAll
    static void close() {
        playwright.close();
    }

    @Test
    void aPatientSignsInReadsDownloadsTheSameOctetsAndSignsOut() throws Exception {
        byte[] report = new byte[300_000];
        new Random(1).nextBytes(report);
        Kept kept = world.kept(world.patient(), PortalWorld.raw(letter(report)));
        for (boolean phone : new boolean[] {false, true}) {
            try (BrowserContext context = context(phone, false)) {
                Page page = context.newPage();
                read(page, kept, phone ? "phone" : "desktop");

                page.frameLocator("iframe[title='Text of the message']")
                        .getByText("everything is within the normal range")
                        .waitFor();

                Download download = page.waitForDownload(
                        () -> page.getByRole(AriaRole.LINK, named("report.pdf")).click());
                assertThat(Files.readAllBytes(download.path())).isEqualTo(report);
                assertThat(download.suggestedFilename()).isEqualTo("Blood report.pdf");

                page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
                assertThat(page.textContent("h1")).isEqualTo("You are signed out");
                page.navigate(url("/portal/messages/" + kept.stored().id()));
                assertThat(page.textContent("h1")).isEqualTo("This page is not open");
            }
        }
    }

    @Test
    void aPatientChoosesHowToBeWrittenToWithoutScript() {
        Kept kept = world.kept();
        try (BrowserContext context = context(false, false)) {
            Page page = context.newPage();
            read(page, kept, "choice");
            page.getByRole(AriaRole.LINK, named("Choose how we may write to you"))
                    .click();
            page.getByLabel("Send me ordinary e-mail").check();
            page.getByRole(AriaRole.BUTTON, named("Save my choice")).click();
            assertThat(page.getByRole(AriaRole.ALERT).textContent()).contains("tick that you accept it");
            page.getByLabel("Keep my messages in this secure place").check();
            page.getByRole(AriaRole.BUTTON, named("Save my choice")).click();
            assertThat(page.url()).endsWith("/preferences/thanks");
        }
        assertThat(directory
                        .patient(kept.patient().practice(), kept.patient().id(), Instant.now())
                        .flatMap(PatientConsent::consent)
                        .map(ConsentInForce::channels))
                .contains(Set.of(Channel.PORTAL));
    }

    /** Script is on in the browser for axe alone: the portal has none. */
    @Test
    void everyPageIsAccessibleInLightAndDarkOnDesktopAndPhone() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1280, 390}) {
                try (BrowserContext context = chromium.newContext(new NewContextOptions()
                        .setColorScheme(scheme)
                        .setBypassCSP(true)
                        .setViewportSize(width, 900))) {
                    Page page = context.newPage();
                    everyPage(page, scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
                }
            }
        }
    }

    private void everyPage(Page page, String name) {
        Kept kept = world.kept(world.patient(), PortalWorld.raw(letter(new byte[300])));
        page.navigate(url(kept.path()));
        check(page, "who-" + name);
        identify(page);
        check(page, "code-" + name);
        enterCode(page, kept);
        check(page, "message-" + name);
        page.getByRole(AriaRole.LINK, named("Choose how we may write to you")).click();
        check(page, "preferences-" + name);
        page.getByRole(AriaRole.BUTTON, named("Save my choice")).click();
        assertThat(page.getByRole(AriaRole.ALERT).count()).isOne();
        check(page, "preferences-error-" + name);
        page.getByLabel("Send e-mail when every step").check();
        page.getByRole(AriaRole.BUTTON, named("Save my choice")).click();
        check(page, "preferences-thanks-" + name);
    }

    private static void check(Page page, String name) {
        picture(page, name);
        // Nothing runs within the frame of a message, axe neither; what it holds is its sender's.
        assertThat(new AxeBuilder(page).exclude("iframe").analyze().getViolations())
                .extracting(Rule::getId)
                .as(name)
                .isEmpty();
        assertThat(page.evaluate("[...document.querySelectorAll('iframe')].every(frame => frame.title !== '')"))
                .as(name + " says what each frame is")
                .isEqualTo(true);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as(name + " needs no scrolling sideways")
                .isEqualTo(true);
    }

    /** With script allowed in the browser, so that only the portal's own defence is at work. */
    @Test
    void markupThatActsOrLoadsStaysInert() {
        String all = String.join("<hr>\r\n", XssCorpus.CASES);
        List<String> requests = new ArrayList<>();
        for (String body : List.of(all, "<p>first</p>" + XssCorpus.CASES.get(6))) {
            Kept kept = world.kept(
                    world.patient(),
                    PortalWorld.raw("From: ada@practice.example\r\nSubject: <script>document.title='hit'</script>\r\n"
                            + "Content-Type: text/html; charset=utf-8\r\n\r\n" + body));
            try (BrowserContext context = context(false, true)) {
                Page page = context.newPage();
                page.onRequest(request -> requests.add(request.url()));
                page.onDialog(dialog -> requests.add("dialog"));
                read(page, kept, "attack");
                page.waitForLoadState();
                assertThat(page.title()).isEqualTo("Your message from Hillside Family Medicine");
                assertThat(page.frameLocator("iframe.body")
                                .locator("body")
                                .locator("script, img, iframe, form, [style]")
                                .count())
                        .isZero();
                assertThat(page.locator("h1").count()).isOne();
            }
        }
        assertThat(requests).isNotEmpty().allMatch(request -> request.startsWith("http://localhost:" + root.getPort()));
    }

    private void read(Page page, Kept kept, String pictures) {
        world.update(
                "update portal_code set created_at = created_at - interval '2 minutes' where portal_message = ?1",
                kept.stored().id());
        int before = TextMessageReceiver.codes(kept.patient().phone()).size();
        page.navigate(url(kept.path()));
        picture(page, pictures + "-1-who");
        identify(page);
        await().until(() -> TextMessageReceiver.codes(kept.patient().phone()).size() > before);
        String code = TextMessageReceiver.codes(kept.patient().phone()).getLast();
        page.getByLabel("Six-digit code").fill(code.equals("000000") ? "111111" : "000000");
        page.getByRole(AriaRole.BUTTON, named("Read my message")).click();
        assertThat(page.getByRole(AriaRole.ALERT).textContent()).contains("This code is not right");
        picture(page, pictures + "-2-code");
        enterCode(page, kept);
        assertThat(page.title()).isEqualTo("Your message from Hillside Family Medicine");
        picture(page, pictures + "-3-message");
    }

    private static void identify(Page page) {
        page.getByLabel("Month").fill(BIRTH_DATE.get(0));
        page.getByLabel("Day").fill(BIRTH_DATE.get(1));
        page.getByLabel("Year").fill(BIRTH_DATE.get(2));
        page.getByRole(AriaRole.BUTTON, named("Continue")).click();
    }

    private static void enterCode(Page page, Kept kept) {
        await().until(() -> !TextMessageReceiver.codes(kept.patient().phone()).isEmpty());
        page.getByLabel("Six-digit code")
                .fill(TextMessageReceiver.codes(kept.patient().phone()).getLast());
        page.getByRole(AriaRole.BUTTON, named("Read my message")).click();
    }

    private static void picture(Page page, String name) {
        page.screenshot(
                new ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
    }

    private static BrowserContext context(boolean phone, boolean script) {
        return chromium.newContext(new NewContextOptions()
                .setJavaScriptEnabled(script)
                .setViewportSize(phone ? 375 : 1280, phone ? 740 : 900)
                .setDeviceScaleFactor(phone ? 2 : 1));
    }

    private String url(String path) {
        return "http://localhost:" + root.getPort() + path;
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name);
    }

    private static String letter(byte[] report) {
        return "From: \"Dr. Ada Example\" <ada@practice.example>\r\nTo: robin@patient.example\r\n"
                + "Subject: Your laboratory results\r\nDate: Mon, 2 Nov 2026 10:20:30 -0500\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n"
                + "Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n\r\nDear Robin\r\n--a\r\n"
                + "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Dear Robin,</p><p>your blood test of last week is"
                + " back, and I am glad to say that <b>everything is within the normal range</b>.</p><table><tr><th>Test"
                + "</th><th>Result</th><th>Normal</th></tr><tr><td>Hemoglobin</td><td>14.1 g/dL</td><td>13.5–17.5</td>"
                + "</tr><tr><td>Glucose (fasting)</td><td>88 mg/dL</td><td>70–99</td></tr></table><p>The full report is"
                + " attached. Please keep taking your medication, and see me again in six months.</p><p>Kind regards<br>"
                + "Dr. Ada Example</p><img src=\"https://tracker.example/x.gif\">\r\n--a--\r\n--m\r\n"
                + "Content-Type: application/pdf; name=\"Blood report.pdf\"\r\n"
                + "Content-Disposition: attachment; filename=\"Blood report.pdf\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(report)
                + "\r\n--m\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment;"
                + " filename=\"earlier message.eml\"\r\n\r\nSubject: Earlier\r\n\r\nText\r\n--m--\r\n";
    }
}
