package org.sealpost.practice;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;

/** A practice as the database keeps it. */
@Entity
@Table(name = "practice")
class PracticeRow {

    @Id
    String id = "";

    String name = "";

    @Nullable
    String contact;

    String language = "en";

    @Column(name = "code_by_email")
    boolean codeByEmail = true;

    @Column(name = "time_zone")
    @Nullable
    String timeZone;

    String mode = PracticeMode.ENFORCE.key();

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    @ElementCollection
    @CollectionTable(name = "practice_domain", joinColumns = @JoinColumn(name = "practice"))
    @Column(name = "domain")
    Set<String> domains = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "practice_network", joinColumns = @JoinColumn(name = "practice"))
    @Column(name = "network")
    Set<String> networks = new HashSet<>();

    void take(PracticeSettings settings) {
        name = settings.name();
        contact = settings.contact().orElse(null);
        language = settings.language();
        codeByEmail = settings.codeByEmail();
        timeZone = settings.timeZone().map(ZoneId::getId).orElse(null);
        mode = settings.mode().key();
        domains.clear();
        settings.domains().forEach(domain -> domains.add(domain.toAscii()));
        networks.clear();
        settings.networks().forEach(network -> networks.add(network.toString()));
    }

    PracticeSettings settings() {
        return new PracticeSettings(
                new PracticeId(id),
                name,
                Optional.ofNullable(contact),
                language,
                codeByEmail,
                // A zone that this Java does not know yet is as none.
                Optional.ofNullable(timeZone)
                        .filter(ZoneId.getAvailableZoneIds()::contains)
                        .map(ZoneId::of),
                // A mode that this version does not know is none that lets mail pass.
                PracticeMode.of(mode).orElse(PracticeMode.ENFORCE),
                domains.stream().map(Domain::new).collect(Collectors.toSet()),
                networks.stream().map(Network::parse).collect(Collectors.toSet()));
    }
}
