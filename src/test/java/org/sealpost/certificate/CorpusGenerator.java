package org.sealpost.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.sealpost.testing.TestIdentity;

/**
 * Makes the corpus of bad certificates anew, with new keys, into the folder that is its argument:
 * {@code src/test/resources/org/sealpost/certificate/corpus}. What is expected of each stands beside them in
 * {@code cases.txt}, which people write. The clock of whoever reads it stands at {@link #NOW}.
 */
final class CorpusGenerator {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    static final String BO = "bo@patient.example";

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant YEARS = Instant.parse("2036-01-01T00:00:00Z");
    private static final Instant REVOKED = Instant.parse("2026-05-01T00:00:00Z");
    private static final String WEB = "http://revocation.corpus.example/";
    private static final ASN1ObjectIdentifier NO_REV_AVAIL = new ASN1ObjectIdentifier("2.5.29.56");
    private static final ASN1ObjectIdentifier OURS_ALONE = new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1");

    private final Path folder;
    private final KeyPair keys = SampleCertificate.curve();
    private long serial = 100;

    private final TestIdentity root =
            SampleCertificate.of("CN=Corpus Root", BEGIN, YEARS).authority().issue();
    private final TestIdentity issuer = SampleCertificate.of("CN=Corpus Issuer", BEGIN, YEARS)
            .authority()
            .serial(2)
            .by(root)
            .list(WEB + "root.crl")
            .issue();

    private CorpusGenerator(Path folder) {
        this.folder = folder;
    }

    /** Writes all of it. */
    public static void main(String... arguments) throws IOException {
        new CorpusGenerator(Path.of(arguments[0])).write();
    }

    private void write() throws IOException {
        Files.createDirectories(folder);
        simple();
        paths();
        lists();
        answers();
        octets();
    }

    private SampleCertificate person() {
        return SampleCertificate.of("CN=Bo Sample", BEGIN, END)
                .keys(keys)
                .serial(++serial)
                .by(issuer);
    }

    private SampleCertificate recipient() {
        return person().addresses(BO).list(WEB + "issuer.crl");
    }

    private void simple() throws IOException {
        save("good", recipient());
        save("expired", recipient().valid(BEGIN, Instant.parse("2026-03-01T00:00:00Z")));
        save("not-yet-valid", recipient().valid(Instant.parse("2026-12-01T00:00:00Z"), END));
        save("wrong-address", person().addresses("someone@patient.example"));
        save("no-alternative-name", person());
        save(
                "address-in-subject-only",
                SampleCertificate.of("CN=Bo Sample,E=" + BO, BEGIN, END)
                        .keys(keys)
                        .by(issuer));
        save(
                "address-in-subject-beside-others",
                SampleCertificate.of("CN=Bo Sample,E=" + BO, BEGIN, END)
                        .keys(keys)
                        .by(issuer)
                        .addresses("someone@patient.example"));
        save("wrong-key-usage", recipient().usage(KeyUsage.digitalSignature));
        save("wrong-extended-key-usage", recipient().purposes(KeyPurposeId.id_kp_serverAuth));
        save("authority-as-recipient", recipient().authority());
        save("rsa-1024", recipient().keys(SampleCertificate.rsa(1024, 65537)));
        save("rsa-exponent-3", recipient().keys(SampleCertificate.rsa(2048, 3)));
        save("curve-p-521", recipient().keys(SampleCertificate.curve("secp521r1")));
        save("key-for-signing", recipient().keys(SampleCertificate.named("Ed25519")));
        save("good-x25519", recipient().keys(SampleCertificate.named("X25519")).usage(KeyUsage.keyAgreement));
        save(
                "good-ml-kem-768",
                recipient().keys(SampleCertificate.named("ML-KEM-768")).usage(KeyUsage.keyEncipherment));
        save(
                "good-ml-kem-1024",
                recipient().keys(SampleCertificate.named("ML-KEM-1024")).usage(KeyUsage.keyEncipherment));
        save("ml-kem-512", recipient().keys(SampleCertificate.named("ML-KEM-512")));
        save(
                "ml-kem-wrong-usage",
                recipient().keys(SampleCertificate.named("ML-KEM-768")).usage(KeyUsage.keyAgreement));
        save("unknown-critical-extension", recipient().extension(OURS_ALONE, true, DERNull.INSTANCE));
        String[] many =
                IntStream.range(0, 10_000).mapToObj(i -> "p" + i + "@x.example").toArray(String[]::new);
        many[9_999] = BO;
        save("ten-thousand-names", person().addresses(many));
        save("too-large", recipient().extension(OURS_ALONE, false, new DEROctetString(new byte[70_000])));
    }

