package org.sealpost.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;

/**
 * Sends codes as text messages through the practice's own provider: a POST of {@code {"to": NUMBER, "text": TEXT}} to
 * the configured webhook. Any answer of 200 to 299 counts as sent. What may still change (429, 5xx, no connection) is
 * tried three times in all.
 */
@ApplicationScoped
class TextMessageCodeSender implements CodeSender {

    private static final int ATTEMPTS = 3;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final PortalSettings settings;
    private final ObjectMapper json;
    private final HttpClient client;

    TextMessageCodeSender(PortalSettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
        this.client = HttpClient.newBuilder()
                .connectTimeout(settings.textMessageTimeout())
                .followRedirects(Redirect.NEVER)
                .build();
    }

    @Override
    public boolean reaches(CodeAddressee addressee) {
        return settings.textMessageWebhook().isPresent() && addressee.phone().isPresent();
    }

    @Override
    public void send(CodeAddressee addressee, OneTimeCode code) throws CodeNotSentException {
        HttpRequest request = request(addressee, code);
        for (int attempt = 1; ; attempt++) {
            try {
                int status = client.send(request, BodyHandlers.discarding()).statusCode();
                if (status / 100 == 2) {
                    return;
                }
                boolean passing = status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
                if (!passing || attempt == ATTEMPTS) {
                    throw new CodeNotSentException("The text message webhook refused a code with status " + status
                            + ": check sealpost.portal.text-message-webhook and the provider's log.");
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new CodeNotSentException("A code was not sent because Sealpost is stopping.", stopped);
            } catch (IOException away) {
                if (attempt == ATTEMPTS) {
                    throw new CodeNotSentException(
                            "The text message webhook cannot be reached: check sealpost.portal.text-message-webhook.",
                            away);
                }
            }
        }
    }

    private HttpRequest request(CodeAddressee addressee, OneTimeCode code) throws CodeNotSentException {
        URI webhook = settings.textMessageWebhook().orElseThrow();
        String text = Wording.of(Locale.forLanguageTag(addressee.language()))
                .text("code.text", addressee.practice().name(), code.digits());
        try {
            String body = json.writeValueAsString(Map.of("to", addressee.phone().orElseThrow(), "text", text));
            return HttpRequest.newBuilder(webhook)
                    .timeout(settings.textMessageTimeout())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            throw new CodeNotSentException(
                    "A code cannot be given to the text message webhook: check sealpost.portal.text-message-webhook.",
                    wrong);
        }
    }
}
