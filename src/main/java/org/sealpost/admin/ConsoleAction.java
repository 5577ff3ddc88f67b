package org.sealpost.admin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What staff can do in the console about a message. */
enum ConsoleAction {
    RELEASE("The message goes on, decided anew."),
    REFUSE("The message ends here, and its sender is told."),
    RETRY("The message is tried again now."),
    HOLD("The message is held until it is released."),
    CANCEL("The message ends here, and nobody is told."),
    UNLOCK("The patient can sign in to the portal again.");

    private final String notice;

    ConsoleAction(String notice) {
        this.notice = notice;
    }

    /** As it stands in addresses. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ConsoleAction> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }

    /** What is said after it, empty for any other text. */
    static String notice(String key) {
        return of(key).map(one -> one.notice).orElse("");
    }
}
