package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.sealpost.policy.ConsentFacts.Granted;
import org.sealpost.policy.ConsentFacts.NoConsent;
import org.sealpost.policy.ConsentFacts.NotAPatient;
import org.sealpost.policy.ConsentFacts.Refused;
import org.sealpost.policy.ConsentFacts.Shared;
import org.sealpost.policy.ConsentFacts.WroteFirst;

/**
 * The one rule above all rules: whatever comes together (facts, rules, failures, the state of the world), the decision
 * is never weaker than any source demands, and whatever is added can only make it stronger.
 */
class OnlyStrongerTest {

    /** Rules of every kind that match, fail or do not match whatever the message is. */
    private static final List<String> RULES = List.of(
            "{when: 'true', require: plain}",
            "{when: 'true', require: verified-tls}",
            "{when: 'findings.phi', require: smime}",
            "{when: 'true', require: portal}",
            "{when: 'true', require: hold}",
            "{when: 'true', exactly: plain}",
            "{when: 'true', exactly: tls}",
            "{when: '!findings.phi', exactly: verified-tls}",
            "{when: 'patient.known', exactly: portal}",
            "{when: 'true', refuse: No.}",
            "{when: 'true', hold: Look at it.}",
            "{when: 'true', via: smtp.lab.example:25}",
            "{when: 'false', refuse: Never.}",
            "{when: 'message.headers[\"missing\"][7] == \"x\"', tag: fails}",
            "{when: '1 / (message.size - message.size) == 1', require: plain}");

    private static final List<Rule> COMPILED = compile();

    @Property
    void neverBelowAnyFloorNorAtAnExcludedOrInfeasibleLevel(
            @ForAll("facts") Facts facts, @ForAll("worlds") Feasibility world, @ForAll("rules") List<String> rules) {
        Decision decision = decide(rules, facts, world);

        Protection level = decision.protection();
        assertThat(decision.floors()).allMatch(floor -> level.isAtLeast(floor.level()));
        assertThat(decision.exclusions()).noneMatch(exclusion -> exclusion.level() == level);
        assertThat(decision.infeasible()).noneMatch(infeasible -> infeasible.level() == level);
    }

    @Property
    void isTheWeakestLevelThatNothingForbids(
            @ForAll("facts") Facts facts, @ForAll("worlds") Feasibility world, @ForAll("rules") List<String> rules) {
        Decision decision = decide(rules, facts, world);

        assertThat(decision.alternatives())
                .hasSize(decision.protection().ordinal())
                .allSatisfy(lost -> assertThat(lost.why()).isNotBlank());
        assertThat(decision.alternatives())
                .allMatch(lost -> decision.floors().stream()
                                .anyMatch(floor -> lost.level().compareTo(floor.level()) < 0)
                        || decision.exclusions().stream().anyMatch(exclusion -> exclusion.level() == lost.level())
                        || world.obstacle(lost.level()).isPresent());
    }

    @Property
    void withoutProvenTlsOnlyByAcceptanceOrWhenThereIsNothingToProtect(
            @ForAll("facts") Facts facts, @ForAll("worlds") Feasibility world, @ForAll("rules") List<String> rules) {
        Decision decision = decide(rules, facts, world);

        if (!decision.protection().isAtLeast(Protection.VERIFIED_TLS)) {
            assertThat(facts.failures()).isEmpty();
            assertThat(facts.findings().malware()).isEmpty();
            assertThat(facts.message().header("x-sealpost-label")).isEmpty();
            assertThat(facts.message().header("x-sealpost-purpose"))
                    .allMatch(said -> List.of("treatment", "payment", "operations", "marketing")
                            .contains(said));
            if (facts.toPatient()) {
                assertThat(acceptedByEveryPatient(facts.consent(), facts)).isTrue();
                assertThat(facts.findings().otherPatient()).isFalse();
                assertThat(facts.patient().substanceUse()).isFalse();
                assertThat(facts.patient().restricted()).isFalse();
                assertThat(facts.patient().requests())
                        .allMatch(request -> request.channels().contains(ConsentChannel.UNENCRYPTED));
            } else {
                assertThat(facts.findings().phi()).isFalse();
                assertThat(facts.findings().uninspectable()).isEmpty();
            }
        }
    }

