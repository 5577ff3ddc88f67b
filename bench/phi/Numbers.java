package phi;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Numbers of every sort, made up; those with check digits have the right one. */
final class Numbers {

    private static final List<String> AREAS = List.of(
            "201", "212", "303", "312", "404", "415", "503", "512", "602", "617", "702", "713", "808", "816", "919", "971");
    private static final String MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY";
    private static final String VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
    private static final String VIN_VALUES = "12345678123457923456789";
    private static final String VIN_CHARACTERS = VIN_LETTERS + "0123456789";
    private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

    private Numbers() {}

    static String digits(int count, RandomGenerator random) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    static String letters(int count, RandomGenerator random) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append((char) ('A' + random.nextInt(26)));
        }
        return letters.toString();
    }

    /** Ten digits, with the exchange that is reserved for fiction. */
    static String phone(RandomGenerator random) {
        return AREAS.get(random.nextInt(AREAS.size())) + "55501" + digits(2, random);
    }

    /** As people write it. */
    static String writtenPhone(String ten, RandomGenerator random) {
        String area = ten.substring(0, 3);
        String exchange = ten.substring(3, 6);
        String line = ten.substring(6);
        return switch (random.nextInt(7)) {
            case 0, 1 -> "(" + area + ") " + exchange + "-" + line;
            case 2, 3 -> area + "-" + exchange + "-" + line;
            case 4 -> area + "." + exchange + "." + line;
            case 5 -> "+1 " + area + "-" + exchange + "-" + line;
            default -> area + " " + exchange + " " + line;
        };
    }

    /** Nine digits such as are issued. */
    static String ssn(RandomGenerator random) {
        int area = 1 + random.nextInt(898);
        return String.format(Locale.ROOT, "%03d%02d%04d", area == 666 ? 667 : area, 1 + random.nextInt(99),
                1 + random.nextInt(9_999));
    }

    static String writtenSsn(String nine, RandomGenerator random) {
        String grouped = nine.substring(0, 3) + "-" + nine.substring(3, 5) + "-" + nine.substring(5);
        return switch (random.nextInt(5)) {
            case 0 -> nine;
            case 1 -> grouped.replace('-', ' ');
            default -> grouped;
        };
    }

    /** A member's number: Medicare's, a private plan's, a state's. */
    static String member(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> medicare(random);
            case 1 -> letters(3, random) + digits(9, random);
            case 2 -> "W" + digits(9, random);
            default -> letters(2, random) + digits(5, random) + letters(1, random);
        };
    }

    /** C A AN N A AN N A A N N, as the Medicare beneficiary identifier is made. */
    private static String medicare(RandomGenerator random) {
        String dash = random.nextBoolean() ? "-" : "";
        return (1 + random.nextInt(9)) + mbi(random) + mbi(random) + digits(1, random) + dash + mbi(random) + mbi(random)
                + digits(1, random) + dash + mbi(random) + mbi(random) + digits(2, random);
    }

    private static char mbi(RandomGenerator random) {
        return MBI_LETTERS.charAt(random.nextInt(MBI_LETTERS.length()));
    }

    /** A national provider identifier: Luhn's digit over 80840 and nine digits. */
    static String npi(RandomGenerator random) {
        String nine = (1 + random.nextInt(2)) + digits(8, random);
        return nine + luhn("80840" + nine);
    }

    /** A payment card's number of the ranges that are for tests. */
    static String card(RandomGenerator random) {
        String fifteen = List.of("411111", "555555", "401288").get(random.nextInt(3)) + digits(9, random);
        String all = fifteen + luhn(fifteen);
        String dash = random.nextBoolean() ? " " : "-";
        return all.substring(0, 4) + dash + all.substring(4, 8) + dash + all.substring(8, 12) + dash + all.substring(12);
    }

    private static int luhn(String payload) {
        int sum = 0;
        for (int i = 0; i < payload.length(); i++) {
            int digit = payload.charAt(payload.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return (10 - sum % 10) % 10;
    }

    /** A vehicle identification number with its check digit (49 CFR 565). */
    static String vin(RandomGenerator random) {
        StringBuilder vin = new StringBuilder();
        for (int i = 0; i < VIN_WEIGHTS.length; i++) {
            boolean digit = i > 12;
            vin.append(digit ? (char) ('0' + random.nextInt(10)) : VIN_CHARACTERS.charAt(random.nextInt(VIN_CHARACTERS.length())));
        }
        int sum = 0;
        for (int i = 0; i < VIN_WEIGHTS.length; i++) {
            char c = vin.charAt(i);
            sum += (Character.isDigit(c) ? c : VIN_VALUES.charAt(VIN_LETTERS.indexOf(c))) % '0' * VIN_WEIGHTS[i];
        }
        vin.setCharAt(8, sum % 11 == 10 ? 'X' : (char) ('0' + sum % 11));
        return vin.toString();
    }
}
