package org.sealpost.smtp.client;

import org.sealpost.smtp.Keyword;

/**
 * What a next hop takes at a time, by its word LIMITS (RFC 9422); what it does not limit is {@link Integer#MAX_VALUE}.
 *
 * @param mailMax MAIL commands in one connection, whatever becomes of them
 * @param rcptMax RCPT commands in one transaction, whatever becomes of them
 */
public record AnnouncedLimits(int mailMax, int rcptMax) {

    /** Of a server that announces none. */
    static AnnouncedLimits none() {
        return new AnnouncedLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Reads the line of the reply to EHLO; what is not known, or no number, is passed over. */
    static AnnouncedLimits parse(String line) {
        AnnouncedLimits limits = none();
        for (String word : Keyword.upper(line).split(" +", -1)) {
            if (word.matches("MAILMAX=[1-9][0-9]{0,5}")) {
                limits = new AnnouncedLimits(number(word), limits.rcptMax());
            } else if (word.matches("RCPTMAX=[1-9][0-9]{0,5}")) {
                limits = new AnnouncedLimits(limits.mailMax(), number(word));
            }
        }
        return limits;
    }

    private static int number(String word) {
        return Integer.parseInt(word.substring(word.indexOf('=') + 1));
    }
}