    @Property
    void aFailedLookupOrInspectionNeverSends(
            @ForAll("facts") Facts facts, @ForAll("worlds") Feasibility world, @ForAll("rules") List<String> rules) {
        Facts failed = withFailure(facts);

        assertThat(decide(rules, failed, world).protection().isStop()).isTrue();
        assertNotWeaker(decide(rules, failed, world), decide(rules, facts, world));
    }

    @Property
    void aRuleThatFailsToEvaluateNeverSends(
            @ForAll("facts") Facts facts, @ForAll("worlds") Feasibility world, @ForAll("rules") List<String> rules) {
        List<String> more = new ArrayList<>(rules);
        more.add(RULES.getLast());

        assertThat(decide(more, facts, world).protection().isStop()).isTrue();
    }

    @Property
    void anotherRuleNeverWeakens(
            @ForAll("facts") Facts facts,
            @ForAll("worlds") Feasibility world,
            @ForAll("rules") List<String> rules,
            @ForAll("rule") String another) {
        List<String> more = new ArrayList<>(rules);
        more.addFirst(another);

        assertNotWeaker(decide(more, facts, world), decide(rules, facts, world));
    }

    @Property
    void theOrderOfRulesNeverChangesTheProtection(
            @ForAll("facts") Facts facts, @ForAll("worlds") Feasibility world, @ForAll("rules") List<String> rules) {
        assertThat(decide(rules.reversed(), facts, world).protection())
                .isEqualTo(decide(rules, facts, world).protection());
    }

    @Property
    void anotherFloorExclusionOrObstacleNeverWeakens(
            @ForAll("facts") Facts facts, @ForAll("worlds") Feasibility world, @ForAll Protection level) {
        Decider decider = new Decider(RuleSet.empty());
        Requirement requirement = decider.require(facts);
        Decision before = decider.decide(requirement, world);

        assertNotWeaker(decider.decide(withFloor(requirement, level), world), before);
        assertNotWeaker(decider.decide(requirement, world.without(level, "ruled out")), before);
        if (!level.isStop()) {
            assertNotWeaker(decider.decide(withExclusion(requirement, level), world), before);
        }
    }

    @Property
    void theLastDefenceHoldsEvenIfEveryFloorWereForgotten(
            @ForAll("facts") Facts facts, @ForAll("worlds") Feasibility world) {
        Decider decider = new Decider(RuleSet.empty());
        Requirement forgetful = demandingNothing(decider.require(facts));

        boolean sensitive = facts.toPatient()
                || facts.findings().sensitive()
                || !facts.failures().isEmpty();
        if (sensitive && !acceptedByEveryPatient(facts.consent(), facts)) {
            assertThat(decider.decide(forgetful, world).protection().isAtLeast(Protection.VERIFIED_TLS))
                    .isTrue();
        }
    }

    @Property
    void candidatesHoldEveryDecisionThatTheWorldCouldBring(
            @ForAll("facts") Facts facts, @ForAll("worlds") Feasibility world, @ForAll("rules") List<String> rules) {
        Decider decider = new Decider(ruleSet(rules));
        Requirement requirement = decider.require(facts);

        assertThat(requirement.candidates())
                .contains(decider.decide(requirement, world).protection());
        assertThat(requirement.candidates().getLast().isStop()).isTrue();
        assertThat(requirement.weakest()).isEqualTo(requirement.candidates().getFirst());
    }

