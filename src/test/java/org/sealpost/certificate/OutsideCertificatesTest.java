package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** What of the certificates that are found outside is used, and what a place costs that fails. */
@Timeout(30)
class OutsideCertificatesTest {

    private static final String BO = "bo@clinic.example";
    private static final Duration BUDGET = Duration.ofMillis(300);
    private static final TestIdentity ROOT =
            TestCertificate.of("CN=Root").forAuthority().issue();
    private static final TestIdentity ISSUER =
            TestCertificate.of("CN=Issuer").forAuthority().by(ROOT).issue();
    private static final TestIdentity TRUSTED = issued(BO);
    private static final TestIdentity ANOTHER = issued(BO);
    private static final TestIdentity SELF_SIGNED =
            TestCertificate.of("CN=Bo", BO).issue();

    private final CertificateChooser chooser =
            new CertificateChooser(new CertificateCheck(TrustAnchors.of(List.of(ROOT.certificate()))));

    /** A place as the test wants it. */
    private record Place(CertificateSource source, String place, Function<Mailbox, LookupAnswer> answer)
            implements CertificateLookup {
        @Override
        public LookupAnswer find(Mailbox mailbox) {
            return answer.apply(mailbox);
        }
    }

    @Test
    void usesWhatStandsUnderAnAnchorAndSaysWhereItWasFound() throws Exception {
        CertificateChoice choice = choose(has(CertificateSource.LDAP, "the LDAP server a", TRUSTED));

        assertThat(choice.usable()).contains(TRUSTED.certificate());
        assertThat(choice.origin()).contains("found in the LDAP server a");
    }

    @Test
    void findsThePathOverAnAuthorityThatWasFoundBesideIt() throws Exception {
        TestIdentity below = TestCertificate.of("CN=Bo", BO).by(ISSUER).issue();

        assertThat(choose(has(CertificateSource.CERT, "DNS", below)).usable()).isEmpty();
        assertThat(choose(has(CertificateSource.CERT, "DNS", below, ISSUER)).usable())
                .contains(below.certificate());
    }

    @Test
    void neverUsesOneForAnotherAddressOrWithoutAPath() throws Exception {
        CertificateChoice choice = choose(has(
                CertificateSource.LDAP,
                "the LDAP server a",
                SELF_SIGNED,
                issued("other@clinic.example"),
                issued("bo@clinic.example.evil.example")));

        assertThat(choice.usable()).isEmpty();
        assertThat(choice.refused())
                .extracting(RefusedCertificate::reason)
                .containsExactlyInAnyOrder(
                        "not trusted: self-signed, and no person pinned it",
                        "address not in certificate",
                        "address not in certificate");
    }

    @Test
    void directProjectsSourcesMayHaveOneForTheWholeDomainAndOthersMayNot() throws Exception {
        TestIdentity forDomain = issued("clinic.example");

        assertThat(choose(has(CertificateSource.CERT, "DNS", forDomain)).usable())
                .contains(forDomain.certificate());
        assertThat(choose(has(CertificateSource.DIRECT_LDAP, "LDAP", forDomain)).usable())
                .contains(forDomain.certificate());
        assertThat(choose(has(CertificateSource.LDAP, "LDAP", forDomain)).usable())
                .isEmpty();
        assertThat(choose(has(CertificateSource.CERT, "DNS", issued("other.example")))
                        .usable())
                .isEmpty();
    }

