package phi;

import java.util.List;

/** What a template's text is made of. */
sealed interface Text {

    /** Writes itself, with what it draws by lot. */
    void write(Page page);

    /** Words as they stand. */
    record Literal(String text) implements Text {
        @Override
        public void write(Page page) {
            page.literal(text);
        }
    }

    /** One after the other. */
    record Sequence(List<Text> parts) implements Text {
        @Override
        public void write(Page page) {
            parts.forEach(part -> part.write(page));
        }
    }

    /** One of several, each as likely. */
    record Choice(List<Text> alternatives) implements Text {
        @Override
        public void write(Page page) {
            page.one(alternatives).write(page);
        }
    }

    /**
     * Something drawn by lot, such as a name or a date.
     *
     * @param who whose, where a message speaks of several people
     */
    record Slot(String who, String name, String argument) implements Text {
        @Override
        public void write(Page page) {
            Slots.fill(this, page);
        }
    }

    /**
     * Words that the template itself labels.
     *
     * @param required whether a detector must find them; otherwise it may
     */
    record Marked(String kind, boolean required, String text) implements Text {
        @Override
        public void write(Page page) {
            page.label(new Label(kind, text, text, required));
        }
    }

    /** The same for so many people, each another one, who are called {@code i} inside. */
    record Each(int count, Text content) implements Text {
        @Override
        public void write(Page page) {
            for (int one = 0; one < count; one++) {
                page.nextPerson("i");
                content.write(page);
            }
        }
    }
}