    @Property
    void aRefusalAndOnlyARefusalTellsTheSenderWhy(
            @ForAll("facts") Facts facts, @ForAll("worlds") Feasibility world, @ForAll("rules") List<String> rules) {
        Decision decision = decide(rules, facts, world);

        assertThat(decision.refusalText().isPresent()).isEqualTo(decision.protection() == Protection.REJECT);
        assertThat(decision.summary()).isNotBlank().doesNotContain("\n");
    }

    @Property
    void noRuleExcludesWhatThePatientAskedFor(@ForAll("facts") Facts facts, @ForAll("rules") List<String> rules) {
        Requirement without = new Decider(ruleSet(List.of())).require(facts);
        Requirement with = new Decider(ruleSet(rules)).require(facts);

        for (Protection level : Protection.values()) {
            // At an address that patients share, the request of one moves nothing for the others.
            boolean asked = facts.patient().count() <= 1
                    && !(facts.consent() instanceof Shared)
                    && facts.toPatient()
                    && facts.patient().requests().stream()
                            .anyMatch(request -> request.channels().stream()
                                    .anyMatch(channel -> channel.allows().contains(level)));
            if (asked && level.isAtLeast(with.floor()) && without.allows(level)) {
                assertThat(with.allows(level)).isTrue();
            }
        }
    }

    // The same sources, written by hand once more, so that a fault in the code is not in the test as well.
    private static boolean acceptedByEveryPatient(ConsentFacts consent, Facts facts) {
        return switch (consent) {
            case Granted granted ->
                granted.channels().contains(ConsentChannel.UNENCRYPTED)
                        && granted.evidence().filter(text -> !text.isBlank()).isPresent()
                        && granted.expires()
                                .map(end -> end.isAfter(facts.time().toInstant()))
                                .orElse(true)
                        && coversPurpose(granted, facts);
            case Shared shared ->
                !shared.each().isEmpty()
                        && shared.each().stream().allMatch(each -> acceptedByEveryPatient(each, facts));
            case NotAPatient stranger -> false;
            case NoConsent none -> false;
            case Refused refused -> false;
            case WroteFirst first -> false;
        };
    }

    private static boolean coversPurpose(Granted granted, Facts facts) {
        List<String> said = facts.message().header("x-sealpost-purpose");
        return switch (said.isEmpty() ? "treatment" : said.getFirst()) {
            case "treatment" ->
                granted.purposes().contains(ConsentPurpose.TREATMENT)
                        || granted.purposes().contains(ConsentPurpose.ALL);
            case "payment" ->
                granted.purposes().contains(ConsentPurpose.PAYMENT)
                        || granted.purposes().contains(ConsentPurpose.ALL);
            case "operations" ->
                granted.purposes().contains(ConsentPurpose.OPERATIONS)
                        || granted.purposes().contains(ConsentPurpose.ALL);
            case "marketing" ->
                granted.purposes().contains(ConsentPurpose.MARKETING)
                        && facts.patient().marketing();
            default -> false;
        };
    }

    private static void assertNotWeaker(Decision after, Decision before) {
        assertThat(after.protection().isAtLeast(before.protection()))
                .as("%s is not weaker than %s", after.protection(), before.protection())
                .isTrue();
    }

    private static Decision decide(List<String> rules, Facts facts, Feasibility world) {
        return new Decider(ruleSet(rules)).decide(facts, world);
    }

    private static RuleSet ruleSet(List<String> rules) {
        List<Rule> compiled =
                rules.stream().map(rule -> COMPILED.get(RULES.indexOf(rule))).toList();
        return RuleSet.of("", compiled, RuleLists.none(), List.of(), List.of());
    }

    private static List<Rule> compile() {
        StringBuilder yaml = new StringBuilder("version: 1\nrules:\n");
        for (int i = 0; i < RULES.size(); i++) {
            yaml.append("  - {name: rule ")
                    .append(i)
                    .append(", ")
                    .append(RULES.get(i).substring(1))
                    .append('\n');
        }
        return Sample.rules(yaml.toString()).rules();
    }

