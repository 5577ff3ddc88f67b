package org.sealpost.portal;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The portal's answers to browsers. */
final class PortalAnswer {

    /** Longer than any sign-in step takes: an answer's time must not tell what was known. */
    private static final Duration STEADY = Duration.ofMillis(400);

    private static final Logger LOG = Logger.getLogger(PortalAnswer.class);
    private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private PortalAnswer() {}

    static Response page(Status status, TemplateInstance page, NewCookie... cookies) {
        return Response.status(status)
                .type(HTML)
                .entity(page.render())
                .cookie(cookies)
                .build();
    }

    /** After a POST: what a reload or the back button repeats is a GET. */
    static Response seeOther(String path, NewCookie... cookies) {
        return Response.status(Status.SEE_OTHER)
                .location(URI.create(path))
                .cookie(cookies)
                .build();
    }

    /** The same for what does not exist and for what is not this browser's. */
    static Response notFound() {
        return page(
                Status.NOT_FOUND,
                PortalPages.note(
                        "This page is not open",
                        "You may have been signed out, or the message has expired. Open the link in your e-mail again,"
                                + " or call your practice."));
    }

    static Response locked() {
        return page(
                Status.FORBIDDEN,
                PortalPages.note(
                        "Please call your practice",
                        "To protect your privacy this message is locked after five tries. Your practice can unlock it"
                                + " for you."));
    }

    /** A form that is not from one of our pages, or from one that is hours old. */
    static Response staleForm() {
        return page(
                Status.FORBIDDEN,
                PortalPages.note(
                        "Please start again",
                        "This page was open too long, or your browser does not keep cookies. Open the link in your"
                                + " e-mail again."));
    }

    static Response failure(Throwable fault) {
        LOG.errorf("A portal page failed: %s", fault.getClass().getName());
        LOG.debug("A portal page failed", fault);
        return page(
                Status.SERVICE_UNAVAILABLE,
                PortalPages.note(
                        "This does not work at the moment",
                        "Please try again in a few minutes. Your message is safe and will wait for you."));
    }

    /** Waits until the step has taken its fixed time. Virtual threads wait here, so it costs nothing. */
    static void steady(long startNanos) {
        Duration left = STEADY.minusNanos(System.nanoTime() - startNanos);
        try {
            if (left.isPositive()) {
                Thread.sleep(left);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
