package org.sealpost.consent.fhir;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.sealpost.consent.Channel;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.fhir.ResourceRefused.Kind;

/**
 * What a provision and the exceptions within it permit, channel by channel and purpose by purpose. A permission names its
 * channels and purposes; a denial that names none denies all that it is an exception to.
 */
final class Permissions {

    private static final int MAX_DEPTH = 5;

    private final Map<Purpose, EnumSet<Channel>> permitted = new EnumMap<>(Purpose.class);

    private Permissions() {}

    /** One channel for one purpose, which is permitted or not. */
    private record Use(Channel channel, Purpose purpose) {}

    private record Extent(Set<Channel> channels, Set<Purpose> purposes) {

        Set<Use> uses() {
            return channels.stream()
                    .flatMap(channel -> purposes.stream().map(purpose -> new Use(channel, purpose)))
                    .collect(Collectors.toCollection(HashSet::new));
        }

        boolean contains(Extent other) {
            return channels.containsAll(other.channels) && purposes.containsAll(other.purposes);
        }

        Extent within(Extent other) {
            return new Extent(
                    channels.stream().filter(other.channels::contains).collect(Collectors.toSet()),
                    purposes.stream().filter(other.purposes::contains).collect(Collectors.toSet()));
        }
    }

    /**
     * The provision itself permits, also without saying so: R4 leaves the type of the outermost one to the policy rule,
     * and wants it in all within.
     *
     * @throws ResourceRefused when the provision permits nothing, or is not understood
     */
    static Permissions of(ProvisionComponent root) throws ResourceRefused {
        String path = "Consent.provision";
        if (!permits(root)) {
            throw ResourceRefused.notUnderstood(path + ".type", "the policy rule permits, and exceptions deny");
        }
        Permissions permissions = new Permissions();
        Extent extent = permissions.extent(root, path, everything(), true);
        extent.purposes().forEach(purpose -> permissions.permitted.put(purpose, EnumSet.noneOf(Channel.class)));
        for (Use use : permissions.without(root, path, extent, true, 1)) {
            permissions
                    .permitted
                    .computeIfAbsent(use.purpose(), none -> EnumSet.noneOf(Channel.class))
                    .add(use.channel());
        }
        return permissions;
    }

    /** Whether the outermost provision does, under a policy rule that permits. */
    static boolean permits(ProvisionComponent root) {
        return !root.hasType() || root.getType() == ConsentProvisionType.PERMIT;
    }

    /** The channels for purposes that have the same; none where every one was denied. */
    Map<Set<Channel>, Set<Purpose>> byChannels() {
        Map<Set<Channel>, Set<Purpose>> groups = new HashMap<>();
        permitted.forEach((purpose, channels) -> groups.computeIfAbsent(
                        Set.copyOf(channels), none -> EnumSet.noneOf(Purpose.class))
                .add(purpose));
        return groups;
    }

    /**
     * What a provision permits or denies, without its exceptions. Each exception counts by itself: what one denies, no
     * permission within another gives back.
     */
    private Set<Use> without(ProvisionComponent provision, String path, Extent extent, boolean permits, int depth)
            throws ResourceRefused {
        Set<Use> uses = extent.uses();
        List<ProvisionComponent> exceptions = provision.getProvision();
        for (int i = 0; i < exceptions.size(); i++) {
            uses.removeAll(exception(exceptions.get(i), path + ".provision[" + i + "]", extent, !permits, depth));
        }
        return uses;
    }

    private Set<Use> exception(ProvisionComponent exception, String path, Extent of, boolean permits, int depth)
            throws ResourceRefused {
        if (depth == MAX_DEPTH) {
            throw ResourceRefused.notUnderstood(path, "exceptions nest at most " + MAX_DEPTH + " deep");
        }
        ConsentProvisionType wanted = permits ? ConsentProvisionType.PERMIT : ConsentProvisionType.DENY;
        if (exception.getType() != wanted) {
            throw ResourceRefused.notUnderstood(
                    path + ".type", "an exception to what is " + (permits ? "denied permits" : "permitted denies"));
        }
        if (exception.hasPeriod()) {
            throw ResourceRefused.notUnderstood(path + ".period", "an exception has no period of its own");
        }
        Extent named = extent(exception, path, of, permits);
        Extent extent = named.within(of);
        if (permits && !of.contains(named)) {
            throw new ResourceRefused(Kind.BUSINESS_RULE, path, path + " permits more than it is an exception to.");
        }
        return without(exception, path, extent, permits, depth + 1);
    }

    private Extent extent(ProvisionComponent provision, String path, Extent otherwise, boolean required)
            throws ResourceRefused {
        actions(provision, path);
        if (required && !provision.hasCode()) {
            throw ResourceRefused.missing(path + ".code");
        }
        if (required && !provision.hasPurpose()) {
            throw ResourceRefused.missing(path + ".purpose");
        }
        return new Extent(
                provision.hasCode() ? channels(provision, path) : otherwise.channels(),
                provision.hasPurpose() ? purposes(provision, path) : otherwise.purposes());
    }

    static void actions(ProvisionComponent provision, String path) throws ResourceRefused {
        for (CodeableConcept action : provision.getAction()) {
            if (Codes.alone(action, FhirNames.ACTION_SYSTEM)
                    .filter(FhirNames.DISCLOSE::equals)
                    .isEmpty()) {
                throw ResourceRefused.notUnderstood(
                        path + ".action", "the only action is disclose of consentaction, and " + Codes.PLAIN);
            }
        }
    }

    private static Set<Channel> channels(ProvisionComponent provision, String path) throws ResourceRefused {
        EnumSet<Channel> channels = EnumSet.noneOf(Channel.class);
        for (CodeableConcept code : provision.getCode()) {
            channels.add(Codes.alone(code, FhirNames.CHANNEL_SYSTEM)
                    .flatMap(Channel::of)
                    .filter(channel -> channel != Channel.NONE)
                    .orElseThrow(() -> ResourceRefused.notUnderstood(
                            path + ".code",
                            "each has one coding, of " + FhirNames.CHANNEL_SYSTEM + ", and " + Codes.PLAIN)));
        }
        return channels;
    }

    static Set<Purpose> purposes(ProvisionComponent provision, String path) throws ResourceRefused {
        EnumSet<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        for (Coding purpose : provision.getPurpose()) {
            purposes.add(Codes.of(purpose, FhirNames.ACT_REASON)
                    .filter(code -> Codes.isOfKnownVersion(purpose))
                    .flatMap(PurposeCodes::of)
                    .orElseThrow(() -> ResourceRefused.notUnderstood(
                            path + ".purpose", "each is TREAT, HPAYMT, HOPERAT or HMARKT of v3-ActReason")));
        }
        return purposes;
    }

    private static Extent everything() {
        return new Extent(EnumSet.complementOf(EnumSet.of(Channel.NONE)), PurposeCodes.every());
    }
}