    private static Facts withFailure(Facts facts) {
        List<String> failures = new ArrayList<>(facts.failures());
        failures.add("a lookup failed");
        return new Facts(
                facts.message(),
                facts.sender(),
                facts.recipient(),
                facts.patient(),
                facts.consent(),
                facts.findings(),
                facts.attachments(),
                facts.time(),
                failures);
    }

    private static Requirement withFloor(Requirement requirement, Protection level) {
        List<Floor> floors = new ArrayList<>(requirement.floors());
        floors.add(new Floor(level, new Origin.Setting("test"), "the test says so"));
        return with(requirement, floors, requirement.exclusions());
    }

    private static Requirement withExclusion(Requirement requirement, Protection level) {
        List<Exclusion> exclusions = new ArrayList<>(requirement.exclusions());
        exclusions.add(new Exclusion(level, new Origin.Setting("test"), "the test says so"));
        return with(requirement, requirement.floors(), exclusions);
    }

    private static Requirement demandingNothing(Requirement requirement) {
        return with(requirement, List.of(), List.of());
    }

    private static Requirement with(Requirement requirement, List<Floor> floors, List<Exclusion> exclusions) {
        return new Requirement(
                floors,
                exclusions,
                requirement.unprovenPermitted(),
                requirement.route(),
                requirement.refusalText(),
                requirement.additions(),
                requirement.who(),
                requirement.found(),
                requirement.rulesVersion());
    }

