package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LabelledNameDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsNamesThatTheTextSaysAreOfPatients() {
        return DetectorTable.check(new LabelledNameDetector(KnownNames.none()), """
                Mr. Okafor                                     => mr okafor
                MR. OKAFOR                                     => mr okafor
                mr. okafor called                              => mr okafor
                Mrs. Chen's labs                               => mrs chen
                Ms. Dana Whitfield                             => dana whitfield
                Miss Rivera                                    => miss rivera
                Sra. Morales                                   => sra morales
                Mr. van der Berg                               => mr vanderberg
                Mr. and Mrs. Chen                              => mrs chen
                Dear Ms. Alvarez,                              => ms alvarez
                Dear Dana Whitfield:                           => dana whitfield
                Hi Dana, your results are in                   => dana
                Patient: Dana Whitfield                        => dana whitfield
                Patient: WHITFIELD, DANA                       => dana whitfield
                PATIENT NAME: DANA Q WHITFIELD DOB 03/14/1962  => dana whitfield
                Patient: Xochitl Okonkwo                       => xochitl okonkwo
                Pt name: Chidi Okonkwo                         => chidi okonkwo
                Pt: Okonkwo, Chidi                             => chidi okonkwo
                patient's name is Dana Whitfield               => dana whitfield
                Patient Name\\nDana Whitfield\\nDOB             => dana whitfield
                Member Name: John Q. Sample                    => john sample
                re: John Q. Sample                             => john sample
                RE: Whitfield, Dana                            => dana whitfield
                RE: Okonkwo, Xochitl DOB 03/14/1962            => xochitl okonkwo
                Name: Xochitl Okonkwo\\nDOB: 07/09/1988        => xochitl okonkwo
                our patient Dana Whitfield                     => dana whitfield
                Paciente: José García                          => jose garcia
                lab results for Dana Whitfield                 => dana whitfield
                referral for Whitfield, Dana                   => dana whitfield
                Dana Whitfield needs a refill                  => dana whitfield
                Dana Whitfield, 54, came in                    => dana whitfield
                Dana Whitfield's A1c                           => dana whitfield
                Dana Whitfield (MRN 00012345)                  => dana whitfield
                """);
    }

    @TestFactory
    Stream<DynamicTest> findsNamesWhosePartsHaveALabelEach() {
        return DetectorTable.check(new LabelledNameDetector(KnownNames.none()), """
                First name: Zor\\nLast name: Table              => zor table
                Surname: Table\\nForename: Zor                  => zor table
                First name;Last name;Dx\\nZor;Table;asthma      => zor table
                First name:\\nLast name:                        =>
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesDoctorsAuthorsAndSignaturesAlone() {
        return DetectorTable.check(new LabelledNameDetector(KnownNames.none()), """
                Dr. Lee                                        =>
                Dear Dr. Patel,                                =>
                Maria Lopez, MD                                =>
                Patient: see Maria Lopez, MD                   =>
                Sincerely,\\nMs. Rivera                        =>
                Thanks,\\nDana Whitfield                       =>
                Dana Whitfield                                 =>
                Dana Whitfield\\nOffice Manager                =>
                Dear Patient,                                  =>
                Dear Colleague,                                =>
                Hi Dana, can you cover Friday?                 =>
                Patient Portal Access                          =>
                Patient: Information                           =>
                Patient Safety Week                            =>
                Re: Budget Review                              =>
                RE: Your Appointment                           =>
                Re: Meeting Tomorrow                           =>
                Name: Lakeside Family Practice                 =>
                Mr. Smith from Acme will visit                 =>
                Mr. Brown, Sales Manager                       =>
                Authors: Dana Whitfield, John Sample           =>
                patient with MS HAS pain                       =>
                MS Word                                        =>
                Sr. Software Engineer                          =>
                by Dana Whitfield                              =>
                Nurse Dana Whitfield called                    =>
                results for the quarter                        =>
                Subject: Dana                                  =>
                """);
    }
}