    /**
     * RFC 5280 section 4.2.1.10 binds names of the same form alone; it stands for all the domain's addresses, though.
     */
    @Test
    void anOrganizationsCertificateIsBoundByItsAuthoritysConstraintsOfAddresses() throws Exception {
        Instant now = Instant.now();
        Instant end = now.plus(Duration.ofDays(9));
        for (String permitted : List.of("clinic.example", "lab.example")) {
            TestIdentity constrained = SampleCertificate.of("CN=Constrained", now.minusSeconds(60), end)
                    .authority()
                    .addressesOnlyIn(permitted)
                    .by(ROOT)
                    .issue();
            TestIdentity forDomain = SampleCertificate.of("CN=Clinic", now.minusSeconds(60), end)
                    .extension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, "clinic.example")))
                    .by(constrained)
                    .issue();

            CertificateChoice choice = choose(has(CertificateSource.CERT, "DNS", forDomain, constrained));

            assertThat(choice.usable().isPresent()).isEqualTo(permitted.equals("clinic.example"));
            assertThat(choice.refused().stream().map(RefusedCertificate::reason).toList())
                    .isEqualTo(
                            choice.usable().isPresent()
                                    ? List.of()
                                    : List.of("not trusted: name constraints of CN=Constrained exclude the address"));
        }
    }

    /** It names the domain beside, as some authorities write it: what is written to others is not for that person. */
    @Test
    void aPersonsCertificateIsNotThatOfTheWholeDomain() throws Exception {
        GeneralName domain = new GeneralName(GeneralName.dNSName, "clinic.example");
        GeneralName utf8 = new GeneralName(
                GeneralName.otherName,
                new OtherName(
                        new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.9"), new DERUTF8String("j\u00f6rg@clinic.example")));
        for (TestIdentity persons : List.of(
                issued("CN=Cy", new GeneralName(GeneralName.rfc822Name, "cy@clinic.example"), domain),
                issued("CN=Cy", domain, new GeneralName(GeneralName.rfc822Name, "cy@other.example")),
                issued("CN=Cy,E=cy@clinic.example", domain),
                issued("CN=Jo", domain, utf8))) {
            assertThat(choose(has(CertificateSource.CERT, "DNS", persons)).refused())
                    .extracting(RefusedCertificate::reason)
                    .containsExactly("address not in certificate");
        }
    }

    @Test
    void oneOfThousandsOfDomainsIsNobodys() throws Exception {
        GeneralName[] names = Stream.concat(
                        Stream.of("clinic.example"), IntStream.range(0, 1000).mapToObj(i -> i + ".example"))
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);

        assertThat(choose(has(CertificateSource.CERT, "DNS", issued("CN=x", names)))
                        .refused())
                .extracting(RefusedCertificate::reason)
                .containsExactly("names 1001 addresses, more than 1000");
        assertThat(choose(has(CertificateSource.CERT, "DNS", issued("CN=x", Arrays.copyOf(names, 1000))))
                        .usable())
                .isPresent();
    }

    @Test
    void takesTheFirstPlaceThatHasAUsableOne() throws Exception {
        CertificateChoice choice = choose(
                has(CertificateSource.LDAP, "the LDAP server a"),
                has(CertificateSource.LDAP, "the LDAP server b", SELF_SIGNED),
                has(CertificateSource.CERT, "DNS (CERT)", TRUSTED),
                has(CertificateSource.DIRECT_LDAP, "the LDAP server of the domain", ANOTHER));

        assertThat(choice.usable()).contains(TRUSTED.certificate());
        assertThat(choice.refused())
                .extracting(RefusedCertificate::fingerprint)
                .containsExactly(Fingerprint.of(SELF_SIGNED.certificate()));
        assertThat(choice.elsewhere()).containsExactly("the LDAP server a has none");
    }

    /** Whoever hides what the domain says could have made what is found elsewhere. */
    @Test
    void nothingIsUsedThatWasFoundElsewhereWhileTheDomainsOwnWordIsHidden() throws Exception {
        CertificateChoice choice = choose(
                new Place(
                        CertificateSource.SMIMEA,
                        "signed DNS (SMIMEA)",
                        mailbox -> new LookupAnswer.Failed("gave no proven answer")),
                has(CertificateSource.LDAP, "LDAP", TRUSTED));

        assertThat(choice.usable()).isEmpty();
        assertThat(choice.whyNone()).contains("signed DNS (SMIMEA) gave no proven answer");
    }

    @Test
    void aRuleSaysWhichSourcesAreAskedAndInWhichOrder() throws Exception {
        TestIdentity other = issued("bo@clinic.example");
        OutsideCertificates outside = outside(
                BUDGET, false, has(CertificateSource.LDAP, "LDAP", TRUSTED), has(CertificateSource.CERT, "DNS", other));

        assertThat(choose(outside, CertificateSource.CERT, CertificateSource.LDAP))
                .contains(other.certificate());
        assertThat(choose(outside, CertificateSource.LDAP)).contains(TRUSTED.certificate());
        assertThat(choose(outside, CertificateSource.DIRECTORY)).isEmpty();
        assertThat(choose(outside)).contains(TRUSTED.certificate());
    }

    private static Optional<X509Certificate> choose(OutsideCertificates outside, CertificateSource... order)
            throws Exception {
        return outside.choose(PracticeId.DEFAULT, practice(), none(), bo(), List.of(order), Instant.now())
                .usable();
    }

    @Test
    void whatAPersonRevokedIsNotUsedWhereverItIsFound() throws Exception {
        PracticeCertificates practice = new PracticeCertificates(
                Authorities.of(
                        List.of(),
                        RevokedCertificates.of(
                                Map.of(TRUSTED.certificate(), new Revocation(Instant.EPOCH, "key lost")))),
                Map.of());

        for (TestIdentity found : List.of(TRUSTED, ReencodedCertificate.of(TRUSTED, ROOT))) {
            CertificateChoice choice = outside(BUDGET, false, has(CertificateSource.LDAP, "LDAP", found))
                    .choose(PracticeId.DEFAULT, practice, none(), bo(), List.of(), Instant.now());

            assertThat(choice.usable()).isEmpty();
            assertThat(choice.whyNone()).endsWith("revoked on 1970-01-01: key lost");
        }
    }

    @Test
    void aDomainsSignedRecordsRuleOutOthersWhereverTheyAreFound() throws Exception {
        Place smimea = says(3, TRUSTED);

        CertificateChoice choice = choose(has(CertificateSource.LDAP, "LDAP", ANOTHER), smimea);

        assertThat(choice.usable()).contains(TRUSTED.certificate());
        assertThat(choice.origin()).contains("found in signed DNS (SMIMEA)");
        assertThat(choice.refused())
                .extracting(RefusedCertificate::reason)
                .containsExactly("its domain names others in signed DNS (SMIMEA)");
    }

    /** RFC 8162 section 3 hashes the local part as it is written: what is said of one spelling is not remembered for another. */
    @Test
    void aDomainsRecordsAreThoseOfTheSpellingThatTheyWereAskedFor() throws Exception {
        ScriptedNetwork network = new ScriptedNetwork();
        network.with(
                SmimeaLookup.name("Bo", bo().domain()).orElseThrow().toString(),
                true,
                ScriptedNetwork.smimea(3, 0, 0, ANOTHER.certificate().getEncoded()));
        OutsideCertificates outside = new OutsideCertificates(
                new LookupRound(
                        List.of(new SmimeaLookup(network), has(CertificateSource.LDAP, "LDAP", TRUSTED)), BUDGET),
                chooser,
                false);

        for (int i = 0; i < 2; i++) {
            assertThat(choose(outside, Mailbox.parse(BO)).usable()).contains(TRUSTED.certificate());
            assertThat(choose(outside, Mailbox.parse("Bo@Clinic.example")).usable())
                    .contains(ANOTHER.certificate());
        }
    }

    private static CertificateChoice choose(OutsideCertificates outside, Mailbox mailbox) {
        return outside.choose(PracticeId.DEFAULT, practice(), none(), mailbox, List.of(), Instant.now());
    }

    @Test
    void aDomainsWordTakesThePlaceOfAPathOnlyWhereThatIsSetAndForUsage3() throws Exception {
        assertThat(outside(BUDGET, false, says(3, SELF_SIGNED))
                        .choose(PracticeId.DEFAULT, practice(), none(), bo(), List.of(), Instant.now())
                        .usable())
                .isEmpty();
        assertThat(outside(BUDGET, true, says(1, SELF_SIGNED))
                        .choose(PracticeId.DEFAULT, practice(), none(), bo(), List.of(), Instant.now())
                        .usable())
                .isEmpty();
        assertThat(outside(BUDGET, true, says(3, SELF_SIGNED))
                        .choose(PracticeId.DEFAULT, practice(), none(), bo(), List.of(), Instant.now())
                        .usable())
                .contains(SELF_SIGNED.certificate());
        TestIdentity other = TestCertificate.of("CN=x", "x@clinic.example").issue();
        assertThat(outside(BUDGET, true, says(3, other))
                        .choose(PracticeId.DEFAULT, practice(), none(), bo(), List.of(), Instant.now())
                        .usable())
                .isEmpty();
    }

    @Test
    void aPlaceThatIsSlowCostsTheBudgetAndLeavesItsReason() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        long start = System.nanoTime();

        CertificateChoice choice = choose(
                slow("the LDAP server a", never),
                slow("the LDAP server b", never),
                new Place(CertificateSource.CERT, "DNS (CERT)", mailbox -> {
                    throw new IllegalStateException(mailbox.address());
                }),
                has(CertificateSource.DIRECT_LDAP, "the LDAP server of the domain"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(BUDGET, BUDGET.multipliedBy(2));
        assertThat(choice.usable()).isEmpty();
        assertThat(choice.whyNone())
                .isEqualTo("no certificate is on record for this recipient;"
                        + " the LDAP server a gave no answer in 300 ms; the LDAP server b gave no answer in 300 ms;"
                        + " DNS (CERT) failed (IllegalStateException); the LDAP server of the domain has none");
        never.countDown();
    }

    @Test
    void aSlowPlaceDoesNotKeepTheCertificateOfAnotherFromBeingUsed() throws Exception {
        CountDownLatch never = new CountDownLatch(1);

        assertThat(choose(slow("the LDAP server a", never), has(CertificateSource.CERT, "DNS", TRUSTED))
                        .usable())
                .contains(TRUSTED.certificate());
        never.countDown();
    }

    @Test
    void whatComesAfterTheBudgetIsThereForTheNextMessage() throws Exception {
        CountDownLatch later = new CountDownLatch(1);
        OutsideCertificates outside = outside(BUDGET, false, new Place(CertificateSource.LDAP, "LDAP", mailbox -> {
            await(later);
            return found(TRUSTED);
        }));

        assertThat(outside.choose(PracticeId.DEFAULT, practice(), none(), bo(), List.of(), Instant.now())
                        .usable())
                .isEmpty();
        later.countDown();
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(
                                outside.choose(PracticeId.DEFAULT, practice(), none(), bo(), List.of(), Instant.now())
                                        .usable())
                        .isPresent());
    }

    @Test
    void remembersAnswersAlsoThatThereIsNoneAndSharesOneQuestion() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(1);
        OutsideCertificates outside =
                outside(Duration.ofSeconds(20), false, new Place(CertificateSource.LDAP, "LDAP", mailbox -> {
                    asked.incrementAndGet();
                    await(all);
                    return found();
                }));
        try (ExecutorService messages = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<CertificateChoice>> choices = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                choices.add(messages.submit(
                        () -> outside.choose(PracticeId.DEFAULT, practice(), none(), bo(), List.of(), Instant.now())));
            }
            all.countDown();
            for (Future<CertificateChoice> choice : choices) {
                assertThat(choice.get().elsewhere()).containsExactly("LDAP has none");
            }
        }
        outside.choose(PracticeId.DEFAULT, practice(), none(), bo(), List.of(), Instant.now());
        outside.choose(
                PracticeId.DEFAULT, practice(), none(), Mailbox.parse("BO@Clinic.example"), List.of(), Instant.now());

        assertThat(asked).hasValue(1);
        outside.choose(
                PracticeId.DEFAULT, practice(), none(), Mailbox.parse("cy@clinic.example"), List.of(), Instant.now());
        assertThat(asked).hasValue(2);
    }

    @Test
    void theCacheKeepsWithinItsBoundAndForgetsWhatWasUsedLongestAgo() {
        BoundedCache<Integer, String> cache = new BoundedCache<>(100, String::length);
        for (int i = 0; i < 20; i++) {
            cache.keep(i, "0123456789");
            cache.find(0);
        }

        assertThat(cache.size()).isEqualTo(10);
        assertThat(cache.find(0)).isPresent();
        assertThat(cache.find(1)).isEmpty();
        cache.keep(30, "x".repeat(101));
        assertThat(cache.find(30)).isEmpty();
    }

    private CertificateChoice choose(Place... places) throws InvalidMailboxException {
        return outside(BUDGET, false, places)
                .choose(PracticeId.DEFAULT, practice(), none(), bo(), List.of(), Instant.now());
    }

    private OutsideCertificates outside(Duration budget, boolean vouches, Place... places) {
        return new OutsideCertificates(
                new LookupRound(Arrays.<CertificateLookup>asList(places), budget), chooser, vouches);
    }

    private static PracticeCertificates practice() {
        return new PracticeCertificates(Authorities.of(List.of()), Map.of());
    }

    private static CertificateChoice none() {
        return new CertificateChoice(Optional.empty(), List.of());
    }

    private static Place has(CertificateSource source, String place, TestIdentity... identities) {
        return new Place(source, place, mailbox -> found(identities));
    }

    private static Place says(int usage, TestIdentity identity) {
        X509Certificate certificate = identity.certificate();
        return new Place(CertificateSource.SMIMEA, "signed DNS (SMIMEA)", mailbox -> {
            try {
                return new LookupAnswer.Found(
                        List.of(certificate),
                        List.of(SmimeaRecord.of(ScriptedNetwork.smimea(usage, 0, 0, certificate.getEncoded()))
                                .orElseThrow()),
                        ScriptedNetwork.TTL);
            } catch (java.security.cert.CertificateEncodingException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    private static Place slow(String place, CountDownLatch until) {
        return new Place(CertificateSource.LDAP, place, mailbox -> {
            await(until);
            return found(TRUSTED);
        });
    }

    private static LookupAnswer found(TestIdentity... identities) {
        return new LookupAnswer.Found(
                Arrays.stream(identities).map(TestIdentity::certificate).toList(), List.of(), ScriptedNetwork.TTL);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static TestIdentity issued(String subject, GeneralName... names) {
        Instant now = Instant.now();
        return SampleCertificate.of(subject, now.minusSeconds(60), now.plusSeconds(600))
                .by(ROOT)
                .extension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                .issue();
    }

    private static TestIdentity issued(String name) {
        return TestCertificate.of("CN=Bo", name).by(ROOT).issue();
    }

    private static Mailbox bo() throws InvalidMailboxException {
        return Mailbox.parse(BO);
    }
}
