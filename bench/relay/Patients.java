package relay;

/** The patients that the practice writes to. Each has accepted unencrypted mail, so that every relay sends the same octets. */
final class Patients {

    static final int COUNT = 1_000;

    private Patients() {}

    static String address(int patient) {
        return "patient" + patient + "@patients.example";
    }

    static String number(int patient) {
        return Integer.toString(10_000_000 + patient);
    }

    /** The list as Sealpost imports it. */
    static String csv() {
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
                    .append(",unencrypted;tls,all,2026-01-01,form of 2026-01-01\n");
        }
        return list.toString();
    }
}
