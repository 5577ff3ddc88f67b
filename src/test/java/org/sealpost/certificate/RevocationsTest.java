package org.sealpost.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestIdentity;

/** What follows from what is known of revocation. */
class RevocationsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(30));
    private static final Instant END = NOW.plus(Duration.ofDays(300));
    private static final PracticeId PRACTICE = new PracticeId("sample");
    private static final String BO = "bo@patient.example";
    private static final String WEB = "http://ca.corpus.example/";

    private static final TestIdentity ROOT =
            SampleCertificate.of("CN=Root", BEGIN, END).authority().issue();

    private final Map<String, byte[]> web = new HashMap<>();
    private final List<URI> asked = new ArrayList<>();
    private final Revocations revocations = new Revocations(new Web(), Runnable::run);
    private GivenLists given = GivenLists.none();
    private Authorities authorities = Authorities.of(List.of());

    @ParameterizedTest(name = "{0} under {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "good       | REQUIRED | usable",
                "revoked    | REQUIRED | revoked on 2026-05-20 (CRL)",
                "revoked    | OFFERED  | revoked on 2026-05-20 (CRL)",
                "revoked    | SOFT     | revoked on 2026-05-20 (CRL)",
                "revoked    | OFF      | usable",
                "away       | REQUIRED | revocation unknown: ca.corpus.example is away",
                "away       | OFFERED  | revocation unknown: ca.corpus.example is away",
                "away       | SOFT     | usable",
                "away       | OFF      | usable",
                "no place   | REQUIRED | revocation unknown: the certificate names no place to ask",
                "no place   | OFFERED  | usable",
                "no place   | SOFT     | usable",
                "no place   | OFF      | usable"
            })
    void followsThePolicy(String what, RevocationPolicy policy, String expected) throws Exception {
        assertThat(verdict(policy, Optional.empty(), false, certificate(what))).isEqualTo(expected);
    }

    /** RFC 5280 sections 4.2 and 4.2.1.13: whoever asks understands it, and nobody else may use the certificate. */
    @ParameterizedTest(name = "{0} under {1}, pinned {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "8 | REQUIRED | false | usable",
                "7 | REQUIRED | false | revoked on 2026-05-20 (CRL)",
                "7 | SOFT     | true  | revoked on 2026-05-20 (CRL)",
                "8 | SOFT     | true  | usable",
                "8 | OFF      | false | its critical extension 2.5.29.31 is not understood while nobody is asked about revocation",
                "8 | OFF      | true  | its critical extension 2.5.29.31 is not understood while nobody is asked about revocation"
            })
    void aCriticalPlaceIsUnderstoodByWhoAsksThere(long serial, RevocationPolicy policy, boolean pinned, String expected)
            throws Exception {
        putGoodList();

        assertThat(verdict(policy, Optional.empty(), pinned, critical(bo().serial(serial))))
                .isEqualTo(expected);
    }

    @Test
    void aCriticalPlaceOfAnAuthorityIsUnderstoodToo() throws Exception {
        putGoodList();
        TestIdentity issuer = critical(
                SampleCertificate.of("CN=Issuer", BEGIN, END).by(ROOT).serial(8).authority());
        web.put("issuer.crl", SampleRevocation.list(issuer, issuer.keys(), BEGIN, END, BEGIN, 7));
        TestIdentity bo = SampleCertificate.of("CN=Bo", BEGIN, END)
                .by(issuer)
                .serial(8)
                .addresses(BO)
                .list(WEB + "issuer.crl")
                .issue();
        authorities = Authorities.of(List.of(issuer.certificate()));

        assertThat(verdict(RevocationPolicy.REQUIRED, bo)).isEqualTo("usable");
        assertThat(verdict(RevocationPolicy.REQUIRED, Optional.of(RevocationPolicy.OFF), false, bo))
                .isEqualTo("not trusted: an authority's critical extension 2.5.29.31 is not understood"
                        + " while nobody is asked about revocation");
    }

    @Test
    void noPinStandsForACriticalPlaceWhereNobodyCanBeAsked() throws Exception {
        TestIdentity pinned = critical(SampleCertificate.of("CN=Bo", BEGIN, END).addresses(BO));

        assertThat(verdict(RevocationPolicy.REQUIRED, Optional.empty(), true, pinned))
                .isEqualTo("its critical extension 2.5.29.31 is not understood while nobody is asked about revocation");
    }

    /** RFC 9608: one that says that there is nothing to ask makes no place critical. */
    @Test
    void aCriticalPlaceThatIsNotAskedForAllThatIsNotUnderstood() throws Exception {
        TestIdentity neither = critical(bo().extension(new ASN1ObjectIdentifier("2.5.29.56"), false, DERNull.INSTANCE));

        assertThat(verdict(RevocationPolicy.REQUIRED, neither))
                .isEqualTo("its critical extension 2.5.29.31 is not understood while nobody is asked about revocation");
        assertThat(asked).isEmpty();
    }

    private static TestIdentity critical(SampleCertificate certificate) {
        return certificate
                .extension(Extension.cRLDistributionPoints, true, point(WEB + "good.crl"))
                .issue();
    }

    @Test
    void anAnchorsOwnPolicyCountsBeforeTheSetting() throws Exception {
        assertThat(verdict(
                        RevocationPolicy.REQUIRED,
                        Optional.of(RevocationPolicy.OFFERED),
                        false,
                        certificate("no place")))
                .isEqualTo("usable");
        assertThat(verdict(
                        RevocationPolicy.OFF, Optional.of(RevocationPolicy.REQUIRED), false, certificate("no place")))
                .isEqualTo("revocation unknown: the certificate names no place to ask");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {"away | usable", "no place | usable", "revoked | revoked on 2026-05-20 (CRL)"})
    void aPinStandsForAMissingAnswerAndForNoRevocation(String what, String expected) throws Exception {
        assertThat(verdict(RevocationPolicy.REQUIRED, Optional.empty(), true, certificate(what)))
                .isEqualTo(expected);
    }

    @Test
    void believesAListThatTheOperatorGave() throws Exception {
        give(SampleRevocation.list(ROOT, ROOT.keys(), BEGIN, END, BEGIN, 42));

        assertThat(verdict(RevocationPolicy.REQUIRED, certificate("no place"))).isEqualTo("usable");
        assertThat(verdict(RevocationPolicy.REQUIRED, bo().serial(42).issue()))
                .isEqualTo("revoked on 2026-05-02 (CRL)");
    }

    /**
     * Older authorities and those of Windows write their names so; in text they are another name (RFC 2253 section
     * 2.4).
     */
    @Test
    void believesAGivenListOfAnAuthorityWhoseNameIsNoPrintableText() throws Exception {
        TestIdentity root =
                SampleCertificate.inTeletex("Root", BEGIN, END).authority().issue();
        TestIdentity bo = SampleCertificate.of("CN=Bo", BEGIN, END)
                .by(root)
                .serial(42)
                .addresses(BO)
                .issue();
        give(SampleRevocation.list(root, root.keys(), BEGIN, END, BEGIN, 42));

        assertThat(verdict(
                        RevocationPolicy.OFFERED,
                        new TrustedAuthority(root.certificate(), Optional.empty()),
                        false,
                        bo))
                .isEqualTo("revoked on 2026-05-02 (CRL)");
    }

    /** What it revokes needs no other word; what it does not waits for those whom the certificate names. */
    @ParameterizedTest(name = "a given list that is {0}, and the place {1}: {2}, asks {3}")
    @CsvSource({
        "valid and revokes,       good,    revoked on 2026-05-02 (CRL), nobody",
        "out of date and revokes, good,    revoked on 2026-05-02 (CRL), nobody",
        "valid,                   good,    usable,                      the place",
        "valid,                   revokes, revoked on 2026-05-20 (CRL), the place",
        "valid,                   away,    usable,                      the place",
        "out of date,             good,    usable,                      the place",
        "out of date,             revokes, revoked on 2026-05-20 (CRL), the place",
        "out of date,             away,    revocation unknown: ca.corpus.example is away, the place"
    })
    void aGivenListEndsTheQuestionWhereItRevokesAndElseWhereNobodyAnswers(
            String list, String place, String expected, String asks) throws Exception {
        Instant next = list.startsWith("valid") ? END : NOW.minus(Duration.ofDays(2));
        give(SampleRevocation.list(ROOT, ROOT.keys(), BEGIN, next, BEGIN, list.endsWith("revokes") ? 7 : 42));
        certificate("good");
        TestIdentity bo = bo().serial(place.equals("revokes") || list.endsWith("revokes") ? 7 : 8)
                .list(WEB + (place.equals("away") ? "away.crl" : "good.crl"))
                .issue();

        assertThat(verdict(RevocationPolicy.REQUIRED, bo)).isEqualTo(expected);
        assertThat(asked.isEmpty()).isEqualTo(asks.equals("nobody"));
    }

    @Test
    void believesNoGivenListThatAnotherKeySigned() throws Exception {
        give(SampleRevocation.list(ROOT, SampleCertificate.curve(), BEGIN, END, BEGIN, 42));

        assertThat(verdict(RevocationPolicy.REQUIRED, certificate("no place")))
                .isEqualTo("revocation unknown: the certificate names no place to ask");
    }

    @Test
    void whoeverWasRevokedStaysSoWhenTheListIsOutOfDate() throws Exception {
        give(SampleRevocation.list(ROOT, ROOT.keys(), BEGIN, NOW.minus(Duration.ofDays(2)), BEGIN, 42));

        assertThat(verdict(RevocationPolicy.SOFT, bo().serial(42).issue())).isEqualTo("revoked on 2026-05-02 (CRL)");
        assertThat(verdict(RevocationPolicy.REQUIRED, certificate("no place")))
                .isEqualTo("revocation unknown: the CRL is out of date since 2026-05-30");
    }

    @Test
    void asksAnAuthorityOnceForAllItsCertificates() throws Exception {
        verdict(RevocationPolicy.REQUIRED, certificate("good"));
        verdict(RevocationPolicy.REQUIRED, certificate("revoked"));
        web.clear();

        assertThat(verdict(RevocationPolicy.REQUIRED, certificate("good"))).isEqualTo("usable");
    }

    /** A CRL of a week is days old when it is fetched, and the same comes again until the next is published. */
    @Test
    void fetchesAListThatIsDaysOldOnceForAllMessages() throws Exception {
        web.put("weekly.crl", published(NOW.minus(Duration.ofDays(2)), NOW.plus(Duration.ofDays(5))));
        TestIdentity bo = bo().serial(8).list(WEB + "weekly.crl").issue();

        for (int message = 0; message < 3; message++) {
            assertThat(verdict(RevocationPolicy.REQUIRED, bo)).isEqualTo("usable");
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void asksForAListThatIsOutOfDateOnceAMinuteAndNotWithEveryMessage() throws Exception {
        web.put("late.crl", published(BEGIN, NOW.minus(Duration.ofDays(1))));
        TestIdentity bo = bo().serial(8).list(WEB + "late.crl").issue();

        for (int message = 0; message < 3; message++) {
            assertThat(verdict(RevocationPolicy.REQUIRED, bo))
                    .isEqualTo("revocation unknown: the CRL is out of date since 2026-05-31");
        }
        assertThat(asked).hasSize(1);
    }

    private static byte[] published(Instant from, Instant until) {
        return SampleRevocation.list(ROOT, ROOT.keys(), from, until, BEGIN, 7);
    }

    /** RFC 5280 sections 4.2.1.15 and 5.2.6: where what was revoked since is named, whichever of the two names it. */
    @ParameterizedTest(name = "named in the {0}, a delta that {1}: {2}")
    @CsvSource({
        "certificate, revokes,                       revoked on 2026-05-30 (CRL)",
        "list,        revokes,                       revoked on 2026-05-30 (CRL)",
        "list,        revokes and is out of date,    revoked on 2026-05-30 (CRL)",
        "list,        revokes another,               usable",
        "list,        is away,                       usable",
        "list,        is signed by another key,      usable",
        "list,        is a complete list,            usable",
        "list,        takes a revocation back,       usable"
    })
    void aDeltaListRevokesAndNothingElse(String named, String delta, String expected) throws Exception {
        List<SampleRevocation.Marked> freshest =
                List.of(new SampleRevocation.Marked(Extension.freshestCRL, false, point(WEB + "delta.crl")));
        web.put("base.crl", list(ROOT.keys(), END, named.equals("list") ? freshest : List.of(), 7));
        if (!delta.equals("is away")) {
            web.put(
                    "delta.crl",
                    delta(
                            delta.equals("is signed by another key") ? SampleCertificate.curve() : ROOT.keys(),
                            delta.endsWith("out of date") ? NOW.minus(Duration.ofDays(1)) : END,
                            !delta.equals("is a complete list"),
                            delta.startsWith("takes") ? CRLReason.removeFromCRL : CRLReason.keyCompromise,
                            delta.equals("revokes another") ? 9 : 8));
        }
        SampleCertificate bo = bo().serial(8).list(WEB + "base.crl");
        if (named.equals("certificate")) {
            bo.extension(Extension.freshestCRL, false, point(WEB + "delta.crl"));
        }

        assertThat(verdict(RevocationPolicy.REQUIRED, bo.issue())).isEqualTo(expected);
    }

    @Test
    void aDeltaListTakesNoRevocationOfTheCompleteOneBack() throws Exception {
        List<SampleRevocation.Marked> freshest =
                List.of(new SampleRevocation.Marked(Extension.freshestCRL, false, point(WEB + "delta.crl")));
        web.put("base.crl", list(ROOT.keys(), END, freshest, 8));
        web.put("delta.crl", delta(ROOT.keys(), END, true, CRLReason.removeFromCRL, 8));

        assertThat(verdict(
                        RevocationPolicy.REQUIRED,
                        bo().serial(8).list(WEB + "base.crl").issue()))
                .isEqualTo("revoked on 2026-05-30 (CRL)");
    }

    /** Whoever is not in it could be revoked since long. */
    @Test
    void aDeltaListAloneIsNeverEnough() throws Exception {
        web.put("delta.crl", delta(ROOT.keys(), END, true, CRLReason.keyCompromise, 7));

        assertThat(verdict(
                        RevocationPolicy.REQUIRED,
                        bo().serial(8)
                                .list(WEB + "delta.crl")
                                .extension(Extension.freshestCRL, false, point(WEB + "delta.crl"))
                                .issue()))
                .isEqualTo("revocation unknown: the CRL is of a kind that is not understood");
    }

    private static byte[] list(KeyPair signer, Instant until, List<SampleRevocation.Marked> extensions, long serial) {
        return SampleRevocation.list(
                ROOT, signer, "SHA256withECDSA", BEGIN, until, extensions, NOW.minus(Duration.ofDays(2)), serial);
    }

    private static byte[] delta(KeyPair signer, Instant until, boolean marked, int reason, long serial)
            throws Exception {
        JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(ROOT.certificate(), Date.from(BEGIN));
        builder.setNextUpdate(Date.from(until));
        builder.addCRLEntry(BigInteger.valueOf(serial), Date.from(NOW.minus(Duration.ofDays(2))), reason);
        if (marked) {
            builder.addExtension(Extension.deltaCRLIndicator, true, new ASN1Integer(1));
        }
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()))
                .getEncoded();
    }

    private static CRLDistPoint point(String url) {
        return new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(
                    new DistributionPointName(
                            new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url))),
                    null,
                    null)
        });
    }

    /** A directory of the reader's own (RFC 4516 section 2) is nowhere, and ldaps no place for what proves itself. */
    @ParameterizedTest
    @ValueSource(strings = {"ldap:///CN=Root?certificateRevocationList", "ldaps://ldap.example/CN=Root"})
    void aDirectoryThatCannotBeAskedIsNoPlace(String url) throws Exception {
        assertThat(verdict(RevocationPolicy.REQUIRED, bo().serial(8).list(url).issue()))
                .isEqualTo("revocation unknown: none of the places that it names is asked");
    }

    /** RFC 5280 section 6.3.3 (b)(2)(i): the names are compared, not asked. */
    @ParameterizedTest
    @ValueSource(strings = {"ldap:///CN=Clinic,DC=clinic", "ldaps://ldap.example/CN=Root"})
    void believesAGivenListThatNamesThePlaceOfTheCertificateThoughThatCannotBeAsked(String url) throws Exception {
        give(SampleRevocation.list(ROOT, ROOT.keys(), "SHA256withECDSA", BEGIN, END, List.of(scope(url)), BEGIN, 42));

        assertThat(verdict(RevocationPolicy.REQUIRED, bo().serial(8).list(url).issue()))
                .isEqualTo("usable");
        assertThat(verdict(RevocationPolicy.SOFT, bo().serial(42).list(url).issue()))
                .isEqualTo("revoked on 2026-05-02 (CRL)");
        assertThat(verdict(
                        RevocationPolicy.REQUIRED,
                        bo().serial(8).list("ldap:///CN=Other").issue()))
                .startsWith("revocation unknown: ");
    }

    private static SampleRevocation.Marked scope(String url) {
        DistributionPointName place = new DistributionPointName(
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url)));
        return new SampleRevocation.Marked(
                Extension.issuingDistributionPoint,
                true,
                new IssuingDistributionPoint(place, false, false, null, false, false));
    }

    private void putGoodList() {
        web.put(
                "good.crl",
                SampleRevocation.list(ROOT, ROOT.keys(), BEGIN, END, Instant.parse("2026-05-20T00:00:00Z"), 7));
    }

    private TestIdentity certificate(String what) {
        putGoodList();
        return switch (what) {
            case "good" -> bo().serial(8).list(WEB + "good.crl").issue();
            case "revoked" -> bo().serial(7).list(WEB + "good.crl").issue();
            case "away" -> bo().serial(9).list(WEB + "away.crl").issue();
            default -> bo().serial(10).issue();
        };
    }

    private static SampleCertificate bo() {
        return SampleCertificate.of("CN=Bo", BEGIN, END).by(ROOT).addresses(BO);
    }

    private void give(byte[] list) throws RevocationUnknownException {
        given = GivenLists.of(List.of(GivenLists.Given.read(list)));
    }

    private String verdict(RevocationPolicy policy, TestIdentity identity) throws Exception {
        return verdict(policy, Optional.empty(), false, identity);
    }

    private String verdict(
            RevocationPolicy policy, Optional<RevocationPolicy> ofAnchor, boolean pinned, TestIdentity identity)
            throws Exception {
        return verdict(policy, new TrustedAuthority(ROOT.certificate(), ofAnchor), pinned, identity);
    }

    private String verdict(RevocationPolicy policy, TrustedAuthority anchor, boolean pinned, TestIdentity identity)
            throws Exception {
        TrustAnchors anchors = TrustAnchors.none().with(List.of(anchor));
        CertificateCheck check = new CertificateCheck(
                practice -> new PracticeTrust(anchors, given), revocations, policy, Duration.ofSeconds(2));
        CertificateChoice choice = new CertificateChooser(check)
                .choose(
                        PRACTICE,
                        List.of(new HeldCertificate(identity.certificate(), pinned, Optional.empty())),
                        authorities,
                        Mailbox.parse(BO),
                        NOW);
        return choice.usable().isPresent()
                ? "usable"
                : choice.refused().getFirst().reason();
    }

    /** What stands in the test's memory, and nobody else's. */
    private final class Web implements Fetch {

        @Override
        public byte[] get(URI url, int most) throws RevocationUnknownException {
            asked.add(url);
            byte[] there = web.get(url.getPath().substring(1));
            if (there == null) {
                throw new RevocationUnknownException(url.getHost() + " is away");
            }
            return there;
        }

        @Override
        public byte[] post(URI url, String contentType, byte[] question, int most) throws RevocationUnknownException {
            return get(url, most);
        }
    }
}
