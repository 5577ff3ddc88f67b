package phi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A message while it is written: its text so far, its labels, and who it is about. */
final class Page {

    private static final double TYPO = 0.06;

    private final RandomGenerator random;
    private final Words words;
    private final People people;
    private final boolean test;
    private final Template.Style style;
    private final Map<String, Person> persons = new HashMap<>();
    private final Map<String, String> kept = new HashMap<>();
    private final List<Label> labels = new ArrayList<>();
    private StringBuilder text = new StringBuilder();
    private boolean markup;

    Page(RandomGenerator random, Words words, People people, Template template) {
        this.random = random;
        this.words = words;
        this.people = people;
        test = template.test();
        style = template.style();
    }

    /**
     * Writes a text and takes it away; people and labels stay.
     *
     * @param asMarkup whether the template's text is HTML, so that values must be escaped
     */
    String take(Text written, boolean asMarkup) {
        markup = asMarkup;
        text = new StringBuilder();
        written.write(this);
        return text.toString();
    }

    void literal(String words) {
        text.append(switch (style) {
            case ORDINARY -> words;
            case CAPS -> markup ? words : words.toUpperCase(Locale.ROOT);
            case TYPOS -> typos(words);
        });
    }

    /** Something drawn by lot that is of no kind. */
    void value(String value) {
        String written = style == Template.Style.CAPS ? value.toUpperCase(Locale.ROOT) : value;
        text.append(markup ? Mime.escape(written) : written);
    }

    /** Something of a kind. */
    void label(Label label) {
        boolean caps = style == Template.Style.CAPS;
        labels.add(caps
                ? new Label(label.kind(), label.value(), label.text().toUpperCase(Locale.ROOT), label.required())
                : label);
        value(label.text());
    }

    /** May be found too: a second reading of what was just written. */
    void tolerate(String kind, String value) {
        labels.add(new Label(kind, value, "", false));
    }

    List<Label> labels() {
        return List.copyOf(labels);
    }

    RandomGenerator random() {
        return random;
    }

    People people() {
        return people;
    }

    /** Who is called by that letter in this message. */
    Person person(String who) {
        return persons.computeIfAbsent(who, letter -> another());
    }

    void nextPerson(String who) {
        persons.remove(who);
        kept.keySet().removeIf(key -> key.startsWith(who + "."));
        persons.put(who, another());
    }

    private Person another() {
        while (true) {
            Person drawn = people.draw(test, random);
            if (!persons.containsValue(drawn)) {
                return drawn;
            }
        }
    }

    /** What a message says twice stays the same. */
    String once(String key, java.util.function.Supplier<String> first) {
        String known = kept.get(key);
        if (known == null) {
            known = first.get();
            kept.put(key, known);
        }
        return known;
    }

    String word(String list) {
        return words.draw(list, test, random);
    }

    /** A word of a list that says nothing of health, of which no half is kept apart. */
    String anyWord(String list) {
        return one(words.all(list));
    }

    <T> T one(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    /** Two letters that changed places, or one that is missing. */
    private String typos(String words) {
        StringBuilder written = new StringBuilder(words);
        for (int i = 1; i + 2 < written.length(); i++) {
            boolean inside = Character.isLetter(written.charAt(i - 1))
                    && Character.isLetter(written.charAt(i))
                    && Character.isLetter(written.charAt(i + 1));
            if (inside && random.nextDouble() < TYPO) {
                char letter = written.charAt(i);
                written.setCharAt(i, written.charAt(i + 1));
                written.setCharAt(i + 1, letter);
                i += 3;
            }
        }
        return written.toString();
    }
}
