package org.sealpost.policy;

import java.util.ArrayList;
import java.util.List;
import org.sealpost.mail.Characters;

/** Reads the text of a file that holds a list: an entry a line; what follows a {@code #} at a line's start or after a space is a comment. */
final class ListEntries {

    /** As long as the longest address (RFC 5321, 4.5.3.1). */
    private static final int MAX_CHARACTERS = 320;

    private ListEntries() {}

    /** @param file for error messages */
    static List<ListEntry> read(String text, String file, FileErrors errors) {
        List<ListEntry> entries = new ArrayList<>();
        // A byte order mark, as some editors put before UTF-8.
        String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String entry = lines[i].replaceFirst("(^|\\s)#.*", "").strip();
            if (entry.length() > MAX_CHARACTERS) {
                errors.in(file, i + 1, 1, "an entry has at most 320 characters, write one entry a line");
            } else if (Characters.haveControl(entry)) {
                errors.in(file, i + 1, 1, "this line holds a control character, take it out");
            } else if (!entry.isEmpty()) {
                entries.add(new ListEntry(entry, file, i + 1, 1 + lines[i].indexOf(entry)));
            }
        }
        return entries;
    }
}
