package org.sealpost.admin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sealpost.practice.AccountCertificate;
import org.sealpost.practice.Login;
import org.sealpost.practice.SenderScope;

/** An account that a caller wants made, or a certificate that shall stand for one. */
public record AccountForm(
        Optional<String> login,

        @Schema(description = "Addresses and domains that it may send as; all of the practice's when missing.")
        Optional<List<String>> senders,

        @Schema(
                description = "The client certificate that stands for it: its SHA-256 in hex, or a DNS name or e-mail"
                        + " address in it.")
        Optional<String> certificate) {

    private static final int FINGERPRINT_DIGITS = 64;

    /** @throws Refusal in one sentence, when it is none */
    Login wantedLogin() {
        try {
            return Login.parse(
                    login.orElseThrow(() -> Refusal.badRequest("Send the login, such as {\"login\":\"scanner\"}.")));
        } catch (IllegalArgumentException wrong) {
            throw Refusal.badRequest(String.valueOf(wrong.getMessage()));
        }
    }

    /** @throws Refusal in one sentence, when one is neither address nor domain */
    Set<SenderScope> wantedSenders() {
        try {
            return senders.orElse(List.of()).stream().map(SenderScope::parse).collect(Collectors.toSet());
        } catch (IllegalArgumentException wrong) {
            throw Refusal.badRequest(String.valueOf(wrong.getMessage()));
        }
    }

    /** @throws Refusal in one sentence, when it is neither fingerprint nor name */
    Optional<AccountCertificate> wantedCertificate() {
        try {
            return certificate.filter(text -> !text.isBlank()).map(AccountForm::certificate);
        } catch (IllegalArgumentException wrong) {
            throw Refusal.badRequest(String.valueOf(wrong.getMessage()));
        }
    }

    private static AccountCertificate certificate(String text) {
        return text.replace(":", "").length() == FINGERPRINT_DIGITS && text.indexOf('.') < 0
                ? new AccountCertificate.ByFingerprint(text)
                : new AccountCertificate.ByName(text);
    }
}
