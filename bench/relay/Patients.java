package relay;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The patients that the practice writes to. Each has accepted unencrypted mail, so that every relay sends the same octets, or
 * wants every message encrypted, where that is measured.
 */
final class Patients {

    static final int COUNT = 1_000;

    private Patients() {}

    static String address(int patient) {
        return "patient" + patient + "@patients.example";
    }

    static String number(int patient) {
        return Integer.toString(10_000_000 + patient);
    }

    static List<String> addresses() {
        return IntStream.range(0, COUNT).mapToObj(Patients::address).toList();
    }

    /**
     * The list as Sealpost imports it.
     *
     * @param channels that each has agreed to
     */
    static String csv(String channels) {
        StringBuilder list = new StringBuilder(
                "patient_id,given_name,family_name,birth_date,email,channels,purposes,recorded_at,evidence\n");
        for (int patient = 0; patient < COUNT; patient++) {
            list.append(number(patient))
                    .append(",Given")
                    .append(patient)
                    .append(",Family")
                    .append(patient)
                    .append(",1970-01-01,")
                    .append(address(patient))
                    .append(",")
                    .append(channels)
                    .append(",all,2026-01-01,form of 2026-01-01\n");
        }
        return list.toString();
    }
}
