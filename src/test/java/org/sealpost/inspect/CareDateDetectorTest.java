package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CareDateDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsDatesThatAreTiedToAPerson() {
        return DetectorTable.check(new CareDateDetector(), """
                DOS: 10/02/2024                                            => 2024-10-02
                Date of service: 10/02/2024                                => 2024-10-02
                Dates of service 10/02/2024 - 10/05/2024                   => 2024-10-02, 2024-10-05
                admitted 03/14/2024 and discharged 03/18/2024              => 2024-03-14, 2024-03-18
                Admission date: March 14, 2024                             => 2024-03-14
                Discharge Date 2024-03-18                                  => 2024-03-18
                seen on 10/02/2024                                         => 2024-10-02
                seen in our office on Oct 2, 2024                          => 2024-10-02
                Your appointment is on Tuesday, March 14, 2026 at 2:30 PM  => 2026-03-14
                Your appointment with Dr. Lee is confirmed for 03/14/2026  => 2026-03-14
                appt 3/14/2026                                             => 2026-03-14
                appointment on March 14 at 2:30 PM                         => march 14
                appt 3/14 at 2pm                                           => 3 14
                surgery scheduled 4/1/2026                                 => 2026-04-01
                Date of surgery: 4/1/2026                                  => 2026-04-01
                died on 12/24/2023                                         => 2023-12-24
                Date of death: 12/24/2023                                  => 2023-12-24
                Collected: 10/02/2024 08:15                                => 2024-10-02
                Visit 10/02/2024                                           => 2024-10-02
                10/02/2024 (visit)                                         => 2024-10-02
                last visit was 14 Mar 2024                                 => 2024-03-14
                LMP 01/05/2026                                             => 2026-01-05
                su cita es el 14 de marzo de 2026                          => 2026-03-14
                DOB 03/14/1962, seen 10/02/2024                            => 2024-10-02
                The rash began on 10/02/2024 => 2024-10-02
                Return to school 10/05/2024 => 2024-10-05
                admitted March 2026                                        => 2026-03
                surgery in 03/2026                                         => 2026-03
                visit in March, 2026                                       => 2026-03
                DOS 14/Mar/2026                                            => 2026-03-14
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherDatesAlone() {
        return DetectorTable.check(new CareDateDetector(), """
                Date: March 14, 2026                                       =>
                Invoice date 03/14/2026                                    =>
                DOB 03/14/1962                                             =>
                born 03/14/1962                                            =>
                The office is closed on 12/25/2026                         =>
                Released 2026-03-14                                        =>
                Copyright 2026                                             =>
                Meeting on March 14                                        =>
                seen 13/32/2024                                            =>
                The office opened in March 2026                            =>
                admitted 24/7                                              =>
                version 1.2.3                                              =>
                BP on arrival 140/90                                       =>
                appointment at 2:30                                        =>
                """);
    }
}
