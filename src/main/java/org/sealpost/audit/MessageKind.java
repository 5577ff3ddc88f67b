package org.sealpost.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whose mail a message is: the practice's, or one of those that Sealpost writes itself. */
public enum MessageKind {
    /** A message of the practice. */
    MESSAGE,
    /** Tells the practice's staff what became of a message. */
    NOTIFICATION,
    /** Tells a patient of a message in the portal, or brings a code for it. */
    PORTAL_NOTICE,
    /** Brings the practice's archive a copy of what left. */
    JOURNAL_COPY;

    /** As the API writes it, such as {@code portal-notice}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
