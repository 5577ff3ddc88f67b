package org.sealpost.consent.fhir;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentVerificationComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.sealpost.consent.ConsentBasis;
import org.sealpost.consent.ConsentMethod;
import org.sealpost.consent.Warning;
import org.sealpost.consent.WrittenText;
import org.sealpost.consent.fhir.ResourceRefused.Kind;
import org.sealpost.mail.Characters;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;

/** How a practice knows of a consent, from a Consent's source and verifications; and what its extensions say beside. */
final class ConsentBasisReader {

    private static final int MAX_EVIDENCE = 1000;
    private static final int MAX_NAME = 200;

    private ConsentBasisReader() {}

    static ConsentBasis basis(Consent consent, Policy policy) throws ResourceRefused {
        return new ConsentBasis(
                Optional.of(method(consent, policy)),
                warning(consent),
                evidence(consent),
                text(consent, FhirNames.RECORDED_BY, MAX_NAME),
                Optional.empty());
    }

    private static ConsentMethod method(Consent consent, Policy policy) throws ResourceRefused {
        if (policy == Policy.WROTE_FIRST) {
            return ConsentMethod.WROTE_FIRST;
        }
        Optional<String> key = text(consent, FhirNames.METHOD, MAX_NAME);
        Optional<ConsentMethod> method = key.flatMap(ConsentMethod::of).filter(one -> one != ConsentMethod.WROTE_FIRST);
        if (key.isPresent() && method.isEmpty()) {
            throw ResourceRefused.notUnderstood(
                    "Consent.extension", "consent-method is paper, in-person, portal or fhir");
        }
        return method.orElse(ConsentMethod.FHIR);
    }

    private static Optional<Warning> warning(Consent consent) throws ResourceRefused {
        Optional<Extension> extension = one(consent.getExtensionsByUrl(FhirNames.WARNING));
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> version = part(extension.get(), FhirNames.WARNING_VERSION);
        Optional<String> language = part(extension.get(), FhirNames.WARNING_LANGUAGE);
        if (version.isEmpty()
                || language.isEmpty()
                || extension.get().getExtension().size() > 2) {
            throw ResourceRefused.notUnderstood("Consent.extension", "consent-warning has a version and a language");
        }
        try {
            return Optional.of(new Warning(version.get(), language.get()));
        } catch (IllegalArgumentException wrong) {
            throw new ResourceRefused(Kind.VALUE, "Consent.extension", String.valueOf(wrong.getMessage()));
        }
    }

    private static Optional<String> part(Extension warning, String name) throws ResourceRefused {
        return one(warning.getExtensionsByUrl(name))
                .flatMap(ConsentBasisReader::value)
                .filter(text -> !isUnfit(text, MAX_NAME));
    }

    private static Optional<String> text(Consent consent, String url, int max) throws ResourceRefused {
        Optional<Extension> extension = one(consent.getExtensionsByUrl(url));
        Optional<String> text = extension.flatMap(ConsentBasisReader::value);
        boolean wrong =
                extension.isPresent() && (text.isEmpty() || extension.get().hasExtension());
        if (wrong || text.filter(value -> isUnfit(value, max)).isPresent()) {
            throw new ResourceRefused(
                    Kind.VALUE, "Consent.extension", "Consent.extension has a value of another kind, or too long.");
        }
        return text;
    }

    /** The addresses at which alone the patient asks to be written to: an extension for each. */
    static Set<Mailbox> onlyAt(Consent consent) throws ResourceRefused {
        Set<Mailbox> addresses = new LinkedHashSet<>();
        for (Extension extension : consent.getExtensionsByUrl(FhirNames.ONLY_AT)) {
            Optional<Mailbox> address =
                    value(extension).filter(text -> !extension.hasExtension()).flatMap(ConsentBasisReader::mailbox);
            addresses.add(address.orElseThrow(() -> new ResourceRefused(
                    Kind.VALUE,
                    "Consent.extension",
                    "Consent.extension consent-only-at has a value that is no address.")));
        }
        return addresses;
    }

    private static Optional<Mailbox> mailbox(String text) {
        try {
            return Optional.of(Mailbox.parse(text));
        } catch (InvalidMailboxException wrong) {
            return Optional.empty();
        }
    }

    private static Optional<String> value(Extension extension) {
        return Optional.ofNullable(extension.getValue()).map(value -> value.primitiveValue());
    }

    private static Optional<Extension> one(List<Extension> extensions) throws ResourceRefused {
        if (extensions.size() > 1) {
            throw new ResourceRefused(
                    Kind.BUSINESS_RULE, "Consent.extension", "Consent.extension stands there twice with one URL.");
        }
        return extensions.stream().findFirst();
    }

    /** What shows that the consent was given. A verification that failed shows the contrary. */
    private static Optional<String> evidence(Consent consent) throws ResourceRefused {
        List<String> shown = new ArrayList<>();
        if (consent.getSource() instanceof Reference reference) {
            named(reference).ifPresent(shown::add);
        } else if (consent.getSource() instanceof Attachment attachment) {
            Optional.ofNullable(attachment.getTitle())
                    .or(() -> Optional.ofNullable(attachment.getUrl()))
                    .ifPresent(shown::add);
        }
        for (ConsentVerificationComponent verification : consent.getVerification()) {
            if (!Boolean.TRUE.equals(verification.getVerifiedElement().getValue())
                    || verification.getVerificationDate() == null
                    || FhirTime.isInTheFuture(verification.getVerificationDateElement(), Instant.now())) {
                throw ResourceRefused.notUnderstood(
                        "Consent.verification", "each is verified, and says on which day that was");
            }
            shown.add("verified " + verification.getVerificationDateElement().getValueAsString()
                    + named(verification.getVerifiedWith())
                            .map(who -> " with " + who)
                            .orElse(""));
        }
        String evidence = String.join("; ", shown);
        if (isUnfit(evidence, MAX_EVIDENCE)) {
            throw new ResourceRefused(
                    Kind.VALUE, "Consent.source", "Consent.source and verification together are too long.");
        }
        return WrittenText.saysNothing(evidence) ? Optional.empty() : Optional.of(evidence);
    }

    private static Optional<String> named(Reference reference) {
        return Optional.ofNullable(reference.getDisplay())
                .or(() -> Optional.ofNullable(reference.getReference()))
                .or(() -> Optional.ofNullable(reference.getIdentifier().getValue()));
    }

    private static boolean isUnfit(String text, int max) {
        return text.length() > max || Characters.haveControl(text);
    }
}
