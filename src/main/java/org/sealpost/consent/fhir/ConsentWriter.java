package org.sealpost.consent.fhir;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentKind;
import org.sealpost.consent.ConsentMethod;
import org.sealpost.consent.HeldConsent;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.RecordedConsent;
import org.sealpost.consent.SourceId;

/** Writes what is on record as a Consent, in the form in which {@link ConsentReader} takes it. */
final class ConsentWriter {

    private static final Set<Purpose> EVERY_PURPOSE = Set.of(Purpose.ALL, Purpose.MARKETING);

    private static final int LAST_YEAR = 9999;

    private final PatientIdSystem ids;

    ConsentWriter(PatientIdSystem ids) {
        this.ids = ids;
    }

    Consent write(HeldConsent held) {
        RecordedConsent record = held.record();
        Consent consent = new Consent();
        consent.setId(record.id().toString());
        consent.getMeta().setLastUpdated(Date.from(held.changedAt()));
        record.basis().sourceId().flatMap(SourceId::parse).ifPresent(id -> consent.addIdentifier(identifier(id)));
        consent.setStatus(held.holds() ? ConsentState.ACTIVE : ConsentState.INACTIVE);
        consent.setScope(Codes.concept(FhirNames.SCOPE_SYSTEM, FhirNames.SCOPE_PRIVACY));
        consent.addCategory(Codes.concept(FhirNames.LOINC, FhirNames.PATIENT_CONSENT));
        consent.setPatient(new Reference("Patient/" + record.patient())
                .setIdentifier(new Identifier()
                        .setSystem(ids.shown())
                        .setValue(record.patientId().value())));
        consent.setDateTimeElement(time(record.recordedAt()));
        record.basis().evidence().ifPresent(text -> consent.setSource(new Reference().setDisplay(text)));
        // What no longer holds is told whole: it is inactive.
        boolean inPart = held.holds() && !held.whole();
        Policy policy = policy(record, inPart);
        consent.setPolicyRule(policy.rule());
        consent.setProvision(inPart ? heldProvision(held, policy) : provision(record, policy));
        addExtensions(consent, record);
        return consent;
    }

    private static Policy policy(RecordedConsent record, boolean inPart) {
        return switch (record.kind()) {
            case REQUEST -> Policy.CONFIDENTIAL_COMMUNICATION;
            case AUTHORIZATION -> Policy.MARKETING_AUTHORIZATION;
            case CONSENT -> {
                if (record.basis().method().equals(Optional.of(ConsentMethod.WROTE_FIRST))) {
                    yield Policy.WROTE_FIRST;
                }
                boolean forEverything = !inPart && record.purposes().equals(EVERY_PURPOSE);
                yield isNoMail(record) && forEverything ? Policy.NO_MAIL : Policy.AGREES;
            }
        };
    }

    private static boolean isNoMail(RecordedConsent record) {
        return !record.understood() || record.channels().contains(Channel.NONE);
    }

    private static ProvisionComponent provision(RecordedConsent record, Policy policy) {
        return provision(record, policy, PurposeCodes.spread(record.purposes()), record.channels());
    }

    /** What holds of it and no more: where channels hold for some of its purposes only, the others are exceptions. */
    private static ProvisionComponent heldProvision(HeldConsent held, Policy policy) {
        Set<Channel> channels = held.channels();
        ProvisionComponent provision =
                provision(held.record(), policy, held.held().keySet(), channels);
        for (Purpose purpose : new TreeSet<>(held.held().keySet())) {
            Set<Channel> lost = new TreeSet<>(channels);
            lost.removeAll(held.held().get(purpose));
            if (!lost.isEmpty()) {
                ProvisionComponent exception = provision.addProvision().setType(ConsentProvisionType.DENY);
                exception.addPurpose(purpose(purpose));
                lost.forEach(channel -> exception.addCode(channel(channel)));
            }
        }
        return provision;
    }

    private static ProvisionComponent provision(
            RecordedConsent record, Policy policy, Set<Purpose> purposes, Set<Channel> channels) {
        ProvisionComponent provision = new ProvisionComponent();
        record.expiresAt().ifPresent(end -> provision.setPeriod(new Period().setEndElement(end(end))));
        provision.addAction(Codes.concept(FhirNames.ACTION_SYSTEM, FhirNames.DISCLOSE));
        boolean denies = record.kind() != ConsentKind.AUTHORIZATION && isNoMail(record);
        provision.setType(denies ? ConsentProvisionType.DENY : ConsentProvisionType.PERMIT);
        if (!denies || policy == Policy.AGREES) {
            new TreeSet<>(purposes).forEach(purpose -> provision.addPurpose(purpose(purpose)));
        }
        if (!denies) {
            new TreeSet<>(channels).forEach(channel -> provision.addCode(channel(channel)));
        }
        return provision;
    }

    private static Coding purpose(Purpose purpose) {
        return new Coding().setSystem(FhirNames.ACT_REASON).setCode(PurposeCodes.code(purpose));
    }

    private static CodeableConcept channel(Channel channel) {
        return Codes.concept(FhirNames.CHANNEL_SYSTEM, channel.key());
    }

    private static void addExtensions(Consent consent, RecordedConsent record) {
        record.basis()
                .method()
                .filter(method -> method != ConsentMethod.WROTE_FIRST)
                .ifPresent(method -> consent.addExtension(FhirNames.METHOD, new CodeType(method.key())));
        record.onlyAt().stream()
                .sorted()
                .forEach(address -> consent.addExtension(FhirNames.ONLY_AT, new StringType(address)));
        record.basis().warning().ifPresent(warning -> {
            Extension extension = new Extension(FhirNames.WARNING);
            extension.addExtension(FhirNames.WARNING_VERSION, new StringType(warning.version()));
            extension.addExtension(FhirNames.WARNING_LANGUAGE, new CodeType(warning.language()));
            consent.addExtension(extension);
        });
        record.basis()
                .recordedBy()
                .ifPresent(name -> consent.addExtension(FhirNames.RECORDED_BY, new StringType(name)));
    }

    /** As it was given to the API, else with a system that says that it is another system's. */
    private static Identifier identifier(SourceId id) {
        int bar = id.key().indexOf('|');
        if (id.origin() != SourceId.Origin.API || bar < 0) {
            return new Identifier().setSystem(FhirNames.SOURCE_ID).setValue(id.text());
        }
        Identifier given = new Identifier().setValue(id.key().substring(bar + 1));
        return bar == 0 ? given : given.setSystem(id.key().substring(0, bar));
    }

    /** "For ever" is told as people write it: there is no year 10000 in FHIR. */
    private static DateTimeType end(Instant end) {
        return end.atOffset(ZoneOffset.UTC).getYear() > LAST_YEAR ? new DateTimeType(LAST_YEAR + "-12-31") : time(end);
    }

    private static DateTimeType time(Instant instant) {
        return new DateTimeType(instant.toString());
    }
}
