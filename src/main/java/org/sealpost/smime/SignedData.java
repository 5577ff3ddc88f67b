package org.sealpost.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataStreamGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.CollectionStore;

/**
 * Makes CMS signed-data (RFC 5652 section 5) as one identity.
 *
 * @param identity that signs
 * @param parts of its certificate
 * @param clock that gives the signing time
 */
record SignedData(SmimeIdentity identity, SignatureParts parts, Clock clock) {

    /** Octets of a signature with its attributes, without the certificates, at most (ML-DSA-87 has 4,627). */
    private static final int SIGNER_INFO = 8192;

    /** How the identity's key signs. */
    SignatureScheme scheme() {
        return parts.scheme();
    }

    /** Signs what is written to the result and passes it on; closing writes signed-data without it. */
    OutputStream detached(OutputStream signedData, OutputStream content) throws SmimeException, IOException {
        return generator().open(signedData, false, content);
    }

    /** Octets that signed-data without content takes at most. */
    int overhead() {
        return SIGNER_INFO + parts.octets();
    }

    /** What {@link #detached} wrote, with lengths before its values: some readers know no other form of a signature. */
    static byte[] der(byte[] signedData) throws IOException {
        return ContentInfo.getInstance(signedData).getEncoded(ASN1Encoding.DER);
    }

    static SmimeException cannotSign(Exception fault) {
        return new SmimeException("The message cannot be signed: the key does not sign.", fault);
    }

    private CMSSignedDataStreamGenerator generator() throws SmimeException {
        try {
            CMSSignedDataStreamGenerator generator = new CMSSignedDataStreamGenerator();
            // The hash over the content is the JDK's, which is the fastest.
            generator.addSignerInfoGenerator(
                    new SignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .setContentDigest(scheme().digest())
                            .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes()))
                            .build(new KeySigner(identity, scheme()), parts.signer()));
            generator.addCertificates(new CollectionStore<>(parts.certificates()));
            return generator;
        } catch (GeneralSecurityException | OperatorCreationException | CMSException fault) {
            throw cannotSign(fault);
        }
    }

    /** The signed attributes beside contentType, messageDigest and algorithm protection, which the generator adds. */
    private AttributeTable attributes() {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(clock.instant())))));
        parts.attributes().forEach(attributes::add);
        return new AttributeTable(attributes);
    }
}
