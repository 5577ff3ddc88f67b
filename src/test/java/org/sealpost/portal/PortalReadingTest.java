package org.sealpost.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;
import static org.sealpost.portal.PortalWorld.BIRTH_DATE;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.RawMessage;
import org.sealpost.portal.PortalWorld.Kept;
import org.sealpost.testing.TestServices;

/** Behind the sign-in: whose message it is, how long, and in what headers. */
@QuarkusTest
@TestProfile(PublicPortal.class)
class PortalReadingTest {

    @Inject
    PortalWorld world;

    @Inject
    PortalExpiry expiry;

    private final Browser browser = new Browser();

    @Test
    void anothersMessageAnUnknownOneAndNoIdAreTheSame404() {
        Kept own = world.kept();
        Kept other = world.kept();
        Kept otherHtml = world.kept(world.patient(), html("<p>Text</p>"));
        Kept ownOther = world.kept(own.patient(), PortalWorld.message("Second", "Text\r\n"));
        signIn(own);

        assertThat(browser.get(page(own)).statusCode()).isEqualTo(200);
        String unknown = browser.get("/portal/messages/" + UUID.randomUUID()).asString();
        for (String path : new String[] {
            page(other),
            page(ownOther),
            page(other) + "/attachments/1",
            page(otherHtml) + "/text",
            page(own) + "/text",
            "/portal/messages/1",
            page(own) + "/attachments/9"
        }) {
            Response answer = browser.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.asString()).as(path).isEqualTo(unknown);
        }
        assertThat(new Browser().get(page(own)).statusCode()).isEqualTo(404);
    }

    @Test
    void aSessionMovedToAnotherPracticeReadsNothing() {
        Kept own = world.kept();
        Kept other = world.kept();
        signIn(own);
        world.update(
                "update portal_session set portal_message = ?1 where portal_message = ?2",
                other.stored().id(),
                own.stored().id());

        assertThat(browser.get(page(other)).statusCode()).isEqualTo(404);
    }

    @Test
    void aSessionEndsAfter15IdleMinutesAndAfterAnHourInAnyCase() {
        Kept kept = world.kept();
        signIn(kept);
        String idle = "update portal_session set last_seen_at = last_seen_at - interval '1 minute' * ?1"
                + " where portal_message = ?2";
        world.update(idle, 14, kept.stored().id());
        assertThat(browser.get(page(kept)).statusCode()).isEqualTo(200);
        world.update(idle, 14, kept.stored().id());
        assertThat(browser.get(page(kept)).statusCode()).isEqualTo(200);
        world.update(idle, 16, kept.stored().id());
        assertThat(browser.get(page(kept)).statusCode()).isEqualTo(404);

        Browser second = new Browser();
        signIn(kept, second);
        world.update(
                "update portal_session set created_at = created_at - interval '61 minutes' where portal_message = ?1",
                kept.stored().id());
        assertThat(second.get(page(kept)).statusCode()).isEqualTo(404);
    }

    @Test
    void signingOutEndsTheSessionOnTheServerAndNeedsTheFormToken() {
        Kept kept = world.kept();
        signIn(kept);
        browser.get(page(kept));
        Map<String, String> cookies = Map.copyOf(browser.cookies);
        String token = browser.formToken;
        browser.formToken = "forged";
        assertThat(browser.post(page(kept) + "/sign-out", Map.of()).statusCode())
                .isEqualTo(403);
        browser.formToken = token;

        assertThat(browser.post(page(kept) + "/sign-out", Map.of()).statusCode())
                .isEqualTo(303);

        browser.cookies.putAll(cookies);
        assertThat(browser.get(page(kept)).statusCode()).isEqualTo(404);
    }

    @Test
    void anAttachmentIsADownloadOfTheSameOctetsUnderASafeName() {
        byte[] octets = new byte[50_000];
        new Random(7).nextBytes(octets);
        Kept kept = world.kept(
                world.patient(),
                PortalWorld.raw("From: ada@practice.example\r\nSubject: Report\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the report.\r\n--b\r\n"
                        + "Content-Type: text/html; name=\"../../r\u00e9sum\u00e9 <x>.html\"\r\n"
                        + "Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(octets) + "\r\n--b--\r\n"));
        signIn(kept);
        assertThat(browser.get(page(kept)).asString()).contains("See the report.", "49 KB");

        Response download = browser.get(page(kept) + "/attachments/1");

        assertThat(download.asByteArray()).isEqualTo(octets);
        assertThat(download.contentType()).isEqualTo("application/octet-stream");
        assertThat(download.header("Content-Disposition"))
                .startsWith("attachment; filename=\"")
                .contains("filename*=UTF-8''")
                .doesNotContain("..", "/", "<");
        assertThat(download.headers().getValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; sandbox; frame-ancestors 'none'");
        assertThat(download.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    /** Even what a sanitiser might let pass has neither script nor the portal's origin. */
    @Test
    void aSendersHtmlStandsInASandboxedFrameAndNotInThePage() {
        Kept kept = world.kept(world.patient(), html("<p>All is <b>well</b>.</p><script>x()</script>"));
        signIn(kept);

        Response page = browser.get(page(kept));
        assertThat(page.asString())
                .doesNotContain("<b>well</b>")
                .contains("src=\"/portal/messages/" + kept.stored().id() + "/text\" sandbox=\"allow-popups ");
        assertThat(page.headers().getValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                        + " frame-ancestors 'none'; base-uri 'none'; frame-src 'self'");

        Response frame = browser.get(page(kept) + "/text");
        assertThat(frame.statusCode()).isEqualTo(200);
        assertThat(frame.asString()).contains("<div><p>All is <b>well</b>.</p>").doesNotContain("script");
        assertThat(frame.headers().getValues("Content-Security-Policy"))
                .singleElement(STRING)
                .startsWith(
                        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'sha256-")
                .contains("frame-ancestors 'self'")
                .doesNotContain("allow-scripts", "allow-same-origin", "unsafe-inline");
        assertThat(frame.headers().getValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
        assertThat(frame.header("Cache-Control")).isEqualTo("no-store");
        assertThat(frame.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(frame.contentType()).startsWith("text/html");
        assertThat(new Browser().get(page(kept) + "/text").statusCode()).isEqualTo(404);
    }

    /** As mail programs write text with pictures in it: each frame more would unseal the whole message again. */
    @Test
    void aBodyOfManySectionsStandsInOneFrameInItsOrder() {
        Kept kept = world.kept(
                world.patient(),
                PortalWorld.raw("From: ada@practice.example\r\nSubject: Report\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
                        + "<p>one\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b\r\n\r\n<p>two\r\n--b\r\n"
                        + "Content-Type: text/html\r\n\r\n<p>three\r\n--b--\r\n"));
        signIn(kept);

        assertThat(browser.get(page(kept)).asString())
                .containsOnlyOnce("<iframe")
                .doesNotContain("two");
        assertThat(browser.get(page(kept) + "/text").asString())
                .containsSubsequence("<p>one", "&lt;p&gt;two", "<p>three")
                .doesNotContain("<p>two");
    }

    /** Whoever has a page open does not act by what it loads. */
    @Test
    void theFrameDoesNotBeginTheIdleTimeAnewAndWaitsForNobody() throws Exception {
        Kept kept = world.kept(world.patient(), html("<p>Text</p>"));
        signIn(kept);
        String seen = "select max(extract(epoch from last_seen_at) * 1000)::bigint from portal_session"
                + " where portal_message = ?1";
        UUID id = kept.stored().id();
        Object before = world.value(seen, id);
        try (Connection owner = TestServices.owner()) {
            owner.setAutoCommit(false);
            try (PreparedStatement lock =
                    owner.prepareStatement("SELECT FROM portal_session WHERE portal_message = ? FOR UPDATE")) {
                lock.setObject(1, id);
                lock.execute();
            }
            CompletableFuture<Response> frame = CompletableFuture.supplyAsync(() -> browser.get(page(kept) + "/text"));
            try {
                assertThat(frame.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            } finally {
                owner.rollback();
            }
        }
        assertThat(world.value(seen, id)).isEqualTo(before);
    }

    private static RawMessage html(String body) {
        return PortalWorld.raw("From: ada@practice.example\r\nSubject: Report\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: text/html; charset=utf-8\r\n\r\n" + body + "\r\n");
    }

    @Test
    void everythingUnderPortalCarriesTheHeaders() {
        Kept kept = world.kept();
        signIn(kept);
        for (String path : new String[] {
            kept.path(),
            kept.path() + "/code",
            page(kept),
            "/portal/messages/signed-out",
            "/portal/nothing",
            "/portal/m/x"
        }) {
            Response answer = browser.get(path);
            assertThat(answer.header("Cache-Control")).as(path).isEqualTo("no-store");
            assertThat(answer.headers().getValues("Content-Security-Policy"))
                    .as(path)
                    .containsExactly("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                            + " frame-ancestors 'none'; base-uri 'none'");
            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).as(path).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
            assertThat(answer.header("Permissions-Policy")).as(path).contains("camera=()");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).as(path).isEqualTo("same-origin");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).as(path).isEqualTo("same-origin");
            assertThat(answer.asString()).as(path).doesNotContain("<script", "style=", "http-equiv");
        }
        assertThat(browser.get("/portal/portal.css").header("X-Content-Type-Options"))
                .isEqualTo("nosniff");
    }

    @Test
    void markupInSubjectSenderAndFileNameIsText() {
        String markup = "<img src=x onerror=alert(1)>";
        Kept kept = world.kept(
                world.patient(),
                PortalWorld.raw("From: \"" + markup + "\" <ada@practice.example>\r\nSubject: =?utf-8?B?"
                        + Base64.getEncoder().encodeToString(markup.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        + "?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
                        + markup + "\r\n--b\r\nContent-Disposition: attachment; filename=\"" + markup
                        + "\"\r\n\r\nx\r\n--b--\r\n"));
        signIn(kept);

        assertThat(browser.get(page(kept)).asString())
                .doesNotContain("<img")
                .contains("&lt;img src=x onerror=alert(1)&gt;");
    }

    @Test
    void whatHasExpiredIsShreddedWithAnEvent() {
        Kept kept = world.kept();
        signIn(kept);
        world.update(
                "update portal_message set expires_at = now() - interval '1 second' where id = ?1",
                kept.stored().id());
        assertThat(browser.get(page(kept)).statusCode()).isEqualTo(404);

        expiry.shred(Instant.now());

        assertThat(world.value(
                        "select coalesce(length(ciphertext), 0) + coalesce(length(wrapped_key), 0) from portal_message"
                                + " where id = ?1",
                        kept.stored().id()))
                .isEqualTo(0);
        assertThat(world.events(kept)).containsExactly("access.signed-in", "portal.opened", "portal.expired");
        assertThat(expiry.shred(Instant.now())).isZero();
    }

    private void signIn(Kept kept) {
        signIn(kept, browser);
    }

    private void signIn(Kept kept, Browser who) {
        int before = TextMessageReceiver.codes(kept.patient().phone()).size();
        world.update(
                "update portal_code set created_at = created_at - interval '2 minutes' where portal_message = ?1",
                kept.stored().id());
        who.identify(kept.path(), BIRTH_DATE);
        await().until(() -> TextMessageReceiver.codes(kept.patient().phone()).size() > before);
        String code = TextMessageReceiver.codes(kept.patient().phone()).getLast();
        assertThat(who.code(kept.path(), code).statusCode()).isEqualTo(303);
    }

    private static String page(Kept kept) {
        return "/portal/messages/" + kept.stored().id();
    }
}
