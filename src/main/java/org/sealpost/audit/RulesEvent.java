package org.sealpost.audit;

/** What happens to the practice's rules. */
public sealed interface RulesEvent extends EventData {

    /**
     * A version came into force.
     *
     * @param sha256 of the file, hex
     */
    record Changed(long version, String sha256, Actor by) implements RulesEvent {}
}
