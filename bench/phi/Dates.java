package phi;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Dates as people write them. */
final class Dates {

    private static final List<String> FORMS = List.of(
            "MM/dd/yyyy", "MM/dd/yyyy", "M/d/yyyy", "M/d/yyyy", "MM-dd-yyyy", "MMMM d, yyyy", "MMMM d, yyyy", "MMM d, yyyy",
            "d MMM yyyy", "yyyy-MM-dd", "dd-MMM-yyyy", "M/d/yy", "MM.dd.yyyy", "MMM. d, yyyy");

    private Dates() {}

    static String write(LocalDate date, RandomGenerator random) {
        String form = FORMS.get(random.nextInt(FORMS.size()));
        boolean ambiguous = date.getYear() < 1940 || date.getYear() > 1999 && date.getYear() < 2024;
        return write(date, ambiguous && form.equals("M/d/yy") ? "M/d/yyyy" : form);
    }

    static String write(LocalDate date, String form) {
        return date.format(DateTimeFormatter.ofPattern(form, Locale.US)).replace("May.", "May");
    }

    /** As Spanish letters of this country write it: in words, or with numbers in the country's order. */
    static String spanish(LocalDate date, RandomGenerator random) {
        return random.nextBoolean()
                ? date.format(DateTimeFormatter.ofPattern("d 'de' MMMM 'de' yyyy", Locale.of("es", "US")))
                : write(date, "MM/dd/yyyy");
    }

    /** A day of 2025 or of the first months of 2026. */
    static LocalDate past(RandomGenerator random) {
        return LocalDate.of(2025, 2, 1).plusDays(random.nextInt(480));
    }

    /** A day within the year after. */
    static LocalDate coming(RandomGenerator random) {
        return LocalDate.of(2026, 6, 1).plusDays(random.nextInt(360));
    }
}