    private void paths() throws IOException {
        TestIdentity strange = SampleCertificate.of("CN=Strange Root", BEGIN, YEARS)
                .authority()
                .issue();
        TestIdentity impostor = SampleCertificate.of("CN=Corpus Issuer", BEGIN, YEARS)
                .authority()
                .issue();
        KeyPair rsa = SampleCertificate.rsa(2048, 65537);
        TestIdentity old = SampleCertificate.of("CN=Old Root", BEGIN, YEARS)
                .authority()
                .keys(rsa)
                .issue();
        TestIdentity weak = authority("CN=Weak Issuer")
                .keys(SampleCertificate.rsa(1024, 65537))
                .issue();
        TestIdentity ended = authority("CN=Ended Issuer")
                .valid(BEGIN, Instant.parse("2026-04-01T00:00:00Z"))
                .issue();
        TestIdentity server = authority("CN=Server Issuer")
                .purposes(KeyPurposeId.id_kp_serverAuth)
                .issue();
        TestIdentity clinic =
                authority("CN=Clinic Issuer").addressesOnlyIn("clinic.example").issue();
        TestIdentity clinicRoot = SampleCertificate.of("CN=Clinic Root", BEGIN, YEARS)
                .authority()
                .addressesOnlyIn("clinic.example")
                .issue();
        TestIdentity shortRoot =
                SampleCertificate.of("CN=Short Root", BEGIN, YEARS).authority(0).issue();
        TestIdentity belowShort =
                authority("CN=Issuer Below Short").by(shortRoot).issue();
        TestIdentity last = SampleCertificate.of("CN=Last Issuer", BEGIN, YEARS)
                .authority(0)
                .serial(++serial)
                .by(root)
                .list(WEB + "root.crl")
                .issue();
        TestIdentity beyond = authority("CN=Issuer Beyond").by(last).issue();
        TestIdentity revoked = SampleCertificate.of("CN=Revoked Issuer", BEGIN, YEARS)
                .authority()
                .serial(13)
                .by(root)
                .list(WEB + "root.crl")
                .issue();
        TestIdentity colleague = recipient().issue();

        save("unknown-authority", recipient().by(strange));
        save("forged-by-namesake", recipient().by(impostor));
        save(
                "self-signed",
                SampleCertificate.of("CN=Bo Himself", BEGIN, END).keys(keys).addresses(BO));
        save("issued-by-a-person", recipient().by(colleague));
        save("md5-signature", recipient().by(old).signed("MD5withRSA"));
        save("sha1-signature", recipient().by(old).signed("SHA1withRSA"));
        save("weak-authority", recipient().by(weak));
        save("expired-authority", recipient().by(ended));
        save("authority-for-servers", recipient().by(server));
        save("authority-revoked", recipient().by(revoked));
        save("name-constraint-breach", recipient().by(clinic));
        save("name-constraint-of-anchor-breach", recipient().by(clinicRoot));
        save("path-too-long", recipient().by(beyond));
        save("path-too-long-for-anchor", recipient().by(belowShort));

        pem("anchors.pem", root, old, clinicRoot, shortRoot);
        pem(
                "authorities.pem",
                issuer,
                strange,
                weak,
                ended,
                server,
                clinic,
                belowShort,
                last,
                beyond,
                revoked,
                colleague);
        bytes("root.crl", SampleRevocation.list(root, root.keys(), BEGIN, END, REVOKED, 13));
        bytes("issuer.crl", SampleRevocation.list(issuer, issuer.keys(), BEGIN, END, REVOKED, 7));
    }

