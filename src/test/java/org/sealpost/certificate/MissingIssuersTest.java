package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestIdentity;

/** Certificates of authorities that stand where the certificates below them say (RFC 5280 section 4.2.2.1). */
class MissingIssuersTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(30));
    private static final Instant END = NOW.plus(Duration.ofDays(300));
    private static final String BO = "bo@patient.example";
    private static final String WEB = "http://ca.corpus.example/";
    private static final TestIdentity ROOT =
            SampleCertificate.of("CN=Root", BEGIN, END).authority().issue();
    private static final TestIdentity ISSUER = authority("CN=Issuer").by(ROOT).issue();

    private final Map<String, byte[]> web = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final CertificateChooser chooser = chooser(Optional.of(new MissingIssuers(new Web(), Runnable::run)));

    @Test
    void areFetchedOnceAndThePathOverThemIsJudgedAsAnyOther() throws Exception {
        web.put("issuer.cer", ISSUER.certificate().getEncoded());
        X509Certificate bo = bo(ISSUER, "issuer.cer");

        assertThat(chooser(Optional.empty())
                        .choose(PracticeId.DEFAULT, held(bo), Authorities.of(List.of()), mailbox(), NOW)
                        .refused()
                        .getFirst()
                        .reason())
                .isEqualTo("not trusted: issuer unknown");
        assertThat(choose(bo).usable()).contains(bo);
        assertThat(choose(bo).usable()).contains(bo);
        assertThat(choose(bo(ISSUER, "issuer.cer")).usable()).isPresent();
        assertThat(asked).containsExactly("issuer.cer");

        TestIdentity ended = SampleCertificate.of("CN=Ended", BEGIN, NOW.minusSeconds(60))
                .authority()
                .by(ROOT)
                .issue();
        web.put("ended.cer", ended.certificate().getEncoded());
        assertThat(reason(bo(ended, "ended.cer")))
                .isEqualTo("not trusted: an authority of its path expired on 2026-06-01");
    }

    @Test
    void comeInPkcs7AndInARow() throws Exception {
        TestIdentity upper = authority("CN=Upper").by(ROOT).issue();
        TestIdentity middle =
                authority("CN=Middle").by(upper).issuerAt(WEB + "upper.p7c").issue();
        TestIdentity lower =
                authority("CN=Lower").by(middle).issuerAt(WEB + "middle.cer").issue();
        CMSSignedDataGenerator several = new CMSSignedDataGenerator();
        several.addCertificates(new JcaCertStore(List.of(ISSUER.certificate(), upper.certificate())));
        web.put(
                "upper.p7c",
                several.generate(new CMSProcessableByteArray(new byte[0])).getEncoded());
        web.put("middle.cer", middle.certificate().getEncoded());
        web.put("lower.cer", lower.certificate().getEncoded());

        assertThat(choose(bo(lower, "lower.cer")).usable()).isPresent();
        assertThat(asked).containsExactly("lower.cer", "middle.cer", "upper.p7c");
    }

    @Test
    void areNotFetchedWithoutEnd() throws Exception {
        TestIdentity above = authority("CN=Authority 0").by(ROOT).issue();
        for (int i = 1; i < 5; i++) {
            web.put((i - 1) + ".cer", above.certificate().getEncoded());
            above = authority("CN=Authority " + i)
                    .by(above)
                    .issuerAt(WEB + (i - 1) + ".cer")
                    .issue();
        }
        web.put("4.cer", above.certificate().getEncoded());

        assertThat(reason(bo(above, "4.cer"))).isEqualTo("not trusted: issuer unknown");
        assertThat(asked).containsExactly("4.cer", "3.cer", "2.cer");
    }

    /** Authorities are crossed with others, not all of which are trusted here, and renew their certificates. */
    @Test
    void aCertificateOfTheSameAuthorityThatLeadsNowhereHidesNoneThatTheOneBelowNames() throws Exception {
        TestIdentity stranger = authority("CN=Stranger").issue();
        TestIdentity cross =
                authority("CN=Issuer").keys(ISSUER.keys()).by(stranger).issue();
        TestIdentity former = SampleCertificate.of("CN=Issuer", BEGIN, NOW.minusSeconds(60))
                .authority()
                .keys(ISSUER.keys())
                .by(ROOT)
                .issue();
        web.put("issuer.cer", ISSUER.certificate().getEncoded());
        X509Certificate bo = bo(ISSUER, "issuer.cer");

        for (List<X509Certificate> known : List.of(
                List.of(cross.certificate()),
                List.of(cross.certificate(), stranger.certificate()),
                List.of(former.certificate()))) {
            assertThat(choose(bo, Authorities.of(known)).usable()).contains(bo);
        }
        assertThat(asked).containsExactly("issuer.cer");
    }

    @Test
    void whatACrossCertificateNamesIsAskedBeforeAndNoneIsAskedWithoutEnd() throws Exception {
        List<X509Certificate> known = new ArrayList<>();
        TestIdentity above = authority("CN=Issuer").issue();
        for (int i = 0; i < 5; i++) {
            above = authority(i == 4 ? "CN=Issuer" : "CN=Cross " + i)
                    .keys(i == 4 ? ISSUER.keys() : SampleCertificate.curve())
                    .by(above)
                    .issuerAt(WEB + "cross-" + i + ".cer")
                    .issue();
            known.add(above.certificate());
        }
        web.put("issuer.cer", ISSUER.certificate().getEncoded());
        X509Certificate bo = bo(ISSUER, "issuer.cer");

        assertThat(choose(bo, Authorities.of(known)).usable()).contains(bo);
        assertThat(asked).containsExactly("cross-0.cer", "issuer.cer");

        asked.clear();
        assertThat(choose(bo(ISSUER, "missing.cer"), Authorities.of(known))
                        .refused()
                        .getFirst()
                        .reason())
                .isEqualTo("not trusted: issuer unknown; its issuer could not be fetched: ca.corpus.example is away");
        assertThat(asked).containsExactly("missing.cer", "cross-4.cer");
    }

    @Test
    void whatAPersonRevokedDoesNotComeBack() throws Exception {
        web.put("issuer.cer", ISSUER.certificate().getEncoded());
        Authorities authorities = Authorities.of(
                List.of(), RevokedCertificates.of(Map.of(ISSUER.certificate(), new Revocation(NOW, "lost"))));

        assertThat(chooser.choose(PracticeId.DEFAULT, held(bo(ISSUER, "issuer.cer")), authorities, mailbox(), NOW)
                        .usable())
                .isEmpty();
        assertThat(authorities.and(List.of(ISSUER.certificate()))).isSameAs(authorities);
    }

    /** Whoever names a place chooses what stands there. */
    @Test
    void whatIsAnothersOrNoAuthoritysOrNothingLeadsNowhere() throws Exception {
        TestIdentity impostor = authority("CN=Issuer").issue();
        TestIdentity person =
                SampleCertificate.of("CN=Issuer", BEGIN, END).by(ROOT).issue();
        web.put("impostor.cer", impostor.certificate().getEncoded());
        web.put("person.cer", person.certificate().getEncoded());
        web.put("garbage.cer", new byte[] {0x30, 0x03, 1, 2, 3});

        assertThat(reason(bo(ISSUER, "impostor.cer"))).startsWith("not trusted: issuer unknown");
        assertThat(reason(bo(person, "person.cer"))).startsWith("not trusted: issuer unknown");
        assertThat(reason(bo(ISSUER, "garbage.cer")))
                .isEqualTo("not trusted: issuer unknown; its issuer could not be fetched:"
                        + " ca.corpus.example has no certificate there");
        assertThat(reason(bo(ISSUER, "missing.cer")))
                .isEqualTo("not trusted: issuer unknown; its issuer could not be fetched: ca.corpus.example is away");
    }

    @Test
    void areNotFetchedWhereThePathIsKnownOrTheProtocolIsAnother() throws Exception {
        web.put("issuer.cer", ISSUER.certificate().getEncoded());
        X509Certificate bo = bo(ISSUER, "issuer.cer");

        assertThat(chooser.choose(
                                PracticeId.DEFAULT,
                                held(bo),
                                Authorities.of(List.of(ISSUER.certificate())),
                                mailbox(),
                                NOW)
                        .usable())
                .isPresent();
        X509Certificate byLdap = SampleCertificate.of("CN=Bo", BEGIN, END)
                .addresses(BO)
                .issuerAt("ldap://ca.corpus.example/cn=issuer")
                .by(ISSUER)
                .issue()
                .certificate();
        assertThat(reason(byLdap)).isEqualTo("not trusted: issuer unknown");
        assertThat(asked).isEmpty();
    }

    private CertificateChoice choose(X509Certificate certificate) throws Exception {
        return choose(certificate, Authorities.of(List.of()));
    }

    private CertificateChoice choose(X509Certificate certificate, Authorities known) throws Exception {
        return chooser.choose(PracticeId.DEFAULT, held(certificate), known, mailbox(), NOW);
    }

    private String reason(X509Certificate certificate) throws Exception {
        return choose(certificate).refused().getFirst().reason();
    }

    private static CertificateChooser chooser(Optional<MissingIssuers> issuers) {
        TrustAnchors anchors = TrustAnchors.of(List.of(ROOT.certificate()));
        return new CertificateChooser(new CertificateCheck(
                practice -> new PracticeTrust(anchors, GivenLists.none()),
                issuers,
                new Revocations(Fetch.NOBODY, Runnable::run),
                RevocationPolicy.OFF,
                Duration.ofSeconds(2)));
    }

    private static List<HeldCertificate> held(X509Certificate certificate) {
        return List.of(new HeldCertificate(certificate, false, Optional.empty()));
    }

    private static X509Certificate bo(TestIdentity issuer, String place) {
        return SampleCertificate.of("CN=Bo", BEGIN, END)
                .addresses(BO)
                .issuerAt(WEB + place)
                .by(issuer)
                .issue()
                .certificate();
    }

    private static SampleCertificate authority(String name) {
        return SampleCertificate.of(name, BEGIN, END).authority();
    }

    private static Mailbox mailbox() throws Exception {
        return Mailbox.parse(BO);
    }

    /** What stands at the places. */
    private final class Web implements Fetch {

        @Override
        public byte[] get(URI url, int most) throws RevocationUnknownException {
            String name = url.getPath().substring(1);
            asked.add(name);
            if (!web.containsKey(name)) {
                throw new RevocationUnknownException(url.getHost() + " is away");
            }
            return web.get(name);
        }

        @Override
        public byte[] post(URI url, String contentType, byte[] question, int most) {
            throw new AssertionError("nothing is posted for an issuer");
        }
    }
}
