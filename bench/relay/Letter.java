package relay;

/**
 * A message but for what is its own: the header's token is written when it is sent.
 *
 * @param recipient a patient of {@link Patients}
 * @param head header fields up to the token
 * @param body everything behind the header's empty line, without a line that starts with a dot
 * @param sum of the body, by which the next hop knows that it came unharmed
 */
record Letter(String recipient, byte[] head, byte[] body, long sum) {}
