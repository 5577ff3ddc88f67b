package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.sealpost.audit.Actor;
import org.sealpost.mail.PracticeId;
import org.sealpost.policy.RuleError;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleSetResult;

/**
 * The versions of the rules, for people: what there was, a new one, and an old one again. The rules of practice {@code
 * default} are the installation's; those of another practice add to them.
 */
@Singleton
public final class RulesHistory {

    private final RulesVersions versions;
    private final RulesInForce inForce;

    RulesHistory(RulesVersions versions, RulesInForce inForce) {
        this.versions = versions;
        this.inForce = inForce;
    }

    /** Rules that are wrong; nothing was changed. */
    public static final class WrongRulesException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<RuleError> errors;

        WrongRulesException(List<RuleError> errors) {
            super(errors.getFirst().toString());
            this.errors = List.copyOf(errors);
        }

        /** All errors, at least one. */
        public List<RuleError> errors() {
            return errors;
        }
    }

    /** Every version, the newest first. */
    public List<RulesVersion> list(PracticeId practice) {
        return versions.list(practice);
    }

    /** The text of a version. */
    public Optional<String> text(PracticeId practice, long number) {
        return versions.text(practice, number);
    }

    /**
     * Brings a text into force: here at once, on other replicas when they look next. The text that is in force already
     * makes no version.
     */
    public RulesVersion put(PracticeId practice, String yaml, Actor by) throws WrongRulesException {
        RuleSet rules = checked(yaml, "rules.yaml");
        RulesVersion version = versions.add(practice, yaml, rules.hash(), by);
        inForce.adopt();
        return version;
    }

    /**
     * Brings the text of an older version into force, as a new version.
     *
     * @return nothing when there is no such version
     * @throws WrongRulesException when this program no longer understands it
     */
    public Optional<RulesVersion> restore(PracticeId practice, long number, Actor by, String reason)
            throws WrongRulesException {
        Optional<String> yaml = versions.text(practice, number);
        if (yaml.isPresent()) {
            checked(yaml.get(), "rules version " + number);
        }
        Optional<RulesVersion> version = versions.restore(practice, number, by, reason);
        inForce.adopt();
        return version;
    }

    private static RuleSet checked(String yaml, String name) throws WrongRulesException {
        return switch (RuleSet.parse(yaml, name)) {
            case RuleSetResult.Valid(RuleSet rules) -> rules;
            case RuleSetResult.Invalid(List<RuleError> errors) -> throw new WrongRulesException(errors);
        };
    }
}
