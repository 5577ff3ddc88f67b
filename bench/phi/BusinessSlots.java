package phi;

import static phi.Slots.required;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What looks like health information and is none. */
final class BusinessSlots {

    private BusinessSlots() {}

    static boolean fill(Text.Slot slot, Page page) {
        RandomGenerator random = page.random();
        switch (slot.name()) {
            case "number" -> page.value(number(slot.argument(), random));
            case "digits" -> page.value(Numbers.digits(Integer.parseInt(slot.argument()), random));
            case "letters" -> page.value(Numbers.letters(Integer.parseInt(slot.argument()), random));
            case "hex" -> page.value(hex(Integer.parseInt(slot.argument()), random));
            case "uuid" -> page.value(new UUID(random.nextLong(), random.nextLong()).toString());
            case "money" -> page.value(String.format(Locale.ROOT, "$%,.2f", 5 + random.nextDouble() * 4_000));
            case "time" -> page.value((1 + random.nextInt(12)) + ":" + List.of("00", "15", "30", "45").get(random.nextInt(4))
                    + List.of(" AM", " PM", "am", "pm", "").get(random.nextInt(5)));
            case "weekday" -> page.value(
                    List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday").get(random.nextInt(5)));
            case "day" -> page.value(Dates.write(Dates.coming(random), random));
            case "day-past" -> page.value(Dates.write(Dates.past(random), random));
            case "version" -> page.value(
                    random.nextInt(20) + "." + random.nextInt(30) + "." + random.nextInt(60));
            case "ip" -> {
                String address = List.of("192.0.2.", "198.51.100.", "203.0.113.").get(random.nextInt(3)) + random.nextInt(255);
                required(page, "ip", address, address);
            }
            case "tracking" -> page.value(switch (random.nextInt(3)) {
                case 0 -> "1Z" + Numbers.letters(2, random) + Numbers.digits(14, random);
                case 1 -> Numbers.digits(12, random);
                default -> "9400 1000 " + Numbers.digits(4, random) + " " + Numbers.digits(4, random) + " "
                        + Numbers.digits(4, random) + " " + Numbers.digits(2, random);
            });
            case "isbn" -> page.value("978-" + random.nextInt(10) + "-" + Numbers.digits(4, random) + "-"
                    + Numbers.digits(4, random) + "-" + random.nextInt(10));
            case "doi" -> page.value("10." + number("1000-9999", random) + "/j." + Numbers.letters(4, random).toLowerCase(Locale.ROOT)
                    + ".2026." + Numbers.digits(6, random));
            case "sku" -> page.value(switch (random.nextInt(3)) {
                case 0 -> Numbers.letters(1, random) + Numbers.digits(4, random);
                case 1 -> Numbers.letters(1, random) + Numbers.digits(2, random) + "." + random.nextInt(10);
                default -> Numbers.letters(2, random) + "-" + Numbers.digits(5, random);
            });
            case "company", "product", "place", "topic" -> page.value(
                    page.once(slot.who() + "." + slot.name() + slot.argument(), () -> page.anyWord(slot.name())));
            case "company-url" -> OfficeSlots.url(page, "https://www." + companyHost(page, slot) + "/"
                    + Numbers.letters(5, random).toLowerCase(Locale.ROOT));
            case "company-email" -> {
                String address = page.one(List.of("sales", "support", "accounts", "hello", "no-reply")) + "@"
                        + companyHost(page, slot);
                required(page, "email", address, address);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String companyHost(Page page, Text.Slot slot) {
        return page.once(slot.who() + ".company", () -> page.anyWord("company"))
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z]", "")
                + ".example";
    }

    private static String number(String range, RandomGenerator random) {
        String[] ends = range.split("-");
        return Integer.toString(random.nextInt(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1));
    }

    private static String hex(int count, RandomGenerator random) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < count; i++) {
            hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hex.toString();
    }
}
