package org.sealpost.inspect;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;

/** Dates that words such as DOB or born make someone's date of birth. */
final class DateOfBirthDetector implements Detector {

    private static final Phrase WORDS = Phrase.of(
            "(?:dobs?\\b|d\\.\\s?o\\.\\s?b\\b|d/o/b\\b"
                    + "|dates?[\\s_-]+of[\\s_-]+birth|birth[\\s_-]?dates?\\b|birth[\\s_-]?days?\\b|bday\\b|b-day\\b|born\\b"
                    + "|fecha\\s+de\\s+nacimiento)",
            ContextWords.LONGEST,
            "dob",
            "d.",
            "d/o/b",
            "date",
            "bi",
            "bo",
            "b-",
            "bd",
            "fecha");
    private static final int BEFORE = 48;
    /** A space and a bracket, never a full stop: a word of the next sentence does not count. */
    private static final int BEHIND = 3;

    @Override
    public PhiKind kind() {
        return PhiKind.DATE_OF_BIRTH;
    }

    @Override
    public void find(SearchText searched, Consumer<String> found) {
        String text = searched.text();
        ContextWords words = new ContextWords(searched, WORDS);
        if (words.isEmpty()) {
            // Letters are full of dates, and few of them are of birth.
            return;
        }
        int[] lastDate = {0};
        searched.each(WrittenDate.PHRASE, match -> {
            if (!Matches.standsAlone(text, match.start(), match.end())) {
                return false;
            }
            Optional<LocalDate> date = WrittenDate.of(match.groups());
            // A word belongs to the date next to it: "DOB 03/14/1962, seen 10/02/2024" is one date of birth.
            boolean ofBirth = words.endsBefore(match.start(), BEFORE, lastDate[0])
                    || (!text.startsWith(".", match.end()) && words.startsBehind(match.end(), BEHIND));
            if (date.isEmpty()) {
                return false;
            }
            if (ofBirth) {
                found.accept(date.get().toString());
            }
            lastDate[0] = match.end();
            return true;
        });
    }
}
