package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestCertificate;
import org.sealpost.testing.TestIdentity;

/** A key that comes by mail does not take the place of a known one (docs/certificates.md). */
class KeyContinuityTest {

    private static final Instant NOW = Instant.now();
    private static final String BO = "bo@patient.example";
    private static final TestIdentity ROOT =
            TestCertificate.of("CN=Root").forAuthority().issue();
    private static final TestIdentity KNOWN = issued(10);
    private static final TestIdentity NEWER = issued(1);

    private final CertificateChooser chooser =
            new CertificateChooser(new CertificateCheck(TrustAnchors.of(List.of(ROOT.certificate()))));

    @Test
    void aHarvestedKeyDoesNotTakeThePlaceOfOneThatAPersonAdded() throws Exception {
        CertificateChoice choice = choose(byPerson(KNOWN), harvested(NEWER, 1));

        assertThat(choice.usable()).contains(KNOWN.certificate());
        assertThat(choice.refused())
                .containsExactly(new RefusedCertificate(
                        Fingerprint.of(NEWER.certificate()),
                        "its key is another than that of certificate "
                                + Fingerprint.of(KNOWN.certificate()).value().substring(0, 16)
                                + ", which is valid: a person has to confirm it"));
    }

    @Test
    void aHarvestedKeyDoesNotTakeThePlaceOfOneThatWasHarvestedBefore() throws Exception {
        CertificateChoice choice = choose(harvested(NEWER, 1), harvested(KNOWN, 5));

        assertThat(choice.usable()).contains(KNOWN.certificate());
        assertThat(choice.refused())
                .extracting(RefusedCertificate::fingerprint)
                .containsExactly(Fingerprint.of(NEWER.certificate()));
    }

    /** RFC 8551 section 2.5.3: one to verify and one to encrypt, or both for both. */
    @Test
    void allForWhichTheFirstMailsSignatureAnswersAreKnownAndThePreferredOneIsUsed() throws Exception {
        HeldCertificate signer = harvested(NEWER, 5, Vouched.SIGNER);
        HeldCertificate preferred = harvested(KNOWN, 5, Vouched.PREFERRED);

        assertThat(choose(signer, preferred).usable()).contains(KNOWN.certificate());
        assertThat(choose(signer, preferred).refused()).isEmpty();
        assertThat(choose(harvested(NEWER, 5, Vouched.PREFERRED), harvested(KNOWN, 5, Vouched.SIGNER))
                        .usable())
                .contains(NEWER.certificate());
    }

    /** Anyone on the way could put it there: the certificates of signed-data are not signed. */
    @Test
    void whatLayBesideThemIsNot() throws Exception {
        for (TestIdentity signer : List.of(KNOWN, NEWER)) {
            TestIdentity beside = signer.equals(KNOWN) ? NEWER : KNOWN;
            CertificateChoice choice = choose(harvested(signer, 5, Vouched.SIGNER), harvested(beside, 5));

            assertThat(choice.usable()).contains(signer.certificate());
            assertThat(choice.refused())
                    .extracting(RefusedCertificate::fingerprint)
                    .containsExactly(Fingerprint.of(beside.certificate()));
        }
    }

    @Test
    void noPreferenceOfLaterMailLetsAnotherKeyTakeThePlaceOfTheKnownOne() throws Exception {
        assertThat(choose(harvested(NEWER, 1, Vouched.PREFERRED), harvested(KNOWN, 5, Vouched.SIGNER))
                        .usable())
                .contains(KNOWN.certificate());
        assertThat(choose(harvested(NEWER, 1, Vouched.PREFERRED), harvested(KNOWN, 5))
                        .usable())
                .contains(KNOWN.certificate());
    }

    @Test
    void aKeyThatAPersonConfirmedTakesIt() throws Exception {
        assertThat(choose(harvested(KNOWN, 5), byPerson(NEWER)).usable()).contains(NEWER.certificate());
        assertThat(choose(byPerson(KNOWN), byPerson(NEWER)).usable()).contains(NEWER.certificate());
    }

    @Test
    void aKeyThatIsAloneIsUsed() throws Exception {
        CertificateChoice choice = choose(harvested(NEWER, 1));

        assertThat(choice.usable()).contains(NEWER.certificate());
        assertThat(choice.origin()).contains("on record, from mail that it signed");
    }

    @Test
    void aRenewalOfTheKnownKeyIsUsedAtOnce() throws Exception {
        TestCertificate wish =
                TestCertificate.of("CN=Renewing", BO).key("RSA-2048").by(ROOT);
        TestIdentity first = wish.valid(days(-9), days(30)).issue();
        TestIdentity renewed = wish.valid(days(-1), days(60)).issue();

        assertThat(choose(byPerson(first), harvested(renewed, 0)).usable()).contains(renewed.certificate());
    }

    @Test
    void whatFollowsAnExpiredOrRevokedOneIsUsed() throws Exception {
        TestIdentity expired = TestCertificate.of("CN=Bo", BO)
                .valid(days(-20), days(-1))
                .by(ROOT)
                .issue();
        HeldCertificate revoked =
                new HeldCertificate(KNOWN.certificate(), false, Optional.of(new Revocation(NOW, "key lost")));

        assertThat(choose(byPerson(expired), harvested(NEWER, 1)).usable()).contains(NEWER.certificate());
        assertThat(choose(revoked, harvested(NEWER, 1)).usable()).contains(NEWER.certificate());
    }

