package org.sealpost.policy;

/**
 * A level that the state of the world forbids for good, such as S/MIME without a usable certificate.
 *
 * @param why a clause for people, without content, names or addresses
 */
public record Infeasibility(Protection level, String why) {}
