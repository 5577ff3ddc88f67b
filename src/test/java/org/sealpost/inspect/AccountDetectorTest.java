package org.sealpost.inspect;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AccountDetectorTest {

    @TestFactory
    Stream<DynamicTest> findsAccountsAndCards() {
        return DetectorTable.check(new AccountDetector(), """
                Account number: 00123456                                   => 00123456
                Acct # 00123456                                            => 00123456
                Acct. No. 00123456-01                                      => 0012345601
                account #4455667                                           => 4455667
                Patient account number 778899                              => 778899
                Claim number: 2026ABC12345                                 => 2026ABC12345
                Claim # 20260102345                                        => 20260102345
                Guarantor ID 123456                                        => 123456
                Statement number 889900                                    => 889900
                Prior authorization number: PA1234567                      => PA1234567
                Auth # A1234567                                            => A1234567
                Rx # 7012345                                               => 7012345
                Bank account: 000123456789                                 => 000123456789
                4111 1111 1111 1111                                        => 4111111111111111
                4111-1111-1111-1111                                        => 4111111111111111
                card 4111111111111111 exp 12/27                            => 4111111111111111
                3782 822463 10005                                          => 378282246310005
                5555555555554444                                           => 5555555555554444
                6011111111111117                                           => 6011111111111117
                GB82 WEST 1234 5698 7654 32                                => GB82WEST12345698765432
                DE89370400440532013000                                     => DE89370400440532013000
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOtherNumbersAlone() {
        return DetectorTable.check(new AccountDetector(), """
                4111 1111 1111 1112 has no check digit                     =>
                Order number 4111111111111111                              =>
                Tracking # 4111 1111 1111 1111                             =>
                9999999999999995 has no issuer                             =>
                GB82 WEST 1234 5698 7654 33                                =>
                Invoice 00123456                                           =>
                PO # 4455667                                               =>
                your account is past due                                   =>
                accounts receivable 2026                                   =>
                account manager 555-555-0142                               =>
                claims that 12345 people                                   =>
                ISBN 9780306406157                                         =>
                Account 12                                                 =>
                """);
    }
}
