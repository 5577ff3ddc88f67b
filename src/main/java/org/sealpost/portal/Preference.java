package org.sealpost.portal;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sealpost.consent.Channel;
import org.sealpost.consent.ConsentBasis;
import org.sealpost.consent.ConsentKind;
import org.sealpost.consent.ConsentMethod;
import org.sealpost.consent.NewConsent;
import org.sealpost.consent.Purpose;
import org.sealpost.consent.Warning;

/** What a patient can choose in the portal, and what is recorded then. */
enum Preference {
    PORTAL(Set.of(Channel.PORTAL)),
    /** Where the way is not proven, the portal. */
    TLS(Set.of(Channel.TLS, Channel.PORTAL)),
    /** Only with the warning read (78 FR 5634). */
    ORDINARY(Set.of(Channel.UNENCRYPTED, Channel.PORTAL)),
    NONE(Set.of(Channel.NONE));

    /** Of the text on the page {@code preferences.html}: a change of the text is a new version. */
    static final Warning WARNING = new Warning("portal-1", "en");

    private final Set<Channel> channels;

    Preference(Set<Channel> channels) {
        this.channels = channels;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Preference> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }

    boolean needsWarning() {
        return this == ORDINARY;
    }

    NewConsent consent(Instant now) {
        return new NewConsent(
                ConsentKind.CONSENT,
                channels,
                Set.of(Purpose.ALL),
                now,
                Optional.empty(),
                new ConsentBasis(
                        Optional.of(ConsentMethod.PORTAL),
                        needsWarning() ? Optional.of(WARNING) : Optional.empty(),
                        Optional.of("chosen by the patient in the portal, signed in with birth date and code"),
                        Optional.empty(),
                        Optional.empty()));
    }
}
