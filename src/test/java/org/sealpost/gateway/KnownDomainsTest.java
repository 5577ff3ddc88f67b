package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.Domain;
import org.sealpost.mail.PracticeId;
import org.sealpost.policy.Decider;
import org.sealpost.policy.LookalikeDomains;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleSetResult;

/** What is kept of a practice's known domains holds for as long as nothing of them changed, and no longer. */
class KnownDomainsTest {

    private static final PracticeId PRACTICE = new PracticeId("north");
    private static final Domain LIKE_LABORATORY = new Domain("familylaboratori.example");
    private static final Domain LIKE_PRACTICE = new Domain("familypractise.example");
    private static final Set<Domain> OWN = Set.of(new Domain("familypractice.example"));

    private final KnownDomains known = new KnownDomains();
    private final RuleSet none = RuleSet.empty();
    private final RuleSet laboratory = rules("familylaboratory.example");

    @Test
    void theSameSetsAreGatheredOnce() {
        Set<Domain> same = Set.of(new Domain("familypractice.example"));

        assertThat(known.of(PRACTICE, new Decider(laboratory), OWN))
                .isSameAs(known.of(PRACTICE, new Decider(laboratory), same));
    }

    @Test
    void aDomainOfItsOwnCountsForTheNextMessage() {
        assertThat(isAlike(new Decider(none), Set.of(), LIKE_PRACTICE)).isFalse();

        assertThat(isAlike(new Decider(none), OWN, LIKE_PRACTICE)).isTrue();
        assertThat(isAlike(new Decider(none), Set.of(), LIKE_PRACTICE)).isFalse();
    }

    @Test
    void changedRulesOfTheInstallationCountForTheNextMessage() {
        assertThat(isAlike(new Decider(none), OWN, LIKE_LABORATORY)).isFalse();

        assertThat(isAlike(new Decider(laboratory), OWN, LIKE_LABORATORY)).isTrue();
        assertThat(isAlike(new Decider(none), OWN, LIKE_LABORATORY)).isFalse();
    }

    @Test
    void rulesOfThePracticesOwnCountForTheNextMessage() {
        assertThat(isAlike(new Decider(none), OWN, LIKE_LABORATORY)).isFalse();

        assertThat(isAlike(new Decider(none, laboratory), OWN, LIKE_LABORATORY)).isTrue();
        assertThat(isAlike(new Decider(none, none), OWN, LIKE_LABORATORY)).isFalse();
    }

    @Test
    void ofAPracticeWithoutDomainsTheSendersIsGatheredOnceWhoeverSendsBetween() {
        Optional<Domain> sender = OWN.stream().findFirst();
        LookalikeDomains first = known.ofSender(PRACTICE, new Decider(none), sender);

        assertThat(first.resembled(LIKE_PRACTICE)).isPresent();
        assertThat(known.ofSender(PRACTICE, new Decider(none), Optional.empty()).resembled(LIKE_PRACTICE))
                .isEmpty();
        assertThat(known.ofSender(PRACTICE, new Decider(none), Optional.of(new Domain("other.example")))
                        .resembled(LIKE_PRACTICE))
                .isEmpty();
        assertThat(known.ofSender(PRACTICE, new Decider(none), sender)).isSameAs(first);
    }

    @Test
    void onePracticesDomainsAreNotAnothers() {
        assertThat(isAlike(new Decider(none), OWN, LIKE_PRACTICE)).isTrue();

        assertThat(known.of(new PracticeId("south"), new Decider(none), Set.of())
                        .resembled(LIKE_PRACTICE))
                .isEmpty();
    }

    private boolean isAlike(Decider rules, Set<Domain> own, Domain domain) {
        return known.of(PRACTICE, rules, own).resembled(domain).isPresent();
    }

    private static RuleSet rules(String listed) {
        return switch (RuleSet.parse("version: 1\nlists: {laboratories: [" + listed + "]}\nrules: []\n", "rules")) {
            case RuleSetResult.Valid(RuleSet rules) -> rules;
            case RuleSetResult.Invalid(var errors) -> throw new AssertionError(errors.toString());
        };
    }
}
