package phi;

import java.time.LocalDate;

/**
 * Someone made up.
 *
 * @param listed whether the practice has them on its list of patients
 */
record Person(
        String given,
        String family,
        boolean woman,
        boolean listed,
        LocalDate born,
        String recordNumber,
        String phone,
        String email,
        String street,
        String city) {

    String name() {
        return given + " " + family;
    }
}
