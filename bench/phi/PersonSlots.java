package phi;

import static phi.Slots.required;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What tells who someone is, and how they are reached. */
final class PersonSlots {

    private static final int THIS_YEAR = 2026;

    private PersonSlots() {}

    static boolean fill(Text.Slot slot, Page page) {
        Person person = page.person(slot.who());
        RandomGenerator random = page.random();
        switch (slot.name()) {
            case "given" -> page.value(person.given());
            case "family" -> page.value(person.family());
            case "name" -> name(page, person, person.name());
            case "name-last-first" -> name(page, person, person.family() + ", " + person.given());
            case "name-middle" -> name(page, person, person.given() + " " + middle(page, slot) + ". " + person.family());
            case "name-caps" -> name(page, person, person.name().toUpperCase(Locale.ROOT));
            case "name-lower" -> name(page, person, person.name().toLowerCase(Locale.ROOT));
            case "mr" -> {
                required(page, Label.FAMILY_ONLY, person.family(), title(person) + " " + person.family());
                page.tolerate("name", person.family());
            }
            case "initials" -> page.value(person.given().charAt(0) + "." + person.family().charAt(0) + ".");
            case "he" -> page.value(person.woman() ? "she" : "he");
            case "his" -> page.value(person.woman() ? "her" : "his");
            case "man" -> page.value(person.woman() ? "woman" : "man");
            case "age" -> page.value(Integer.toString(THIS_YEAR - person.born().getYear()));
            case "dob" -> {
                String written = slot.argument().isEmpty()
                        ? keep(page, slot, () -> Dates.write(person.born(), random))
                        : Dates.write(person.born(), slot.argument());
                required(page, "birth-date", person.born().toString(), written);
            }
            case "dob-spanish" ->
                required(page, "birth-date", person.born().toString(), Dates.spanish(person.born(), random));
            case "mrn" -> required(page, "mrn", person.recordNumber(), person.recordNumber());
            case "ssn" -> {
                String nine = keep(page, slot, () -> Numbers.ssn(random));
                required(page, "ssn", nine, slot.argument().equals("dashes")
                        ? nine.substring(0, 3) + "-" + nine.substring(3, 5) + "-" + nine.substring(5)
                        : Numbers.writtenSsn(nine, random));
            }
            case "phone" -> required(page, "phone", person.phone(), Numbers.writtenPhone(person.phone(), random));
            case "phone-digits" -> required(page, "phone", person.phone(), person.phone());
            case "email" -> required(page, "email", person.email(), person.email());
            case "street" -> page.value(person.street());
            case "city" -> page.value(person.city());
            case "member" -> keptLabel(page, slot, "health-plan", () -> Numbers.member(random));
            case "account" -> keptLabel(page, slot, "account", () -> account(random));
            case "card" -> keptLabel(page, slot, "account", () -> Numbers.card(random));
            case "license" -> keptLabel(page, slot, "license", () -> license(random));
            case "vin" -> keptLabel(page, slot, "vehicle", () -> Numbers.vin(random));
            case "plate" -> keptLabel(page, slot, "vehicle", () -> plate(random));
            case "serial" -> keptLabel(page, slot, "device", () -> serial(random));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void name(Page page, Person person, String written) {
        required(page, person.listed() ? "name" : Label.UNLISTED, person.name(), written);
        if (!person.listed()) {
            page.tolerate("name", person.name());
        }
    }

    private static String title(Person person) {
        return person.woman() ? "Ms." : "Mr.";
    }

    private static String middle(Page page, Text.Slot slot) {
        return keep(page, slot, () -> Numbers.letters(1, page.random()));
    }

    private static String keep(Page page, Text.Slot slot, Supplier<String> first) {
        return page.once(slot.who() + "." + slot.name(), first);
    }

    private static void keptLabel(Page page, Text.Slot slot, String kind, Supplier<String> first) {
        String value = keep(page, slot, first);
        required(page, kind, value, value);
    }

    private static String account(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> Numbers.digits(7, random);
            case 1 -> "00" + Numbers.digits(2, random) + "-" + Numbers.digits(6, random);
            case 2 -> Numbers.letters(2, random) + Numbers.digits(7, random);
            default -> "1" + Numbers.digits(9, random);
        };
    }

    private static String license(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> Numbers.letters(1, random) + Numbers.digits(7, random);
            case 1 -> Numbers.digits(8, random);
            default -> Numbers.letters(1, random) + Numbers.digits(3, random) + "-" + Numbers.digits(4, random) + "-"
                    + Numbers.digits(4, random);
        };
    }

    private static String plate(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> (1 + random.nextInt(9)) + Numbers.letters(3, random) + Numbers.digits(3, random);
            case 1 -> Numbers.letters(3, random) + "-" + Numbers.digits(4, random);
            default -> Numbers.letters(3, random) + " " + Numbers.digits(3, random);
        };
    }

    private static String serial(RandomGenerator random) {
        return serialForm(random).formatted(Numbers.letters(3, random), Numbers.digits(6, random));
    }

    private static String serialForm(RandomGenerator random) {
        return List.of("%s%sS", "%s-%s", "%s%s", "2%s%s").get(random.nextInt(4));
    }
}
