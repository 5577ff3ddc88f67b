package org.sealpost.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How a message goes to one recipient, with every reason. The same object is explained by the API, stored with the
 * audit event and asserted by a rule test. It holds no content, no name and no address.
 *
 * @param floors what was demanded, and by what
 * @param exclusions what was forbidden, and by what
 * @param infeasible what the world ruled out
 * @param alternatives each weaker level and why it lost
 * @param route the next hop that a rule names
 * @param refusalText what the sender is told; present exactly if the message is refused
 * @param additions what is added to the message and to its record
 * @param summary one sentence for people that says why
 * @param rulesVersion the version of the rules that were asked
 * @param practiceRulesVersion the version of the practice's own rules, which were asked too, if it has any
 * @param insteadOf the level that was decided, where the practice only observes and the message passes as it came
 */
public record Decision(
        Protection protection,
        List<Floor> floors,
        List<Exclusion> exclusions,
        List<Infeasibility> infeasible,
        List<LostAlternative> alternatives,
        Optional<Route> route,
        Optional<String> refusalText,
        Additions additions,
        String summary,
        long rulesVersion,
        OptionalLong practiceRulesVersion,
        Optional<Protection> insteadOf) {

    public Decision {
        floors = List.copyOf(floors);
        exclusions = List.copyOf(exclusions);
        infeasible = List.copyOf(infeasible);
        alternatives = List.copyOf(alternatives);
    }

    /**
     * The same, refused where it would have been held.
     *
     * @param text what the sender is told
     * @param why it is not held
     */
    public Decision refused(String text, String why) {
        List<LostAlternative> lost = new ArrayList<>(alternatives);
        lost.add(new LostAlternative(Protection.HOLD, why));
        return new Decision(
                Protection.REJECT,
                floors,
                exclusions,
                infeasible,
                lost,
                route,
                Optional.of(text),
                additions,
                text,
                rulesVersion,
                practiceRulesVersion,
                insteadOf);
    }

    /**
     * The same decision where the practice only observes: its reasons, and what is done in its place. Where that does
     * not go out either, what stops it is in force and no observation: its own sentence says why.
     */
    public Decision observed(Decision done) {
        boolean passes = done.protection.isSent();
        return new Decision(
                done.protection,
                floors,
                exclusions,
                passes ? infeasible : done.infeasible,
                passes ? alternatives : done.alternatives,
                done.route,
                done.refusalText,
                done.additions,
                passes ? "Observed only, it would have been " + protection.words() + ": " + summary : done.summary,
                rulesVersion,
                practiceRulesVersion,
                Optional.of(protection));
    }

    /** Marks of the rules that matched. */
    public List<String> tags() {
        return additions.tags();
    }

    /** Names of the rules that matched, in the order of the file. */
    public List<String> rules() {
        Stream<Origin> origins = Stream.of(
                        floors.stream().map(Floor::origin),
                        exclusions.stream().map(Exclusion::origin),
                        route.stream().<Origin>map(Route::rule))
                .flatMap(Function.identity());
        return origins.flatMap(origin -> origin instanceof Origin.Rule rule ? Stream.of(rule) : Stream.empty())
                .sorted(Comparator.comparingInt(Origin.Rule::line))
                .map(Origin.Rule::name)
                .distinct()
                .toList();
    }
}
