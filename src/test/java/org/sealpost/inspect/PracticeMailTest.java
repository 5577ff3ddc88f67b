package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole messages as practices write and get them: which tell of someone's health and which do not. */
class PracticeMailTest {

    @TestFactory
    Stream<DynamicTest> mailAboutAPatientTellsOfSomeonesHealth() {
        return messages("""
                Subject: Your results

                Dear Ms. Alvarez,

                Your recent mammogram was normal. Please call us at 555-555-0100 with questions.

                Sincerely,
                Maria Lopez, MD
                Lakeside Family Practice
                ----
                Subject: RE: Whitfield, Dana (DOB 3/14/62)

                Dear Dr. Patel,

                Thank you for seeing this pleasant 61 y/o woman with COPD and HTN. Please evaluate.
                ----
                Subject: refill

                Mr. Okafor called, wants a refill of his lisinopril. Call him at 555-555-0177.
                ----
                Subject: Labs

                PATIENT: SAMPLE, JOHN Q    MRN: 00012345    DOB: 03/14/1962
                COLLECTED: 10/02/2024
                GLUCOSE          182 H    mg/dL   70-99
                HEMOGLOBIN A1C   8.2 H    %       <5.7
                LDL CHOLESTEROL  160 H    mg/dL
                ----
                Subject: Prior authorization request

                Member ID: XQW123456789
                Requested: Humira 40 mg pen
                ICD-10: M0579. CPT 96372.
                ----
                Subject: Appointment reminder

                Hi Luis, this is a reminder of your appointment with dermatology on Tuesday, March 14 at 2:30 PM
                for your skin biopsy. Reply STOP to unsubscribe.
                ----
                Subject: d/c summary

                Pt name: Chidi Okonkwo
                Admitted 03/14/2024, discharged 03/18/2024. Principal dx: CHF exacerbation. Meds: furosemide 40 mg.
                ----
                Subject: question

                Can someone call Dana Whitfield back about her biopsy? She is worried about melanoma.
                ----
                Subject: Statement

                Patient account number 778899. Date of service 10/02/2024. CPT 99213 office visit, dx I10.
                Amount you owe: $45.00
                ----
                Subject: Receta

                Estimada Sra. Morales: su receta de metformina y su cita es el 14 de marzo de 2026. Tiene diabetes.
                ----
                Subject: chart

                pt # 445566 tested positive for chlamydia, needs azithromycin sent to pharmacy
                ----
                Subject: FW: consult

                Patient's cell: 555-555-0133. History of depression and suicidal ideation.
                ----
                Subject: Fwd: visit

                Name: Xochitl Ramírez
                DOB: 1988-07-09
                Reason: prenatal visit, 20 weeks pregnant
                ----
                Subject: Pharmacy

                Rx # 7012345 for Eleanor Rigsby: atorvastatin 20 mg is ready for pickup.
                ----
                Subject: hi

                mr. okafor's bp was 180/110 this morning, should we see him today?
                ----
                Subject: Referral for Maria Gonzalez

                Please schedule for evaluation of rheumatoid arthritis. MBI 1EG4-TE5-MK73.
                ----
                Subject: Medicaid

                Medicaid ID 123456789A is active. Services: methadone clinic, opioid use disorder.
                ----
                Subject: your son

                Dear Mrs. Chen, your son's strep test was positive. We sent amoxicillin to the pharmacy.
                ----
                Subject: implant

                Pacemaker serial PJN123456H, implanted 4/1/2026 for atrial fibrillation. Patient: Harold Finch
                """, true);
    }

