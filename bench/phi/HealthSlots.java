package phi;

import static phi.Slots.required;

import java.time.LocalDate;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Care, and what it is about. */
final class HealthSlots {

    private HealthSlots() {}

    static boolean fill(Text.Slot slot, Page page) {
        RandomGenerator random = page.random();
        String key = slot.who() + "." + slot.name() + "." + slot.argument();
        switch (slot.name()) {
            case "date" -> careDate(page, page.once(key, () -> Dates.past(random).toString()));
            case "future" -> careDate(page, page.once(key, () -> Dates.coming(random).toString()));
            case "fecha" -> {
                LocalDate day = Dates.past(random);
                required(page, "care-date", day.toString(), Dates.spanish(day, random));
            }
            // Day and month without a year: of whose form nothing is agreed.
            case "day-month" -> {
                LocalDate day = Dates.past(random);
                Slots.tolerated(page, "care-date", "", Dates.write(day, random.nextBoolean() ? "M/d" : "MMMM d"));
            }
            case "condition", "symptom", "surgery" -> {
                String word = page.once(key, () -> page.word(slot.name()));
                required(page, "condition", word, word);
            }
            case "drug", "vaccine" -> {
                String word = page.once(key, () -> page.word(slot.name()));
                required(page, "drug", word, word);
                if (slot.name().equals("vaccine")) {
                    // Vaccines are called after diseases.
                    tolerateWord(page, word);
                }
            }
            case "dose" -> page.value(page.anyWord("dose"));
            case "icd" -> code(page, "diagnosis-code", "icd", key);
            case "cpt" -> code(page, "procedure-code", "cpt", key);
            case "loinc" -> code(page, "loinc", "loinc", key);
            case "lab" -> lab(page, page.word("lab"));
            case "vital" -> lab(page, page.word("vital"));
            case "lab-row" -> labRow(page, page.word("lab"), slot.argument());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void careDate(Page page, String day) {
        required(page, "care-date", day, Dates.write(LocalDate.parse(day), page.random()));
    }

    private static void code(Page page, String kind, String list, String key) {
        String code = page.once(key, () -> page.word(list));
        required(page, kind, code, code);
    }

    /** Lists of results have {@code name|least|most|decimals|unit}. */
    private static void lab(Page page, String line) {
        String[] fields = line.split("\\|");
        String value = value(fields, page.random());
        String unit = fields[4].equals("-") ? "" : (fields[4].equals("%") ? "" : " ") + fields[4];
        String joint = page.one(java.util.List.of(" ", ": ", " of ", " was ", " = ", " is "));
        String text = fields[0] + joint + value + unit;
        required(page, "lab-result", value, text);
        tolerateWord(page, fields[0]);
    }

    private static void labRow(Page page, String line, String separator) {
        String[] fields = line.split("\\|");
        String joint = switch (separator) {
            case "tab" -> "\t";
            case "comma" -> ",";
            case "cell" -> "</td><td>";
            default -> " ".repeat(Math.max(2, 22 - fields[0].length()));
        };
        String value = value(fields, page.random());
        page.value(fields[0]);
        page.literal(joint);
        required(page, "lab-result", value, value);
        page.literal(joint);
        page.value(fields[4].equals("-") ? "" : fields[4]);
        tolerateWord(page, fields[0]);
    }

    /** The name of a test alone may be taken for a word of health. */
    private static void tolerateWord(Page page, String word) {
        page.tolerate("condition", word);
    }

    private static String value(String[] fields, RandomGenerator random) {
        if (fields[1].contains("/")) {
            return (Integer.parseInt(fields[1].split("/")[0]) + random.nextInt(60)) + "/"
                    + (Integer.parseInt(fields[1].split("/")[1]) + random.nextInt(40));
        }
        double least = Double.parseDouble(fields[1]);
        double most = Double.parseDouble(fields[2]);
        return String.format(Locale.ROOT, "%." + fields[3] + "f", least + random.nextDouble() * (most - least));
    }
}
