package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is warned of is certain, whatever the message: nobody deletes a rule on a wrong word. */
class RuleWarningsPropertyTest {

    private final OnlyStrongerTest world = new OnlyStrongerTest();
    private final CasesPropertyTest logic = new CasesPropertyTest();

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsSaidNeverToMatchNeverDoes(@ForAll("conditions") String condition, @ForAll("facts") Facts facts) {
        RuleSet rules = Sample.rules(file(rule("one", condition, "require: tls")));

        if (rules.rules().getFirst().condition().tree().isNever()) {
            assertThat(fits(rules, "one", facts)).isFalse();
            assertThat(rules.warnings()).hasSize(1);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsSaidToAddNothingCanBeTakenAway(
            @ForAll("conditions") String first,
            @ForAll("demands") String demand,
            @ForAll("conditions") String second,
            @ForAll("demands") String other,
            @ForAll("facts") Facts facts,
            @ForAll("worlds") Feasibility feasibility) {
        String one = rule("one", first, demand);
        String two = rule("two", second, other);
        RuleSet rules = Sample.rules(file(one + two));

        for (RuleWarning warning : rules.warnings()) {
            if (warning.text().startsWith("this rule adds nothing")) {
                RuleSet without = Sample.rules(file(warning.line() == 4 ? two : one));
                Decider decider = new Decider(rules);
                Decider fewer = new Decider(without);
                Decision before = decider.decide(facts, feasibility);
                Decision after = fewer.decide(facts, feasibility);
                isTheSame(before, after);
                isTheSame(
                        decider.decide(released(decider.require(facts)), feasibility),
                        fewer.decide(released(fewer.require(facts)), feasibility));
            }
        }
    }

    private static void isTheSame(Decision before, Decision after) {
        assertThat(after.protection()).isEqualTo(before.protection());
        assertThat(after.refusalText()).isEqualTo(before.refusalText());
        assertThat(after.additions()).isEqualTo(before.additions());
        assertThat(after.route().map(Route::toString)).isEqualTo(before.route().map(Route::toString));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsSaidToBeHeldIsHeldOrRefused(
            @ForAll("conditions") String first,
            @ForAll("demands") String demand,
            @ForAll("conditions") String second,
            @ForAll("demands") String other,
            @ForAll("facts") Facts facts,
            @ForAll("worlds") Feasibility feasibility) {
        RuleSet rules = Sample.rules(file(rule("one", first, demand) + rule("two", second, other)));

        for (RuleWarning warning : rules.warnings()) {
            String name = warning.line() == 4 ? "one" : "two";
            // Of what a patient asked for no rule excludes anything.
            boolean asked = !facts.patient().requests().isEmpty();
            if (warning.text().startsWith("whatever this rule matches is held") && !asked && fits(rules, name, facts)) {
                assertThat(new Decider(rules)
                                .decide(facts, possible(facts, feasibility))
                                .protection()
                                .isStop())
                        .isTrue();
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatTwoRulesForTheSamePeopleBothMatchIsHeldOrRefused(
            @ForAll("people") String first,
            @ForAll("demands") String demand,
            @ForAll("people") String second,
            @ForAll("demands") String other,
            @ForAll("facts") Facts facts,
            @ForAll("worlds") Feasibility feasibility) {
        RuleSet rules = Sample.rules(file(rule("one", first, demand) + rule("two", second, other)));

        for (RuleWarning warning : rules.warnings()) {
            boolean asked = !facts.patient().requests().isEmpty();
            boolean both = fits(rules, "one", facts) && fits(rules, "two", facts);
            if (warning.text().startsWith("what rule") && !asked && both) {
                assertThat(new Decider(rules)
                                .decide(facts, feasibility)
                                .protection()
                                .isStop())
                        .isTrue();
            }
        }
    }

    @Provide
    Arbitrary<String> people() {
        Arbitrary<String> who = Arbitraries.of(
                "recipient.domain in lists.labs",
                "recipient.domain in ['lab.example', 'other.example']",
                "recipient.address in lists.staff",
                "recipient.domain in ['mail.example', 'x.example']");
        Arbitrary<String> what =
                Arbitraries.of("findings.phi", "message.size > 1000", "time.hour < 8", "patient.known");
        return Arbitraries.oneOf(who, Combinators.combine(who, what).as((one, other) -> one + " && " + other));
    }

    /** The portal for whom it can serve. */
    private static Feasibility possible(Facts facts, Feasibility feasibility) {
        return PortalReaders.obstacle(facts.patients())
                .map(why -> feasibility.without(Protection.PORTAL, why))
                .orElse(feasibility);
    }

    private static boolean fits(RuleSet rules, String name, Facts facts) {
        Rule rule = rules.rules().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return rule.condition().evaluate(Variables.of(facts, rules.lists())) instanceof Condition.Outcome.Fits;
    }

    private static String file(String rules) {
        return "version: 1\nlists: {nobody: [], people: [jane@mail.example],"
                + " labs: [lab.example, mail.example], staff: [jane@mail.example, joe@lab.example]}\nrules:\n" + rules;
    }

    private static String rule(String name, String when, String demand) {
        return "  - {name: " + name + ", when: \"" + when + "\", " + demand + "}\n";
    }

    /** Few and alike, so that two of them often match the same. */
    @Provide
    Arbitrary<String> conditions() {
        Arbitrary<String> atom = Arbitraries.of(
                "patient.known",
                "!patient.known",
                "findings.phi",
                "true",
                "false",
                "recipient.domain == 'Mail.example'",
                "recipient.domain == 'mail.example'",
                "'mail.example' == recipient.domain",
                "recipient.domain == 'other.example'",
                "recipient.domain in lists.nobody",
                "consent.status == 'granted'",
                "consent.status == 'gone'",
                "'tls' in consent.channels",
                "'fax' in consent.channels",
                "'snn' in findings.kinds",
                "'phone' in findings.counts",
                "'Subject' in message.headers",
                "recipient.domain in lists.people",
                "recipient.address in lists.people",
                "time.date == '1.1.2026'",
                "time.weekday == 'monday'");
        Arbitrary<String> together = atom.list().ofMinSize(1).ofMaxSize(3).map(atoms -> String.join(" && ", atoms));
        Arbitrary<String> any = Combinators.combine(together, together).as((a, b) -> "(" + a + ") || (" + b + ")");
        return Arbitraries.oneOf(
                atom, together, together, any, logic.conditions(), logic.conditions(), logic.conditions());
    }

    @Provide
    Arbitrary<String> demands() {
        return Arbitraries.of(
                "require: tls",
                "require: smime",
                "require: hold",
                "exactly: plain",
                "exactly: tls",
                "exactly: portal",
                "refuse: No.",
                "refuse: Never.",
                "refuse: Never., tag: b",
                "via: 'a.example:25'",
                "via: 'b.example:25'",
                "hold: true",
                "require: portal",
                "tag: a",
                "disclaimer: Private.",
                "require: tls, disclaimer: Private., invite: true",
                "require: smime, invite: true");
    }

    @Provide
    Arbitrary<Facts> facts() {
        return Arbitraries.oneOf(world.facts(), logic.messages(), logic.messages());
    }

    @Provide
    Arbitrary<Feasibility> worlds() {
        return world.worlds();
    }

    private static Requirement released(Requirement requirement) {
        return requirement.released(requirement.holding());
    }
}
