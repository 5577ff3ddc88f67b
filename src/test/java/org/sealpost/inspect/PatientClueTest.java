package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.RawMessage;

/**
 * What is offered to the database, to ask whether it tells of a patient. In the tables readings of one clue are parted by
 * {@code /}; nothing behind the arrow means that nothing is asked.
 */
class PatientClueTest {

    private static final KnownNames PATIENTS = KnownNames.builder()
            .add(new PersonName("Kim", "Example"))
            .add(new PersonName("Anna", "van der Berg"))
            .add(new PersonName("Rosa", "Garc\u00eda L\u00f3pez"))
            .add(new PersonName("Sam", "Smith-Jones"))
            .add(new PersonName("Uma", "de la Vega Santos"))
            .add(new PersonName("Kay", "Long"))
            .add(new PersonName("Lee", "James"))
            .add(new PersonName("Pat", "Care"))
            .add(new PersonName("Bo", "O'Brien"))
            .build();

    @TestFactory
    Stream<DynamicTest> numbersThatMayBeAPatients() {
        return table("""
                MRN P-22                                   => number P22
                MRN: 22                                    => number 22
                MRN #22.                                   => number 22
                MRN 1001                                   => number 1001
                MRN P22                                    => number P22
                mrn p-22                                   => number P22
                MRN 22 15 mg                               => number 22/2215
                MRN for Mr. Okafor is P-22                 => number P22
                MRN on file is 1001                        => number 1001
                chart no. 77                               => number 77
                Chart #77                                  => number 77
                chart number is 77                         => number 77
                Patient P-1001                             => number P1001
                patient no. 7                              => number 7
                Patient ID: 22                             => number 22
                patient (ID 22)                            => number 22
                Patient, ID P-22, called                   => number P22
                Patient 1001 called                        => number 1001
                pt 1001                                    => number 1001
                pt. 1001                                   => number 1001
                pt # 22                                    => number 22
                patients P-22 and P-23                     => number P22; number P23
                patients P-22, P-23 and P-24               => number P22; number P23; number P24
                record no. 5                               => number 5
                medical record number: 14                  => number 14
                EMR # 9                                    => number 9
                paciente 1001                              => number 1001
                expediente 77                              => number 77
                """);
    }

    @TestFactory
    Stream<DynamicTest> numbersThatAreOfSomethingElse() {
        return table("""
                77 pages                                   =>
                Order no. 77                               =>
                Invoice #1001                              =>
                room 22                                    =>
                visit no. 2                                =>
                specimen 3                                 =>
                see chart 77                               =>
                record 22                                  =>
                patient 22 of 40                           =>
                Patient 2024 survey                        =>
                a record 1.5 million                       =>
                patient 10:30 AM                           =>
                patient 3/14/2026                          =>
                Patient no. 3/14/2026                      =>
                MRN, DOB 03/14/1962                        =>
                MRN pending                                =>
                MRN requested in 2019                      =>
                Your medical record number is available    =>
                The chart shows 12345 visits               =>
                patient 1001%                              =>
                patient $1001                              =>
                patient no. 22-year-old                    =>
                Patient phone 555-555-0142                 =>
                pt 555-0142                                =>
                patient no. 2.5                            =>
                The patient. 1001 others                   =>
                """);
    }

