package org.sealpost.consent.fhir;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Period;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentBasis;
import org.sealpost.consent.ConsentKind;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.fhir.ResourceRefused.Kind;
import org.sealpost.mail.Mailbox;

/** What an active Consent says, as records: one for each set of channels, with the purposes that it is for. */
final class ConsentTerms {

    private static final String PROVISION = "Consent.provision";
    private static final Set<Purpose> EVERY_PURPOSE = Set.of(Purpose.ALL, Purpose.MARKETING);

    private final Consent consent;
    private final Policy policy;
    private final ProvisionComponent provision;

    ConsentTerms(Consent consent, Policy policy) {
        this.consent = consent;
        this.policy = policy;
        this.provision = consent.getProvision();
    }

    List<NewConsent> consents() throws ResourceRefused {
        return switch (policy) {
            case AGREES -> provision.getType() == ConsentProvisionType.DENY ? noMailForSomePurposes() : agreed();
            case NO_MAIL -> List.of(noMail(ConsentKind.CONSENT, EVERY_PURPOSE));
            case CONFIDENTIAL_COMMUNICATION -> List.of(request());
            case MARKETING_AUTHORIZATION -> List.of(authorization());
            case WROTE_FIRST -> agreed();
        };
    }

    private List<NewConsent> agreed() throws ResourceRefused {
        List<NewConsent> consents = new ArrayList<>();
        for (Map.Entry<Set<Channel>, Set<Purpose>> group : permissions().entrySet()) {
            Set<Channel> channels = group.getKey().isEmpty() ? Set.of(Channel.NONE) : group.getKey();
            consents.add(made(ConsentKind.CONSENT, channels, PurposeCodes.gathered(group.getValue())));
        }
        return consents;
    }

    private List<NewConsent> noMailForSomePurposes() throws ResourceRefused {
        requireNone(provision.hasCode(), PROVISION + ".code", "it denies every channel, or exceptions say which");
        if (!provision.hasPurpose()) {
            throw new ResourceRefused(
                    Kind.BUSINESS_RULE,
                    "Consent.policyRule",
                    "Consent.policyRule says OPTIN and the provision denies everything: write OPTOUT.");
        }
        return List.of(noMail(ConsentKind.CONSENT, PurposeCodes.gathered(Permissions.purposes(provision, PROVISION))));
    }

    private NewConsent request() throws ResourceRefused {
        if (provision.getType() == ConsentProvisionType.DENY) {
            return noMail(ConsentKind.REQUEST, EVERY_PURPOSE);
        }
        Map<Set<Channel>, Set<Purpose>> permitted = permissions();
        Map.Entry<Set<Channel>, Set<Purpose>> only =
                permitted.entrySet().iterator().next();
        if (permitted.size() > 1 || !only.getValue().containsAll(PurposeCodes.ORDINARY)) {
            throw new ResourceRefused(
                    Kind.BUSINESS_RULE,
                    PROVISION + ".purpose",
                    "A request for confidential communication is for TREAT, HPAYMT and HOPERAT alike.");
        }
        Set<Channel> channels = only.getKey().isEmpty() ? Set.of(Channel.NONE) : only.getKey();
        return made(ConsentKind.REQUEST, channels, PurposeCodes.gathered(only.getValue()));
    }

    private NewConsent authorization() throws ResourceRefused {
        Permissions.actions(provision, PROVISION);
        requireNone(provision.hasCode(), PROVISION + ".code", "an authorisation of marketing opens no channel");
        requireNone(provision.hasProvision(), PROVISION + ".provision", "an authorisation has no exceptions");
        if (!Permissions.permits(provision)) {
            throw ResourceRefused.notUnderstood(PROVISION + ".type", "an authorisation permits");
        }
        if (!Permissions.purposes(provision, PROVISION).equals(Set.of(Purpose.MARKETING))) {
            throw ResourceRefused.notUnderstood(PROVISION + ".purpose", "an authorisation is for HMARKT alone");
        }
        return made(ConsentKind.AUTHORIZATION, Set.of(), Set.of(Purpose.MARKETING));
    }

    /** No e-mail at all, for which the provision may say no more than that it denies, and for how long. */
    private NewConsent noMail(ConsentKind kind, Set<Purpose> purposes) throws ResourceRefused {
        Permissions.actions(provision, PROVISION);
        requireNone(
                provision.getType() == ConsentProvisionType.PERMIT, PROVISION + ".type", "an opt-out permits nothing");
        requireNone(provision.hasCode(), PROVISION + ".code", "an opt-out is of every channel");
        requireNone(provision.hasProvision(), PROVISION + ".provision", "an opt-out has no exceptions");
        requireNone(
                provision.hasPurpose() && policy != Policy.AGREES,
                PROVISION + ".purpose",
                "an opt-out is for every purpose; write OPTIN with a provision that denies some");
        return made(kind, Set.of(Channel.NONE), purposes);
    }

    private Map<Set<Channel>, Set<Purpose>> permissions() throws ResourceRefused {
        if (!consent.hasProvision()) {
            throw ResourceRefused.missing(PROVISION);
        }
        return Permissions.of(provision).byChannels();
    }

    private NewConsent made(ConsentKind kind, Set<Channel> channels, Set<Purpose> purposes) throws ResourceRefused {
        ConsentBasis basis = ConsentBasisReader.basis(consent, policy);
        if (channels.contains(Channel.UNENCRYPTED) && basis.evidence().isEmpty()) {
            throw new ResourceRefused(
                    Kind.BUSINESS_RULE,
                    "Consent.source",
                    "Consent.source or a verification must show that the patient was warned of the risk of"
                            + " unencrypted mail.");
        }
        try {
            Set<Mailbox> onlyAt = ConsentBasisReader.onlyAt(consent);
            return new NewConsent(kind, channels, purposes, recordedAt(), expiresAt(), onlyAt, basis);
        } catch (IllegalArgumentException wrong) {
            throw new ResourceRefused(Kind.BUSINESS_RULE, "Consent", String.valueOf(wrong.getMessage()));
        }
    }

    private Instant recordedAt() throws ResourceRefused {
        if (!consent.hasDateTime()) {
            throw ResourceRefused.missing("Consent.dateTime");
        }
        return FhirTime.start(consent.getDateTimeElement(), "Consent.dateTime");
    }

    private Optional<Instant> expiresAt() throws ResourceRefused {
        Period period = provision.getPeriod();
        if (!period.hasEnd()) {
            return Optional.empty();
        }
        Instant end = FhirTime.end(period.getEndElement(), PROVISION + ".period.end");
        if (period.hasStart()
                && !FhirTime.start(period.getStartElement(), PROVISION + ".period.start")
                        .isBefore(end)) {
            throw new ResourceRefused(
                    Kind.BUSINESS_RULE,
                    PROVISION + ".period",
                    PROVISION + ".period ends before it starts: send the period that is meant.");
        }
        return Optional.of(end);
    }

    private static void requireNone(boolean there, String element, String why) throws ResourceRefused {
        if (there) {
            throw ResourceRefused.notUnderstood(element, why);
        }
    }
}
