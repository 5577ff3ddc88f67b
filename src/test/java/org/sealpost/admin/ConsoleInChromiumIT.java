package org.sealpost.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** Staff use the console in a real browser. Pictures of every page stay in {@code target/console}. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class ConsoleInChromiumIT {

    private static final Path PICTURES = Path.of("target", "console");
    private static Playwright playwright;
    private static Browser chromium;

    @Inject
    AdminWorld world;

    @TestHTTPResource("/console")
    URI console;

    @BeforeAll
    static void launch() {
        playwright = Playwright.create();
        chromium = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void close() {
        playwright.close();
    }

    @Test
    void staffSignInReadWhyAndReleaseAHeldMessageWithoutScript() throws Exception {
        PracticeId practice = world.practice();
        world.delivered(practice);
        world.held(practice);
        try (BrowserContext context = chromium.newContext(
                new NewContextOptions().setJavaScriptEnabled(false).setViewportSize(1280, 900))) {
            Page page = context.newPage();
            signIn(page, practice);
            assertThat(page.locator(".messages li").count()).isEqualTo(2);

            page.locator(".row", new Page.LocatorOptions().setHasText("counsel@lawyers.example"))
                    .click();
            assertThat(page.locator(".why-pane").textContent())
                    .contains("This message waits for you", AdminWorld.HELD_WHY, "A rule demands it.");

            page.getByLabel("Reason, for the record").fill("read and approved");
            page.getByRole(AriaRole.BUTTON, named("Release")).click();
            assertThat(page.locator("[role=status]").textContent()).contains("decided anew");
            assertThat(page.locator(".timeline").textContent()).contains("Released", "read and approved");

            page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
            assertThat(page.textContent("h1")).isEqualTo("Sign in to the console");
        }
    }

    /** Script is on in the browser for axe alone: the console has none. */
    @Test
    void everyPageIsAccessibleInLightAndDarkOnDesktopAndPhone() throws Exception {
        PracticeId practice = world.practice();
        world.delivered(practice);
        world.held(practice);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1280, 390}) {
                try (BrowserContext context = chromium.newContext(new NewContextOptions()
                        .setColorScheme(scheme)
                        .setBypassCSP(true)
                        .setViewportSize(width, 900))) {
                    Page page = context.newPage();
                    String name = scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
                    page.navigate(console.toString());
                    check(page, "sign-in-" + name);
                    signIn(page, practice);
                    check(page, "list-" + name);
                    for (String address : List.of("anna@patients.example", "counsel@lawyers.example")) {
                        page.navigate(console + "?practice=" + practice);
                        page.locator(".row", new Page.LocatorOptions().setHasText(address))
                                .click();
                        check(page, "why-" + address.substring(0, address.indexOf('@')) + "-" + name);
                    }
                }
            }
        }
    }

    private void signIn(Page page, PracticeId practice) {
        page.navigate(console.toString());
        page.getByLabel("Access token").fill(world.token());
        page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
        page.navigate(console + "?practice=" + practice);
    }

    private static void check(Page page, String name) {
        page.screenshot(new ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .extracting(Rule::getId)
                .as(name)
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as(name + " needs no scrolling sideways")
                .isEqualTo(true);
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name).setExact(true);
    }
}
