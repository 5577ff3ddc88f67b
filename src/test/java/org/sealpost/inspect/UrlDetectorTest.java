package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class UrlDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsWebAddresses() {
        return DetectorTable.check(new UrlDetector(), """
                https://portal.example.org/x                               => portal.example.org/x
                http://example.org.                                        => example.org
                HTTPS://Example.org/A?b=c#d                                => example.org/a?b=c#d
                see www.example.org/visit, please                          => www.example.org/visit
                (https://example.org/a)                                    => example.org/a
                <https://example.org/a>                                    => example.org/a
                https://www.example.org                                    => www.example.org
                href=https://example.org/q?x=1&y=2                         => example.org/q?x=1&y=2
                https://example.org:8443/x                                 => example.org:8443/x
                http://10.0.0.1/x                                          => 10.0.0.1/x
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherTextAlone() {
        return DetectorTable.check(new UrlDetector(), """
                example.org                                                =>
                http is a protocol                                         =>
                https://                                                   =>
                http://localhost/                                          =>
                www.                                                       =>
                wwww.example.org                                           =>
                http://www.w3.org/1999/xhtml                               =>
                http://schemas.microsoft.com/office                        =>
                ftp.example.org                                            =>
                the www                                                    =>
                """);
    }
}