    @Provide
    Arbitrary<List<String>> rules() {
        return rule().list().ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> rule() {
        return Arbitraries.of(RULES);
    }

    @Provide
    Arbitrary<Feasibility> worlds() {
        return Arbitraries.of(Protection.class).set().map(levels -> {
            Map<Protection, String> infeasible = new EnumMap<>(Protection.class);
            levels.forEach(level -> infeasible.put(level, "the world rules it out"));
            return new Feasibility(infeasible);
        });
    }

    @Provide
    Arbitrary<Facts> facts() {
        return Combinators.combine(headers(), consents(), findings(), failures(), patients())
                .as((headers, consent, findings, failures, patient) -> {
                    Facts facts = Sample.facts(headers, consent, findings, failures);
                    return new Facts(
                            facts.message(),
                            facts.sender(),
                            facts.recipient(),
                            patient,
                            consent,
                            findings,
                            facts.attachments(),
                            facts.time(),
                            failures);
                });
    }

    private static Arbitrary<PatientFacts> patients() {
        Arbitrary<ConfidentialRequest> request = Combinators.combine(
                        Arbitraries.of(ConsentChannel.class).set().ofMinSize(1),
                        Arbitraries.of(false, false, true),
                        Arbitraries.of(true, false))
                .as((channels, elsewhere, sure) -> new ConfidentialRequest("request", channels, elsewhere, sure));
        Arbitrary<List<ConfidentialRequest>> requests =
                Arbitraries.oneOf(Arbitraries.just(List.of()), request.list().ofMaxSize(2));
        Arbitrary<PatientFacts> known = Combinators.combine(
                        Arbitraries.of(false, false, true),
                        Arbitraries.of(false, false, true),
                        Arbitraries.of(true, false),
                        requests)
                .as((substanceUse, restricted, marketing, asked) ->
                        new PatientFacts(true, 1, "en", substanceUse, restricted, marketing, asked));
        return Arbitraries.oneOf(Arbitraries.just(PatientFacts.stranger()), known);
    }

    private static Arbitrary<Map<String, List<String>>> headers() {
        Arbitrary<Map<String, List<String>>> labels = Arbitraries.frequency(
                Tuple.of(6, Map.<String, List<String>>of()),
                Tuple.of(1, Map.of("x-sealpost-label", List.of("part2"))),
                Tuple.of(1, Map.of("x-sealpost-label", List.of("part3"))),
                Tuple.of(
                        1,
                        Map.of("x-sealpost-label", List.of("part2"), "content-type", List.of("multipart/encrypted"))));
        Arbitrary<Map<String, List<String>>> purposes = Arbitraries.frequency(
                Tuple.of(4, Map.<String, List<String>>of()),
                Tuple.of(1, Map.of("x-sealpost-purpose", List.of("payment"))),
                Tuple.of(1, Map.of("x-sealpost-purpose", List.of("marketing"))),
                Tuple.of(1, Map.of("x-sealpost-purpose", List.of("all"))));
        return Combinators.combine(marks(), labels, purposes).as((marks, label, purpose) -> {
            Map<String, List<String>> headers = new HashMap<>(marks);
            headers.putAll(label);
            headers.putAll(purpose);
            return headers;
        });
    }

    private static Arbitrary<Map<String, List<String>>> marks() {
        List<String> marks = new ArrayList<>(Protection.keys());
        marks.addAll(List.of("", "nonsense", "PORTAL "));
        return Arbitraries.of(marks)
                .list()
                .ofMaxSize(2)
                .injectDuplicates(0.5)
                .map(values -> values.isEmpty() ? Map.of() : Map.of("x-sealpost-require", values));
    }

    private static Arbitrary<List<String>> failures() {
        return Arbitraries.frequency(Tuple.of(4, List.<String>of()), Tuple.of(1, List.of("a lookup failed")));
    }

    private static Arbitrary<FindingFacts> findings() {
        Arbitrary<Map<String, Integer>> counts = Arbitraries.maps(
                        Arbitraries.of("ssn", "mrn", "phone", "diagnosis-code", "a-new-kind"),
                        Arbitraries.integers().between(1, 9))
                .ofMaxSize(2);
        Arbitrary<List<String>> uninspectable =
                Arbitraries.of(List.of(List.<String>of(), List.<String>of(), List.of("an encrypted archive")));
        Arbitrary<Boolean> seldom = Arbitraries.of(false, false, true);
        Arbitrary<Optional<String>> malware =
                Arbitraries.frequency(Tuple.of(5, Optional.<String>empty()), Tuple.of(1, Optional.of("Eicar")));
        Arbitrary<Set<AddressFinding>> address =
                Arbitraries.of(AddressFinding.class).set().ofMaxSize(2);
        return Combinators.combine(counts, seldom, seldom, seldom, malware, address, uninspectable)
                .as(FindingFacts::new);
    }

    private static Arbitrary<ConsentFacts> consents() {
        Arbitrary<ConsentFacts> one = Arbitraries.oneOf(
                Arbitraries.just(new NotAPatient()),
                Arbitraries.of(NoConsent.Reason.class).map(NoConsent::new),
                Arbitraries.just(new Refused("refusal")),
                Arbitraries.just(new WroteFirst("first")),
                granted());
        return Arbitraries.oneOf(one, granted(), one.list().ofMaxSize(3).map(Shared::new));
    }

    private static Arbitrary<ConsentFacts> granted() {
        Arbitrary<Set<ConsentChannel>> channels =
                Arbitraries.of(ConsentChannel.class).set();
        Arbitrary<Set<ConsentPurpose>> purposes = Arbitraries.of(Arrays.asList(
                EnumSet.of(ConsentPurpose.ALL),
                EnumSet.of(ConsentPurpose.TREATMENT, ConsentPurpose.PAYMENT),
                EnumSet.of(ConsentPurpose.MARKETING),
                EnumSet.noneOf(ConsentPurpose.class)));
        return Combinators.combine(
                        channels,
                        purposes,
                        Arbitraries.of("form 12", "form 13", "", " "),
                        Arbitraries.integers().between(-1, 2))
                .as((some, forPurposes, evidence, days) -> new Granted(
                        some,
                        forPurposes,
                        evidence.isEmpty() ? Optional.empty() : Optional.of(evidence),
                        "consent",
                        days == 2
                                ? Optional.empty()
                                : Optional.of(Sample.NOW.plusDays(days).toInstant())));
    }
}
