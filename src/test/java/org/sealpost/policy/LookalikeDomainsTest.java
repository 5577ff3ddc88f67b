package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.Domain;

class LookalikeDomainsTest {

    private static final Domain LABORATORY = new Domain("lab.hospital.example");
    private static final Domain PRACTICE = new Domain("familypractice.example");
    private final LookalikeDomains domains = new LookalikeDomains(Set.of(LABORATORY, PRACTICE));

    @ParameterizedTest
    @CsvSource({
        // Slips of the keyboard.
        "gmial.com, gmail.com",
        "gmai.com, gmail.com",
        "gmaill.com, gmail.com",
        "gmsil.com, gmail.com",
        "gmail.co, gmail.com",
        "gmail.con, gmail.com",
        "gmail.cm, gmail.com",
        "hotmial.com, hotmail.com",
        "yaho.com, yahoo.com",
        "outlok.com, outlook.com",
        "iclould.com, icloud.com",
        "comcast.ent, comcast.net",
        "familypractise.example, familypractice.example",
        // Letters that look like others.
        "grnail.com, gmail.com",
        "gma1l.com, gmail.com",
        "0utlook.com, outlook.com",
        "outl\u043e\u043ek.com, outlook.com",
        "gm\u0430il.com, gmail.com",
        "gm\u00e1il.com, gmail.com",
        "familypractlce.example, familypractice.example",
        "labhospital.example, lab.hospital.example",
    })
    void aDomainThatLooksLikeOneThatIsKnownIsFound(String domain, String known) throws Exception {
        assertThat(domains.resembled(Domain.parse(domain))).contains(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gmail.com",
                "GMAIL.com",
                "mail.com",
                "ymail.com",
                "email.com",
                "familypractice.example",
                "lab.hospital.example",
                "lab2.hospital.example",
                "hospital.example",
                "me.com",
                "he.com",
                "aoe.com",
                "uni-heidelberg.example",
                "otherpractice.example",
            })
    void aKnownOneAndOneThatIsLikeNoneIsNot(String domain) throws Exception {
        assertThat(domains.resembled(Domain.parse(domain))).isEmpty();
    }
}
