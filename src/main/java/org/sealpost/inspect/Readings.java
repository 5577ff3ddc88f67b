package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.List;

/** How a text can be read: as it is written, and where its reader sees something else, as it is shown. */
final class Readings {

    private Readings() {}

    /** The text itself, and the others; none of what is empty. */
    static List<String> of(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> readings = new ArrayList<>();
        withSpacedLetters(text, readings);
        String turned = ShownOrder.of(text);
        if (!turned.isEmpty()) {
            withSpacedLetters(turned, readings);
        }
        return readings;
    }

    private static void withSpacedLetters(String text, List<String> readings) {
        readings.add(text);
        readings.addAll(SpacedLetters.joined(text));
    }
}
