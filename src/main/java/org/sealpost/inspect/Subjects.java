package org.sealpost.inspect;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the messages that a part stands in say they are about: its reader sees the innermost one's. Parts are asked for in the
 * order of the message.
 */
final class Subjects {

    /** Characters: with the word before it still less than a window's context. */
    private static final int LONGEST = 240;

    /** The innermost first. */
    private final Deque<Subject> within = new ArrayDeque<>();

    /**
     * A message's.
     *
     * @param path where the message stands
     * @param line as it is put before a text
     */
    private record Subject(String path, String line) {

        boolean isOver(String part) {
            return path.isEmpty() || part.equals(path) || part.startsWith(path + ".");
        }
    }

    /** A message begins there. */
    void begin(String path, String text) {
        leaveFor(path);
        String line = text.replace('\r', ' ').replace('\n', ' ');
        within.push(new Subject(path, "Subject: " + line.substring(0, Math.min(line.length(), LONGEST)) + '\n'));
    }

    /** The line that is read with a part; empty when no message has a subject. */
    String over(String part) {
        leaveFor(part);
        return within.isEmpty() ? "" : within.peek().line();
    }

    private void leaveFor(String part) {
        while (!within.isEmpty() && !within.peek().isOver(part)) {
            within.pop();
        }
    }
}
