package org.sealpost.consent.fhir;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
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

    private record Extent(Set<Channel> channels, Set<Purpose> purposes) {

        boolean contains(Extent other) {
            return channels.containsAll(other.channels) && purposes.containsAll(other.purposes);
        }

        Extent within(Extent other) {
            return new Extent(
                    channels.stream().filter(other.channels::contains).collect(Collectors.toSet()),
                    purposes.stream().filter(other.purposes::contains).collect(Collectors.toSet()));
        }
    }

    /** @throws ResourceRefused when the provision permits nothing, or is not understood */
    static Permissions of(ProvisionComponent root) throws ResourceRefused {
        String path = "Consent.provision";
        if (root.getType() != ConsentProvisionType.PERMIT) {
            throw ResourceRefused.missing(path + ".type");
        }
        Permissions permissions = new Permissions();
        Extent extent = permissions.extent(root, path, everything(), true);
        extent.purposes().forEach(purpose -> permissions.permitted.put(purpose, EnumSet.noneOf(Channel.class)));
        permissions.apply(root, path, extent, 1);
        return permissions;
    }

    /** The channels for purposes that have the same; none where every one was denied. */
    Map<Set<Channel>, Set<Purpose>> byChannels() {
        Map<Set<Channel>, Set<Purpose>> groups = new HashMap<>();
        permitted.forEach((purpose, channels) -> groups.computeIfAbsent(
                        Set.copyOf(channels), none -> EnumSet.noneOf(Purpose.class))
                .add(purpose));
        return groups;
    }

    private void apply(ProvisionComponent provision, String path, Extent extent, int depth) throws ResourceRefused {
        boolean permits = provision.getType() == ConsentProvisionType.PERMIT;
        extent.purposes().forEach(purpose -> {
            EnumSet<Channel> channels = permitted.getOrDefault(purpose, EnumSet.noneOf(Channel.class));
            if (permits) {
                channels.addAll(extent.channels());
            } else {
                channels.removeAll(extent.channels());
            }
        });
        List<ProvisionComponent> exceptions = provision.getProvision();
        for (int i = 0; i < exceptions.size(); i++) {
            exception(exceptions.get(i), path + ".provision[" + i + "]", extent, !permits, depth);
        }
    }

    private void exception(ProvisionComponent exception, String path, Extent of, boolean permits, int depth)
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
        apply(exception, path, extent, depth + 1);
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
            if (Codes.only(action, FhirNames.ACTION_SYSTEM)
                    .filter(FhirNames.DISCLOSE::equals)
                    .isEmpty()) {
                throw ResourceRefused.notUnderstood(path + ".action", "the only action is disclose of consentaction");
            }
        }
    }

    private static Set<Channel> channels(ProvisionComponent provision, String path) throws ResourceRefused {
        EnumSet<Channel> channels = EnumSet.noneOf(Channel.class);
        for (CodeableConcept code : provision.getCode()) {
            channels.add(Codes.only(code, FhirNames.CHANNEL_SYSTEM)
                    .flatMap(Channel::of)
                    .filter(channel -> channel != Channel.NONE)
                    .orElseThrow(() -> ResourceRefused.notUnderstood(
                            path + ".code", "each has one coding, of " + FhirNames.CHANNEL_SYSTEM)));
        }
        return channels;
    }

    static Set<Purpose> purposes(ProvisionComponent provision, String path) throws ResourceRefused {
        EnumSet<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        for (Coding purpose : provision.getPurpose()) {
            purposes.add(Codes.of(purpose, FhirNames.ACT_REASON)
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
