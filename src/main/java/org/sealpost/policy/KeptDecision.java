package org.sealpost.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealpost.mail.PracticeId;

/**
 * A decision that was made, kept so that other rules can be tried on it: what it rested on, without anything of the
 * message's content. No subject, no From, no names of files, no evidence of a consent, no header field but Sealpost's own
 * three, and of the media types only what is common. The addresses stand beside it, as pseudonyms where it is stored.
 *
 * @param zone of the practice's clock
 * @param size of the message in octets
 * @param marks the values of the sender's own fields for Sealpost, by the fields' names in lower case, and of Content-Type
 *     where it says why no text can be added
 * @param attachments type, empty where it is not a common one, and size
 * @param rules names of the rules that matched
 * @param rulesVersion the version of the rules that were asked
 * @param ownRules whether the practice's own rules were asked, too
 * @param infeasible what the world ruled out, of what it was asked
 * @param protection what was decided
 */
public record KeptDecision(
        Instant time,
        String zone,
        String practice,
        long size,
        Map<String, List<String>> marks,
        PatientFacts patient,
        ConsentFacts consent,
        FindingFacts findings,
        List<KeptAttachment> attachments,
        List<String> failures,
        List<String> rules,
        long rulesVersion,
        boolean ownRules,
        Map<Protection, String> infeasible,
        Protection protection) {

    private static final Set<String> MARKS = Set.of(
            BuiltInFloors.MARK.toLowerCase(Locale.ROOT),
            MessageFacts.PURPOSE.toLowerCase(Locale.ROOT),
            SubstanceUse.LABEL.toLowerCase(Locale.ROOT));

    /** The words that mean something in them. What is none only needs to stay none. */
    private static final Set<String> WORDS = Stream.of(
                    Protection.keys(), ConsentPurpose.keys(), List.of(SubstanceUse.PART_2))
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableSet());

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addMixIn(ConsentFacts.class, ConsentKinds.class)
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** An attachment without its name. */
    public record KeptAttachment(String type, long size) {}

    /** How consents are told apart in JSON. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ConsentFacts.NotAPatient.class, name = "not-a-patient"),
        @JsonSubTypes.Type(value = ConsentFacts.NoConsent.class, name = "none"),
        @JsonSubTypes.Type(value = ConsentFacts.WroteFirst.class, name = "wrote-first"),
        @JsonSubTypes.Type(value = ConsentFacts.Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = ConsentFacts.Granted.class, name = "granted"),
        @JsonSubTypes.Type(value = ConsentFacts.Shared.class, name = "shared")
    })
    private interface ConsentKinds {}

    /** Keeps a decision. */
    public static KeptDecision of(Facts facts, Decision decision) {
        Map<String, List<String>> marks = new LinkedHashMap<>();
        facts.message().headers().forEach((name, values) -> {
            if (MARKS.contains(name)) {
                marks.put(name, values.stream().map(KeptDecision::mark).toList());
            }
        });
        List<String> form = facts.message().form().mediaTypes();
        if (!form.isEmpty()) {
            marks.put(MessageFacts.CONTENT_TYPE, form);
        }
        return new KeptDecision(
                facts.time().toInstant(),
                facts.time().getZone().getId(),
                facts.message().practice().value(),
                facts.message().size(),
                marks,
                facts.patient(),
                withoutEvidence(facts.consent()),
                facts.findings(),
                facts.attachments().stream()
                        .map(one -> new KeptAttachment(CommonMediaTypes.reduced(one.type()), one.size()))
                        .toList(),
                facts.failures(),
                decision.rules(),
                decision.rulesVersion(),
                decision.practiceRulesVersion().isPresent(),
                new Feasibility(decision.infeasible().stream()
                                .collect(
                                        Collectors.toMap(Infeasibility::level, Infeasibility::why, (one, same) -> one)))
                        .infeasible(),
                decision.insteadOf().orElse(decision.protection()));
    }

    /**
     * What the decision rested on, as far as it was kept; the rest is empty.
     *
     * @param sender the reverse path's address, empty for the null path
     */
    public Facts facts(String sender, String recipient) {
        return new Facts(
                new MessageFacts(new PracticeId(practice), "", "", size, marks),
                new SenderFacts(sender, localPart(sender), domain(sender)),
                new RecipientFacts(recipient, localPart(recipient), domain(recipient)),
                patient,
                consent,
                findings,
                attachments.stream()
                        .map(one -> new AttachmentFacts("", one.type(), one.size()))
                        .toList(),
                time.atZone(ZoneId.of(zone)),
                failures);
    }

    /** Whether the types of all attachments were kept. */
    boolean knowsTypes() {
        return attachments.stream().noneMatch(one -> one.type().isEmpty());
    }

    /** What the world ruled out then. What it was not asked counts as possible. */
    public Feasibility feasibility() {
        return new Feasibility(infeasible);
    }

    /** As it is stored. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a kept decision has no JSON form", impossible);
        }
    }

    /** @throws IllegalArgumentException when it is none that this program wrote */
    public static KeptDecision ofJson(String json) {
        try {
            return JSON.readValue(json, KeptDecision.class);
        } catch (JsonProcessingException other) {
            // Without the parser's message, which quotes.
            throw new IllegalArgumentException("a kept decision cannot be read");
        }
    }

    private static String mark(String value) {
        String word = value.strip().toLowerCase(Locale.ROOT);
        return WORDS.contains(word) ? word : "unreadable";
    }

    private static ConsentFacts withoutEvidence(ConsentFacts consent) {
        return switch (consent) {
            case ConsentFacts.Granted granted ->
                new ConsentFacts.Granted(
                        granted.channels(),
                        granted.purposes(),
                        granted.evidence().filter(text -> !text.isBlank()).map(text -> "on record"),
                        granted.consentId(),
                        granted.expires());
            case ConsentFacts.Shared shared ->
                new ConsentFacts.Shared(shared.each().stream()
                        .map(KeptDecision::withoutEvidence)
                        .toList());
            case ConsentFacts.NotAPatient stranger -> stranger;
            case ConsentFacts.NoConsent none -> none;
            case ConsentFacts.WroteFirst first -> first;
            case ConsentFacts.Refused refused -> refused;
        };
    }

    private static String localPart(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf('@')));
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