    @TestFactory
    Stream<DynamicTest> familyNamesBesideTheDayOfBirth() {
        return table("""
                Example, born 03/04/1961                   => born example 1961-03-04/1961-04-03
                Example (DOB 3/4/61)                       => born example 1961-03-04/1961-04-03
                Example 03/14/1961                         => born example 1961-03-14
                EXAMPLE DOB 1961-03-04                     => born example 1961-03-04
                dob 14.3.61 example                        => born example 1961-03-14
                Name: Example\\nDOB: March 4, 1961          => born example 1961-03-04
                Visit: Example 03/14/1961                  => born example 1961-03-14
                visit with example 03/14/1961              => born example 1961-03-14
                Surgery next week. Example, 03/14/1961     => born example 1961-03-14
                born 4 Mar 1961, Ms Example                => born example 1961-03-04; name example
                Anna van der Berg, 03/14/1961              => born berg 1961-03-14
                Uma de la Vega, DOB 03/14/1961             => born vega 1961-03-14
                Garc\u00eda L\u00f3pez, born 03/14/1961              => born garcia 1961-03-14; born lopez 1961-03-14
                Example, born 03/04/28                     => born example 1928-03-04/1928-04-03
                O'Brien, DOB 03/14/1961                    => born obrien 1961-03-14
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "Question",
                "Visit",
                "Appointment",
                "Follow-up visit",
                "Surgery",
                "Discharge",
                "Date of service"
            })
    void theSubjectTakesNoMeaningFromADayOfBirth(String subject) {
        for (String text : List.of(
                "Example (11/23/1962) needs a refill.",
                "Example, b. 1962-11-23",
                "1962-11-23 Example",
                "11/23/1962: Example needs a refill.",
                "example 11/23/1962 needs a refill.")) {
            assertThat(clues("Subject: " + subject + "\n\n" + text))
                    .as(text)
                    .containsExactly("born example 1962-11-23");
        }
    }

    /** A child's day of birth is as near as one of care. */
    @Test
    void aWordForBirthMeansBirthWhateverElseIsSaidOfADay() {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(9);
        for (String text : List.of(
                "Example, b. %s",
                "Example (b. %s) was here",
                "Example, born %s",
                "Example, DOB %s",
                "Example %s (DOB)",
                "Example %s DOB")) {
            assertThat(clues("Subject: Visit\n\n" + text.formatted(day)))
                    .as(text)
                    .containsExactly("born example " + day);
        }
        assertThat(clues("Subject: Visit\n\nExample had vitamin B " + day)).isEmpty();
        assertThat(clues("Subject: Visit\n\nExample, seen " + day + " DOB 03/14/1961"))
                .containsExactly("born example 1961-03-14");
    }

    @TestFactory
    Stream<DynamicTest> datesThatAreNoBirthAndNamesOfNoPatient() {
        return table("""
                Stranger, born 03/04/1961                  =>
                born 03/04/1961                            =>
                Example, seen on 03/14/1961                =>
                Example, admitted 03/14/1961               =>
                Example, date of service 03/14/2019        =>
                Example, surgery was on 03/14/2019         =>
                Example, born in March                     =>
                Example was born on 3/14                   =>
                Example, born 03/44/1961                   =>
                """);
    }

    @TestFactory
    Stream<DynamicTest> familyNamesAlone() {
        return table("""
                Mrs. Example called                        => name example
                Mr Example's results                       => name example
                mrs example called                         => name example
                Ms. EXAMPLE                                => name example
                Miss Example                               => name example
                Mrs. K. Example                            => name example
                Mr. and Mrs. Example                       => name example
                Sra. Garc\u00eda                                 => name garcia
                Sra. Garc\u00eda L\u00f3pez                            => name garcia/garcialopez
                Ms. Smith-Jones                            => name smithjones
                Mr. van der Berg                           => name vanderberg
                Ms. de la Vega's labs are in               => name delavega
                Ms. De La Vega Santos called               => name delavega/delavegasantos
                Ms. Vega called                            => name vega
                Mr. O'Brien                                => name obrien
                Mrs. Long                                  => name long
                Mr. James called                           => name james
                Patient Example was seen                   => name example
                Patient: Example                           => name example
                Our patient Example                        => name example
                pt. Example                                => name example
                Patient: Long                              => name long
                a call from Mrs. Example                   => name example
                Dear Mrs. Example,                         => greeted example
                """);
    }

    @TestFactory
    Stream<DynamicTest> namesThatAreNoPatientsByThemselves() {
        return table("""
                Example                                    =>
                for example                                =>
                Mr. Stranger called                        =>
                Dr. Example                                =>
                Ms. Example, RN                            =>
                nurse Mrs. Example                         =>
                Kind regards,\\nMs. Example                 =>
                Ms. Example from Brightline                =>
                Mr. James Wilson                           =>
                Mr. Kim Example                            =>
                MS Example                                 =>
                Patient Care                               =>
                patient long                               =>
                Patient Long waited                        =>
                the patient. Example                       =>
                mr long                                    =>
                Mr. Example Street                         =>
                """);
    }

    @Test
    void aFamilyNameInBulkMailIsNotAskedFor() {
        String offer = "Unsubscribe from our newsletter. Webinar, register now, 20% off, exhibitors welcome. ";
        assertThat(clues("\r\n" + "Mr. Example called.")).containsExactly("name example");
        assertThat(clues("\r\n" + offer.repeat(3) + "Mr. Example speaks at ten."))
                .isEmpty();
    }

    @Test
    void addressesInToAndCcAreShownAndOthersAreNot() {
        assertThat(clues("""
                To: Kim <Kim@Patients.example>, "Bo, MD" <bo@lab.example>
                Cc: undisclosed-recipients:;, team: ann@patients.example;
                Bcc: hidden@patients.example
                Reply-To: reply@patients.example

                Hello"""))
                .containsExactly("shown ann@patients.example", "shown bo@lab.example", "shown kim@patients.example");
    }

    @Test
    void everyAddressInTheHeaderOfAForwardedMessageCounts() {
        assertThat(clues("""
                To: a@lab.example
                Content-Type: message/rfc822

                From: Kim <kim@patients.example>
                To: desk@practice.example

                Hello"""))
                .containsExactly("inner desk@practice.example", "inner kim@patients.example", "shown a@lab.example");
    }

    @Test
    void whatIsOfferedIsNeverShown() {
        Findings findings = findings("\r\nMRN P-22, Mrs. Example, Example born 03/14/1961\r\n");
        assertThat(findings.clues()).hasSize(3);
        assertThat(findings + " " + findings.clues())
                .doesNotContainIgnoringCase("example")
                .doesNotContain("22", "1961");
    }

    private static Stream<DynamicTest> table(String table) {
        return table.lines().filter(line -> !line.isBlank()).map(line -> {
            String[] cells = line.split("=>", 2);
            List<String> expected = Stream.of(cells[1].split(";", -1))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .sorted()
                    .toList();
            return DynamicTest.dynamicTest(
                    line.strip(),
                    () -> assertThat(clues("\r\n" + cells[0].strip().replace("\\n", "\r\n")))
                            .isEqualTo(expected));
        });
    }

    private static List<String> clues(String rest) {
        return findings(rest).clues().stream()
                .map(PatientClueTest::written)
                .sorted()
                .toList();
    }

    private static Findings findings(String rest) {
        String message =
                "From: a@practice.example\r\n" + rest.replace("\r\n", "\n").replace("\n", "\r\n");
        return new Inspector().inspect(RawMessage.of(message.getBytes(StandardCharsets.UTF_8)), PATIENTS);
    }

    private static String written(PatientClue clue) {
        return switch (clue) {
            case PatientClue.RecordNumber(var readings) -> "number " + String.join("/", new TreeSet<>(readings));
            case PatientClue.FamilyAndDay(var family, var days) ->
                "born " + family + " "
                        + days.stream().map(String::valueOf).sorted().collect(Collectors.joining("/"));
            case PatientClue.FamilyName(var readings, var greeted) ->
                (greeted ? "greeted " : "name ") + String.join("/", new TreeSet<>(readings));
            case PatientClue.InnerAddress(var address) -> "inner " + address;
            case PatientClue.ShownAddress(var address) -> "shown " + address;
        };
    }
}
