package org.sealpost.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Mailbox;

/**
 * A message of a test that other rules treat otherwise.
 *
 * @param test the test's name
 */
public record ChangedOutcome(String test, Mailbox recipient, Decision before, Decision after) {

    /** What is other, each in one clause. Whatever is the same is not said. */
    public List<String> changes() {
        return changes(before, after);
    }

    static List<String> changes(Decision before, Decision after) {
        List<String> changes = new ArrayList<>();
        change(changes, "", before.protection().key(), after.protection().key());
        change(changes, "refusal: ", text(before.refusalText()), text(after.refusalText()));
        change(
                changes,
                "via: ",
                text(before.route().map(Route::toString)),
                text(after.route().map(Route::toString)));
        change(changes, "tags: ", all(before.tags()), all(after.tags()));
        change(
                changes,
                "notices: ",
                all(before.additions().notices()),
                all(after.additions().notices()));
        change(
                changes,
                "invitation: ",
                before.additions().invitation() ? "yes" : "no",
                after.additions().invitation() ? "yes" : "no");
        return changes;
    }

    private static void change(List<String> changes, String what, String before, String after) {
        if (!before.equals(after)) {
            changes.add(what + before + " -> " + after);
        }
    }

    private static String text(Optional<String> text) {
        return text.map(there -> "\"" + there + "\"").orElse("none");
    }

    private static String all(List<String> texts) {
        return texts.isEmpty() ? "none" : texts.toString();
    }
}
