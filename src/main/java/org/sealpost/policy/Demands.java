package org.sealpost.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Collects what the sources demand of one message. It can only be added to, so no source can weaken another. */
final class Demands {

    private final List<Floor> floors = new ArrayList<>();
    private final List<Exclusion> exclusions = new ArrayList<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private final Set<String> notices = new LinkedHashSet<>();
    private final Set<Protection> askedFor = EnumSet.noneOf(Protection.class);
    private final MessageForm form;
    private boolean invitation;
    private SmimeForm smime = SmimeForm.DEFAULT;
    private Optional<Route> route = Optional.empty();
    private Optional<String> refusalText = Optional.empty();

    Demands(Facts facts) {
        this.form = facts.message().form();
    }

    void floor(Protection level, Origin origin, String why) {
        floors.add(new Floor(level, origin, why));
    }

    void exclude(Protection level, Origin origin, String why) {
        if (origin instanceof Origin.Rule && askedFor.contains(level)) {
            floor(Protection.PLAIN, new Origin.PatientRequest(), "the patient's request comes before this: " + why);
        } else {
            exclusions.add(new Exclusion(level, origin, why));
        }
    }

    /** What the patient asked for, which no rule that comes behind excludes (45 CFR 164.522(b)). */
    void askedFor(Set<Protection> levels) {
        askedFor.addAll(levels);
    }

    /** Demands that level and nothing else, but holding and refusing. */
    void exactly(Protection level, Origin origin, String why) {
        floor(level, origin, why);
        for (Protection other : Protection.values()) {
            if (other != level && !other.isStop()) {
                exclude(other, origin, why);
            }
        }
    }

    /** Refuses; the first text is the one that the sender gets. */
    void refuse(Origin origin, String why, String text) {
        floor(Protection.REJECT, origin, why);
        if (refusalText.isEmpty()) {
            refusalText = Optional.of(text);
        }
    }

    /** Names a next hop; the first counts. */
    void route(Route named) {
        if (route.isEmpty()) {
            route = Optional.of(named);
        }
    }

    void tag(String tag) {
        tags.add(tag);
    }

    /** Adds a text to the message, once however many ask for it. */
    void notice(String text) {
        notices.add(text);
    }

    /** The same where the message can take one as it is: what it says is worth less than that the message can be read. */
    void disclaimer(String text, Origin origin, String whose) {
        if (form == MessageForm.ORDINARY) {
            notice(text);
        } else {
            floor(Protection.PLAIN, origin, whose + "adds no text to this message: " + form.words());
        }
    }

    /** Asks the patient what they prefer. */
    void invite() {
        invitation = true;
    }

    /** Says how it is signed and encrypted; of two words for one thing the first counts. */
    void smime(SmimeForm form) {
        smime = smime.and(form);
    }

    Requirement requirement(Facts facts, long rulesVersion, OptionalLong practiceRulesVersion) {
        return new Requirement(
                floors,
                exclusions,
                UnprovenTransport.isPermitted(facts),
                route,
                refusalText,
                new Additions(List.copyOf(tags), List.copyOf(notices), invitation, smime),
                Wording.who(facts),
                Wording.found(facts.findings()),
                rulesVersion,
                practiceRulesVersion);
    }
}
