package phi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.sealpost.inspect.PhiKind;

/**
 * The labelled messages. The same seed gives the same octets; a message depends on the seed, its template's name and its
 * number only, so that a new template leaves the others' messages as they are.
 */
final class Corpus {

    private final List<Template> templates = new ArrayList<>();
    private final Words words;
    private final People people;
    private final long seed;

    /** @param source the folder that holds {@code templates} and {@code words} */
    Corpus(Path source, long seed) throws IOException {
        this.seed = seed;
        words = new Words(source.resolve("words"));
        people = new People(words, seed);
        try (Stream<Path> files = Files.list(source.resolve("templates"))) {
            for (Path file : files.sorted().toList()) {
                templates.addAll(Template.parse(Files.readAllBytes(file)));
            }
        }
        Set<String> names = new HashSet<>();
        for (Template template : templates) {
            if (!names.add(template.name())) {
                throw new IllegalArgumentException("There are two templates '" + template.name() + "'.");
            }
        }
    }

    List<Template> templates() {
        return List.copyOf(templates);
    }

    List<Person> patients() {
        return people.patients();
    }

    /** So many messages of each template. */
    List<Labelled> write(int each) {
        List<Labelled> corpus = new ArrayList<>();
        for (Template template : templates) {
            for (int number = 0; number < each; number++) {
                corpus.add(message(template, number));
            }
        }
        return corpus;
    }

    private Labelled message(Template template, int number) {
        long mixed = 31 * (31 * seed + template.name().hashCode()) + number;
        Page page = new Page(new Random(mixed * 0x9E3779B97F4A7C15L), words, people, template);
        try {
            byte[] octets = new Letter(template, page).write().getBytes(StandardCharsets.UTF_8);
            List<Label> labels = page.labels();
            check(template, labels);
            String file = (template.test() ? "test/" : "dev/") + template.name()
                    + String.format(Locale.ROOT, "-%02d.eml", number + 1);
            Truth truth = template.truth();
            return new Labelled(file, template.name(), template.sort(), template.test(), truth.identifier(), truth.health(),
                    truth.both(), labels, octets);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("Template " + template.name() + ": " + wrong.getMessage(), wrong);
        }
    }

    /** What a template says of itself must be what its labels say, in every wording. */
    private static void check(Template template, List<Label> labels) {
        boolean identifier = template.contactIdentifies();
        boolean health = false;
        for (Label label : labels) {
            boolean name = label.kind().equals(Label.UNLISTED) || label.kind().equals(Label.FAMILY_ONLY);
            PhiKind.Nature nature = name ? PhiKind.Nature.IDENTIFIER : nature(label.kind());
            identifier |= label.required() && nature == PhiKind.Nature.IDENTIFIER;
            health |= label.required() && nature == PhiKind.Nature.HEALTH;
        }
        if (identifier != template.truth().identifier() || health != template.truth().health()) {
            throw new IllegalArgumentException("It says '" + template.truth().name().toLowerCase(Locale.ROOT)
                    + "', and one of its wordings has" + (identifier ? " an identifier" : " no identifier") + " and"
                    + (health ? " health content." : " no health content."));
        }
    }

    private static PhiKind.Nature nature(String kind) {
        return PhiKind.parse(kind)
                .orElseThrow(() -> new IllegalArgumentException("There is no kind '" + kind + "'."))
                .nature();
    }
}