    private SampleCertificate authority(String subject) {
        return SampleCertificate.of(subject, BEGIN, YEARS)
                .authority()
                .serial(++serial)
                .by(root)
                .list(WEB + "root.crl");
    }

    private void lists() throws IOException {
        save("crl-revoked", recipient().serial(7));
        save("crl-nowhere", person().addresses(BO).list(WEB + "missing.crl"));
        save("crl-by-ldap-only", person().addresses(BO).list("ldap://ldap.corpus.example/cn=crl"));
        save("no-place-to-ask", person().addresses(BO));
        save("good-no-revocation-available", person().addresses(BO).extension(NO_REV_AVAIL, false, DERNull.INSTANCE));
        listed("crl-forged", SampleRevocation.list(issuer, SampleCertificate.curve(), BEGIN, END, REVOKED));
        listed("crl-of-another", SampleRevocation.list(root, root.keys(), BEGIN, END, REVOKED));
        listed(
                "crl-out-of-date",
                SampleRevocation.list(issuer, issuer.keys(), BEGIN, Instant.parse("2026-05-20T00:00:00Z"), REVOKED));
        listed(
                "crl-from-the-future",
                SampleRevocation.list(issuer, issuer.keys(), Instant.parse("2026-07-01T00:00:00Z"), END, REVOKED));
        listed(
                "crl-for-authorities-only",
                marked(
                        "SHA256withECDSA",
                        new SampleRevocation.Marked(
                                Extension.issuingDistributionPoint,
                                true,
                                new IssuingDistributionPoint(null, false, true, null, false, false))));
        listed(
                "crl-indirect",
                marked(
                        "SHA256withECDSA",
                        new SampleRevocation.Marked(
                                Extension.issuingDistributionPoint,
                                true,
                                new IssuingDistributionPoint(null, false, false, null, true, false))));
        listed(
                "crl-delta",
                marked(
                        "SHA256withECDSA",
                        new SampleRevocation.Marked(Extension.deltaCRLIndicator, true, new ASN1Integer(1))));
        listed(
                "crl-unknown-critical-extension",
                marked(
                        "SHA256withECDSA",
                        new SampleRevocation.Marked(OURS_ALONE, true, new DERUTF8String("what is this"))));
        listed("crl-sha1-signature", marked("SHA1withECDSA"));
        listed("crl-garbage", "<html>Not here.</html>".getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] marked(String algorithm, SampleRevocation.Marked... extensions) {
        return SampleRevocation.list(issuer, issuer.keys(), algorithm, BEGIN, END, Arrays.asList(extensions), REVOKED);
    }

    private void listed(String name, byte[] list) throws IOException {
        save(name, person().addresses(BO).list(WEB + name + ".crl"));
        bytes(name + ".crl", list);
    }

    private void answers() throws IOException {
        TestIdentity delegate = SampleCertificate.of("CN=Corpus Responder", BEGIN, END)
                .serial(++serial)
                .by(issuer)
                .purposes(KeyPurposeId.id_kp_OCSPSigning)
                .issue();
        TestIdentity unauthorized = SampleCertificate.of("CN=Another of the Issuer", BEGIN, END)
                .serial(++serial)
                .by(issuer)
                .issue();
        TestIdentity elsewhere = SampleCertificate.of("CN=Corpus Responder", BEGIN, END)
                .serial(++serial)
                .by(root)
                .purposes(KeyPurposeId.id_kp_OCSPSigning)
                .issue();
        TestIdentity ended = SampleCertificate.of("CN=Ended Responder", BEGIN, Instant.parse("2026-03-01T00:00:00Z"))
                .serial(++serial)
                .by(issuer)
                .purposes(KeyPurposeId.id_kp_OCSPSigning)
                .issue();
        CertificateStatus good = CertificateStatus.GOOD;
        Instant next = Instant.parse("2026-06-08T00:00:00Z");
        Instant earlier = Instant.parse("2026-05-30T00:00:00Z");
        answered("good-ocsp", issuer, Optional.empty(), good, earlier, next, Optional.empty());
        answered("good-ocsp-delegated", delegate, Optional.of(delegate), good, earlier, next, Optional.empty());
        answered(
                "ocsp-revoked",
                delegate,
                Optional.of(delegate),
                new RevokedStatus(Date.from(REVOKED), 1),
                earlier,
                next,
                Optional.empty());
        answered("ocsp-unknown", issuer, Optional.empty(), new UnknownStatus(), earlier, next, Optional.empty());
        answered("ocsp-unauthorized", unauthorized, Optional.of(unauthorized), good, earlier, next, Optional.empty());
        answered("ocsp-of-another-authority", elsewhere, Optional.of(elsewhere), good, earlier, next, Optional.empty());
        answered("ocsp-by-ended-responder", ended, Optional.of(ended), good, earlier, next, Optional.empty());
        answered(
                "ocsp-forged",
                new TestIdentity(delegate.certificate(), SampleCertificate.curve()),
                Optional.of(delegate),
                good,
                earlier,
                next,
                Optional.empty());
        answered("ocsp-out-of-date", issuer, Optional.empty(), good, BEGIN, REVOKED, Optional.empty());
        answered(
                "ocsp-from-the-future",
                issuer,
                Optional.empty(),
                good,
                Instant.parse("2026-06-02T00:00:00Z"),
                next,
                Optional.empty());
        answered(
                "ocsp-replayed",
                issuer,
                Optional.empty(),
                good,
                earlier,
                next,
                Optional.of("the nonce of an older question".getBytes(StandardCharsets.US_ASCII)));
        save("ocsp-about-another", recipientAsking("ocsp-about-another"));
        bytes(
                "ocsp-about-another.ocsp",
                SampleRevocation.answer(
                        delegate.certificate(),
                        issuer,
                        issuer,
                        Optional.empty(),
                        good,
                        earlier,
                        next,
                        Optional.empty()));
        save("ocsp-garbage", recipientAsking("ocsp-garbage"));
        bytes("ocsp-garbage.ocsp", "<html>Not here.</html>".getBytes(StandardCharsets.US_ASCII));
        save("good-ocsp-away-and-crl", recipientAsking("missing").list(WEB + "issuer.crl"));
        save(
                "ocsp-away-and-crl-revoked",
                recipientAsking("missing").list(WEB + "issuer.crl").serial(7));
    }

    private SampleCertificate recipientAsking(String name) {
        return person().addresses(BO).responder(WEB + name + ".ocsp");
    }

    private void answered(
            String name,
            TestIdentity by,
            Optional<TestIdentity> shown,
            CertificateStatus status,
            Instant from,
            Instant until,
            Optional<byte[]> nonce)
            throws IOException {
        TestIdentity certificate = save(name, recipientAsking(name));
        bytes(
                name + ".ocsp",
                SampleRevocation.answer(certificate.certificate(), issuer, by, shown, status, from, until, nonce));
    }

    private void octets() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("good.der"));
        bytes("garbage.der", "This is no certificate.".getBytes(StandardCharsets.US_ASCII));
        bytes("cut-off.der", Arrays.copyOf(whole, whole.length / 2));
        bytes("octets-behind.der", Arrays.copyOf(whole, whole.length + 3));
        byte[] changed = whole.clone();
        changed[changed.length - 5] ^= 1;
        bytes("changed.der", changed);
        byte[] endless = {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x30, 0x03};
        bytes("length-of-two-gigabytes.der", endless);
        byte[] deep = new byte[20_000];
        for (int i = 0; i < deep.length; i += 2) {
            deep[i] = 0x30;
            deep[i + 1] = (byte) 0x80;
        }
        bytes("nested-without-end.der", deep);
    }

    private TestIdentity save(String name, SampleCertificate certificate) throws IOException {
        TestIdentity identity = certificate.issue();
        try {
            bytes(name + ".der", identity.certificate().getEncoded());
            return identity;
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void pem(String name, TestIdentity... identities) throws IOException {
        StringBuilder all = new StringBuilder();
        List.of(identities).forEach(one -> all.append(one.pem()));
        bytes(name, all.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private void bytes(String name, byte[] octets) throws IOException {
        Files.write(folder.resolve(name), octets);
    }
}
