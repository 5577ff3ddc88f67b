package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sealpost.certificate.CertificateChoice;
import org.sealpost.certificate.CertificateDirectory;
import org.sealpost.certificate.CertificateSource;
import org.sealpost.consent.PatientConsent;
import org.sealpost.delivery.Destination;
import org.sealpost.delivery.RelaySettings;
import org.sealpost.mail.PracticeId;
import org.sealpost.policy.Feasibility;
import org.sealpost.policy.PortalReaders;
import org.sealpost.policy.Protection;
import org.sealpost.policy.Requirement;
import org.sealpost.portal.PortalSettings;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.smtp.client.SmtpConnection;
import org.sealpost.smtp.client.TlsProof;

/** Which levels the state of the world rules out for a recipient: TLS that proves nothing, no certificate, no identity. */
@Singleton
final class World {

    /** Why a message with REQUIRETLS does not go to a next hop that proves who it is. */
    static final String NO_REQUIRETLS = "the next hop does not promise TLS all the way (REQUIRETLS, RFC 8689)";

    /** Why a message with REQUIRETLS does not go to one that does not. */
    static final String NO_PROVEN_TLS =
            "there is no TLS to the next hop by which it proves who it is (REQUIRETLS, RFC 8689)";

    private final CertificateDirectory certificates;
    private final PracticeDirectory practices;
    private final boolean relayProtectsOnward;
    private final boolean textMessages;

    World(CertificateDirectory certificates, PracticeDirectory practices, RelaySettings relay, PortalSettings portal) {
        this.certificates = certificates;
        this.practices = practices;
        this.relayProtectsOnward = relay.protectsOnward();
        this.textMessages = portal.textMessageWebhook().isPresent();
    }

    /**
     * What is possible for one recipient.
     *
     * @param certificate asked for only if S/MIME could be decided: not when a weaker level that is allowed is possible,
     *     for the weakest is what a decision takes
     */
    record Possibilities(Feasibility feasibility, Optional<CertificateChoice> certificate) {}

    Possibilities of(PracticeId practice, Considered considered, Reached reached) {
        Feasibility feasibility = transport(demanded(considered, reached), reached);
        Optional<CertificateChoice> choice = Optional.empty();
        if (couldBeSmime(considered, feasibility)) {
            choice = Optional.of(certificates.choose(
                    practice, considered.recipient(), sources(considered.requirement()), Instant.now()));
            if (choice.get().usable().isEmpty()) {
                feasibility = feasibility.without(Protection.SMIME, choice.get().whyNone());
            }
        }
        Optional<String> noPortal = portalObstacle(practice, considered.patients());
        if (noPortal.isPresent()) {
            feasibility = feasibility.without(Protection.PORTAL, noPortal.get());
        }
        return new Possibilities(feasibility, choice);
    }

    /** Where a rule says that certificates are looked for. */
    private static List<CertificateSource> sources(Requirement requirement) {
        return requirement.additions().smime().certificateSources().stream()
                .map(CertificateSource::of)
                .toList();
    }

    private static boolean couldBeSmime(Considered considered, Feasibility transport) {
        return considered.requirement().allows(Protection.SMIME)
                && considered.requirement().candidates().headSet(Protection.SMIME).stream()
                        .noneMatch(weaker -> transport.obstacle(weaker).isEmpty());
    }

    /**
     * Whether REQUIRETLS must be asked for (RFC 8689): the sender demands the promise, or it is what makes verified TLS
     * hold beyond the relay.
     */
    boolean needsRequireTls(Destination destination, DecidedRecipient one) {
        return one.considered().requirement().requiresPromise()
                || one.decision().protection() == Protection.VERIFIED_TLS
                        && provesOneHop(destination)
                        && !relayProtectsOnward;
    }