    /** A certificate authority that cannot be asked is no reason to trust another one instead. */
    @Test
    void anOutageOfTheKnownOnesAuthorityDoesNotLetAnotherKeyTakeItsPlace() throws Exception {
        TestIdentity known = SampleCertificate.of("CN=Bo", days(-10), days(30))
                .serial(1)
                .by(ROOT)
                .addresses(BO)
                .responder("http://ocsp.example/")
                .issue();

        CertificateChoice choice = asking(RevocationPolicy.OFFERED)
                .choose(
                        PracticeId.DEFAULT,
                        List.of(byPerson(known), harvested(NEWER, 1)),
                        Authorities.of(List.of()),
                        Mailbox.parse(BO),
                        NOW);

        assertThat(choice.usable()).isEmpty();
        assertThat(choice.isInDoubt()).isTrue();
        assertThat(choice.refused())
                .extracting(RefusedCertificate::reason)
                .anyMatch(reason -> reason.startsWith("revocation unknown: "))
                .anyMatch(reason -> reason.contains("a person has to confirm it"));
    }

    /** What can never be asked about is no obstacle for another that can be used. */
    @Test
    void oneThatNamesNoPlaceToAskIsNoOutage() throws Exception {
        CertificateChoice choice = asking(RevocationPolicy.REQUIRED)
                .choose(
                        PracticeId.DEFAULT,
                        List.of(byPerson(KNOWN)),
                        Authorities.of(List.of()),
                        Mailbox.parse(BO),
                        NOW);

        assertThat(choice.usable()).isEmpty();
        assertThat(choice.isInDoubt()).isFalse();
    }

    /** Else one that never was usable would keep all others out whenever an authority is away. */
    @Test
    void anOutageBesideAnAuthorityThatNamesNoPlaceIsARefusal() throws Exception {
        TestIdentity issuer = SampleCertificate.of("CN=Issuer", days(-10), days(90))
                .authority()
                .by(ROOT)
                .issue();
        TestIdentity never = SampleCertificate.of("CN=Bo", days(-10), days(30))
                .serial(1)
                .by(issuer)
                .addresses(BO)
                .responder("http://ocsp.example/")
                .issue();

        CertificateChoice choice = asking(RevocationPolicy.REQUIRED)
                .choose(
                        PracticeId.DEFAULT,
                        List.of(byPerson(never)),
                        Authorities.of(List.of(issuer.certificate())),
                        Mailbox.parse(BO),
                        NOW);

        assertThat(choice.isInDoubt()).isFalse();
        assertThat(choice.refused())
                .extracting(RefusedCertificate::reason)
                .containsExactly("revocation unknown: an authority of its path names no place to ask");
    }

    /** Reasons hold names that the makers of certificates chose: none of them decides. */
    @Test
    void aNameThatReadsLikeAReasonDecidesNothing() throws Exception {
        TestIdentity named = SampleCertificate.of("CN=Bo", days(-10), days(30))
                .serial(1)
                .by(ROOT)
                .addresses(BO)
                .list("http://ocsp.example/")
                .issue();
        Revocations revocations = new Revocations(
                new Fetch() {
                    @Override
                    public byte[] get(URI url, int most) throws RevocationUnknownException {
                        throw new RevocationUnknownException("whoever answers names no place to ask");
                    }

                    @Override
                    public byte[] post(URI url, String contentType, byte[] question, int most)
                            throws RevocationUnknownException {
                        return get(url, most);
                    }
                },
                Runnable::run);

        CertificateChoice choice = asking(RevocationPolicy.REQUIRED, revocations)
                .choose(
                        PracticeId.DEFAULT,
                        List.of(byPerson(named)),
                        Authorities.of(List.of()),
                        Mailbox.parse(BO),
                        NOW);

        assertThat(choice.isInDoubt()).isTrue();
    }

    private static CertificateChooser asking(RevocationPolicy policy) {
        return asking(policy, new Revocations(Fetch.NOBODY, Runnable::run));
    }

    private static CertificateChooser asking(RevocationPolicy policy, Revocations revocations) {
        return new CertificateChooser(new CertificateCheck(
                practice -> new PracticeTrust(TrustAnchors.of(List.of(ROOT.certificate())), GivenLists.none()),
                revocations,
                policy,
                Duration.ofSeconds(1)));
    }

    private CertificateChoice choose(HeldCertificate... held) throws InvalidMailboxException {
        return chooser.choose(PracticeId.DEFAULT, List.of(held), Authorities.of(List.of()), Mailbox.parse(BO), NOW);
    }

    private static HeldCertificate byPerson(TestIdentity identity) {
        return new HeldCertificate(identity.certificate(), false, Optional.empty());
    }

    private static HeldCertificate harvested(TestIdentity identity, int daysAgo) {
        return harvested(identity, daysAgo, Optional.empty());
    }

    private static HeldCertificate harvested(TestIdentity identity, int daysAgo, Vouched vouched) {
        return harvested(identity, daysAgo, Optional.of(vouched));
    }

    private static HeldCertificate harvested(TestIdentity identity, int daysAgo, Optional<Vouched> vouched) {
        return new HeldCertificate(
                identity.certificate(),
                false,
                Optional.empty(),
                new CertificateOrigin.Harvested(days(-daysAgo), vouched));
    }

    private static TestIdentity issued(int daysAgo) {
        return TestCertificate.of("CN=Bo", BO)
                .valid(days(-daysAgo), days(90))
                .by(ROOT)
                .issue();
    }

    private static Instant days(int from) {
        return NOW.plus(Duration.ofDays(from));
    }
}