    @TestFactory
    Stream<DynamicTest> otherMailDoesNot() {
        return messages("""
                Subject: Free shipping on glucose test strips

                Dear Ms. Alvarez, your practice can save 20% on A1C test kits for diabetes. Item # GL-2039, order number
                998877. Account number 4455667. Call 800-555-0199. Unsubscribe: https://shop.example.org/u
                ----
                Subject: Abstract

                Background: We enrolled 240 participants with type 2 diabetes. Methods: patients admitted between
                01/01/2015 and 12/31/2018 were randomized. Mean HbA1c was 8.2%. John Smith, PhD; Maria Lopez, MD
                ----
                Subject: Pump demo

                Mr. Smith from Acme Medical will demo the new insulin pump on March 3, 2026 at 2 PM. Meeting ID: 845 1234
                ----
                Subject: Release 2.3.1

                Fixes the infection of the cache, ICD-10 code picker, lab results import. Deployed to server 10.0.0.4 by
                J. Smith on 03/14/2026.
                ----
                Subject: Newsletter

                In this issue: five tips to lower your blood pressure, flu shot clinic, healthy recipes. Unsubscribe
                ----
                Subject: Staff lunch

                Hi Maria, lunch is on Friday. I have a cold, so I will skip it. Call me at 555-555-0133.
                ----
                Subject: Order shipped

                Order number 123-45-6789, tracking number 1Z999AA10123456784, invoice 00123456. Lidocaine patches, box of 30.
                Ship to: Lakeside Family Practice, 555-555-0100
                ----
                Subject: Asthma guidelines webinar

                Register now. Dr. Lee will speak about asthma and COPD on March 14, 2026. CME credits. jane@example.org
                ----
                Subject: Sepsis policy

                All staff: the sepsis policy was updated. Questions to Robert Brown, Compliance Manager, x1234.
                ----
                Subject: Meeting

                Dear Mr. Brown, our meeting about the budget is moved to March 14, 2026. Regards, Dana Whitfield
                ----
                Subject: EHR maintenance

                The EHR will be down on 03/14/2026 from 10 pm. Ticket 123456789. Headache for all of us, sorry.
                ----
                Subject: Depression in the economy

                Analysts fear a depression. Contact Mr. Stone at Example Bank, 555-555-0101, account 00123456.
                ----
                Subject: COVID policy

                Masks are required. COVID-19 vaccines are available to all staff. Sign up at https://hr.example.org
                ----
                Subject: Quote 4455

                Dear Ms. Rivera, the quote for defibrillators, serial number AED12345, is attached. Unit price $1,200.
                ----
                Subject: Re: Diabetes Education Class

                The class is full. Thanks, Kim Lee, RN
                """, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Purchase requisition no. 448120 for printer paper was approved.",
                "Our file no. 2026-4481, lease of suite 3",
                "Your client number with us is 448120, invoice attached",
                "The fire insurance policy number of our building is 88123456, renewal June 1",
                "Chamber of Commerce member number 448120",
                "Our Chamber of Commerce member number is 448120.",
                "Gift certificate 448120 enclosed",
                "Please remit the total due of the invoice to IBAN DE89370400440532013000.",
                "Tenant;File no;Rent\nAcme;448120;1200\n",
            })
    void numbersOfEverydayBusinessIdentifyNobody(String text) {
        assertThat(InspectorTest.inspect("From: Reception <a@practice.example>\n\n" + text)
                        .identifiesSomeone())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Member ID XQW123456789, invoice attached",
                "Chart no. 448120",
                "Our file no. 2026-4481: the patient was seen for asthma",
                "Your file no 448120. We reviewed your results.",
                "Policy # 88123456, subscriber Dana Whitfield",
                "DOB 03/14/1962, group number 0098765",
                "Lab requisition no. 448120, diabetes",
                "File no;DOB;Dx\n448120;03/14/1962;I10\n",
            })
    void theSameOfAPatientDo(String text) {
        assertThat(InspectorTest.inspect("From: Reception <a@practice.example>\n\n" + text)
                        .counts())
                .containsAnyOf(Map.entry(PhiKind.MEDICAL_RECORD_NUMBER, 1), Map.entry(PhiKind.HEALTH_PLAN, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dana Whitfield's insulin pump has serial number MMT-1780K-99812",
                "Pacemaker serial number PM-448120-7 implanted",
                "Pacemaker serial number PM448120 implanted",
                "Insulin pump SN: MMT-1780K-99812",
            })
    void aDeviceThatSomeoneWearsIdentifiesThem(String text) {
        assertThat(InspectorTest.inspect("From: Reception <a@practice.example>\nSubject: Hello\n\n" + text)
                        .counts())
                .containsEntry(PhiKind.DEVICE, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The copier in room 3 is broken, serial number XK-448120",
                "Please order toner for the printer, serial number XK-448120. The patient's copy is unreadable.",
                "Quote for one CPAP: serial number 44812077, unit price $800, ships in two weeks.",
                "Invoice 4481: insulin pump serial number 44812077, demo unit, warranty of two years.",
                "Please order two pacemakers, serial numbers PM448120 and PM448121 are out of stock.",
                "The practice car, a white van, has license plate 7ABC123. Invoice and price of the lease are attached.",
                "The pacemaker programmer, serial number 44812077, is due for calibration.",
                "The scanner at the front desk, S/N 44812077, needs a service visit.",
            })
    void aDeviceOfTheOfficeOrASuppliersIdentifiesNobody(String text) {
        assertThat(InspectorTest.inspect("From: Reception <a@practice.example>\nSubject: Hello\n\n" + text)
                        .counts())
                .doesNotContainKeys(PhiKind.DEVICE, PhiKind.VEHICLE);
    }

    private static Stream<DynamicTest> messages(String all, boolean tells) {
        return Arrays.stream(all.split("----\n", -1))
                .map(text -> DynamicTest.dynamicTest(text.substring(0, text.indexOf('\n')), () -> {
                    Findings findings =
                            InspectorTest.inspect("From: Reception <a@practice.example>\nTo: b@example.org\n" + text);
                    assertThat(findings.tellsOfSomeonesHealth())
                            .as("%s", findings)
                            .isEqualTo(tells);
                }));
    }
}
