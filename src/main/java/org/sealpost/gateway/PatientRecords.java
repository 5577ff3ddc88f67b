package org.sealpost.gateway;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentAbsence;
import org.sealpost.consent.ConsentInForce;
import org.sealpost.consent.PatientConsent;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.RequestInForce;
import org.sealpost.consent.Standing;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.ConfidentialRequest;
import org.sealpost.policy.ConsentChannel;
import org.sealpost.policy.ConsentFacts;
import org.sealpost.policy.ConsentPurpose;
import org.sealpost.policy.PatientFacts;

/** Maps what is on record of the patients of an address onto what a decision rests on. */
final class PatientRecords {

    private PatientRecords() {}

    /**
     * Of several, the strictest.
     *
     * @param address theirs, to which the message is sent
     */
    static PatientFacts facts(Mailbox address, List<PatientConsent> patients) {
        if (patients.isEmpty()) {
            return PatientFacts.stranger();
        }
        return new PatientFacts(
                true,
                patients.size(),
                patients.getFirst().language(),
                patients.stream().anyMatch(PatientConsent::substanceUse),
                patients.stream().anyMatch(PatientConsent::restricted),
                patients.stream().allMatch(PatientConsent::marketing),
                patients.stream()
                        .flatMap(patient -> patient.requests().stream())
                        .filter(request -> !isForNoMail(request))
                        .map(request -> request(address, request))
                        .toList());
    }

    static ConsentFacts consent(List<PatientConsent> patients) {
        List<ConsentFacts> each = patients.stream().map(PatientRecords::consent).toList();
        return switch (each.size()) {
            case 0 -> new ConsentFacts.NotAPatient();
            case 1 -> each.getFirst();
            default -> new ConsentFacts.Shared(each);
        };
    }

    private static ConsentFacts consent(PatientConsent patient) {
        for (RequestInForce request : patient.requests()) {
            if (isForNoMail(request)) {
                return new ConsentFacts.Refused(request.id().toString());
            }
        }
        return switch (patient.standing()) {
            case Standing.Nothing(ConsentAbsence why) -> new ConsentFacts.NoConsent(reason(why));
            case Standing.WroteFirst(var id) -> new ConsentFacts.WroteFirst(id.toString());
            case Standing.Consented(ConsentInForce consent) -> granted(consent);
        };
    }

    private static ConsentFacts granted(ConsentInForce consent) {
        if (consent.channels().contains(Channel.NONE)) {
            return new ConsentFacts.Refused(consent.id().toString());
        }
        return new ConsentFacts.Granted(
                channels(consent.channels()),
                purposes(consent.purposes()),
                consent.evidence(),
                consent.id().toString(),
                consent.expiresAt());
    }

    private static boolean isForNoMail(RequestInForce request) {
        return request.channels().contains(Channel.NONE);
    }

    private static ConfidentialRequest request(Mailbox address, RequestInForce request) {
        return new ConfidentialRequest(
                request.id().toString(), channels(request.channels()), request.isForElsewhere(address), request.sure());
    }

    private static Set<ConsentChannel> channels(Set<Channel> channels) {
        EnumSet<ConsentChannel> known = EnumSet.noneOf(ConsentChannel.class);
        channels.forEach(channel -> ConsentChannel.parse(channel.key()).ifPresent(known::add));
        return known;
    }

    private static Set<ConsentPurpose> purposes(Set<Purpose> purposes) {
        EnumSet<ConsentPurpose> known = EnumSet.noneOf(ConsentPurpose.class);
        purposes.forEach(purpose -> ConsentPurpose.parse(purpose.key()).ifPresent(known::add));
        return known;
    }

    private static ConsentFacts.NoConsent.Reason reason(ConsentAbsence absence) {
        return switch (absence) {
            case NONE_ON_RECORD -> ConsentFacts.NoConsent.Reason.NONE_ON_RECORD;
            case EXPIRED -> ConsentFacts.NoConsent.Reason.EXPIRED;
            case REVOKED -> ConsentFacts.NoConsent.Reason.REVOKED;
            case OTHER_PURPOSE -> ConsentFacts.NoConsent.Reason.OTHER_PURPOSE;
            case SOURCE_AWAY -> ConsentFacts.NoConsent.Reason.SOURCE_AWAY;
            case NOT_UNDERSTOOD -> ConsentFacts.NoConsent.Reason.NOT_UNDERSTOOD;
            case CONTRADICTORY -> ConsentFacts.NoConsent.Reason.CONTRADICTORY;
            case ADDRESS_ENDED -> ConsentFacts.NoConsent.Reason.ADDRESS_ENDED;
        };
    }
}
