package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocialSecurityNumberDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsNumbersThatCanBeIssued() {
        return DetectorTable.check(
                new SocialSecurityNumberDetector(),
                """
                123-45-6789                                    => 123456789
                My number is 123-45-6789.                      => 123456789
                (123-45-6789)                                  => 123456789
                123 45 6789                                    => 123456789
                123.45.6789                                    => 123456789
                123 - 45 - 6789                                => 123456789
                123‑45‑6789 with non-breaking hyphens          => 123456789
                123–45–6789 with en dashes                     => 123456789
                １２３-４５-６７８９ in full width               => 123456789
                ١٢٣-٤٥-٦٧٨٩ in Arabic-Indic digits              => 123456789
                12\u200b3-4\u00ad5-67\u200d89                  => 123456789
                123-45-6789, 123-45-6788                       => 123456789, 123456788
                000 123-45-6789                                => 123456789
                SSN 123456789                                  => 123456789
                ssn: 123456789                                 => 123456789
                SSN#123456789                                  => 123456789
                Social Security Number is 123456789            => 123456789
                Social\\nSecurity no. 123456789                => 123456789
                123456789 (SSN)                                => 123456789
                Invoice for the patient, 123-45-6789           => 123456789
                SSN last 4: 6789                               => 6789
                last four of her social 6789                   => 6789
                SSN: xxx-xx-6789                               => 6789
                SSN ***-**-6789                                => 6789
                SSN 123 45 6789                                => 123456789
                SSN: 123\\n45 6789                              => 123456789
                her social is 412559981                        => 412559981
                Social: 412559981                              => 412559981
                social # 412 55 9981                           => 412559981
                123 45 6789 (SSN)                              => 123456789
                Name;SSN;Phone\\nDana;123 45 6789;555-555-0142 => 123456789
                """.replace("\\u200b", "\u200b").replace("\\u00ad", "\u00ad").replace("\\u200d", "\u200d"));
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherNumbersAlone() {
        return DetectorTable.check(new SocialSecurityNumberDetector(), """
                000-45-6789 has no area                        =>
                666-45-6789                                    =>
                900-45-6789 is a taxpayer's number             =>
                123-00-6789 has no group                       =>
                123-45-0000 has no serial                      =>
                123456789 alone is any number                  =>
                Order 123456789 was shipped                    =>
                1123-45-6789                                   =>
                123-45-67890                                   =>
                1-123-45-6789                                  =>
                123-45-6789-1                                  =>
                A123-45-6789                                   =>
                555-555-0142                                   =>
                12345-6789                                     =>
                2024-03-14                                     =>
                SSN follows by letter                          =>
                assn 123456789                                 =>
                Order number 123-45-6789                       =>
                invoice no. 123-45-6789                        =>
                PO # 123-45-6789                               =>
                SSN on order number 123456789                  =>
                Order number is 219-09-9998                    =>
                order no: # 219-09-9998                        =>
                The order numbers are 219-09-9998, 219-09-9997 =>
                Your order (number 219-09-9998) has shipped    =>
                her social worker 412559981                    =>
                Ice cream social 2026                          =>
                the last 4 digits 6789                         =>
                250\\n36\\n1200 one below another               =>
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Item           Box  Per box  Pieces\nNitrile gloves   240   12   2880\nGauze pads       150   30   4500",
                "Gauze pads 3 150 30 4500",
                "Gauze pads 150 30 4500 3",
                "Gauze pads 150 30 4500 $4.50",
                "Hi Maria, this is what we need: gloves 240 12 2880",
                "Invoice of March\nGloves 100 25 2500\nTotal due in 30 days",
                "Nitrile Gloves 240 12 2880\nExam Gloves 150 30 4500",
                "<tr><td>Gloves</td><td>240</td><td>12</td><td>2880</td><td>03/14/2026</td></tr>",
            })
    void threeColumnsOfNumbersAreNone(String text) {
        assertThat(inspected(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The patient's number is 123 45 6789.",
                "Dana Whitfield, DOB 03/14/1962, 123 45 6789",
                "The patient roe jane 123 45 6789 54 f has asthma",
                "SSN 123 45 6789, see the invoice for the shipment of your order",
            })
    void groupsWithSpacesCountBehindTheirWordsOrInMailAboutAPatient(String text) {
        assertThat(inspected(text)).containsExactly(new Identifier(PhiKind.SSN, "123456789"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Here is the list you asked for.\nJane Roe 123 45 6789 03/14/1962",
                "The list\nRoe, Jane 123 45 6789 March 14, 1962 asthma",
                "The list\nroe jane 03/14/1962 123 45 6789 250",
                "The patient list\nJane Roe 123 45 6789 03/14/1962 MRN 448120",
                "The patient list\nJane Roe 123 45 6789 312-555-0142",
                "The list\nroe jane 312-555-0142 123 45 6789",
                "Jane Roe, 123 45 6789, 03/14/1962",
                "Jane Roe 123 45 6789",
                "Jane Roe 123 45 6789 448120",
                "Qorvelle Brown 123 45 6789 250",
                "Jane Roe 123\n45 6789 03/14/1962",
                "<td>Jane Roe</td><td>123 45 6789</td><td>03/14/1962</td>",
                "Here it is:\n123 45 6789",
                "Invoice and shipment of your order\nJane Roe 123 45 6789 03/14/1962",
            })
    void groupsWithSpacesCountBesideWhatIsOfAPerson(String text) {
        String type = text.startsWith("<") ? "Content-Type: text/html\n" : "";
        assertThat(InspectorTest.inspect(type + "From: Reception <a@practice.example>\n\n" + text)
                        .identifiers())
                .contains(new Identifier(PhiKind.SSN, "123456789"));
    }

    @Test
    void eachRowOfAListCounts() {
        assertThat(inspected("""
                        Name      SSN          DOB
                        Jane Roe  123 45 6789  03/14/1962
                        John Doe  234 56 7890  03/15/1962
                        Max Moe   345 67 8901  03/16/1962
                        Ann Poe   456 78 9012  03/17/1962
                        """)).hasSize(4);
    }

    private static List<Identifier> inspected(String text) {
        return InspectorTest.inspect("From: Reception <a@practice.example>\n\n" + text).identifiers().stream()
                .filter(one -> one.kind() == PhiKind.SSN)
                .toList();
    }
}