    /**
     * A message with REQUIRETLS, encrypted or not, goes only to servers that prove who they are and take it (RFC 8689
     * section 4.2.1); that a relay is declared to protect onward is no such promise.
     */
    private static Feasibility demanded(Considered considered, Reached reached) {
        Feasibility everything = Feasibility.everything();
        return considered.requirement().requiresTls()
                ? brokenDemand(considered.requirement(), reached)
                        .map(why ->
                                everything.without(Protection.VERIFIED_TLS, why).without(Protection.SMIME, why))
                        .orElse(everything)
                : everything;
    }

    /** What REQUIRETLS demands and the next hop has not. */
    static Optional<String> brokenDemand(Requirement requirement, Reached reached) {
        return switch (reached) {
            case Reached.Open open when !open.connection().tls().isVerified() -> Optional.of(NO_PROVEN_TLS);
            case Reached.Open open
            when requirement.requiresPromise()
                    && !open.connection().capabilities().requireTls() -> Optional.of(NO_REQUIRETLS);
            case Reached.Open open -> Optional.empty();
            case Reached.Unproven unproven -> Optional.of(NO_PROVEN_TLS);
            case Reached.Away away -> Optional.empty();
            case Reached.NotWanted notWanted -> Optional.empty();
            case Reached.Impossible impossible -> Optional.empty();
        };
    }

    private Feasibility transport(Feasibility feasibility, Reached reached) {
        return switch (reached) {
            case Reached.Open open -> proven(feasibility, open.destination(), open.connection());
            case Reached.Unproven(var destination, String why, boolean offersTls) -> {
                Feasibility unverified = feasibility.without(Protection.VERIFIED_TLS, why);
                // Whatever else the operator demands in vain makes weaker levels wait: that is the operator's matter.
                yield offersTls ? unverified : unverified.without(Protection.TLS, why);
            }
            // Temporary is not infeasible: what waits, waits at its level.
            case Reached.Away away -> feasibility;
            case Reached.NotWanted notWanted -> feasibility;
            case Reached.Impossible impossible -> feasibility;
        };
    }

    private Feasibility proven(Feasibility feasibility, Destination destination, SmtpConnection connection) {
        Feasibility result = feasibility;
        Optional<String> unverified = switch (connection.tls()) {
            case TlsProof.Clear(String why) -> {
                result = result.without(Protection.TLS, why);
                yield Optional.of(why);
            }
            case TlsProof.Unverified(var version, var cipher, var fingerprint, String why) ->
                Optional.of("the next hop does not prove who it is: " + why);
            case TlsProof.Verified verified -> endsAtRelay(destination, connection);
        };
        return unverified.isPresent() ? result.without(Protection.VERIFIED_TLS, unverified.get()) : result;
    }

    private Optional<String> endsAtRelay(Destination destination, SmtpConnection connection) {
        boolean onward = !provesOneHop(destination)
                || relayProtectsOnward
                || connection.capabilities().requireTls();
        return onward
                ? Optional.empty()
                : Optional.of("the relay proves one hop only and neither takes REQUIRETLS nor is declared to protect"
                        + " onward (sealpost.relay.protects-onward)");
    }

    /** Whether the message goes on from there to who knows where. */
    private static boolean provesOneHop(Destination destination) {
        return switch (destination.kind()) {
            case RELAY, REROUTE -> true;
            case ROUTE, MAIL_EXCHANGER -> false;
        };
    }

    private Optional<String> portalObstacle(PracticeId practice, List<PatientConsent> patients) {
        Optional<String> nobody = PortalReaders.obstacle(patients.size());
        if (nobody.isPresent()) {
            return nobody;
        }
        PatientConsent patient = patients.getFirst();
        if (patient.birthDate().isEmpty()) {
            return Optional.of("no date of birth is on record, by which the portal would know the patient");
        }
        boolean byText = textMessages && patient.phone().isPresent();
        return byText || practices.settings(practice).codeByEmail()
                ? Optional.empty()
                : Optional.of("no way is open for the portal's one-time code: no text message, and the practice forbids"
                        + " codes by e-mail");
    }
}
