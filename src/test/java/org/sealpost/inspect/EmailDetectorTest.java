package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class EmailDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsAddresses() {
        return DetectorTable.check(new EmailDetector(), """
                jane@example.org                                           => jane@example.org
                Email: Jane.Doe+x@Mail.Example.ORG.                        => jane.doe+x@mail.example.org
                <jane@example.org>                                         => jane@example.org
                mailto:jane@example.org?subject=x                          => jane@example.org
                (jane_d@example.org)                                       => jane_d@example.org
                jane-d@sub.example.co.uk, bob@example.com                  => jane-d@sub.example.co.uk, bob@example.com
                j@example.org                                              => j@example.org
                o'brien@example.org                                        => o'brien@example.org
                write to jane@example.org; thanks                          => jane@example.org
                a1@example.org                                             => a1@example.org
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherSignsAlone() {
        return DetectorTable.check(new EmailDetector(), """
                meet @ noon                                                =>
                @practice                                                  =>
                jane@ example.org                                          =>
                jane @example.org                                          =>
                jane@localhost                                             =>
                5 @ $3.00                                                  =>
                jane@@example.org                                          =>
                a@b                                                        =>
                user@host: ~ $                                             =>
                @media screen                                              =>
                """);
    }
}
