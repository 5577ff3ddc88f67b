package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.Domain;

class LookalikeDomainsTest {

    private static final Domain LABORATORY = new Domain("lab.hospital.example");
    private static final Domain PRACTICE = new Domain("familypractice.example");
    private static final Set<Domain> PARTNERS = Set.of(
            LABORATORY,
            PRACTICE,
            new Domain("lab.example"),
            new Domain("hospital.org"),
            new Domain("mri.test"),
            new Domain("medicine.example"),
            new Domain("pediatrics.example"),
            new Domain("clinic.example"),
            new Domain("modern.example"));
    private static final LookalikeDomains SIBLINGS = new LookalikeDomains(Set.of(
            LABORATORY,
            new Domain("ward5.hospital.example"),
            new Domain("west.hospital.example"),
            new Domain("urology.hospital.example"),
            new Domain("radiology.hospital.example"),
            new Domain("radiology.north-clinic.hospital.example"),
            new Domain("infirmary-general.hospital.example"),
            new Domain("clinics.hospital.example"),
            new Domain("studio.hospital.example"),
            new Domain("maple.nhs.uk"),
            new Domain("maple1.co.uk")));
    private final LookalikeDomains domains = new LookalikeDomains(PARTNERS);

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
        "gmal.com, gmail.com",
        "iclod.com, icloud.com",
        "yahooo.com, yahoo.com",
        "ahoo.com, yahoo.com",
        "gmailc.om, gmail.com",
        "gmail.comm, gmail.com",
        "outlook.cpm, outlook.com",
        // Swapped beside letters that look like another one together: c and l like d.
        "ilcoud.com, icloud.com",
        "iclodu.com, icloud.com",
        "icluod.com, icloud.com",
        "familypracitce.example, familypractice.example",
        "familypratcice.example, familypractice.example",
        "familypractcie.example, familypractice.example",
        "mediicne.example, medicine.example",
        "medcine.example, medicine.example",
        "pediatrcis.example, pediatrics.example",
        "pediatircs.example, pediatrics.example",
        "cilnic.example, clinic.example",
        "clinci.example, clinic.example",
        "mdoern.example, modern.example",
        "moden.example, modern.example",
        // Of short names, what chance does not make: a letter twice, two swapped, a slip in the ending.
        "aol.co, aol.com",
        "aol.con, aol.com",
        "aoll.com, aol.com",
        "mssn.com, msn.com",
        "mial.com, mail.com",
        "liev.com, live.com",
        "msn.cmo, msn.com",
        // Endings under which the provider is not.
        "gmail.org, gmail.com",
        "gmail.net, gmail.com",
        "gmail.co.uk, gmail.com",
        "gmail.com.mx, gmail.com",
        "icloud.net, icloud.com",
        "yahoo.org, yahoo.com",
        "hotmail.info, hotmail.com",
        // A known one within another.
        "gmail.com.evil.example, gmail.com",
        "mail.gmail.com.evil.example, gmail.com",
        "lab.hospital.example.evil.test, lab.hospital.example",
        "gmail-com.example, gmail.com",
        "login-gmail-com.example, gmail.com",
        "gmailcom.net, gmail.com",
        "familypractice-example.test, familypractice.example",
        "gma1l.com.evil.example, gmail.com",
        "lab.hospital.example.co, lab.hospital.example",
        "hospital.org.co, hospital.org",
        "gmail.com-secure.example, gmail.com",
        "login.gmail.com-secure.example, gmail.com",
        "gma1l.com-secure.example, gmail.com",
        "aol.com-login.example, aol.com",
        "lab.hospital.example-results.test, lab.hospital.example",
        // Letters that look like others.
        "grnail.com, gmail.com",
        "gma1l.com, gmail.com",
        "0utlook.com, outlook.com",
        "outl\u043e\u043ek.com, outlook.com",
        "gm\u0430il.com, gmail.com",
        "gm\u00e1il.com, gmail.com",
        "hotm\u0251i\u04cf.com, hotmail.com",
        "\u0261m\u0251i\u0269.com, gmail.com",
        "\u0251ol.com, aol.com",
        "\u04cfab.example, lab.example",
        "li\u0475e.com, live.com",
        "\u0443ah\u0585\u0585.com, yahoo.com",
        "\u0262\u1d0d\u1d00\u026a\u029f.com, gmail.com",
        "o\u03c5tloo\u03ba.com, outlook.com",
        "familypractlce.example, familypractice.example",
        "labhospital.example, lab.hospital.example",
        // Digits for letters, in short names too.
        "1ab.example, lab.example",
        "l4b.example, lab.example",
        "la8.example, lab.example",
        "hospita1.org, hospital.org",
        "h0spital.org, hospital.org",
        "ho5pita1.org, hospital.org",
        "results.hospita1.org, hospital.org",
        "hospita1.example, lab.hospital.example",
        "1ab.hospita1.example, lab.hospital.example",
        "results.hosp1tal.example, lab.hospital.example",
        "mr1.test, mri.test",
        "a0l.com, aol.com",
        "m5n.com, msn.com",
        "c0x.net, cox.net",
        "a77.net, att.net",
        "gm4il.com, gmail.com",
        "9mail.com, gmail.com",
        "y4hoo.com, yahoo.com",
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
                // Real ones that are near others.
                "ymail.com",
                "gmx.de",
                "gmx.at",
                "gmx.net",
                "live.com",
                "live.nl",
                "live.com.mx",
                "hey.com",
                "mac.com",
                "love.com",
                "olive.com",
                "alive.com",
                "life.com",
                "five.com",
                "mailo.com",
                "data.com",
                "luck.com",
                "soho.com",
                "al.com",
                "yahoo.it",
                "yahoo.co.in",
                "yahoo.com.br",
                "yahoo.cn",
                "hotmail.se",
                "hotmail.gr",
                "hotmail.com.br",
                "outlook.pt",
                "aol.de",
                "protonmail.ch",
                "proton.ch",
                "tutanota.de",
                "fastmail.fm",
                "comcast.com",
                "verizon.com",
                "att.com",
                "cox.com",
                "charter.com",
                "frontier.org",
                "hughesnet.com",
                "mail.ru",
                "mail.hospital.example",
                "nc.rr.com",
                "hospital.test",
                "mecom.com",
                "gmail-companion.example",
                "clinics-of.example",
                "dermatology.example",
                "medical.example",
                "cynic.example",
                "dinner.example",
                "hospitals-org.net",
                // Short ones with digits that are nobody's copy.
                "m3.com",
                "9.com",
                "3m.com",
                "p1.me",
                "lab1.example",
                "lab2.example",
                "lab6.example",
                "1st.example",
                "l2b.example",
                "cab.example",
                "abl.example",
                "24.com",
                "163.com",
                "365.com",
                "mp3.com",
                "b2b.com",
                "mri2.test",
                "mr.test",
                "hospital2.test",
            })
    void aKnownOneAndOneThatIsLikeNoneIsNot(String domain) throws Exception {
        assertThat(domains.resembled(Domain.parse(domain))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1ab.hospital.example, lab.hospital.example",
        "l\u0430b.hospital.example, lab.hospital.example",
        "mail.1ab.hospital.example, lab.hospital.example",
        "radio1ogy.hospital.example, radiology.hospital.example",
        "radiolgy.hospital.example, radiology.hospital.example",
        "raadiology.hospital.example, radiology.hospital.example",
        "radioolgy.hospital.example, radiology.hospital.example",
        "radiology.north-c1inic.hospital.example, radiology.north-clinic.hospital.example",
        "infirmary-genera1.hospital.example, infirmary-general.hospital.example",
        "mail.infirmary-genera1.hospital.example, infirmary-general.hospital.example",
        "studi0.hospital.example, studio.hospital.example",
        "rnaple.nhs.uk, maple.nhs.uk",
    })
    void aNameBelowOneParentThatLooksLikeAKnownOneIsFound(String domain, String known) throws Exception {
        assertThat(SIBLINGS.resembled(Domain.parse(domain))).contains(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hospital.example",
                "lab.hospital.example",
                "mail.lab.hospital.example",
                "lab2.hospital.example",
                "lab1.hospital.example",
                "labs.hospital.example",
                "lob.hospital.example",
                "ab.hospital.example",
                "alb.hospital.example",
                "ward6.hospital.example",
                "wards.hospital.example",
                "clinic5.hospital.example",
                "studio1.hospital.example",
                "studi5.hospital.example",
                "infirmary-general1.hospital.example",
                "infirmary-genera11.hospital.example",
                "radiology2.hospital.example",
                "radiologys.hospital.example",
                "audiology.hospital.example",
                "cardiology.hospital.example",
                "neurology.hospital.example",
                "north-clinic.hospital.example",
                "radiology.hospital.example",
                "radiology.south-clinic.hospital.example",
                "radiology.lab.hospital.example",
                "east.hospital.example",
                "maple.nhs.uk",
                "apple.nhs.uk",
                "mapl.nhs.uk",
            })
    void anOrdinaryNameBelowTheSameParentIsNot(String domain) throws Exception {
        assertThat(SIBLINGS.resembled(Domain.parse(domain))).isEmpty();
    }

    @Test
    void domainsThatDifferByADigitAloneAreTwo() throws Exception {
        LookalikeDomains numbered = new LookalikeDomains(Set.of(new Domain("lab8.example"), new Domain("mri3.test")));
        for (String domain : Set.of("lab6.example", "lab1.example", "lab0.example", "lab9.example", "mri4.test")) {
            assertThat(numbered.resembled(Domain.parse(domain))).as(domain).isEmpty();
        }
        assertThat(numbered.resembled(Domain.parse("mr13.test"))).contains("mri3.test");
    }

    @Test
    void saysTheSameOfADomainAgain() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(domains.resembled(Domain.parse("gmial.com"))).contains("gmail.com");
            assertThat(domains.resembled(Domain.parse("hospital.test"))).isEmpty();
        }
        assertThat(domains.remembered()).isEqualTo(2);
    }

    @Test
    void remembersAFewHundredHoweverManyDomainsComeBy() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            assertThat(domains.resembled(Domain.parse("partner" + i + ".test"))).isEmpty();
        }
        assertThat(domains.remembered()).isLessThanOrEqualTo(500);
        assertThat(domains.resembled(Domain.parse("gmial.com"))).contains("gmail.com");
    }
}
