package org.sealpost.audit;

import java.util.Optional;

/**
 * An SMTP reply without its text, which may quote an address.
 *
 * @param code 200 to 599
 * @param enhanced such as {@code 5.7.1} (RFC 3463)
 */
public record ReplyCodes(int code, Optional<String> enhanced) {}
