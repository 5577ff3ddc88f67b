package phi;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The practice's own patients, and others. */
final class People {

    private static final int PATIENTS = 400;
    private static final LocalDate ELDEST = LocalDate.of(1931, 1, 1);
    private static final int DAYS = 34_500;
    private static final double UNLISTED = 0.12;

    private final Words words;
    private final List<Person> patients;
    private final Set<String> names;

    People(Words words, long seed) {
        this.words = words;
        Random random = new Random(seed);
        List<Person> made = new ArrayList<>();
        while (made.size() < PATIENTS) {
            Person person = make(true, random);
            if (made.stream().noneMatch(other -> other.name().equals(person.name()))) {
                made.add(person);
            }
        }
        patients = List.copyOf(made);
        names = patients.stream().map(Person::name).collect(Collectors.toUnmodifiableSet());
    }

    List<Person> patients() {
        return patients;
    }

    /** One of the patients of that half, now and then somebody whom the practice does not know. */
    Person draw(boolean test, RandomGenerator random) {
        if (random.nextDouble() < UNLISTED) {
            return stranger(random);
        }
        return patients.get(2 * random.nextInt(PATIENTS / 2) + (test ? 1 : 0));
    }

    private Person stranger(RandomGenerator random) {
        while (true) {
            Person person = make(false, random);
            if (!names.contains(person.name())) {
                return person;
            }
        }
    }

    /** The name of someone of a staff or another firm, whom no patient is called like. */
    String employee(RandomGenerator random) {
        return stranger(random).name();
    }

    private Person make(boolean listed, RandomGenerator random) {
        boolean woman = random.nextBoolean();
        List<String> givens = words.all(woman ? "given-women" : "given-men");
        List<String> families = words.all("family");
        String given = givens.get(random.nextInt(givens.size()));
        String family = families.get(random.nextInt(families.size()));
        String number = switch (random.nextInt(3)) {
            case 0 -> String.format(Locale.ROOT, "%08d", 100_000 + random.nextInt(9_000_000));
            case 1 -> "SP-" + (100_000 + random.nextInt(900_000));
            default -> (char) ('A' + random.nextInt(26)) + Integer.toString(1_000_000 + random.nextInt(9_000_000));
        };
        List<String> streets = words.all("streets");
        List<String> cities = words.all("cities");
        return new Person(
                given, family, woman, listed, ELDEST.plusDays(random.nextInt(DAYS)), number, Numbers.phone(random),
                email(given, family, random), (1 + random.nextInt(9_899)) + " " + streets.get(random.nextInt(streets.size())),
                cities.get(random.nextInt(cities.size())));
    }

    private static String email(String given, String family, RandomGenerator random) {
        String first = ascii(given);
        String last = ascii(family);
        String local = switch (random.nextInt(5)) {
            case 0 -> first + "." + last;
            case 1 -> first.charAt(0) + last + random.nextInt(10, 99);
            case 2 -> last + first.charAt(0);
            case 3 -> first + random.nextInt(1950, 2009);
            default -> List.of("sunnygarden", "bluetruck", "goldenlab", "momof3", "fishingpro", "bookworm", "quilter")
                            .get(random.nextInt(7))
                    + random.nextInt(10, 9_999);
        };
        return local + "@" + List.of("example.org", "example.net", "mail.example.com").get(random.nextInt(3));
    }

    private static String ascii(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("[^A-Za-z]", "")
                .toLowerCase(Locale.ROOT);
    }
}
