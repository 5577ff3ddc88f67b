package org.sealpost.policy;

/**
 * A weaker level that was not chosen.
 *
 * @param why below which floor it is, what excludes it, what makes it infeasible
 */
public record LostAlternative(Protection level, String why) {}
