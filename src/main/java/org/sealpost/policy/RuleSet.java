package org.sealpost.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sealpost.mail.Domain;

/**
 * The rules of one rules file, compiled and ready to be asked by many threads at once. How the file is written:
 * docs/rules.md.
 */
public final class RuleSet {

    private final long version;
    private final String hash;
    private final List<Rule> rules;
    private final RuleLists lists;
    private final Set<Domain> listed;
    private final RuleIndex index;
    private final List<RuleTest> tests;
    private final List<RuleWarning> warnings;
    private final Optional<String> fault;

    private RuleSet(
            long version,
            String hash,
            List<Rule> rules,
            RuleLists lists,
            List<RuleTest> tests,
            List<RuleWarning> warnings,
            Optional<String> fault) {
        this.version = version;
        this.hash = hash;
        this.rules = List.copyOf(rules);
        this.lists = lists;
        this.listed = lists.domains();
        this.index = new RuleIndex(rules);
        this.tests = List.copyOf(tests);
        this.warnings = List.copyOf(warnings);
        this.fault = fault;
    }

    /**
     * Reads a rules file.
     *
     * @param yaml the file's text
     * @param fileName its name, for error messages
     * @return the rules, or every error with line and column
     */
    public static RuleSetResult parse(String yaml, String fileName) {
        return RulesFile.read(yaml, fileName, Map.of());
    }

    /** No rules: only the built-in floors hold. */
    public static RuleSet empty() {
        return of("", List.of(), RuleLists.none(), List.of(), List.of());
    }

    /**
     * What stands for rules on record that this program does not understand: every message is held, for nobody knows what
     * they would demand of it.
     *
     * @param yaml their text
     * @param number under which they are stored
     */
    public static RuleSet notUnderstood(String yaml, long number) {
        String what = "version " + number + " of the rules on record cannot be read by this program: correct them with"
                + " `./sealpost rules put`";
        return new RuleSet(number, sha256(yaml), List.of(), RuleLists.none(), List.of(), List.of(), Optional.of(what));
    }

    static RuleSet of(
            String yaml, List<Rule> rules, RuleLists lists, List<RuleTest> tests, List<RuleWarning> warnings) {
        return new RuleSet(0, sha256(yaml), rules, lists, tests, warnings, Optional.empty());
    }

    /** The same rules with the number under which they are stored; a file that was only read has number 0. */
    public RuleSet numbered(long number) {
        return new RuleSet(number, hash, rules, lists, tests, warnings, fault);
    }

    /** The number under which the rules are stored, which decisions and events carry. */
    public long version() {
        return version;
    }

    /** Whether it is known what they demand; else they hold every message. */
    public boolean isUnderstood() {
        return fault.isEmpty();
    }

    /** SHA-256 of the file's text in lower-case hexadecimal, so that the same file is not stored twice. */
    public String hash() {
        return hash;
    }

    /** The names of the rules in the order of the file. */
    public List<String> names() {
        return rules.stream().map(Rule::name).toList();
    }

    /** What is valid and most likely not meant, in the order of the file. */
    public List<RuleWarning> warnings() {
        return warnings;
    }

    /** The tests that stand in the file. */
    public List<RuleTest> tests() {
        return tests;
    }

    /** The domains that the lists name: others may be mistaken for them. */
    public Set<Domain> listedDomains() {
        return listed;
    }

    List<Rule> rules() {
        return rules;
    }

    RuleLists lists() {
        return lists;
    }

    RuleIndex index() {
        return index;
    }

    /** @param whose how reasons name a rule of this set, such as {@code rule} */
    void demand(Facts facts, Demands demands, String whose) {
        holdIfNotUnderstood(demands);
        List<Rule> candidates = index.candidates(facts);
        if (candidates.isEmpty()) {
            return;
        }
        Variables variables = Variables.of(facts, lists);
        for (Rule rule : candidates) {
            rule.demand(variables, demands, whose);
        }
    }

    /**
     * The same for a message of which not all is known.
     *
     * @param recalled whether a rule matched, where that is known without asking it
     */
    void demand(Facts facts, Demands demands, String whose, Function<Rule, Optional<Boolean>> recalled) {
        holdIfNotUnderstood(demands);
        Variables variables = Variables.of(facts, lists);
        for (Rule rule : rules) {
            Optional<Boolean> known = recalled.apply(rule);
            if (known.isEmpty()) {
                rule.demand(variables, demands, whose);
            } else if (known.get()) {
                rule.apply(demands, whose);
            }
        }
    }

    private void holdIfNotUnderstood(Demands demands) {
        fault.ifPresent(what -> demands.floor(Protection.HOLD, new Origin.Failure(what), what));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
