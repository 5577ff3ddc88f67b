package org.sealpost.policy;

import java.util.Optional;

/**
 * One rule of the practice.
 *
 * @param name unique in its file
 * @param line where it starts in its file
 * @param condition when it matches; compiled once
 * @param tag a mark for reports on the messages that it matches
 * @param disclaimer a text that is added to the message
 * @param invite whether the patient is asked to say how they prefer to be written to
 * @param smime how the message is signed and encrypted, where it is
 * @param note for the reader of the file
 */
record Rule(
        String name,
        int line,
        Condition condition,
        Demand demand,
        Optional<Route> route,
        Optional<String> tag,
        Optional<String> disclaimer,
        boolean invite,
        SmimeForm smime,
        Optional<String> note) {

    /**
     * Adds what the rule demands, if its condition holds; a condition that fails to evaluate holds the message.
     *
     * @param whose how reasons name the rule, such as {@code rule}
     */
    void demand(Variables variables, Demands demands, String whose) {
        switch (condition.evaluate(variables)) {
            case Condition.Outcome.Fits() -> apply(demands, whose);
            case Condition.Outcome.Differs() -> {}
            case Condition.Outcome.Failed(String code) -> {
                String what = "the condition of " + whose + " \"" + name + "\" (line " + line + ") failed: " + code;
                demands.floor(Protection.HOLD, new Origin.Failure(what), what);
            }
        }
    }

    /** Adds what the rule demands of a message that it matches. */
    void apply(Demands demands, String whose) {
        Origin.Rule origin = new Origin.Rule(name, line);
        String subject = whose + " \"" + name + "\" ";
        switch (demand) {
            case Demand.Require(Protection level) ->
                demands.floor(level, origin, subject + "requires " + level.words() + " or stronger");
            case Demand.Exactly(Protection level) ->
                demands.exactly(level, origin, subject + "allows " + level.words() + " only");
            case Demand.Refuse(String text) -> demands.refuse(origin, subject + "refuses", text);
            case Demand.Hold(Optional<String> reason) ->
                demands.floor(
                        Protection.HOLD,
                        origin,
                        subject + "holds" + reason.map(text -> ": " + text).orElse(""));
            case Demand.Nothing() -> demands.floor(Protection.PLAIN, origin, subject + "matches");
        }
        route.ifPresent(demands::route);
        tag.ifPresent(demands::tag);
        disclaimer.ifPresent(text -> demands.disclaimer(text, origin, subject));
        demands.smime(smime);
        if (invite) {
            demands.invite();
        }
    }
}
