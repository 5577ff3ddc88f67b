package org.sealpost.policy;

/**
 * The least protection that one source demands.
 *
 * @param why a clause for people, without content, names or addresses
 */
public record Floor(Protection level, Origin origin, String why) {}
